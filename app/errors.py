"""Every error of the web routes; `app.problem_kinds.table` says which kind of problem each one is.

AppError
├── PositionSwapped   latitude and longitude look exchanged
├── PositionInvalid   not a place on the globe
├── BoxInvalid        not a map window
├── IntervalInvalid   not a moment or a stretch of time
├── TileInvalid       not a square of the web map's grid
├── CursorInvalid     not a place in a list that we gave out
├── QuestionMissing   neither a text nor a part of an address
├── QuestionDoubled   a text and parts of an address at once
├── CommuneUnknown    no commune of today has this code
├── FeatureUnknown    no collection, or no feature of it, has this id for the caller
├── ExportUnknown     no exported file of this name is there for the caller
├── ParcelUnnamed     no map sheet and parcel number are named, or in two ways at once
├── IdentifierMalformed  not a value of the national scheme asked for
├── IdentifierUnknown    nobody has or had this national identifier
├── PlaceUnnamed      neither a code nor a point, or both
├── CodeRefused       a well-formed code that names no household
│   ├── CodeNotIssued    nobody has it
│   ├── CodeRetired      it lives no more
│   └── CodeCheckFailed  its check symbol belongs to another code
├── HouseholdWithoutCode a paper about a code that was never issued
├── TooManyPlates        more plates than one document holds
├── ReportNowhere        a report about no place of the city
├── ReceiptRefused       a receipt number that leads nowhere
│   ├── ReceiptMalformed    its length or check symbol is wrong
│   └── ReceiptUnknown      no report has it
├── FindingUnknown    no finding has this id
├── PageUnknown       the mark of a page that was never given out
├── AssetMissing      third-party browser code is not installed
├── AccessRefused     the caller may not do this
│   ├── Unauthenticated  nobody in particular asks for what only known callers get
│   ├── KeyInvalid       the key or token opens nothing
│   ├── SignInFailed     name and password open nothing, or not yet
│   ├── Forbidden        the caller is known and has not this right
│   ├── OutsideCommune   the caller has this right, in other communes
│   ├── SystemNotAgreed  the bus names a system or a purpose that was not agreed
│   ├── OriginRefused    the key is for pages of other origins
│   └── CrossSite        a page of another site used the caller's session
├── BatchUnknown      the caller has no batch of this id
├── BatchUnfinished   there is no result yet, or never will be
├── BatchGone         the files of the batch have been removed
├── BatchesTooMany    the caller has as many open batches as one may have
├── ListTooLong       more rows than a list as a file holds
├── ImportUnknown     the caller has no compared file of this id
├── ImportColumnsMissing the file lacks columns by which it is compared
├── UploadUnfit       the request carries no file, or in no form that is read
├── ChangesGone       the changes asked for are not kept, or were never told
├── WebhookRefused    a webhook is not made this way
│   ├── WebhookUnknown      the caller has no webhook of this id
│   ├── WebhooksTooMany     the caller has as many as one may have
│   ├── WebhookUrlRefused   its address is not one that messages may go to
│   └── CodesUnknown        a code to watch is none that the caller may know
├── LimitExceeded     the caller has asked enough for now
├── KeyInQuery        a key stands in the address of the request, where it would be logged
├── RegisterAway      who signed in cannot be told while the register does not answer
├── RegisterRefused   the register is not changed or shown this way
│   ├── HouseholdUnknown     no household has this id
│   ├── EditUnknown          no edit has this id
│   ├── EvidenceUnknown      the edit has no file
│   ├── EditInvalid          the edit does not keep the rules
│   ├── HouseholdLocked      a colleague is editing the household
│   ├── EditSettled          the edit has been decided already
│   ├── EvidenceTooLarge     the file is larger than evidence may be
│   └── EvidenceTypeUnknown  the file is of no type that proves something
└── KeyReused         an Idempotency-Key came with another request than before
    └── RequestRunning       its first request is still being carried out
"""

from datetime import datetime

from app.workflow.rules import Shortfall


class AppError(Exception):
    """Base of the errors raised by the web routes."""


class PositionSwapped(AppError, ValueError):
    """Read the other way round, the pair would lie in Hanoi."""


class PositionInvalid(AppError, ValueError):
    """The pair is not a position in degrees."""


class BoxInvalid(AppError, ValueError):
    """The text is not four finite degrees west, south, east, north in this order."""


class IntervalInvalid(AppError, ValueError):
    """The text is no date-time of RFC 3339 and no interval of two with a slash between."""


class FeatureUnknown(AppError, LookupError):
    """The caller sees no such collection, or no feature with this id in it."""


class ExportUnknown(AppError, LookupError):
    """There is no exported file of this version and name that the caller may have."""


class ParcelUnnamed(AppError, ValueError):
    """The question names no map sheet and parcel number, or names them in two ways at once."""


class IdentifierMalformed(AppError, ValueError):
    """The text has not the form of the scheme's identifiers."""


class IdentifierUnknown(AppError, LookupError):
    """No household or parcel has the identifier, or none had it on the day asked for."""


class PlaceUnnamed(AppError, ValueError):
    """The question names neither a code nor a point with both its numbers, or names both."""


class CursorInvalid(AppError, ValueError):
    """The text is no place in a list that an earlier page named."""


class QuestionMissing(AppError, ValueError):
    """There is neither a text nor any part of an address."""


class QuestionDoubled(AppError, ValueError):
    """There is a text and also an address in parts."""


class CommuneUnknown(AppError, LookupError):
    """No commune valid today has this code."""


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


