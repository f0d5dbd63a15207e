"""The words that support a claim: the clause around its predicate."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from ingest.clauses import Predicate, subtree_tokens
from kg.model import Span

__all__ = ["MAX_WORDS", "evidence"]

MAX_WORDS = 90
"""The longest evidence that partners read (extraction.md)."""

_CUT = frozenset({"parataxis", "punct", "discourse"})
_EDGE = frozenset({"punct", "cc", "mark"})
_SUBJECT_REACH = 12
"""A subject that stands at most so many tokens before its verb's own clause is taken into the evidence."""


def evidence(doc: Doc, predicate: Predicate) -> Span:
    """The clause that carries a predicate: at most 90 words, without punctuation at its ends."""
    anchor = doc[predicate.anchor]
    if anchor.dep_ == "amod":  # "the ousted president": the phrase, not the participle alone
        phrase = _phrase(anchor.head)
        return _trimmed(doc, phrase[0].i, phrase[-1].i, anchor.i)
    tokens = (
        subtree_tokens(anchor, _CUT) if predicate.kind != "noun" or anchor.i != predicate.token else _phrase(anchor)
    )
    first, last = tokens[0].i, tokens[-1].i
    for argument in predicate.arguments.get("subject", ())[:1]:
        if 0 < first - argument.token <= _SUBJECT_REACH and doc[argument.token].sent == anchor.sent:
            first = min(t.i for t in doc[argument.token].subtree if t.i <= argument.token)
    first, last = _cut(first, last, predicate.token)
    return _trimmed(doc, first, last, predicate.token)


def _phrase(noun: Token) -> list[Token]:
    """A noun with what modifies it; with the container before it ("a wave of arrests")."""
    return subtree_tokens(noun, _CUT | {"acl:relcl", "appos", "conj", "cc"})


def _cut(first: int, last: int, token: int) -> tuple[int, int]:
    if last - first < MAX_WORDS:
        return first, last
    first = max(first, token - MAX_WORDS // 2)
    return first, min(last, first + MAX_WORDS - 1)


def _trimmed(doc: Doc, first: int, last: int, token: int) -> Span:
    while first < token and (doc[first].is_punct or doc[first].is_space or doc[first].dep_ in _EDGE):
        first += 1
    while last > token and (doc[last].is_punct or doc[last].is_space):
        last -= 1
    return Span(doc[first].idx, doc[last].idx + len(doc[last]))
