"""The Browser's style sheet (.grass), made from the ontology: a rule for every label and every relationship type.

Of the rules that fit a node, the last one wins, and the Browser adds a random colour for each label without a rule. So
every label has a rule, and what is general comes before what is special. The format has no comments.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kg.browser import palette
from kg.ontology import Ontology, OntologyClass, relationship_type
from kg.queries.vocabulary import vocabulary

__all__ = ["FILLS", "labels_in_order", "style"]


@dataclass(frozen=True, slots=True)
class _Look:
    """How nodes of one branch look: colour inside, colour of the rim, diameter in pixels."""

    fill: str
    rim: str
    diameter: int


def _filled(colour: str, diameter: int) -> _Look:
    return _Look(colour, palette.darker(colour), diameter)


_ENTITY, _SITUATION, _EVIDENCE = 65, 80, 50
"""Diameters: a situation's name is a sentence, a claim is one of many."""

_LOOKS: Mapping[str, _Look] = {
    "Resource": _filled(palette.PALE, _EVIDENCE),
    "Claim": _filled(palette.PALE, _EVIDENCE),
    "Article": _filled(palette.BLACK, _EVIDENCE),
    "Entity": _filled(palette.GREY, _ENTITY),
    "Person": _filled(palette.BLUE, _ENTITY),
    "Group": _filled(palette.SKY, _ENTITY),
    "Organization": _filled(palette.GREEN, _ENTITY),
    "Place": _filled(palette.YELLOW, _ENTITY),
    "Post": _filled(palette.PURPLE, _EVIDENCE),
    "Situation": _filled(palette.GREY, _SITUATION),
    "Event": _filled(palette.ORANGE, _SITUATION),
    "Violence": _filled(palette.VERMILLION, _SITUATION),
    # hollow: not known to have happened
    "Prospect": _Look(palette.WHITE, palette.ORANGE, _SITUATION),
    "Denied": _Look(palette.WHITE, palette.BLACK, _SITUATION),
}
"""A label's own look; any other class looks like the nearest above it."""

FILLS: Mapping[str, str] = {label: look.fill for label, look in _LOOKS.items()}
"""The colour inside the nodes of each branch."""

_COOPERATION, _CONFLICT = (1, 2), (3, 4)
_QUIET = "#999999"
"""The colour of edges that lead to the evidence."""

_SHORTCUT, _ROLE, _TRACE = 3, 2, 1
"""Widths in pixels: an edge that reads as a sentence, a part in a situation, where it is said."""


def style(ontology: Ontology) -> str:
    """The text of kg.grass, ending in a line feed; the same from run to run.

    Nodes show their name, relationships their type. Shortcuts are green for cooperation and vermillion for conflict
    (PLOVER's quarters), black where the ontology says neither.
    """
    return "".join([*_defaults(), *_node_rules(ontology), *_relationship_rules(ontology)])


def labels_in_order(ontology: Ontology) -> tuple[str, ...]:
    """Every label of the property graph; a class comes after all that lie above it."""
    classes = sorted(ontology.classes.values(), key=lambda c: len(c.ancestors))
    others = vocabulary(ontology).labels - ontology.classes.keys() - {"Resource"}
    return ("Resource", *sorted(others), *(c.name for c in classes))


def _rule(selector: str, properties: Mapping[str, str]) -> str:
    lines = "".join(f"  {name}: {value};\n" for name, value in properties.items())
    return f"{selector} {{\n{lines}}}\n"


def _defaults() -> Iterator[str]:
    plain = _LOOKS["Resource"]
    yield _rule("node", _properties(plain) | {"border-width": "3px", "font-size": "10px"})
    line = {"font-size": "8px", "padding": "3px", "text-color-external": palette.BLACK}
    yield _rule("relationship", _line(_QUIET, _TRACE) | line)


def _node_rules(ontology: Ontology) -> Iterator[str]:
    for label in labels_in_order(ontology):
        look = _LOOKS[label] if label in _LOOKS else _look(ontology.classes[label])
        yield _rule(f"node.{label}", _properties(look) | {"caption": '"{name}"'})


def _look(class_: OntologyClass) -> _Look:
    return next(_LOOKS[name] for name in class_.ancestors if name in _LOOKS)


def _properties(look: _Look) -> dict[str, str]:
    return {
        "diameter": f"{look.diameter}px",
        "color": look.fill,
        "border-color": look.rim,
        "text-color-internal": palette.text_on(look.fill),
    }


def _relationship_rules(ontology: Ontology) -> Iterator[str]:
    roles = {relationship_type(name) for name in ontology.roles}
    shortcuts = {shortcut.type: ontology.classes[shortcut.via].quad for shortcut in ontology.shortcuts}
    for type_ in sorted(vocabulary(ontology).types - roles - shortcuts.keys()):
        yield _relationship(type_, _QUIET, _TRACE)
    for type_ in sorted(roles - shortcuts.keys()):
        yield _relationship(type_, palette.GREY, _ROLE)
    for type_, quad in sorted(shortcuts.items()):
        yield _relationship(type_, _shortcut_colour(quad), _SHORTCUT)


def _shortcut_colour(quad: int | None) -> str:
    if quad in _COOPERATION:
        return palette.GREEN
    return palette.VERMILLION if quad in _CONFLICT else palette.BLACK


def _relationship(type_: str, colour: str, width: int) -> str:
    return _rule(f"relationship.{type_}", _line(colour, width) | {"caption": '"<type>"'})


def _line(colour: str, width: int) -> dict[str, str]:
    return {"color": colour, "shaft-width": f"{width}px", "text-color-internal": palette.text_on(colour)}
