"""Who does what to whom: from the network's scores to predicates and the head words of their arguments."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from ingest.nlp.parse import softmax

__all__ = ["OUTPUTS", "Roles", "predicates"]

OUTPUTS = ["pred", "sp", "sa"]
"""The network's outputs that are needed: W predicate scores, and each word as a predicate and as an argument."""

_UNIQUE = {"ARG0", "ARG1", "ARG2", "ARG3", "ARG4"}
"""Roles that a predicate has once at most."""

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Roles:
    """A predicate's word, and its arguments: (head word, role, probability)."""

    predicate: int
    arguments: tuple[tuple[int, str, float], ...]


def predicates(
    scores: tuple[Floats, Floats, Floats], starts: Sequence[int], labels: Sequence[str], weights: Floats
) -> list[Roles]:
    """The predicates of a window's sentences, which begin at `starts`; `scores` are the `OUTPUTS` of its words.

    `weights` [roles, argument + 1, predicate + 1] and `labels` [roles] are the model's; the first role is none.
    """
    marks, as_predicate, as_argument = scores
    one = np.ones((len(marks), 1), np.float32)
    arguments = np.hstack([as_argument, one])
    heads = np.hstack([as_predicate, one])
    found = []
    for start, end in pairwise([*starts, len(marks)]):
        for word in (start + np.flatnonzero(marks[start:end] > 0)).tolist():
            chances = softmax(arguments[start:end] @ (weights @ heads[word]).T)
            found.append(Roles(word, tuple(_chosen(chances, start, labels))))
    return found


def _chosen(chances: Floats, start: int, labels: Sequence[str]) -> list[tuple[int, str, float]]:
    """The best role of each word, where it is one; of words in one role that is had once, the surest."""
    best = chances.argmax(1)
    chosen = [(start + i, labels[role], float(chances[i, role])) for i, role in enumerate(best.tolist()) if role]
    surest: dict[str, float] = {}
    for _, role, chance in chosen:
        surest[role] = max(chance, surest.get(role, 0.0))
    return [entry for entry in chosen if entry[1] not in _UNIQUE or entry[2] == surest[entry[1]]]
