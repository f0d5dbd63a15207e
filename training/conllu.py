"""Treebanks in CoNLL-U: documents as lists of sentences, with the names that GUM's mentions of entities give."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from pathlib import Path

from benchmarks.parse import FOLDED
from training.conventions import Span, harmonized
from training.sentence import Sentence, Tree, biluo

__all__ = ["Block", "Row", "blocks", "entity_spans", "named", "sentence"]

_GUM_KINDS = {"person": "PERSON", "organization": "ORG", "place": "LOC"}
_MARK = re.compile(r"\([^()]*\)?|[^()]+\)")
_LINKS = {"of", "for", "and", "the", "de", "la", "del"}
_JOINTS = {"-", "&", "'", "’"}
_ENDS = {".", "!", "?", "…", '"', "”", "''", "'", ")", ":", ";"}


@dataclass(frozen=True, slots=True)
class Row:
    """A word of a treebank; `head` counts from 0, a root is its own head."""

    form: str
    pos: str
    tag: str
    features: str
    head: int
    relation: str
    misc: str


@dataclass(frozen=True, slots=True)
class Block:
    """A sentence of a treebank with the comments before it that matter."""

    id: str
    rows: tuple[Row, ...]
    heading: bool


def blocks(path: Path) -> Iterator[Block]:
    """The sentences of a file, in order."""
    for text in path.read_text("utf-8").strip().split("\n\n"):
        lines = text.split("\n")
        plain = [line.split("\t") for line in lines if line[:1].isdigit()]
        rows = tuple(_row(i, fields) for i, fields in enumerate(f for f in plain if f[0].isdigit()))
        comments = dict(_comment(line) for line in lines if line.startswith("# "))
        if rows:
            yield Block(comments.get("sent_id", ""), rows, _is_heading(comments, rows))


def _comment(line: str) -> tuple[str, str]:
    name, _, value = line[2:].partition(" = ")
    return name, value


def _row(index: int, fields: Sequence[str]) -> Row:
    head = int(fields[6]) - 1 if fields[6] != "0" else index
    features = "" if fields[5] == "_" else fields[5]
    return Row(fields[1], fields[3], fields[4], features, head, FOLDED.get(fields[7], fields[7]), fields[9])


def _is_heading(comments: Mapping[str, str], rows: Sequence[Row]) -> bool:
    marked = comments.get("newpar_block", "").startswith(("head", "figure", "caption"))
    return marked and rows[-1].form not in _ENDS


def sentence(block: Block, names: Sequence[str] | None = None) -> Sentence:
    """The sentence with its tree, and with `names` where given."""
    rows = block.rows
    tree = Tree(
        tags=tuple(row.tag for row in rows),
        words=tuple(f"{row.pos}|{row.features}" for row in rows),
        heads=tuple(row.head for row in rows),
        relations=tuple(row.relation for row in rows),
    )
    words = tuple(row.form for row in rows)
    return Sentence(words, tree, None if names is None else tuple(names), heading=block.heading)


def named(block: Block) -> Sentence:
    """The sentence of a treebank that marks entities (GUM), with its tree and names."""
    words = [row.form for row in block.rows]
    return sentence(block, biluo(len(words), harmonized(words, entity_spans(block.rows))))


def entity_spans(rows: Sequence[Row]) -> list[Span]:
    """The proper names inside the mentions of persons, organisations and places."""
    spans = []
    for start, end, kind in _mentions(rows):
        head = next((i for i in range(start, end) if not start <= rows[i].head < end or rows[i].head == i), end - 1)
        if kind in _GUM_KINDS and rows[head].pos == "PROPN":
            spans.append(_name_around(rows, range(start, end), head, _GUM_KINDS[kind]))
    return spans


def _mentions(rows: Sequence[Row]) -> Iterator[tuple[int, int, str]]:
    """`(start, end, entity type)` of the mentions that GUM writes as brackets; none reaches over a sentence."""
    open_: list[tuple[str, int, str]] = []
    for i, row in enumerate(rows):
        value = next((part[7:] for part in row.misc.split("|") if part.startswith("Entity=")), "")
        for mark in _MARK.findall(value):
            if mark.startswith("("):
                fields = mark.strip("()").split("-")
                open_.append((fields[0], i, fields[1] if len(fields) > 1 else ""))
            number = mark.strip("()").split("-")[0]
            if mark.endswith(")"):
                last = next((at for at in reversed(range(len(open_))) if open_[at][0] == number), None)
                if last is not None:
                    _, start, kind = open_.pop(last)
                    yield start, i + 1, kind


def _name_around(rows: Sequence[Row], mention: range, head: int, kind: str) -> Span:
    """The words around the head of a mention that belong to the name: its own parts, written as names are."""
    parts = {i for i in mention if i == head or _under(rows, i, head) and _is_part(rows[i], kind)}
    left, right = head, head + 1
    while left - 1 in parts or left - 2 in parts and rows[left - 1].form in _JOINTS:
        left -= 1
    while right in parts or right + 1 in parts and rows[right].form in _JOINTS or _reaches(rows, right, parts, kind):
        right += 1
    return left, right, kind


def _is_part(row: Row, kind: str) -> bool:
    if row.relation in ("appos", "conj", "nmod:desc", "nmod:poss"):
        return False
    return row.pos == "PROPN" or (kind != "PERSON" and row.form[:1].isupper() and row.pos in ("ADJ", "NOUN", "NUM"))


def _reaches(rows: Sequence[Row], at: int, parts: Set[int], kind: str) -> bool:
    """Small words of a name with more of the name behind them: University | of the | West."""
    ahead = at
    while ahead < len(rows) and rows[ahead].form.lower() in _LINKS:
        ahead += 1
    return kind != "PERSON" and at < ahead <= at + 2 and ahead in parts


def _under(rows: Sequence[Row], word: int, head: int) -> bool:
    """Whether the word hangs, at any depth, on `head`."""
    for _ in range(len(rows)):
        if word == head:
            return True
        if rows[word].head == word:
            return False
        word = rows[word].head
    return False
