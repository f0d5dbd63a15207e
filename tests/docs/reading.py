"""Markdown pages as tests see them: fenced blocks in order, commands with the output that they show, links."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

__all__ = ["PAGES", "ROOT", "Block", "Example", "anchors", "blocks", "examples", "fits", "links"]

ROOT = Path(__file__).resolve().parents[2]
PAGES = (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))

_FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_SAVED = re.compile(r"Save (?:this|it) as `([^`]+)`[^\n]*\n*\Z")
_LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)|!\[[^\]]*\]\(([^)\s]+)\)")


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block; `saved_as` is the file that the sentence before it says to save it as."""

    kind: str
    text: str
    saved_as: str | None


@dataclass(frozen=True, slots=True)
class Example:
    """A command, and the lines that the page shows below it (none: the output is not compared)."""

    command: str
    shown: tuple[str, ...]


def blocks(page: Path) -> Iterator[Block]:
    text = page.read_text("utf-8")
    for match in _FENCE.finditer(text):
        saved = _SAVED.search(text[: match.start()])
        yield Block(match[1], match[2], saved[1] if saved else None)


def examples(block: Block) -> Iterator[Example]:
    """The commands of a console block: `$ ` begins one, `> ` continues it, the rest is what it prints.

    The demo prints the questions that it asks like commands; all below it is its output.
    """
    command, shown = "", []
    for line in block.text.splitlines():
        if line.startswith("$ ") and command != "kg demo":
            if command:
                yield Example(command, tuple(shown))
            command, shown = line[2:], []
        elif line.startswith("> ") and not shown:
            command += "\n" + line[2:]
        else:
            shown.append(line)
    yield Example(command, tuple(shown))


def fits(shown: tuple[str, ...], printed: str) -> bool:
    """Whether the output is the one shown: `...` alone on a line stands for any lines, within a line for any words.

    White space is compared as one blank, and lines that are empty or drawn do not count.
    """
    return _fits(_plain(shown), _plain(printed.splitlines()))


def _fits(shown: list[str], printed: list[str]) -> bool:
    if not shown:
        return not printed
    if shown[0] == "...":
        return any(_fits(shown[1:], printed[start:]) for start in range(len(printed) + 1))
    return bool(printed) and _line_fits(shown[0], printed[0]) and _fits(shown[1:], printed[1:])


def _line_fits(shown: str, printed: str) -> bool:
    return re.fullmatch(".*".join(map(re.escape, re.split(r"\s*\.\.\.\s*", shown))), printed) is not None


def _plain(lines: Iterable[str]) -> list[str]:
    return [" ".join(line.split()) for line in lines if line.strip(" ─")]


def links(page: Path) -> Iterator[str]:
    plain = _FENCE.sub("", page.read_text("utf-8"))
    for match in _LINK.finditer(plain):
        yield match[1] or match[2]


def anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, as code forges make them."""
    headings = re.findall(r"^#+ (.+)$", _FENCE.sub("", page.read_text("utf-8")), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}
