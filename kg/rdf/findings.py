"""What SHACL found, told to a researcher: which claim of which article, its words, what is wrong, what is allowed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from kg.ontology.terms import Ontology
from kg.plain import one_line
from kg.rdf.validation import Violation
from kg.rdf.vocabulary import DCTERMS, KG, KGV, OA, RDFS, SCHEMA, SKOS

__all__ = ["FIELDS", "Finding", "findings"]

FIELDS = ("kind", "claim", "class", "sentence", "article", "title", "outlet", "date", "url", "wrong", "allowed")
"""What is told of each finding, in the order of the table's columns."""

_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_STEP = re.compile(r"kg:(\w+)")
_CLASS = {"rdf:type", "kg:claimedClass"}

_KINDS = {
    "class": ("claimedClass", "abstract"),
    "voice": ("attribution", "attributedTo"),
    "reality": ("realis", "prospectKind", "polarity", "phase"),
    "certainty": ("certainty", "confidence"),
    "date": ("when", "earliest", "latest", "dateText"),
    "figure": ("killedMin", "injuredMin", "arrestedMin", "participantsMin"),
    "money": ("amount", "currency"),
    "evidence": ("evidence",),
    "entity": ("country", "sector"),
    "article": ("textSha256", "dateBasis", "dateConfidence"),
    "form": ("about", "says", "statedIn"),
}
_KIND = {name: kind for kind, names in _KINDS.items() for name in names}
_KIND |= {name.replace("Min", "Max"): "figure" for name in _KINDS["figure"]}

