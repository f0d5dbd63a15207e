"""States that titles, appositions and possessives state: who holds which post, who belongs to which party."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc

from ingest.bases import bases_of, bases_of_verb
from ingest.coreference import Referents
from ingest.memberships import members_by_word, memberships_of, sides_of
from ingest.mentions import TextMention
from ingest.states import FoundState
from ingest.tenures import agreeing, of_predecessors, of_verbs, tenures_of

__all__ = ["FoundState", "states_in"]


def states_in(doc: Doc, referents: Referents) -> Iterator[FoundState]:
    """The states of an article, in the order of the text; the same state said twice comes twice.

    What is said of one person and one post agrees in post and phase: "former President X" makes a later "President X"
    former too.
    """
    tenures = [state for mention in referents.found for state in tenures_of(doc, referents, mention)]
    tenures += [state for token in doc for state in of_verbs(doc, referents, token)]
    tenures += [state for mention in referents.found for state in of_predecessors(doc, referents, mention, tenures)]
    others = [state for mention in referents.found for state in _others(doc, referents, mention)]
    others += [state for token in doc for state in bases_of_verb(doc, referents, token)]
    others += [state for token in doc for state in members_by_word(doc, referents, token)]
    yield from sorted([*agreeing(tenures), *others], key=lambda state: (state.span.start, state.class_))


def _others(doc: Doc, referents: Referents, mention: TextMention) -> Iterator[FoundState]:
    for rule in (memberships_of, sides_of, bases_of):
        yield from rule(doc, referents, mention)
