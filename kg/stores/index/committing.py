"""Changes into the store, a transaction each: in order, while the next ones are computed."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType

from kg.errors import StoreError
from kg.stores import Store
from kg.stores.index.changes import Changes

__all__ = ["Writer", "commit"]


def commit(store: Store, found: Changes) -> int:
    """Write the changes in one transaction; return how many the store counted. Raises StoreError."""
    try:
        return store.write(found.statements(store))
    except StoreError as error:
        raise StoreError(f"{error}; what is loaded stays: run kg load again, and it goes on from there") from error


class Writer:
    """Writes one transaction while its caller computes the next: waiting for the store is half of a load."""

    def __init__(self, store: Store) -> None:
        self._store, self._thread = store, ThreadPoolExecutor(max_workers=1)
        self._pending: Future[int] | None = None

    def __enter__(self) -> Writer:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._thread.shutdown()

    def write(self, found: Changes) -> int:
        """Begin to write the changes; return how many those before them were. Raises what writing those has raised."""
        before = self.finish()
        self._pending = self._thread.submit(commit, self._store, found)
        return before

    def finish(self) -> int:
        """Wait for what is being written; return how many changes the store counted. Raises what that has raised."""
        pending, self._pending = self._pending, None
        return 0 if pending is None else pending.result()
