"""What a store of quads says about one subject, and terms as Python values; ValueError says what is wrong."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

import pyoxigraph as ox

from kg.ids import kind_and_id
from kg.rdf.vocabulary import KG, KGV, XSD, ours, unquoted

__all__ = [
    "Said",
    "Term",
    "day_of",
    "flag",
    "local_of",
    "name_of",
    "number_of",
    "numbered",
    "value_of",
    "whole",
    "words",
]

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple


@dataclass(frozen=True, slots=True)
class Said:
    """All that one graph (the default graph when left out) says about the subject."""

    store: ox.Store
    subject: Term
    graph: ox.NamedNode | ox.DefaultGraph = field(default_factory=ox.DefaultGraph)
    _found: dict[str, list[Term]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        if isinstance(self.subject, ox.NamedNode):
            for quad in self.store.quads_for_pattern(self.subject, None, None, self.graph):
                self._found.setdefault(quad.predicate.value, []).append(quad.object)

    @property
    def all(self) -> Mapping[str, list[Term]]:
        """Predicate -> objects, in no order."""
        return self._found

    def every(self, predicate: ox.NamedNode) -> list[Term]:
        """The objects, in no order."""
        return self._found.get(predicate.value, [])

    def maybe(self, predicate: ox.NamedNode) -> Term | None:
        """The one object, or None; ValueError for several."""
        found = self.every(predicate)
        if len(found) > 1:
            raise ValueError(f"{_short(predicate)} stands {len(found)} times; once is allowed")
        return found[0] if found else None

    def one(self, predicate: ox.NamedNode) -> Term:
        """The one object; ValueError for none and for several."""
        found = self.maybe(predicate)
        if found is None:
            raise ValueError(f"{_short(predicate)} is missing")
        return found


def _short(term: Term) -> str:
    value = str(getattr(term, "value", term))
    return f"kg:{value.removeprefix(KG)}" if value.startswith(KG) else value


def words(term: Term | None) -> str:
    """The words of a literal."""
    if not isinstance(term, ox.Literal):
        raise ValueError(f"{term} stands where a text is expected")
    return term.value


def whole(term: Term) -> int:
    """A whole number."""
    try:
        return int(words(term))
    except ValueError as error:
        raise ValueError(f"{term} stands where a whole number is expected") from error


def number_of(term: Term) -> int | float:
    """A number, an int where it is whole."""
    try:
        found = float(words(term))
        return int(words(term)) if "." not in words(term) and found.is_integer() else found
    except (ValueError, OverflowError) as error:
        raise ValueError(f"{term} stands where a number is expected") from error


def day_of(term: Term) -> dt.date:
    """A day of the calendar."""
    if not isinstance(term, ox.Literal) or term.datatype.value != XSD + "date":
        raise ValueError(f"{term} stands where a day (xsd:date) is expected")
    try:
        return dt.date.fromisoformat(term.value)
    except ValueError as error:
        raise ValueError(f"{term.value!r} is no day of the calendar, such as 2010-04-15") from error


def flag(term: Term | None) -> bool:
    """Whether it is so; what is not said is not so."""
    return term is not None and words(term) in ("true", "1")


def numbered(said: Said) -> int:
    """Which one of its kind it is."""
    return whole(said.one(ours("ordinal")))


def local_of(term: Term, kind: str, base: str) -> str:
    """The id in an IRI of ours: of an article, a claim, an entity or a situation."""
    iri = str(getattr(term, "value", term))
    try:
        found = kind_and_id(iri)
    except ValueError:
        found = ("", "")
    if found[0] != kind or iri != f"{base}{kind}/{found[1]}":
        raise ValueError(f"{iri} is not the IRI of one {kind}, {base}{kind}/…")
    return found[1]


def name_of(term: Term) -> str:
    """The name of a term of our ontology."""
    return unquoted(term, KG)


def value_of(term: Term, scheme: str) -> str:
    """The value of one of our schemes."""
    return unquoted(term, f"{KGV}{scheme}/")
