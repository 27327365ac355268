"""The ways in which one address can be written; a style is drawn first, then the address is written in it."""

from dataclasses import dataclass, replace
from enum import StrEnum
from random import Random


class PathForm(StrEnum):
    """How number and alleys are written; `CHAIN_…` are slashes without the words."""

    VERBOSE = "verbose"
    REPEATED = "repeated"
    MIXED = "mixed"
    CHAIN_ALLEY_FIRST = "chain-alley-first"
    CHAIN_HOUSE_FIRST = "chain-house-first"
    CHAIN_MIXED = "chain-mixed"


class AreaForm(StrEnum):
    """Which administrative units are named."""

    NEW = "new-names"
    OLD = "old-names"
    OLD_COMMUNE = "old-commune"
    OLD_DISTRICT = "old-district"
    NEW_IN_DISTRICT = "new-in-old-district"
    BOTH = "both-names"
    NONE = "no-commune"


class Order(StrEnum):
    """Which part comes first."""

    INSIDE_OUT = "inside-out"
    REVERSED = "reversed"
    STREET_FIRST = "street-first"


class Commas(StrEnum):
    """What stands between the parts."""

    ALL = "commas"
    USUAL = "usual-commas"
    NONE = "no-commas"
    TIGHT = "tight-commas"


class Script(StrEnum):
    """How the letters are written."""

    USUAL = "usual-script"
    NO_DIACRITICS = "no-diacritics"
    SOME_DIACRITICS = "some-diacritics"
    TELEX = "telex"
    VNI = "vni"
    NFD = "nfd"
    TONES_MOVED = "tone-placement"


class Case(StrEnum):
    """Upper or lower case."""

    USUAL = "usual-case"
    UPPER = "upper-case"
    LOWER = "lower-case"


@dataclass(frozen=True, slots=True)
class Style:
    """How to write an address; every member but the usual one becomes a tag of the question.

    `short` abbreviates the words for parts, `bare` leaves out those of communes and districts, `joined` drops spaces,
    `noisy` adds delivery notes, `grouped` adds a residents' group that the register does not know, `typo` makes one
    mistake in one name.
    """

    path: PathForm = PathForm.VERBOSE
    area: AreaForm = AreaForm.NEW
    order: Order = Order.INSIDE_OUT
    commas: Commas = Commas.USUAL
    script: Script = Script.USUAL
    case: Case = Case.USUAL
    city: bool = True
    short: bool = False
    bare: bool = False
    joined: bool = False
    noisy: bool = False
    grouped: bool = False
    typo: bool = False


_COMPLETE = (
    (6, Style()),
    (3, Style(order=Order.REVERSED)),
    (2, Style(order=Order.STREET_FIRST)),
    (4, Style(commas=Commas.NONE)),
    (1, Style(commas=Commas.ALL)),
    (1, Style(commas=Commas.TIGHT)),
    (5, Style(script=Script.NO_DIACRITICS)),
    (2, Style(script=Script.NFD)),
    (2, Style(script=Script.TONES_MOVED)),
    (2, Style(case=Case.UPPER)),
    (2, Style(case=Case.LOWER)),
    (4, Style(short=True)),
    (3, Style(bare=True)),
    (4, Style(area=AreaForm.OLD)),
    (2, Style(area=AreaForm.BOTH)),
    (1, Style(area=AreaForm.NEW_IN_DISTRICT)),
)
_CHAINS = (PathForm.CHAIN_ALLEY_FIRST, PathForm.CHAIN_HOUSE_FIRST, PathForm.CHAIN_MIXED)


def complete_style(rng: Random) -> Style:
    """A clean address with everything in it, in one of the usual ways of writing."""
    [style] = rng.choices([style for _, style in _COMPLETE], weights=[weight for weight, _ in _COMPLETE])
    return replace(style, path=_path(rng), city=rng.random() < 0.8)


def typo_style(rng: Random) -> Style:
    """A clean address with one typo in one name."""
    return replace(complete_style(rng), typo=True)


def noisy_style(rng: Random) -> Style:
    """What people type: several deviations at once, parts left out, notes for the courier."""
    script = rng.choices(list(Script), weights=(5, 6, 2, 2, 1, 1, 1))[0]
    area = rng.choices(list(AreaForm), weights=(5, 4, 2, 2, 1, 1, 3))[0]
    commas = rng.choices(list(Commas), weights=(1, 4, 5, 1))[0]
    return Style(
        path=_path(rng),
        area=area,
        order=rng.choices(list(Order), weights=(8, 1, 1))[0],
        commas=commas,
        script=script,
        case=rng.choices(list(Case), weights=(6, 1, 3))[0],
        city=rng.random() < 0.5,
        short=rng.random() < 0.4,
        bare=rng.random() < 0.3,
        joined=rng.random() < 0.25,
        noisy=rng.random() < 0.3,
        grouped=rng.random() < 0.08,
        typo=rng.random() < 0.2,
    )


def plain_style(rng: Random) -> Style:
    """A style for questions that are hard by meaning: the writing itself is easy."""
    script = rng.choices((Script.USUAL, Script.NO_DIACRITICS), weights=(3, 1))[0]
    commas = rng.choices((Commas.USUAL, Commas.NONE, Commas.ALL), weights=(4, 2, 1))[0]
    return Style(path=_path(rng), commas=commas, script=script, short=rng.random() < 0.15, city=rng.random() < 0.7)


def is_chain(form: PathForm) -> bool:
    """Whether the form is slashes that can be read both ways."""
    return form in _CHAINS


def _path(rng: Random) -> PathForm:
    return rng.choices(list(PathForm), weights=(5, 3, 4, 4, 3, 1))[0]


def fitted(style: Style, *, depth: int, can_chain: bool, on_street: bool) -> Style:
    """The style with what cannot be written at such an address, or together, replaced by the usual.

    `depth` is that of its alley path; `can_chain` says whether its numbers can stand between slashes.
    """
    path = style.path
    if (is_chain(path) and not can_chain) or (depth < 2 and path in (PathForm.REPEATED, PathForm.CHAIN_MIXED)):
        path = PathForm.VERBOSE
    if depth > 3 and path is PathForm.VERBOSE:
        path = PathForm.MIXED
    if depth < 2 and path is PathForm.MIXED:
        path = PathForm.VERBOSE
    typed = style.script in (Script.TELEX, Script.VNI)
    is_plain = style.area is AreaForm.BOTH or (style.order is Order.STREET_FIRST and not on_street)
    order = Order.INSIDE_OUT if is_plain else style.order
    return replace(
        style,
        path=path,
        order=order,
        case=Case.USUAL if typed else style.case,
        joined=style.joined and not typed,
        grouped=style.grouped and on_street,
    )


def tags_of(style: Style, *, depth: int) -> tuple[str, ...]:
    """The names of all that is not usual about a style; how a path is written counts only where there is one."""
    usual = Style()
    chosen = (style.area, style.order, style.commas, style.script, style.case)
    ordinary = (usual.area, usual.order, usual.commas, usual.script, usual.case)
    flags = {
        "no-city": not style.city,
        "abbreviated": style.short,
        "bare-names": style.bare,
        "joined": style.joined,
        "delivery-notes": style.noisy,
        "extra-group": style.grouped,
        "typo": style.typo,
    }
    return (
        *((style.path.value,) if depth else ()),
        *(form.value for form, normal in zip(chosen, ordinary, strict=True) if form is not normal),
        *(name for name, is_set in flags.items() if is_set),
    )
