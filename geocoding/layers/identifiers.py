"""Taking in national identifiers of households: a list of its own, or columns of the households' file."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from geocoding.identifiers import Scheme, read_identifier
from geocoding.layers.counts import written_day
from geocoding.layers.rows import Feature, IdentifierRow, Intake
from geocoding.layers.rules import Rule
from geocoding.layers.sorting import Sorting
from geocoding.model import Rejected

COLUMNS: Mapping[str, Scheme] = {
    "digital_address": Scheme.DIGITAL_ADDRESS,
    "property_code": Scheme.PROPERTY_CODE,
}

Named = tuple[Scheme, str]
"""A scheme with a value of it, or with the external id of a household."""


Ended = tuple[Scheme, str, str, date]
"""A scheme, a value of it, the external id of the household that had it, and its first day."""


@dataclass(frozen=True, slots=True)
class OnFile:
    """What the register holds of a source: its households, who has each value now, since when each its own.

    `ended` are the values that households of the source had before, with their last days.
    """

    external_ids: Collection[str]
    holders: Mapping[Named, str] = field(default_factory=dict)
    since: Mapping[Named, tuple[str, date]] = field(default_factory=dict)
    ended: Mapping[Ended, date] = field(default_factory=dict)


def is_told_already(last: date | None, *, again: date | None) -> bool:
    """Whether a row that ends on `again` (None: not said) repeats what ended on `last` (None: nothing did)."""
    return last is not None and again in (None, last)


@dataclass(frozen=True, slots=True)
class _Broken:
    """A row that breaks a rule."""

    rule: Rule
    detail: str


def take_identifiers(rows: Iterable[Feature | Rejected], *, on_file: OnFile, on: date) -> Intake:
    """Identifiers by household and scheme; a row without any says nothing, one without day is of `on`.

    A value belongs to one household at a time; another household may have it from the day on which the first lost it.
    """
    sorting = Sorting()
    seen: set[Named] = set()
    for feature in sorting.features(rows):
        found = _read(feature.fields, on=on)
        broken = found if isinstance(found, _Broken) else _conflict(found, on_file=on_file, seen=seen)
        if broken is not None:
            sorting.reject(feature, broken.rule, broken.detail)
        elif isinstance(found, IdentifierRow):
            seen |= {named for scheme, value in found.values.items() for named in _names(scheme, value, found)}
            sorting.accepted.append(found)
    return sorting.intake()


def _read(fields: Mapping[str, str], *, on: date) -> IdentifierRow | _Broken:
    values: dict[Scheme, str] = {}
    for column, scheme in COLUMNS.items():
        if written := fields.get(column, ""):
            value = read_identifier(scheme, written)
            if value is None:
                return _Broken(_MALFORMED[scheme], written)
            values[scheme] = value
    days = [_day(fields.get(name, ""), without) for name, without in (("valid_from", on), ("valid_to", None))]
    if any(isinstance(day, str) for day in days):
        return _Broken(Rule.IDENTIFIER_BAD_DAY, next(day for day in days if isinstance(day, str)))
    start, end = (day if isinstance(day, date) else None for day in days)
    if start is None or start > on or (end is not None and end < start):
        return _Broken(Rule.IDENTIFIER_BAD_DAY, f"{start} – {end}")
    return IdentifierRow(fields.get("external_id", ""), values, start, end)


_MALFORMED: Mapping[Scheme, Rule] = {
    Scheme.DIGITAL_ADDRESS: Rule.IDENTIFIER_DIGITAL_ADDRESS_MALFORMED,
    Scheme.PROPERTY_CODE: Rule.IDENTIFIER_PROPERTY_CODE_MALFORMED,
}


def _day(text: str, without: date | None) -> date | str | None:
    """The day, what stands for none, or the text that is no day."""
    return (written_day(text) or text) if text else without


def _conflict(row: IdentifierRow, *, on_file: OnFile, seen: Collection[Named]) -> _Broken | None:
    if row.external_id not in on_file.external_ids:
        return _Broken(Rule.IDENTIFIER_HOUSEHOLD_UNKNOWN, row.external_id)
    for scheme, value in row.values.items():
        if any(named in seen for named in _names(scheme, value, row)):
            return _Broken(Rule.IDENTIFIER_DUPLICATE, value)
        # A list of before, read again after a newer one, is no news and no mistake.
        last = on_file.ended.get((scheme, value, row.external_id, row.valid_from))
        if is_told_already(last, again=row.valid_to):
            continue
        if on_file.holders.get((scheme, value), row.external_id) != row.external_id:
            return _Broken(Rule.IDENTIFIER_TAKEN, value)
        held, since = on_file.since.get((scheme, row.external_id), ("", date.min))
        if held not in ("", value) and row.valid_from <= since:
            return _Broken(Rule.IDENTIFIER_OUT_OF_ORDER, f"{held} {since}")
    return None


def _names(scheme: Scheme, value: str, row: IdentifierRow) -> Iterator[Named]:
    """What one value uses up within a file: itself, and its household's place for it."""
    yield scheme, f"={value}"
    yield scheme, f"@{row.external_id}"
