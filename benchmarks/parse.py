"""Measure the bundled language pipeline on raw text: words, sentences, tags, lemmas, trees, names, speed.

usage: python benchmarks/parse.py FILE.conllu… [--names FILE.iob2]

A CoNLL-U file is read as paragraphs (`# newpar`, `# newdoc`, at most 8 sentences); the pipeline sees their text only.
F of words, sentences, attachment (UAS, LAS) as in the CoNLL 2018 shared task; the relations of the treebank are
compared with their subtypes, the few that the model does not know folded into their neighbours (`FOLDED`).
Lemmas are scored by part of speech. `--names` scores the entities of a UNER file (PER, ORG, LOC) by exact span.
"""

from __future__ import annotations

import argparse
import re
import time
from collections import Counter
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Protocol

from spacy.tokens import Doc

import ingest.nlp

FOLDED = {
    "nsubj:outer": "nsubj",
    "csubj:outer": "csubj",
    "csubj:pass": "csubj",
    "det:predet": "det",
    "cc:preconj": "cc",
    "advcl:relcl": "advcl",
    "obl:tmod": "obl:unmarked",
    "obl:npmod": "obl:unmarked",
    "nmod:npmod": "nmod:unmarked",
    "nmod:tmod": "nmod:unmarked",
    "flat:foreign": "flat",
    "flat:name": "flat",
}
MOST_SENTENCES = 8
LAYERS = ("words", "tags", "pos", "lemmas", "UAS", "UAS or arcs", "LAS")


@dataclass(frozen=True, slots=True)
class Word:
    start: int
    end: int
    lemma: str
    pos: str
    tag: str
    head: int  # index of the head in the paragraph; its own for a root
    relation: str
    first: bool


Paragraph = tuple[str, list[Word]]


class Parser(Protocol):
    """A spaCy Language, or what stands in for one."""

    def pipe(self, texts: Iterable[str], /) -> Iterator[Doc]:
        """The texts, parsed, in their order."""


def paragraphs(path: Path) -> Iterator[Paragraph]:
    rows: list[list[list[str]]] = []
    for block in path.read_text("utf-8").strip().split("\n\n"):
        lines = block.split("\n")
        begins = any(line.startswith(("# newdoc", "# newpar")) and "newpar_block" not in line for line in lines)
        if rows and (begins or len(rows) == MOST_SENTENCES):
            yield paragraph(rows)
            rows = []
        rows.append([line.split("\t") for line in lines if not line.startswith("#")])
    if rows:
        yield paragraph(rows)


def paragraph(sentences: list[list[list[str]]]) -> Paragraph:
    text = ""
    words: list[Word] = []
    for rows in sentences:
        joined = {i: row for row in rows if "-" in row[0] for i in span(row[0])}
        plain = [row for row in rows if row[0].isdigit()]
        offset = len(words)
        for i, row in enumerate(plain):
            head = offset + int(row[6]) - 1 if row[6] != "0" else offset + i
            relation = FOLDED.get(row[7], row[7])
            words.append(Word(len(text), len(text) + len(row[1]), row[2], row[3], row[4], head, relation, first=i == 0))
            text += row[1] + (" " if spaced(int(row[0]), row, joined) or i == len(plain) - 1 else "")
    return text.rstrip(), words


def span(token: str) -> range:
    first, last = map(int, token.split("-"))
    return range(first, last + 1)


def spaced(number: int, row: list[str], joined: dict[int, list[str]]) -> bool:
    whole = joined.get(number)
    if whole is not None:
        return number == span(whole[0])[-1] and "SpaceAfter=No" not in whole[9]
    return "SpaceAfter=No" not in row[9]


def score(gold: Paragraph, doc: Doc, counts: Counter[str]) -> None:
    words = gold[1]
    found = {(token.idx, token.idx + len(token)): token for token in doc if not token.is_space}
    counts["gold"] += len(words)
    counts["found"] += len(found)
    starts = [word.start for word in words if word.first]
    guessed = [next((token.idx for token in sent if not token.is_space), -1) for sent in doc.sents]
    score_sentences(starts, [start for start in guessed if start >= 0], counts)
    for word in words:
        token = found.get((word.start, word.end))
        if token is None:
            continue
        right = {"words"}
        if token.tag_ == word.tag:
            right.add("tags")
        if token.pos_ == word.pos:
            right.add("pos")
        counts[f"gold {word.pos}"] += 1
        counts[f"lemma {word.pos}"] += token.lemma_.lower() == word.lemma.lower()
        counts["lemmas"] += token.lemma_.lower() == word.lemma.lower()
        head = words[word.head]
        others = token._.arcs
        counts["alternatives"] += bool(others)
        if any(doc[arc.head].idx == head.start for arc in others):
            right.add("UAS or arcs")
        if (token.head.idx, token.head.idx + len(token.head)) == (head.start, head.end):
            right.update(("UAS", "UAS or arcs"))
            if token.dep_.lower() == word.relation:
                right.add("LAS")
        counts.update(right)


