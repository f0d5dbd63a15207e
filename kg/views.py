"""What RDF shows of a project: its claims, the graph that a load makes of them, or what of that is affirmed.

Every export of RDF comes from here, with other people's sentences or without.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field, replace

import pyoxigraph as ox

from kg.errors import UsageError
from kg.export.graphs import project_quads
from kg.lookup import standing
from kg.model import Article, Claim
from kg.project import Problem, Project
from kg.rdf import VIEWS, affirmed, fused_quads, without_quotes
from kg.stores.whole import whole_graph

__all__ = ["ALL_VIEWS", "Facts", "Source", "view_quads"]

ALL_VIEWS = ("claims", *VIEWS)
"""claims: each in a graph of its own; the others: one default graph (`kg.rdf.VIEWS`)."""

Progress = Callable[[int, int | None], None]
Told = tuple[Article, tuple[Claim, ...]]


@dataclass(slots=True)
class Facts:
    """What goes by while articles are written: how many, from which day to which, by whom."""

    articles: int = 0
    claims: int = 0
    first: str = ""
    last: str = ""
    publishers: set[str] = field(default_factory=set)

    def watch(self, items: Iterable[Told]) -> Iterator[Told]:
        """The same articles, counted."""
        for article, claims in items:
            self.articles += 1
            self.claims += len(claims)
            if article.published is not None:
                day = article.published.isoformat()
                self.first, self.last = min(self.first or day, day), max(self.last, day)
            if article.publisher:
                self.publishers.add(article.publisher)
            yield article, claims


@dataclass(slots=True)
class Source:
    """A project that is exported, and what was met on the way: counts, and problems, each once."""

    project: Project
    quotes: bool
    progress: Progress
    facts: Facts = field(default_factory=Facts)
    problems: dict[Problem, None] = field(default_factory=dict)

    def articles(self) -> Iterator[Told]:
        """The articles that stand, counted anew."""
        self.facts = Facts()
        return self.facts.watch(self._standing())

    def _standing(self) -> Iterator[Told]:
        for number, item in enumerate(standing(self.project), 1):
            if isinstance(item, Problem):
                self.problems[item] = None
            else:
                yield item
            self.progress(number, None)


@contextmanager
def view_quads(source: Source, view: str) -> Iterator[Iterator[ox.Quad]]:
    """The quads of one of ALL_VIEWS.

    Raises UsageError for another, and, unless it is `claims`, BusyError when another process loads the project.
    """
    if view not in ALL_VIEWS:
        raise UsageError(f"no view {view!r}; there are {', '.join(ALL_VIEWS)}")
    with nullcontext(_claims(source)) if view == "claims" else _fused(source, view) as quads:
        yield quads


def _claims(source: Source) -> Iterator[ox.Quad]:
    articles = source.articles()
    return project_quads(articles if source.quotes else map(_silent, articles), source.project)


def _silent(told: Told) -> Told:
    article, claims = told
    return replace(article, text=""), claims


@contextmanager
def _fused(source: Source, view: str) -> Iterator[Iterator[ox.Quad]]:
    with whole_graph(source.project, progress=source.progress) as whole:
        source.problems.update(dict.fromkeys(whole.problems))
        parts = affirmed(whole.parts()) if view == "flat" else whole.parts()
        quads = fused_quads(parts, view=view, base=source.project.base)
        yield quads if source.quotes else without_quotes(quads)
