"""Names and ids that the index takes into the graph."""

from __future__ import annotations

import re

from kg.ids import digest

__all__ = ["LINKS", "safe_id"]

LINKS = ("locatedIn", "governs", "postOf", "drawnFrom", "actsFor")
"""Links between entities that are edges of the graph; what else the registry knows stays there."""

_SAFE = re.compile(r"[a-z0-9][a-z0-9-]*")


def safe_id(id_: str) -> str:
    """The id, or where it could not stand in an IRI, one made from it."""
    return id_ if _SAFE.fullmatch(id_) else digest("id", id_)
