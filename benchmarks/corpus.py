"""Articles made from the demo's by changing names and dates: as many as a benchmark wants, no two alike."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path

from kg.resources import folder

# Surnames of the demo and places where it happens; each copy gets its own, so that nothing merges.
NAMES = ("Bakiyev", "Otunbayeva", "Atambayev", "Tekebayev", "Usenov", "Osh", "Bishkek", "Talas", "Jalal-Abad")
SYLLABLES = ("ba", "ke", "lo", "mi", "nu", "ra", "se", "to", "vi", "za")
SHIFT = dt.timedelta(days=9)


def copies(count: int) -> Iterator[dict[str, str]]:
    """`count` records of JSON Lines input."""
    originals = [json.loads(line) for line in (folder("demo") / "articles.jsonl").read_text("utf-8").splitlines()]
    for number in range(count):
        original = originals[number % len(originals)]
        text = original["text"]
        for name in NAMES:
            text = text.replace(name, name + _suffix(number // len(originals)))
        date = dt.date.fromisoformat(original["date"]) + SHIFT * (number // len(originals))
        yield {
            **original,
            "id": f"{original['id']}-{number}",
            "url": f"https://example.org/bench/{number}",
            "text": text,
            "date": date.isoformat(),
        }


def write(count: int, path: Path) -> Path:
    """The records as a file."""
    path.write_text("".join(json.dumps(record) + "\n" for record in copies(count)), encoding="utf-8")
    return path


def _suffix(number: int) -> str:
    """A different ending for each number; none for the first."""
    digits = [int(digit) for digit in str(number)] if number else []
    return "".join(SYLLABLES[digit] for digit in digits)
