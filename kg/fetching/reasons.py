"""Why something was not fetched."""

from __future__ import annotations

from kg.errors import InputError

__all__ = ["FetchError", "PassingError"]


class FetchError(InputError):
    """An address that was not fetched; the message says why, in a sentence without a full stop."""


class PassingError(FetchError):
    """The same, where another try may go better. `wait`: how many seconds the server asks to wait before."""

    def __init__(self, reason: str, wait: float | None = None) -> None:
        super().__init__(reason)
        self.wait = wait
