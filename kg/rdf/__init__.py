"""Claims as RDF: what each claim says in a graph of its own, who says it in the default graph."""

from kg.rdf.forms import FORMS, serialize
from kg.rdf.quads import quads

__all__ = ["FORMS", "quads", "serialize"]
