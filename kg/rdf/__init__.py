"""Claims and graph as RDF.

Each claim says what it says in a graph of its own (`quads`); what all of them say together stands in one default graph
(`fused_quads`).
"""

from kg.rdf.forms import FORMS, WITHOUT_GRAPHS, serialize
from kg.rdf.fused import VIEWS, affirmed, fused_quads
from kg.rdf.quads import quads
from kg.rdf.quotes import without_quotes

__all__ = ["FORMS", "VIEWS", "WITHOUT_GRAPHS", "affirmed", "fused_quads", "quads", "serialize", "without_quotes"]
