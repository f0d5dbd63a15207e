"""Connections that go where the check allowed, and end when their time is over. Imports httpcore: import it late."""

from __future__ import annotations

import ssl
from collections.abc import Iterable
from typing import Any

import httpcore

from kg.fetching.limits import CONNECTING, Deadline
from kg.fetching.networks import Allowed, Resolver, looked_up

__all__ = ["CheckedBackend"]


class CheckedBackend(httpcore.NetworkBackend):
    """Looks a host up once, checks where its name leads, and connects to that very address.

    A second lookup, which could have another answer ("DNS rebinding"), never happens. TLS goes on checking the
    certificate against the name.
    """

    def __init__(self, resolve: Resolver, allowed: Allowed, deadline: Deadline) -> None:
        self._resolve, self._allowed, self._deadline = resolve, allowed, deadline
        self._plain = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """A connection to the first of the host's addresses that takes one."""
        found = looked_up(host, port, resolve=self._resolve, allowed=self._allowed, deadline=self._deadline)
        for number, ip in enumerate(found, 1):
            try:
                stream = self._plain.connect_tcp(ip, port, min(CONNECTING, self._deadline.left()), local_address)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                if number == len(found):
                    raise
            else:
                return _TimedStream(stream, self._deadline)
        raise httpcore.ConnectError("the host has no address")


class _TimedStream(httpcore.NetworkStream):
    """A connection each of whose steps may take what is left of the request's time, not more."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream, self._deadline = stream, deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._deadline.left())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._deadline.left())

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        return _TimedStream(self._stream.start_tls(ssl_context, server_hostname, self._deadline.left()), self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)
