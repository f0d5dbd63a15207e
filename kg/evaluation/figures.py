"""Figures of how well articles were read: precision, recall and F, and what is wrong, line by line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from kg.evaluation.gold import GoldArticle, GoldClaim
from kg.evaluation.matching import SCORED_ROLES, Match, Pair, matched, same
from kg.model import Claim
from kg.ontology import Ontology

__all__ = ["SCORES", "SHARES", "Error", "Figures", "Score", "evaluated"]

SCORES = ("type", "class", "roles", "who", "full", "events", "prospects", "negated", "others' voices")
"""type     found, with the right PLOVER type          class   found, with a right class
roles    every filler of every role                 who     right class, and every role right
full     who, and whether it happened, and whose voice it is
events   class, without states
then the claims of each kind that are known to be of it
"""

SHARES = ("realis", "prospect", "polarity", "voice", "source", "phase", "date", "size", "amount")
"""Of the core claims that were found: how many have each thing right that the gold says of them."""


@dataclass(frozen=True, slots=True)
class Score:
    """Counts behind precision (right of given), recall (right of wanted) and F, their harmonic mean."""

    right: int = 0
    given: int = 0
    wanted: int = 0

    @property
    def precision(self) -> float:
        """Share of what was given that is right; 0 where nothing was given."""
        return self.right / self.given if self.given else 0.0

    @property
    def recall(self) -> float:
        """Share of what was wanted that was given; 0 where nothing was wanted."""
        return self.right / self.wanted if self.wanted else 0.0

    @property
    def f(self) -> float:
        """The harmonic mean of both."""
        both = self.given + self.wanted
        return 2 * self.right / both if both else 0.0


@dataclass(frozen=True, slots=True)
class Error:
    """A claim that is missed (-), wrong (+) or incomplete (~), and where: `start` in the article's text."""

    article: str
    sign: str
    class_: str
    start: int
    what: str


@dataclass(slots=True)
class Figures:
    """What was counted over some articles.

    scores     SCORES -> counts
    shares     SHARES -> (right, of)
    classes    class of the gold -> counts
    confused   (class of the gold, class that was read) -> how often
    """

    scores: dict[str, Score] = field(default_factory=dict)
    shares: dict[str, tuple[int, int]] = field(default_factory=dict)
    classes: dict[str, Score] = field(default_factory=dict)
    confused: Counter[tuple[str, str]] = field(default_factory=Counter)
    errors: list[Error] = field(default_factory=list)

    def add(self, name: str, *, right: int = 0, given: int = 0, wanted: int = 0) -> None:
        """Count for a score."""
        _count(self.scores, name, right, given, wanted)

    def share(self, name: str, *, right: bool) -> None:
        """Count for a share."""
        before, of = self.shares.get(name, (0, 0))
        self.shares[name] = before + right, of + 1


def evaluated(pairs: Iterable[tuple[GoldArticle, Sequence[Claim]]], ontology: Ontology) -> Figures:
    """The figures over all articles, each with the claims that were read in it."""
    figures = Figures({name: Score() for name in SCORES}, dict.fromkeys(SHARES, (0, 0)))
    for gold, claims in pairs:
        plain = [claim for claim in claims if claim.class_ != "Statement"]
        _count_article(figures, gold, matched(plain, gold, ontology), ontology)
    return figures


def _count_article(figures: Figures, gold: GoldArticle, match: Match, ontology: Ontology) -> None:
    name = gold.article.given_id
    for pair in match.pairs:
        if pair.gold.core:
            _count_pair(figures, name, pair, ontology)
    for claim in match.wrong:
        _count_claim(figures, claim.class_, ontology, given=1)
        figures.add("roles", given=_filled(claim.roles) - len(claim.roles.get("place", ())))
        figures.errors.append(Error(name, "+", claim.class_, claim.spans[0].start, f"rule {claim.rule}"))
    for one in match.missed:
        _count_claim(figures, one.classes[0], ontology, wanted=1)
        figures.add("roles", wanted=_filled(one.roles))
        figures.errors.append(Error(name, "-", one.classes[0], one.places[0][0].start, "missed"))


