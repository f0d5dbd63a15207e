"""Asking again where that may help."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, TypeVar

from kg.fetching.reasons import FetchError, PassingError

if TYPE_CHECKING:
    from tenacity import RetryCallState

__all__ = ["Patience", "PASSING_STATUSES", "persistent", "retry_after"]

PASSING_STATUSES = {429, 500, 502, 503, 504}
"""Answers that another try may turn out better than (RFC 9110, section 15.6; RFC 6585, section 4)."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Patience:
    """How often one thing is tried, and how long is waited before the second, third, … time.

    first    seconds before the second try; they double with every further one
    longest  seconds that a server may ask to wait; where it asks for more, that is an answer
    """

    tries: int = 3
    first: float = 2.0
    longest: float = 120.0
    sleep: Callable[[float], None] = time.sleep


def persistent(work: Callable[[], T], patience: Patience) -> T:
    """What the work gives, tried again while it raises PassingError. Raises the last one, saying how often."""
    from tenacity import Retrying, retry_if_exception, stop_after_attempt

    tries = Retrying(
        stop=stop_after_attempt(patience.tries),
        wait=lambda state: _pause(state, patience),
        retry=retry_if_exception(lambda error: _is_worth_it(error, patience)),
        sleep=patience.sleep,
        reraise=True,
    )
    try:
        return tries(work)
    except PassingError as error:
        number = tries.statistics.get("attempt_number", 1)
        if number == 1:
            raise
        raise FetchError(f"{error} (tried {number} times)") from error


def _is_worth_it(error: BaseException, patience: Patience) -> bool:
    return isinstance(error, PassingError) and (error.wait or 0) <= patience.longest


def _pause(state: RetryCallState, patience: Patience) -> float:
    error = state.outcome.exception() if state.outcome else None
    asked = error.wait if isinstance(error, PassingError) and error.wait else 0.0
    return max(asked, patience.first * 2.0 ** (state.attempt_number - 1))


def retry_after(text: str, now: dt.datetime) -> float | None:
    """The seconds that a header Retry-After asks to wait: a number, or a date (RFC 9110, section 10.2.3).

    >>> retry_after("120", dt.datetime.now(dt.UTC)), retry_after("soon", dt.datetime.now(dt.UTC))
    (120.0, None)
    """
    if text.strip().isascii() and text.strip().isdigit():
        return float(text)
    try:
        until = parsedate_to_datetime(text)
    except (ValueError, TypeError, OverflowError):
        return None
    if until.tzinfo is None:
        until = until.replace(tzinfo=dt.UTC)
    return max(0.0, (until - now).total_seconds())
