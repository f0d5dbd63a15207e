"""What the network is shown: a run of sentences as numbers."""

from __future__ import annotations

from dataclasses import dataclass, field

__all__ = ["IGNORED", "Example"]

IGNORED = -100
"""A target that is not trained on."""

_CLS = 101


@dataclass(slots=True)
class Example:
    """A run of sentences. Of length sub-words: ids, shapes. Of length words: the rest, IGNORED where not known.

    first       where each word's first sub-word is
    sentences   number of the sentence that a word is in
    heads       index of the head among the words of the example
    predicates  1 where the word is a predicate, 0 where not
    roles       (predicate, word, role) for the roles that are not ""
    """

    ids: list[int] = field(default_factory=lambda: [_CLS])
    shapes: list[int] = field(default_factory=lambda: [0])
    first: list[int] = field(default_factory=list)
    sentences: list[int] = field(default_factory=list)
    tags: list[int] = field(default_factory=list)
    words: list[int] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    relations: list[int] = field(default_factory=list)
    names: list[int] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    predicates: list[int] = field(default_factory=list)
    roles: list[tuple[int, int, int]] = field(default_factory=list)
