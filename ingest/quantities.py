"""Dates, sums and numbers of people, given to the predicates that they belong to."""

from __future__ import annotations

import bisect
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from spacy.tokens import Doc, Token

from ingest.amounts import TextAmount, TextCount
from ingest.clauses import Predicate, lemma_of, real_noun
from ingest.dates import TextDate, Times, times_of
from ingest.lexicon import lexicon
from ingest.syntax import SUBJECTS, kids
from kg.model import Amount, Interval, Span

__all__ = ["Quantities", "quantities_of"]

_CASUALTIES = ("killed", "injured")
_WORDS = {
    "killed": frozenset({"kill", "die", "dead", "death", "slay", "perish", "claim", "body", "toll"}),
    "injured": frozenset({"injure", "wound", "hurt", "injury", "hospitalize", "hospitalise"}),
    "arrested": frozenset({"arrest", "detain", "jail", "imprison", "custody", "detainee"}),
    "participants": frozenset({"march", "rally", "gather", "attend", "protest", "demonstrate", "participate"}),
}

_BESIDE = 12
_HOLDS = re.compile(r",? ?(?:\(|(?:(?:ever )?since|from|between|until|till)\b).*", re.DOTALL)
"""How the words go on behind a post where they say for what time it is held."""


@dataclass(frozen=True, slots=True)
class Quantities:
    """What an article's text counts and dates.

    dates    the times named, in the order of the text; `times` the same by the words that they hang on
    amounts  sums of money in the order of the text
    counts   token of a counted noun -> its count
    """

    doc: Doc
    dates: Sequence[TextDate]
    times: Times
    amounts: Sequence[TextAmount]
    counts: Mapping[int, TextCount]

    def date(self, predicate: Predicate) -> Interval | None:
        """The time of a predicate, or of the verb that carries it."""
        for token in (predicate.token, predicate.anchor):
            found = self.times.of(token)
            if found is not None:
                return found.interval
        return None

    def beside(self, span: Span) -> Interval | None:
        """The time of a state that stands right behind the words that state it: "(2008-2012)", "since March"."""
        first = bisect.bisect_left(self.dates, span.end, key=lambda date: self.doc[date.start].idx)
        for date in islice(self.dates, first, None):
            at = self.doc[date.start].idx
            if at >= span.end + _BESIDE:
                break
            if _HOLDS.fullmatch(self.doc.text[span.end : at] + (date.interval.text or "").lower()):
                return date.interval
        return None

    def amount(self, predicate: Predicate) -> Amount | None:
        """The first sum of money under a predicate."""
        anchor = self.doc[predicate.anchor]
        at = bisect.bisect_left(self.amounts, anchor.left_edge.i, key=lambda amount: amount.start)
        found = self.amounts[at : at + 1]
        return found[0].amount if found and found[0].start <= anchor.right_edge.i else None

    def size(self, predicate: Predicate, functions: Mapping[str, str]) -> dict[str, int]:
        """Numbers of people: those counted in a function of the predicate, and the casualties of its sentence."""
        found: dict[str, int] = {}
        for kind, function in functions.items():
            if function == "casualties":
                found |= self._casualties(kind, self.doc[predicate.anchor])
            for head in self._heads(predicate, function):
                count = self.counts.get(head)
                if count is not None and self.doc[count.start].lower_ not in ("a", "an"):
                    found |= _bounds(kind, count)
        return found

    def suffered(self, noun: Token) -> dict[str, int]:
        """How many a counted word says were killed or injured: "83 dead", "put the number of dead at 100"."""
        count = self.counts.get(noun.i)
        if count is None or self.doc[count.start].lower_ in ("a", "an"):
            return {}
        for reach in (_close, _told):
            found = [kind for kind in _CASUALTIES if _suffers(noun, kind, reach)]
            if found:
                return {key: n for kind in found for key, n in _bounds(kind, count).items()}
        return {}

    def _heads(self, predicate: Predicate, functions: str) -> list[int]:
        """The words of "subject/of" ("self": the predicate), and the nouns that are meant: "dozens of students"."""
        names = functions.split("/")
        own = [at for name in names for at in ((predicate.token,) if name == "self" else predicate.heads(name))]
        return [word.i for at in own for word in (self.doc[at], real_noun(self.doc[at]))]

    def _casualties(self, kind: str, anchor: Token) -> dict[str, int]:
        """As in "leaving more than 80 people dead": counted people beside a word of that kind."""
        counted = [word for word in anchor.sent if word.i in self.counts and not self._is_thing(word)]
        for word in counted:
            behind = self._behind(word)
            if behind is not None and lemma_of(behind) in _WORDS[kind] and not _does(word):
                return _bounds(kind, self.counts[word.i])
        for reach in (_close, _near):
            for word in counted:
                if _suffers(word, kind, reach):
                    return _bounds(kind, self.counts[word.i])
        return {}

    def _is_thing(self, word: Token) -> bool:
        """Whether "a" only introduces a word that is nobody: "an attack on a church killed ten"."""
        if self.doc[self.counts[word.i].start].lower_ not in ("a", "an"):
            return False
        noun = lexicon().noun(lemma_of(word))
        return noun is None or noun.type not in ("Person", "Group")

    def _behind(self, noun: Token) -> Token | None:
        """The word right behind a counted noun or its number: "six dead and 20 wounded"."""
        at = max(noun.i + 1, self.counts[noun.i].end)
        return self.doc[at] if at < noun.sent.end else None


def quantities_of(
    doc: Doc, *, dates: Iterable[TextDate], amounts: Iterable[TextAmount], counts: Iterable[TextCount]
) -> Quantities:
    """What was found in a Doc, by the words that it belongs to."""
    by_noun: dict[int, TextCount] = {}
    for count in counts:
        by_noun.setdefault(count.noun, count)
    named = tuple(dates)
    by_place = tuple(sorted(amounts, key=lambda amount: amount.start))
    return Quantities(doc, named, times_of(doc, named), by_place, by_noun)


def _does(noun: Token) -> bool:
    """Whether it did something to others: "a bombing killed two" is one bombing, but two killed."""
    return noun.dep_ in SUBJECTS and bool(kids(noun.head, "obj"))


def _suffers(noun: Token, kind: str, reach: Callable[[Token], set[Token]]) -> bool:
    return not _does(noun) and any(lemma_of(t) in _WORDS[kind] for t in reach(noun))


def _close(noun: Token) -> set[Token]:
    """The counted word, what governs it and what modifies it."""
    return {noun, noun.head, *noun.children}


def _near(noun: Token) -> set[Token]:
    """Also what else stands with it: "left 12 people dead"."""
    return {*noun.head.children} if noun.head.pos_ in ("VERB", "AUX") else set()


def _told(noun: Token) -> set[Token]:
    """Also what a number is the number of: "the death toll rose to 83", "put the number of dead at 100"."""
    beside = _near(noun)
    return beside | {inner for word in beside if lemma_of(word) in _MEASURES for inner in word.children}


_MEASURES = frozenset({"number", "figure", "toll", "count", "total"})


def _bounds(kind: str, count: TextCount) -> dict[str, int]:
    bounds = {f"{kind}Min": count.low, f"{kind}Max": count.high}
    return {key: n for key, n in bounds.items() if n is not None}
