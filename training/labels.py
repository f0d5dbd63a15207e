"""The labels of every layer, in the order of the network's outputs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from training.sentence import KINDS, ROLES, Sentence

__all__ = ["ENTITIES", "LabelSets"]

ENTITIES = ("O", *(f"{position}-{kind}" for kind in KINDS for position in "BILU"))

_KEYS = {"tags": "XP", "words": "MO", "relations": "DE", "entities": "NE", "roles": "RO"}
"""Names of the layers in the file that `ingest.nlp` reads."""


@dataclass(frozen=True, slots=True)
class LabelSets:
    """tags: Penn. words: "UPOS|Features". relations: UD. entities: O and BILUO. roles: none ("") and the others."""

    tags: tuple[str, ...]
    words: tuple[str, ...]
    relations: tuple[str, ...]
    entities: tuple[str, ...] = ENTITIES
    roles: tuple[str, ...] = ("", *ROLES)

    @classmethod
    def of(cls, sentences: Iterable[Sentence]) -> LabelSets:
        """The labels that occur, in alphabetical order."""
        tags, words, relations = set[str](), set[str](), set[str]()
        for tree in (sentence.tree for sentence in sentences if sentence.tree is not None):
            tags.update(tag for tag in tree.tags if tag is not None)
            words.update(word for word in tree.words if word is not None)
            relations.update(relation for relation in tree.relations if relation is not None)
        return cls(tuple(sorted(tags)), tuple(sorted(words)), tuple(sorted(relations)))

    @classmethod
    def read(cls, path: Path) -> LabelSets:
        """The labels of a model's `labels.json`; a model without roles gets them."""
        names = json.loads(path.read_text("utf-8"))
        return cls.from_plain({layer: names[key] for layer, key in _KEYS.items() if key in names})

    @classmethod
    def from_plain(cls, layers: Mapping[str, Iterable[str]]) -> LabelSets:
        """From what `plain` gave."""
        return cls(**{layer: tuple(labels) for layer, labels in layers.items()})

    def plain(self) -> dict[str, list[str]]:
        """As lists by layer."""
        return {layer: list(labels) for layer, labels in asdict(self).items()}

    def write(self, path: Path) -> None:
        """To a model's `labels.json`."""
        names = {_KEYS[layer]: labels for layer, labels in self.plain().items()}
        path.write_text(json.dumps(names, ensure_ascii=False, separators=(",", ":")) + "\n", "utf-8")
