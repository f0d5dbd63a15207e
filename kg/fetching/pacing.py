"""Pauses between requests to one host."""

from __future__ import annotations

import time
from collections.abc import Callable

__all__ = ["PAUSE", "Pace"]

PAUSE = 2.0
"""Seconds between two requests to one host, where neither --pause nor the host's robots.txt says otherwise."""


class Pace:
    """When each host may be asked next. `clock` gives seconds that only grow, `sleep` waits so many."""

    def __init__(
        self,
        pause: float = PAUSE,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._pause, self._clock, self._sleep = pause, clock, sleep
        self._pauses: dict[str, float] = {}
        self._next: dict[str, float] = {}

    def slow_down(self, host: str, pause: float) -> None:
        """The host wants a longer pause than the usual one; a shorter one changes nothing."""
        self._pauses[host] = max(pause, self._pause)
        if host in self._next:
            self._next[host] += self._pauses[host] - self._pause

    def wait(self, host: str) -> None:
        """Wait until the host may be asked, and take it as asked."""
        left = self.ready(host) - self._clock()
        if left > 0:
            self._sleep(left)
        self._next[host] = self._clock() + self._pauses.get(host, self._pause)

    def ready(self, host: str) -> float:
        """The time from which the host may be asked; minus infinity for one that was never asked."""
        return self._next.get(host, float("-inf"))
