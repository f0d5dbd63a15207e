"""Asking in SPARQL, without a server: the twins of the canned questions and any query, of a project or an RDF file."""

from kg.sparql.asking import ask_twin
from kg.sparql.datasets import file_dataset, project_dataset, require_graph_view
from kg.sparql.evidence import supporting
from kg.sparql.free import FORMS, Result, results, tabulated, written
from kg.sparql.limits import within
from kg.sparql.lint import lint_twin

__all__ = [
    "FORMS",
    "Result",
    "ask_twin",
    "file_dataset",
    "lint_twin",
    "project_dataset",
    "require_graph_view",
    "results",
    "supporting",
    "tabulated",
    "within",
    "written",
]
