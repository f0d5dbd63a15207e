"""No sentence of the gold articles stands in frames, lexicon, templates or tests: they decide whether rules hold."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

from spacy.lang.en.stop_words import STOP_WORDS

ROOT = Path(__file__).resolve().parents[2]
RUN = 4
"""So many content words in a row are a quotation."""

_ENDS = re.compile(r"[.!?:;\n\"“”]+")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


def runs(text: str) -> Iterator[tuple[str, ...]]:
    """Every run of content words of a sentence; names, known by their capitals, are facts and free to all."""
    for sentence in _ENDS.split(text):
        first, *rest = _WORD.findall(sentence) or [""]
        words = [w for w in (first.lower(), *rest) if w.islower() and w not in STOP_WORDS]
        yield from zip(*(words[i:] for i in range(RUN)), strict=False)


def gold_texts(gold: Path) -> Iterator[tuple[str, str]]:
    for path in chain(*(sorted((gold / part).glob("*.txt")) for part in ("dev", "devtest"))):
        yield path.name, path.read_text("utf-8")
    for line in (gold / "plover_dev.jsonl").read_text("utf-8").splitlines():
        record = json.loads(line)
        yield record["id"], record["text"]


def ours() -> Iterable[Path]:
    folders = ("ingest/frames", "ingest/lexicon", "training/data", "tests", "examples")
    files = chain(*((ROOT / folder).rglob("*") for folder in folders))
    return sorted(path for path in files if path.suffix in (".yml", ".txt", ".csv", ".py", ".jsonl", ".json", ".toml"))


def test_runs_are_of_content_words() -> None:
    assert list(runs("The police of Osh then quickly fired at angry crowds. Two left.")) == [
        ("police", "quickly", "fired", "angry"),
        ("quickly", "fired", "angry", "crowds"),
    ]


def test_nothing_of_ours_quotes_the_gold(shared: Path) -> None:
    gold = {run: name for name, text in gold_texts(shared / "gold") for run in runs(text)}
    assert len(gold) > 4_000
    quoted = [
        f"{path.relative_to(ROOT)}:{number}: {' '.join(run)!r} stands in {gold[run]}"
        for path in ours()
        for number, line in enumerate(path.read_text("utf-8", "replace").splitlines(), 1)
        for run in runs(line)
        if run in gold
    ]
    assert quoted == []
