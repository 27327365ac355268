"""A message goes to the address that was looked at, and to no other."""

import socket
import ssl
import subprocess
import threading
from pathlib import Path
from time import monotonic

import pytest

from app.webhooks.sending import Sender, Sent
from tests.webhooks.receiver import Receiver, receiving

BODY = b"{}"


def send(receiver: Receiver, **given: object) -> Sent:
    return Sender(loopback=True, **given).send(receiver.url, BODY, {"webhook-id": "m1"})  # type: ignore[arg-type]


def test_a_message_arrives_with_its_body_and_headers(receiver: Receiver) -> None:
    assert send(receiver) == Sent(200)
    ((path, headers, body),) = receiver.got
    assert (path, body, headers["webhook-id"]) == ("/hook", BODY, "m1")
    assert headers["content-type"] == "application/json"


@pytest.mark.parametrize("status", [204, 301, 302, 307, 308, 400, 404, 410, 500, 503])
def test_the_status_is_told_and_no_redirect_followed(receiver: Receiver, status: int) -> None:
    with receiving() as elsewhere:
        receiver.status, receiver.headers = status, {"Location": elsewhere.url}
        assert send(receiver).status == status
        assert (len(receiver.got), elsewhere.got) == (1, [])


def test_nothing_connects_to_an_address_that_is_not_public(receiver: Receiver) -> None:
    url = receiver.url.replace("http:", "https:")
    sent = Sender().send(url, BODY, {})
    assert (sent.status, receiver.got) == (None, [])
    assert "not public" in sent.failure


def test_a_name_that_changes_its_mind_gains_nothing(receiver: Receiver) -> None:
    """The first answer of the name server is looked at and connected to; there is no second question."""
    answers = iter([["127.0.0.1"], ["169.254.169.254"]])
    sender = Sender(loopback=True, resolve=lambda *_: next(answers))
    assert sender.send(f"http://rebinding.example:{receiver.port}/x", BODY, {}).status == 200
    assert receiver.got[0][1]["host"] == f"rebinding.example:{receiver.port}"
    assert "not public" in sender.send(f"http://rebinding.example:{receiver.port}/x", BODY, {}).failure
    assert len(receiver.got) == 1


def test_a_name_that_became_private_after_it_was_registered_is_refused_when_sending(receiver: Receiver) -> None:
    answers = iter([["8.8.8.8"], ["127.0.0.1"]])
    sender = Sender(resolve=lambda *_: next(answers))
    url = f"https://later.example:{receiver.port}/x"
    assert sender.check(url).host == "later.example"
    sent = sender.send(url, BODY, {})
    assert (sent.status, "an address that is not public" in sent.failure) == (None, True)


def test_proxies_of_the_environment_are_not_asked(receiver: Receiver, monkeypatch: pytest.MonkeyPatch) -> None:
    with receiving() as proxy:
        for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, proxy.url)
        assert send(receiver).status == 200
        assert proxy.got == []


def test_a_receiver_that_does_not_answer_is_given_up(receiver: Receiver) -> None:
    receiver.wait_s = 5.0
    assert send(receiver, whole_s=0.5) == Sent(None, "no answer in time")


def test_a_receiver_that_drips_cannot_hold_the_sender() -> None:
    """Each byte comes in time, the whole does not."""
    listening = socket.create_server(("127.0.0.1", 0))
    stop = threading.Event()

    def drip() -> None:
        connection, _ = listening.accept()
        with connection:
            connection.recv(65_536)
            connection.sendall(b"HTTP/1.1 200 OK\r\nX-Slow: ")
            while not stop.wait(0.05):
                try:
                    connection.sendall(b"x")
                except OSError:
                    return

    thread = threading.Thread(target=drip, daemon=True)
    thread.start()
    began = monotonic()
    url = f"http://127.0.0.1:{listening.getsockname()[1]}/"
    assert Sender(loopback=True, whole_s=1.0).send(url, BODY, {}) == Sent(None, "no answer in time")
    stop.set()
    thread.join()
    listening.close()
    assert monotonic() - began < 20.0


def test_nobody_there_is_told_not_raised() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    sent = Sender(loopback=True).send(f"http://127.0.0.1:{port}/", BODY, {})
    assert sent.status is None
    assert sent.failure.startswith("no connection")


def test_the_certificate_is_held_against_the_name_though_the_address_is_pinned(tmp_path: Path) -> None:
    certificate, key = _certificate(tmp_path, "hook.example")
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(certificate, key)
    trusting = ssl.create_default_context(cafile=str(certificate))
    with receiving(server) as receiver:
        here = Sender(loopback=True, resolve=lambda *_: ["127.0.0.1"], context=trusting)
        assert here.send(f"https://hook.example:{receiver.port}/", BODY, {}).status == 200
        assert here.send(f"https://other.example:{receiver.port}/", BODY, {}).status is None
        strict = Sender(loopback=True, resolve=lambda *_: ["127.0.0.1"])
        assert strict.send(f"https://hook.example:{receiver.port}/", BODY, {}).status is None
        assert len(receiver.got) == 1


def _certificate(folder: Path, name: str) -> tuple[Path, Path]:
    certificate, key = folder / "cert.pem", folder / "key.pem"
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"),
            *("-keyout", str(key), "-out", str(certificate), "-days", "2", "-subj", f"/CN={name}"),
            *("-addext", f"subjectAltName=DNS:{name}"),
        ],
        check=True,
        capture_output=True,
    )
    return certificate, key
