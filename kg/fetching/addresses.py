"""Addresses of pages: made one way, and never shown with a password."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.fetching.reasons import FetchError

if TYPE_CHECKING:
    import httpx

__all__ = ["Address", "address_of", "is_same_site", "redirected", "shown"]

_PORTS = {"http": 80, "https": 443}
_HOST = re.compile(r"[a-z0-9._-]+|[0-9a-f:.]+")


@dataclass(frozen=True, slots=True)
class Address:
    """Where a page is: in ASCII (IDNA, per cent), without fragment and credentials, which stand apart."""

    url: str
    scheme: str
    host: str
    port: int
    target: str
    credentials: str = field(default="", repr=False)

    @property
    def origin(self) -> str:
        """Scheme, host and port, as RFC 6454 has it; with `/robots.txt` behind it, what rules for the page."""
        return _origin(self.scheme, self.host, self.port)


def address_of(text: str) -> Address:
    """The address that somebody wrote. Raises FetchError for what is none, or none of http and https."""
    import httpx

    try:
        url = httpx.URL(text.strip())
    except httpx.InvalidURL as error:
        raise FetchError("is no address (its form is broken)") from error
    if url.scheme not in _PORTS:
        raise FetchError("does not begin with http:// or https://")
    if not url.raw_host:
        raise FetchError("is an address without a host")
    if url.port is not None and not 0 < url.port < 65_536:
        raise FetchError(f"is an address with the port {url.port}, and ports go from 1 to 65535")
    return _address(url)


def _address(url: httpx.URL) -> Address:
    # an IPv6 zone (fe80::1%eth0) names an interface of this machine: no page of the web has one
    host = url.raw_host.decode("ascii").lower()
    if ":" in host and "%" in host:
        raise FetchError("is an address with a network interface of this machine in it")
    if not _HOST.fullmatch(host):
        raise FetchError("is no address (its form is broken)")
    port = url.port or _PORTS[url.scheme]
    target = url.raw_path.decode("ascii")
    return Address(
        f"{_origin(url.scheme, host, port)}{target}", url.scheme, host, port, target, url.userinfo.decode("ascii")
    )


def _origin(scheme: str, host: str, port: int) -> str:
    named = f"[{host}]" if ":" in host else host
    return f"{scheme}://{named}" + ("" if port == _PORTS[scheme] else f":{port}")


def redirected(address: Address, location: str) -> Address:
    """Where a redirect from the address leads; credentials go along within the same origin only.

    Raises FetchError for another scheme than http and https, and for credentials in the redirect itself, which would
    stand in the archive.
    """
    import httpx

    try:
        target = address_of(str(httpx.URL(address.url).join(location.strip())))
    except httpx.InvalidURL as error:
        raise FetchError("is redirected to what is no address") from error
    except FetchError as error:
        raise FetchError(f"is redirected to {shown(location)!r}, which {error}") from error
    if target.credentials:
        raise FetchError(f"is redirected to an address with a password in it ({target.url})")
    if target.origin != address.origin:
        return target
    return Address(target.url, target.scheme, target.host, target.port, target.target, address.credentials)


def is_same_site(one: Address, other: Address) -> bool:
    """Whether the two are pages of one site: the hosts are the same, or one lies under the other; `www.` is nothing."""
    a, b = (address.host.removeprefix("www.") for address in (one, other))
    return a == b or a.endswith(f".{b}") or b.endswith(f".{a}")


def shown(text: str) -> str:
    """What somebody wrote as an address, to be shown: whatever may be a user's name and password is left out.

    >>> shown("https://me:secret@example.org/a"), shown("https://example.org/@me/a"), shown("ftp//me:a/b@host")
    ('https://example.org/a', 'https://example.org/@me/a', 'host')
    """
    try:
        return address_of(text).url
    except FetchError:
        return text.strip().rpartition("@")[2]
