"""What a query may speak of: labels, relationship types and properties of the property graph."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import process

from kg.ontology import Ontology, relationship_type

__all__ = ["PROPERTIES", "Vocabulary", "vocabulary"]

PROPERTIES = frozenset(
    {
        # every node, and entities
        "uri",
        "name",
        "aliases",
        "sameAs",
        "searchKeys",
        "type",
        "country",
        "sector",
        # situations
        "class",
        "classes",
        "status",
        "when",
        "earliest",
        "latest",
        "plover",
        "mode",
        "cameo",
        "quad",
        "phase",
        "claims",
        "denied",
        "articles",
        "sources",
        "conflicts",
        "killedMin",
        "killedMax",
        "killedReported",
        "injuredMin",
        "injuredMax",
        "injuredReported",
        "arrestedMin",
        "arrestedMax",
        "arrestedReported",
        "participantsMin",
        "participantsMax",
        "participantsReported",
        "amountMin",
        "amountMax",
        "amountReported",
        "currency",
        # claims and articles
        "quote",
        "start",
        "end",
        "outlet",
        "published",
        "url",
        "speaker",
        "attribution",
        "certainty",
        "polarity",
        "confidence",
        "rule",
        "realis",
        "prospect",
        "amount",
        "title",
        "givenId",
        "byline",
        "dateBasis",
        "dateConfidence",
        "language",
        "rights",
        "textSha256",
        # edges
        "as",
        "role",
        "mention",
        "situation",
        "derived",
        "asOf",
    }  # fmt: skip
)
"""Every property that a node or an edge may have; a test holds it against the graph of the demo."""

_LABELS = frozenset({"Resource", "Claim", "Article", "Prospect", "Denied"})
_TYPES = frozenset({"ABOUT", "FILLS", "STATED_IN", "ATTRIBUTED_TO", "PUBLISHED_BY", "VERSION_OF", "REPRINT_OF"})


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Labels and relationship types; `symmetric` are the types that have no direction."""

    labels: frozenset[str]
    types: frozenset[str]
    symmetric: frozenset[str]

    def nearest_label(self, label: str) -> str:
        """The end of a message: the known label that is spelled most alike."""
        return _nearest(label, self.labels)

    def nearest_type(self, type_: str) -> str:
        """The end of a message: the known relationship type that is spelled most alike."""
        return _nearest(type_, self.types)


def _nearest(name: str, known: Iterable[str]) -> str:
    found = process.extractOne(name, sorted(known))
    return f"; did you mean {found[0]}?" if found else ""


def vocabulary(ontology: Ontology) -> Vocabulary:
    """What the ontology, and the form of the graph, give names to."""
    edges = (*ontology.roles, *ontology.links, *ontology.entity_links)
    shortcuts = ontology.shortcuts
    return Vocabulary(
        labels=_LABELS | set(ontology.classes),
        types=_TYPES | {relationship_type(name) for name in edges} | {shortcut.type for shortcut in shortcuts},
        symmetric=frozenset(shortcut.type for shortcut in shortcuts if shortcut.symmetric),
    )
