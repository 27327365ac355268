"""Does every household come back? Each one asked for by its text, its point and its code."""

from collections import Counter
from dataclasses import dataclass

from app.answering import Answering
from geocoding.address.keys import household_keys
from geocoding.address.write import full_line
from geocoding.crs import to_survey
from geocoding.model import Household, Verdict
from geocoding.snapshot.store import Snapshot


@dataclass(frozen=True, slots=True)
class RoundTrips:
    """How many households came back right by each way.

    `text_unique` counts texts of one household that found just it, `text_shared` texts of several that came back
    ambiguous with their number; together they should be `households`. `wrong` lists external ids that failed, at
    most ten.
    """

    households: int
    text_unique: int
    text_shared: int
    by_point: int
    by_code: int
    codes: int
    wrong: tuple[str, ...]

    @property
    def complete(self) -> bool:
        """Whether every household came back by every way."""
        by_text = self.text_unique + self.text_shared
        return by_text == self.by_point == self.households and self.by_code == self.codes


def round_trips(answering: Answering) -> RoundTrips:
    """Ask for every household of the snapshot by its text, its point and its code."""
    snapshot = answering.snapshot
    households = [snapshot.households[position] for position in range(len(snapshot.households))]
    lines = [_line(snapshot, household) for household in households]
    shared = Counter((_same_text(household), household.commune_code) for household in households)
    tally: Counter[str] = Counter()
    wrong: list[str] = []
    for position, (household, line) in enumerate(zip(households, lines, strict=True)):
        sharing = shared[_same_text(household), household.commune_code]
        by_text = _text_verdict(answering, household, line, sharing=sharing)
        by_point = _is_at_its_point(snapshot, position, household)
        by_code = not household.code or answering.look_up(household.code).household == household
        tally.update({by_text: 1, "point": by_point, "code": bool(household.code) and by_code})
        if not (by_text and by_point and by_code):
            wrong.append(household.external_id)
    return RoundTrips(
        households=len(households),
        text_unique=tally["unique"],
        text_shared=tally["shared"],
        by_point=tally["point"],
        by_code=tally["code"],
        codes=snapshot.counts["codes"],
        wrong=tuple(wrong[:10]),
    )


def _line(snapshot: Snapshot, household: Household) -> str:
    commune = snapshot.commune(household.commune_code)
    return full_line(household.address, commune=commune.full_name if commune is not None else "")


def _same_text(household: Household) -> tuple[str, ...]:
    """What is equal for households that no text can tell apart."""
    return tuple(sorted(household_keys(household.address, commune_code=household.commune_code)))


def _text_verdict(answering: Answering, household: Household, line: str, *, sharing: int) -> str:
    """ "unique" or "shared" when the answer is right, "" when it is not."""
    answer = answering.resolve(line)
    if sharing == 1:
        found = answer.matches[0].household if answer.verdict is Verdict.MATCHED else None
        return "unique" if found == household else ""
    return "shared" if answer.verdict is Verdict.AMBIGUOUS and answer.total == sharing else ""


def _is_at_its_point(snapshot: Snapshot, position: int, household: Household) -> bool:
    """Whether the household is among those of the parcel at its point, or the nearest where no parcel is."""
    parcel = snapshot.parcels.containing(*to_survey(household.point))
    if parcel is not None:
        return position in snapshot.households.on_parcel(snapshot.parcels.key(parcel))
    return position in snapshot.households.nearest(household.point, count=50, within_m=1.0)
