"""The figures of coverage: what each counts, of what, by which source, on which day."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import numpy as np

from geocoding.model import HouseholdStatus
from postcode.coverage.register import CommuneRegister
from postcode.words import Words


class FigureKey(StrEnum):
    """The figures by stable key."""

    CERTIFIED_LIVE = "certified_live"
    CERTIFIED_LIVE_OF_REFERENCE = "certified_live_of_reference"
    REGISTERED_OF_REFERENCE = "registered_of_reference"
    LIVE = "live"
    CERTIFIED = "certified"
    PROPOSED = "proposed"
    DRAFT = "draft"
    RETIRED = "retired"
    WITH_PARCEL = "with_parcel"
    HOME_PARCELS_SETTLED = "home_parcels_settled"
    HOME_PARCELS_EMPTY = "home_parcels_empty"
    NEAR_SERVICE_POINT = "near_service_point"


REGISTER_SOURCE = "Sổ đăng ký Vpostcode / Vpostcode register"

DEFINITIONS = {
    FigureKey.CERTIFIED_LIVE: Words(
        "Hộ đã chứng nhận và có mã đang dùng, trên số hộ trong sổ (không kể hộ đã ngừng)",
        "Certified households with a live code, of the households in the register (retired ones apart)",
    ),
    FigureKey.CERTIFIED_LIVE_OF_REFERENCE: Words(
        "Hộ đã chứng nhận và có mã đang dùng, trên số hộ đối chiếu của nguồn ngoài",
        "Certified households with a live code, of the reference count of an outside source",
    ),
    FigureKey.REGISTERED_OF_REFERENCE: Words(
        "Số hộ trong sổ (không kể hộ đã ngừng), trên số hộ đối chiếu của nguồn ngoài",
        "Households in the register (retired ones apart), of the reference count of an outside source",
    ),
    FigureKey.LIVE: Words(
        "Hộ có mã đang dùng, trên số hộ trong sổ (không kể hộ đã ngừng)",
        "Households with a live code, of the households in the register (retired ones apart)",
    ),
    FigureKey.CERTIFIED: Words("Hộ đã chứng nhận, có mã hay chưa", "Certified households, with a code or without"),
    FigureKey.PROPOSED: Words("Hộ chờ chứng nhận", "Households waiting for certification"),
    FigureKey.DRAFT: Words("Hộ còn là bản nháp", "Households in draft"),
    FigureKey.RETIRED: Words(
        "Hộ đã ngừng, trên mọi hộ từng ghi sổ; không tính vào các số khác",
        "Retired households, of all ever entered; no other figure counts them",
    ),
    FigureKey.WITH_PARCEL: Words(
        "Hộ đã gắn thửa đất, trên số hộ trong sổ", "Households linked to a parcel, of the households in the register"
    ),
    FigureKey.HOME_PARCELS_SETTLED: Words(
        "Thửa đất ở (ODT, ONT) có ít nhất một hộ, trên số thửa đất ở",
        "Residential parcels (ODT, ONT) with at least one household, of the residential parcels",
    ),
    FigureKey.HOME_PARCELS_EMPTY: Words(
        "Thửa đất ở chưa có hộ nào, trên số thửa đất ở", "Residential parcels without any household, of those parcels"
    ),
    FigureKey.NEAR_SERVICE_POINT: Words(
        "Hộ có điểm phục vụ bưu chính trong khoảng cách đi bộ ghi ở nguồn, tính đường chim bay, trên số hộ trong sổ",
        "Households with a postal service point within the walk that the source states, in a straight line, of the "
        "households in the register",
    ),
}
"""What each figure counts, and of what."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: `value` of `of`; the source and the day are those of what it is measured against."""

    key: FigureKey
    value: int
    of: int
    source: str
    dated_on: date

    @property
    def share(self) -> float | None:
        """Value over denominator to four digits; None of nothing. Above 1 where the denominator is too small."""
        return round(self.value / self.of, 4) if self.of else None


def figures_of(commune: CommuneRegister) -> tuple[Figure, ...]:
    """The figures of one commune; those against a reference only where there is one."""
    households, living = commune.households, commune.alive
    by_status = Counter(one.status for one in households)
    alive = len(living)
    certified_live = sum(one.status is HouseholdStatus.CERTIFIED for one in living if one.code)
    homes = set(np.flatnonzero(commune.land.is_home).tolist())
    settled = len(homes.intersection(parcel for row in commune.alive_rows for parcel in commune.linked[row]))

    def of_register(key: FigureKey, value: int, of: int) -> Figure:
        return Figure(key, value, of, REGISTER_SOURCE, commune.on)

    own = (
        of_register(FigureKey.CERTIFIED_LIVE, certified_live, alive),
        of_register(FigureKey.LIVE, sum(bool(one.code) for one in living), alive),
        of_register(FigureKey.CERTIFIED, by_status[HouseholdStatus.CERTIFIED], alive),
        of_register(FigureKey.PROPOSED, by_status[HouseholdStatus.PROPOSED], alive),
        of_register(FigureKey.DRAFT, by_status[HouseholdStatus.DRAFT], alive),
        of_register(FigureKey.RETIRED, by_status[HouseholdStatus.RETIRED], len(households)),
        of_register(FigureKey.WITH_PARCEL, sum(bool(one.parcels) for one in living), alive),
        of_register(FigureKey.HOME_PARCELS_SETTLED, settled, len(homes)),
        of_register(FigureKey.HOME_PARCELS_EMPTY, len(homes) - settled, len(homes)),
        *_near_services(commune),
    )
    reference = commune.reference
    if reference is None:
        return own

    def of_reference(key: FigureKey, value: int) -> Figure:
        return Figure(key, value, reference.count, reference.source, reference.dated_on)

    return (
        *own,
        of_reference(FigureKey.CERTIFIED_LIVE_OF_REFERENCE, certified_live),
        of_reference(FigureKey.REGISTERED_OF_REFERENCE, alive),
    )


def _near_services(commune: CommuneRegister) -> tuple[Figure, ...]:
    """The households near a service point; no figure where the register holds no service points at all."""
    services = commune.services
    if not len(services.places):
        return ()
    metres = f"{services.walk_m:g} m"
    source = f"Điểm phục vụ bưu chính, {metres} đường chim bay / postal service points, {metres} in a straight line"
    near = services.near(commune.places[commune.alive_rows])
    return (Figure(FigureKey.NEAR_SERVICE_POINT, near, len(commune.alive), source, commune.on),)


def sum_of(communes: Iterable[Sequence[Figure]]) -> tuple[Figure, ...]:
    """The figures of several communes together; the oldest day counts, and every source is named."""
    by_key: dict[FigureKey, list[Figure]] = {}
    for figures in communes:
        for figure in figures:
            by_key.setdefault(figure.key, []).append(figure)
    return tuple(_sum(by_key[key]) for key in FigureKey if key in by_key)


def _sum(figures: Sequence[Figure]) -> Figure:
    return Figure(
        key=figures[0].key,
        value=sum(figure.value for figure in figures),
        of=sum(figure.of for figure in figures),
        source="; ".join(sorted({figure.source for figure in figures})),
        dated_on=min(figure.dated_on for figure in figures),
    )
