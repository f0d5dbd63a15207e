"""Which claim that was read is which claim of the gold, and whether a name is the name of the one who was meant."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from kg.evaluation.gold import GoldArticle, GoldClaim, Wanted
from kg.model import Claim, Mention, Span
from kg.ontology import Ontology

__all__ = ["SCORED_ROLES", "Match", "Pair", "Roles", "compared", "matched", "same"]

OVERLAP = 0.3
"""Share of the words of the shorter evidence of two claims that is common to both, from which they may be one."""

LONGEST = 90
"""Words of evidence: more says nothing about where a claim stands."""

ALIKE = 0.6
"""Share of words in common from which two names of a body are one."""

_TOKEN = re.compile(r"[\w$€£%]+(?:[.,]\d+)*|'s\b")
_ARTICLES = {"the", "a", "an", "'s"}
_LIGHT = frozenset("the a an of 's s in for to and or his her its their former president prime minister".split())  # noqa: SIM905
_BEFORE_NAMES = _LIGHT | frozenset(
    "mr mrs ms dr sir king queen sheikh al el bin ibn abu general lawmaker mp leader spokesman spokeswoman".split()  # noqa: SIM905
)
_DEGREES = frozenset({"prime", "vice", "deputy", "former", "ex", "acting", "interim", "caretaker"})
_COUNTED = re.compile(
    r"^(?:(?:about|around|some|several|many|most|more|less|fewer|than|at|least|over|nearly|almost|dozens|scores|"
    r"hundreds|thousands|tens|millions|a|an|the|other|number|group|crowd|of|[\d.,]+|two|three|four|five|six|seven|"
    r"eight|nine|ten|eleven|twelve)\s+)+"
)
_AFTER = re.compile(r"\s(?:of|in|from|who|that|which|at|near|outside|against|for|on|with|to|including)\s.*")
_UNOFFICIAL = ("REB", "OPP", "CVL")
_NO_STATE = ("Group", "SecurityForce", "Organization")

_KINDS = {"Person": "person", "Post": "post", "Country": "place", "Region": "place", "City": "place"} | dict.fromkeys(
    ["Facility", "MilitaryBase", "AirBase"], "site"
)

SCORED_ROLES = (
    *("actor", "recipient", "origin", "destination", "leftSide", "joinedSide"),
    *("post", "organization", "base", "host", "person", "place"),
)
"""Roles that count; the place only where the gold has one. Who represents an actor may stand as the actor."""

_PRINCIPAL = dict.fromkeys(
    ("Appointment", "Removal", "Candidacy", "Election", "Deportation", "Formation", "Dissolution"), "recipient"
) | dict.fromkeys(
    ("Tenure", "Membership", "Resignation", "ResignationOffer", "Departure", "Flight", "Defection"), "actor"
)
"""Where a class has the one whom it is about: Removal's recipient is Resignation's actor."""


@dataclass(frozen=True, slots=True)
class Roles:
    """Fillers that are right, that were given, that were wanted."""

    right: int
    given: int
    wanted: int


@dataclass(frozen=True, slots=True)
class Pair:
    """A claim that was read, and the gold claim that it is."""

    claim: Claim
    gold: GoldClaim
    roles: Roles


# ------------------------------------------------------------------------------------------------------- who is who


def same(mention: Mention, wanted: Wanted) -> bool:
    """Whether what was found is the one who is meant, by its name or its words, type and country."""
    kind, mine = _kind(wanted.type), _kind(mention.type)
    if "post" in (kind, mine) and kind != mine:
        return False
    found = [words for words in (_words(mention.name), _words(mention.text or "")) if words]
    names = [words for words in map(_words, wanted.names) if words]
    if any(words in names for words in found) or _is_state(mention, wanted):
        return True
    if kind != mine or _other_numbers(found, names):
        return False
    alike = {"post": _same_post, "person": _same_person}.get(kind)
    if alike is not None:
        return any(alike(one, name) for one in found for name in names)
    grouped = wanted.type in _NO_STATE
    return any(_same_body(one, name, grouped=grouped) for one in found for name in names)


def _kind(type_: str) -> str:
    return _KINDS.get(type_, "body")


def _words(name: str) -> tuple[str, ...]:
    return tuple(word for word in _tokens(name) if word not in _ARTICLES)


def _tokens(text: str) -> list[str]:
    return _TOKEN.findall(text.replace("’", "'").replace("‘", "'").casefold())


def _is_state(mention: Mention, wanted: Wanted) -> bool:
    """A country is its government."""
    return (
        wanted.type == "Country"
        and mention.type in ("Country", "Government")
        and wanted.country is not None
        and mention.country == wanted.country
        and mention.sector not in _UNOFFICIAL
    )


def _other_numbers(found: Iterable[Sequence[str]], names: Iterable[Sequence[str]]) -> bool:
    mine, theirs = (
        {number for words in some for word in words for number in re.findall(r"\d+", word)} for some in (found, names)
    )
    return bool(mine and theirs and not mine & theirs)


def _same_post(one: Sequence[str], other: Sequence[str]) -> bool:
    mine, theirs = ({w[:5] for w in words if w not in ("of", "and", "for", "s")} for words in (one, other))
    within = bool(mine & theirs) and (mine <= theirs or theirs <= mine)
    return within and _DEGREES & set(one) == _DEGREES & set(other)


def _same_person(one: Sequence[str], other: Sequence[str]) -> bool:
    mine, theirs = ([w for w in words if w not in _BEFORE_NAMES] for words in (one, other))
    if not mine or not theirs or mine[-1] != theirs[-1]:
        return False
    return len(mine) == 1 or len(theirs) == 1 or mine[0] in theirs or theirs[0] in mine


def _same_body(one: Sequence[str], other: Sequence[str], *, grouped: bool) -> bool:
    mine, theirs = set(one) - _LIGHT, set(other) - _LIGHT
    if not mine or not theirs:
        return False
    if len(mine & theirs) / len(mine | theirs) >= ALIKE:
        return True
    if not grouped or _core(one) != _core(other):
        return False
    mine, theirs = ({*_COUNTED.sub("", " ".join(words)).split()} - _LIGHT for words in (one, other))
    return mine <= theirs or theirs <= mine


def _core(words: Sequence[str]) -> str:
    """The noun of a description: "dozens of angry protesters in Cairo" gives "protesters"."""
    return (_AFTER.sub("", _COUNTED.sub("", " ".join(words))).split() or [""])[-1]


# ------------------------------------------------------------------------------------------------------------ roles


def compared(claim: Claim, gold: GoldClaim, ontology: Ontology) -> Roles:
    """How many fillers are right, were given and were wanted."""
    symmetric = ontology.classes[gold.classes[0]].symmetric
    mine = _folded(_placed(claim, gold.classes[0]), symmetric=symmetric)
    theirs = _folded(gold.roles, symmetric=symmetric)
    spare = gold.roles.get("representative", ())
    right = given = wanted = 0
    for role in SCORED_ROLES:
        want, have = theirs.get(role, ()), mine.get(role, ())
        if role == "place" and not want:
            continue
        wanted += len(want)
        left = list(want)
        for mention in have:
            hit = next((one for one in left if same(mention, one)), None)
            if hit is not None:
                left.remove(hit)
                right += 1
            given += hit is not None or not any(same(mention, one) for one in (*want, *spare))
    return Roles(right, given, wanted)


def _placed(claim: Claim, class_: str) -> Mapping[str, tuple[Mention, ...]]:
    """The roles with the principal where the gold's class has it."""
    here, there = _PRINCIPAL.get(claim.class_), _PRINCIPAL.get(class_)
    if here is None or there is None or here == there or not claim.roles.get(here):
        return claim.roles
    rest = {role: some for role, some in claim.roles.items() if role not in ("actor", "recipient")}
    return {**rest, there: claim.roles[here]}


