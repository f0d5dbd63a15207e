"""What asking needs of a store, and what it gets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Protocol

__all__ = ["Found", "Reader"]


class Found(Protocol):
    """Rows, with the names of their columns, as a store gives them."""

    @property
    def columns(self) -> Sequence[str]:
        """The names of the columns."""

    @property
    def rows(self) -> Sequence[tuple[Any, ...]]:
        """The rows, a value a column."""

    def __iter__(self) -> Iterator[dict[str, Any]]:
        """The rows by the names of their columns."""


class Reader(Protocol):
    """What answering needs of a store."""

    def read(self, query: str, parameters: Mapping[str, Any] | None = None) -> Found:
        """All rows that the query finds."""
