"""Where messages may go, row by row."""

import pytest

from app.webhooks.addresses import AddressRefused, allowed_addresses, is_public, resolve_name, target_of

NOT_PUBLIC = """
127.0.0.1 127.9.9.9 0.0.0.0 0.1.2.3 10.0.0.1 172.16.0.1 172.31.255.255 192.168.1.1 100.64.0.1 100.100.100.200
169.254.169.254 169.254.0.1 168.63.129.16 192.0.0.192 192.0.2.1 198.18.0.1 198.51.100.7 203.0.113.9 192.88.99.1
224.0.0.1 239.255.255.250 240.0.0.1 255.255.255.255
:: ::1 ::127.0.0.1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::ffff:169.254.169.254 fe80::1 fc00::1 fd00:ec2::254 fec0::1
ff02::1 2001:db8::1 2002:7f00:1:: 2002:a9fe:a9fe:: 2001:0:7f00:1:: 64:ff9b::7f00:1 64:ff9b::a9fe:a9fe 100::1
nonsense
""".split()
PUBLIC = (
    "8.8.8.8 1.1.1.1 203.113.131.1 2606:4700:4700::1111 2001:4860:4860::8888 ::ffff:8.8.8.8 64:ff9b::808:808".split()
)


@pytest.mark.parametrize("address", NOT_PUBLIC)
def test_address_is_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", PUBLIC)
def test_address_is_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "url",
    [
        "http://example.org/",
        "http://example.org:8080/",
        "ftp://example.org/",
        "//example.org/",
        "https://",
        "https:///hook",
        "https://user@example.org/",
        "https://user:secret@example.org/",
        "https://example.org/#part",
        "https://example.org:25/",
        "https://example.org:0/",
        "https://example.org:99999/",
        "https://exam ple.org/",
        "https://example.org/\r\nX: y",
        "https://example.org\\@127.0.0.1/",
        "https://bưu-điện.vn/",
        "https://[fe80::1%25eth0]/",
        "https://[::1/",
        "https://example.org/" + "x" * 500,
        "file:///etc/passwd",
        "gopher://127.0.0.1:6379/_x",
    ],
)
def test_url_is_refused_before_any_name_is_looked_up(url: str) -> None:
    with pytest.raises(AddressRefused):
        target_of(url)


@pytest.mark.parametrize(
    "host",
    ["localhost", "127.0.0.1", "127.1", "2130706433", "0x7f000001", "0177.0.0.1", "0", "[::1]", "[::ffff:127.0.0.1]"],
)
def test_every_way_of_writing_this_machine_is_refused(host: str) -> None:
    target = target_of(f"https://{host}/")
    with pytest.raises(AddressRefused):
        allowed_addresses(target, resolve=resolve_name)


def test_one_address_that_is_not_public_spoils_the_name() -> None:
    target = target_of("https://example.org/")
    with pytest.raises(AddressRefused):
        allowed_addresses(target, resolve=lambda *_: ["8.8.8.8", "10.0.0.1"])
    assert allowed_addresses(target, resolve=lambda *_: ["8.8.8.8"]) == ("8.8.8.8",)


def test_name_that_leads_nowhere_is_refused() -> None:
    def nothing(*_: object) -> list[str]:
        raise OSError

    for resolve in (nothing, lambda *_: []):
        with pytest.raises(AddressRefused):
            allowed_addresses(target_of("https://example.org/"), resolve=resolve)


def test_loopback_is_for_tests_and_opens_nothing_else() -> None:
    target = target_of("http://localhost:8080/", loopback=True)
    assert allowed_addresses(target, resolve=lambda *_: ["127.0.0.1"], loopback=True)
    for address in ("10.0.0.1", "169.254.169.254", "8.8.8.8"):
        with pytest.raises(AddressRefused):
            allowed_addresses(target, resolve=lambda *_, one=address: [one], loopback=True)