_Filler = TypeVar("_Filler")


def _folded(roles: Mapping[str, tuple[_Filler, ...]], *, symmetric: bool) -> Mapping[str, tuple[_Filler, ...]]:
    """Who takes part in what is mutual stands together, whichever way round."""
    if not symmetric:
        return roles
    rest = {role: some for role, some in roles.items() if role not in ("actor", "recipient")}
    rest["actor"] = (*roles.get("actor", ()), *roles.get("recipient", ()))
    return rest


# --------------------------------------------------------------------------------------------------- claim to claim


@dataclass(frozen=True, slots=True)
class Match:
    """What was read beside what is in an article.

    pairs    the same claim, read and in the gold
    wrong    read, and not in the gold; one more claim for each further place of a gold claim is forgiven
    missed   core claims of the gold that were not read
    """

    pairs: tuple[Pair, ...]
    wrong: tuple[Claim, ...]
    missed: tuple[GoldClaim, ...]


def _kind_of(class_: str, ontology: Ontology) -> str:
    """The PLOVER type of a class; where it has none, the branch; of a state the class itself."""
    found = ontology.classes[class_]
    return found.plover or (class_ if "State" in found.parents else found.parents[0])


def matched(claims: Sequence[Claim], gold: GoldArticle, ontology: Ontology) -> Match:
    """Claims of an article one to one with those of its gold, the pairs that agree most first.

    Two may be one when their evidence overlaps and their types are the same.
    """
    words = _Words(gold.article.text)
    evidence = [words.under(claim.spans[:1]) for claim in claims]
    places = [[words.under(place) for place in one.places] for one in gold.claims]
    options = [
        (_agreement(claim, one, share, roles), i, j, roles)
        for i, claim in enumerate(claims)
        for j, one in enumerate(gold.claims)
        if (share := max(_share(evidence[i], place) for place in places[j])) >= OVERLAP
        and _may_be(claim, one, ontology)
        and (roles := compared(claim, one, ontology))
    ]
    options.sort(key=lambda option: (-option[0], option[1], option[2]))
    pairs, paired, found = [], set(), set()
    for _, i, j, roles in options:
        if i not in paired and j not in found:
            pairs.append(Pair(claims[i], gold.claims[j], roles))
            paired.add(i)
            found.add(j)
    room = Counter({j: len(one.places) - 1 for j, one in enumerate(gold.claims)})
    for _, i, j, _ in options:
        if i not in paired and room[j] > 0 and claims[i].class_ in gold.claims[j].classes:
            room[j] -= 1
            paired.add(i)
    wrong = tuple(claim for i, claim in enumerate(claims) if i not in paired)
    missed = tuple(one for j, one in enumerate(gold.claims) if j not in found and one.core)
    return Match(tuple(pairs), wrong, missed)


def _may_be(claim: Claim, gold: GoldClaim, ontology: Ontology) -> bool:
    kind = _kind_of(claim.class_, ontology)
    return claim.class_ in gold.classes or any(kind == _kind_of(name, ontology) for name in gold.classes)


def _agreement(claim: Claim, gold: GoldClaim, share: float, roles: Roles) -> float:
    class_ = 3 * (claim.class_ == gold.classes[0]) + 2 * (claim.class_ in gold.classes)
    return class_ + 2 * roles.right - 0.5 * (roles.given - roles.right) + share + gold.core


def _share(one: set[int], other: set[int]) -> float:
    return len(one & other) / max(1, min(len(one), len(other)))


class _Words:
    """Where the words of a text begin, to count what two stretches have in common."""

    def __init__(self, text: str) -> None:
        self._starts = [found.start() for found in _TOKEN.finditer(text.replace("’", "'").replace("‘", "'"))]

    def under(self, spans: Iterable[Span]) -> set[int]:
        """The numbers of the words under the spans; none when they are more than evidence should have."""
        found = {n for span in spans for n in range(self._at(span.start), self._at(span.end))}
        return found if len(found) <= LONGEST else set()

    def _at(self, offset: int) -> int:
        return bisect_left(self._starts, offset)
