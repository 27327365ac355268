"""The commune of a match under its names of different days."""

from dataclasses import dataclass
from datetime import date

from geocoding.gazetteer.epochs import EVE, Epochs, UnitThen, label_then
from geocoding.match.answer import Match
from geocoding.snapshot.communes import CommuneRecord


@dataclass(frozen=True, slots=True)
class CommuneForms:
    """A commune of today, what it may have been before 1 July 2025, and on the day asked for, None when none was.

    `record` is None where the snapshot has no outline of the commune.
    """

    record: CommuneRecord | None
    former: tuple[UnitThen, ...] = ()
    then: tuple[UnitThen, ...] | None = None

    @property
    def name(self) -> str | None:
        """The commune's full name on the day asked for, today without one; None where it is not sure."""
        if self.then is None:
            return self.record.full_name if self.record is not None else None
        return self.then[0].unit.full_name if len(self.then) == 1 else None

    def label(self, label: str) -> str:
        """A label in the names of the day asked for."""
        if self.then is None or self.record is None:
            return label
        return label_then(label, today=self.record.full_name, then=self.then)


def commune_forms(match: Match, *, record: CommuneRecord | None, epochs: Epochs, as_of: date | None) -> CommuneForms:
    """The forms of the commune that a match lies in; `record` is that commune."""
    former_code = match.household.former_commune_code if match.household is not None else ""

    def on(day: date) -> tuple[UnitThen, ...]:
        return epochs.communes_on(day, commune_code=match.commune_code, former_code=former_code)

    return CommuneForms(record, former=on(EVE), then=None if as_of is None else on(as_of))
