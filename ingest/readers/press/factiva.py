"""Factiva: articles with its field codes (HD, BY, WC, PD …), and the form for display, which has none.

The codes and their order: Dow Jones's list of Intelligence Indexing fields.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.readers.press.fields import Printed, day_of, filled, is_day_line, language_of_name, paragraphs
from ingest.readers.press.marks import ACCESSION

__all__ = ["articles"]

_HEAD = ("CLM", "SE", "HD", "BY", "CR", "WC", "PD", "ET", "SN", "SC", "ED", "PG", "VOL", "LA", "CX", "CY", "LP")
_TAIL = ("ART", "CT", "RF", "CO", "IN", "NS", "RE", "IPD", "IPC", "PUB", "AN")
_CODED = re.compile(r"(?P<code>[A-Z]{2,3})(?:[ \t]*\|[ \t]*|[ \t]{2,}|\t|[ \t]*$| (?=\S))(?P<value>.*)")
_INDEXED = re.compile(r"[a-z0-9]+[ \t]*:[ \t]*\S")
_WORDS = re.compile(r"[\d,.]+ words$")
_RIGHTS = re.compile(r"(?:\(c\)|©|Copyright)(?:\s|$)", re.IGNORECASE)
_TIME = re.compile(r"\d\d?:\d\d")
_FOOT = re.compile(r"(?:Page \d+ of \d+\s*)?©.*Factiva.*|Page \d+ of \d+.*", re.IGNORECASE)
_SUMMARY = re.compile(r"Search Summary|Text[ \t|].*|Date[ \t|].*|Source[ \t|].*")

HEAD_LINES = 14
"""Lines with words that the head of an article in the form for display has at most."""


def articles(text: str) -> Iterator[Printed]:
    """The articles of an export, each up to its "Document …" line; what stands after the last of those is none."""
    for lines, accession in _parts(text):
        found = _coded(lines, accession) or _displayed(lines, accession)
        if found is not None:
            yield found


def _parts(text: str) -> Iterator[tuple[list[str], str]]:
    """The lines of each article and its accession number; a text may quote a number: then no head follows."""
    waiting: list[str] = []
    begin = 0
    marks = list(ACCESSION.finditer(text))
    for number, mark in enumerate(marks):
        end = marks[number + 1].start() if number + 1 < len(marks) else len(text)
        waiting += _lines(text[begin : mark.start()])
        begin = mark.end()
        if _is_head(_lines(text[begin:end])) or number + 1 == len(marks):
            yield waiting, mark["id"]
            waiting = []
        else:
            waiting.append(mark.group().strip(" \t|"))


def _lines(text: str) -> list[str]:
    lines = (line.strip().removesuffix("|").strip() for line in text.split("\n"))
    return ["" if _FOOT.fullmatch(line) else line for line in lines]


def _is_head(lines: Sequence[str]) -> bool:
    """Whether an article begins here: the number of its words, and at once its day."""
    top = [line for line in lines if line][: HEAD_LINES * 2]
    return _count_line(top) is not None


def _count_line(lines: Sequence[str]) -> int | None:
    """The line with the number of words; its day follows."""
    for number, line in enumerate(lines):
        value = _without_code(line, "WC")
        if _WORDS.fullmatch(value):
            below = [_without_code(one, "PD") for one in lines[number + 1 : number + 6] if one and one != "PD"][:1]
            if below and is_day_line(below[0]):
                return number
    return None


def _without_code(line: str, code: str) -> str:
    found = _CODED.fullmatch(line)
    return found["value"].strip() if found is not None and found["code"] == code else line


def _coded(lines: Sequence[str], accession: str) -> Printed | None:
    """An article with codes: those of the head in their order from above, those of the indexing from below."""
    head, begin = _head(lines)
    if not {"HD", "PD"} <= head.keys():
        return None
    end = _indexing(lines, begin)
    body = _unmarked(lines[begin:end])
    fields = {
        "title": head.get("HD"),
        "byline": head.get("BY"),
        "publisher": head.get("SN"),
        "date": day_of(head["PD"]),
        "rights": head.get("CY"),
        "language": language_of_name(head.get("LA", "")),
    }
    return Printed(paragraphs(body), filled(fields), accession)


def _head(lines: Sequence[str]) -> tuple[dict[str, str], int]:
    """The values of the head's codes, each once and in their order, and where the lead paragraph begins."""
    head: dict[str, str] = {}
    name, last = None, -1
    for number, line in enumerate(lines):
        found = _code_of(line, _HEAD)
        place = _HEAD.index(found[0]) if found is not None else -1
        if found is not None and place > last:
            name, last = found[0], place
            if name == "LP":
                return head, number
            head[name] = found[1]
        elif name is not None and line:
            head[name] = f"{head[name]} {line}".strip()
    return {}, len(lines)


