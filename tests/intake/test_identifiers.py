"""National identifiers from a column of a file: what is taken, what is refused, and what becomes of older ones."""

from datetime import date

import pytest

from app.db.engine import read_session
from app.db.identifiers import identifier_named, identifiers_of
from app.intake import ImportReport
from geocoding.identifiers import Scheme, read_identifier
from geocoding.layers.rows import Layer
from tests.intake.conftest import HOUSEHOLDS, Desk

HEADER = "external_id,digital_address,property_code,valid_from,valid_to\n"
FIRST, SECOND = "0123456789", "9876543210"
PROPERTY = "W7ER8UJXZBQ1-CC12-00000000001-F25.06"


@pytest.fixture
def homes(desk: Desk) -> Desk:
    """A desk with households h1 and h2."""
    desk.lay("households.csv", HOUSEHOLDS)
    desk.take("households.csv", Layer.HOUSEHOLDS)
    return desk


def take(desk: Desk, *rows: str, header: str = HEADER) -> ImportReport:
    desk.lay("identifiers.csv", header + "\n".join(rows) + "\n")
    return desk.take("identifiers.csv", Layer.IDENTIFIERS)


def held(desk: Desk, value: str, *, on: date | None = None, scheme: Scheme = Scheme.DIGITAL_ADDRESS) -> str | None:
    """The days of the identifier that is found, and whose it is by the end of its id."""
    with read_session(desk.engine) as session:
        found = identifier_named(session, scheme, value, on=on)
        return None if found is None else f"{found.household_id} {found.valid_from} {found.valid_to or ''}".strip()


@pytest.mark.parametrize(
    ("scheme", "text", "value"),
    [
        (Scheme.DIGITAL_ADDRESS, "0123456789", "0123456789"),
        (Scheme.DIGITAL_ADDRESS, " 01234 56789 ", "0123456789"),
        (Scheme.DIGITAL_ADDRESS, "012345678", None),
        (Scheme.DIGITAL_ADDRESS, "01234567890", None),
        (Scheme.DIGITAL_ADDRESS, "01234A6789", None),
        (Scheme.DIGITAL_ADDRESS, "٠١٢٣٤٥٦٧٨٩", None),
        (Scheme.PROPERTY_CODE, "a" * 40, "A" * 40),
        (Scheme.PROPERTY_CODE, "A" * 41, None),
        (Scheme.PROPERTY_CODE, "-A", None),
        (Scheme.PROPERTY_CODE, "A;B", None),
        (Scheme.PARCEL_GEOHASH, "W7ER8UJXZBQ1", "w7er8ujxzbq1"),
        (Scheme.PARCEL_GEOHASH, "w7er8ujxzba1", None),
    ],
)
def test_the_form_of_each_scheme_is_checked(scheme: Scheme, text: str, value: str | None) -> None:
    assert read_identifier(scheme, text) == value


def test_identifiers_are_stored_with_their_days(homes: Desk) -> None:
    report = take(homes, f"h1,{FIRST},{PROPERTY},2026-03-01,", f"h2,{SECOND},,01/04/2026,30/04/2026")
    assert (report.added, report.rejected) == (3, 0)
    assert str(held(homes, FIRST)).endswith("2026-03-01")
    assert str(held(homes, SECOND)).endswith("2026-04-01 2026-04-30")
    assert held(homes, PROPERTY, scheme=Scheme.PROPERTY_CODE) == held(homes, FIRST)
    assert held(homes, FIRST, on=date(2026, 2, 28)) is None
    assert held(homes, SECOND, on=date(2026, 4, 30)) is not None
    assert held(homes, SECOND, on=date(2026, 5, 1)) is None


def test_the_file_of_the_households_itself_may_bring_them(homes: Desk) -> None:
    homes.lay("with.csv", "Mã hộ,Số nhà,Mã địa chỉ số\nh1,1,0123456789\nh2,2,\n")
    report = homes.take("with.csv", Layer.IDENTIFIERS)
    assert (report.added, report.rejected, report.accepted) == (1, 0, {"identifiers": 2})
    assert str(held(homes, FIRST)).endswith("2026-11-22")


def test_another_value_ends_the_one_before_it(homes: Desk) -> None:
    take(homes, f"h1,{FIRST},,2026-03-01,")
    assert take(homes, f"h1,{SECOND},,2026-06-01,").changed == 1
    assert str(held(homes, FIRST)).endswith("2026-03-01 2026-05-31")
    assert str(held(homes, SECOND)).endswith("2026-06-01")
    assert take(homes, f"h2,{FIRST},,2026-07-01,").added == 1
    assert held(homes, FIRST, on=date(2026, 4, 1)) != held(homes, FIRST, on=date(2026, 8, 1))
    owner = str(held(homes, SECOND)).split(" ")[0]
    with read_session(homes.engine) as session:
        assert [one.value for one in identifiers_of(session, owner)] == [FIRST, SECOND]


def test_the_same_again_changes_nothing(homes: Desk) -> None:
    take(homes, f"h1,{FIRST},,2026-03-01,")
    again = take(homes, f"h1,{FIRST},,2026-03-01,", "h2,,,,")
    assert (again.added, again.changed, again.unchanged) == (0, 0, 1)


def test_an_older_list_read_again_after_a_newer_one_changes_nothing(homes: Desk) -> None:
    older = (f"h1,{FIRST},{PROPERTY},2026-03-01,", "h2,0000000001,,2026-01-01,2026-02-28")
    take(homes, *older)
    take(homes, f"h1,{SECOND},,2026-06-01,")
    take(homes, f"h2,{FIRST},,2026-07-01,")
    again = take(homes, *older)
    assert (again.added, again.changed, again.unchanged, again.rejected) == (0, 0, 3, 0)
    assert str(held(homes, FIRST, on=date(2026, 5, 31))).endswith("2026-03-01 2026-05-31")
    contradicted = take(homes, f"h1,{FIRST},,2026-03-01,2026-08-31")
    assert dict(contradicted.rules) == {"identifier-taken": 1}


@pytest.mark.parametrize(
    ("row", "rule"),
    [
        (f"h9,{FIRST},,2026-03-01,", "identifier-household-unknown"),
        ("h2,12345,,2026-03-01,", "identifier-digital-address-malformed"),
        (f"h2,,{'A' * 41},2026-03-01,", "identifier-property-code-malformed"),
        (f"h2,{FIRST},,31/02/2026,", "identifier-bad-day"),
        (f"h2,{FIRST},,2027-01-01,", "identifier-bad-day"),
        (f"h2,{FIRST},,2026-03-01,2026-02-01", "identifier-bad-day"),
        (f"h2,{SECOND},,2026-03-01,", "identifier-taken"),
        (f"h1,{FIRST},,2026-01-01,", "identifier-out-of-order"),
    ],
)
def test_a_bad_row_is_refused_with_its_rule(homes: Desk, row: str, rule: str) -> None:
    take(homes, f"h1,{SECOND},,2026-02-01,")
    report = take(homes, "h1,,,,", row)
    assert (report.rejected, dict(report.rules)) == (1, {rule: 1})


@pytest.mark.parametrize("second", [f"h2,{FIRST},,2026-03-01,", f"h1,{SECOND},,2026-03-01,"])
def test_a_file_gives_a_value_and_a_household_once(homes: Desk, second: str) -> None:
    report = take(homes, f"h1,{FIRST},,2026-03-01,", second)
    assert dict(report.rules) == {"identifier-duplicate": 1}
