"""When claims of different articles speak of one situation.

Only when all hold: one class is the other or lies above it; both are events, both prospects, or both states; a named
actor is shared, and a named recipient or place; both are dated, each to at most seven days, and the days overlap.
Figures never decide: two reports of one attack rarely count the same dead.

A state has no day on which it happens. Two reports are of one state when the same named entity stands in the same
named relation (holds the post, belongs to the organization, runs the base, follows or opposes the other); dates part
them only where both are known and no day fits both.

Which situation a claim was assigned to is recorded and never computed again, so the order of reading decides once.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.graph.dates import fused_days, overlap
from kg.graph.values import Frame
from kg.model import Claim, Mention

__all__ = ["MOST_DAYS", "Profile", "Verdict", "beginnings", "compare", "joins", "profile"]

MOST_DAYS = 7
"""An event that is dated less exactly than to so many days is not told apart from the next one of its kind."""

STATE_ROLES = ("post", "organization", "base", "recipient")
"""What makes a state of an actor the same state."""

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Profile:
    """What identity depends on, of the claims of one article about one situation.

    `pairs` are the pairs of canonical ids (who, and with whom or where) of which two profiles must share one.
    """

    classes: tuple[str, ...]
    realis: tuple[str, ...]
    pairs: tuple[Pair, ...]
    earliest: dt.date | None = None
    latest: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether two profiles are of one situation; if not, but nearly, `missing` says what speaks against it."""

    same: bool
    missing: str | None = None


def profile(claims: Sequence[Claim], frame: Frame) -> Profile:
    """The profile of settled claims that share one article and one key; never of none."""
    dates = [claim.date for claim in claims if claim.date is not None]
    when = fused_days(dates)
    symmetric = any(frame.ontology.classes[claim.class_].symmetric for claim in claims)
    state = any(claim.realis == "state" for claim in claims)
    pairs = _state_pairs(claims) if state else _event_pairs(claims, symmetric=symmetric)
    return Profile(
        tuple(sorted({claim.class_ for claim in claims})),
        tuple(sorted({claim.realis for claim in claims})),
        tuple(sorted(pairs)),
        None if when is None else when.earliest,
        None if when is None else when.latest,
    )


def _event_pairs(claims: Sequence[Claim], *, symmetric: bool) -> set[Pair]:
    actors, recipients, places = (_named(claims, (role,)) for role in ("actor", "recipient", "place"))
    if symmetric:
        actors, recipients = actors | recipients, actors | recipients
    found = {(a, b) for a, b in itertools.product(actors, recipients | places) if a != b}
    # who is actor and who recipient does not matter in a symmetric class: one spelling of each pair
    return {(min(pair), max(pair)) for pair in found} if symmetric else found


def _state_pairs(claims: Sequence[Claim]) -> set[Pair]:
    actors = _named(claims, ("actor",))
    for role in STATE_ROLES:
        others = _named(claims, (role,))
        if others:
            return set(itertools.product(actors, others))
    return set()


def _named(claims: Iterable[Claim], roles: Sequence[str]) -> set[str]:
    mentions: Iterable[Mention] = (m for claim in claims for role in roles for m in claim.roles.get(role, ()))
    return {mention.entity for mention in mentions if mention.named}


def joins(new: Profile, situation: Sequence[Profile], frame: Frame) -> bool:
    """Whether the new profile belongs to the situation: it fits one of the situation's and contradicts none."""
    if not all(overlap(new, known) and _related(new, known, frame) for known in situation):
        return False
    return any(compare(new, known, frame).same for known in situation)


def beginnings(new: Profile) -> tuple[dt.date, dt.date] | None:
    """The first and the last day on which another profile may begin to be of one situation with this one.

    None where no profile can be; a state that is open at its beginning begins on `date.min`. For an index, which then
    need not look at all that share a pair; whether a profile belongs to a situation is for `joins` to say.
    """
    if "state" in new.realis:
        return dt.date.min, new.latest or dt.date.max
    if new.earliest is None or new.latest is None or _days(new) > MOST_DAYS:
        return None
    return dt.date.fromordinal(max(new.earliest.toordinal() - MOST_DAYS + 1, 1)), new.latest


def compare(a: Profile, b: Profile, frame: Frame) -> Verdict:
    """Whether the two are of one situation, or nearly so."""
    if not set(a.pairs) & set(b.pairs) or not _related(a, b, frame):
        return Verdict(same=False)
    if not set(a.realis) & set(b.realis):
        return Verdict(same=False, missing="one is told as a fact, the other as a prospect")
    if not overlap(a, b):
        return Verdict(same=False)
    if "state" in a.realis:
        return Verdict(same=True)
    if a.earliest is None or a.latest is None or b.earliest is None or b.latest is None:
        return Verdict(same=False, missing="a date is missing")
    if _days(a) > MOST_DAYS or _days(b) > MOST_DAYS:
        return Verdict(same=False, missing=f"a date is wider than {MOST_DAYS} days")
    return Verdict(same=True)


def _related(a: Profile, b: Profile, frame: Frame) -> bool:
    """Whether of any two classes one is the other or lies above it."""
    known = frame.ontology.classes
    return all(x in known[y].ancestors or y in known[x].ancestors for x in a.classes for y in b.classes)


def _days(shape: Profile) -> int:
    if shape.earliest is None or shape.latest is None:
        raise ValueError("an open interval has no number of days")
    return (shape.latest - shape.earliest).days + 1
