"""From the claims about one situation to its node and its edges: status, labels, roles, links, counts, figures."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from kg.graph.dates import conflicting, fused_days, fused_period
from kg.graph.figures import amounts, sizes
from kg.graph.naming import situation_name
from kg.graph.shortcuts import newest_on_phase, shortcut_edges
from kg.graph.values import Frame, Report, affirmed, counts, filled, in_order
from kg.model import Edge, Graph, Interval, Node, Value
from kg.ontology import relationship_type

__all__ = ["most_special", "situation_graph", "status_of", "when_of"]

PROSPECTS = ("promised", "offered", "planned", "threatened", "requested", "conditional", "possible")
"""What is not yet so; where reports of one age differ, the earlier in this list, the more binding, is the status."""


def situation_graph(situation: str, reports: Iterable[Report], frame: Frame) -> Graph:
    """The situation's node, its roles and links, and the shortcut edges that follow from it; empty without reports.

    The edges' other ends (entities, situations) are nodes of other graphs.
    """
    ordered = in_order(reports)
    if not ordered:
        return Graph((), ())
    node = _node(situation, ordered, frame)
    edges = [*_roles(node, ordered, frame), *_links(node, ordered, frame)]
    return Graph((node,), (*edges, *shortcut_edges(node, ordered, frame)))


def status_of(reports: Sequence[Report]) -> str:
    """happened, holds, disputed, denied, or the kind of prospect; `reports` in order of time.

    An affirmed event or state makes it happened or holds, disputed if another report denies it. Without one, the
    newest affirmed prospect decides, disputed if a prospect of it is denied. Only denials: denied.
    """
    facts = {r.claim.realis for r in affirmed(reports)} & {"event", "state"}
    denials = {r.claim.realis for r in reports if r.claim.polarity != "affirmed"}
    if facts:
        if denials - {"prospect"}:
            return "disputed"
        return "happened" if "event" in facts else "holds"
    prospects = affirmed(reports)
    if not prospects:
        return "denied"
    return "disputed" if "prospect" in denials else _prospect(prospects)


def _prospect(reports: Sequence[Report]) -> str:
    newest = str(reports[-1].article.published or "")
    kinds = {r.claim.prospect for r in reports if str(r.article.published or "") == newest}
    return next((kind for kind in PROSPECTS if kind in kinds), "possible")


def most_special(classes: Iterable[str], frame: Frame) -> str:
    """The class that lies lowest; of several, the first by name."""
    return max(sorted(set(classes)), key=lambda name: len(frame.ontology.classes[name].ancestors))


def when_of(reports: Sequence[Report]) -> tuple[Interval | None, list[str]]:
    """When it was, by the reports that affirm it, or by all where none does; ["when"] if no day fits all of them."""
    dates = [r.claim.date for r in affirmed(reports) or reports if r.claim.date is not None]
    if any(r.claim.realis == "state" for r in reports):
        return fused_period(dates), []
    return fused_days(dates), ["when"] if conflicting(dates) else []


def _facts(reports: Sequence[Report]) -> list[Report]:
    """The reports that affirm that it happened or holds."""
    return [r for r in affirmed(reports) if r.claim.realis != "prospect"]


def _node(situation: str, reports: Sequence[Report], frame: Frame) -> Node:
    facts = _facts(reports)
    class_ = most_special([r.claim.class_ for r in facts or affirmed(reports) or reports], frame)
    status = status_of(reports)
    when, conflicts = when_of(reports)
    figures, disagreeing = sizes(affirmed(reports))
    money, disputed = amounts(affirmed(reports))
    holding = newest_on_phase(affirmed(reports))
    properties: dict[str, Value | None] = {
        "name": situation_name(reports, class_=class_, status=status, when=when, frame=frame),
        "class": class_,
        "status": status,
        **_codes(class_, frame),
        **_interval(when),
        "phase": None if holding is None else holding.claim.phase,
        **counts(reports),
        **figures,
        **money,
        "conflicts": tuple(sorted([*conflicts, *disagreeing, *disputed])),
    }
    labels = _labels(class_, status=status, facts=bool(facts), frame=frame)
    if not facts:
        properties["classes"] = _line(class_, frame)
    return Node(frame.iri("situation", situation), labels, filled(properties))


def _labels(class_: str, *, status: str, facts: bool, frame: Frame) -> tuple[str, ...]:
    """A class label says that it happened or holds; nothing else gets one."""
    if facts:
        return (*frame.ontology.labels(class_), "Resource")
    return ("Denied" if status == "denied" else "Prospect", "Situation", "Resource")


def _line(class_: str, frame: Frame) -> tuple[str, ...]:
    """The class and the kinds of situation above it: what the labels would be, without the most general."""
    general = {"Situation", "Event", "State", "Happening", "Resource"}
    return tuple(name for name in frame.ontology.labels(class_) if name not in general)


def _codes(class_: str, frame: Frame) -> dict[str, Value | None]:
    known = frame.ontology.classes[class_]
    return {
        "plover": known.plover or None,
        "mode": known.mode or None,
        "cameo": known.cameo or None,
        "quad": known.quad or None,
    }


def _interval(when: Interval | None) -> dict[str, Value | None]:
    return {} if when is None else {"when": when.edtf, "earliest": when.earliest, "latest": when.latest}


def _roles(node: Node, reports: Sequence[Report], frame: Frame) -> Iterable[Edge]:
    """An edge for each entity in each role, with what the role means for the class and who says so."""
    roles = frame.ontology.classes[str(node.properties["class"])].roles
    for (role, entity), told in _grouped(reports, _fillers).items():
        meaning = roles[role].as_ if role in roles else None
        properties = filled({"as": meaning, **counts(told)})
        yield Edge(node.uri, relationship_type(role), frame.iri("entity", entity), properties)


def _links(node: Node, reports: Sequence[Report], frame: Frame) -> Iterable[Edge]:
    """An edge for each other situation that this one is said to refuse, follow, contain …"""
    for (link, target), told in _grouped(reports, _targets).items():
        uri = frame.iri("situation", target)
        if uri != node.uri:
            yield Edge(node.uri, relationship_type(link), uri, filled({**counts(told)}))


def _fillers(report: Report) -> set[tuple[str, str]]:
    return {(role, mention.entity) for role, mentions in report.claim.roles.items() for mention in mentions}


def _targets(report: Report) -> set[tuple[str, str]]:
    return {(link, target) for link, targets in report.claim.links.items() for target in targets}


def _grouped(
    reports: Sequence[Report], keys: Callable[[Report], set[tuple[str, str]]]
) -> Mapping[tuple[str, str], list[Report]]:
    groups: dict[tuple[str, str], list[Report]] = {}
    for report in reports:
        for key in keys(report):
            groups.setdefault(key, []).append(report)
    return dict(sorted(groups.items()))
