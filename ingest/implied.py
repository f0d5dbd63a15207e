"""Roles that a sentence leaves to be understood: where something happens, which post is given up."""

from __future__ import annotations

from dataclasses import replace

from ingest.frames import WHERE, Match, Scene
from kg.model import Mention

__all__ = ["completed"]

HELD = frozenset({"Resignation", "ResignationOffer", "Removal", "Impeachment"})
"""Classes in which the post is the one that the person holds."""

LOCAL = ("Assembly", "Violence", "PowerChange")
"""Branches whose events have a place within one country, which the text need not repeat."""

_PRINCIPALS = ("actor", "recipient")
_MAX_CLIMB = 4


def completed(scene: Scene, match: Match) -> Match:
    """The match with the place and the post that its sentence or its article makes plain."""
    uses = scene.ontology.classes[match.frame.class_].roles
    roles = dict(match.roles)
    if scene.ontology.is_a(match.frame.class_, "State"):
        return match
    if "place" in uses and "place" not in roles:
        places = _around(scene, match) or _within(scene, match) or _country(scene, match)
        if places:
            roles["place"] = places
    if match.frame.class_ in HELD and "post" not in roles:
        posts = _post(scene, match)
        if posts:
            roles["post"] = posts
    return replace(match, roles=roles)


def _places(scene: Scene, token: int) -> tuple[Mention, ...]:
    """The places that stand in prepositional phrases under a word."""
    predicate = scene.predicate(token)
    found = [
        place for name in WHERE for at in predicate.heads(name) if (place := scene.referents.place(at)) is not None
    ]
    return tuple({place.entity: place for place in found}.values())


def _around(scene: Scene, match: Match) -> tuple[Mention, ...]:
    """Where the clauses happen that this one depends on."""
    word = scene.doc[match.predicate.anchor]
    for _ in range(_MAX_CLIMB):
        if word.head == word or word.dep_ == "ccomp":
            return ()
        word = word.head
        found = _places(scene, word.i)
        if found:
            return found[:1]
    return ()


def _within(scene: Scene, match: Match) -> tuple[Mention, ...]:
    """Where that is which it is done to: "disrupted his rally in the square"; a place that is itself attacked."""
    for name in ("object", "with", "subject", "for"):
        for token in match.predicate.heads(name):
            found = _places(scene, token)
            if found:
                return found[:1]
    if scene.ontology.is_a(match.frame.class_, "Violence"):
        return tuple(m for m in match.roles.get("recipient", ()) if scene.ontology.is_a(m.type, "Place"))[:1]
    return ()


def _country(scene: Scene, match: Match) -> tuple[Mention, ...]:
    """The article's own country, where all who take part belong to it."""
    home = scene.referents.home
    if home is None or not any(scene.ontology.is_a(match.frame.class_, branch) for branch in LOCAL):
        return ()
    taking_part = {m.country for fillers in match.roles.values() for m in fillers}
    return (home,) if taking_part <= {home.country, None} else ()


def _post(scene: Scene, match: Match) -> tuple[Mention, ...]:
    for role in _PRINCIPALS:
        for mention in match.roles.get(role, ()):
            if mention.type == "Person" and (posts := scene.referents.held(mention.entity)):
                return posts[:1]
    return ()
