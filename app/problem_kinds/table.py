"""The table of all that can go wrong: class of the error → kind of problem, and every kind by its name."""

from collections.abc import Mapping
from typing import Final

from starlette.exceptions import HTTPException

from app import errors
from app.batches.errors import OptionRefused
from app.db.errors import RegisterError, ValueRefused
from app.problem_kinds import callers, changes, codes, files, register, requests, service
from app.problem_kinds.kind import ProblemKind
from geocoding.errors import InputUnreadable, SnapshotError, SnapshotMissing
from postcode.errors import CodeMalformed

KIND_OF: Final[Mapping[type[Exception], ProblemKind]] = {
    errors.PositionSwapped: requests.POSITION_SWAPPED,
    errors.PositionInvalid: requests.POSITION_INVALID,
    errors.BoxInvalid: requests.BOX_INVALID,
    errors.IntervalInvalid: requests.INTERVAL_INVALID,
    errors.FeatureUnknown: requests.FEATURE_UNKNOWN,
    errors.ExportUnknown: files.EXPORT_UNKNOWN,
    errors.ParcelUnnamed: requests.PARCEL_UNNAMED,
    errors.IdentifierMalformed: codes.IDENTIFIER_MALFORMED,
    errors.IdentifierUnknown: codes.IDENTIFIER_UNKNOWN,
    errors.PlaceUnnamed: requests.PLACE_UNNAMED,
    errors.TileInvalid: requests.TILE_INVALID,
    errors.CursorInvalid: requests.INVALID_PARAMETER,
    errors.QuestionMissing: requests.INVALID_PARAMETER,
    errors.QuestionDoubled: requests.QUESTION_DOUBLED,
    errors.CommuneUnknown: requests.COMMUNE_UNKNOWN,
    errors.CodeNotIssued: codes.CODE_NOT_ISSUED,
    errors.CodeRetired: codes.CODE_RETIRED,
    errors.CodeCheckFailed: codes.CODE_CHECK_FAILED,
    errors.HouseholdWithoutCode: codes.HOUSEHOLD_WITHOUT_CODE,
    errors.TooManyPlates: codes.TOO_MANY_PLATES,
    errors.ReportNowhere: register.REPORT_NOWHERE,
    errors.ReceiptMalformed: register.RECEIPT_MALFORMED,
    errors.ReceiptUnknown: register.RECEIPT_UNKNOWN,
    errors.FindingUnknown: register.FINDING_UNKNOWN,
    errors.PageUnknown: requests.INVALID_PARAMETER,
    errors.AssetMissing: requests.NOT_FOUND,
    errors.Unauthenticated: callers.UNAUTHENTICATED,
    errors.KeyInvalid: callers.KEY_INVALID,
    errors.SignInFailed: callers.SIGN_IN_FAILED,
    errors.Forbidden: callers.FORBIDDEN,
    errors.OutsideCommune: callers.OUTSIDE_COMMUNE,
    errors.CrossSite: callers.CROSS_SITE,
    errors.SystemNotAgreed: callers.SYSTEM_NOT_AGREED,
    errors.OriginRefused: callers.ORIGIN_REFUSED,
    errors.LimitExceeded: callers.QUOTA_EXCEEDED,
    errors.KeyInQuery: callers.KEY_IN_QUERY,
    errors.HouseholdUnknown: register.HOUSEHOLD_UNKNOWN,
    errors.EditUnknown: register.EDIT_UNKNOWN,
    errors.EvidenceUnknown: register.EDIT_UNKNOWN,
    errors.EditInvalid: register.EDIT_INVALID,
    errors.HouseholdLocked: register.HOUSEHOLD_LOCKED,
    errors.EditSettled: register.EDIT_SETTLED,
    errors.EvidenceTooLarge: register.EVIDENCE_TOO_LARGE,
    errors.EvidenceTypeUnknown: register.EVIDENCE_TYPE_UNKNOWN,
    errors.KeyReused: register.KEY_REUSED,
    errors.RequestRunning: register.REQUEST_RUNNING,
    errors.BatchUnknown: files.BATCH_UNKNOWN,
    errors.BatchUnfinished: files.BATCH_UNFINISHED,
    errors.BatchGone: files.BATCH_GONE,
    errors.BatchesTooMany: files.BATCHES_TOO_MANY,
    InputUnreadable: files.BATCH_UNREADABLE,
    OptionRefused: files.BATCH_OPTION_REFUSED,
    errors.ListTooLong: files.LIST_TOO_LONG,
    errors.ImportUnknown: files.IMPORT_UNKNOWN,
    errors.ImportColumnsMissing: files.IMPORT_COLUMNS_MISSING,
    errors.UploadUnfit: requests.UPLOAD_UNFIT,
    errors.ChangesGone: changes.CHANGES_GONE,
    errors.WebhookUnknown: changes.WEBHOOK_UNKNOWN,
    errors.WebhooksTooMany: changes.WEBHOOKS_TOO_MANY,
    errors.WebhookUrlRefused: changes.WEBHOOK_URL_REFUSED,
    errors.CodesUnknown: changes.WATCHED_CODE_UNKNOWN,
    errors.RegisterAway: register.REGISTER_AWAY,
    RegisterError: register.REGISTER_AWAY,
    ValueRefused: requests.INVALID_PARAMETER,
    CodeMalformed: codes.CODE_MALFORMED,
    SnapshotMissing: service.NOT_PUBLISHED,
    SnapshotError: service.SNAPSHOT_UNUSABLE,
}
"""The table: the nearest class of an exception decides."""

KIND_OF_STATUS: Final[Mapping[int, ProblemKind]] = {
    404: requests.NOT_FOUND,
    405: requests.METHOD_NOT_ALLOWED,
    413: requests.UPLOAD_TOO_LARGE,
}
"""What the framework itself refuses; any other status it raises is a refused request."""

KINDS: Final[Mapping[str, ProblemKind]] = {
    kind.name: kind
    for kind in (
        *(
            requests.UNKNOWN_PARAMETER,
            requests.INVALID_PARAMETER,
            requests.REQUEST_REFUSED,
            requests.METHOD_NOT_ALLOWED,
            requests.UPLOAD_TOO_LARGE,
        ),
        *(callers.HOST_REFUSED, service.INTERNAL),
        *KIND_OF.values(),
    )
}
"""All kinds by name, each with its page."""


def kind_of(error: Exception) -> ProblemKind:
    """The kind of problem an exception is; an unknown one is our own fault."""
    if isinstance(error, HTTPException):
        return KIND_OF_STATUS.get(error.status_code, requests.REQUEST_REFUSED)
    return next((KIND_OF[cls] for cls in type(error).__mro__ if cls in KIND_OF), service.INTERNAL)
