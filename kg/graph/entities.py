"""Entities: what the mentions of one id add up to, and their nodes and links."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from kg.graph.values import Frame, filled
from kg.model import Edge, Entity, Graph, Node, Value
from kg.names import search_keys
from kg.ontology import relationship_type

__all__ = ["Facts", "entity_from", "entity_graph"]


@dataclass(frozen=True, slots=True)
class Facts:
    """What one article's mentions say of an entity, so many times. `links` are canonical ids."""

    name: str
    type: str
    country: str | None = None
    sector: str | None = None
    times: int = 1
    links: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def entity_from(
    id_: str, facts: Iterable[Facts], *, listed: Entity | None, merged: tuple[str, ...], frame: Frame
) -> Entity:
    """The entity: what the registry lists, else what is said most often; links from both.

    Ties go to the more special type, the longer name, then by the alphabet.
    """
    facts = list(facts)
    links = _links(facts, listed)
    if listed is not None:
        names = [listed.name, *listed.aliases]
        others = sorted({f.name for f in facts if merged} - set(names))
        aliases = (*names[1:], *others)
        return Entity(id_, listed.name, listed.type, aliases, listed.country, listed.sector, links, merged)
    name = _commonest({f.name: len(f.name) for f in facts}, facts, "name")
    depths = {f.type: len(frame.ontology.classes[f.type].ancestors) for f in facts}
    return Entity(
        id_,
        name,
        _commonest(depths, facts, "type"),
        tuple(sorted({f.name for f in facts} - {name})),
        _commonest({f.country: 0 for f in facts if f.country}, facts, "country") or None,
        _commonest({f.sector: 0 for f in facts if f.sector}, facts, "sector") or None,
        links,
        merged,
    )


def _commonest(preference: Mapping[str, int], facts: Iterable[Facts], attribute: str) -> str:
    """The value of the attribute that is said most often; of equals, the preferred, then the first by alphabet."""
    votes = Counter[str]()
    for fact in facts:
        votes[getattr(fact, attribute)] += fact.times
    ranked = sorted(preference, key=lambda value: (-votes[value], -preference[value], value))
    return ranked[0] if ranked else ""


def _links(facts: Iterable[Facts], listed: Entity | None) -> dict[str, tuple[str, ...]]:
    found: dict[str, set[str]] = {}
    for links in (*([listed.links] if listed is not None else []), *(fact.links for fact in facts)):
        for link, targets in links.items():
            found.setdefault(link, set()).update(targets)
    return {link: tuple(sorted(targets)) for link, targets in sorted(found.items())}


def entity_graph(entity: Entity, frame: Frame) -> Graph:
    """The entity's node (all its classes are labels) and its links to other entities.

    `searchKeys` is what a store finds the entity by when somebody names it (`kg.queries.names`).
    """
    names = (entity.name or entity.id, *entity.aliases)
    properties: dict[str, Value | None] = {
        "name": names[0],
        "aliases": entity.aliases,
        "type": entity.type,
        "country": entity.country,
        "sector": entity.sector,
        "sameAs": tuple(frame.iri("entity", other) for other in entity.merged),
        "searchKeys": tuple(sorted({entity.id, *search_keys(names, person=entity.type == "Person")})),
    }
    labels = (*frame.ontology.labels(entity.type), "Resource")
    node = Node(frame.iri("entity", entity.id), labels, filled(properties))
    edges = tuple(
        Edge(node.uri, relationship_type(link), frame.iri("entity", target))
        for link, targets in entity.links.items()
        for target in targets
        if target != entity.id
    )
    return Graph((node,), edges)
