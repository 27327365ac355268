"""What a question, a place or a code can be refused for."""

from app.errors.base import AppError


class PositionSwapped(AppError, ValueError):
    """Read the other way round, the pair would lie in Hanoi."""


class PositionInvalid(AppError, ValueError):
    """The pair is not a position in degrees."""


class BoxInvalid(AppError, ValueError):
    """The text is not four finite degrees west, south, east, north in this order."""


class IntervalInvalid(AppError, ValueError):
    """The text is no date-time of RFC 3339 and no interval of two with a slash between."""


class TileInvalid(AppError, ValueError):
    """The web map's grid has no such square, or not at a zoom that is served."""


class CursorInvalid(AppError, ValueError):
    """The text is no place in a list that an earlier page named."""


class QuestionMissing(AppError, ValueError):
    """There is neither a text nor any part of an address."""


class QuestionDoubled(AppError, ValueError):
    """There is a text and also an address in parts."""


class CommuneUnknown(AppError, LookupError):
    """No commune valid today has this code."""


class FeatureUnknown(AppError, LookupError):
    """The caller sees no such collection, or no feature with this id in it."""


class ParcelUnnamed(AppError, ValueError):
    """The question names no map sheet and parcel number, or names them in two ways at once."""


class IdentifierMalformed(AppError, ValueError):
    """The text has not the form of the scheme's identifiers."""


class IdentifierUnknown(AppError, LookupError):
    """No household or parcel has the identifier, or none had it on the day asked for."""


class PlaceUnnamed(AppError, ValueError):
    """The question names neither a code nor a point with both its numbers, or names both."""


class CodeRefused(AppError, LookupError):
    """A well-formed code names no household; `near_misses` are issued codes one slip away, in printed form."""

    def __init__(self, near_misses: tuple[str, ...] = ()) -> None:
        super().__init__("the code names no household")
        self.near_misses = near_misses


class CodeNotIssued(CodeRefused):
    """No household has this code."""


class CodeRetired(CodeRefused):
    """The code lives no more; `successors` are the codes that carry on, printed, for those who may know."""

    def __init__(self, successors: tuple[str, ...] = ()) -> None:
        super().__init__()
        self.successors = successors


class CodeCheckFailed(CodeRefused):
    """The check symbol does not belong to the code, so one of its characters is wrong."""


class PageUnknown(AppError, ValueError):
    """The mark of the next page is none that was given out."""


class AssetMissing(AppError, LookupError):
    """The file belongs to third-party code that the set-up has not installed."""


class ReportNowhere(AppError, ValueError):
    """Neither a code nor a point in a commune of the city says what the report is about."""


class ReceiptRefused(AppError, LookupError):
    """The receipt number leads to no report."""


class ReceiptMalformed(ReceiptRefused):
    """It has another length than a receipt, or its check symbol does not fit."""


class ReceiptUnknown(ReceiptRefused):
    """It is well formed, but no report has it."""
