"""The spaCy component that puts the network's tags, trees, sentences and names on a Doc."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc, Span

from ingest.nlp import arcs, entities, layout
from ingest.nlp.encoder import MAX_SUBWORDS, Encoder, Scores, SubWords
from ingest.nlp.parse import Parser, sentence_starts
from ingest.nlp.repair import Grammar
from ingest.nlp.weights import FOLDER, Labels, open_model

__all__ = ["NAME", "NetworkParser", "make"]

NAME = "kg_parser"
"""The component's name in spaCy's registry."""

AT_ONCE = 64
"""Windows of one document in memory at a time: bounds the memory of a document of any length to some 30 MB."""


@dataclass(frozen=True, slots=True)
class Annotation:
    """What is found for the n tokens of a Doc, to be written on it at the end; white space keeps what is here."""

    heads: list[int]
    relations: list[str]
    tags: list[str]
    words: list[tuple[str, str]]
    names: list[tuple[int, int, str]]
    arcs: list[arcs.Row]

    @classmethod
    def blank(cls, n: int) -> Annotation:
        """For n tokens: all of them white space."""
        return cls(list(range(n)), ["dep"] * n, ["_SP"] * n, [("SPACE", "")] * n, [], [])


class NetworkParser:
    """A spaCy component. Every document goes through the network by itself: int8 scores depend, in their last digits,
    on what else is in the batch, and an article must give the same claims in whatever company it comes.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        model = open_model(folder)
        self._labels: Labels = model.labels
        self._encoder = Encoder(model)
        self._parser = Parser(model.labels, model.relations)
        self._grammar = Grammar(model.labels)

    def __reduce__(self) -> tuple[type[NetworkParser], tuple[Path]]:
        return NetworkParser, (self._folder,)

    def __call__(self, doc: Doc) -> Doc:
        """Annotate the Doc in place: tag, pos, morph, head, dep, sentence starts, ents, `_.dateline`, `_.arcs`."""
        found = Annotation.blank(len(doc))
        waiting = deque(layout.stretches(doc))
        while waiting:
            some = [waiting.popleft() for _ in range(min(AT_ONCE, len(waiting)))]
            windows = [list(self._window(doc, words)) for words in some]
            for words, scores in zip(some, self._encoder.scores(windows), strict=True):
                done = self._annotate(doc, words, scores, found)
                if done < len(words):
                    waiting.appendleft(words[done:])
        _attach_space(doc, found)
        self._write(doc, found)
        return doc

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 1) -> Iterator[Doc]:
        """The documents, annotated, in their order; `batch_size` is spaCy's and has no effect."""
        return map(self, stream)

    def _window(self, doc: Doc, words: Sequence[int]) -> Iterator[SubWords]:
        """The words of a stretch from its beginning, as many as fit."""
        room = MAX_SUBWORDS
        for i in words:
            word = self._encoder.subwords(doc[i].text)
            room -= len(word)
            if room < 0:
                return
            yield word

    def _annotate(self, doc: Doc, words: Sequence[int], scores: Scores, found: Annotation) -> int:
        """Put down what the window says; returns how many of its words are done.

        A window that ends before its stretch does gives up its last sentence, unless it holds only one.
        """
        labels, end = self._labels, len(scores.starts)
        names = [labels.entities[i] for i in scores.entities.tolist()]
        starts = sentence_starts(scores, [doc[i].text for i in words[:end]], names)
        if end < len(words) and len(starts) > 1:
            end = starts.pop()
        tree = self._parser.tree(scores, starts, end)
        read = [labels.words[i] for i in scores.words[:end].tolist()]
        self._grammar.repair(tree, [doc[i].lower_ for i in words[:end]], [pos for pos, _ in read])
        columns = zip(words, tree.heads.tolist(), tree.relations.tolist(), scores.tags.tolist(), read, strict=False)
        for k, (i, head, relation, tag, word) in enumerate(columns):
            found.heads[i] = words[head]
            found.relations[i] = "ROOT" if head == k else labels.relations[relation]
            found.tags[i] = labels.tags[tag]
            found.words[i] = word
        others = self._parser.others(scores, starts, tree, arcs.LIKELY)
        found.arcs.extend((words[i], words[head], labels.relations[r], chance) for i, head, r, chance in others)
        spans = entities.spans(names[:end])
        found.names.extend((words[a], words[b - 1] + 1, kind) for a, b, kind in spans)
        return end

    def _write(self, doc: Doc, found: Annotation) -> None:
        add, morph = doc.vocab.strings.add, doc.vocab.morphology.add
        columns = {
            "HEAD": [head - i for i, head in enumerate(found.heads)],
            "DEP": list(map(add, found.relations)),
            "TAG": list(map(add, found.tags)),
            "POS": [add(pos) for pos, _ in found.words],
            "MORPH": [morph(features) for _, features in found.words],
        }
        doc.from_array(list(columns), _unsigned(columns.values()))
        doc.ents = [Span(doc, a, b, label=kind) for a, b, kind in sorted(found.names)]
        arcs.keep(doc, found.arcs)
        _mark(doc, layout.datelines(doc.text), layout.DATELINE)
        _mark(doc, layout.credits_in(doc.text), layout.CREDIT)


def _unsigned(columns: Iterable[Sequence[int]]) -> Any:
    """The columns side by side as spaCy wants them: 64 bits, negative numbers as their complement."""
    return np.column_stack([np.array([n & 0xFFFFFFFFFFFFFFFF for n in column], np.uint64) for column in columns])


def _attach_space(doc: Doc, found: Annotation) -> None:
    """White space hangs on the token before it; at the beginning of the text, on the first word."""
    first = next((token.i for token in doc if not token.is_space), 0)
    for token in doc:
        if token.is_space:
            found.heads[token.i] = token.i - 1 if token.i > first else first


def _mark(doc: Doc, places: Iterable[tuple[int, int]], attribute: str) -> None:
    for start, end in places:
        for token in doc.char_span(start, end, alignment_mode="contract") or ():
            token._.set(attribute, True)  # noqa: FBT003 (spaCy's signature)


@Language.factory(NAME, default_config={"folder": None})
def make(nlp: Language, name: str, folder: str | None) -> NetworkParser:
    """The component; `folder` holds another model than the bundled one."""
    return NetworkParser(FOLDER if folder is None else Path(folder))
