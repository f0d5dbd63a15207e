"""Which situations an article speaks of: frames, modality, voice, dates and figures brought together."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from spacy.tokens import Doc, Token

from ingest.amounts import amounts_in, counts_in
from ingest.attribution import AUTHOR, Speakers, Voice, voice_of
from ingest.casualties import reports, told, without
from ingest.clauses import Predicate
from ingest.coreference import Referents
from ingest.dates import dates_in
from ingest.evidence import evidence
from ingest.frame_schema import Emission, Frame, read_frames
from ingest.frames import Index, Match, Scene, index, matches
from ingest.implied import completed, linked_clauses
from ingest.meant import People
from ingest.merging import Candidate
from ingest.modality import ATTEMPT, FAILED, PURPOSE, Reading
from ingest.quantities import Quantities, quantities_of
from ingest.quotations import Quotation, quotations_in
from ingest.relevance import relevant
from ingest.titles import FoundState, states_in
from kg.model import Article, Interval, Mention
from kg.ontology import Ontology
from kg.ontology import load as load_ontology
from kg.registry import Registry

__all__ = ["candidates_in", "frame_index", "grounds", "main_token", "scene_of", "shipped_frames"]

CLEAREST = 0.8
"""Of a claim by a verb in the author's voice with actor and recipient; less for less."""

OWN_WORDS = ("SpeechAct", "Endorsement", "Concession")
"""Classes whose saying is the act: "I urge them to go, she said" is told by the author, not by her."""


ATTEMPTED = ("Violence", "Coup", "CyberOperation")
"""Classes that an attempt belongs to as well as the deed (classes.yml: "kills, or tries to kill")."""


_IMPLIED = -1
IMPLIED = 0.9
"""Clearness of what is only implied, beside that of what implies it."""

MOST_IMPLIED = 10
"""Situations that one word implies at most, by which their tokens (below 0) are numbered."""


@dataclass(frozen=True, slots=True)
class Source:
    """What an article gives beside its words: speakers, quotations, dates and figures, its own date."""

    speakers: Speakers
    quotations: tuple[Quotation, ...]
    quantities: Quantities
    published: dt.date | None


@functools.cache
def shipped_frames() -> tuple[Frame, ...]:
    """The frames that ship with the package; read once, against the ontology of the package."""
    return read_frames(Path(__file__).resolve().parent / "frames", load_ontology())


@functools.cache
def frame_index() -> Index:
    """The frames that ship with the package, by their words."""
    return index(shipped_frames())


def scene_of(article: Article, doc: Doc, *, referents: Referents, registry: Registry, ontology: Ontology) -> Scene:
    """The article as the frames that ship with the package see it."""
    return Scene(doc, referents, frame_index(), ontology, People(doc, referents, registry, article))


def candidates_in(scene: Scene, *, published: dt.date | None) -> list[Candidate]:
    """Every situation that the scene's frames and the titles of its people name, in the order of the text."""
    doc = scene.doc
    source = Source(
        Speakers(scene.people, scene.ontology),
        quotations_in(doc),
        quantities_of(
            doc,
            dates=dates_in(doc, published=published),
            amounts=amounts_in(doc),
            counts=counts_in(doc),
        ),
        published,
    )
    found = [c for match in matches(scene) for c in _candidates(scene, completed(scene, match), source)]
    found = _with_victims(scene, source, found)
    found += [_stated(state, source.quantities.beside(state.span)) for state in states_in(doc, scene.referents)]
    beside = {token.idx for token in doc if token._.credit}
    found = [c for c in found if c.span.start not in beside]
    return sorted(relevant(found, doc, scene.ontology), key=lambda c: (c.span.start, c.token))


def _with_victims(scene: Scene, source: Source, found: list[Candidate]) -> list[Candidate]:
    """The situations, and the figures of dead and injured that are told apart from them."""
    more: list[Candidate] = []
    for report in reports(scene, source.quantities, found):
        candidate = told(scene, report, _said(scene, report.predicate, source), found)
        if candidate is not None:
            found = without(found, report)
            more.append(candidate)
    return found + more


