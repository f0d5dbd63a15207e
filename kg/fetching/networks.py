"""Where a host's name leads: addresses of the public internet, or none."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator, Sequence
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from queue import Empty, SimpleQueue
from typing import TypeAlias

from kg.fetching.limits import Deadline
from kg.fetching.reasons import FetchError, PassingError

__all__ = ["Allowed", "Resolver", "everywhere", "is_public", "looked_up", "system_resolver"]

Resolver: TypeAlias = Callable[[str, int], Sequence[str]]
"""From a host's name and a port to its IP addresses as text. Raises OSError."""

Allowed: TypeAlias = Callable[[str], bool]
"""Whether an IP address may be connected to: `is_public`, or `everywhere`."""

_UNICAST = IPv6Network("2000::/3")
"""All of IPv6 that is given out for the public internet (RFC 4291, section 2.4; IANA's registry)."""

_TRANSLATED = IPv6Network("64:ff9b::/96")
"""IPv4 addresses as a translator shows them to hosts that have IPv6 only (RFC 6052)."""

_ISATAP = {0x00005EFE, 0x02005EFE}
"""Before an IPv4 address in the lower half of an IPv6 address: a tunnel to it (RFC 5214)."""

_LOW = 0xFFFFFFFF


def system_resolver(host: str, port: int) -> list[str]:
    """The addresses that the system's resolver knows, each once, in its order."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(sockaddr[0]) for *_, sockaddr in found))


def looked_up(host: str, port: int, *, resolve: Resolver, allowed: Allowed, deadline: Deadline) -> Sequence[str]:
    """The host's addresses, looked up once; whoever connects takes one of these and asks no second time.

    Raises FetchError where one of them is not allowed (one is enough: a name that leads into a private network as well
    is a trick, or a mistake), PassingError where the resolver does not answer.
    """
    found = _resolved(host, port, resolve, deadline)
    private = next((ip for ip in found if not allowed(ip)), None)
    if private is not None:
        named = "" if private == host else f"{host} leads to "
        raise FetchError(f"lies in no public network ({named}{private}); --allow-private lets it be fetched")
    return found


def everywhere(_: str) -> bool:
    """Every address is allowed."""
    return True


def is_public(text: str) -> bool:
    """Whether an IP address is one of the public internet, and so is each IPv4 address that it carries in itself.

    IANA's registries of special addresses as `ipaddress` has them; of IPv6 only what is given out.
    """
    address = ip_address(text)
    if isinstance(address, IPv6Address):
        carried = list(_carried(address))
        if address.ipv4_mapped or address in _TRANSLATED:
            return all(map(_is_public, carried))
        return address in _UNICAST and _is_public(address) and all(map(_is_public, carried))
    return _is_public(address)


def _is_public(address: IPv4Address | IPv6Address) -> bool:
    return address.is_global and not (address.is_multicast or address.is_reserved)


def _carried(address: IPv6Address) -> Iterator[IPv4Address]:
    """The IPv4 addresses to which packets for this one go in the end."""
    number = int(address)
    if address.ipv4_mapped:
        yield address.ipv4_mapped
    if address.sixtofour:
        yield address.sixtofour
    if address.teredo:
        yield from address.teredo
    if address in _TRANSLATED or (number >> 32) & _LOW in _ISATAP:
        yield IPv4Address(number & _LOW)


def _resolved(host: str, port: int, resolve: Resolver, deadline: Deadline) -> Sequence[str]:
    try:
        found = _within(deadline, lambda: resolve(host, port))
    except socket.gaierror as error:
        if error.errno == socket.EAI_AGAIN:
            raise PassingError(f"the name {host} cannot be looked up at present") from error
        raise FetchError(f"no machine is known by the name {host}") from error
    except UnicodeError as error:
        raise FetchError(f"{host} is no name of a host") from error
    except OSError as error:
        raise PassingError(f"the name {host} cannot be looked up: {error.strerror or error}") from error
    if not found:
        raise FetchError(f"no machine is known by the name {host}")
    return found


def _within(deadline: Deadline, work: Callable[[], Sequence[str]]) -> Sequence[str]:
    """What the work gives; the system's resolver knows no time limit of ours, so it runs beside."""
    done: SimpleQueue[Sequence[str] | Exception] = SimpleQueue()

    def run() -> None:
        try:
            done.put(work())
        except (OSError, UnicodeError) as error:
            done.put(error)

    threading.Thread(target=run, daemon=True).start()
    try:
        result = done.get(timeout=deadline.left())
    except Empty:
        raise FetchError(deadline.reason) from None
    if isinstance(result, Exception):
        raise result
    return result
