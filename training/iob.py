"""Corpora that mark names only, word by word: GMB, WikiGold, Universal NER."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import spacy

import ingest.nlp.tokens
from training.conventions import Span, harmonized
from training.sentence import Sentence, biluo

__all__ = ["gmb", "labelled", "sentence", "spans", "tokens", "uner", "wikigold"]

_GMB = {"per": "PERSON", "org": "ORG", "geo": "LOC", "gpe": "GPE"}
_COMMON = {"PER": "PERSON", "ORG": "ORG", "LOC": "LOC", "MISC": "MISC"}
_LONGEST = 100
"""Words of a sentence; longer ones are lists or faults."""


def gmb(path: Path) -> Iterator[Sentence]:
    """The sentences of the Groningen Meaning Bank's table, each once, in their order."""
    seen: set[tuple[str, ...]] = set()
    for words, tags in _gmb_sentences(path):
        if tuple(words) not in seen and len(words) <= _LONGEST:
            seen.add(tuple(words))
            yield sentence(words, spans(tags, _GMB))


def _gmb_sentences(path: Path) -> Iterator[tuple[list[str], list[str]]]:
    words: list[str] = []
    tags: list[str] = []
    with path.open(encoding="latin1", newline="") as file:
        for row in csv.reader(file):
            if row[0].startswith("Sentence:") and words:
                yield words, tags
                words, tags = [], []
            if row[1] and row[0] != "Sentence #":
                words.append(row[1])
                tags.append(row[3])
    if words:
        yield words, tags


def wikigold(path: Path) -> Iterator[Sentence]:
    """WikiGold, where names of one kind that touch are one name."""
    for rows in _blocks(path.read_text("utf-8").split("\n")):
        yield sentence([row[0] for row in rows], spans([row[1] for row in rows], _COMMON))


def uner(path: Path) -> dict[str, tuple[str, ...]]:
    """Universal NER on a treebank: the labels of each sentence's words, by the sentence's id."""
    found = {}
    for block in path.read_text("utf-8").strip().split("\n\n"):
        lines = block.split("\n")
        id_ = next(line.partition(" = ")[2] for line in lines if line.startswith("# sent_id"))
        rows = [line.split("\t") for line in lines if not line.startswith("#")]
        words = [row[1] for row in rows]
        found[id_] = biluo(len(words), harmonized(words, spans([row[2] for row in rows], _COMMON)))
    return found


def _blocks(lines: Iterable[str]) -> Iterator[list[list[str]]]:
    rows: list[list[str]] = []
    for line in [*lines, ""]:
        if line.strip() and not line.startswith("-DOCSTART-"):
            rows.append(line.split())
        elif rows:
            yield rows
            rows = []


def spans(tags: Sequence[str], kinds: dict[str, str]) -> Iterator[Span]:
    """The names that IOB tags spell, with their kinds as in `kinds`; other kinds are left out.

    A name begins with B-, or with I- where the tag before it is of another kind.
    """
    start, open_ = 0, ""
    for i, tag in enumerate([*tags, "O"]):
        position, _, kind = tag.partition("-")
        if open_ and (position != "I" or kind != open_):
            if open_ in kinds:
                yield start, i, kinds[open_]
            open_ = ""
        if position in ("B", "I") and not open_:
            start, open_ = i, kind


def sentence(words: Sequence[str], names: Iterable[Span]) -> Sentence:
    """The sentence in the pipeline's own tokens: a word of the corpus may be several."""
    pieces = [tokens('"' if word in ("``", "''") else word) for word in words]
    starts = [0]
    for piece in pieces:
        starts.append(starts[-1] + len(piece))
    moved = [(starts[a], starts[b], kind) for a, b, kind in names]
    return labelled([token for piece in pieces for token in piece], moved)


def labelled(words: Sequence[str], names: Iterable[Span]) -> Sentence:
    """A sentence of which the names are known."""
    return Sentence(tuple(words), names=biluo(len(words), harmonized(words, names)))


@cache
def tokens(word: str) -> tuple[str, ...]:
    """The pipeline's tokens of one word."""
    return tuple(token.text for token in _tokenizer()(word)) or (word,)


@cache
def _tokenizer() -> Any:
    nlp = spacy.blank("en")
    ingest.nlp.tokens.adapt(nlp)
    return nlp.tokenizer
