"""Examples side by side as tensors: all that training needs to know of the data."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import torch
from torch import Tensor

from training.example import IGNORED, Example

__all__ = ["Batch", "Batches", "Collated", "Epochs", "collate"]


@dataclass(frozen=True, slots=True)
class Batch:
    """Examples as tensors: of texts [B, T], of words [B, W]; roles [P, W], and where their predicates are [P, 2].

    A target of IGNORED is not known. Words beyond the end have the sentence -1.
    """

    ids: Tensor
    shapes: Tensor
    present: Tensor
    first: Tensor
    sentences: Tensor
    tags: Tensor
    words: Tensor
    heads: Tensor
    relations: Tensor
    names: Tensor
    starts: Tensor
    predicates: Tensor
    at: Tensor
    roles: Tensor

    def to(self, device: torch.device) -> Batch:
        """The batch on another device."""
        return Batch(*(getattr(self, name).to(device, non_blocking=True) for name in self.__slots__))


class Batches(Protocol):
    """The batches of one epoch, in the order in which they are trained on."""

    def __len__(self) -> int: ...
    def __getitem__(self, number: int, /) -> Batch: ...


class Epochs(Protocol):
    """Where batches come from: the same ones for the same epoch, whichever process asks."""

    def batches(self, epoch: int) -> Batches:
        """The batches of an epoch, counted from 0."""


class Collated:
    """Lists of examples as batches, each made when it is asked for."""

    def __init__(self, lists: Sequence[Sequence[Example]]) -> None:
        self._lists = lists

    def __len__(self) -> int:
        return len(self._lists)

    def __getitem__(self, number: int, /) -> Batch:
        return collate(self._lists[number])


def collate(examples: Sequence[Example]) -> Batch:
    """The examples as one batch."""
    length = max(len(example.ids) for example in examples)
    words = max(len(example.first) for example in examples)
    of_words = {
        name: _rows((getattr(example, name) for example in examples), IGNORED, len(examples), words)
        for name in ("tags", "words", "heads", "relations", "names", "starts", "predicates")
    }
    sentences = _rows((example.sentences for example in examples), -1, len(examples), words)
    at = (of_words["predicates"] == 1).nonzero()
    return Batch(
        ids=_rows((example.ids for example in examples), 0, len(examples), length),
        shapes=_rows((example.shapes for example in examples), 0, len(examples), length),
        present=_rows(([1] * len(example.ids) for example in examples), 0, len(examples), length).bool(),
        first=_rows((example.first for example in examples), 0, len(examples), words),
        sentences=sentences,
        **of_words,
        at=at,
        roles=_roles(examples, at, sentences),
    )


def _rows(values: Iterable[Sequence[int]], empty: int, count: int, length: int) -> Tensor:
    found = np.full((count, length), empty, dtype=np.int64)
    for i, value in enumerate(values):
        found[i, : len(value)] = value
    return torch.from_numpy(found)


def _roles(examples: Sequence[Example], at: Tensor, sentences: Tensor) -> Tensor:
    """For each predicate the role of each word of its sentence, 0 where it has none."""
    text, word = at.unbind(1)
    found = torch.where(sentences[text] == sentences[text, word][:, None], 0, IGNORED)
    rows = {(i, k): row for row, (i, k) in enumerate(at.tolist())}
    known = [
        (rows[i, predicate], argument, role)
        for i, example in enumerate(examples)
        for predicate, argument, role in example.roles
    ]
    if known:
        row, argument, role = torch.tensor(known).unbind(1)
        found[row, argument] = role
    return found
