"""Articles read on several cores: batches go out to processes, claims come back in the order of the articles."""

from __future__ import annotations

import multiprocessing
import signal
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from itertools import chain, islice
from pathlib import Path

from ingest.claims import BATCH, Tools, claims_with, tools
from kg.errors import KgError
from kg.model import Article, Claim

__all__ = ["AHEAD", "Failed", "Reading", "extract_on"]

AHEAD = 2
"""Batches a process that are out at once: with one that waits, none is idle while results are taken."""


@dataclass(frozen=True, slots=True)
class Failed:
    """That an article could not be read, because of an error of ours: which."""

    reason: str


Reading = list[Claim] | Failed
_Batch = Sequence[Article]


def extract_on(
    workers: int, articles: Iterable[Article], *, names: Path | None = None
) -> Iterator[tuple[Article, Reading]]:
    """Each article with its claims, in the order given, read by so many processes; `names` as in `ingest.claims`.

    A few articles, or one worker, are read in this process. What is out at once is bounded (`AHEAD`). An error in one
    article costs that article only. Raises KgError when a process is killed from outside. Closing the generator ends
    the processes at once.
    """
    batches = _batches(articles)
    first = list(islice(batches, 2))
    if workers < 2 or len(first) < 2:
        for batch in chain(first, batches):
            yield from zip(batch, _read(batch, names), strict=True)
        return
    with _processes(workers) as pool:
        out: deque[tuple[_Batch, Future[list[Reading]]]] = deque()
        for batch in chain(first, batches):
            out.append((batch, pool.submit(_read, batch, names)))
            if len(out) >= workers * AHEAD:
                yield from _taken(*out.popleft())
        while out:
            yield from _taken(*out.popleft())


def _batches(articles: Iterable[Article]) -> Iterator[_Batch]:
    left = iter(articles)
    while batch := tuple(islice(left, BATCH)):
        yield batch


def _taken(batch: _Batch, future: Future[list[Reading]]) -> Iterator[tuple[Article, Reading]]:
    try:
        found = future.result()
    except BrokenProcessPool as error:
        raise KgError(
            "a process that reads articles was ended from outside, perhaps for want of memory; "
            "what was read is kept: go on with fewer processes (--jobs)"
        ) from error
    yield from zip(batch, found, strict=True)


@contextmanager
def _processes(workers: int) -> Iterator[ProcessPoolExecutor]:
    """A pool; after an error or an early end its processes are stopped in the middle of what they do."""
    others = set(multiprocessing.active_children())
    pool = ProcessPoolExecutor(workers, multiprocessing.get_context("spawn"), initializer=_deaf)
    try:
        yield pool
    except BaseException:
        pool.shutdown(wait=False, cancel_futures=True)
        started = set(multiprocessing.active_children()) - others
        for process in started:
            process.terminate()
        for process in started:
            process.join()
        raise
    pool.shutdown()


def _deaf() -> None:
    """Ctrl-C reaches every process of a terminal; what becomes of the work is decided by the first."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _read(batch: _Batch, names: Path | None) -> list[Reading]:
    held = _tools(names)
    try:
        return [claims for _, claims in claims_with(held, batch)]
    except Exception:  # noqa: BLE001 - an unforeseen error; each article by itself shows whose it is
        return [_read_one(article, held) for article in batch]


def _read_one(article: Article, held: Tools) -> Reading:
    try:
        return next(claims for _, claims in claims_with(held, [article]))
    except Exception as error:  # noqa: BLE001 - told with the article's name; the other articles are read
        return Failed(f"cannot be read, by a fault of kg: {type(error).__name__}: {error}; please report it")


@cache
def _tools(names: Path | None) -> Tools:
    return tools(names)
