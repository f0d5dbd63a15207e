"""Figures of dead and injured told apart from their event: "the ministry now speaks of 83 dead"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Token

from ingest.attribution import AUTHOR, Voice
from ingest.clauses import Predicate
from ingest.evidence import evidence
from ingest.frames import Scene
from ingest.lexicon import listed
from ingest.merging import Candidate
from ingest.modality import Reading
from ingest.quantities import Quantities
from ingest.syntax import SUBJECTS, is_predicate
from kg.model import Mention

__all__ = ["Report", "reports", "told", "without"]

RULE = "casualties.report"
CLEARNESS = 0.6
"""Of a figure that is given to the nearest violent event; lower than any frame's that names both at once."""

BLOODY = ("Violence", "Riot", "Coup")
"""Classes whose dead and injured later sentences count."""

NEAR = 3
"""Sentences between an event and the count of its victims, within a paragraph."""

_CAUSES = ("in", "from", "during", "by", "after", "of")
_STATES = frozenset({"hospital", "surgery", "custody", "night", "day", "week", "hour", "wound", "injury", "bed"})


@dataclass(frozen=True, slots=True)
class Report:
    """A figure ("killedMin": 83), the counted word, the verb of its clause, and who is said to count, if anybody."""

    size: Mapping[str, int]
    word: Token
    predicate: Predicate
    teller: Mention | None


def reports(scene: Scene, quantities: Quantities, found: Sequence[Candidate]) -> Iterator[Report]:
    """The figures of dead and injured that no situation of their own sentence has, in the order of the text."""
    counted = {(scene.doc[c.token].sent.start, key) for c in found if c.token >= 0 for key in c.size}
    for noun in sorted(quantities.counts):
        word = scene.doc[noun]
        size = quantities.suffered(word)
        if not size or _has_own_cause(scene, word):
            continue
        report = Report(size, word, scene.predicate(_clause(word).i), _teller(scene, word))
        if report.teller is not None or not any((word.sent.start, key) in counted for key in size):
            yield report


def without(found: Sequence[Candidate], report: Report) -> list[Candidate]:
    """The situations without the figure, where the author only passes it on: "the ministry counted 76 deaths"."""
    if report.teller is None:
        return list(found)
    sentence = report.word.sent
    return [
        replace(c, size={k: n for k, n in c.size.items() if report.size.get(k) != n})
        if c.voice == AUTHOR and sentence.start <= c.token < sentence.end
        else c
        for c in found
    ]


def _teller(scene: Scene, word: Token) -> Mention | None:
    """Who counts: "activists put the number at 100", "the ministry speaks of 83 dead"."""
    verb = _clause(word)
    if verb.lemma_.lower() not in listed("counts") or word.dep_ in SUBJECTS:
        return None
    tellers = [m for at in scene.predicate(verb.i).heads("subject") for m in scene.meant(at)]
    return next((m for m in tellers if scene.ontology.is_a(m.type, "Agent")), None)


def told(scene: Scene, report: Report, voice: Voice, found: Sequence[Candidate]) -> Candidate | None:
    """The report as one more telling of the violent event nearest to it; None where the paragraph has none."""
    event = _event(scene, report.word, found)
    if event is None:
        return None
    if report.teller is not None:
        voice = Voice("named", report.teller)
    certainty = voice.certainty or "certain"
    return Candidate(
        event.class_,
        event.roles,
        Reading(certainty=certainty),
        evidence(scene.doc, report.predicate),
        report.word.i,
        RULE,
        CLEARNESS,
        voice=voice,
        named=False,
        size=report.size,
    )


def _event(scene: Scene, word: Token, found: Sequence[Candidate]) -> Candidate | None:
    """The nearest violent event that happened: before the count if there is one, else after it."""
    near = _near(word)
    around = [c for c in found if c.token in near and c.token != word.i and _is_bloody(scene, c)]
    return min(around, key=lambda c: (c.token > word.i, abs(c.token - word.i)), default=None)


def _is_bloody(scene: Scene, candidate: Candidate) -> bool:
    happened = candidate.reading.realis == "event" and candidate.reading.polarity == "affirmed"
    return happened and any(scene.ontology.is_a(candidate.class_, class_) for class_ in BLOODY)


def _near(word: Token) -> range:
    """The tokens of the word's paragraph with at most NEAR beginnings of sentences between them and the word."""
    doc, first, last = word.doc, word.i, word.i
    begun = 0
    while first > 0 and "\n" not in doc[first - 1].text and begun <= NEAR:
        first -= 1
        begun += bool(doc[first].is_sent_start)
    begun = 0
    while last + 1 < len(doc) and "\n" not in doc[last].text and begun <= NEAR:
        last += 1
        begun += bool(doc[last].is_sent_start)
    return range(first, last + 1)


def _has_own_cause(scene: Scene, word: Token) -> bool:
    """Whether the clause itself says what they died of, and that is no place and no part of the event: "in a flood"."""
    predicate = scene.predicate(_clause(word).i)
    for name in _CAUSES:
        for at in predicate.heads(name):
            cause = scene.doc[at]
            placed = scene.referents.place(at) is not None or scene.referents.of(at) is not None
            if cause.pos_ == "NOUN" and cause != word and not placed and cause.lemma_.lower() not in _STATES:
                return scene.match(at) is None
    return False


def _clause(word: Token) -> Token:
    """The verb of the clause in which a word stands; the word itself where there is none."""
    for token in (word, *word.ancestors):
        if is_predicate(token):
            return token
    return word
