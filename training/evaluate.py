"""Measure an exported model, raw text in, on texts that it was not trained on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
from spacy.language import Language

import ingest.nlp
from benchmarks.parse import figures, name_figures, named, paragraphs
from ingest.nlp.encoder import MAX_SUBWORDS, feed, reader
from ingest.nlp.roles import OUTPUTS, predicates
from ingest.nlp.weights import open_model
from training import conllu, corpora, propbank
from training.labels import LabelSets
from training.sentence import Predicate

__all__ = ["Figures", "on_aside", "on_tests", "role_figures"]

Figures = dict[str, dict[str, float]]
"""By text, by layer: F in per cent."""

_SHOWN = ("words", "tags", "UAS", "LAS", "sentences", "lemmas of VERB", "tokens/s")

Fact = tuple[str, int, int, str]
"""An argument: sentence, predicate, head word, role. Of a predicate itself: word and role are -1 and ""."""


def on_aside(model: Path, folder: Path) -> Figures:
    """On what is kept aside for choosing."""
    nlp = ingest.nlp.load(model=model)
    web, news = corpora.aside(folder)
    ids = {block.id for path in web for block in conllu.blocks(path)}
    return {
        "news": _trees(news, nlp),
        "web": _trees(web, nlp) | name_figures(list(named(_uner(folder, "dev"), ids)), nlp),
        "roles": role_figures(model, folder, web),
    }


def on_tests(model: Path, folder: Path) -> Figures:
    """On the test sets."""
    nlp = ingest.nlp.load(model=model)
    found = {name: _trees(files, nlp) for name, files in corpora.tests(folder).items()}
    found["PUD"] |= name_figures(list(named(folder / "uner_pud" / "en_pud-ud-test.iob2")), nlp)
    found["EWT"] |= name_figures(list(named(_uner(folder, "test"))), nlp)
    found["roles"] = role_figures(model, folder, corpora.tests(folder)["EWT"])
    return found


def _uner(folder: Path, part: str) -> Path:
    return folder / "uner_ewt" / f"en_ewt-ud-{part}.iob2"


def _trees(files: Iterable[Path], nlp: Language) -> dict[str, float]:
    found = figures([unit for path in files for unit in paragraphs(path)], nlp)
    return {name: round(found[name], 2) for name in _SHOWN}


def role_figures(model: Path, folder: Path, files: Iterable[Path]) -> dict[str, float]:
    """F of predicates and of their arguments' head words, on the treebank's words and sentences; {} if not learned.

    "arguments" are those of predicates that the model finds itself; "given": of the true predicates only.
    """
    if not (model / "Us.npy").exists():
        return {}
    known = propbank.read(folder / "propbank_ewt" / "ewt.jsonl")
    blocks = [block for path in files for block in conllu.blocks(path) if block.id in known]
    gold = {
        block.id: [propbank.on_heads(entry, [row.head for row in block.rows]) for entry in known[block.id]]
        for block in blocks
    }
    found = dict(_found(model, blocks))
    pos = {(block.id, i): row.pos for block in blocks for i, row in enumerate(block.rows)}
    pairs = list(_facts(gold)), list(_facts(found))
    return {
        "predicates": _f(*([fact for fact in facts if not fact[3]] for facts in pairs)),
        "arguments": _f(*([fact for fact in facts if fact[3]] for facts in pairs)),
        "arguments of nouns": _f(
            *([fact for fact in facts if fact[3] and pos[fact[0], fact[1]] == "NOUN"] for facts in pairs)
        ),
        "given": _given(*pairs),
    }


def _found(model: Path, blocks: Sequence[conllu.Block]) -> Iterator[tuple[str, list[Predicate]]]:
    opened = open_model(model)
    roles = LabelSets.read(model / "labels.json").roles
    weights = np.load(model / "Us.npy", allow_pickle=False)
    subwords = reader(opened.tokenizer)
    for block in blocks:
        words = [subwords(row.form) for row in block.rows]
        if sum(map(len, words)) <= MAX_SUBWORDS:
            marks, heads, arguments = (scores[0] for scores in opened.network.run(OUTPUTS, feed([words])))
            entries = predicates((marks, heads, arguments), [0], roles, weights)
            yield (
                block.id,
                [Predicate(entry.predicate, tuple((w, r) for w, r, _ in entry.arguments)) for entry in entries],
            )


def _facts(sentences: Mapping[str, Sequence[Predicate]]) -> Iterator[Fact]:
    for id_, entries in sentences.items():
        for predicate in entries:
            yield id_, predicate.index, -1, ""
            for word, role in predicate.arguments:
                yield id_, predicate.index, word, role


def _given(gold: Sequence[Fact], found: Sequence[Fact]) -> float:
    both = {fact[:2] for fact in gold} & {fact[:2] for fact in found}
    return _f(*([fact for fact in facts if fact[3] and fact[:2] in both] for facts in (gold, found)))


def _f(gold: Sequence[Fact], found: Sequence[Fact]) -> float:
    right = sum((Counter(gold) & Counter(found)).values())
    return round(200 * right / max(1, len(gold) + len(found)), 2)
