"""Answers as text: a table for people; JSON, CSV and TSV, with IRIs beside the names, for machines."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import math
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from kg.plain import inert, visible
from kg.queries.answers import Answer
from kg.queries.evidence import Sentence
from kg.queries.header import Column
from kg.queries.reader import Found

__all__ = ["FORMS", "render", "render_why"]

FORMS = ("table", "json", "csv", "tsv")

WIDTH = 120
"""Columns of a table that goes to no terminal."""

NARROWEST = 10
"""Columns of the terminal that each column of a table needs; with fewer, words break in the middle."""

_SENTENCE = ("quote", "outlet", "published", "start", "end", "url", "speaker", "attribution", "certainty", "polarity")
_Row = tuple[Any, ...]


def render(answer: Answer | Found, form: str) -> Iterator[str]:
    """The answer in one of FORMS, line by line without line ends. A table hides `why`, the other forms give it."""
    if not isinstance(answer, Answer):
        names = [Column(name, "") for name in answer.columns]
        yield from _FORMS[form](names, answer.rows)
    elif form == "table":
        yield from _table(answer.columns, answer.rows)
    else:
        yield from _FORMS[form]([*answer.columns, Column("why", "")], _with_why(answer))


def render_why(answer: Answer, evidence: Sequence[Sequence[Sentence]], form: str) -> Iterator[str]:
    """The answer, and for each of its rows the sentences that it rests on, as `kg.queries.sentences` gives them.

    In a table the sentences follow below, by the number of the row; JSON has them in `sentences`; CSV and TSV have a
    line for each row and sentence.
    """
    if form == "table":
        yield from _table([Column("row", ""), *answer.columns], [(n, *row) for n, row in enumerate(answer.rows, 1)])
        for number, found in enumerate(evidence, 1):
            yield from _told(number, found)
    elif form == "json":
        rows = ((*row, [asdict(s) for s in found]) for row, found in zip(_with_why(answer), evidence, strict=True))
        yield from _json([*answer.columns, Column("why", ""), Column("sentences", "")], rows)
    else:
        columns = [*answer.columns, Column("why", ""), *(Column(f"sentence_{name}", "") for name in _SENTENCE)]
        pairs = ((row, s) for row, found in zip(_with_why(answer), evidence, strict=True) for s in found)
        yield from _FORMS[form](columns, ((*row, *(getattr(s, name) for name in _SENTENCE)) for row, s in pairs))


def _with_why(answer: Answer) -> Iterator[_Row]:
    return ((*row, list(why)) for row, why in zip(answer.rows, answer.why, strict=True))


def _told(number: int, found: Sequence[Sentence]) -> Iterator[str]:
    yield ""
    yield f"row {number}"
    for sentence in found:
        where = ", ".join(filter(None, (sentence.outlet, _plain(sentence.published), sentence.url or sentence.title)))
        voice = {"author": "", "unnamed": "; unnamed source"}.get(sentence.attribution, f"; {sentence.speaker}")
        denied = "; denied" if sentence.polarity == "negated" else ""
        doubt = "" if sentence.certainty == "certain" else f"; {sentence.certainty}"
        yield visible(f"  “{' '.join(sentence.quote.split())}”")
        yield visible(f"      {where} [{sentence.start}, {sentence.end}){voice}{doubt}{denied}")


# ----------------------------------------------------------------------------------------------- for people


def _table(columns: Sequence[Column], rows: Iterable[_Row]) -> Iterator[str]:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for column in columns:
        table.add_column(column.name.replace("_", " "), overflow="fold")
    table_rows = [[visible(_plain(value)) for value in row] for row in rows]
    for cells in table_rows:
        table.add_row(*map(Text, cells))
    if not table.row_count:
        yield "nothing found"
        return
    width = shutil.get_terminal_size((WIDTH, 24)).columns
    if width < NARROWEST * len(columns):
        yield from _records(columns, table_rows)
        return
    console = Console(file=io.StringIO(), width=width, color_system=None, highlight=False)
    with console.capture() as captured:
        console.print(table)
    yield from (line.rstrip() for line in captured.get().splitlines())


def _records(columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """A field a line, and a blank line between rows: for a terminal that holds no table."""
    for number, row in enumerate(rows):
        if number:
            yield ""
        for column, value in zip(columns, row, strict=True):
            yield f"{column.name.replace('_', ' ')}: {value}"


def _plain(value: Any) -> str:
    """The value as a person reads it: things by name, lists with semicolons, sums with thousands parted."""
    match value:
        case None:
            return ""
        case list() | tuple():
            return "; ".join(map(_plain, value))
        case {"uri": _, "name": name}:
            return _plain(name)
        case bool() | dict():
            return _literal(value)
        case dt.date() | str():
            return str(value)
        case float() if value.is_integer():
            return f"{int(value):,}"
        case int() | float():
            return f"{value:,}" if abs(value) >= 10_000 else str(value)
        case _:
            return str(value)


def _literal(value: Any) -> str:
    """A map or a truth value as Cypher writes it."""
    match value:
        case dict():
            return "{" + ", ".join(f"{key}: {_literal(item)}" for key, item in value.items()) + "}"
        case list():
            return "[" + ", ".join(map(_literal, value)) + "]"
        case _:
            return json.dumps(value, ensure_ascii=False, default=str)


# ---------------------------------------------------------------------------------------------- for machines


def _json(columns: Sequence[Column], rows: Iterable[_Row]) -> Iterator[str]:
    """A JSON array, an object a row and line."""
    names = [column.name for column in columns]
    yield "["
    before = None
    for row in rows:
        if before is not None:
            yield before + ","
        before = json.dumps(dict(zip(names, map(_finite, row), strict=True)), ensure_ascii=True, default=str)
    if before is not None:
        yield before
    yield "]"


def _finite(value: Any) -> Any:
    """JSON has no number for what is infinite or none: its name as a text."""
    return str(value) if isinstance(value, float) and not math.isfinite(value) else value


def _separated(delimiter: str) -> Callable[[Sequence[Column], Iterable[_Row]], Iterator[str]]:
    """A writer of separated values; a column of things becomes two: the name, and `…_uri`.

    The text is other people's: see `kg.plain.inert`.
    """

    def lines(columns: Sequence[Column], rows: Iterable[_Row]) -> Iterator[str]:
        yield _line([name for c in columns for name in ([c.name, f"{c.name}_uri"] if c.thing else [c.name])], delimiter)
        for row in rows:
            cells = zip(columns, row, strict=True)
            yield _line([inert(cell) for column, value in cells for cell in _cells(column, value)], delimiter)

    return lines


def _line(cells: Sequence[str], delimiter: str) -> str:
    text = io.StringIO()
    # before Python 3.13 a cell is quoted for its line breaks only where the terminator has them
    csv.writer(text, delimiter=delimiter, lineterminator="\r\n").writerow(cells)
    return text.getvalue().removesuffix("\r\n")


def _cells(column: Column, value: Any) -> list[str]:
    if not column.thing:
        return [_bare(value)]
    things = value if isinstance(value, list) else [value] if value else []
    return ["; ".join(str(thing["name"]) for thing in things), "; ".join(str(thing["uri"]) for thing in things)]


def _bare(value: Any) -> str:
    match value:
        case None:
            return ""
        case list() | tuple():
            return "; ".join(map(_bare, value))
        case bool():
            return "true" if value else "false"
        case dict():
            return json.dumps(value, ensure_ascii=False, default=str)
        case _:
            return str(value)


_FORMS: Mapping[str, Callable[[Sequence[Column], Iterable[_Row]], Iterator[str]]] = {
    "table": _table,
    "json": _json,
    "csv": _separated(","),
    "tsv": _separated("\t"),
}
