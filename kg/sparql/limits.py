"""Work that can be waited for no longer: the query engine itself knows no end and hears no Ctrl-C."""

from __future__ import annotations

import threading
import traceback
from collections.abc import Callable
from typing import TypeVar

from kg.errors import QueryError

__all__ = ["within"]

_T = TypeVar("_T")


def within(seconds: float, work: Callable[[], _T]) -> _T:
    """What the work gives, done in a thread of its own. Raises what the work raises, and QueryError after the time.

    Work that is given up goes on until the process ends, as it does after that error or Ctrl-C: no thread can be
    stopped from outside. It holds neither the interpreter nor the process back.
    """
    done: list[_T] = []
    failed: list[BaseException] = []

    def run() -> None:
        try:
            done.append(work())
        except BaseException as error:  # noqa: BLE001 - raised again where the work is waited for
            # what the engine has found must end in the thread that it began in, not with the traceback elsewhere
            traceback.clear_frames(error.__traceback__)
            failed.append(error)

    worker = threading.Thread(target=run, daemon=True)
    worker.start()
    worker.join(seconds)
    if failed:
        raise failed[0]
    if not done:
        raise QueryError(
            f"no answer within {seconds:g} seconds; ask for less (LIMIT), or give it longer with --seconds"
        )
    return done[0]
