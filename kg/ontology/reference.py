"""The ontology for people: one class as text, all of it as a page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches

from kg.errors import UsageError
from kg.ontology.read import load
from kg.ontology.terms import EntityLink, Link, Ontology, OntologyClass, Shortcut, relationship_type

__all__ = ["describe", "reference"]

QUADS = {1: "verbal cooperation", 2: "material cooperation", 3: "verbal conflict", 4: "material conflict"}
"""PLOVER's quad classes."""

_ADDING = """\
## To add a class

1. `ontology/events.ttl`: copy a class of the same branch; change name, label, definition, and what its roles mean
   (`kg:roleUse`). Roles that it does not mention come from the classes above it.
2. `ontology/plover.ttl`: its PLOVER type, mode and nearest CAMEO code; where there is none, `kg:noPlover` and why.
3. `ontology/shortcuts.ttl`: an edge that reads as a sentence, if people will ask for one.
4. `kg ontology check` says what is missing or does not fit; `kg ontology show CLASS` shows what came out."""

_BRANCHES = ("SpeechAct", "Consultation", "Assembly", "Violence", "PowerChange", "Movement")


def describe(name: str, ontology: Ontology) -> str:
    """A class as a page of text for the terminal. The name may be written in any case.

    Raises UsageError, with the nearest names, when there is no such class.
    """
    known = {found.casefold(): found for found in ontology.classes}
    if name.casefold() not in known:
        near = [known[key] for key in get_close_matches(name.casefold(), known, n=3, cutoff=0.0)]
        raise UsageError(f"no class {name!r}; nearest are {', '.join(near)}; all are listed in docs/ontology.md")
    class_ = ontology.classes[known[name.casefold()]]
    return "\n".join(_description(class_, ontology))


def _description(class_: OntologyClass, ontology: Ontology) -> Iterator[str]:
    yield f"{class_.name} ({class_.label})"
    yield f"  {class_.definition}"
    yield ""
    facts = {
        "is a": (" > " if len(class_.parents) < 2 else ", ").join(class_.ancestors[1:]),
        "kinds": ", ".join(_narrower(class_, ontology)),
        "codes": _codes(class_),
        "note": _note(class_),
    }
    yield from (f"  {key:<6} {text}" for key, text in facts.items() if text)
    if class_.roles:
        yield from ("", "  roles")
        yield from _table((u.role, u.as_, u.definition, ", ".join(u.fillers)) for u in class_.roles.values())
    shortcuts = _shortcuts(class_, ontology)
    if shortcuts:
        yield from ("", "  shortcuts")
        yield from _table((_sentence(s), s.definition) for s in shortcuts)
    if "Entity" in class_.ancestors:
        yield from ("", "  may be")
        yield from _table(
            (r.name, r.definition) for r in ontology.roles.values() if set(r.fillers) & set(class_.ancestors)
        )
    elif class_.name != "Situation":
        role = relationship_type(next(iter(class_.roles)))
        yield from ("", f"  MATCH (s:{class_.name})-[r:{role}]->(x) RETURN s.name, r.as, x.name")


