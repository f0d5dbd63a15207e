"""The corpora, each with the part of it that may be trained on, as documents of sentences.

Test data is never trained on: EWT and GUM test, the news documents of GUM's development part, PUD, the UNER tests.
Of GUM only genres whose texts are CC BY or in the public domain are read for training.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from training import conllu, iob, propbank
from training.sentence import Sentence

__all__ = ["GENRES", "Corpora", "Document", "aside", "files", "is_aside", "load", "tests"]

GENRES = ("news", "interview", "bio", "voyage", "textbook", "vlog", "speech")
"""Genres of GUM whose texts may be passed on."""

ASIDE = 6
"""One document in so many of EWT's development part and of GUM's training news is kept aside, for choosing."""

Document = list[Sentence]


@dataclass(frozen=True, slots=True)
class Corpora:
    """Documents to train on.

    treebank  EWT and GUM, with trees; names of GUM and of EWT's development part, predicates of EWT's training part
    newswire  GMB, names only; its sentences are in the order of the articles
    wiki      WikiGold, names only
    """

    treebank: list[Document] = field(default_factory=list)
    newswire: list[Document] = field(default_factory=list)
    wiki: list[Document] = field(default_factory=list)


def load(folder: Path, *, dev: bool = True) -> Corpora:
    """Everything under `folder` that may be trained on; `dev`: with the development parts that are not test data."""
    found = Corpora()
    predicates = propbank.read(folder / "propbank_ewt" / "ewt.jsonl")
    names = iob.uner(folder / "uner_ewt" / "en_ewt-ud-dev.iob2")
    for path in files(folder / "ewt", "train"):
        found.treebank.append([_with_predicates(block, predicates) for block in conllu.blocks(path)])
    for path in files(folder / "ewt", "dev") if dev else ():
        if not is_aside(path):
            found.treebank.append([conllu.sentence(block, names.get(block.id)) for block in conllu.blocks(path)])
    for path in _gum(folder / "gum", dev=dev):
        if not _is_aside_news(path):
            found.treebank.append([conllu.named(block) for block in conllu.blocks(path)])
    found.newswire.append(list(iob.gmb(folder / "gmb" / "ner_dataset.csv")))
    found.wiki.append(list(iob.wikigold(folder / "wikigold" / "CONLL-format" / "data" / "wikigold.conll.txt")))
    return found


def aside(folder: Path) -> tuple[list[Path], list[Path]]:
    """The files of documents that are kept aside: EWT's, GUM's news."""
    web = [path for path in files(folder / "ewt", "dev") if is_aside(path)]
    return web, [path for path in _gum(folder / "gum", dev=False) if _is_aside_news(path)]


def tests(folder: Path) -> dict[str, list[Path]]:
    """The files of the test sets: what no model of ours has been trained on."""
    gum = [path for part in ("test", "dev") for path in files(folder / "gum", part) if "_news_" in path.name]
    return {
        "PUD": [folder / "pud" / "en_pud-ud-test.conllu"],
        "GUM news": [path.with_name(path.name + ".conllu") for path in gum],
        "GUM": [folder / "gum" / "en_gum-ud-test.conllu"],
        "EWT": [folder / "ewt" / "en_ewt-ud-test.conllu"],
    }


def _is_aside_news(path: Path) -> bool:
    return "_news_" in path.name and is_aside(path)


def is_aside(path: Path) -> bool:
    """Whether a document that could be trained on is kept aside, told by its file's name."""
    return int(hashlib.sha256(path.name.encode()).hexdigest(), 16) % ASIDE == 0


def files(treebank: Path, part: str) -> Iterator[Path]:
    """The files of a part of a treebank, as its lists name them."""
    top = treebank / "not-to-release"
    for line in (top / "file-lists" / f"files.{part}").read_text("utf-8").split():
        yield top / "sources" / line


def _gum(treebank: Path, *, dev: bool) -> Iterator[Path]:
    parts = [("train", GENRES), *([("dev", GENRES[1:])] if dev else [])]
    for part, genres in parts:
        for path in files(treebank, part):
            file = path.with_name(path.name + ".conllu")
            if path.name.split("_")[1] in genres and file.exists():
                yield file


def _with_predicates(block: conllu.Block, known: Mapping[str, Sequence[propbank.Spans]]) -> Sentence:
    plain = conllu.sentence(block)
    if block.id not in known:
        return plain
    heads = [row.head for row in block.rows]
    return replace(plain, predicates=tuple(propbank.on_heads(predicate, heads) for predicate in known[block.id]))
