"""States that titles, appositions and possessives state: who holds which post, who belongs to which party."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from spacy.tokens import Doc

from ingest.coreference import Referents
from kg.model import Mention, Span

__all__ = ["FoundState", "states_in"]


@dataclass(frozen=True, slots=True)
class FoundState:
    """A state as the words give it: class_ is Tenure, Membership, BaseOperation or Alignment.

    `phase` (Tenure only) is current, former, acting or elect; `span` is the evidence, `token` its head in the Doc;
    `rule` names the construction ("title.before-name"), `confidence` goes from 0 to 1.
    """

    class_: str
    roles: Mapping[str, tuple[Mention, ...]]
    phase: str | None
    span: Span
    token: int
    rule: str
    confidence: float


def states_in(doc: Doc, referents: Referents) -> Iterator[FoundState]:
    """The states of an article, in the order of the text; the same state said twice comes twice."""
    raise NotImplementedError
    yield