def score_sentences(gold: list[int], found: list[int], counts: Counter[str]) -> None:
    pairs = set(pairwise([*gold, -1])), set(pairwise([*found, -1]))
    counts["gold sentences"] += len(pairs[0])
    counts["found sentences"] += len(pairs[1])
    counts["sentences"] += len(pairs[0] & pairs[1])


def figures(units: list[Paragraph], nlp: Parser) -> dict[str, float]:
    """F of each layer in per cent, and tokens a second of processor time."""
    counts: Counter[str] = Counter()
    begin, tokens = time.process_time(), 0
    for unit, doc in zip(units, nlp.pipe(text for text, _ in units), strict=True):
        score(unit, doc, counts)
        tokens += len(doc)
    seconds = time.process_time() - begin
    both = counts["gold"] + counts["found"]
    found = {name: 200 * counts[name] / both for name in LAYERS}
    found["words with arcs"] = 100 * counts["alternatives"] / max(1, counts["words"])
    found["sentences"] = 200 * counts["sentences"] / (counts["gold sentences"] + counts["found sentences"])
    for pos in ("VERB", "NOUN", "ADJ"):
        found[f"lemmas of {pos}"] = 100 * counts[f"lemma {pos}"] / max(1, counts[f"gold {pos}"])
    found["tokens/s"] = tokens / seconds
    return found


def measure(path: Path, nlp: Parser) -> None:
    found = figures(list(paragraphs(path)), nlp)
    speed = found.pop("tokens/s")
    print(path.name, " ".join(f"{name} {value:.1f}" for name, value in found.items()), f"{speed:.0f} tokens/s")


Named = tuple[str, set[tuple[int, int, str]]]


def named(path: Path, ids: Container[str] | None = None) -> Iterator[Named]:
    """The sentences of a UNER file, or of it those with such ids: text, and its names as (start, end, kind)."""
    for block in path.read_text("utf-8").strip().split("\n\n"):
        if ids is not None and re.search(r"# sent_id = (\S+)", block)[1] not in ids:  # type: ignore[index]
            continue
        text = next(line[9:] for line in block.split("\n") if line.startswith("# text = "))
        spans: list[tuple[int, int, str]] = []
        at = 0
        for row in (line.split("\t") for line in block.split("\n") if not line.startswith("#")):
            start = text.index(row[1], at)
            at = start + len(row[1])
            if row[2].startswith("B-"):
                spans.append((start, at, row[2][2:]))
            elif row[2].startswith("I-") and spans:
                spans[-1] = (spans[-1][0], at, spans[-1][2])
        yield text, set(spans)


def name_figures(units: list[Named], nlp: Parser) -> dict[str, float]:
    """F of names by exact span, of all and of each kind, in per cent."""
    counts: Counter[str] = Counter()
    kinds = {"PERSON": "PER", "ORG": "ORG", "LOC": "LOC"}
    for (_, gold), doc in zip(units, nlp.pipe(text for text, _ in units), strict=True):
        found = {(e.start_char, e.end_char, kinds[e.label_]) for e in doc.ents if e.label_ in kinds}
        for name, spans in (("gold", gold), ("found", found), ("right", gold & found)):
            counts.update({name: len(spans)})
            counts.update(f"{name} {kind}" for *_, kind in spans)
    return {
        f"names{kind}": 200 * counts["right" + kind] / max(1, counts["gold" + kind] + counts["found" + kind])
        for kind in ("", " PER", " ORG", " LOC")
    }


def measure_names(path: Path, nlp: Parser) -> None:
    for name, f in name_figures(list(named(path)), nlp).items():
        print(f"{path.name} {name} F {f:.1f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--names", action="append", default=[], type=Path)
    arguments = parser.parse_args()
    nlp = ingest.nlp.load()
    for path in arguments.files:
        measure(path, nlp)
    for path in arguments.names:
        measure_names(path, nlp)


if __name__ == "__main__":
    main()