def _said(scene: Scene, predicate: Predicate, source: Source) -> Voice:
    return voice_of(
        scene.doc,
        predicate.token,
        anchor=predicate.anchor,
        speakers=source.speakers,
        quotations=source.quotations,
    )


def _candidates(scene: Scene, match: Match, source: Source) -> Iterator[Candidate]:
    """The situation of a match, then those that it implies."""
    predicate, frame = match.predicate, match.frame
    date = source.quantities.date(predicate)
    voice = _voice(scene, match, source)
    if _is_purpose_of_same(scene, match):
        return
    spoken = scene.ontology.is_a(frame.class_, "SpeechAct")
    tried = any(scene.ontology.is_a(frame.class_, class_) for class_ in ATTEMPTED)
    reading = _settled(scene.reading(predicate.token), spoken=spoken, tried=tried)
    reading = _in_time(_adjusted(reading, frame.reading), date, source.published)
    if voice.certainty is not None and reading.certainty == "certain":
        reading = replace(reading, certainty=voice.certainty)
    main = Candidate(
        frame.class_,
        match.roles,
        reading,
        evidence(scene.doc, predicate),
        predicate.token,
        frame.id,
        _clearness(scene, match, reading, voice),
        voice=voice,
        state=scene.ontology.is_a(frame.class_, "State"),
        phase=frame.reading.get("phase"),
        named=_tells(scene, match, date),
        words=_words(scene, match),
        date=date,
        size=source.quantities.size(predicate, frame.size),
        amount=source.quantities.amount(predicate) if frame.amount else None,
        links={**linked_clauses(scene, match), **match.links},
    )
    implied = [_implied(scene, main, emission, roles, nth=n) for n, (emission, roles) in enumerate(match.implied)]
    named = {e.link: (c.token,) for (e, _), c in zip(match.implied, implied, strict=True) if e.link is not None}
    yield replace(main, links={**named, **main.links})
    yield from implied


def _is_purpose_of_same(scene: Scene, match: Match) -> bool:
    """Whether it is but the purpose of another of its class: "fired gas to disperse the crowd" is one repression."""
    word = scene.doc[match.predicate.token]
    if word.dep_ != "advcl" or scene.reading(word.i).kind != PURPOSE:
        return False
    above = scene.match(word.head.i)
    return above is not None and above.frame.class_ == match.frame.class_


def _voice(scene: Scene, match: Match, source: Source) -> Voice:
    """The voice of a match; a speech act that its own speaker reports is told by the author."""
    predicate, class_ = match.predicate, match.frame.class_
    voice = _said(scene, predicate, source)
    if voice.source is None or not any(scene.ontology.is_a(class_, own) for own in OWN_WORDS):
        return voice
    if not _is_performed(scene.doc[predicate.anchor]):  # "she said she had refused": told, not done, by saying it
        return voice
    actors = {m.entity for m in match.roles.get("actor", ())}
    return AUTHOR if voice.source.entity in actors else voice


def _is_performed(word: Token) -> bool:
    """Whether a speech act is done in being said: present tense, a noun ("his promise to"), or "we will"."""
    if word.pos_ not in ("VERB", "AUX"):
        return True
    first_person = any(t.dep_ == "nsubj" and t.lower_ in ("i", "we") for t in word.children)
    auxiliaries = {t.lower_ for t in word.children if t.dep_ == "aux"}
    return auxiliaries <= {"will", "'ll", "’ll"} if first_person else word.tag_ in ("VBZ", "VBP") and not auxiliaries


def _tells(scene: Scene, match: Match, date: Interval | None) -> bool:
    """Whether a match says enough to stand alone: somebody takes part, or a verb or a date makes a happening of it."""
    if any(role not in ("place", "post") for role in match.stated):
        return True
    anchor = scene.doc[match.predicate.anchor]
    if anchor.pos_ in ("VERB", "AUX"):
        return anchor.dep_ != "amod"
    return match.frame.bare and (date is not None or "place" in match.stated)


def _words(scene: Scene, match: Match) -> frozenset[str]:
    """Lemmas of what stands in the verb's object and phrases: two acts by one actor on unlike objects are two."""
    if match.predicate.kind != "verb":
        return frozenset()
    heads = [t for name in ("object", "with", "to", "for", "complement") for t in match.predicate.heads(name)]
    return frozenset(scene.doc[t].lemma_.lower() for t in heads)


