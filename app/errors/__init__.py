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

from app.errors.access import (
    AccessRefused,
    CrossSite,
    Forbidden,
    KeyInQuery,
    KeyInvalid,
    LimitExceeded,
    OriginRefused,
    OutsideCommune,
    RegisterAway,
    SignInFailed,
    SystemNotAgreed,
    Unauthenticated,
)
from app.errors.base import AppError
from app.errors.files import (
    BatchesTooMany,
    BatchGone,
    BatchUnfinished,
    BatchUnknown,
    ExportUnknown,
    HouseholdWithoutCode,
    ImportColumnsMissing,
    ImportUnknown,
    ListTooLong,
    TooManyPlates,
    UploadUnfit,
)
from app.errors.questions import (
    AssetMissing,
    BoxInvalid,
    CodeCheckFailed,
    CodeNotIssued,
    CodeRefused,
    CodeRetired,
    CommuneUnknown,
    CursorInvalid,
    FeatureUnknown,
    IdentifierMalformed,
    IdentifierUnknown,
    IntervalInvalid,
    PageUnknown,
    ParcelUnnamed,
    PlaceUnnamed,
    PositionInvalid,
    PositionSwapped,
    QuestionDoubled,
    QuestionMissing,
    ReceiptMalformed,
    ReceiptRefused,
    ReceiptUnknown,
    ReportNowhere,
    TileInvalid,
)
from app.errors.register import (
    ChangesGone,
    CodesUnknown,
    EditInvalid,
    EditSettled,
    EditUnknown,
    EvidenceTooLarge,
    EvidenceTypeUnknown,
    EvidenceUnknown,
    FindingUnknown,
    HouseholdLocked,
    HouseholdUnknown,
    KeyReused,
    RegisterRefused,
    RequestRunning,
    WebhookRefused,
    WebhooksTooMany,
    WebhookUnknown,
    WebhookUrlRefused,
)

__all__ = [
    "AccessRefused",
    "AppError",
    "AssetMissing",
    "BatchGone",
    "BatchUnfinished",
    "BatchUnknown",
    "BatchesTooMany",
    "BoxInvalid",
    "ChangesGone",
    "CodeCheckFailed",
    "CodeNotIssued",
    "CodeRefused",
    "CodeRetired",
    "CodesUnknown",
    "CommuneUnknown",
    "CrossSite",
    "CursorInvalid",
    "EditInvalid",
    "EditSettled",
    "EditUnknown",
    "EvidenceTooLarge",
    "EvidenceTypeUnknown",
    "EvidenceUnknown",
    "ExportUnknown",
    "FeatureUnknown",
    "FindingUnknown",
    "Forbidden",
    "HouseholdLocked",
    "HouseholdUnknown",
    "HouseholdWithoutCode",
    "IdentifierMalformed",
    "IdentifierUnknown",
    "ImportColumnsMissing",
    "ImportUnknown",
    "IntervalInvalid",
    "KeyInQuery",
    "KeyInvalid",
    "KeyReused",
    "LimitExceeded",
    "ListTooLong",
    "OriginRefused",
    "OutsideCommune",
    "PageUnknown",
    "ParcelUnnamed",
    "PlaceUnnamed",
    "PositionInvalid",
    "PositionSwapped",
    "QuestionDoubled",
    "QuestionMissing",
    "ReceiptMalformed",
    "ReceiptRefused",
    "ReceiptUnknown",
    "RegisterAway",
    "RegisterRefused",
    "ReportNowhere",
    "RequestRunning",
    "SignInFailed",
    "SystemNotAgreed",
    "TileInvalid",
    "TooManyPlates",
    "Unauthenticated",
    "UploadUnfit",
    "WebhookRefused",
    "WebhookUnknown",
    "WebhookUrlRefused",
    "WebhooksTooMany",
]
