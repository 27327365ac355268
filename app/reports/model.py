"""A report: which code or place, what kind of fault, and what was written about it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from geocoding.model import Point


class ReportKind(StrEnum):
    """What is reported as wrong."""

    WRONG_PLACE = "wrong-place"
    WRONG_ADDRESS = "wrong-address"
    NO_CODE = "no-code"
    NO_SUCH_HOUSE = "no-such-house"
    OTHER = "other"


class ReportState(StrEnum):
    """What became of a report."""

    RECEIVED = "received"
    SENT_ON = "sent-on"
    SETTLED = "settled"


@dataclass(frozen=True, slots=True)
class Report:
    """One report. `code` is the stored spelling of the code it is about, "" when it is about a point only.

    `reporter` is the kind of caller, and the key of one that has a key; never a person, an address or a telephone.
    """

    id: str
    receipt: str
    kind: ReportKind
    text: str
    code: str
    household_id: str
    commune_code: str
    point: Point
    reporter: str
    received_at: datetime
