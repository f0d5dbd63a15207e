"""How far a noun phrase reaches, how many it counts, whose it is."""

from __future__ import annotations

import re

from spacy.tokens import Doc, Token

from ingest.lexicon import lexicon
from ingest.words import words

__all__ = ["count_of", "left_edge", "links_of", "phrase", "right_edge"]


_MODIFIERS = {
    "compound",
    "amod",
    "nummod",
    "det",
    "nmod:poss",
    "advmod",
    "nmod:desc",
    "flat",
    "punct",
    "case",
    "det:predet",
}


_NUMBERS = {w: n for n, w in enumerate("zero one two three four five six seven eight nine ten eleven twelve".split())}  # noqa: SIM905


_LONGEST = 14
"""Tokens of an "of" phrase that belongs to a description: names of organisations are long."""


def left_edge(token: Token) -> int:
    """The first token of the phrase before its head: determiners, adjectives, owners, numbers."""
    first = token.i
    barrier = max((t.i for t in token.lefts if t.dep_ not in _MODIFIERS or t.text == ","), default=-1)
    for child in (t for t in token.lefts if t.i > barrier):
        if child.dep_ in _MODIFIERS and child.dep_ != "case" and child.lower_ not in ("both", "also", "only", "not"):
            first = min(first, child.left_edge.i)
            break
    while first < token.i and (
        token.doc[first].is_space or token.doc[first].is_punct or token.doc[first].dep_ in ("case", "mark", "cc")
    ):
        first += 1
    return first


def right_edge(token: Token) -> int:
    """One past the last token: the head, with an "of" or "from" phrase, or a short clause that tells who they are."""
    end = token.i + 1
    if _rid_of(token):
        return end
    reason = _has_reason(token)
    for child in (*token.rights, *_shared(token)):
        if child.dep_ in ("nmod", "acl") and child.left_edge.i == end and child.right_edge.i - end < _LONGEST:
            marks = [t.lower_ for t in child.lefts if t.dep_ == "case"]
            if (
                child.dep_ == "nmod"
                and marks[:1]
                and marks[0] in ("of", "from", "for", "to")
                and not (reason and marks[0] == "for")
                and child.pos_ != "NUM"
                or child.dep_ == "acl"
                and token.lemma_ in ("people", "person", "those")
            ):
                end = (
                    _after_list(token, end)
                    or _after_names(token, child)
                    or _before_comma(token.doc, end, child.right_edge.i + 1)
                )
                break
    return end


def _shared(token: Token) -> list[Token]:
    """What the parser hangs on the first of two nouns though it stands behind both: "chair and head | of the X"."""
    if token.dep_ != "conj" or token.head.i > token.i or any(t.dep_ == "nmod" for t in token.rights):
        return []
    return [t for t in token.head.rights if t.dep_ == "nmod" and t.left_edge.i == token.i + 1]


def _after_list(token: Token, start: int) -> int | None:
    """One past the fields of a minister: "Minister | of Environment, Water and Agriculture"; None for one field."""
    if token.lemma_.lower() not in _MINISTERS:
        return None
    doc, at, commas = token.doc, start + 1, 0
    while at < len(doc) and (doc[at].text[:1].isupper() and doc[at].ent_type_ != "PERSON" or doc[at].text == ","):
        commas += doc[at].text == ","
        at += 1
    if not commas or at + 1 >= len(doc) or doc[at].lower_ not in ("and", "&"):
        return None
    last = at + 1
    while last < len(doc) and doc[last].text[:1].isupper() and doc[last].ent_type_ != "PERSON":
        last += 1
    return last if last > at + 1 else None


def _after_names(token: Token, first: Token) -> int | None:
    """One past the names, three at least, that a plural is of: "presidents | of Chad, Niger and Mali"."""
    rest = [t for t in first.children if t.dep_ == "conj"]
    if token.tag_ not in ("NNS", "NNPS") or len(rest) < 2 or any(t.pos_ != "PROPN" for t in (first, *rest)):
        return None
    joined = any(t.lower_ in ("and", "&") for t in rest[-1].lefts)
    told = any(t.dep_ in ("appos", "acl:relcl") for name in (first, *rest) for t in name.rights)
    return rest[-1].right_edge.i + 1 if joined and not told else None


_MINISTERS = {"department", "minister", "ministry", "secretary"}


def _rid_of(token: Token) -> bool:
    """Whether the "of" after a noun belongs to the verb: "accused the minister of fraud", "accused by X of fraud"."""
    return token.dep_ in ("obj", "nsubj:pass", "obl:agent") and token.head.lemma_.lower() in words().ridding


def _has_reason(token: Token) -> bool:
    """Whether the "for" after a noun belongs to the verb: "blamed the opposition for the boycott"."""
    return token.dep_ in ("obj", "obl:agent") and token.head.lemma_.lower() in words().blaming


def _before_comma(doc: Doc, start: int, end: int) -> int:
    for i in range(start, end):
        if doc[i].text in (",", "–", "—", ";", ".") or doc[i].is_space or doc[i].dep_ == "acl:relcl":
            return i
        if doc[i].dep_ == "cc" and (doc[i + 1].ent_type_ == "PERSON" or _is_post(doc[i].head)):
            return i  # "president of the Union | and Ana Ruiz", "| and former mayor of Cusco"
    return end


def _is_post(noun: Token) -> bool:
    found = lexicon().noun(noun.lower_)
    return found is not None and found.post and not noun.text[:1].isupper()


def phrase(doc: Doc, start: int, end: int) -> str:
    """The words of a phrase without its article, in single spaces; a capital that only begins a sentence is lowered."""
    text = " ".join(doc[start:end].text.split())
    if _capital_of_sentence(doc[start]):
        text = text[:1].lower() + text[1:]
    return re.sub(r"^(?:the|a|an|least|most(?= \d))\s+", "", text, flags=re.IGNORECASE)


def _capital_of_sentence(token: Token) -> bool:
    common = token.pos_ in ("NOUN", "DET", "NUM", "PRON") or token.lower_ in _QUANTIFIERS
    return bool(token.is_sent_start) and common and token.is_title and not token.ent_type_


_QUANTIFIERS = {"several", "many", "most", "few", "other", "more", "some", "all", "both", "various", "numerous"}


def count_of(token: Token) -> int | None:
    """How many the phrase says, or None: "two journalists" gives 2."""
    for child in [*token.lefts, token]:
        if child.dep_ == "nummod" or child is token and token.pos_ == "NUM":
            word = child.lower_.replace(",", "")
            if word.isdigit() and len(word) < 9:
                return int(word)
            if word in _NUMBERS:
                return _NUMBERS[word]
    return None


_CASES = {"of": "of", "from": "drawnFrom", "in": "in", "at": "in", "within": "drawnFrom", "for": "of", "to": "to"}


def links_of(token: Token) -> dict[str, int]:
    """Heads of phrases inside: whose it is, what it is drawn from, where it is."""
    links: dict[str, int] = {}
    for child in (*token.children, *_shared(token)):
        if child.dep_ == "nmod:poss":
            links.setdefault("owner", child.i)
        elif child.dep_ == "compound" and child.i < token.i:
            links["compound"] = child.i
        elif child.dep_ in ("nmod", "obl"):
            case = next((t.lower_ for t in child.lefts if t.dep_ == "case"), "")
            if case in _CASES:
                links.setdefault(_CASES[case], child.i)
    return links
