"""What goes into a plan of codes and what comes out of it."""

from dataclasses import dataclass
from enum import StrEnum

from shapely import Geometry

from geocoding.model import Accuracy, ParcelKey, Point
from postcode.code import Vpostcode


@dataclass(frozen=True, slots=True)
class Applicant:
    """A household that should have a code.

    `site` names the land, building or point a cell is issued for ("parcel:00070-12-34", "building:w1",
    "household:<id>"); households of one site share cells. `footprint` is the shape of the site in metres of
    the survey plane, None for a bare point. `point` is the canonical point. `flat` is the flat number in its
    canonical spelling, empty without one. `brought_code` is a code the household says it already has, as
    written.
    """

    household_id: str
    external_id: str
    commune_code: str
    site: str
    point: Point
    accuracy: Accuracy
    parcel: ParcelKey | None = None
    footprint: Geometry | None = None
    flat: str = ""
    brought_code: str = ""


@dataclass(frozen=True, slots=True)
class IssuedCode:
    """A code that was issued at any time; `live` is False once it is retired."""

    code: Vpostcode
    household_id: str
    site: str
    live: bool = True


@dataclass(frozen=True, slots=True)
class NewCode:
    """A code to be issued; `adopted` when it is the one the household brought."""

    household_id: str
    code: Vpostcode
    site: str
    adopted: bool = False


class SuccessionKind(StrEnum):
    """What became of a household or of its code."""

    ENDED = "ended"
    """The household is no more and nothing came after it."""
    MERGED = "merged"
    """It became part of another household."""
    SPLIT = "split"
    """Others came out of it; it lives on with its code."""
    REHEADED = "reheaded"
    """The commune got another postcode, the household another code."""
    REPLACED = "replaced"
    """It left the land its code was issued for and got another code."""
    WITHDRAWN = "withdrawn"
    """The code was issued by mistake."""
    RESTORED = "restored"
    """It ended by mistake and has its own code again."""


@dataclass(frozen=True, slots=True)
class Succession:
    """What became of a household; `successors` are the households that carry on, itself included if it does.

    `code` is the code that ends with it, None where there was none or it lives on.
    """

    household_id: str
    kind: SuccessionKind
    successors: tuple[str, ...] = ()
    code: Vpostcode | None = None


@dataclass(frozen=True, slots=True, order=True)
class Refusal:
    """A household that gets no code: the stable rule code and the fact that broke the rule."""

    external_id: str
    household_id: str
    rule: str
    detail: str = ""


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """Something a person should look at; the household has its code all the same."""

    external_id: str
    household_id: str
    rule: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """What applying would change (`new`) and what it leaves; every applicant is new, kept or refused.

    `new` and `kept` are sorted by code, `refused` and `findings` by external id. `successions` are the ends, by
    household; `revived` are retired codes given back to the very households they were issued to. Ends and
    revivals come before what is new, so that a household may lose one code and get another in one plan.
    """

    new: tuple[NewCode, ...] = ()
    kept: tuple[IssuedCode, ...] = ()
    refused: tuple[Refusal, ...] = ()
    findings: tuple[Finding, ...] = ()
    successions: tuple[Succession, ...] = ()
    revived: tuple[IssuedCode, ...] = ()
