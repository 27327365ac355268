"""What of the register is not changed, shown or told in some way."""

from datetime import datetime

from app.errors.base import AppError
from app.workflow.rules import Shortfall


class FindingUnknown(AppError, LookupError):
    """No finding has this id."""


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
