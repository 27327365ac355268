"""Commune, district and city as people write them after an address, and which communes of today they allow."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

from app.questions.areas import Areas
from app.questions.former import FormerCommune
from app.questions.pieces import AREAS, Part, Piece
from app.questions.style import AreaForm, Order, Style
from geocoding.model import AdminUnit, Point, UnitKind

_SHORT = {
    UnitKind.PHUONG: ("P.", "P"),
    UnitKind.XA: ("X.",),
    UnitKind.THI_TRAN: ("TT.", "TT"),
    UnitKind.QUAN: ("Q.", "Q"),
    UnitKind.HUYEN: ("H.",),
    UnitKind.THI_XA: ("TX.",),
}
_CITY = ("Hà Nội", "Hà Nội", "TP Hà Nội", "TP. Hà Nội", "thành phố Hà Nội", "HN", "Hanoi", "Hà Nội, Việt Nam")


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """The pieces that name areas, and the communes of today they allow (None: everywhere)."""

    pieces: tuple[Piece, ...]
    communes: frozenset[str] | None

    @property
    def bare_names(self) -> Iterator[str]:
        """The names that no word marks as those of an area: they may be taken for a street."""
        return (piece.value for piece in self.pieces if piece.part in AREAS and not piece.mark)


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """The names of areas, and the former commune of a place."""

    areas: Areas
    former: FormerCommune

    def whereabouts(self, point: Point, commune_code: str, style: Style, rng: Random) -> Whereabouts | None:
        """What the style says about the area of a place; None when it asks for a former unit that is not known."""
        today = self.areas.today[commune_code]
        if style.area is AreaForm.NONE:
            return Whereabouts(_city(style, rng), None)
        if style.area is AreaForm.NEW:
            return self.named([today], style, rng)
        former = self.former(point, commune_code)
        district = self.areas.district_of(former) if former is not None else None
        if former is None or district is None or (style.area is AreaForm.BOTH and former.name == today.name):
            return None
        return self._with_former(today, former, district, style, rng)

    def _with_former(
        self, today: AdminUnit, former: AdminUnit, district: AdminUnit, style: Style, rng: Random
    ) -> Whereabouts:
        match style.area:
            case AreaForm.OLD:
                return self.named([former, district], style, rng)
            case AreaForm.OLD_COMMUNE:
                return self.named([former], style, rng)
            case AreaForm.OLD_DISTRICT:
                return self.named([district], style, rng)
            case AreaForm.NEW_IN_DISTRICT:
                return self.named([today, district], style, rng)
            case _:
                tail = rng.choice((" ({} cũ)", " (trước là {})")).format(_lower_kind(former.full_name))
                return self.named([today], style, rng, tail=tail)

    def named(self, units: Sequence[AdminUnit], style: Style, rng: Random, *, tail: str = "") -> Whereabouts:
        """These units, a commune first, as the style writes them."""
        pieces = [_area(unit, style, rng, tail=tail) for unit in units]
        names = {piece.part: unit.name for piece, unit in zip(pieces, units, strict=True)}
        communes = self.areas.allowed(commune=names.get(Part.COMMUNE, ""), district=names.get(Part.DISTRICT, ""))
        return Whereabouts((*pieces, *_city(style, rng)), communes)


def _area(unit: AdminUnit, style: Style, rng: Random, *, tail: str) -> Piece:
    part = Part.DISTRICT if unit.kind in (UnitKind.QUAN, UnitKind.HUYEN, UnitKind.THI_XA) else Part.COMMUNE
    if style.bare:
        return Piece(part, unit.name, tail=tail)
    if style.short:
        mark = rng.choice(_SHORT[unit.kind])
        return Piece(part, unit.name, mark, "" if mark.endswith(".") and rng.random() < 0.5 else " ", tail)
    return Piece(part, unit.name, rng.choice((unit.kind.capitalize(), str(unit.kind))), tail=tail)


def _city(style: Style, rng: Random) -> tuple[Piece, ...]:
    forms = _CITY[:-1] if style.order is Order.REVERSED else _CITY
    return (Piece(Part.CITY, rng.choice(forms)),) if style.city else ()


def _lower_kind(full_name: str) -> str:
    return full_name[:1].lower() + full_name[1:]
