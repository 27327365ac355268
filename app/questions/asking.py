"""One address put into words in one style, with everything the words can mean."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from random import Random

from rapidfuzz.distance import OSA

from app.evaluate.cases import Case
from app.questions.homes import Claim, Home
from app.questions.keyboard import with_typo
from app.questions.notes import with_notes
from app.questions.pieces import AREAS, CONTAINERS, Piece
from app.questions.register import Register
from app.questions.spelling import plain
from app.questions.style import Script, Style, fitted, tags_of
from app.questions.surface import lettered, put_together
from app.questions.whereabouts import Whereabouts
from app.questions.wording import address_pieces, can_chain, claims_of
from geocoding.model import Address, MatchLevel


@dataclass(frozen=True, slots=True)
class Asked:
    """A question: its text, the readings of its address, the communes it allows (None: everywhere), its tags."""

    text: str
    claims: tuple[Claim, ...]
    communes: frozenset[str] | None
    tags: tuple[str, ...]

    def meant(self, register: Register) -> list[Home]:
        """The homes that the text can mean."""
        return register.homes.meant(self.claims, communes=self.communes)

    def about(self, home: Home, *, kind: str) -> Case:
        """The question with that home for its only right answer."""
        return Case(
            query=self.text,
            expect_household=home.external_id,
            expect_level=MatchLevel.HOUSEHOLD,
            expect_commune=home.commune_code,
            place=home.point,
            tags=(kind, *self.tags),
        )


def asked_for(
    home: Home,
    style: Style,
    register: Register,
    rng: Random,
    *,
    address: Address | None = None,
    where: Whereabouts | None = None,
) -> Asked | None:
    """A question for a home, or for another address or area in its place; None when it cannot be put in that style."""
    said = address or home.address
    style = _fitted(style, said)
    where = where or register.gazetteer.whereabouts(home.point, home.commune_code, style, rng)
    if where is None:
        return None
    pieces: Sequence[Piece] | None = (*address_pieces(said, style, rng), *where.pieces)
    if style.typo:
        pieces = mistyped(pieces or (), register, rng)
    text = _text(pieces, style, rng) if pieces else ""
    if not text:
        return None
    tags = (home.family.value, *tags_of(style, depth=len(said.alley_path)))
    return Asked(text, tuple(_readings(said, style, where)), where.communes, tags)


def _readings(address: Address, style: Style, where: Whereabouts) -> Iterator[Claim]:
    """What the text can mean; a commune's name without its word can also be that of a street ("Hàng Bồ")."""
    claims = claims_of(address, style.path)
    yield from claims
    for name in where.bare_names:
        yield from (replace(claim, names=frozenset({plain(name)})) for claim in claims)


def _fitted(style: Style, address: Address) -> Style:
    return fitted(style, depth=len(address.alley_path), can_chain=can_chain(address), on_street=bool(address.street))


def _text(pieces: Sequence[Piece], style: Style, rng: Random) -> str:
    """The text; "" when the script would change nothing, for then the question is not what its tag says."""
    usual = put_together(pieces, style, rng)
    if style.noisy:
        usual = with_notes(usual, rng)
    text = lettered(usual, style, rng)
    return (
        ""
        if style.script is not Script.USUAL and lettered(usual, replace(style, script=Script.USUAL), rng) == text
        else text
    )


def mistyped(pieces: Sequence[Piece], register: Register, rng: Random) -> tuple[Piece, ...] | None:
    """The pieces with one typo in one name, None when no name could still be told from all others.

    The typed name must be one step (a letter changed, dropped, added, or two swapped) from the true one and at least
    two from every other street, estate, hamlet, commune and district.
    """
    named = [index for index, piece in enumerate(pieces) if piece.part in CONTAINERS | AREAS]
    weights = [3 if pieces[index].part in CONTAINERS else 1 for index in named]
    if not named:
        return None
    [at] = rng.choices(named, weights=weights)
    typed = with_typo(pieces[at].value, rng)
    if not is_nearest(typed, pieces[at].value, register):
        return None
    return (*pieces[:at], replace(pieces[at], value=typed), *pieces[at + 1 :])


FAR = 3
"""Steps from every known name at which a name is certainly another."""


def is_far_from_all(name: str, register: Register) -> bool:
    """Whether a name in comparable form is like no street, estate, hamlet, commune or district."""
    known = register.homes.names | register.gazetteer.areas.names
    return all(OSA.distance(name, other, score_cutoff=FAR - 1) >= FAR for other in known)


def is_nearest(typed: str, name: str, register: Register) -> bool:
    """Whether a typed name is one step from the true one and at least two from every other name."""
    true, seen = plain(name), plain(typed)
    known = register.homes.names | register.gazetteer.areas.names
    return OSA.distance(seen, true) == 1 and all(
        OSA.distance(seen, other, score_cutoff=1) > 1 for other in known if other != true
    )
