"""The arcs that a tree leaves out although the network holds them possible, for who knows more than grammar."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from typing import NamedTuple

from spacy.tokens import Doc, Token

__all__ = ["ATTRIBUTE", "LIKELY", "Arc", "Row", "keep", "set_extension"]

ATTRIBUTE = "arcs"
"""The extension attribute: `token._.arcs`."""

LIKELY = 0.15
"""Probability from which an arc is handed on. On PUD 88.9 % of the words have their right head in the tree, 91.7 %
there or in one of these arcs; 9 words of 100 have one (`python -m benchmarks.parse` with PUD's file). The frames do not
use them: with obl, nmod, or obj and nsubj among them as fillers where the tree has none, no score of
`benchmarks.extraction` moved by more than .007, up or down.
"""

_KEY = "kg.arcs"

Row = tuple[int, int, str, float]
"""Dependent and head (token indices; a root is its own head), relation, probability."""


class Arc(NamedTuple):
    """Another head that a token may have: its index in the Doc, the relation to it, and how probable the arc is."""

    head: int
    relation: str
    probability: float


def set_extension() -> None:
    """Make `token._.arcs` known to spaCy: a tuple of Arc, the most probable first."""
    if not Token.has_extension(ATTRIBUTE):
        Token.set_extension(ATTRIBUTE, getter=_arcs)


def keep(doc: Doc, rows: Iterable[Row]) -> None:
    """Put the arcs on the Doc, plain values that go with it from one process to another."""
    doc.user_data[_KEY] = tuple(sorted(rows, key=lambda row: (row[0], -row[3])))


def _arcs(token: Token) -> tuple[Arc, ...]:
    rows = token.doc.user_data.get(_KEY, ())
    start = bisect_left(rows, token.i, key=lambda row: row[0])
    end = bisect_left(rows, token.i + 1, key=lambda row: row[0])
    return tuple(Arc(*row[1:]) for row in rows[start:end])
