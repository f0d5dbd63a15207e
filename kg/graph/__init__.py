"""From claims to a property graph: pure functions over plain values; nothing here knows of a store or a file."""

from kg.graph.entities import Facts, entity_from, entity_graph
from kg.graph.evidence import article_graph, claim_graph
from kg.graph.fusion import situation_graph
from kg.graph.resolution import Resolution, resolution, settled
from kg.graph.situations import Profile, beginnings, compare, joins, profile
from kg.graph.values import Frame, Report

__all__ = [
    "Facts",
    "Frame",
    "Profile",
    "Report",
    "Resolution",
    "article_graph",
    "beginnings",
    "claim_graph",
    "compare",
    "entity_from",
    "entity_graph",
    "joins",
    "profile",
    "resolution",
    "settled",
    "situation_graph",
]
