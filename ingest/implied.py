"""Roles that a sentence leaves to be understood: where something happens, which post is given up."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from spacy.tokens import Span, Token

from ingest.frames import WHERE, Match, Scene
from ingest.posts import with_article
from ingest.syntax import case_of, kids
from kg.ids import entity_id
from kg.model import Mention

__all__ = ["PLACES", "completed", "linked_clauses"]

HELD = frozenset({"Resignation", "ResignationOffer", "Removal", "Impeachment"})
"""Classes in which the post is the one that the person holds."""

CONTESTED = frozenset({"Election", "Candidacy"})
"""Classes in which the post is the one that the vote is about."""

_AGAIN = frozenset({"re-election", "reelection", "term"})

_LOST = frozenset({"Removal", "Impeachment"})
"""Those in which it is the recipient's, never that of whoever takes it away."""

LOCAL = ("Assembly", "Violence", "PowerChange")
"""Branches whose events have a place within one country, which the text need not repeat."""

NEAR = (*LOCAL, "Consultation")
"""Branches whose events are where the sentence, or the one before it, is."""

AT_HOME = frozenset({"Arrest", "EmergencyDeclaration", "Repression", "RightsRestriction"})
"""What the authorities of a country do on its own ground."""

AUTHORITIES = ("Country", "Government", "GovernmentBody", "SecurityForce", "Legislature", "Court")

STATE_ACTS = ("AidOffer", "AsylumOffer", "MediationOffer")
"""Acts that an official does for the state: what a foreign minister offers another country, the country offers."""

_PRINCIPALS = ("actor", "recipient")
_MAX_CLIMB = 4


def completed(scene: Scene, match: Match) -> Match:
    """The match with the place and the post that its sentence or its article makes plain."""
    uses = scene.ontology.classes[match.frame.class_].roles
    roles = dict(match.roles)
    if scene.ontology.is_a(match.frame.class_, "State"):
        return match
    if "place" in uses and "place" not in roles:
        roles["place"] = next((found for _, way in PLACES if (found := way(scene, match))), ())
    if "post" in uses and "post" not in roles:
        roles["post"] = _understood(scene, match)
    if any(scene.ontology.is_a(match.frame.class_, class_) for class_ in STATE_ACTS):
        roles |= _for_state(scene, roles)
    roles = {role: found for role, found in roles.items() if found}
    return replace(match, roles=roles)


def _understood(scene: Scene, match: Match) -> tuple[Mention, ...]:
    """The post that is meant where none is named: the one that is held, or voted about."""
    if match.frame.class_ in HELD:
        return _post(scene, match)
    return _contested(scene, match) if match.frame.class_ in CONTESTED else ()


def _for_state(scene: Scene, roles: Mapping[str, tuple[Mention, ...]]) -> dict[str, tuple[Mention, ...]]:
    """An official's country as actor beside the official, who represents it, where the other side is abroad."""
    actors = roles.get("actor", ())
    abroad = {m.country for m in roles.get("recipient", ())} - {None}
    if len(actors) != 1 or not abroad or actors[0].type != "Person":
        return {}
    (official,) = actors
    state = _nation(scene, official.country)
    if state is None or official.country in abroad or not scene.referents.held(official.entity):
        return {}
    return {"actor": (state, official), "representative": (official,)}


CLAUSE_LINKS = {"if": "conditionalOn", "unless": "conditionalOn", "because": "because", "after": "after"}
"""What joins a clause to the one above it, and the link that this makes."""


def linked_clauses(scene: Scene, match: Match) -> dict[str, tuple[int, ...]]:
    """Links to the situations in clauses and phrases that say when, why or on what condition a match holds."""
    found: dict[str, tuple[int, ...]] = {}
    for child in kids(scene.doc[match.predicate.anchor], "advcl", "obl"):
        link = CLAUSE_LINKS.get(case_of(child))
        if link is not None and scene.match(child.i) is not None:
            found[link] = (*found.get(link, ()), child.i)
    return found


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


