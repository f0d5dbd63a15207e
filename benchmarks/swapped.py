"""Whether rules know the people of the articles that they were written with: names swapped, figures compared.

python -m benchmarks.swapped [SHARED] [SEED]

In the texts and the gold of dev, every word that is only a name of a person, a party, an outlet or another body
becomes an invented one of the same length and case, vowels for vowels and consonants for consonants; nothing else
moves, so that offsets stay. Names of countries, towns and international organisations are the world's and stay.
"""

from __future__ import annotations

import random
import re
import sys
import tempfile
from collections.abc import Container, Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml
from spacy.lookups import load_lookups

from benchmarks.extraction import FIGURES, SHARED, figures_of, gold_articles, records, written

SWAPPED = frozenset(
    {"Person", "Party", "Organization", "MediaOutlet", "Legislature", "GovernmentBody", "SecurityForce"}
)
STAYING = frozenset({"Country", "Region", "City", "InternationalOrganization", "Facility", "MilitaryBase", "AirBase"})
SHORTEST = 3
_WORD = re.compile(r"[^\W\d_]+")
_VOWELS, _CONSONANTS = "aeiou", "bdfgklmnprstvz"


def names(gold: Mapping[str, Any], types: Container[str]) -> Iterator[str]:
    """The capitalised words of the names of the gold's entities of these types."""
    for entity in (gold["entities"] or {}).values():
        if entity["type"] in types:
            for name in map(str, entity["names"]):
                yield from (word for word in _WORD.findall(name) if word[0].isupper())


def english() -> frozenset[str]:
    """Words of the language, by which "Party" in the name of a party is known to be no name."""
    table = load_lookups("en", ["lemma_index"]).get_table("lemma_index")
    return frozenset(word for words in table.values() for word in words)


def invented(word: str, choose: random.Random) -> str:
    """A word of the same length and case."""
    made = (choose.choice(_VOWELS if letter in "aeiouyáéíóúüö" else _CONSONANTS) for letter in word.lower())
    return "".join(new.upper() if old.isupper() else new for old, new in zip(word, made, strict=True))


def swaps(gold: Mapping[str, Any], text: str, known: Container[str], choose: random.Random) -> dict[str, str]:
    """Lower-case word -> the invented one in lower case."""
    plain = {word for word in _WORD.findall(text) if word.islower()} | set(map(str.lower, names(gold, STAYING)))
    wanted = sorted({word.lower() for word in names(gold, SWAPPED) if len(word) >= SHORTEST})
    return {word: invented(word, choose) for word in wanted if word not in plain and word not in known}


def swapped(text: str, table: Mapping[str, str]) -> str:
    def new(found: re.Match[str]) -> str:
        made = table.get(found[0].lower())
        if made is None or found[0].islower():
            return found[0]
        return "".join(b.upper() if a.isupper() else b for a, b in zip(found[0], made, strict=True))

    return _WORD.sub(new, text)


def write_swapped(folder: Path, out: Path, seed: int) -> int:
    """Write the gold articles of a folder with names swapped; returns how many words were."""
    known, choose, count = english(), random.Random(seed), 0
    for path in sorted(folder.glob("*.yml")):
        gold, text = yaml.safe_load(path.read_text("utf-8")), path.with_suffix(".txt").read_text("utf-8")
        table = swaps(gold, text, known, choose)
        count += len(table)
        for entity in (gold["entities"] or {}).values():
            entity["names"] = [swapped(str(name), table) for name in entity["names"]]
        (out / path.name).write_text(yaml.safe_dump(gold, allow_unicode=True), "utf-8")
        (out / path.with_suffix(".txt").name).write_text(swapped(text, table), "utf-8")
    return count


def main() -> None:
    shared = Path(sys.argv[1]) if len(sys.argv) > 1 else SHARED
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    with tempfile.TemporaryDirectory() as name:
        out = Path(name) / "swapped"
        out.mkdir()
        count = write_swapped(shared / "gold" / "dev", out, seed)
        before, after = (
            figures_of(written(Path(name), folder.name, records(gold_articles(folder))), folder, shared)
            for folder in (shared / "gold" / "dev", out)
        )
    print(f"dev, {count} words of names swapped, seed {seed}")
    for figure in FIGURES:
        print(f"{figure:8} {before[figure]:.3f} -> {after[figure]:.3f}  ({after[figure] - before[figure]:+.3f})")


if __name__ == "__main__":
    main()
