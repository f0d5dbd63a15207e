"""A small server on the loopback interface that hands the kit's files to the Browser.

The Browser is a page of another origin, so every answer carries CORS headers, and OPTIONS is answered: guides need
both. Only the kit's files can be had. This file needs nothing but the standard library and runs by itself, so that it
starts at once and in any working directory:

    python -P assets.py FOLDER PORT     writes the port that it got to FOLDER/served.json
"""

from __future__ import annotations

import contextlib
import functools
import http.server
import json
import os
import sys
from collections.abc import Mapping
from http import HTTPStatus
from pathlib import Path

__all__ = ["ANNOUNCED", "HOST", "PORT", "TYPES", "serve", "server"]

HOST = "127.0.0.1"
PORT = 7475
"""Where the kit is served unless that port is taken."""

ANNOUNCED = "served.json"
"""The file in the folder that says at which port, and by which process, it is served."""

TYPES: Mapping[str, str] = {
    "kg.grass": "text/plain; charset=utf-8",
    "guide.html": "text/html; charset=utf-8",
    "favourites.zip": "application/zip",
}
"""The files that can be had, and what each is."""


class _Handler(http.server.BaseHTTPRequestHandler):
    """Answers GET, HEAD and OPTIONS for the kit's files."""

    def __init__(self, *args: object, folder: Path, **kwargs: object) -> None:
        self._folder = folder
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]

    def end_headers(self) -> None:
        """Every answer, an error too, may be read by a page of another origin."""
        self.send_header("Access-Control-Allow-Origin", "*")
        self.send_header("Access-Control-Allow-Headers", "*")
        self.send_header("Access-Control-Allow-Methods", "GET, HEAD, OPTIONS")
        super().end_headers()

    def do_OPTIONS(self) -> None:  # noqa: N802 - the library's name
        """What a browser asks before it asks."""
        self.send_response(HTTPStatus.NO_CONTENT)
        self.end_headers()

    def do_HEAD(self) -> None:  # noqa: N802 - the library's name
        """The headers of a file."""
        self._head()

    def do_GET(self) -> None:  # noqa: N802 - the library's name
        """A file."""
        content = self._head()
        with contextlib.suppress(ConnectionError):  # a page that was closed meanwhile
            self.wfile.write(content)

    def _head(self) -> bytes:
        """Send the headers of what is asked for; return its content, empty when it cannot be had."""
        name = self.path.partition("?")[0].removeprefix("/")
        try:
            content = (self._folder / name).read_bytes() if name in TYPES else None
        except OSError:
            content = None
        if content is None:
            self.send_error(HTTPStatus.NOT_FOUND)
            return b""
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", TYPES[name])
        self.send_header("Content-Length", str(len(content)))
        # a kit that was made anew is seen at the next connection
        self.send_header("Cache-Control", "no-cache")
        self.end_headers()
        return content

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        """Say nothing: the terminal is somebody else's."""


def server(folder: Path, port: int) -> http.server.ThreadingHTTPServer:
    """A server for the kit in the folder, listening at that port of the loopback interface (0: any), not yet running.

    Raises OSError when the port is taken.
    """
    return http.server.ThreadingHTTPServer((HOST, port), functools.partial(_Handler, folder=folder))


def serve(folder: Path, port: int) -> None:
    """Serve the kit in the folder until the process ends. Raises OSError when the port is taken."""
    with server(folder, port) as running:
        running.serve_forever()


def _serve_announced(folder: Path, port: int) -> None:
    """Serve at the port, or at any other when it is taken, and say in a file where."""
    try:
        running = server(folder, port)
    except OSError:
        running = server(folder, 0)
    with running:
        half = folder / f"{ANNOUNCED}.{os.getpid()}"
        half.write_text(json.dumps({"port": running.server_port, "pid": os.getpid()}), encoding="utf-8")
        half.replace(folder / ANNOUNCED)
        running.serve_forever()


if __name__ == "__main__":
    _serve_announced(Path(sys.argv[1]), int(sys.argv[2]))