def _nearby(scene: Scene, match: Match) -> tuple[Mention, ...]:
    """The one place of the sentence, else that of the sentence before it in the same paragraph."""
    if not any(scene.ontology.is_a(match.frame.class_, branch) for branch in NEAR):
        return ()
    sentence = scene.doc[match.predicate.token].sent
    found = _places_of(scene, sentence)
    if not found and sentence.start > 0 and "\n" not in scene.doc[sentence.start - 1].text:
        found = _places_of(scene, scene.doc[sentence.start - 1].sent)
    return tuple(found.values()) if len(found) == 1 else ()


def _places_of(scene: Scene, sentence: Span) -> dict[str, Mention]:
    """Towns and named sites that prepositions of place introduce in a sentence; "hospital" is nowhere."""
    found = {}
    for token in sentence:
        place = scene.referents.place(token.i) if case_of(token) in WHERE else None
        if place is not None and place.type != "Country" and (place.named or place.type != "Facility"):
            found[place.entity] = place
    return found


def _country(scene: Scene, match: Match) -> tuple[Mention, ...]:
    """The article's own country, where all who take part belong to it."""
    home = scene.referents.home
    if home is None or not any(scene.ontology.is_a(match.frame.class_, branch) for branch in LOCAL):
        return ()
    taking_part = {m.country for fillers in match.roles.values() for m in fillers}
    return (home,) if taking_part <= {home.country, None} else ()


def _own_ground(scene: Scene, match: Match) -> tuple[Mention, ...]:
    """The country whose authorities act, for what they do at home."""
    actors = match.roles.get("actor", ())
    if match.frame.class_ not in AT_HOME or len(actors) != 1:
        return ()
    acts = any(scene.ontology.is_a(actors[0].type, type_) for type_ in AUTHORITIES)
    country = _nation(scene, actors[0].country) if acts else None
    return () if country is None else (country,)


def _nation(scene: Scene, code: str | None) -> Mention | None:
    """The country of that code as the registry has it, whether or not the article names it."""
    entity = None if scene.people.registry is None else scene.people.registry.country(code)
    if entity is None:
        return None
    return Mention(entity.id, entity.name, "Country", country=entity.country, named=True)


def _contested(scene: Scene, match: Match) -> tuple[Mention, ...]:
    """The post that somebody runs for or wins: "the presidential race"; who stands "for re-election" has it."""
    people = match.roles.get("recipient", ())
    if not people:
        return ()
    sentence = scene.doc[match.predicate.token].sent
    if any(token.lower_ == "presidential" for token in sentence):
        return _presidency(scene, people)
    anchor = scene.doc[match.predicate.anchor]
    return _post(scene, match) if any(map(_is_again, anchor.subtree)) else ()


def _is_again(token: Token) -> bool:
    """Whether a word says that somebody has the post already; "re-election" may be three tokens."""
    torn = token.lower_ == "election" and token.i > 1 and token.nbor(-2).lower_ == "re"
    return torn or token.lower_ in _AGAIN


def _presidency(scene: Scene, people: tuple[Mention, ...]) -> tuple[Mention, ...]:
    codes = {m.country for m in people} - {None}
    home = scene.referents.home
    code = codes.pop() if len(codes) == 1 else None if home is None else home.country
    nation = _nation(scene, code)
    if nation is None:
        return ()
    name = f"President of {with_article(nation.name)}"
    id_ = entity_id(branch="Post", name=name, country=code)
    return (Mention(id_, name, "Post", country=code, named=True),)


def _post(scene: Scene, match: Match) -> tuple[Mention, ...]:
    for role in ("recipient",) if match.frame.class_ in _LOST else _PRINCIPALS:
        for mention in match.roles.get(role, ()):
            if mention.type == "Person" and (posts := scene.referents.held(mention.entity)):
                return posts[:1]
    return ()


PLACES: tuple[tuple[str, Callable[[Scene, Match], tuple[Mention, ...]]], ...] = (
    ("where the clause around it happens", _around),
    ("where that is which it is done to", _within),
    ("the one place of the sentence, or of the one before", _nearby),
    ("the country that the article is about", _country),
    ("the country of the authorities that act", _own_ground),
)
"""Where something happens of which the clause names no place: ways to understand it, in the order of their strength."""
