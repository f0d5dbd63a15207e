"""A graph as the CSV files that `neo4j-admin database import full` reads, with the command that reads them.

What the importer makes of a field was tried out on 5.26 (`tests/export/test_admin_import.py`): text in quotes is taken
as it is, the empty one too, and with line ends once it is told of them; nothing between two commas is a property that
is not there. Items of a list are parted by a character that they cannot escape, so one is taken that none of them
holds. A list with the empty text as its only item would look like an empty list: the importer leaves it out.
"""

from __future__ import annotations

import datetime as dt
import shlex
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.export.folders import empty_folder
from kg.export.sheets import Row, Sheet, Sheets, spooled
from kg.model import Graph

__all__ = ["AFTERWARDS", "COMMAND", "Imported", "csv_lines", "write_admin"]

COMMAND, AFTERWARDS = "import.sh", "afterwards.cypher"
"""The files beside the tables: the command that imports them, and the statements to run once the server is up."""

KINDS = {"nodes": ("uri:ID", ":LABEL"), "relationships": (":START_ID", ":END_ID", ":TYPE")}
"""The folders of tables, and the columns that each has beside the properties."""

SCRIPT = """#!/bin/sh
# Imports the tables of this folder into a database that is empty or not there yet, while its server is stopped:
#     sh import.sh [DATABASE]
# Then start the server and run afterwards.cypher.
cd "$(dirname "$0")" && exec {command}
"""


@dataclass(frozen=True, slots=True)
class Imported:
    """What was written: so many nodes and relationships, and the command that imports them, a word an item."""

    nodes: int
    relationships: int
    command: tuple[str, ...]


def write_admin(parts: Iterable[Graph], folder: Path, *, afterwards: Iterable[str]) -> Imported:
    """Write the graph that the parts make up into the folder, which must be empty or new.

    Each node and each relationship is in one part only. `afterwards` are the statements of the store's schema. The
    command's file is written last: a folder without it is not whole. Raises UsageError where the folder holds
    something or cannot be written.
    """
    with spooled(parts, empty_folder(folder)) as sheets:
        separator = sheets.separator()
        for kind, sheet in _sheets(sheets):
            path = folder / _path(kind, sheet)
            path.parent.mkdir(exist_ok=True)
            with path.open("w", encoding="utf-8", newline="") as file:
                file.writelines(csv_lines(sheet, kind, separator))
        _write(folder / AFTERWARDS, "".join(f"{statement};\n" for statement in afterwards))
        files = [(kind, _path(kind, sheet)) for kind, sheet in _sheets(sheets)]
        command = _command(files, separator, multiline=sheets.multiline)
        _write(folder / COMMAND, SCRIPT.format(command=shlex.join(command).replace(" neo4j ", ' "${1:-neo4j}" ', 1)))
        there = [(kind, str(folder / path)) for kind, path in files]
        return Imported(
            sum(sheet.count for sheet in sheets.nodes),
            sum(sheet.count for sheet in sheets.relationships),
            tuple(_command(there, separator, multiline=sheets.multiline)),
        )


def _sheets(sheets: Sheets) -> Iterator[tuple[str, Sheet]]:
    yield from (("nodes", sheet) for sheet in sheets.nodes)
    yield from (("relationships", sheet) for sheet in sheets.relationships)


def _path(kind: str, sheet: Sheet) -> str:
    return f"{kind}/{sheet.title}.csv"


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def _command(files: Iterable[tuple[str, str]], separator: str, *, multiline: bool) -> list[str]:
    options = [f"--array-delimiter=U+{ord(separator):04X}"]
    if multiline:
        # slower, so only where it has to be
        options.append("--multiline-fields=true")
    options += [f"--{kind}={path}" for kind, path in files]
    return ["neo4j-admin", "database", "import", "full", "neo4j", *options]


# ---------------------------------------------------------------------------------------------------- the tables


def csv_lines(sheet: Sheet, kind: str, separator: str) -> Iterator[str]:
    """The header and the rows of a sheet of nodes or relationships, as RFC 4180 has it but with line feeds.

    Texts are in quotes, each of them; nothing else is.
    """
    *ends, last = KINDS[kind]
    yield ",".join([*ends, *(f"{name}:{type_}" for name, type_ in sheet.columns.items()), last]) + "\n"
    for row in sheet.rows():
        yield ",".join(_fields(row, sheet, separator)) + "\n"


def _fields(row: Row, sheet: Sheet, separator: str) -> Iterator[str]:
    (*ends, last), properties = row
    yield from (_field(end, separator) for end in ends)
    yield from (_field(properties.get(name), separator) for name in sheet.columns)
    yield _field(list(last) if isinstance(last, tuple) else last, separator)


def _field(value: Any, separator: str) -> str:
    match value:
        case None:
            return ""
        case str():
            return '"' + value.replace('"', '""') + '"'
        case list():
            return _field(separator.join(value), separator)
        case bool():
            return "true" if value else "false"
        case float():
            return repr(value).replace("inf", "Infinity").replace("nan", "NaN")
        case dt.date():
            return value.isoformat()
        case _:
            return str(value)
