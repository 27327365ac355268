"""Signing in with a local account; single sign-on will be another module with these functions."""

from datetime import datetime
from typing import Protocol

from app.access.credentials import digest, new_token
from app.access.passwords import is_password
from app.access.principal import SCOPES_OF, Principal, Role
from app.access.sessions import LONGEST, is_alive, is_worth_noting, wait_after
from app.db.accounts import (
    Account,
    Credential,
    begin_session,
    count_failure,
    end_session,
    find_credential,
    find_session,
    forget_failures,
    note_session,
    remove_old_sessions,
)
from app.db.register import LazyRegister


class Identities(Protocol):
    """Who vouches for a person: local accounts today, the city's single sign-on later."""

    def identify(self, name: str, secret: str, *, at: datetime) -> str | None:
        """The id of the account that the secret opens, None for none."""


class LocalAccounts:
    """Passwords kept in the register."""

    def __init__(self, register: LazyRegister, *, demo: bool) -> None:
        self._register, self._demo = register, demo

    def identify(self, name: str, secret: str, *, at: datetime) -> str | None:
        """The id of the account with this name and password.

        A try counts as failed until it has succeeded, so that many at once are not more tries than one by one.
        """
        tried = self._begin_try(name, at=at)
        if not is_password(secret, tried.password_hash if tried is not None else None) or tried is None:
            return None
        with self._register.writing() as session:
            forget_failures(session, tried.account.id)
        return tried.account.id

    def _begin_try(self, name: str, *, at: datetime) -> Credential | None:
        """What to check the password against; None when the account is unknown, closed, or must wait."""
        with self._register.writing() as session:
            found = find_credential(session, name)
            if found is None or not self._is_open(found, at=at):
                return None
            count_failure(session, found.account.id, at=at)
            return found

    def _is_open(self, found: Credential, *, at: datetime) -> bool:
        if found.account.disabled or (found.account.demo and not self._demo):
            return False
        return found.failed_at is None or at >= found.failed_at + wait_after(found.failures)


def sign_in(register: LazyRegister, identities: Identities, *, name: str, secret: str, at: datetime) -> str | None:
    """The token of a new session; None when nobody vouches for the caller."""
    account_id = identities.identify(name, secret, at=at)
    if account_id is None:
        return None
    token = new_token()
    with register.writing() as session:
        remove_old_sessions(session, started_before=at - LONGEST)
        begin_session(session, account_id, token_digest=digest(token), at=at)
    return token


def signed_in(register: LazyRegister, token: str, *, at: datetime, demo: bool) -> Principal | None:
    """Who signed in with this token; None when the session has ended or never was."""
    token_digest = digest(token)
    with register.reading() as session:
        found = find_session(session, token_digest)
    if found is None or not is_alive(started_at=found.started_at, seen_at=found.seen_at, now=at):
        return None
    if found.account.demo and not demo:
        return None
    if is_worth_noting(found.seen_at, at):
        with register.writing() as session:
            note_session(session, token_digest, at=at)
    return principal_of(found.account)


def sign_out(register: LazyRegister, token: str) -> None:
    """End the session of this token."""
    with register.writing() as session:
        end_session(session, digest(token))


def principal_of(account: Account) -> Principal:
    """The caller that an account makes."""
    role = Role(account.role)
    return Principal(
        id=f"account:{account.id}",
        name=account.display_name or account.name,
        role=role,
        scopes=SCOPES_OF[role],
        communes=account.communes,
        purpose=f"role:{role}",
    )