def _settled(reading: Reading, *, spoken: bool, tried: bool) -> Reading:
    """What is done for a purpose: the purpose is planned, but a speech act as a purpose is done in doing it.

    An attempt is the act itself where the class says so (`ATTEMPTED`), else a plan; "failed talks" were none.
    """
    if reading.kind == FAILED:
        return replace(reading, realis="event", kind=None, polarity="affirmed" if tried else "negated")
    if reading.kind == ATTEMPT:
        return replace(reading, realis="event", kind=None) if tried else replace(reading, kind="planned")
    if reading.kind != PURPOSE:
        return reading
    return replace(reading, realis="event", kind=None) if spoken else replace(reading, kind="planned")


def _in_time(reading: Reading, date: Interval | None, published: dt.date | None) -> Reading:
    """What is dated after the day of publication has not happened yet."""
    if reading.realis != "event" or date is None or date.earliest is None or published is None:
        return reading
    return replace(reading, realis="prospect", kind="planned") if date.earliest > published else reading


def main_token(candidate: Candidate) -> int:
    """The word that names a situation, or the one that implies it."""
    return candidate.token if candidate.token >= 0 else (_IMPLIED - candidate.token) // MOST_IMPLIED


def _implied(
    scene: Scene, main: Candidate, emission: Emission, roles: Mapping[str, tuple[Mention, ...]], *, nth: int
) -> Candidate:
    """A situation that another implies; its token is below 0, for no word of its own names it."""
    return replace(
        main,
        token=_IMPLIED - nth - MOST_IMPLIED * main.token,
        class_=emission.class_,
        roles=roles,
        reading=_adjusted(Reading(), emission.reading),
        rule=f"{main.rule}+{emission.class_}",
        clearness=round(main.clearness * IMPLIED, 3),
        state=scene.ontology.is_a(emission.class_, "State"),
        named=True,
        amount=None,
        size={},
        links={},
    )


def _adjusted(reading: Reading, fixed: Mapping[str, str]) -> Reading:
    """The reading with what the frame itself fixes ("abandoned her candidacy" is a denied candidacy)."""
    changes = {key: value for key, value in fixed.items() if key != "phase"}
    if fixed.get("realis") == "event":
        reading = replace(reading, kind=None)  # only a prospect has a kind
    return replace(reading, **changes) if changes else reading


def _stated(state: FoundState, date: Interval | None) -> Candidate:
    return Candidate(
        state.class_,
        state.roles,
        Reading(),
        state.span,
        state.token,
        state.rule,
        state.clearness,
        state=True,
        phase=state.phase,
        date=date,
    )


def grounds(scene: Scene, match: Match, reading: Reading, voice: Voice) -> list[tuple[str, float]]:
    """What clearness (0 to 1) is made of: how plainly a text says a situation. Each reason with what it adds.

    Main clauses come before others, filled roles before empty, facts before prospects. The order serves users who want
    the one event that a sentence is about; the steps were chosen on plover_dev.jsonl.
    """
    anchor = scene.doc[match.predicate.anchor]
    filled = min(2, len([role for role in match.roles if role != "place"]))
    verbal = anchor.pos_ in ("VERB", "AUX")
    steps = [
        ("named by a verb", CLEAREST) if verbal else ("named by a noun or an adjective", CLEAREST - 0.1),
        (f"{2 - filled} of two roles empty", 0.04 * filled - 0.08),
        ("not what its sentence says first", 0.0 if _is_main(anchor) else -0.12),
        ("a prospect", -0.1 if reading.realis == "prospect" else 0.0),
        ("told by somebody else than the author", -0.05 if voice is not AUTHOR else 0.0),
    ]
    return [(reason, step) for reason, step in steps if step]


def _clearness(scene: Scene, match: Match, reading: Reading, voice: Voice) -> float:
    return round(max(0.1, sum(step for _, step in grounds(scene, match, reading, voice))), 3)


def _is_main(word: Token) -> bool:
    """Whether a clause is what its sentence says, or what somebody says in it."""
    while word.dep_ in ("ccomp", "parataxis", "conj") and word.head != word:
        word = word.head
    return word.head == word
