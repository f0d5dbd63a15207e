"""The terms of the ontology as plain values, and the questions that are asked of them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from kg.errors import OntologyError

__all__ = [
    "EntityLink",
    "Link",
    "Ontology",
    "OntologyClass",
    "Role",
    "RoleUse",
    "Shortcut",
    "relationship_type",
]

_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


def relationship_type(property_name: str) -> str:
    """The relationship type in the property graph that a property's name gives.

    >>> relationship_type("leftSide")
    'LEFT_SIDE'
    """
    return _HUMP.sub("_", property_name).upper()


@dataclass(frozen=True, slots=True)
class RoleUse:
    """What a role means for a class.

    `as_` names the one who fills it there ("donor"); `fillers` are the entity classes that may, each with all below it.
    """

    role: str
    as_: str
    fillers: tuple[str, ...]
    definition: str


@dataclass(frozen=True, slots=True)
class Role:
    """A role, the same for every class. `fillers` are the entity classes that may fill it, each with all below it."""

    name: str
    label: str
    definition: str
    fillers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """A link from one situation to another."""

    name: str
    label: str
    definition: str


@dataclass(frozen=True, slots=True)
class EntityLink:
    """A link from one entity to another; `sources` and `targets` are the entity classes that it ties."""

    name: str
    label: str
    definition: str
    sources: tuple[str, ...]
    targets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shortcut:
    """An edge derived from situations of class `via` that happened or hold, from one role's filler to another's.

    A symmetric one stands for each pair of those in its two roles, whichever way round. `name` is the property's,
    `type` the relationship type's.
    """

    name: str
    type: str
    via: str
    via_from: str
    via_to: str
    symmetric: bool
    label: str
    definition: str


@dataclass(frozen=True, slots=True)
class OntologyClass:
    """A class of entity or situation.

    parents    the classes just above
    ancestors  itself first, then nearest first, up to and including Situation or Entity
    abstract   groups other classes; never the class of a claim or the type of a mention
    symmetric  actor and recipient may change places
    plover, mode, cameo  codes, where there is one (inherited); `quad` is PLOVER's: 1 verbal cooperation, 2 material
               cooperation, 3 verbal conflict, 4 material conflict
    roles      role -> what it means here (inherited); empty for entities
    """

    name: str
    label: str
    definition: str
    parents: tuple[str, ...]
    ancestors: tuple[str, ...]
    abstract: bool
    symmetric: bool
    plover: str | None
    mode: str | None
    cameo: str | None
    quad: int | None
    roles: Mapping[str, RoleUse]


@dataclass(frozen=True, slots=True)
class Ontology:
    """All that the ontology says. Mappings and tuples are in the order of its files.

    links           from situation to situation
    entity_links    from entity to entity
    evidence_links  from a claim to its situation, entities, article and source; from an article to another
    schemes         scheme ("certainty") -> its values ("certain", …)
    version         of the ontology, "1.0.0"
    """

    classes: Mapping[str, OntologyClass]
    roles: Mapping[str, Role]
    links: Mapping[str, Link]
    entity_links: Mapping[str, EntityLink]
    evidence_links: Mapping[str, Link]
    shortcuts: tuple[Shortcut, ...]
    schemes: Mapping[str, tuple[str, ...]]
    version: str

    def is_a(self, name: str, ancestor: str) -> bool:
        """Whether the class is `ancestor` or lies below it; False for a name that is no class."""
        found = self.classes.get(name)
        return found is not None and ancestor in found.ancestors

    def labels(self, name: str) -> tuple[str, ...]:
        """The labels of a node of the class, from the most special to the most general.

        Raises OntologyError for a name that is no class.
        """
        return self.class_(name).ancestors

    def class_(self, name: str) -> OntologyClass:
        """The class of that name. Raises OntologyError, with the nearest names, when there is none."""
        found = self.classes.get(name)
        if found is None:
            raise OntologyError(f"the ontology has no class {name!r}{self.nearest(name)}")
        return found

    def nearest(self, name: str) -> str:
        """The end of a message that names classes spelled nearly so: "; did you mean Attack?", or nothing."""
        from rapidfuzz.process import extract

        near = [found for found, score, _ in extract(name, list(self.classes), limit=3) if score >= _NEAR]
        return f"; did you mean {', '.join(near)}?" if near else ""

    def relationship_types(self) -> tuple[str, ...]:
        """All relationship types of the property graph."""
        named = (self.roles, self.links, self.entity_links, self.evidence_links)
        return (*(relationship_type(name) for group in named for name in group), *(s.type for s in self.shortcuts))

    def concrete(self, root: str) -> tuple[str, ...]:
        """The classes below `root` that a claim or a mention may name."""
        return tuple(n for n, c in self.classes.items() if not c.abstract and root in c.ancestors)


_NEAR = 75
"""Similarity (0-100, rapidfuzz's weighted ratio) from which a misspelt class name is offered as what was meant."""
