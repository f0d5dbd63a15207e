"""Ports of the loopback interface: one that is free, and who holds one that is not."""

from __future__ import annotations

import socket

import psutil

from kg.errors import StoreError
from kg.stores.hold import process_name

__all__ = ["BOLT", "HTTP", "any_free", "choose"]

BOLT, HTTP = 7687, 7474
"""Where Neo4j listens unless it is told otherwise."""

HOST = "127.0.0.1"


def choose(wanted: int | None, usual: int) -> int:
    """The port that is wanted; without one, the usual port, or any other when that is taken.

    Raises StoreError when the wanted port is taken, naming who holds it as far as the system tells.
    """
    if wanted is None:
        return usual if _is_free(usual) else any_free()
    if not _is_free(wanted):
        raise StoreError(f"port {wanted} is taken by {_holder(wanted)}; name another, or leave the choice to kg")
    return wanted


def _is_free(port: int) -> bool:
    with socket.socket() as asking:
        asking.settimeout(1)
        if asking.connect_ex((HOST, port)) == 0:
            return False
    with socket.socket() as taking:
        # connections that have just ended do not count, as they do not for the server
        taking.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            taking.bind((HOST, port))
        except OSError:
            return False
    return True


def any_free() -> int:
    """A port that nobody holds at this moment."""
    with socket.socket() as found:
        found.bind((HOST, 0))
        return int(found.getsockname()[1])


def _holder(port: int) -> str:
    try:
        found = psutil.net_connections("tcp")
    except psutil.Error:  # some systems tell only the administrator
        found = []
    for one in found:
        if one.status == psutil.CONN_LISTEN and one.laddr[1:] == (port,) and one.pid:
            return process_name(one.pid)
    return "another program (the system does not say which)"
