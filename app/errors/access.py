"""Who may not do what, or not so often."""

from app.errors.base import AppError


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


class SystemNotAgreed(AccessRefused):
    """The bus names a system, or a purpose of it, that was not agreed, or whose key is revoked."""


class OriginRefused(AccessRefused):
    """A publishable key came from a page it was not issued for, or from no page."""


class CrossSite(AccessRefused):
    """A request that changes something came with a session, but not from a page of this service."""


class LimitExceeded(AppError):
    """A limit is reached; `policies` names it, and in `retry_after_s` seconds a request may be tried again."""

    def __init__(self, retry_after_s: int, policies: tuple[str, ...]) -> None:
        super().__init__("a limit is reached")
        self.retry_after_s, self.policies = retry_after_s, policies


class KeyInQuery(AppError, ValueError):
    """The query string carries a key or token."""


class RegisterAway(AppError, ConnectionError):
    """The register does not answer, and without it this caller's rights are unknown."""
