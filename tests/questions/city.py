"""A small dense city of two communes to ask about: every number exists in several places."""

from collections.abc import Iterator

from app.questions.areas import Areas
from app.questions.former import former_by_extents
from app.questions.homes import Home
from app.questions.register import Register, register_of
from app.questions.whereabouts import Gazetteer
from geocoding.gazetteer.facts import read_admin_units, read_unit_extents, read_unit_links
from geocoding.model import Household
from tests.factories import DONG_DA, KIM_LIEN, address, household

AREAS = Areas(read_admin_units(), read_unit_links())
GAZETTEER = Gazetteer(AREAS, former_by_extents(read_unit_extents(), AREAS))


def households() -> Iterator[Household]:
    """Two streets with alleys three deep, a tower, terraces, a hamlet, a house of rooms, and several traps."""
    paths = ("", "2", "4", "2/3", "4/3", "2/3/1")
    for commune, street in ((DONG_DA, "Phố Thịnh Hào"), (KIM_LIEN, "Lương Định Của")):
        for path in paths:
            for number in ("1", "2", "3", "4", "5A", "7-9"):
                yield household(
                    f"{commune}-{path or 0}-{number}", address(number, street, path=path), commune_code=commune
                )
    yield household("twin-1", address("11", "Lương Định Của"), commune_code=KIM_LIEN)
    yield household("twin-2", address("11", "Lương Định Của"), commune_code=KIM_LIEN)
    for commune in (DONG_DA, KIM_LIEN):
        yield household(f"{commune}-shared-street", address("21", "Xã Đàn"), commune_code=commune)
    for floor in ("2", "3", "12A"):
        for unit in ("01", "02"):
            yield household(
                f"flat-{floor}-{unit}",
                address(estate="Khu đô thị Bắc Linh", building="CT4", floor=floor, unit=unit),
                commune_code=DONG_DA,
            )
    for unit in ("201", "202"):
        yield household(f"room-{unit}", address("31", "Xã Đàn", floor="2", unit=unit), commune_code=KIM_LIEN)
    for number in ("LK3-01", "LK3-02", "LK3-05"):
        yield household(number, address(number, estate="Khu đô thị Bắc Linh"), commune_code=DONG_DA)
    for number in ("1", "2", "3"):
        yield household(f"hamlet-{number}", address(number, hamlet="Thôn Ngọc Than"), commune_code=DONG_DA)


REGISTER: Register = register_of(households(), GAZETTEER)


def home(external_id: str) -> Home:
    return next(home for home in REGISTER.homes.all if home.external_id == external_id)
