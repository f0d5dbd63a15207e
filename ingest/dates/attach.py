"""Which of the times in a sentence is that of a predicate."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from ingest.dates.reading import TextDate

__all__ = ["Times", "times_of"]

_CLAUSES = {"ccomp", "csubj", "advcl", "acl", "acl:relcl", "parataxis", "conj", "xcomp"}
_SHARED = {"conj", "xcomp"}
_SAME_TIME = {"when", "as", "while"}
_OTHER_TIME = {"after", "before", "since", "until", "till", "if", "unless", "once", "following", "despite"}
_RUNS_OUT = {"expire", "lapse"}
_ROLES = {"nsubj", "nsubj:pass", "obj", "obl", "obl:agent"}


@dataclass(frozen=True, slots=True)
class Times:
    """The times of a Doc by where they hang: on the verb of saying before them (`spoken`), else on their own word."""

    doc: Doc
    spoken: Mapping[int, TextDate]
    roots: Mapping[int, TextDate]

    def of(self, predicate: int) -> TextDate | None:
        """The time of what the token at `predicate` (a verb, or a noun such as "arrest") says; None where none is.

        In this order: the time nearest below it in its own clause; the one below the verb that it continues ("on
        Monday he left and flew to Minsk", "began to speak on Monday", "met on Monday, asking for aid"), or, for a noun,
        the verb whose subject, object or adjunct it is; the one in a clause that happens with it ("when he called a
        vote in 2016"). A time in a clause that reports or describes ("said on Tuesday that") is not handed down.
        """
        for place in _places(self.doc[predicate]):
            found = self.spoken.get(place.i) or _nearest(place, self.roots)
            if found is not None:
                return found
        return None


def times_of(doc: Doc, dates: Iterable[TextDate]) -> Times:
    """The times found in a Doc, ready to be asked for."""
    spoken: dict[int, TextDate] = {}
    roots: dict[int, TextDate] = {}
    for date in dates:
        root = _root(doc, date)
        saying = _saying(root, doc[date.start])
        if saying is None:
            roots[root.i] = date
        else:
            spoken.setdefault(saying.i, date)
    return Times(doc, spoken, roots)


def _saying(root: Token, first: Token) -> Token | None:
    """The verb before a time that stands between it and its clause: "said yesterday he had left" dates the saying."""
    clause = root.head
    if clause.dep_ != "ccomp" or clause.head.i != first.i - 1 - (first.i > 0 and first.nbor(-1).dep_ == "case"):
        return None
    subject = next((child for child in clause.children if child.dep_ in ("nsubj", "nsubj:pass")), clause)
    return clause.head if root.i < subject.left_edge.i else None


def _places(word: Token) -> Iterator[Token]:
    """The word, then the heads whose time is its own as well."""
    yield word
    above = word
    while above.head != above and _shares(above):
        above = above.head
        yield above
    yield from (child for child in word.children if child.dep_ == "advcl" and _is_simultaneous(child))


def _shares(word: Token) -> bool:
    if word.pos_ in ("NOUN", "PROPN") and word.dep_ in _ROLES:
        outlives = word.dep_ == "nsubj" and word.head.lemma_ in _RUNS_OUT
        return word.head.pos_ == "VERB" and not outlives and not any(c.lower_ in _OTHER_TIME for c in word.children)
    if word.dep_ == "advcl":
        return _is_simultaneous(word)
    if word.dep_ == "acl:relcl":
        return _is_within(word)
    return word.dep_ in _SHARED and not (word.dep_ == "conj" and _has_subject(word))


def _is_simultaneous(clause: Token) -> bool:
    """True for clauses with "when", "as", "while", and for "asking for aid"."""
    opening = {child.lower_ for child in clause.children if child.dep_ in ("mark", "advmod") and child.i < clause.i}
    if opening & _OTHER_TIME:
        return False
    return bool(opening & _SAME_TIME) or (clause.tag_ == "VBG" and not _has_subject(clause))


def _is_within(clause: Token) -> bool:
    """True for what happens in the thing described: "the vote in which he won", "the day when they met"."""
    if any(child.lower_ == "when" for child in clause.children):
        return True
    pronouns = (child for child in clause.children if child.dep_ == "obl" and child.lower_ == "which")
    return any(case.lower_ in ("in", "during", "at") for word in pronouns for case in word.children)


def _has_subject(word: Token) -> bool:
    return any(child.dep_ in ("nsubj", "nsubj:pass") for child in word.children)


def _nearest(word: Token, roots: Mapping[int, TextDate]) -> TextDate | None:
    """The time fewest steps below a word, no clause between; of two, the first in the text."""
    level = [word]
    while level:
        found = sorted(token.i for token in level if token.i in roots)
        if found:
            return roots[found[0]]
        level = [child for token in level for child in token.children if _reaches(child, word)]
    return None


def _reaches(child: Token, word: Token) -> bool:
    """Whether the time under a child may be the word's: not what another noun is of, as in "Monday's riot"."""
    owned = child.dep_ == "nmod:poss" or child.dep_ == "nmod" and any(case.lower_ == "of" for case in child.lefts)
    return child.dep_ not in _CLAUSES and (child.head == word or not (owned and word.pos_ == "VERB"))


def _root(doc: Doc, date: TextDate) -> Token:
    return doc[date.start : date.end].root
