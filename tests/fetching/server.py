"""A server on the loopback interface that answers as it is told, rightly or not: bytes, and when."""

from __future__ import annotations

import contextlib
import socketserver
import ssl
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

Chunks = Iterable[bytes]
Script = Callable[["Request"], Chunks]

PAGE = b"<html><head><title>Talks</title></head><body><p>The two sides met in the capital on Monday.</p></body></html>"


@dataclass(frozen=True)
class Request:
    """What was asked for; header names are in lower case."""

    path: str
    headers: Mapping[str, str]


@dataclass
class Site:
    """A running server: `scripts` say what each path answers (404 otherwise), `asked` what was asked for."""

    port: int
    scripts: dict[str, Script] = field(default_factory=dict)
    asked: list[Request] = field(default_factory=list)

    def url(self, path: str = "/", host: str = "127.0.0.1", scheme: str = "http") -> str:
        return f"{scheme}://{host}:{self.port}{path}"

    def paths(self) -> list[str]:
        """The paths that were asked for, robots.txt left out."""
        return [request.path for request in self.asked if request.path != "/robots.txt"]


def reply(
    body: bytes = PAGE, status: str = "200 OK", *headers: str, kind: str | None = "text/html", length: int | None = None
) -> bytes:
    """An answer as it should be, but for what is said otherwise."""
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body) if length is None else length}", *headers]
    if kind is not None:
        lines.append(f"Content-Type: {kind}")
    return "\r\n".join([*lines, "", ""]).encode() + body


def says(*args: object, **kwargs: object) -> Script:
    """A script that always gives the same answer."""
    return lambda _: [reply(*args, **kwargs)]  # type: ignore[arg-type]


def sends(*chunks: bytes) -> Script:
    """A script that sends these bytes and closes."""
    return lambda _: chunks


def redirects(location: str, status: str = "302 Found") -> Script:
    return says(b"", status, f"Location: {location}", kind=None)


def in_turn(*scripts: Script) -> Script:
    """The first script for the first request, and so on; the last for all others."""
    left = list(scripts)
    return lambda request: (left.pop(0) if len(left) > 1 else left[0])(request)


class _Handler(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        site: Site = self.server.site  # type: ignore[attr-defined]
        if self.rfile.peek(1)[:1] == b"\x16":  # the beginning of TLS
            self.wfile.write(reply(b"", "400 Bad Request"))
            return
        line = self.rfile.readline(65_536).decode("latin-1").split()
        headers = {}
        while (row := self.rfile.readline(65_536).decode("latin-1").strip()) != "":
            name, _, value = row.partition(":")
            headers[name.lower()] = value.strip()
        if len(line) < 2:
            return
        request = Request(line[1], headers)
        site.asked.append(request)
        script = site.scripts.get(line[1], says(b"nothing", "404 Not Found"))
        with contextlib.suppress(OSError):
            for chunk in script(request):
                self.wfile.write(chunk)
                self.wfile.flush()


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True
    request_queue_size = 50

    def handle_error(self, request: object, client_address: object) -> None:
        """Whoever goes away in the middle, as they do here, is no error."""


@contextlib.contextmanager
def site(certificate: Path | None = None) -> Iterator[Site]:
    """A running server; with a certificate (a PEM file with its key), over TLS."""
    with _Server(("127.0.0.1", 0), _Handler) as server:
        if certificate is not None:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate)
            server.socket = context.wrap_socket(server.socket, server_side=True)
        made = Site(server.server_address[1])
        server.site = made  # type: ignore[attr-defined]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield made
        finally:
            server.shutdown()
            thread.join()
