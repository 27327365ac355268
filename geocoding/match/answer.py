"""What a question is answered with: the verdict, the matches and the faults between question and answer."""

from dataclasses import dataclass
from enum import StrEnum

from geocoding.model import Accuracy, Address, Household, MatchLevel, ParcelKey, Point, Verdict

MAX_MATCHES = 5


class NextAction(StrEnum):
    """What the caller should do with the answer."""

    ACCEPT = "accept"
    CHOOSE = "choose"
    COMPLETE = "complete"
    CORRECT = "correct"


class FaultKind(StrEnum):
    """How an element of the answer differs from the question."""

    ADDED = "added"
    CHANGED = "changed"
    DROPPED = "dropped"
    CONTRADICTED = "contradicted"
    NOT_FOUND = "not_found"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing changed, dropped or contradicted.

    `element` is a field of `Address`, or commune, district, province, code, or a kind of `geocoding.text.noise.Noise`,
    whose wording is not repeated.
    """

    element: str
    kind: FaultKind
    asked: str = ""
    answered: str = ""


@dataclass(frozen=True, slots=True)
class Extent:
    """The whole of a place: its centre, and the metres from there to its farthest end."""

    centre: Point
    radius_m: float


@dataclass(frozen=True, slots=True)
class Match:
    """One thing the question may mean.

    `household` is None above household level, `parcel` None without one; `place` holds the parts that name a street,
    alley, estate or hamlet, None for anything else; `extent` is set where `point` was interpolated along that place.
    `uncertainty_m` is the radius in metres that should hold the truth; `distance_m` the metres from the asked point
    (reverse only); `confidence` the probability, 0 to 1, that this is the thing meant.
    """

    level: MatchLevel
    label: str
    point: Point
    accuracy: Accuracy
    commune_code: str
    uncertainty_m: float
    confidence: float
    household: Household | None = None
    parcel: ParcelKey | None = None
    distance_m: float | None = None
    place: Address | None = None
    extent: Extent | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one question: at most `MAX_MATCHES` matches, best first, of `total` found."""

    verdict: Verdict
    next_action: NextAction
    matches: tuple[Match, ...] = ()
    total: int = 0
    faults: tuple[Fault, ...] = ()
    unmatched: str = ""
