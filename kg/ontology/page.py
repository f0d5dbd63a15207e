"""The ontology as one web page: a permanent anchor for each term, what it means, and how it stands to the others.

The page needs nothing beside itself: no script, no font, no picture. The anchor of a term of the ontology is its local
name (`#Defection`, `#actor`); that of a scheme or a value what follows `https://w3id.org/crisiskg/` in its IRI
(`#scheme/certainty/probable`), because schemes are called like the properties that take their values.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

from kg.ontology.read import local, ontology_of
from kg.ontology.reference import QUADS
from kg.ontology.terms import Ontology, OntologyClass, relationship_type
from kg.ontology.turtle import KG, KGV, OWL, RDF, RDFS, SCHEMA, SKOS, Statements, Term, statements
from kg.resources import folder as resource_folder

__all__ = ["FILES", "anchor", "page"]

FILES = ("core", "events", "shortcuts", "schemes", "plover", "alignments")
"""The Turtle files whose terms are on the page."""

_OURS = "https://w3id.org/crisiskg/"
_HEADER = f"{_OURS}ontology"
_DCTERMS = "http://purl.org/dc/terms/"
_DECLARED = ("Class", "ObjectProperty", "DatatypeProperty", "AnnotationProperty")
_PREFIXES = {
    "http://purl.org/dc/terms/": "dcterms",
    "http://semanticweb.cs.vu.nl/2009/11/sem/": "sem",
    "http://www.opengis.net/ont/geosparql#": "geo",
    "http://www.w3.org/2001/XMLSchema#": "xsd",
    "http://www.w3.org/ns/oa#": "oa",
    "http://www.w3.org/ns/org#": "org",
    "http://www.w3.org/ns/prov#": "prov",
    "http://xmlns.com/foaf/0.1/": "foaf",
    KG: "kg",
    OWL: "owl",
    RDF: "rdf",
    RDFS: "rdfs",
    SCHEMA: "schema",
    SKOS: "skos",
}
_MATCHES = ("exactMatch", "closeMatch", "broadMatch", "narrowMatch", "relatedMatch")

_STYLE = """
:root { color-scheme: light dark; --ink: #1b1f24; --soft: #57606a; --paper: #fff; --line: #d0d7de; --link: #0550ae; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6edf3; --soft: #9da7b3; --paper: #0d1117; --line: #30363d; --link: #79b8ff; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 52rem; padding: 1rem; color: var(--ink); background: var(--paper);
  font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
a { color: var(--link); }
a:focus-visible, summary:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
h1, h2, h3 { line-height: 1.25; }
h2 { margin-top: 3rem; border-bottom: 1px solid var(--line); }
h3 { margin: 0; font-size: 1.1rem; }
h3 a { text-decoration: none; }
.term { margin: 1.5rem 0; padding-top: .5rem; }
.term:target { border-left: 4px solid var(--link); padding-left: .75rem; }
.term p { margin: .25rem 0; }
dl { display: grid; grid-template-columns: 8rem 1fr; gap: .15rem .75rem; margin: .5rem 0; }
dt { color: var(--soft); }
dd { margin: 0; }
dd ul { margin: 0; padding-left: 1.1rem; }
@media (max-width: 34rem) { dl { grid-template-columns: 1fr; } dd { margin-left: 1rem; } }
.skip { position: absolute; left: -999rem; }
.skip:focus { position: static; }
"""


def page(folder: Path | None = None, *, files: str = "") -> str:
    """The page for the ontology in the folder (that of kg when left out), ending in a line feed.

    `files` is where the Turtle files lie, seen from the page: "../ontology/", or empty for the page's own folder.
    Raises OntologyError when a file is missing or broken.
    """
    place = resource_folder("ontology") if folder is None else folder
    said = statements([place / f"{name}.ttl" for name in FILES])
    return "\n".join(_Page(said, ontology_of(said), files).lines()) + "\n"


def anchor(term: Term) -> str:
    """The anchor of a term, a scheme or a value.

    >>> anchor("https://w3id.org/crisiskg/ontology#Defection"), anchor("https://w3id.org/crisiskg/scheme/phase/acting")
    ('Defection', 'scheme/phase/acting')
    """
    return local(term) or term.removeprefix(_OURS)


@dataclass(frozen=True, slots=True)
class _Page:
    said: Statements
    ontology: Ontology
    files: str

    def lines(self) -> Iterator[str]:
        yield from self._head()
        yield '<a class="skip" href="#terms">To the terms</a>'
        yield from self._introduction()
        sections = [(id_, title, terms) for id_, title, terms in self._sections() if terms]
        yield from self._contents(sections)
        yield '<main id="terms">'
        for id_, title, terms in sections:
            yield f'<section aria-labelledby="{id_}">\n<h2 id="{id_}">{title}</h2>'
            for term in terms:
                yield from self._term(term)
            yield "</section>"
        yield "</main>\n</body>\n</html>"

    # ------------------------------------------------------------------------------------------ head and contents

    def _head(self) -> Iterator[str]:
        title, about = (escape(self._of_header(name)) for name in ("title", "description"))
        yield '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">'
        yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
        yield '<meta name="color-scheme" content="light dark">'
        yield f"<title>{title}</title>"
        yield f'<meta name="description" content="{about}">'
        yield f'<link rel="alternate" type="text/turtle" href="{escape(self.files)}core.ttl">'
        yield '<link rel="icon" href="data:,">'
        yield f"<style>{_STYLE}</style>\n</head>\n<body>"

    def _of_header(self, name: str) -> str:
        return self.said.text(_HEADER, _DCTERMS + name)

    def _introduction(self) -> Iterator[str]:
        yield f"<header>\n<h1>{escape(self._of_header('title'))}</h1>\n<p>{escape(self._of_header('description'))}</p>"
        turtle = ", ".join(f'<a href="{escape(self.files)}{name}.ttl">{name}</a>' for name in (*FILES, "shapes"))
        yield from _facts(
            [
                ("IRI", _code(_HEADER)),
                ("version", escape(self.said.text(_HEADER, OWL + "versionInfo"))),
                ("version IRI", _code(self.said.text(_HEADER, OWL + "versionIRI"))),
                ("licence", _outside(self._of_header("license"))),
                ("creator", escape(self._of_header("creator"))),
                ("issued", escape(self._of_header("issued"))),
                ("modified", escape(self._of_header("modified"))),
                ("prefixes", f"{_code(f'kg: {KG}')}<br>{_code(f'kgv: {KGV}')}"),
                ("Turtle", turtle),
            ]
        )
        yield '<p>The anchor of a term is its name, as in <a href="#Defection">#Defection</a>; that of a scheme or a'
        yield f"value is what follows {_code(_OURS)} in its IRI. Anchors stay as they are.</p>\n</header>"

    def _contents(self, sections: Iterable[tuple[str, str, Sequence[Term]]]) -> Iterator[str]:
        yield '<nav aria-label="Contents">\n<h2 id="contents-of-page">Contents</h2>'
        for id_, title, terms in sections:
            links = ", ".join(self._link(term) for term in terms)
            yield f"<details>\n<summary>{title} ({len(terms)})</summary>"
            yield f'<p><a href="#{id_}">All of them</a>: {links}</p>\n</details>'
        yield "</nav>"

    # --------------------------------------------------------------------------------------------------- sections

    def _sections(self) -> Iterator[tuple[str, str, list[Term]]]:
        """Id, title and terms of each section; every term is in one."""
        classes, properties = self._declared("Class"), self._properties()
        known = self.ontology.classes
        yield "classes-of-situation", "Classes of situation", [c for c in classes if self._is_a(c, "Situation")]
        yield "classes-of-entity", "Classes of entity", [c for c in classes if self._is_a(c, "Entity")]
        yield "classes-of-text", "Articles, claims and words", [c for c in classes if local(c) not in known]
        for id_, title, top in (
            ("roles-in-situations", "Roles", "participant"),
            ("links-of-situations", "Links between situations", "linkedTo"),
            ("ties-of-entities", "Ties between entities", "tiedTo"),
            ("ways-to-the-text", "Ways to the text", "tracedTo"),
        ):
            below = {KG + top, *self.said.subjects(RDFS + "subPropertyOf", KG + top)}
            yield id_, title, [term for term in properties if term in below]
            properties = [term for term in properties if term not in below]
        shortcuts = self.said.subjects_of(KG + "via")
        annotations = self._declared("AnnotationProperty")
        rest = [term for term in properties if term not in shortcuts and term not in annotations]
        yield "other-properties", "Other properties", rest
        yield "derived-shortcuts", "Shortcuts", shortcuts
        yield "words-about-terms", "How terms are described", annotations
        for scheme in self.said.subjects(RDF + "type", SKOS + "ConceptScheme"):
            title = escape(self.said.text(scheme, SKOS + "prefLabel"))
            yield f"values-of-{anchor(scheme)}", f"Values: {title}", self._concepts(scheme)

    def _declared(self, kind: str) -> list[Term]:
        return [term for term in dict.fromkeys(self.said.subjects(RDF + "type", OWL + kind)) if local(term)]

    def _properties(self) -> list[Term]:
        return list(dict.fromkeys(term for kind in _DECLARED[1:] for term in self._declared(kind)))

    def _concepts(self, scheme: Term) -> list[Term]:
        return [scheme, *self.said.subjects(SKOS + "inScheme", scheme)]

    def _is_a(self, term: Term, top: str) -> bool:
        return local(term) in self.ontology.classes and self.ontology.is_a(local(term), top)

    # ------------------------------------------------------------------------------------------------- one term

    def _term(self, term: Term) -> Iterator[str]:
        name, id_ = anchor(term), escape(anchor(term))
        label = self.said.text(term, RDFS + "label") or self.said.text(term, SKOS + "prefLabel")
        yield f'<article class="term" id="{id_}">'
        shown = f"kg:{name}" if local(term) else f"kgv:{term.removeprefix(KGV)}"
        yield f'<h3><a href="#{id_}">{escape(label)}</a> {_code(shown)}</h3>'
        definition = self.said.text(term, SKOS + "definition")
        if definition:
            yield f"<p>{escape(definition)}</p>"
        yield from _facts(self._facts(term))
        yield "</article>"

    def _facts(self, term: Term) -> Iterator[tuple[str, str]]:
        class_ = self.ontology.classes.get(local(term))
        yield "is a", self._links(self._above(term))
        yield "kinds", self._links(self._below(term))
        if class_ is not None:
            yield from self._of_class(class_)
        yield "stands on", self._links(self.said.objects(term, SCHEMA + "domainIncludes"))
        yield (
            "filled by" if local(term) in self.ontology.roles else "value",
            self._links(self.said.objects(term, SCHEMA + "rangeIncludes")),
        )
        yield from self._of_property(term)
        yield from self._of_value(term)
        yield "alignment", ", ".join(self._alignments(term))

    def _above(self, term: Term) -> list[Term]:
        found = [*self.said.objects(term, RDFS + "subClassOf"), *self.said.objects(term, RDFS + "subPropertyOf")]
        return [above for above in found if local(above)]

    def _below(self, term: Term) -> list[Term]:
        found = [*self.said.subjects(RDFS + "subClassOf", term), *self.said.subjects(RDFS + "subPropertyOf", term)]
        return [below for below in found if local(below)]

    def _of_class(self, class_: OntologyClass) -> Iterator[tuple[str, str]]:
        notes = {"a branch: it groups classes, no claim is of it": class_.abstract, "symmetric": class_.symmetric}
        yield "note", "; ".join(note for note, holds in notes.items() if holds)
        uses = (
            f"{self._link(KG + use.role)} ({escape(use.as_)}): {escape(use.definition)}; "
            f"{self._links(KG + filler for filler in use.fillers)}"
            for use in class_.roles.values()
        )
        yield "roles", _list(uses)
        fills = (KG + r.name for r in self.ontology.roles.values() if set(r.fillers) & set(class_.ancestors))
        yield "may be", self._links(fills) if "Entity" in class_.ancestors else ""
        yield "codes", self._codes(class_)
        shortcuts = (
            s for s in self.said.subjects_of(KG + "via") if local(self.said.text(s, KG + "via")) in class_.ancestors
        )
        yield "shortcuts", self._links(shortcuts)
        yield "no code", escape(self.said.text(KG + class_.name, KG + "noPlover"))

    def _codes(self, class_: OntologyClass) -> str:
        """Its codes, and those that it has from the classes above it, as links."""
        found = []
        for kind in ("plover", "ploverMode", "cameo"):
            lineage = class_.ancestors if kind != "ploverMode" else (class_.name,)
            code = next(filter(None, (self.said.first(KG + name, KG + kind) for name in lineage)), None)
            if code is not None:
                system = {"plover": "PLOVER", "ploverMode": "mode", "cameo": "CAMEO"}[kind]
                found.append(f"{system} {self._link(code, self.said.text(code, SKOS + 'notation'))}")
        if class_.quad is not None:
            found.append(f"quad class {class_.quad} ({QUADS[class_.quad]})")
        return "; ".join(found)

    def _of_property(self, term: Term) -> Iterator[tuple[str, str]]:
        if self.said.first(term, KG + "via") is not None:
            ends = [self._link(self.said.text(term, KG + name)) for name in ("viaFrom", "via", "viaTo")]
            arrow = "—" if self.said.true(term, KG + "symmetric") else "→"
            yield "derived from", f"{ends[1]}: {ends[0]} {arrow} {ends[2]}"
        if term in self.said.subjects(RDF + "type", OWL + "ObjectProperty") and not self.said.true(
            term, KG + "abstract"
        ):
            name = self.said.first(term, KG + "relationshipType") or relationship_type(local(term))
            yield "in the property graph", _code(name) if self._is_edge(term) else ""

    def _is_edge(self, term: Term) -> bool:
        name = self.said.first(term, KG + "relationshipType") or relationship_type(local(term))
        return name in self.ontology.relationship_types()

    def _of_value(self, term: Term) -> Iterator[tuple[str, str]]:
        yield "written", _code(self.said.text(term, SKOS + "notation"))
        yield "broader", self._links(self.said.objects(term, SKOS + "broader"))
        yield "narrower", self._links(self.said.subjects(SKOS + "broader", term))
        coded = [t for kind in ("plover", "ploverMode", "cameo") for t in self.said.subjects(KG + kind, term)]
        yield "code of", self._links(dict.fromkeys(coded))

    def _alignments(self, term: Term) -> Iterator[str]:
        for predicate, words in ((RDFS + "subClassOf", "subclass of"), (RDFS + "subPropertyOf", "subproperty of")):
            for target in self.said.objects(term, predicate):
                if not target.startswith(_OURS):
                    yield f"{words} {self._link(target)}"
        for match in _MATCHES:
            yield from (f"{match} {self._link(target)}" for target in self.said.objects(term, SKOS + match))

    # -------------------------------------------------------------------------------------------------- links

    def _links(self, terms: Iterable[Term]) -> str:
        return ", ".join(map(self._link, terms))

    def _link(self, term: Term, text: str = "") -> str:
        if not term.startswith(_OURS):
            return _outside(term)
        shown = text or local(term) or term.removeprefix(KGV)
        return f'<a href="#{escape(anchor(term))}">{escape(shown)}</a>'


def _facts(facts: Iterable[tuple[str, str]]) -> Iterator[str]:
    """A list of what there is to say; what is empty is left out."""
    rows = [f"<dt>{escape(key)}</dt><dd>{text}</dd>" for key, text in facts if text]
    if rows:
        yield "\n".join(("<dl>", *rows, "</dl>"))


def _list(items: Iterable[str]) -> str:
    rows = "".join(f"<li>{item}</li>" for item in items)
    return f"<ul>{rows}</ul>" if rows else ""


def _outside(iri: Term) -> str:
    """A link to a term of others, with the prefix that people know it by."""
    shown = next((f"{p}:{iri.removeprefix(space)}" for space, p in _PREFIXES.items() if iri.startswith(space)), iri)
    return f'<a href="{escape(iri)}">{escape(shown)}</a>' if iri else ""


def _code(text: str) -> str:
    return f"<code>{escape(text)}</code>" if text else ""