def _table(rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    held = list(rows)
    widths = [max(map(len, column)) for column in zip(*held, strict=True)]
    for row in held:
        yield "    " + "  ".join(f"{cell:<{width}}" for cell, width in zip(row, widths, strict=True)).rstrip()


def _narrower(class_: OntologyClass, ontology: Ontology) -> list[str]:
    return [name for name, found in ontology.classes.items() if class_.name in found.parents]


def _codes(class_: OntologyClass) -> str:
    codes = []
    if class_.plover is not None:
        codes.append(f"PLOVER {class_.plover}" + (f", {class_.mode}" if class_.mode else ""))
    if class_.quad is not None:
        codes.append(f"quad {class_.quad} ({QUADS[class_.quad]})")
    if class_.cameo is not None:
        codes.append(f"CAMEO {class_.cameo}")
    return "; ".join(codes)


def _note(class_: OntologyClass) -> str:
    notes = []
    if class_.abstract:
        notes.append("a branch: it groups classes, no claim is of it")
    if class_.symmetric:
        notes.append("symmetric: actor and recipient may change places")
    return "; ".join(notes)


def _shortcuts(class_: OntologyClass, ontology: Ontology) -> list[Shortcut]:
    return [shortcut for shortcut in ontology.shortcuts if shortcut.via in class_.ancestors]


def _sentence(shortcut: Shortcut) -> str:
    head = "-" if shortcut.symmetric else "->"
    return f"({shortcut.via_from})-[:{shortcut.type}]{head}({shortcut.via_to})"


# ----------------------------------------------------------------------------------------------------- the page


def reference(ontology: Ontology | None = None) -> str:
    """The whole ontology as a Markdown page (docs/ontology.md), ending in a line feed."""
    return "\n".join(_page(load() if ontology is None else ontology)) + "\n"


def _page(ontology: Ontology) -> Iterator[str]:
    yield "# The ontology"
    yield ""
    yield "Generated from `ontology/*.ttl`; do not edit. One class at the terminal: `kg ontology show Defection`."
    yield "With an anchor for each term, to link to: [ontology.html](ontology.html)."
    yield ""
    yield "A class name is a label of the property graph and means that the situation happened or holds. A node has the"
    yield "labels of all classes above its own, so `MATCH (v:Violence)` finds attacks, clashes and beatings."
    yield from _situations(ontology)
    yield from _entities(ontology)
    yield from _edges(ontology)
    yield from _values(ontology)
    yield from ("", *_ADDING.splitlines())


def _situations(ontology: Ontology) -> Iterator[str]:
    yield from ("", "## Situations")
    for branch in _BRANCHES:
        yield from _section(ontology.classes[branch], _below(branch, ontology), ontology)
    rest = [n for n in _below("Happening", ontology) if not set(ontology.classes[n].ancestors) & set(_BRANCHES)]
    yield from _section(ontology.classes["Happening"], rest, ontology)
    yield from _section(ontology.classes["State"], _below("State", ontology), ontology)
    yield ""
    yield "`place` and `representative` may stand on every situation."


def _below(top: str, ontology: Ontology) -> list[str]:
    return [name for name in ontology.concrete(top) if name != top]


def _section(branch: OntologyClass, names: list[str], ontology: Ontology) -> Iterator[str]:
    yield from ("", f"### {branch.label[0].upper()}{branch.label[1:]} (`{branch.name}`)", "", branch.definition)
    rows = ((f"`{c.name}`", _above(c, branch), c.definition, _roles(c), _codes(c)) for c in map(ontology.class_, names))
    yield from _markdown(("class", "is a", "what it is", "roles", "codes"), rows)


def _above(class_: OntologyClass, branch: OntologyClass) -> str:
    marks = " (symmetric)" if class_.symmetric else ""
    return ("" if branch.name in class_.parents else f"`{class_.parents[0]}`") + marks


def _roles(class_: OntologyClass) -> str:
    return ", ".join(f"{u.role}: {u.as_}" for u in class_.roles.values() if u.role not in ("place", "representative"))


def _entities(ontology: Ontology) -> Iterator[str]:
    yield from ("", "## Entities")
    classes = (c for c in ontology.classes.values() if "Entity" in c.ancestors)
    rows = ((f"`{c.name}`", ", ".join(f"`{p}`" for p in c.parents), c.definition) for c in classes)
    yield from _markdown(("class", "is a", "what it is"), rows)


def _edges(ontology: Ontology) -> Iterator[str]:
    yield from ("", "## Relationships", "", "### Roles: from a situation to an entity")
    rows = ((f"`{relationship_type(r.name)}`", r.definition, ", ".join(r.fillers)) for r in ontology.roles.values())
    yield from _markdown(("type", "who or what", "filled by"), rows)
    groups: dict[str, Mapping[str, Link | EntityLink]] = {
        "Links: from a situation to a situation": ontology.links,
        "Links: from an entity to an entity": ontology.entity_links,
        "Evidence: from a claim to what it is about and where it stands": ontology.evidence_links,
    }
    for title, links in groups.items():
        yield from ("", f"### {title}")
        yield from _markdown(
            ("type", "what it says"), ((f"`{relationship_type(n)}`", link.definition) for n, link in links.items())
        )
    yield from ("", "### Shortcuts: from an entity to an entity", "")
    yield "Derived, one edge a situation, only from what happened or holds. Ask for a symmetric one without an arrow."
    cells = ((f"`{s.type}`", f"{s.via}: {_ends(s)}", s.definition) for s in ontology.shortcuts)
    yield from _markdown(("type", "from", "what it says"), cells)


def _ends(shortcut: Shortcut) -> str:
    return f"{shortcut.via_from} {'—' if shortcut.symmetric else '→'} {shortcut.via_to}"


def _values(ontology: Ontology) -> Iterator[str]:
    yield from ("", "## Values")
    rows = ((f"`{scheme}`", ", ".join(f"`{v}`" for v in values)) for scheme, values in ontology.schemes.items())
    yield from _markdown(("field", "values"), rows)


def _markdown(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    yield ""
    yield f"| {' | '.join(head)} |"
    yield f"|{'---|' * len(head)}"
    yield from (f"| {' | '.join(cell.replace('|', '/') for cell in row)} |" for row in rows)
