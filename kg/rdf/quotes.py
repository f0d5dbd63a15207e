"""Quads without other people's words: offsets and the text's digest stay, and lead whoever has the text to them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from kg.rdf.vocabulary import OA, RDFS

__all__ = ["without_quotes"]

_EXACT = OA + "exact"
_LABEL = RDFS + "label"


def without_quotes(quads: Iterable[ox.Quad]) -> Iterator[ox.Quad]:
    """The quads of `fused_quads` but for quotes, and for what claims are called, which is how their quotes begin.

    Names, titles and the descriptions by which an article calls those whom it does not name stay.
    """
    return (quad for quad in quads if not _is_quote(quad))


def _is_quote(quad: ox.Quad) -> bool:
    predicate = quad.predicate.value
    called = predicate == _LABEL and isinstance(quad.subject, ox.NamedNode) and "/claim/" in f"/{quad.subject.value}"
    return predicate == _EXACT or called
