"""Shortcut edges: what happened or holds, as one edge that reads as a sentence and carries its evidence."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from kg.graph.dates import fused_days, fused_period
from kg.graph.figures import amounts
from kg.graph.values import CERTAINTIES, Frame, Report
from kg.model import Edge, Node, Value

if TYPE_CHECKING:
    from kg.ontology import Shortcut

__all__ = ["newest_on_phase", "shortcut_edges"]

VOICES = ("author", "named", "unnamed")
"""Whose voice; of two sentences that are equally certain, an edge shows the one that comes first here."""

Ends = tuple[str, str]


def shortcut_edges(node: Node, reports: Sequence[Report], frame: Frame) -> Iterator[Edge]:
    """The edges that the ontology's shortcuts make of a situation; `reports` are all about it, in order of time.

    Only claims that affirm an event or a state count. A claim gives a pair of ends when it fills both roles; one that
    fills a single role is completed from the claims of the same article about the same situation.
    """
    facts = [r for r in reports if r.claim.polarity == "affirmed" and r.claim.realis != "prospect"]
    if not facts:
        return
    above = {name for report in facts for name in frame.ontology.labels(report.claim.class_)}
    for shortcut in frame.ontology.shortcuts:
        if shortcut.via not in above:
            continue
        told = [r for r in facts if frame.ontology.is_a(r.claim.class_, shortcut.via)]
        for (a, b), supporting in sorted(_supported(shortcut, told).items()):
            ends = frame.iri("entity", a), frame.iri("entity", b)
            source, target = sorted(ends) if shortcut.symmetric else ends
            properties = _properties(shortcut, node, supporting)
            yield Edge(source, shortcut.type, target, properties, key=("situation", node.uri))


def _supported(shortcut: Shortcut, reports: Sequence[Report]) -> dict[Ends, list[Report]]:
    """Each pair of ends with the claims that support it."""
    found: dict[Ends, list[Report]] = {}
    told: dict[str, list[Report]] = {}
    for report in reports:
        told.setdefault(report.article.id, []).append(report)
    for report in reports:
        for ends in set(_pairs(shortcut, report, told[report.article.id])):
            found.setdefault(ends, []).append(report)
    return found


def _pairs(shortcut: Shortcut, report: Report, together: Sequence[Report]) -> Iterable[Ends]:
    """The pairs of ends that a report gives; `together` are its article's reports, it among them."""
    if shortcut.symmetric:
        roles = {shortcut.via_from, shortcut.via_to}
        own = {e for role in roles for e in _fillers([report], role)}
        everybody = own if len(own) > 1 else {e for role in roles for e in _fillers(together, role)}
        return [pair for pair in itertools.combinations(sorted(everybody), 2) if own & set(pair)]
    sources, targets = _fillers([report], shortcut.via_from), _fillers([report], shortcut.via_to)
    if not sources and not targets:
        return []
    sources, targets = sources or _fillers(together, shortcut.via_from), targets or _fillers(together, shortcut.via_to)
    return [(a, b) for a, b in itertools.product(sorted(sources), sorted(targets)) if a != b]


def _fillers(reports: Iterable[Report], role: str) -> set[str]:
    return {mention.entity for report in reports for mention in report.claim.roles.get(role, ())}


def _properties(shortcut: Shortcut, node: Node, reports: Sequence[Report]) -> dict[str, Value]:
    """What the edge says, with the sentence that shows it: for a post, the one that says how it is held now."""
    best = newest_on_phase(reports) or min(reports, key=_rank)
    dates = [r.claim.date for r in reports if r.claim.date is not None]
    when = (fused_period if best.claim.realis == "state" else fused_days)(dates)
    properties: dict[str, Value | None] = {
        "situation": node.uri,
        "status": node.properties["status"],
        "when": when.edtf if when else None,
        "earliest": when.earliest if when else None,
        "latest": when.latest if when else None,
        "certainty": best.claim.certainty,
        "quote": best.quote,
        "outlet": best.article.publisher,
        "published": best.article.published,
        "url": best.article.url,
        "claims": len(reports),
        "articles": len({r.article.id for r in reports}),
        "sources": len({r.source for r in reports}),
        **amounts(reports)[0],
        **({} if best.claim.phase is None else {"phase": best.claim.phase, "asOf": best.article.published}),
        "derived": True,
    }
    return {key: value for key, value in properties.items() if value is not None and value != ""}


def _rank(report: Report) -> tuple[int, int, str, str, str]:
    """The clearest sentence first: the surest, in the plainest voice, the oldest."""
    claim, article = report.claim, report.article
    return (
        CERTAINTIES.index(claim.certainty),
        VOICES.index(claim.attribution),
        str(article.published or "9999"),
        article.id,
        claim.id,
    )


def newest_on_phase(reports: Sequence[Report]) -> Report | None:
    """The newest report (`reports` are in order of time) that says how a post is held; of one day, the clearest.

    An article that calls a man the former president, and reports that he calls himself president, says: former.
    """
    held = [r for r in reports if r.claim.phase is not None]
    return min((r for r in held if r.article.published == held[-1].article.published), key=_rank, default=None)
