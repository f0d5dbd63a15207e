"""RDF checked against the SHACL shapes of `ontology/shapes.ttl`, which say what `kg.ontology.check` says."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from io import StringIO
from pathlib import Path

import pyoxigraph as ox
import pyshacl
import rdflib

from kg.rdf.forms import serialize
from kg.resources import folder as resource_folder

__all__ = ["ShaclReport", "shacl_report"]

_TERMS = ("core", "events", "schemes")
_SH = rdflib.Namespace("http://www.w3.org/ns/shacl#")


@dataclass(frozen=True, slots=True)
class ShaclReport:
    """What SHACL found: (IRI of the node, message) for each violation, in a stable order."""

    violations: tuple[tuple[str, str], ...]

    @property
    def conforms(self) -> bool:
        """Whether nothing was found."""
        return not self.violations


def shacl_report(quads: Iterable[ox.Quad], *, folder: Path | None = None) -> ShaclReport:
    """Validate the union of the quads' graphs with the shapes of the folder (that of kg when left out).

    Meant for an article or a few at a time: the shapes look at each claim, with the ontology's terms at hand.
    """
    place = resource_folder("ontology") if folder is None else folder
    written = StringIO()
    serialize(quads, "ntriples", out=written)
    graph = rdflib.Graph()
    graph += _terms(place)
    graph.parse(data=written.getvalue(), format="nt")
    _, report, _ = pyshacl.validate(graph, shacl_graph=_shapes(place), inplace=True, advanced=False)
    return ShaclReport(tuple(sorted(_violations(report))))


def _violations(report: rdflib.Graph) -> Iterable[tuple[str, str]]:
    for result in report.subjects(rdflib.RDF.type, _SH.ValidationResult):
        yield str(report.value(result, _SH.focusNode)), str(report.value(result, _SH.resultMessage))


@cache
def _terms(place: Path) -> rdflib.Graph:
    graph = rdflib.Graph()
    for name in _TERMS:
        graph.parse(place / f"{name}.ttl")
    return graph


@cache
def _shapes(place: Path) -> rdflib.Graph:
    return rdflib.Graph().parse(place / "shapes.ttl")
