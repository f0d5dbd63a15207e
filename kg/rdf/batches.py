"""RDF in batches of claims that can be checked one after the other, however long it is and whatever its order.

A batch has some hundred claims, each with all that its shapes look at: its words, its article, its entities. What other
claims say of the same entities stays out. Entities as they are after merging come in batches of their own.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import TypeVar

import pyoxigraph as ox

from kg.errors import InputError
from kg.rdf.parsing import load_into
from kg.rdf.validation import leading
from kg.rdf.vocabulary import OA, SKOS, A, node, ours

__all__ = ["SIZE", "Batch", "batches_of", "opened", "stored_batches"]

SIZE = 200
"""Claims of a batch: more make no batch faster."""

_LABEL = node(f"{SKOS}prefLabel")
_OF_SCHEMES = {node(f"{SKOS}Concept"), node(f"{SKOS}ConceptScheme")}
_Subject = ox.NamedNode | ox.BlankNode
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Batch:
    """Quads that are checked together: those of some claims, or of some entities after merging (`entities`: IRIs)."""

    quads: tuple[ox.Quad, ...]
    claims: int = 0
    entities: tuple[str, ...] = ()


def batches_of(quads: Iterable[ox.Quad], base: str, *, size: int = SIZE) -> Iterator[Batch]:
    """What `kg.rdf.quads` gave, cut between articles, where a batch has that many claims or more."""
    entities: list[ox.Quad] = []
    held: list[ox.Quad] = []
    claims = 0
    article, claim, merged = ours("Article"), ours("Claim"), f"{base}entity/"
    for quad in quads:
        if quad.graph_name == ox.DefaultGraph():
            if isinstance(quad.subject, ox.NamedNode) and quad.subject.value.startswith(merged):
                entities.append(quad)
                continue
            if quad.object == article and claims >= size and quad.predicate == A:
                yield Batch(tuple(held), claims)
                held, claims = [], 0
            claims += quad.object == claim and quad.predicate == A
        held.append(quad)
    if held:
        yield Batch(tuple(held), claims)
    yield from _entities(entities, size)


def _entities(quads: Iterable[ox.Quad], size: int) -> Iterator[Batch]:
    found: dict[str, list[ox.Quad]] = {}
    for quad in quads:
        assert isinstance(quad.subject, ox.NamedNode)
        found.setdefault(quad.subject.value, []).append(quad)
    for names in _parted(found, size):
        yield Batch(tuple(chain.from_iterable(found[name] for name in names)), entities=tuple(names))


def _parted(items: Iterable[_T], size: int) -> Iterator[list[_T]]:
    left = iter(items)
    while part := list(islice(left, size)):
        yield part


# ------------------------------------------------------------------------------------------------------- a file


@contextmanager
def opened(path: Path) -> Iterator[ox.Store]:
    """A file of RDF as a store on the disk, for as long as it is looked at.

    Raises InputError for a file that is missing, of no known form, broken (it names the line where the parser does), or
    without claims.
    """
    with tempfile.TemporaryDirectory(prefix="kg-validate-") as scratch:
        store = ox.Store(scratch)
        load_into(store, path)
        if next(_candidates(store), None) is None:
            raise InputError(f"{path}: holds no claim (nothing is typed kg:Claim); a view without claims has no shapes")
        yield store


def stored_batches(store: ox.Store, *, size: int = SIZE) -> Iterator[Batch]:
    """The claims of a store, those of an article together; then the entities after merging."""
    for claims in _parted(_claims(store), size):
        found = dict.fromkeys(chain.from_iterable(_about(claim, store) for claim in claims))
        yield Batch(tuple(found), len(claims))
    labelled = dict.fromkeys(quad.subject for quad in _found(store, None, _LABEL, None, ox.DefaultGraph()))
    for subjects in _parted((s for s in labelled if isinstance(s, ox.NamedNode) and not _is_value(s, store)), size):
        own = chain.from_iterable(_found(store, s, None, None, ox.DefaultGraph()) for s in subjects)
        yield Batch(tuple(own), entities=tuple(s.value for s in subjects))


def _found(store: ox.Store, *pattern: object) -> Iterator[ox.Quad]:
    return store.quads_for_pattern(*pattern)  # type: ignore[arg-type]


def _is_value(subject: ox.NamedNode, store: ox.Store) -> bool:
    return any(quad.object in _OF_SCHEMES for quad in _found(store, subject, A, None, None))


def _subjects(store: ox.Store, predicate: ox.NamedNode, target: ox.NamedNode | None) -> Iterator[_Subject]:
    """Each subject once, also where several graphs say the same of it, or it says it of several things."""
    for quad in _found(store, None, predicate, target, None):
        if next(_found(store, quad.subject, predicate, target, None)) == quad:
            yield quad.subject  # type: ignore[misc]


def _candidates(store: ox.Store) -> Iterator[_Subject]:
    """What is a claim: typed so, or untyped, but says something."""
    yield from _subjects(store, A, ours("Claim"))
    untyped = (subject for subject in _subjects(store, ours("says"), None) if not _is_claim(subject, store))
    yield from untyped


def _is_claim(node_: object, store: ox.Store) -> bool:
    return next(_found(store, node_, A, ours("Claim"), None), None) is not None


def _claims(store: ox.Store) -> Iterator[_Subject]:
    """Each claim once: article by article, then those that are in none."""
    for article in _subjects(store, A, ours("Article")):
        stated = {quad.subject for quad in _found(store, None, ours("statedIn"), article, None)}
        yield from sorted((c for c in stated if _home(c, store) == article), key=str)  # type: ignore[misc]
    yield from (claim for claim in _candidates(store) if _home(claim, store) is None)


def _home(claim: object, store: ox.Store) -> object | None:
    """The article of a claim; the first, where several are given, and None where none is described."""
    given = sorted({quad.object for quad in _found(store, claim, ours("statedIn"), None, None)}, key=str)
    typed = (article for article in given if isinstance(article, ox.NamedNode | ox.BlankNode))
    return next((a for a in typed if next(_found(store, a, A, ours("Article"), None), None)), None)


def _about(claim: _Subject, store: ox.Store) -> Iterator[ox.Quad]:
    """The claim and all that it consists of, without what other claims say."""
    followed = leading() | {ours("statedIn"), node(f"{OA}hasSource")}
    seen, left = {claim}, [claim]
    while left:
        for quad in _found(store, left.pop(), None, None, None):
            if not (_is_others(quad, claim, store) or _is_described(quad, claim, store)):
                yield quad
                target = quad.object
                if (
                    quad.predicate in followed
                    and isinstance(target, ox.NamedNode | ox.BlankNode)
                    and target not in seen
                ):
                    seen.add(target)
                    left.append(target)


def _is_described(quad: ox.Quad, claim: _Subject, store: ox.Store) -> bool:
    """Whether the default graph says it of an entity of which the claim has its own description."""
    if not isinstance(quad.graph_name, ox.DefaultGraph) or quad.subject == claim:
        return False
    return next(_found(store, quad.subject, None, None, claim), None) is not None


def _is_others(quad: ox.Quad, claim: _Subject, store: ox.Store) -> bool:
    """Whether the quad lies in the graph of another claim."""
    graph = quad.graph_name
    return not isinstance(graph, ox.DefaultGraph) and graph != claim and _is_claim(graph, store)
