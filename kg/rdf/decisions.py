"""Decisions as quads and back: who decided what, when and why, each line of decisions.jsonl a resource of its own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from kg.decisions import FIELDS, Decision
from kg.errors import InputError
from kg.ids import iri
from kg.rdf.said import Said, Term, local_of, numbered, words
from kg.rdf.vocabulary import PROV, RDFS, XSD, A, agent, decided, integer, moment, node, ours, text, unquoted

__all__ = ["decision_quads", "decisions_in"]

_OF = {
    "assign": ("claim", "situation"),
    "same": ("entity", "entity"),
    "different": ("entity", "entity"),
    "redirect": ("situation", "situation"),
    "reject": ("claim",),
    "retract": ("article",),
    "copy": ("article", "article"),
    "independent": ("article", "article"),
    "undo": ("decision",),
}
"""Of what the ids are that a decision of that kind is about."""

_PREDICATES = ("decidedOn", "decidedFor")


def decision_quads(decisions: Iterable[Decision], base: str) -> Iterator[ox.Quad]:
    """The decisions in the default graph, in their order."""
    known: set[str] = set()
    for number, decision in enumerate(decisions, 1):
        who, subject = agent(decision.who, base), decided(decision.id, base)
        if decision.who not in known:
            known.add(decision.who)
            yield ox.Quad(who, A, node(PROV + "Agent"))
            yield ox.Quad(who, node(RDFS + "label"), text(decision.who))
        yield ox.Quad(subject, A, ours("Decision"))
        yield ox.Quad(subject, ours("ordinal"), integer(number, "positiveInteger"))
        yield ox.Quad(subject, ours("decision"), text(decision.kind))
        for predicate, kind, id_ in zip(_PREDICATES, _OF[decision.kind], decision.about, strict=False):
            about = decided(id_, base) if kind == "decision" else node(iri(kind, id_, base))
            yield ox.Quad(subject, ours(predicate), about)
        yield ox.Quad(subject, node(PROV + "wasAttributedTo"), who)
        yield ox.Quad(subject, node(PROV + "generatedAtTime"), moment(decision.when))
        yield ox.Quad(subject, node(RDFS + "comment"), text(decision.why))


def decisions_in(store: ox.Store, base: str) -> Iterator[Decision | InputError]:
    """The decisions that the store holds, in their order; an InputError in place of one that is damaged."""
    found: list[tuple[int, str, Decision | InputError]] = []
    for quad in store.quads_for_pattern(None, A, ours("Decision"), ox.DefaultGraph()):
        said, id_ = Said(store, quad.subject), str(quad.subject)
        try:
            decision: Decision | InputError = _decision(said, base)
            number = numbered(said)
        except ValueError as error:
            decision, number = InputError(f"decision {id_}: {error}"), 0
        found.append((number, id_, decision))
    return (decision for _, _, decision in sorted(found, key=lambda item: item[:2]))


def _decision(said: Said, base: str) -> Decision:
    kind = words(said.one(ours("decision")))
    if kind not in FIELDS:
        raise ValueError(f"{kind!r} is no kind of decision; known are {', '.join(FIELDS)}")
    about = tuple(
        _about(said.one(ours(predicate)), of, base) for predicate, of in zip(_PREDICATES, _OF[kind], strict=False)
    )
    return Decision(
        id=_about(said.subject, "decision", base),
        kind=kind,
        about=about,
        who=_who(said, base),
        when=_when(said.one(node(PROV + "generatedAtTime"))),
        why=words(said.one(node(RDFS + "comment"))),
    )


def _about(term: Term, kind: str, base: str) -> str:
    if kind == "decision":
        return unquoted(term, f"{base}decision/")
    return local_of(term, kind, base)


def _who(said: Said, base: str) -> str:
    """The name as its agent has it, else as its IRI."""
    who = said.one(node(PROV + "wasAttributedTo"))
    label = Said(said.store, who).maybe(node(RDFS + "label"))
    return unquoted(who, f"{base}agent/") if label is None else words(label)


def _when(term: Term) -> str:
    """The time as decisions.jsonl writes it; RDF stores write the same moment in several ways."""
    when = words(term)
    if isinstance(term, ox.Literal) and term.datatype.value == XSD + "dateTime":
        return dt.datetime.fromisoformat(when).astimezone(dt.UTC).isoformat(timespec="microseconds")
    return when