_NUMBERS = "whole numbers from 0, the lowest not above the highest"
_STRETCH = "one or more stretches of the article's text, counted in characters from 0, their start before their end"
_ALLOWED = {
    "confidence": "one number from 0 to 1",
    "dateConfidence": "one number from 0 to 1",
    "country": "a code of three capitals (ISO 3166-1 alpha-3), as KGZ",
    "currency": "a code of three capitals (ISO 4217), as USD",
    "amount": "a number of 0 or more",
    "when": "a date in EDTF, as 2010-04-07, 2010-04, 2010-04-07/2010-04-15 or ../2010-04-07",
    "earliest": "a day of the calendar, not after the last (kg:latest)",
    "latest": "a day of the calendar",
    "evidence": _STRETCH,
    "attributedTo": "one agent, where the attribution is named; none otherwise",
    "textSha256": "64 hexadecimal digits",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing wrong with one claim (or with an article or an entity, where `claim` is empty).

    `kind` groups findings for a summary. What is not known is empty; `sentence` is the claim's evidence, or where the
    export leaves texts out, its place.
    """

    kind: str
    claim: str
    class_: str
    sentence: str
    article: str
    title: str
    outlet: str
    date: str
    url: str
    wrong: str
    allowed: str

    def row(self) -> tuple[str, ...]:
        """The values in the order of FIELDS."""
        return (
            *(self.kind, self.claim, self.class_, self.sentence, self.article, self.title, self.outlet),
            *(self.date, self.url, self.wrong, self.allowed),
        )


def findings(violations: Iterable[Violation], quads: Iterable[ox.Quad], ontology: Ontology) -> list[Finding]:
    """The violations in words, for each claim that they concern, by claim; the same thing is said once.

    `quads` are those that were checked: they tell what the claims are.
    """
    said = _Said.of(quads)
    found: dict[Finding, None] = {}
    for violation in violations:
        for claim in violation.claims or ("",):
            told = _told(violation, claim, said, ontology)
            if told is not None:
                found.setdefault(_finding(violation, claim, said, told))
    return sorted(found, key=lambda finding: (finding.article, finding.claim, finding.kind, finding.wrong))


# ----------------------------------------------------------------------------------------------- what quads say


@dataclass(frozen=True, slots=True)
class _Said:
    """Who says what of what: by graph (a claim's IRI, or empty), subject and predicate."""

    facts: Mapping[tuple[str, str, str], Sequence[str]]

    @classmethod
    def of(cls, quads: Iterable[ox.Quad]) -> _Said:
        facts: dict[tuple[str, str, str], list[str]] = {}
        for quad in quads:
            graph = "" if isinstance(quad.graph_name, ox.DefaultGraph) else quad.graph_name.value
            target = quad.object
            key = (graph, quad.subject.value, quad.predicate.value)  # type: ignore[union-attr]
            facts.setdefault(key, []).append(str(target) if isinstance(target, ox.Triple) else target.value)
        return cls(facts)

    def all(self, subject: str, predicate: str, claim: str = "") -> Sequence[str]:
        """The values in the graph of the claim, else in the default graph."""
        return self.facts.get((claim, subject, predicate)) or self.facts.get(("", subject, predicate), ())

    def first(self, subject: str, predicate: str, claim: str = "") -> str:
        return next(iter(self.all(subject, predicate, claim)), "")

    def classes(self, subject: str, claim: str) -> list[str]:
        """The names of the classes that a node is said to be of."""
        found = [*self.all(subject, KG + "claimedClass", claim), *self.all(subject, _TYPE, claim)]
        return [name.removeprefix(KG) for name in found if name not in (KG + "Prospect", KG + "Denied")]

    def sentence(self, claim: str) -> str:
        """The words of the claim's evidence; where the texts are left out, where they stand."""
        return " … ".join(filter(None, (self._words(span) for span in self.all(claim, KG + "evidence"))))

    def _words(self, span: str) -> str:
        selectors = self.all(span, OA + "hasSelector")
        exact = next(filter(None, (self.first(one, OA + "exact") for one in selectors)), "")
        places = (f"[{self.first(one, OA + 'start')}, {self.first(one, OA + 'end')})" for one in selectors)
        return one_line(exact) or next((place for place in places if place != "[, )"), "")


# --------------------------------------------------------------------------------------------------- in words


_Told = tuple[str, str, str]
"""Kind, what is wrong, what is allowed."""


def _finding(violation: Violation, claim: str, said: _Said, told: _Told) -> Finding:
    it = said.first(claim, KG + "says")
    classes = said.classes(it, claim)
    article = said.first(claim, KG + "statedIn") or violation.focus.value
    kind, wrong, allowed = told
    return Finding(
        kind=kind,
        claim=claim,
        class_=", ".join(classes),
        sentence=said.sentence(claim),
        article=article,
        title=one_line(said.first(article, DCTERMS + "title")),
        outlet=one_line(said.first(article, DCTERMS + "publisher")),
        date=said.first(article, DCTERMS + "issued"),
        url=said.first(article, SCHEMA + "url"),
        wrong=wrong,
        allowed=allowed,
    )


def _told(violation: Violation, claim: str, said: _Said, ontology: Ontology) -> _Told | None:
    """The violation in words; None for one that only follows from another."""
    names = _STEP.findall(violation.path)
    field = names[-1] if names else ""
    if violation.constraint == "ClosedConstraintComponent":
        return _unknown(violation, claim, said, ontology)
    if "skos:inScheme" in violation.path:
        return _value(violation, field, claim, said, ontology)
    if violation.shape.endswith("#Entity") and "rdf:type" in violation.path:
        return _entity(violation, claim, said, ontology)
    if names[-2:] == ["roleUse", "role"]:
        return _unused(violation, claim, said, ontology)
    if (
        _CLASS & set(violation.path.split())
        and field in ("", "claimedClass")
        and not violation.shape.endswith("#Claim")
    ):
        return _class(violation, claim, said, ontology)
    if field in ontology.roles or field in ontology.entity_links or (field == "attributedTo" and violation.value):
        return _filler(violation, field, claim, said, ontology)
    return _other(violation, names)


def _filler(violation: Violation, field: str, claim: str, said: _Said, ontology: Ontology) -> _Told:
    """Somebody or something in a part that it cannot play."""
    filler = "" if violation.value is None else violation.value.value
    types = said.classes(filler, claim)
    name = said.first(filler, RDFS + "label", claim) or said.first(filler, SKOS + "prefLabel") or filler
    is_a = f"is of type {', '.join(types)}" if types else "is described nowhere"
    kind = "entity" if field in ontology.entity_links else "voice" if field == "attributedTo" else "role"
    wrong = f"{_part(field, violation, claim, said, ontology)}: {one_line(name)!r} {is_a}"
    return kind, wrong, _below(_fillers(field, ontology), ontology)


def _part(field: str, violation: Violation, claim: str, said: _Said, ontology: Ontology) -> str:
    """The role, with what it means for the class."""
    for name in said.classes(violation.focus.value, claim):
        use = ontology.classes[name].roles.get(field) if name in ontology.classes else None
        if use is not None:
            return f"role {field} ({use.as_})"
    return f"role {field}" if field in ontology.roles else field


def _fillers(field: str, ontology: Ontology) -> tuple[str, ...]:
    if field in ontology.roles:
        return ontology.roles[field].fillers
    return ontology.entity_links[field].targets if field in ontology.entity_links else ("Agent",)


def _below(classes: Iterable[str], ontology: Ontology) -> str:
    """The classes that may be named, each with what is below it."""
    found = dict.fromkeys(name for top in classes for name in ontology.concrete(top))
    return ", ".join(found)


def _unused(violation: Violation, claim: str, said: _Said, ontology: Ontology) -> _Told | None:
    """A role that the class does not have; of a class that is no class, that is said."""
    role = violation.shape.rpartition("#use-")[2]
    names = [name for name in said.classes(violation.focus.value, claim) if name in ontology.classes]
    if not names:
        return None
    uses = dict.fromkeys(f"{use.role} ({use.as_})" for n in names for use in ontology.classes[n].roles.values())
    return "role", f"the class {', '.join(names)} has no role {role}", ", ".join(uses)


def _class(violation: Violation, claim: str, said: _Said, ontology: Ontology) -> _Told:
    """No class of situation, one that is abstract, or several."""
    names = said.classes(violation.focus.value, claim)
    known = [name for name in names if name in ontology.classes]
    if len(names) > 1:
        return "class", f"it is of several classes: {', '.join(names)}", "one class"
    if not names:
        return "class", violation.message, "one class of situation that is not abstract, and its prospect or denial"
    if known and ontology.is_a(names[0], "Situation"):
        if ontology.classes[names[0]].abstract:
            return "class", f"the class {names[0]} is abstract", _below(names, ontology)
        return "class", violation.message, "kg:Prospect or kg:Denied with kg:claimedClass, or the class alone"
    near = ontology.nearest(names[0]).removeprefix("; ")
    return "class", f"the ontology has no class of situation {names[0]!r}", near or "all classes: docs/ontology.md"


def _entity(violation: Violation, claim: str, said: _Said, ontology: Ontology) -> _Told:
    """Somebody or something of no class of entity."""
    entity = violation.focus.value
    name = said.first(entity, RDFS + "label", claim) or said.first(entity, SKOS + "prefLabel") or entity
    types = said.classes(entity, claim)
    what = f"of type {', '.join(types)}, which is no class of entity" if types else "of no type"
    return "entity", f"{one_line(name)!r} is {what}", _below(("Entity",), ontology)


def _value(violation: Violation, field: str, claim: str, said: _Said, ontology: Ontology) -> _Told:
    """A value that its scheme does not have."""
    scheme = "prospect" if field == "prospectKind" else field
    given = said.all(violation.focus.value, KG + field, claim)
    shown = ", ".join(value.removeprefix(f"{KGV}{scheme}/") for value in given)
    wrong = f"{field} {shown!r} is no value of the scheme" if given else f"there is no {field}"
    return _KIND.get(field, "form"), wrong, ", ".join(ontology.schemes.get(scheme, ()))


def _unknown(violation: Violation, claim: str, said: _Said, ontology: Ontology) -> _Told:
    """A property that claims, or entities, do not have."""
    name = violation.path.removeprefix("kg:").strip("<>")
    if violation.shape.endswith("#Entity"):
        allowed = ("country", "sector", *ontology.entity_links)
        return "entity", f"an entity has no property {name!r}", ", ".join(allowed)
    roles = (
        use
        for n in said.classes(violation.focus.value, claim)
        if n in ontology.classes
        for use in ontology.classes[n].roles
    )
    return "form", f"what a claim says has no property {name!r}", ", ".join((*roles, *ontology.links, *_DATA))


_DATA = ("when", "earliest", "latest", "dateText", "amount", "currency", *(n for n in _KIND if _KIND[n] == "figure"))


def _other(violation: Violation, names: Sequence[str]) -> _Told:
    """All else in the words of the shape."""
    telling = (name for name in reversed(names) if _KIND.get(name, "form") != "form")
    field = next(telling, names[-1] if names else "")
    places = ("Span", "Position")
    kind = "evidence" if violation.shape.endswith(places) else _KIND.get(field, "form")
    value = "" if violation.value is None else violation.value.value.removeprefix(KGV).removeprefix(KG)
    shown = f" ({field} {one_line(value)!r})" if isinstance(violation.value, ox.Literal) else ""
    allowed = _NUMBERS if kind == "figure" else _STRETCH if kind == "evidence" else _ALLOWED.get(field, "")
    return kind, f"{violation.message.rstrip('.')}{shown}", allowed
