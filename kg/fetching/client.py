"""One request and its answer, within limits. Imports httpcore: import it late."""

from __future__ import annotations

import base64
import datetime as dt
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import unquote

import httpcore

from kg.fetching.addresses import Address
from kg.fetching.bodies import ENCODINGS
from kg.fetching.connections import CheckedBackend
from kg.fetching.limits import Deadline, Limits
from kg.fetching.networks import Allowed, Resolver, is_public, system_resolver
from kg.fetching.reasons import FetchError, PassingError

__all__ = ["Answer", "Client"]

ACCEPT = "text/html, application/xhtml+xml, application/xml;q=0.9, application/pdf;q=0.9, */*;q=0.5"

Headers = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """The head of an answer, and its body as it comes.

    asked    the request's own headers, without credentials
    when     the time of the request, in UTC, to the second
    ip       the address that was connected to
    chunks   the body, without Transfer-Encoding, with Content-Encoding; read it within `Client.answer`
    """

    address: Address
    asked: Headers
    when: dt.datetime
    ip: str
    version: str
    status: int
    phrase: str
    headers: Headers
    chunks: Iterator[bytes]

    def header(self, name: str) -> str:
        """The first header of that name; an empty text where there is none."""
        return next((value for key, value in self.headers if key.lower() == name), "")


class Client:
    """Asks for pages, each over a connection of its own: nothing of one answer can reach into the next.

    Proxies that the environment names are not used: where a proxy looks names up, no check of ours would hold.
    Certificates are checked against the system's list, or what SSL_CERT_FILE names. There are no cookies.
    """

    def __init__(
        self,
        user_agent: str,
        *,
        limits: Limits | None = None,
        resolve: Resolver = system_resolver,
        allowed: Allowed = is_public,
    ) -> None:
        self.user_agent, self.limits = user_agent, limits or Limits()
        self._resolve, self._allowed = resolve, allowed

    @cached_property
    def _tls(self) -> ssl.SSLContext:
        import httpx

        return httpx.create_ssl_context()

    @contextmanager
    def answer(self, address: Address, headers: Mapping[str, str] | None = None) -> Iterator[Answer]:
        """The answer to a GET. Raises FetchError, also while its body is read; PassingError if a connection fails."""
        deadline = Deadline(self.limits.seconds)
        backend = CheckedBackend(self._resolve, self._allowed, deadline)
        asked = self._asked(address, headers or {})
        when = dt.datetime.now(dt.UTC).replace(microsecond=0)
        tls = self._tls if address.scheme == "https" else None
        with _as_reasons(deadline), httpcore.ConnectionPool(tls, network_backend=backend) as pool:
            sent = [*asked, *_authorization(address)]
            with pool.stream("GET", address.url, headers=[(k.encode(), v.encode("latin-1")) for k, v in sent]) as got:
                yield _answer(address, asked, when, got)

    def _asked(self, address: Address, headers: Mapping[str, str]) -> Headers:
        host = address.origin.partition("://")[2]
        common = {"Host": host, "User-Agent": self.user_agent, "Accept": ACCEPT, "Accept-Encoding": ENCODINGS}
        return tuple({**common, **headers, "Connection": "close"}.items())


def _authorization(address: Address) -> Iterator[tuple[str, str]]:
    if address.credentials:
        words = base64.b64encode(unquote(address.credentials).encode()).decode()
        yield "Authorization", f"Basic {words}"


def _answer(address: Address, asked: Headers, when: dt.datetime, got: httpcore.Response) -> Answer:
    stream = got.extensions["network_stream"]
    return Answer(
        address=address,
        asked=asked,
        when=when,
        ip=str(stream.get_extra_info("server_addr")[0]),
        version=got.extensions["http_version"].decode("latin-1"),
        status=got.status,
        phrase=_text(got.extensions.get("reason_phrase", b"")),
        headers=tuple((_text(name), _text(value)) for name, value in got.headers),
        chunks=got.iter_stream(),
    )


def _text(raw: bytes) -> str:
    """A header as text: servers write UTF-8, though the standard says Latin-1 (RFC 9110, section 5.5)."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("latin-1")


@contextmanager
def _as_reasons(deadline: Deadline) -> Iterator[None]:
    """What the library below raises, as our reasons."""
    try:
        yield
    except httpcore.ConnectTimeout as error:
        raise FetchError(deadline.reason) if deadline.over else PassingError("no connection came about") from error
    except httpcore.TimeoutException as error:
        raise FetchError(deadline.reason) from error
    except httpcore.ConnectError as error:
        raise _unconnected(error) from error
    except httpcore.NetworkError as error:
        raise PassingError("the connection broke off") from error
    except httpcore.RemoteProtocolError as error:
        raise _garbled(str(error)) from error
    except (httpcore.ProtocolError, httpcore.UnsupportedProtocol) as error:
        raise FetchError(f"cannot be asked for ({error})") from error


def _unconnected(error: Exception) -> FetchError:
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return FetchError(f"its certificate is not trusted ({cause.verify_message})")
        if isinstance(cause, ssl.SSLError):
            return FetchError(f"no encrypted connection came about ({cause.reason or 'TLS'})")
        cause = cause.__cause__ or cause.__context__
    return PassingError(f"no connection came about ({error})")


def _garbled(said: str) -> FetchError:
    if "disconnected" in said or "closed connection" in said:
        return PassingError("the connection was closed before the whole answer had come")
    # what stands behind the colon is what the server sent
    return FetchError(f"its answer is no HTTP ({said.partition(':')[0]})")
