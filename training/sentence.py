"""A sentence with what its corpus says of it; what a corpus does not say is None and is not trained on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

__all__ = ["KINDS", "ROLES", "Predicate", "Sentence", "Tree", "biluo"]

KINDS = ("PERSON", "ORG", "LOC", "NORP")
"""Types of names, in the order of the labels."""

ROLES = ("ARG0", "ARG1", "ARG2", "ARG3", "ARG4", "LOC", "TMP", "NEG", "MOD")
"""Semantic roles that are learned; a word in none of them has no label."""


@dataclass(frozen=True, slots=True)
class Tree:
    """Tags and tree of a sentence, one entry a word.

    tags       Penn Treebank tags
    words      universal part of speech and features: "VERB|Tense=Past|VerbForm=Fin"
    heads      index of the head in the sentence; a root is its own head; None where nothing is known
    relations  Universal Dependencies relations; None where nothing is known
    """

    tags: tuple[str | None, ...]
    words: tuple[str | None, ...]
    heads: tuple[int | None, ...]
    relations: tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class Predicate:
    """A word that states something, with the head words of its arguments: (index, role)."""

    index: int
    arguments: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Sentence:
    """Words, and what is known of them.

    names       one BILUO label a word
    predicates  all predicates of the sentence
    heading     the sentence stands on a line of its own, without a full stop
    begins      it is known to be one sentence, and not a line or paragraph of several
    """

    words: tuple[str, ...]
    tree: Tree | None = None
    names: tuple[str, ...] | None = None
    predicates: tuple[Predicate, ...] | None = None
    heading: bool = False
    begins: bool = True


def biluo(length: int, spans: Iterable[tuple[int, int, str]]) -> tuple[str, ...]:
    """The labels of `length` words with names at `spans` (start, end, kind).

    Of names that overlap, the longest stays, then the first.
    """
    labels = ["O"] * length
    for start, end, kind in sorted(spans, key=lambda span: (span[0] - span[1], span[0])):
        if start < end and all(label == "O" for label in labels[start:end]):
            labels[start:end] = _labels(end - start, kind)
    return tuple(labels)


def _labels(length: int, kind: str) -> Sequence[str]:
    if length == 1:
        return [f"U-{kind}"]
    return [f"B-{kind}", *[f"I-{kind}"] * (length - 2), f"L-{kind}"]
