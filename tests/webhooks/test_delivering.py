"""From a change to a receiver: told once, in order, again until it is taken, and never of what one may not know."""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

import pytest
from sqlalchemy import text
from standardwebhooks import Webhook as Verifier

from app.access.principal import SCOPES_OF, Principal, Role
from app.changes.telling import tell_all
from app.db import webhooks as stored
from app.db.api_keys import StoredKey, add_key
from app.db.changes import feed_end
from app.db.engine import read_session, write_session
from app.db.register import LazyRegister
from app.db.webhooks import Delivery, Webhook
from app.errors import CodesUnknown, KeyReused, OutsideCommune, WebhooksTooMany
from app.webhooks.courier import JITTER, WAITS, Courier, Tools, after_try
from app.webhooks.registering import MAX_WEBHOOKS, Wanted, register_webhook, rotate
from app.webhooks.sending import Sender, Sent
from app.webhooks.signing import secret_of
from app.workflow.model import EditKind
from postcode.code import read_stored
from tests.editing.town import ABROAD, HOME, MORNING, Town, household_id
from tests.webhooks.receiver import Receiver

KEY = b"k" * 32


class Office:
    """A town, a courier with a clock that can be set, and short words for what happens."""

    def __init__(self, town: Town) -> None:
        self.town, self.now, self.leases, self.ids = town, datetime.now(UTC), count(), count()
        self.register = LazyRegister(town.engine.url.render_as_string(hide_password=False))
        self.courier = self.new_courier()
        self.pool = ThreadPoolExecutor(4)
        tell_all(self.register, at=MORNING)

    def new_courier(self) -> Courier:
        tools = Tools(
            key=KEY,
            clock=lambda: self.now,
            chance=lambda: 0.0,
            new_lease=lambda: f"lease-{next(self.leases)}",
            new_message_id=lambda: f"msg_{next(self.ids)}",
        )
        return Courier(self.register, Sender(loopback=True), tools, changes_kept=timedelta(days=90))

    def owner(self, prefix: str = "aaaaaaaa", *communes: str, role: Role = Role.OPERATOR) -> Principal:
        area = frozenset(communes) or None
        key = StoredKey(
            prefix=prefix,
            name="x",
            role=role.value,
            scopes=frozenset(),
            communes=area,
            purpose="test",
            origins=frozenset(),
            sandbox=False,
            daily_quota=0,
            rate=0,
            secret_digest=b"",
        )
        with write_session(self.town.engine) as session:
            add_key(session, key, at=MORNING)
        return Principal(id=f"key:{prefix}", name="", role=role, scopes=SCOPES_OF[role], communes=area)

    def hook(self, receiver: Receiver, owner: Principal | None = None, **given: Any) -> Webhook:
        wanted = {"url": receiver.url, "communes": frozenset(), "codes": (), "idempotency_key": None} | given
        hook_id = f"01890a5d-ac96-774b-bcce-b30209{next(self.ids):06x}"
        made, _ = register_webhook(
            self.register, Wanted(**wanted), owner or self.owner(), webhook_id=hook_id, at=self.now
        )
        return made

    def work(self, rounds: int = 3) -> None:
        for _ in range(rounds):
            self.courier.work_once(self.pool)

    def change(self, number: int = 1, text_: str = "2A") -> None:
        self.town.done(EditKind.CORRECT, number, house_number=text_)

    def deliveries(self, hook: Webhook) -> list[Delivery]:
        with read_session(self.town.engine) as session:
            return stored.deliveries_of(session, hook.id, limit=100)

    def again(self, hook: Webhook) -> Webhook:
        with read_session(self.town.engine) as session:
            found = stored.find_webhook(session, hook.id)
        assert found is not None
        return found


@pytest.fixture
def office(town: Town) -> Iterator[Office]:
    one = Office(town)
    yield one
    one.pool.shutdown()
    one.register.engine.dispose()


def messages(receiver: Receiver) -> list[dict[str, Any]]:
    return [json.loads(body) for _, _, body in receiver.got]


def test_a_change_arrives_once_signed_and_without_the_address(office: Office, receiver: Receiver) -> None:
    hook = office.hook(receiver)
    office.change()
    office.work()
    ((_, headers, body),) = receiver.got
    message = Verifier(secret_of(KEY, hook.id, 1)).verify(body, headers)
    (change,) = message["data"]["changes"]
    assert (message["type"], change["kind"], change["household_id"]) == ("changes", "changed", household_id(1))
    assert change["code"].startswith("11024-")
    for hidden in ("Hàng Trống", "2A", "105.85", "21.03"):
        assert hidden not in body.decode()
    assert [one.state for one in office.deliveries(hook)] == ["delivered"]


def test_what_was_before_the_webhook_is_not_told(office: Office, receiver: Receiver) -> None:
    office.hook(receiver)
    office.work()
    assert receiver.got == []


