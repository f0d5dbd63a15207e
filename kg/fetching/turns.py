"""Which page is next: hosts take turns, so that nobody waits for the pause that another host wants."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

from kg.fetching.addresses import Address
from kg.fetching.pacing import Pace

__all__ = ["Turn", "Turns"]


@dataclass(frozen=True, slots=True)
class Turn:
    """An address to be fetched; of one that a list led to, the address that was given, and how many lists deep."""

    address: Address
    site: Address
    depth: int = 0


class Turns:
    """Addresses that wait, each once. The host that may be asked the soonest is next."""

    def __init__(self, pace: Pace) -> None:
        self._pace = pace
        self._seen: set[str] = set()
        self._waiting: dict[str, deque[Turn]] = {}

    def __len__(self) -> int:
        return sum(map(len, self._waiting.values()))

    def add(self, turn: Turn) -> bool:
        """Put an address at the end; False where it was there before, waiting or done."""
        if turn.address.url in self._seen:
            return False
        self._seen.add(turn.address.url)
        self._waiting.setdefault(turn.address.host, deque()).append(turn)
        return True

    def next(self) -> Turn | None:
        """The next, taken out; None when nothing waits."""
        host = min(self._waiting, key=self._pace.ready, default=None)
        if host is None:
            return None
        turn = self._waiting[host].popleft()
        if not self._waiting[host]:
            del self._waiting[host]
        return turn
