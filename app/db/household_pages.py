"""Lists of a commune's households for the people who keep the register: searched, in walking order, page by page."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from app.db.corrections import stored_households
from app.db.read import StoredHousehold
from app.db.tables import HouseholdTable, LiveCodeTable
from app.db.upsert import batches
from geocoding.address.order import searchable
from geocoding.model import HouseholdStatus

_CODE = re.compile(r"[0-9]{5}[23456789CFGHJMPQRVWX]{0,7}")
_AT_ONCE = 500
_LAST = "~"
"""Sorts after every symbol of a code."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the walking order of a commune: what the next page begins behind."""

    sort_key: str
    household_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseholdQuestion:
    """Which households of a commune; without a status all that are not retired, `text` as an address or a code."""

    commune_code: str
    status: HouseholdStatus | None = None
    street: str = ""
    text: str = ""
    limit: int = 50
    after: Place | None = None


@dataclass(frozen=True, slots=True)
class HouseholdPage:
    """Some of the households asked for, how many there are, and where the next page begins; None on the last."""

    total: int
    households: tuple[StoredHousehold, ...]
    next: Place | None


def household_total(session: Session, question: HouseholdQuestion) -> int:
    """How many households a question asks for on all its pages."""
    return session.execute(select(func.count()).select_from(HouseholdTable).where(*_conditions(question))).scalar_one()


def every_household(session: Session, question: HouseholdQuestion) -> Iterator[StoredHousehold]:
    """All households that a question asks for, in walking order, whatever its limit and place."""
    table = HouseholdTable
    asked = select(table.id).where(*_conditions(question)).order_by(table.sort_key, table.id)
    for ids in batches(session.scalars(asked).all(), _AT_ONCE):
        stored = stored_households(session, ids)
        yield from (stored[one] for one in ids)


def household_page(session: Session, question: HouseholdQuestion) -> HouseholdPage:
    """One page of the answer to a question, in walking order."""
    table = HouseholdTable
    wanted = _conditions(question)
    asked = select(table.id, table.sort_key).where(*wanted).order_by(table.sort_key, table.id)
    if question.after is not None:
        asked = asked.where(_behind(question.after))
    rows = session.execute(asked.limit(question.limit + 1)).all()
    shown = rows[: question.limit]
    stored = stored_households(session, [row.id for row in shown])
    more = len(rows) > question.limit
    return HouseholdPage(
        total=household_total(session, question),
        households=tuple(stored[row.id] for row in shown),
        next=Place(shown[-1].sort_key, shown[-1].id) if more else None,
    )


def _behind(place: Place) -> ColumnElement[bool]:
    table = HouseholdTable
    # The first half lets both databases begin at the right place of their index.
    return and_(
        table.sort_key >= place.sort_key,
        or_(table.sort_key > place.sort_key, table.id > place.household_id),
    )


def _conditions(question: HouseholdQuestion) -> list[ColumnElement[bool]]:
    table = HouseholdTable
    found: list[ColumnElement[bool]] = [table.commune_code == question.commune_code]
    if question.status is None:
        found.append(table.status != HouseholdStatus.RETIRED.value)
    else:
        found.append(table.status == question.status.value)
    if question.street:
        found.append(table.street == question.street)
    if question.text.strip():
        found.append(_mentions(question.text))
    return found


def _mentions(text: str) -> ColumnElement[bool]:
    """Whether every word is in the address, or the text is the beginning of the code or the id of the source."""
    table, live = HouseholdTable, LiveCodeTable
    words = [table.sort_key.contains(word, autoescape=True) for word in searchable(text).split()]
    either = [and_(*words), table.external_id == text.strip()]
    code = re.sub(r"[\s-]", "", text.upper()).partition("/")[0][:12]
    if _CODE.fullmatch(code):
        owners = select(live.household_id).where(live.base >= code, live.base < code + _LAST)
        either.append(table.id.in_(owners))
    return or_(*either)
