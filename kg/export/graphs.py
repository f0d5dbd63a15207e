"""A project's claims as quads: with the situations that they were assigned to, and the entities after merging."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.decisions import Decision, Decisions
from kg.graph.resolution import Resolution, resolution
from kg.model import Article, Claim, Entity, Mention
from kg.ontology import load as load_ontology
from kg.project import ArticleEntry, Project, article_entries, decisions_of, read_decisions
from kg.rdf import quads
from kg.rdf.decisions import decision_quads
from kg.rdf.quads import version_quad
from kg.rdf.sources import source_quads
from kg.registry import load

if TYPE_CHECKING:
    import pyoxigraph as ox

__all__ = ["project_quads"]


def project_quads(articles: Iterable[tuple[Article, Iterable[Claim]]], project: Project) -> Iterator[ox.Quad]:
    """The quads of `articles`, one article held at a time.

    First the version of the ontology; last the entities that decisions or the registry know, the decisions themselves,
    and the sources beside the articles, each in a graph of its own.
    """
    yield version_quad(load_ontology().version)
    decisions, _ = decisions_of(project)
    found = resolution(decisions)
    seen: dict[str, Entity] = {}
    yield from quads(
        _watched(articles, seen, _merged(found)),
        situations=_situations(decisions),
        runs={e.article.id: e.run for e in article_entries(project) if isinstance(e, ArticleEntry)},
        base=project.base,
    )
    listed = load(*([project.entities_csv] if project.entities_csv.exists() else [])).entities
    ids = _tied({found(id_) for id_ in seen}, listed)
    entities = (_entity(id_, seen, listed, found) for id_ in sorted(ids))
    yield from quads((), entities=filter(None, entities), base=project.base)
    read = (item for item in read_decisions(project) if isinstance(item, Decision))
    yield from decision_quads(_travelling(read, decisions), project.base)
    yield from source_quads(project)


def _travelling(lines: Iterable[Decision], held: Decisions) -> Iterator[Decision]:
    """The decisions but those that took something out of the export, and what undid such a one."""
    taken_out = held.rejected | held.retracted
    staying: set[str] = set()
    for decision in lines:
        about_gone = decision.kind in ("assign", "reject", "retract") and decision.about[0] in taken_out
        if about_gone or (decision.kind == "undo" and decision.about[0] in staying):
            staying.add(decision.id)
        else:
            yield decision


def _tied(ids: Iterable[str], listed: Mapping[str, Entity]) -> set[str]:
    """The entities, and those that the registry ties them to: what is exported leads to nothing that is not."""
    known, left = set(ids), list(ids)
    while left:
        entity = listed.get(left.pop())
        ties = () if entity is None else (entity.links.get(link, ()) for link in load_ontology().entity_links)
        new = {target for targets in ties for target in targets} - known
        known |= new
        left += new
    return known


def _situations(decisions: Decisions) -> dict[str, str]:
    """Claim -> situation, redirects followed."""
    found = resolution(decisions)
    return {claim: found(situation) for claim, situation in decisions.assign.items()}


def _merged(found: Resolution) -> frozenset[str]:
    return frozenset(found.canonical) | frozenset(found.merged)


def _watched(
    articles: Iterable[tuple[Article, Iterable[Claim]]], seen: dict[str, Entity], merged: frozenset[str]
) -> Iterator[tuple[Article, tuple[Claim, ...]]]:
    """The articles; what is worth a description of its own (registry entries, merged ids) is noted in `seen`."""
    for article, claims in articles:
        held = tuple(claims)
        for mention in (m for claim in held for m in _mentions(claim)):
            if mention.entity not in seen and ("-" in mention.entity or mention.named or mention.entity in merged):
                seen[mention.entity] = Entity(
                    mention.entity, mention.name, mention.type, country=mention.country, sector=mention.sector
                )
        yield article, held


def _mentions(claim: Claim) -> Iterator[Mention]:
    for fillers in claim.roles.values():
        yield from fillers
    if claim.attributed_to is not None:
        yield claim.attributed_to


def _entity(id_: str, seen: Mapping[str, Entity], listed: Mapping[str, Entity], found: Resolution) -> Entity | None:
    """The entity after merging: as the registry has it, else as the articles do."""
    entity = listed.get(id_) or seen.get(id_) or next((seen[m] for m in found.merged.get(id_, ()) if m in seen), None)
    return None if entity is None else replace(entity, id=id_, merged=found.merged.get(id_, ()))
