"""How a claim came about: the word, the frame, the slot of each role, what was understood, how far to trust it.

Nothing of this is stored. It is found again from the text by the functions that made the claim.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ingest import confidence
from ingest.claims import Told
from ingest.clauses import Predicate, lemma_of
from ingest.frame_schema import Frame, Slot
from ingest.frames import WHERE, Match, Scene, fillers, missed, tokens_in
from ingest.implied import PLACES, completed
from ingest.merging import Candidate
from ingest.modality import deciding
from ingest.situations import grounds, main_token
from kg.model import Mention, Span
from kg.ontology.terms import RoleUse

__all__ = ["Filling", "Miss", "Telling", "misses", "telling", "tellings", "trust"]


@dataclass(frozen=True, slots=True)
class Filling:
    """Who fills a role, and `way`: where in the clause it stands, or from what it is understood."""

    role: str
    mention: Mention
    way: str


@dataclass(frozen=True, slots=True)
class Telling:
    """One place of an article that tells a situation.

    span       the evidence, characters of the text
    word       the word that names the situation, with what carries it: "talks (held)"
    rule       id of the frame or construction; `where` its file and line, "" where no frame was used
    reading    why it is read as happened, planned, denied…: the words that say so, the innermost first
    """

    span: Span
    word: str
    rule: str
    where: str
    fillings: tuple[Filling, ...]
    reading: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Miss:
    """A word of a frame that named no situation here, and what the frame asks for in vain."""

    word: str
    start: int
    frame: Frame
    reason: str


def tellings(scene: Scene, told: Told) -> Iterator[Telling]:
    """How each place tells the claim, the clearest first."""
    return (telling(scene, candidate) for candidate in told.candidates)


def telling(scene: Scene, candidate: Candidate) -> Telling:
    """How one place tells its situation."""
    token = main_token(candidate)
    match = _match(scene, candidate)
    if match is None:
        return _by_construction(scene, candidate, token)
    return Telling(
        candidate.span,
        _word(scene, match.predicate),
        candidate.rule,
        match.frame.where,
        tuple(_fillings(scene, match, candidate)),
        tuple(_phrase(scene, i) for i in deciding(scene.doc, token, anchor=match.predicate.anchor)),
    )


def _by_construction(scene: Scene, candidate: Candidate, token: int) -> Telling:
    found = tuple(
        Filling(role, mention, "by the construction") for role, some in candidate.roles.items() for mention in some
    )
    return Telling(candidate.span, scene.doc[token].text, candidate.rule, "", found, ())


def trust(scene: Scene, told: Told) -> list[tuple[str, float]]:
    """What the claim's confidence is made of: reasons, each with what it adds to the log-odds of being right."""
    candidate = told.candidates[0]
    values = confidence.features(candidate, told.publicness, scene.ontology)
    return list(confidence.grounds(values, _clear(scene, candidate)))


def _clear(scene: Scene, candidate: Candidate) -> Iterator[tuple[str, float]]:
    """What clearness is made of."""
    match = _match(scene, candidate)
    if match is None:
        yield f"the construction {candidate.rule}", candidate.clearness
        return
    whole = grounds(scene, completed(scene, match), candidate.reading, candidate.voice)
    yield from whole
    rest = candidate.clearness - sum(step for _, step in whole)
    if candidate.token < 0:
        yield "only implied by the word", round(rest, 3)


def _match(scene: Scene, candidate: Candidate) -> Match | None:
    """The frame that found the situation, with its fillers; None if a construction did."""
    match = scene.match(main_token(candidate))
    return None if match is None or candidate.rule.partition("+")[0] != match.frame.id else match


def _word(scene: Scene, predicate: Predicate) -> str:
    word, carrier = scene.doc[predicate.token].text, scene.doc[predicate.anchor].text
    return word if predicate.anchor == predicate.token else f"{word} ({carrier})"


def _phrase(scene: Scene, token: int) -> str:
    """A word with its auxiliaries and negation: "will not attend"."""
    word = scene.doc[token]
    beside = [t for t in word.children if t.dep_ in ("aux", "aux:pass", "advmod", "mark", "det", "cop") and t.i < token]
    return " ".join(t.text for t in (*beside[-3:], word))


# ------------------------------------------------------------------------------------------------------ who


def _fillings(scene: Scene, match: Match, candidate: Candidate) -> Iterator[Filling]:
    emission = next((e for e, _ in match.implied if candidate.rule == f"{match.frame.id}+{e.class_}"), None)
    slots = match.frame.roles if candidate.token >= 0 or emission is None else emission.roles
    uses = scene.ontology.classes[candidate.class_].roles
    for role, mentions in candidate.roles.items():
        for mention in mentions:
            found = (_by_slot(scene, match, slot, uses[role], mention) for slot in slots.get(role, ()))
            yield Filling(role, mention, next(filter(None, found), "") or _understood(scene, match, role, mention))


def _by_slot(scene: Scene, match: Match, slot: Slot, use: RoleUse, mention: Mention) -> str:
    """How a slot gives the mention: the way to it through the tree; "" when it does not."""
    if mention in match.roles.get(slot.path[0], ()):
        return f"the {slot.path[0]} of what implies it"
    given = fillers(scene, match.predicate, slot, use)
    return _path(scene, match.predicate, slot) if any(m.entity == mention.entity for m in given) else ""


def _path(scene: Scene, predicate: Predicate, slot: Slot) -> str:
    """A slot in words, with the relations by which the clause layer reached it."""
    ways = {a.via for a in predicate.arguments.get(slot.path[0], ()) if a.via != slot.path[0]}
    through = f" ({', '.join(sorted(ways))})" if ways else ""
    heads = [scene.doc[t].text for t in tokens_in(scene, predicate, slot)] if slot.path != ("within",) else []
    at = f': "{", ".join(heads)}"' if heads else ""
    return f"{slot}{through}{at}"


def _understood(scene: Scene, match: Match, role: str, mention: Mention) -> str:
    """Where what no slot gives comes from."""
    if role != "place":
        return "understood from the article"
    for name in WHERE:
        for at in (match.predicate, scene.predicate(match.predicate.anchor)):
            if any(scene.referents.place(token) == mention for token in at.heads(name)):
                return f"{name}: where it happens"
    ways = (name for name, way in PLACES if mention in way(scene, match))
    return f"understood: {next(ways, 'told elsewhere in the article')}"


# ------------------------------------------------------------------------------------------------- what was missed


def misses(scene: Scene) -> Iterator[Miss]:
    """Words that frames know and that named nothing, each with the frames that did not take it, in the text's order."""
    for token in scene.doc:
        if token.is_space or scene.match(token.i) is not None:
            continue
        for frame, reason in missed(scene, token.i):
            yield Miss(lemma_of(token), token.idx, frame, reason)