def test_the_webhook_of_a_commune_is_told_of_that_commune(office: Office, receiver: Receiver) -> None:
    office.hook(receiver, communes=frozenset({ABROAD}))
    office.change(1)
    office.work()
    assert receiver.got == []
    with write_session(office.town.engine) as session:
        session.execute(text(f"UPDATE household SET commune_code = '{ABROAD}' WHERE external_id = '{HOME}-3'"))
    office.work()
    assert [one["household_id"] for one in messages(receiver)[0]["data"]["changes"]] == [household_id(3)]


def test_officials_are_told_of_their_commune_and_that_a_household_left_it(office: Office, receiver: Receiver) -> None:
    office.hook(receiver, office.owner("bbbbbbbb", HOME, role=Role.OFFICIAL))
    with write_session(office.town.engine) as session:
        session.execute(text(f"UPDATE household SET commune_code = '{ABROAD}' WHERE external_id = '{HOME}-3'"))
        session.execute(text(f"UPDATE household SET house_number = '9' WHERE external_id = '{ABROAD}-1'"))
    office.work()
    (change,) = messages(receiver)[0]["data"]["changes"]
    assert (change["kind"], change["household_id"], change["code"]) == ("left", household_id(3), None)


def test_watched_codes_are_told_of_and_no_others(office: Office, receiver: Receiver) -> None:
    code = read_stored(office.town.household(2).code)
    office.hook(receiver, codes=(code,))
    office.change(1)
    office.change(2)
    office.town.done(EditKind.RETIRE, 2)
    office.work()
    assert {one["household_id"] for m in messages(receiver) for one in m["data"]["changes"]} == {household_id(2)}


def test_many_changes_come_in_messages_of_fifty_in_order(office: Office, receiver: Receiver) -> None:
    hook = office.hook(receiver)
    for number in range(60):
        office.change(1 + number % 6, f"{number + 20}")
        tell_all(office.register, at=office.now)
    office.work(rounds=5)
    told = [[one["sequence"] for one in message["data"]["changes"]] for message in messages(receiver)]
    assert [len(one) for one in told] == [50, 10]
    assert [n for one in told for n in one] == list(range(8, 68))
    assert office.again(hook).sequence == 67
    assert max(len(body) for _, _, body in receiver.got) < 20_000


def test_a_message_says_when_changes_before_it_are_no_longer_kept(office: Office, receiver: Receiver) -> None:
    office.hook(receiver)
    office.change(1)
    tell_all(office.register, at=office.now)
    office.now += timedelta(days=91)
    office.courier.sweep()
    for number in (2, 3):
        office.change(number)
        office.work()
    told = [[one["household_id"] for one in message["data"]["changes"]] for message in messages(receiver)]
    assert told == [[household_id(2)], [household_id(3)]]
    assert [message["data"]["missed"] for message in messages(receiver)] == [True, False]


def test_a_message_tried_again_is_signed_at_that_moment(office: Office, receiver: Receiver) -> None:
    office.hook(receiver)
    receiver.status = 503
    office.change()
    office.work()
    office.now += timedelta(minutes=10)
    receiver.status = 204
    office.work()
    first, second = (int(headers["webhook-timestamp"]) for _, headers, _ in receiver.got)
    assert (second - first, second) == (600, int(office.now.timestamp()))


def test_a_receiver_that_was_down_gets_everything_in_order_with_the_same_id(office: Office, receiver: Receiver) -> None:
    hook = office.hook(receiver)
    receiver.status = 503
    for number in range(1, 5):
        office.change(number)
        office.work()
        office.now += timedelta(hours=8)
    assert len({headers["webhook-id"] for _, headers, _ in receiver.got}) == 1
    assert len({body for _, _, body in receiver.got}) == 1
    receiver.status = 200
    receiver.got.clear()
    office.work(rounds=6)
    assert [one["household_id"] for m in messages(receiver) for one in m["data"]["changes"]] == [
        household_id(number) for number in range(1, 5)
    ]
    assert {one.state for one in office.deliveries(hook)} == {"delivered"}


def test_a_receiver_that_stays_away_is_given_up_and_loses_nothing(office: Office, receiver: Receiver) -> None:
    hook = office.hook(receiver)
    receiver.status = 500
    office.change(1)
    for _ in range(len(WAITS) + 3):
        office.work(rounds=1)
        office.now += timedelta(days=2)
    assert len(receiver.got) == len(WAITS) + 1
    assert office.again(hook).stopped_because == "unreachable"
    (given_up,) = office.deliveries(hook)
    assert (given_up.state, given_up.status, given_up.tries) == ("given-up", 500, len(WAITS) + 1)
    office.change(2)
    office.work()
    assert len(receiver.got) == len(WAITS) + 1
    receiver.status = 204
    receiver.got.clear()
    with write_session(office.town.engine) as session:
        stored.resume_webhook(session, hook.id, at=office.now)
    office.work(rounds=4)
    assert [one["household_id"] for m in messages(receiver) for one in m["data"]["changes"]] == [
        household_id(1),
        household_id(2),
    ]