class HouseholdWithoutCode(AppError, LookupError):
    """The household has no live code that a paper could show."""


class TileInvalid(AppError, ValueError):
    """The web map's grid has no such square, or not at a zoom that is served."""


class TooManyPlates(AppError, ValueError):
    """One document does not hold so many plates."""


class ReportNowhere(AppError, ValueError):
    """Neither a code nor a point in a commune of the city says what the report is about."""


class ReceiptRefused(AppError, LookupError):
    """The receipt number leads to no report."""


class ReceiptMalformed(ReceiptRefused):
    """It has another length than a receipt, or its check symbol does not fit."""


class ReceiptUnknown(ReceiptRefused):
    """It is well formed, but no report has it."""


class FindingUnknown(AppError, LookupError):
    """No finding has this id."""


class PageUnknown(AppError, ValueError):
    """The mark of the next page is none that was given out."""


class AssetMissing(AppError, LookupError):
    """The file belongs to third-party code that the set-up has not installed."""


class AccessRefused(AppError, PermissionError):
    """The caller may not do this."""


class Unauthenticated(AccessRefused):
    """Only known callers may do this."""


class KeyInvalid(AccessRefused):
    """The key is malformed, unknown, revoked or has run out: which one is not told."""


class SignInFailed(AccessRefused):
    """Unknown account, wrong password, closed account or too many tries: which one is not told."""


class Forbidden(AccessRefused):
    """The caller's role or key does not include this right."""


class OutsideCommune(AccessRefused):
    """The commune does not belong to the caller's area."""


class CrossSite(AccessRefused):
    """A request that changes something came with a session, but not from a page of this service."""


class SystemNotAgreed(AccessRefused):
    """The bus names a system, or a purpose of it, that was not agreed, or whose key is revoked."""


class OriginRefused(AccessRefused):
    """A publishable key came from a page it was not issued for, or from no page."""


class LimitExceeded(AppError):
    """A limit is reached; `policies` names it, and in `retry_after_s` seconds a request may be tried again."""

    def __init__(self, retry_after_s: int, policies: tuple[str, ...]) -> None:
        super().__init__("a limit is reached")
        self.retry_after_s, self.policies = retry_after_s, policies


class KeyInQuery(AppError, ValueError):
    """The query string carries a key or token."""


class RegisterAway(AppError, ConnectionError):
    """The register does not answer, and without it this caller's rights are unknown."""


class RegisterRefused(AppError):
    """The register is not changed or shown in this way."""


class HouseholdUnknown(RegisterRefused, LookupError):
    """No household of the register has this id."""


class EditUnknown(RegisterRefused, LookupError):
    """No edit has this id."""


class EvidenceUnknown(RegisterRefused, LookupError):
    """The edit has no file."""


class EditInvalid(RegisterRefused, ValueError):
    """The edit does not keep the rules `shortfalls`."""

    def __init__(self, shortfalls: tuple[Shortfall, ...]) -> None:
        super().__init__(", ".join(one.rule for one in shortfalls))
        self.shortfalls = shortfalls


class HouseholdLocked(RegisterRefused):
    """A colleague, `holder`, edits the household until `until` at the latest."""

    def __init__(self, *, holder: str, until: datetime) -> None:
        super().__init__("a colleague is editing the household")
        self.holder = holder
        self.until = until


class EditSettled(RegisterRefused):
    """The edit has been decided, so nothing can be added to it."""


class EvidenceTooLarge(RegisterRefused, ValueError):
    """The file has more bytes than evidence may have."""


class EvidenceTypeUnknown(RegisterRefused, ValueError):
    """The file is, by its content, neither PDF nor PNG, JPEG or WebP."""


class KeyReused(AppError, ValueError):
    """The caller has used the Idempotency-Key for another request."""


class RequestRunning(KeyReused):
    """The first request with the Idempotency-Key is still being carried out."""


class BatchUnknown(AppError, LookupError):
    """The caller has no batch of this id."""


class BatchUnfinished(AppError):
    """The batch has no result: it still runs, was cancelled, or failed."""


class BatchGone(AppError, LookupError):
    """The files of the batch have been removed."""


class BatchesTooMany(AppError):
    """The caller has as many waiting and running batches as one may have."""


class ListTooLong(AppError, ValueError):
    """The list has more rows than a file of it holds."""


class ImportUnknown(AppError, LookupError):
    """The caller sent no file of this id, or its day is over."""


class ImportColumnsMissing(AppError, ValueError):
    """The file has no column of these headings, without which it cannot be compared."""

    def __init__(self, headings: tuple[str, ...]) -> None:
        super().__init__(", ".join(headings))
        self.headings = headings


class ChangesGone(AppError, LookupError):
    """The feed does not begin at this number any more, or has not come so far."""


class WebhookRefused(AppError):
    """The webhook is not made, shown or changed this way."""


class WebhookUnknown(WebhookRefused, LookupError):
    """The caller has no webhook of this id."""


class WebhooksTooMany(WebhookRefused):
    """The caller has as many webhooks as one may have."""


class WebhookUrlRefused(WebhookRefused, ValueError):
    """Messages may not go to this address; the text says why."""


class CodesUnknown(WebhookRefused, LookupError):
    """These codes, stored spelling, name no household in the caller's communes."""

    def __init__(self, codes: tuple[str, ...]) -> None:
        super().__init__(", ".join(codes))
        self.codes = codes


class UploadUnfit(AppError, ValueError):
    """The request carries no file of questions, or carries it in a form that is not read."""
