"""Claims and graph in the forms that others read; docs/forms.md lists them. RDF comes from `kg.views`."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TextIO

from kg.errors import UsageError
from kg.model import Article, Claim
from kg.project import Project

__all__ = ["FORMS", "write"]

Articles = Iterable[tuple[Article, tuple[Claim, ...]]]
"""Articles with their texts, and of each the claims that stand."""


def write(articles: Articles, project: Project, *, form: str, out: TextIO) -> int:
    """Write the claims in one of FORMS, article by article; return how many. Raises UsageError for another form."""
    if form not in FORMS:
        raise UsageError(f"no form {form!r} of export; there are {', '.join(FORMS)}")
    counter = _Counter(articles)
    FORMS[form](counter, project, out)
    return counter.claims


class _Counter:
    """Articles on their way, their claims counted."""

    def __init__(self, articles: Articles) -> None:
        self._articles = articles
        self.claims = 0

    def __iter__(self) -> Iterator[tuple[Article, tuple[Claim, ...]]]:
        for article, claims in self._articles:
            self.claims += len(claims)
            yield article, claims


def _plover(articles: Articles, project: Project, out: TextIO) -> None:
    from kg.export.plover import plover_records
    from kg.ontology import load

    ontology = load()
    for article, claims in articles:
        for record in plover_records(article, claims, ontology=ontology):
            out.write(json.dumps(record, ensure_ascii=False) + "\n")


def _csv(articles: Articles, project: Project, out: TextIO) -> None:
    from kg.export.table import write_csv

    write_csv(articles, out)


def _table_schema(articles: Articles, project: Project, out: TextIO) -> None:
    from kg.export.dictionary import table_schema

    json.dump(table_schema(), out, ensure_ascii=False, indent=2)
    out.write("\n")


FORMS: Mapping[str, Callable[[Articles, Project, TextIO], None]] = {
    "plover": _plover,
    "csv": _csv,
    "table-schema": _table_schema,
}
"""The forms, and what writes each."""
