"""The word classes that clauses, modality and attribution go by: light verbs, containers, governors and more."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from importlib import resources
from typing import Any

import yaml

__all__ = ["Governor", "Words", "words"]


@dataclass(frozen=True, slots=True)
class Governor:
    """What a word does to the situation below it: "planned to", "failed to", "a threat of".

    `realis`, `kind` (of prospect), `polarity`, `certainty`: None leaves it as it is. `voice` is True where the
    situation is told in the voice of the governor's subject ("denied", "accused of").
    """

    realis: str | None = None
    kind: str | None = None
    polarity: str | None = None
    certainty: str | None = None
    voice: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """Word lists of `ingest/frames/words.yml`, all lemmas in lower case."""

    support: frozenset[str]
    telling: frozenset[str]
    converse: frozenset[str]
    happening: frozenset[str]
    containers: frozenset[str]
    reporting: frozenset[str]
    belief: frozenset[str]
    unnamed: frozenset[str]
    hearsay: frozenset[str]
    doubt: frozenset[str]
    adjectives: dict[str, list[str]]
    circles: frozenset[str]
    motion: frozenset[str]
    fronts: frozenset[str]
    agentive: frozenset[str]
    things: frozenset[str]
    allowing: frozenset[str]
    ridding: frozenset[str]
    blaming: frozenset[str]
    giving: frozenset[str]
    phrasal: frozenset[str]
    transitive: frozenset[str]
    measures: frozenset[str]
    means: frozenset[str]
    governors: dict[str, Governor]


@functools.cache
def words() -> Words:
    """The lists, read once."""
    text = resources.files("ingest").joinpath("frames/words.yml").read_text("utf-8")
    table = yaml.safe_load(text)
    governors = {word: governor for entry in table.pop("governors") for word, governor in _governors(entry)}
    adjectives = table.pop("adjectives")
    return Words(
        governors=governors, adjectives=adjectives, **{name: frozenset(listed) for name, listed in table.items()}
    )


def _governors(entry: dict[str, Any]) -> list[tuple[str, Governor]]:
    listed = entry.pop("words")
    governor = Governor(**entry)
    return [(word, governor) for word in listed]
