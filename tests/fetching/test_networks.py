from __future__ import annotations

import socket
from ipaddress import IPv4Address, IPv6Address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.fetching.limits import Deadline
from kg.fetching.networks import everywhere, is_public, looked_up, system_resolver
from kg.fetching.reasons import FetchError, PassingError

PRIVATE = (
    *("127.0.0.1", "127.9.9.9", "0.0.0.0", "0.1.2.3", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254"),
    *("100.64.0.1", "100.100.100.200", "192.0.2.1", "198.18.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255"),
    *("::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "fd00:ec2::254", "fec0::1", "ff02::1", "2001:db8::1"),
    *("::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1", "2002:7f00:1::", "2002:c0a8:101::1"),
    *("64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::1", "2001:0:7f00:1::1", "2600::5efe:127.0.0.1"),
)


@pytest.mark.parametrize("ip", PRIVATE)
def test_private(ip: str) -> None:
    assert not is_public(ip)


@pytest.mark.parametrize("ip", ["8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808", "2002:808:808::1"])
def test_public(ip: str) -> None:
    assert is_public(ip)


@given(st.ip_addresses(v=4))
def test_an_address_carried_in_another_is_judged_as_itself(ip: IPv4Address) -> None:
    number = int(ip)
    for carrier in (0xFFFF << 32 | number, 0x64FF9B << 96 | number):
        assert is_public(str(IPv6Address(carrier))) == is_public(str(ip))
    assert not is_public(str(IPv6Address(0x2002 << 112 | number << 80))) or is_public(str(ip))


def found(host: str, *ips: str, allowed: object = is_public) -> object:
    return looked_up(host, 80, resolve=lambda *_: ips, allowed=allowed, deadline=Deadline(5))  # type: ignore[arg-type]


def test_one_private_address_among_public_ones_is_enough() -> None:
    with pytest.raises(FetchError, match=r"lies in no public network \(a\.example leads to 10\.0\.0\.1\)"):
        found("a.example", "8.8.8.8", "10.0.0.1")
    assert found("a.example", "8.8.8.8", "10.0.0.1", allowed=everywhere) == ("8.8.8.8", "10.0.0.1")


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "127.1", "2130706433", "0x7f000001", "0177.0.0.1", "0", "localhost", "::1"]
)
def test_spellings_of_this_machine(host: str) -> None:
    with pytest.raises(FetchError, match="lies in no public network"):
        looked_up(host, 80, resolve=system_resolver, allowed=is_public, deadline=Deadline(5))


@pytest.mark.parametrize(
    ("error", "kind", "said"),
    [
        (socket.gaierror(socket.EAI_NONAME, ""), FetchError, "no machine is known by the name a.example"),
        (socket.gaierror(socket.EAI_AGAIN, ""), PassingError, "cannot be looked up at present"),
        (UnicodeError("label too long"), FetchError, "is no name of a host"),
    ],
)
def test_a_resolver_that_fails(error: Exception, kind: type[FetchError], said: str) -> None:
    def resolve(host: str, port: int) -> list[str]:
        raise error

    with pytest.raises(kind, match=said):
        looked_up("a.example", 80, resolve=resolve, allowed=is_public, deadline=Deadline(5))


def test_a_resolver_that_never_answers() -> None:
    import threading

    forever = threading.Event()
    try:
        with pytest.raises(FetchError, match=r"longer than 0\.1 seconds"):
            looked_up(
                "a.example", 80, resolve=lambda *_: [str(forever.wait())], allowed=is_public, deadline=Deadline(0.1)
            )
    finally:
        forever.set()
