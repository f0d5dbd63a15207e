"""Dates, sums and numbers of people, given to the predicates that they belong to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from ingest.amounts import TextAmount, TextCount
from ingest.clauses import Predicate, real_noun
from ingest.dates import TextDate
from ingest.syntax import SUBJECTS, is_predicate, kids
from kg.model import Amount, Interval

__all__ = ["Quantities"]

_CASUALTIES = {
    "killed": frozenset({"kill", "die", "dead", "death", "slay", "perish", "claim", "body"}),
    "injured": frozenset({"injure", "wound", "hurt", "injury", "hospitalize", "hospitalise"}),
    "arrested": frozenset({"arrest", "detain", "jail", "imprison", "custody", "detainee"}),
    "participants": frozenset({"march", "rally", "gather", "attend", "protest", "demonstrate", "participate"}),
}
_MAX_CLIMB = 6


@dataclass(frozen=True, slots=True)
class Quantities:
    """What an article's text counts and dates; `start` and `end` of each are token indices."""

    doc: Doc
    dates: tuple[TextDate, ...]
    amounts: tuple[TextAmount, ...]
    counts: tuple[TextCount, ...]

    def date(self, predicate: Predicate) -> Interval | None:
        """The date that stands with a predicate or with the verb that carries it."""
        wanted = {predicate.token, predicate.anchor}
        for date in self.dates:
            if self._clause_of(date.start, date.end) & wanted:
                return date.interval
        return None

    def _clause_of(self, start: int, end: int) -> set[int]:
        """The noun that a date modifies, if any, and the verb of its clause."""
        word = self._root(start, end)
        above: set[int] = set()
        for _ in range(_MAX_CLIMB):
            head = word.head
            if head == word:
                break
            word = head
            above.add(word.i)
            if is_predicate(word) and word.pos_ == "VERB":
                break
        return above

    def _root(self, start: int, end: int) -> Token:
        inside = [t for t in self.doc[start:end] if not start <= t.head.i < end or t.head == t]
        return inside[0] if inside else self.doc[start]

    def amount(self, predicate: Predicate) -> Amount | None:
        """The first sum of money under a predicate."""
        anchor = self.doc[predicate.anchor]
        low, high = anchor.left_edge.i, anchor.right_edge.i
        return next((a.amount for a in self.amounts if low <= a.start <= high), None)

    def size(self, predicate: Predicate, functions: Mapping[str, str]) -> dict[str, int]:
        """Numbers of people: those counted in a function of the predicate, and the casualties of its sentence."""
        found: dict[str, int] = {}
        for kind, function in functions.items():
            if function == "casualties":
                found |= self._casualties(kind, self.doc[predicate.anchor])
                continue
            heads = {at for name in function.split("/") for at in self._heads(predicate, name)}
            for count in self.counts:
                if count.noun in heads:
                    found |= _bounds(kind, count)
        return found

    def _heads(self, predicate: Predicate, function: str) -> set[int]:
        """The words of a function ("self": the predicate), with the nouns that are meant: "dozens of students"."""
        own = (predicate.token,) if function == "self" else predicate.heads(function)
        return {word.i for at in own for word in (self.doc[at], real_noun(self.doc[at]))}

    def _casualties(self, kind: str, anchor: Token) -> dict[str, int]:
        """As in "Leaving more than 80 people dead": counted people whose clause is headed by a word of that kind."""
        sentence = anchor.sent
        counts = [c for c in self.counts if sentence.start <= c.start < sentence.end]
        for reach in (_close, _near):
            for count in counts:
                if self._suffers(self.doc[count.noun], kind, reach):
                    return _bounds(kind, count)
        return {}

    def _suffers(self, noun: Token, kind: str, reach: Callable[[Token], set[Token]]) -> bool:
        if noun.dep_ in SUBJECTS and kids(noun.head, "obj"):
            return False  # "a bombing killed two": one bombing, two killed
        return any((t.lemma_ or t.text).lower() in _CASUALTIES[kind] for t in reach(noun))


def _close(noun: Token) -> set[Token]:
    """The counted word, what governs it and what modifies it."""
    return {noun, noun.head, *noun.children}


def _near(noun: Token) -> set[Token]:
    """Also what else stands with it: "left 12 people dead"."""
    return {*noun.head.children} if noun.head.pos_ in ("VERB", "AUX") else set()


def _bounds(kind: str, count: TextCount) -> dict[str, int]:
    bounds = {f"{kind}Min": count.low, f"{kind}Max": count.high}
    return {key: n for key, n in bounds.items() if n is not None}
