"""What listens at a Bolt address: asked of the socket itself, because the driver tells all these cases as one."""

from __future__ import annotations

import socket
import ssl
from enum import StrEnum
from urllib.parse import urlsplit

__all__ = ["Listening", "is_encrypted", "what_listens"]

BOLT_PORT = 7687
SECONDS = 5.0
"""How long the other side may take to answer a few bytes."""

_HELLO = bytes.fromhex("6060b017 00000805 00000000 00000000 00000000")
"""A Bolt handshake: the magic number, and four proposals of versions (Bolt manual, "Handshake")."""


class Listening(StrEnum):
    """What was found at an address."""

    NO_HOST = "no machine of that name"
    NOTHING = "nothing listens"
    SILENT = "no answer"
    BOLT = "Bolt, as the address says"
    HTTP = "a web server"
    ENCRYPTED = "encryption, which the address does not say"
    PLAIN = "no encryption, which the address says"
    UNTRUSTED = "a certificate that is not trusted"
    OTHER = "something else"


def is_encrypted(uri: str) -> bool:
    """Whether the address asks for an encrypted connection."""
    return "+" in urlsplit(uri).scheme


def what_listens(uri: str) -> Listening:
    """Connect to the address and say what answers there. Sends no account and raises nothing."""
    try:
        return _encrypted(uri) if is_encrypted(uri) else _plain(uri)
    except socket.gaierror:
        return Listening.NO_HOST
    except TimeoutError:
        return Listening.SILENT
    except (OSError, ValueError):
        return Listening.NOTHING


def _place(uri: str) -> tuple[str, int]:
    parts = urlsplit(uri)
    return parts.hostname or "localhost", parts.port or BOLT_PORT


def _connected(uri: str) -> socket.socket:
    return socket.create_connection(_place(uri), timeout=SECONDS)


def _encrypted(uri: str) -> Listening:
    context = ssl.create_default_context() if urlsplit(uri).scheme.endswith("+s") else _trusting()
    with _connected(uri) as raw:
        try:
            with context.wrap_socket(raw, server_hostname=_place(uri)[0]) as wrapped:
                return _answer(wrapped)
        except ssl.SSLCertVerificationError:
            return Listening.UNTRUSTED
        except (ssl.SSLError, ConnectionError):
            return Listening.PLAIN


def _plain(uri: str) -> Listening:
    with _connected(uri) as raw:
        found = _answer(raw)
    if found is not Listening.OTHER:
        return found
    with _connected(uri) as raw:
        try:
            with _trusting().wrap_socket(raw):
                return Listening.ENCRYPTED
        except (ssl.SSLError, ConnectionError):
            return Listening.OTHER


def _answer(connection: socket.socket) -> Listening:
    try:
        connection.sendall(_HELLO)
        answer = connection.recv(4)
    except ConnectionError:
        answer = b""
    if answer == b"HTTP":
        return Listening.HTTP
    # a server that knows Bolt answers with the version that it takes, the older first byte being zero
    return Listening.BOLT if len(answer) == 4 and answer[0] == 0 else Listening.OTHER


def _trusting() -> ssl.SSLContext:
    """For finding out whether there is encryption at all; nothing is sent through it."""
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context
