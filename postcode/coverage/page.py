"""The catalogue as a page of the documentation: `python -m postcode.coverage.page > docs/reference/rules.md`."""

import sys
from collections.abc import Iterator

from postcode.coverage.catalogue import CATALOGUE
from postcode.coverage.rules import About, AuditRule

_HEADINGS = {
    About.HOUSEHOLD: "Hộ / Households",
    About.FIELD: "Địa chỉ / Addresses",
    About.WAY: "Đường, ngõ / Streets and alleys",
    About.PARCEL: "Thửa đất / Parcels",
    About.COMMUNE: "Xã, phường / Communes",
    About.REPORT: "Báo sai / Reports",
}
_TOP = """# Quy tắc kiểm tra / Audit rules

The page is written from the catalogue by `python -m postcode.coverage.page`; a test keeps the two equal. An error makes
a code wrong or missing, a warning misleads somebody, a notice is to be known. No rule refuses a household: house
numbers above all are findings. What the figures count is defined in [coverage](../explanation/coverage.md).
"""


def rules_page() -> str:
    """The page with every rule, grouped by what it looks at."""
    return "\n".join([_TOP, *_sections()])


def _sections() -> Iterator[str]:
    for about, heading in _HEADINGS.items():
        rules = [rule for rule in CATALOGUE.values() if rule.about is about]
        yield f"## {heading}\n"
        yield "| code | severity | what is wrong | what to do | source |"
        yield "| --- | --- | --- | --- | --- |"
        yield from map(_row, rules)
        yield ""


def _row(rule: AuditRule) -> str:
    text = f"{rule.text.vi} / {rule.text.en}"
    suggestion = f"{rule.suggestion.vi} / {rule.suggestion.en}"
    source = rule.source.removeprefix("docs/")
    shown = f"[{source}](../{source})" if source != rule.source else source
    return f"| {rule.code} | {rule.severity} | {text} | {suggestion} | {shown} |"


if __name__ == "__main__":
    sys.stdout.write(rules_page())