def test_a_receiver_that_says_gone_is_asked_no_more(office: Office, receiver: Receiver) -> None:
    hook = office.hook(receiver)
    receiver.status = 410
    office.change()
    office.work()
    office.now += timedelta(days=1)
    office.work()
    assert (len(receiver.got), office.again(hook).stopped_because) == (1, "unwanted")


def test_rights_that_end_stop_the_webhook(office: Office, receiver: Receiver) -> None:
    hook = office.hook(receiver)
    with write_session(office.town.engine) as session:
        session.execute(text("UPDATE api_key SET revoked_at = '2026-01-01 00:00:00'"))
    office.change()
    office.work()
    assert (receiver.got, office.again(hook).stopped_because) == ([], "owner")


def test_an_area_that_shrinks_shrinks_what_is_told(office: Office, receiver: Receiver) -> None:
    office.hook(receiver)
    with write_session(office.town.engine) as session:
        session.execute(text(f"UPDATE api_key SET communes = '{ABROAD}'"))
    office.change(1)
    office.work()
    assert receiver.got == []


def test_two_couriers_send_a_message_once(office: Office, receiver: Receiver) -> None:
    office.hook(receiver)
    office.change()
    couriers = [office.new_courier() for _ in range(4)]
    with ThreadPoolExecutor(4) as several, ThreadPoolExecutor(8) as pool:
        for _ in range(3):
            list(several.map(lambda one: one.work_once(pool), couriers))
    assert len(receiver.got) == 1


def test_a_courier_that_died_leaves_its_message_to_the_next_after_its_lease(office: Office, receiver: Receiver) -> None:
    office.hook(receiver)
    office.change()
    tell_all(office.register, at=office.now)
    office.courier._make_messages()
    with write_session(office.town.engine) as session:
        until = office.now + timedelta(minutes=1)
        assert stored.claim_deliveries(session, lease="dead", at=office.now, until=until, limit=5)
    office.work()
    assert receiver.got == []
    office.now += timedelta(minutes=2)
    office.work()
    assert len(receiver.got) == 1


def test_during_a_rotation_both_secrets_verify_and_after_it_only_the_new_one(
    office: Office, receiver: Receiver
) -> None:
    hook = office.hook(receiver)
    with write_session(office.town.engine) as session:
        rotate(session, hook, at=office.now)
    for days, verifying in ((0, {1, 2}), (8, {2})):
        receiver.got.clear()
        office.now += timedelta(days=days)
        office.change(1, f"{days + 50}")
        office.work()
        ((_, headers, body),) = receiver.got
        signatures = headers["webhook-signature"].split(" ")
        assert len(signatures) == len(verifying)
        for generation in verifying:
            at = int(headers["webhook-timestamp"])
            expected = Verifier(secret_of(KEY, hook.id, generation)).sign(
                headers["webhook-id"], datetime.fromtimestamp(at, UTC), body.decode()
            )
            assert expected in signatures


def test_a_webhook_has_to_keep_the_rules(office: Office, receiver: Receiver) -> None:
    local = office.owner("cccccccc", ABROAD, role=Role.OFFICIAL)
    with pytest.raises(OutsideCommune):
        office.hook(receiver, local, communes=frozenset({HOME}))
    code = read_stored(office.town.household(1).code)
    with pytest.raises(CodesUnknown):
        office.hook(receiver, local, codes=(code,))
    with pytest.raises(CodesUnknown):
        office.hook(receiver, codes=(replace(code, unit="77"),))
    owner = office.owner("dddddddd")
    for _ in range(MAX_WEBHOOKS):
        office.hook(receiver, owner)
    with pytest.raises(WebhooksTooMany):
        office.hook(receiver, owner)


def test_the_key_of_another_request_is_refused(office: Office, receiver: Receiver) -> None:
    owner = office.owner()
    first = office.hook(receiver, owner, idempotency_key="k")
    assert office.hook(receiver, owner, idempotency_key="k") == first
    with pytest.raises(KeyReused):
        office.hook(receiver, owner, idempotency_key="k", communes=frozenset({HOME}))


def test_waits_grow_and_are_spread() -> None:
    at = datetime(2026, 11, 22, tzinfo=UTC)
    message = Delivery(id="m", webhook_id="w", kind="changes", body="", created_at=at, next_try_at=at)
    for tries, wait in enumerate(WAITS):
        tried = replace(message, tries=tries)
        least = after_try(tried, Sent(500), at=at, chance=lambda: 0.0)
        most = after_try(tried, Sent(None, "x"), at=at, chance=lambda: 1.0)
        assert least.next_try_at - at == wait
        assert most.next_try_at - at == wait * (1 + JITTER)
    assert list(WAITS) == sorted(WAITS)
    assert timedelta(days=1) < sum(WAITS, timedelta()) < timedelta(days=4)


def test_old_changes_and_taken_messages_are_forgotten(office: Office, receiver: Receiver) -> None:
    hook = office.hook(receiver)
    office.change()
    office.work()
    office.now += timedelta(days=91)
    office.courier.sweep()
    assert office.deliveries(hook) == []
    with read_session(office.town.engine) as session:
        end = feed_end(session)
    assert (end.sequence, end.dropped) == (8, 8)