def _code_of(line: str, codes: Sequence[str]) -> tuple[str, str] | None:
    found = _CODED.fullmatch(line)
    return (found["code"], found["value"].strip()) if found is not None and found["code"] in codes else None


def _indexing(lines: Sequence[str], begin: int) -> int:
    """Where the codes below the text begin: from below, each above the one that it goes before."""
    end, before = len(lines), len(_TAIL)
    for number in range(len(lines) - 1, begin, -1):
        found = _code_of(lines[number], _TAIL)
        if found is None or _TAIL.index(found[0]) >= before:
            continue
        if not _is_indexing(found, lines, number):
            break
        end, before = number, _TAIL.index(found[0])
    return end


def _is_indexing(found: tuple[str, str], lines: Sequence[str], number: int) -> bool:
    """Whether what stands behind a code is what it stands before: codes with their meanings, not a sentence."""
    code, value = found
    value = value or next((line for line in lines[number + 1 :] if line), "")
    return code not in ("CO", "IN", "NS", "RE") or _INDEXED.match(value) is not None


def _unmarked(lines: Sequence[str]) -> list[str]:
    """The text's lines without the code of the lead and the first one of the rest."""
    body = [_without_code(lines[0], "LP") if lines[0] != "LP" else "", *lines[1:]]
    rest = next((n for n, line in enumerate(body) if n and _code_of(line, ("TD",))), None)
    if rest is not None:
        body[rest] = _without_code(body[rest], "TD") if body[rest] != "TD" else ""
        body.insert(rest, "")
    return body


def _displayed(lines: Sequence[str], accession: str) -> Printed | None:
    """An article without codes: what stands above and below the number of its words, in the order of the codes."""
    count = _count_line(lines)
    if count is None:
        return None
    title, byline = _above([line for line in lines[:count] if line])
    begin, said = _below(lines, count + 1)
    fields = {"title": title, "byline": byline, **said}
    return Printed(paragraphs(_without_summary(lines[begin:])), filled(fields), accession)


def _above(lines: Sequence[str]) -> tuple[str, str | None]:
    """Headline and byline; a column's or section's name may stand above them, which is left out."""
    if len(lines) > 1 and re.match(r"(?:By|From) ", lines[-1], re.IGNORECASE):
        return lines[-2], lines[-1]
    if len(lines) > 1 and _is_name(lines[-1]) and len(lines[-2].split()) > len(lines[-1].split()):
        return lines[-2], lines[-1]
    return (lines[-1] if lines else ""), None


def _is_name(line: str) -> bool:
    words = line.split()
    return 1 < len(words) <= 5 and all(word[0].isupper() for word in words) and not re.search(r"[\d:?!]", line)


def _below(lines: Sequence[str], begin: int) -> tuple[int, dict[str, str | None]]:
    """Where the text begins, and the fields between the number of words and the text.

    They are day, hour, outlet, its code, edition and page, language, and the note on rights, which is the last.
    """
    near = [number for number in range(begin, len(lines)) if lines[number]][:HEAD_LINES]
    rights = next((number for number in near if _RIGHTS.match(lines[number])), None)
    last = rights if rights is not None else next((n for n in near if language_of_name(lines[n])), begin)
    head = [lines[number] for number in near if number < last + (rights is None)]
    outlet = next((line for line in head[1:] if not _TIME.fullmatch(line)), None)
    said = {
        "date": day_of(head[0]) if head else None,
        "publisher": outlet,
        "language": language_of_name(head[-1]) if len(head) > 1 else None,
        "rights": lines[rights] if rights is not None else None,
    }
    return last + 1, said


def _without_summary(lines: Sequence[str]) -> list[str]:
    """The text without the search that Factiva repeats at an export's end."""
    start = next((n for n, line in enumerate(lines) if line == "Search Summary"), None)
    below = [line for line in lines[start:] if line] if start is not None else []
    return list(lines[:start]) if below and all(_SUMMARY.match(line) for line in below) else list(lines)
