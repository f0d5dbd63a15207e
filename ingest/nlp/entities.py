"""Names found by the network: the best allowed sequence of BILUO classes, and the spans that it spells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

__all__ = ["Transitions", "decode", "spans", "transitions"]

_NEVER = -1e4

Floats = npt.NDArray[np.float32]
Transitions = tuple[Floats, Floats, Floats]
"""Scores, 0 where allowed: of a class after a class [from, to], of a class at the start, at the end."""


def transitions(labels: Sequence[str]) -> Transitions:
    """What may follow what: inside a name only the rest of that name, elsewhere only O or the start of one."""

    def follows(left: str, right: str) -> bool:
        if left[0] in "BI":
            return right[0] in "IL" and right[2:] == left[2:]
        return right[0] in "OBU"

    def allowed(values: list[bool]) -> Floats:
        return np.where(values, 0, _NEVER).astype(np.float32)

    pairs = allowed([follows(left, right) for left in labels for right in labels])
    starts = allowed([label[0] in "OBU" for label in labels])
    ends = allowed([label[0] in "OLU" for label in labels])
    return pairs.reshape(len(labels), len(labels)), starts, ends


def decode(logits: Floats, lengths: Sequence[int], allowed: Transitions) -> npt.NDArray[np.int64]:
    """The best allowed classes (Viterbi) of each row of `logits` [rows, words, classes]; zeros beyond its length."""
    pairs, starts, ends = allowed
    rows, words, _ = logits.shape
    best = logits[:, 0] + starts
    totals, sources = [best], [np.zeros(best.shape, np.int64)]
    for word in range(1, words):
        paths = best[:, :, None] + pairs
        sources.append(paths.argmax(1))
        best = paths.max(1) + logits[:, word]
        totals.append(best)
    classes = np.zeros((rows, words), np.int64)
    for row, length in enumerate(lengths):
        label = int((totals[length - 1][row] + ends).argmax())
        for word in range(length - 1, -1, -1):
            classes[row, word] = label
            label = int(sources[word][row, label])
    return classes


def spans(labels: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """`(start, end, type)` of the names that a sequence of BILUO labels spells; labels that spell none are skipped."""
    start = 0
    for i, label in enumerate(labels):
        if label[0] in "BU":
            start = i
        if label[0] in "LU":
            yield start, i + 1, label[2:]
