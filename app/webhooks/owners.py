"""Whether those who named a webhook may still be told: rights end when they end, not when the webhook does."""

from uuid import UUID

from sqlalchemy.orm import Session

from app.access.principal import Principal, Scope
from app.db.accounts import find_account
from app.db.api_keys import find_key
from app.known_keys import key_holder
from app.sign_in import principal_of


def can_be_told(caller: Principal) -> bool:
    """Whether a caller can own a webhook: one whose rights can be looked up when nobody is asking."""
    return caller.id.partition(":")[0] in {"key", "account"}


def owner_now(session: Session, owner_id: str) -> Principal | None:
    """The owner with the rights of this moment; None for one who may not be told of changes any more."""
    kind, _, name = owner_id.partition(":")
    found = _key_owner(session, name) if kind == "key" else _account_owner(session, name)
    return found if found is not None and found.may(Scope.CHANGES) else None


def _key_owner(session: Session, prefix: str) -> Principal | None:
    key = find_key(session, prefix)
    return None if key is None or key.revoked_at is not None else key_holder(key)


def _account_owner(session: Session, account_id: str) -> Principal | None:
    try:
        UUID(account_id)
    except ValueError:
        return None
    account = find_account(session, account_id)
    return None if account is None else principal_of(account)