def _filled(roles: Mapping[str, Sequence[object]]) -> int:
    return sum(len(some) for role, some in roles.items() if role in SCORED_ROLES)


def _count_claim(figures: Figures, class_: str, ontology: Ontology, *, given: int = 0, wanted: int = 0) -> None:
    """What is missed or wrong counts for every score of claims."""
    for score in ("type", "class", "who", "full"):
        figures.add(score, given=given, wanted=wanted)
    if not ontology.is_a(class_, "State"):
        figures.add("events", given=given, wanted=wanted)
    _count(figures.classes, class_, 0, given, wanted)


def _count_pair(figures: Figures, article: str, pair: Pair, ontology: Ontology) -> None:
    claim, gold, roles = pair.claim, pair.gold, pair.roles
    in_class = claim.class_ in gold.classes
    who = in_class and roles.right == roles.given == roles.wanted
    said = list(_said(claim, gold))
    full = who and all(right for name, right in said if name in ("realis", "polarity", "voice", "source"))
    figures.add("type", right=1, given=1, wanted=1)
    figures.add("roles", right=roles.right, given=roles.given, wanted=roles.wanted)
    for name, right in (("class", in_class), ("who", who), ("full", full)):
        figures.add(name, right=right, given=1, wanted=1)
    if not ontology.is_a(gold.classes[0], "State"):
        figures.add("events", right=in_class, given=1, wanted=1)
    _count(figures.classes, gold.classes[0], int(in_class), 1, 1)
    if not in_class:
        figures.confused[gold.classes[0], claim.class_] += 1
    for name, mine, theirs, plain in (
        ("prospects", claim.realis, gold.realis, ("event", "state")),
        ("negated", claim.polarity, gold.polarity, ("affirmed",)),
        ("others' voices", claim.attribution, gold.voice, ("author",)),
    ):
        marked = theirs not in plain
        figures.add(name, right=marked and mine == theirs, given=mine not in plain, wanted=marked)
    for name, right in said:
        figures.share(name, right=right)
    if not full:
        figures.errors.append(Error(article, "~", gold.classes[0], claim.spans[0].start, _incomplete(pair, said)))


def _said(claim: Claim, gold: GoldClaim) -> Iterator[tuple[str, bool]]:
    """What the gold says of a claim beside class and roles, and whether it was read so."""
    yield "realis", claim.realis == gold.realis
    if gold.realis == "prospect":
        yield "prospect", claim.prospect == gold.kind
    yield "polarity", claim.polarity == gold.polarity
    yield "voice", claim.attribution == gold.voice
    if gold.source is not None:
        yield "source", claim.attributed_to is not None and same(claim.attributed_to, gold.source)
    if gold.days is not None:
        date = claim.date
        yield "date", date is not None and (date.earliest, date.latest) == gold.days
    for key, number in gold.size.items():
        yield "size", claim.size.get(key) == number
    if gold.amount is not None:
        yield "amount", claim.amount == gold.amount
    if gold.phase is not None:
        yield "phase", claim.phase == gold.phase


def _incomplete(pair: Pair, said: Iterable[tuple[str, bool]]) -> str:
    roles = pair.roles
    parts = [f"read as {pair.claim.class_}" if pair.claim.class_ not in pair.gold.classes else ""]
    if not roles.right == roles.given == roles.wanted:
        parts.append(f"{roles.right} fillers right of {roles.given} given, {roles.wanted} wanted")
    parts += [f"{name} wrong" for name, right in said if not right]
    return f"{', '.join(filter(None, parts))}; rule {pair.claim.rule}"


def _count(table: dict[str, Score], name: str, right: int, given: int, wanted: int) -> None:
    before = table.get(name, Score())
    table[name] = Score(before.right + right, before.given + given, before.wanted + wanted)
