"""Taking in two plain lists: reference counts of communes, and certifications of households."""

from collections.abc import Collection, Iterable
from datetime import date, datetime

from geocoding.layers.rows import CertificationRow, Feature, Intake, ReferenceCount
from geocoding.layers.rules import Rule
from geocoding.layers.sorting import Sorting
from geocoding.model import Rejected

_DAY_FORMS = ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y")


def take_reference_counts(
    rows: Iterable[Feature | Rejected], *, codes: Collection[str], on: date, source: str
) -> Intake:
    """Counts of households by commune and day; a row may name its own source, and none may lie after `on`."""
    sorting = Sorting()
    seen: set[tuple[str, date, str]] = set()
    for feature in sorting.features(rows):
        fields = feature.fields
        code, day = fields.get("commune_code", ""), written_day(fields.get("dated_on", ""))
        count = _count(fields.get("count", ""))
        key = (code, day or on, fields.get("source") or source)
        if code not in codes:
            sorting.reject(feature, Rule.COUNT_COMMUNE_UNKNOWN, code)
        elif count is None:
            sorting.reject(feature, Rule.COUNT_BAD_NUMBER, fields.get("count", ""))
        elif day is None or day > on:
            sorting.reject(feature, Rule.COUNT_BAD_DAY, fields.get("dated_on", ""))
        elif key in seen:
            sorting.reject(feature, Rule.COUNT_DUPLICATE, code)
        else:
            seen.add(key)
            sorting.accepted.append(ReferenceCount(code, count, day, key[2]))
    return sorting.intake()


def take_certifications(rows: Iterable[Feature | Rejected], *, external_ids: Collection[str], on: date) -> Intake:
    """Certifications of households that the same source brought and that still live; none may lie after `on`."""
    sorting = Sorting()
    seen: set[str] = set()
    for feature in sorting.features(rows):
        fields = feature.fields
        external_id, day = fields.get("external_id", ""), written_day(fields.get("certified_on", ""))
        if external_id not in external_ids:
            sorting.reject(feature, Rule.CERTIFICATION_HOUSEHOLD_UNKNOWN, external_id)
        elif day is None or day > on:
            sorting.reject(feature, Rule.CERTIFICATION_BAD_DAY, fields.get("certified_on", ""))
        elif external_id in seen:
            sorting.reject(feature, Rule.CERTIFICATION_DUPLICATE, external_id)
        else:
            seen.add(external_id)
            sorting.accepted.append(CertificationRow(external_id, day, fields.get("paper", "")))
    return sorting.intake()


def _count(text: str) -> int | None:
    """A whole number, its thousands apart or not ("12.345"); None for anything else."""
    digits = text.replace(".", "").replace(" ", "")
    return int(digits) if digits.isascii() and digits.isdecimal() and len(digits) <= 9 else None


def written_day(text: str) -> date | None:
    """A day as 2026-04-01 or 01/04/2026; None for anything else."""
    for form in _DAY_FORMS:
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    return None
