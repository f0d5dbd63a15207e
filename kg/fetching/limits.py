"""How much one request may take: bytes, time, redirects."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from kg.fetching.reasons import FetchError

__all__ = ["CONNECTING", "Deadline", "Limits"]

CONNECTING = 10.0
"""Seconds that one connection may take to come about; then the host's next address is tried."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one page may take.

    bytes      of its body, as it comes and unpacked: a scanned report of a hundred pages has fewer
    seconds    from looking up the host to the last byte
    redirects  one after the other; browsers follow 20, and what news sites need is 1 to 4
    """

    bytes: int = 32_000_000
    seconds: float = 60.0
    redirects: int = 10


class Deadline:
    """The end of a request's time, however the server deals it out. `clock` gives seconds that only grow."""

    def __init__(self, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._seconds, self._clock = seconds, clock
        self._end = clock() + seconds

    @property
    def over(self) -> bool:
        """Whether nothing is left."""
        return self._clock() >= self._end

    def left(self) -> float:
        """The seconds that are left. Raises FetchError where none are."""
        left = self._end - self._clock()
        if left <= 0:
            raise FetchError(self.reason)
        return left

    @property
    def reason(self) -> str:
        """What is said of a request that took too long."""
        return f"took longer than {self._seconds:g} seconds (--max-time)"
