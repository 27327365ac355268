"""What is signed can be verified with the library of the standard, and by no other secret and at no other time."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from stat import S_IMODE

import pytest
from standardwebhooks import Webhook, WebhookVerificationError

from app.webhooks.signing import installation_key, secret_of, signed_headers

KEY = b"k" * 32
BODY = '{"type":"test"}'
OLD, NEW = (secret_of(KEY, "one", generation) for generation in (1, 2))


def headers(*secrets: str, at: datetime | None = None) -> dict[str, str]:
    return dict(signed_headers(secrets, message_id="msg_1", at=at or datetime.now(UTC), body=BODY))


def test_the_library_verifies_the_signature() -> None:
    assert Webhook(NEW).verify(BODY, headers(NEW)) == {"type": "test"}


def test_during_a_rotation_both_secrets_verify() -> None:
    for secret in (OLD, NEW):
        Webhook(secret).verify(BODY, headers(NEW, OLD))
    with pytest.raises(WebhookVerificationError):
        Webhook(OLD).verify(BODY, headers(NEW))


def test_another_body_id_or_secret_does_not_verify() -> None:
    sent = headers(NEW)
    for body, given in ((BODY + " ", sent), (BODY, sent | {"webhook-id": "msg_2"})):
        with pytest.raises(WebhookVerificationError):
            Webhook(NEW).verify(body, given)
    with pytest.raises(WebhookVerificationError):
        Webhook(secret_of(KEY, "other", 2)).verify(BODY, sent)


@pytest.mark.parametrize("away", [timedelta(minutes=-6), timedelta(minutes=6)])
def test_a_message_of_another_time_does_not_verify_even_with_its_own_signature(away: timedelta) -> None:
    with pytest.raises(WebhookVerificationError):
        Webhook(NEW).verify(BODY, headers(NEW, at=datetime.now(UTC) + away))


def test_a_repeated_message_with_a_new_time_does_not_verify() -> None:
    old = headers(NEW, at=datetime.now(UTC) - timedelta(hours=1))
    fresh = {**old, "webhook-timestamp": headers(NEW)["webhook-timestamp"]}
    with pytest.raises(WebhookVerificationError):
        Webhook(NEW).verify(BODY, fresh)


def test_the_key_of_an_installation_is_made_once_and_readable_by_its_user_only(tmp_path: Path) -> None:
    path = tmp_path / "home" / "webhook.key"
    first = installation_key(path)
    assert (len(first), installation_key(path)) == (32, first)
    assert S_IMODE(path.stat().st_mode) == 0o600
    assert [one.name for one in path.parent.iterdir()] == ["webhook.key"]


def test_secrets_differ_by_webhook_generation_and_installation() -> None:
    assert len({secret_of(key, hook, n) for key in (KEY, b"x" * 32) for hook in "ab" for n in (1, 2)}) == 8
