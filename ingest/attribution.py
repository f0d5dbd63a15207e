"""In whose voice a clause is told: the author's, a named speaker's, or that of unnamed sources."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from ingest.clauses import lemma_of
from ingest.meant import People, meant
from ingest.quotations import Quotation
from ingest.syntax import case_of, is_passive, kids, logical_subject, members
from ingest.words import words
from kg.model import Mention
from kg.ontology import Ontology

__all__ = ["AUTHOR", "Speakers", "Voice", "voice_of"]

_MAX_CLIMB = 10
_ACCORDING = frozenset({"according to", "according", "in the words of", "citing"})
_REPORTED = frozenset({"ccomp", "parataxis", "xcomp", "csubj", "csubj:pass"})


@dataclass(frozen=True, slots=True)
class Voice:
    """attribution: author | named | unnamed; `source` is who is named; certainty when the way of telling lowers it."""

    attribution: str
    source: Mention | None = None
    certainty: str | None = None
    token: int | None = None


AUTHOR = Voice("author")


@dataclass(frozen=True, slots=True)
class Speakers:
    """Who may speak: what each word refers to, and which of that is an agent."""

    people: People
    ontology: Ontology

    def each(self, token: int) -> list[Mention]:
        """The agents that the word refers to."""
        return [m for m in meant(self.people, token) if self.ontology.is_a(m.type, "Agent")]


def voice_of(doc: Doc, token: int, *, anchor: int, speakers: Speakers, quotations: tuple[Quotation, ...]) -> Voice:
    """The innermost voice in which the word at `token` is told; `anchor` is the verb that carries it, or itself.

    Climbs from the word: a clause that is the complement of a verb of saying is in the voice of its subject, one with
    "according to" in that of the one named there, one with "reportedly" in nobody's; what stands inside quotation
    marks is in its speaker's voice.
    """
    found = next(_voices(doc[anchor], speakers), None)
    if anchor == token and _is_presupposed(doc[token]) and not _content(doc[token]):
        found = None
    quoted = next((q for q in quotations if q.start <= token < q.end), None)
    if quoted is not None and quoted.speaker is not None:
        inside = found is not None and found.token is not None and quoted.start <= found.token < quoted.end
        if not inside:
            source = _source(doc[quoted.speaker], speakers)
            return source or found or AUTHOR
    return found or AUTHOR


def _is_presupposed(word: Token) -> bool:
    """Whether a noun only stands in a phrase: "after the riot, she said, …" takes the riot for granted."""
    return word.pos_ in ("NOUN", "PROPN") and word.dep_ in ("obl", "nmod", "nmod:poss", "compound")


def _content(word: Token) -> bool:
    """Whether the noun is what somebody denies, claims or is accused of."""
    return _governs_voice(word.head) or lemma_of(word.head) in _NOUNS


def _voices(word: Token, speakers: Speakers) -> Iterator[Voice]:
    current, told = word, True  # a noun that is only mentioned is not hearsay because its clause is
    for _ in range(_MAX_CLIMB):
        yield from _beside(current, speakers, told=told)
        head = current.head
        if head == current:
            return
        if current.dep_ in _REPORTED or (current.dep_ == "advcl" and case_of(current) in ("of", "for")):
            yield from _told_by(current, head, speakers)
        elif current.dep_ in ("acl", "nmod", "ccomp") and lemma_of(head) in _NOUNS:
            yield from _noun_voice(head, speakers)
        elif current.dep_ in ("obl", "obj") and _governs_voice(head):
            yield from _told_by(current, head, speakers)
        told = told and current.dep_ not in _MENTIONED
        current = head


_MENTIONED = frozenset({"nsubj", "nsubj:pass", "obj", "obl", "nmod", "nmod:poss", "obl:agent", "acl:relcl", "appos"})
_NOUNS = frozenset({"claim", "allegation", "accusation", "report", "rumor", "rumour", "denial", "responsibility"})


def _noun_voice(noun: Token, speakers: Speakers) -> Iterator[Voice]:
    """As in "Reports of clashes", "his claim that": what the noun's owner says."""
    for owner in kids(noun, "nmod:poss"):
        source = _source(owner, speakers)
        if source is not None:
            yield source
            return
    if lemma_of(noun) in ("report", "rumor", "rumour", "allegation") and not kids(noun, "compound"):
        yield Voice("unnamed", certainty="probable", token=noun.i)


def _governs_voice(verb: Token) -> bool:
    governor = words().governors.get(lemma_of(verb))
    return governor is not None and governor.voice


def _beside(current: Token, speakers: Speakers, *, told: bool) -> Iterator[Voice]:
    """Voices that stand beside a clause: "reportedly", "according to the mayor", "…, the mayor said"."""
    for child in current.children:
        if told and child.lower_ in words().hearsay and child.dep_ in ("advmod", "amod"):
            yield Voice("unnamed", certainty="possible" if child.lower_ == "allegedly" else "probable", token=child.i)
        elif child.dep_ in ("obl", "advmod", "nmod", "advcl") and case_of(child) in _ACCORDING:
            yield _source(child, speakers) or Voice("unnamed", certainty="probable", token=child.i)
        elif child.dep_ == "parataxis" and lemma_of(child) in words().reporting and not kids(child, "ccomp", "obj"):
            yield from _speaker(child, speakers)


def _told_by(current: Token, verb: Token, speakers: Speakers) -> Iterator[Voice]:
    lemma = lemma_of(verb)
    if lemma in words().reporting or lemma in words().belief or _governs_voice(verb):
        if current.dep_ == "xcomp" and not (_governs_voice(verb) or is_passive(verb)):
            return
        yield from _speaker(verb, speakers)


def _speaker(verb: Token, speakers: Speakers) -> Iterator[Voice]:
    """Who says it: the subject; nobody named where there is none or where it is "reports", "sources"."""
    subject, _ = logical_subject(verb)
    if subject is None or subject.lower_ in ("it", "there"):
        if is_passive(verb) and lemma_of(verb) in words().reporting | words().belief:
            certainty = (
                "possible" if lemma_of(verb) in ("allege", "accuse", "suspect", "claim", "suppose") else "probable"
            )
            yield Voice("unnamed", certainty=certainty, token=verb.i)
        return
    source = _source(subject, speakers)
    if source is not None:
        yield source


def _source(word: Token, speakers: Speakers) -> Voice | None:
    """The voice of a noun phrase: a named or described speaker, else unnamed for "sources", "reports"."""
    if lemma_of(word) in words().unnamed and not any(t.dep_ in ("compound", "nmod:poss") for t in word.children):
        return Voice("unnamed", certainty="probable", token=word.i)
    for member in members(word):
        for mention in speakers.each(member.i):
            return Voice("named", mention, token=member.i)
    for child in word.subtree:  # "a statement by the ministry", "the army's report"
        if child.dep_ in ("nmod:poss", "nmod", "compound", "amod"):
            for mention in speakers.each(child.i):
                return Voice("named", mention, token=child.i)
    return None
