"""Claims as CSV files, a file a table of `kg.export.tables`, as RFC 4180 has it; other people's text made harmless."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from kg.export.folders import empty_folder
from kg.export.tables import TABLES
from kg.model import Article, Claim
from kg.plain import harmless, inert

__all__ = ["write_csv_tables"]


def write_csv_tables(articles: Iterable[tuple[Article, tuple[Claim, ...]]], folder: Path) -> int:
    """Write a file for each of TABLES into the folder, article by article; return how many claims there were.

    What is not known is an empty cell. Raises UsageError unless the folder is new or empty.
    """
    empty_folder(folder)
    count = 0
    with ExitStack() as stack:
        writers = {}
        for name, table in TABLES.items():
            file = stack.enter_context((folder / f"{name}.csv").open("w", encoding="utf-8", newline=""))
            writers[name] = csv.writer(file)
            writers[name].writerow([column.name for column in table.columns])
        for article, claims in articles:
            count += len(claims)
            for name, table in TABLES.items():
                rows = table.rows(article, claims)
                writers[name].writerows([_cell(row.get(column.name)) for column in table.columns] for row in rows)
    return count


def _cell(value: Any) -> Any:
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return inert(harmless(value))
        case _:
            return value
