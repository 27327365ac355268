"""Papers about the register: which households go on them, and in which order."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from io import BytesIO
from typing import Protocol
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from app.db.paper import RegisteredHome, homes_by_id, homes_of_commune
from app.errors import CommuneUnknown, HouseholdUnknown, HouseholdWithoutCode, TooManyPlates
from app.paper.certificate import draw_certificate
from app.paper.model import Coded, Origin, Visited
from app.paper.plates import MAX_PLATES, PlateSize, draw_plates
from app.paper.walk import stretches
from app.paper.walk_sheets import draw_walk
from geocoding.address.keys import street_name
from geocoding.gazetteer.epochs import EVE, Epochs
from geocoding.snapshot.communes import CommuneRecord
from geocoding.text.fold import fold
from postcode.lookup import CodeAnswer

HERE = ZoneInfo("Asia/Ho_Chi_Minh")


class Published(Protocol):
    """What paper needs of the published dataset."""

    version: str

    def commune(self, code: str) -> CommuneRecord | None:
        """The commune of today with this code, None without one."""


class Answers(Protocol):
    """What a certificate needs of what answers questions."""

    @property
    def snapshot(self) -> Published:
        """The published dataset."""

    @property
    def epochs(self) -> Epochs:
        """The communes under their names of other days."""

    def look_up(self, text: str) -> CodeAnswer:
        """Whose code it is."""


def home_of(session: Session, household_id: str) -> RegisteredHome:
    """The household with this id; raises `HouseholdUnknown`."""
    found = next(homes_by_id(session, [canonical_id(household_id)]), None)
    if found is None:
        raise HouseholdUnknown
    return found


def certificate(home: RegisteredHome, *, answers: Answers, base_url: str, printed_on: date) -> bytes:
    """The certificate of a household as PDF; raises `HouseholdWithoutCode`."""
    household = coded(home, published=answers.snapshot)
    found = answers.look_up(str(household.code)).household
    is_published = found is not None and found.id == home.id
    former_code = found.former_commune_code if found is not None and is_published else ""
    origin = Origin(
        base_url=base_url,
        dataset_version=answers.snapshot.version if is_published else "",
        printed_on=printed_on,
        former_commune=former_commune(home.commune_code, answers.epochs, former_code=former_code),
    )
    out = BytesIO()
    draw_certificate(out, household, origin)
    return out.getvalue()


def plates_of(homes: Iterable[RegisteredHome], *, published: Published) -> list[Coded]:
    """Those of the households that have a code, in the order of the walk; raises `TooManyPlates`."""
    wanted = {home.id: coded(home, published=published) for home in homes if home.code is not None}
    if len(wanted) > MAX_PLATES:
        raise TooManyPlates
    visits = (Visited(one.id, one.address, one.code) for one in wanted.values())
    return [wanted[one.id] for stretch in stretches(visits) for one in (*stretch.left, *stretch.right)]


def plates_pdf(households: Sequence[Coded], size: PlateSize, base_url: str) -> bytes:
    """Number plates as PDF, in this order."""
    out = BytesIO()
    draw_plates(out, households, size=size, base_url=base_url)
    return out.getvalue()


def walking_list(
    homes: Iterable[RegisteredHome], *, commune_code: str, published: Published, base_url: str, printed_on: date
) -> bytes:
    """The walking list of a commune, or of what of it is given, as PDF."""
    visits = [Visited(home.id, home.address, home.code, home.status) for home in homes]
    out = BytesIO()
    origin = Origin(base_url, published.version, printed_on)
    draw_walk(out, visits, commune=commune_name(commune_code, published=published), origin=origin)
    return out.getvalue()


def chosen_homes(
    session: Session, *, commune_code: str, street: str = "", household_ids: Sequence[str] | None = None
) -> Iterator[RegisteredHome]:
    """The households of a commune, of one of its streets, or some of them; `HouseholdUnknown` on a foreign id."""
    if household_ids is None:
        homes = homes_of_commune(session, commune_code)
    else:
        homes = _all_of(homes_by_id(session, [canonical_id(one) for one in household_ids]), commune_code, household_ids)
    wanted = street_key(street)
    return (home for home in homes if not wanted or street_key(home.address.street) == wanted)


def _all_of(homes: Iterable[RegisteredHome], commune_code: str, ids: Sequence[str]) -> Iterator[RegisteredHome]:
    found = [home for home in homes if home.commune_code == commune_code]
    if len(found) != len({canonical_id(one) for one in ids}):
        raise HouseholdUnknown
    return iter(found)


def street_key(name: str) -> str:
    """The street's name in small letters without its kind word; accents count, for they tell streets apart."""
    return street_name(name).lower().strip() if fold(name) else ""


def coded(home: RegisteredHome, *, published: Published) -> Coded:
    """The household as it goes on paper; raises `HouseholdWithoutCode`."""
    if home.code is None:
        raise HouseholdWithoutCode
    commune = commune_name(home.commune_code, published=published)
    return Coded(home.id, home.address, commune, home.code, home.parcels, home.status)


def commune_name(code: str, *, published: Published) -> str:
    """The full name of a commune of today; raises `CommuneUnknown`."""
    record = published.commune(code)
    if record is None:
        raise CommuneUnknown
    return record.full_name


def former_commune(commune_code: str, epochs: Epochs, *, former_code: str) -> str:
    """Commune and district of 30 June 2025, "" where several may be meant."""
    then = epochs.communes_on(EVE, commune_code=commune_code, former_code=former_code)
    if len(then) != 1:
        return ""
    units = (then[0].unit, then[0].district)
    return ", ".join(unit.full_name for unit in units if unit is not None)


def today() -> date:
    """The day it is in Hanoi, by which papers are dated."""
    return datetime.now(HERE).date()


def canonical_id(household_id: str) -> str:
    """The id as the register writes it; raises `HouseholdUnknown` on what is no UUID."""
    try:
        return str(UUID(household_id))
    except ValueError:
        raise HouseholdUnknown from None
