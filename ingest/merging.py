"""What is said of one situation in several places of an article, put together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from ingest.attribution import AUTHOR, Voice
from ingest.modality import Reading
from kg.model import Amount, Interval, Mention, Span

__all__ = ["Candidate", "Cluster", "clustered", "merged"]

Roles = Mapping[str, tuple[Mention, ...]]
DECISIVE = (
    "actor",
    "recipient",
    "post",
    "organization",
    "leftSide",
    "joinedSide",
    "destination",
    "origin",
    "base",
    "person",
)
SYMMETRIC_SIDES = ("actor", "recipient")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A situation as one stretch of the text tells it.

    token    the word that names it, by which links find it
    named    False for a noun alone ("the shots"), which speaks of a situation told elsewhere or says too little
    words    lemmas of its objects, where a verb names it
    links    name of link -> tokens of other candidates
    """

    class_: str
    roles: Roles
    reading: Reading
    span: Span
    token: int
    rule: str
    clearness: float
    voice: Voice = AUTHOR
    state: bool = False
    phase: str | None = None
    named: bool = True
    words: frozenset[str] = frozenset()
    date: Interval | None = None
    size: Mapping[str, int] = field(default_factory=dict)
    amount: Amount | None = None
    links: Mapping[str, tuple[int, ...]] = field(default_factory=dict)


@dataclass(slots=True)
class Cluster:
    """Candidates that speak of one situation; `key` is local to the article."""

    key: str
    candidates: list[Candidate]


def clustered(candidates: Sequence[Candidate], *, symmetric: frozenset[str]) -> list[Cluster]:
    """Candidates by situation, in the order of the text; what says too little and fits nowhere is left out."""
    clusters: list[Cluster] = []
    alike: dict[tuple[str, str, str | None], list[Cluster]] = {}
    for candidate in (c for c in candidates if c.named):
        near = alike.setdefault((candidate.class_, *_kind(candidate)), [])
        home = next((c for c in near if _fits(candidate, c, symmetric)), None)
        if home is None:
            home = Cluster(f"s{len(clusters)}", [])
            clusters.append(home)
            near.append(home)
        home.candidates.append(candidate)
    for candidate in candidates:
        kindred = alike.get((candidate.class_, *_kind(candidate)))
        if not candidate.named and kindred:
            min(kindred, key=lambda c: abs(c.candidates[0].token - candidate.token)).candidates.append(candidate)
    return clusters


def _kind(candidate: Candidate) -> tuple[str, str | None]:
    """Prospects of one kind may be one situation; an event and a plan are two."""
    return candidate.reading.realis, candidate.reading.kind


def _fits(candidate: Candidate, cluster: Cluster, symmetric: frozenset[str]) -> bool:
    return all(_compatible(candidate, other, symmetric) for other in cluster.candidates[:3])


def _compatible(one: Candidate, other: Candidate, symmetric: frozenset[str]) -> bool:
    """Whether no role says otherwise, no dates clash, and something is shared."""
    if one.date and other.date and one.date.earliest != other.date.earliest:
        return False
    if one.amount and other.amount and one.amount != other.amount:
        return False
    mine, theirs = _sides(one, symmetric), _sides(other, symmetric)
    if one.words and other.words and not one.words & other.words and not (mine.keys() & theirs.keys()) - {"actor"}:
        return False
    shared = 0
    for role in mine.keys() & theirs.keys():
        if not (mine[role] <= theirs[role] or theirs[role] <= mine[role]):  # each has somebody whom the other lacks
            return False
        shared += 1
    return shared > 0 or (one.rule == other.rule and one.span == other.span)


def _sides(candidate: Candidate, symmetric: frozenset[str]) -> dict[str, set[str]]:
    sides = {role: {m.entity for m in candidate.roles.get(role, ())} for role in DECISIVE}
    if candidate.class_ in symmetric:
        both = sides.pop("actor") | sides.pop("recipient")
        sides["actor"] = both
    return {role: found for role, found in sides.items() if found}


def merged(candidates: Iterable[Candidate]) -> list[Candidate]:
    """One candidate for each voice, polarity and count, the clearest first, with the others' spans behind it.

    Returns pairs as candidates whose `span` is the clearest; use `spans_of` for all of them.
    """
    groups: dict[tuple[str, str, str], list[list[Candidate]]] = {}
    for candidate in candidates:
        voice = candidate.voice
        source = voice.source.entity if voice.source is not None else ""
        told = groups.setdefault((voice.attribution, source, candidate.reading.polarity), [])
        same = next((group for group in told if _agree(candidate, group)), None)
        if same is None:
            told.append([candidate])
        else:
            same.append(candidate)
    return [_one(group) for told in groups.values() for group in told]


def _agree(candidate: Candidate, group: list[Candidate]) -> bool:
    """Whether no two figures of one kind differ: one voice may count the victims twice, and both counts are kept."""
    mine = _figures(candidate)
    return all(mine.get(kind, figure) == figure for other in group for kind, figure in _figures(other).items())


def _figures(candidate: Candidate) -> dict[str, tuple[int | None, int | None]]:
    """Lowest and highest by kind: {"killed": (75, None)}."""
    kinds = {key[:-3] for key in candidate.size}
    return {kind: (candidate.size.get(f"{kind}Min"), candidate.size.get(f"{kind}Max")) for kind in kinds}


def _clarity(candidate: Candidate) -> tuple[int, int, float]:
    return (-sum(map(len, candidate.roles.values())), not candidate.named, -candidate.clearness)


def _one(group: list[Candidate]) -> Candidate:
    """The clearest of a group with what the others add: roles it lacks, a date, a sum, sizes."""
    first, *rest = sorted(group, key=_clarity)
    roles = dict(first.roles)
    for other in rest:
        taken = {m.entity for fillers in roles.values() for m in fillers}
        for role, fillers in other.roles.items():
            if role not in roles and not taken & {m.entity for m in fillers}:
                roles[role] = fillers
    return replace(
        first,
        roles=roles,
        date=next((c.date for c in (first, *rest) if c.date), None),
        amount=next((c.amount for c in (first, *rest) if c.amount), None),
        size={key: n for c in (*reversed(rest), first) for key, n in c.size.items()},
        links={key: at for c in (*reversed(rest), first) for key, at in c.links.items()},
    )
