"""Direct quotations, over several sentences too, and who speaks them."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc, Token

from ingest.clauses import lemma_of
from ingest.syntax import logical_subject
from ingest.words import words

__all__ = ["Quotation", "quotations_in"]

_OPEN = frozenset("“«„")
_CLOSE = frozenset("”»")
_STRAIGHT = '"'
SCARE_WORDS = 3
"""Quotation marks around at most so many words mark a term, not speech."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """Tokens `[start, end)` inside quotation marks; `speaker` is the token of the one who says them, or None."""

    start: int
    end: int
    speaker: int | None = None


def quotations_in(doc: Doc) -> tuple[Quotation, ...]:
    """The quotations of a text, in its order. One that is not closed ends with its paragraph."""
    found: list[Quotation] = []
    last: int | None = None
    for start, end in _ranges(doc):
        if end - start <= SCARE_WORDS:
            continue
        speaker = _speaker(doc, start, end)
        if speaker is None and last is not None and _follows(doc, found, start):
            speaker = last
        last = speaker
        found.append(Quotation(start, end, speaker))
    return tuple(found)


def _ranges(doc: Doc) -> list[tuple[int, int]]:
    """Token ranges between quotation marks."""
    ranges: list[tuple[int, int]] = []
    opened: int | None = None
    for token in doc:
        if token.is_space and "\n" in token.text and opened is not None:
            ranges.append((opened, token.i))
            opened = None
        elif token.text in _CLOSE or (token.text == _STRAIGHT and opened is not None):
            if opened is not None:
                ranges.append((opened, token.i))
            opened = None
        elif token.text in _OPEN or token.text == _STRAIGHT:
            opened = token.i + 1
    return ranges


def _speaker(doc: Doc, start: int, end: int) -> int | None:
    """The subject of a verb of saying that stands outside the quotation, in one of its sentences."""
    first, last = doc[start].sent, doc[end - 1].sent
    outside = [t for t in doc[first.start : last.end] if not start <= t.i < end]
    if not outside and end < len(doc):
        outside = []
    verbs = [t for t in outside if t.pos_ == "VERB" and lemma_of(t) in words().reporting]
    verbs.sort(key=lambda t: min(abs(t.i - start), abs(t.i - end)))
    for verb in verbs:
        subject = _subject_outside(verb, start, end)
        if subject is not None:
            return subject.i
    return None


def _subject_outside(verb: Token, start: int, end: int) -> Token | None:
    subject, _ = logical_subject(verb)
    return subject if subject is not None and not start <= subject.i < end else None


def _follows(doc: Doc, found: list[Quotation], start: int) -> bool:
    """Whether a quotation begins a sentence right after a sentence with another one ("… ," he said. "…")."""
    before = found[-1].end
    first = doc[start].sent
    own = first.start >= start - 2
    return own and first.start > 0 and doc[max(0, first.start - 1)].sent.start <= before
