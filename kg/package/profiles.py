"""What a package holds: for whom, which views in which forms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kg.rdf import FORMS

__all__ = ["PROFILES", "Distribution"]

_SAYS = {
    "claims": "every claim in a graph of its own, and who says it, where, how surely",
    "graph": "what all claims together say, in one graph with the claims",
    "flat": "only what is affirmed, in one graph",
}


@dataclass(frozen=True, slots=True)
class Distribution:
    """One file of data: a view (`claims`, `graph`, `flat`) in a form of RDF."""

    view: str
    form: str

    @property
    def file(self) -> str:
        """Its name."""
        return f"{self.view}.{FORMS[self.form].file_extension}"

    @property
    def media_type(self) -> str:
        """What a web server calls it."""
        return FORMS[self.form].media_type

    @property
    def says(self) -> str:
        """What is in it, in a few words."""
        return _SAYS[self.view]


PROFILES: Mapping[str, tuple[Distribution, ...]] = {
    "partner": (Distribution("claims", "trig"), Distribution("flat", "turtle")),
    "store": (Distribution("claims", "nquads"), Distribution("graph", "ntriples")),
    "web": (Distribution("claims", "jsonld"), Distribution("flat", "jsonld")),
    "catalogue": (Distribution("flat", "rdfxml"),),
}
"""partner: to read and to keep; store: to load; web: for JSON-LD; catalogue: for tools that know RDF/XML alone."""
