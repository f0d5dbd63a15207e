"""Claims and graph as Parquet files: a file a table of `kg.export.tables`, a file a sheet of the graph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import Any

from kg.cypher import portable
from kg.errors import UsageError
from kg.export.folders import empty_folder
from kg.export.sheets import Sheet, Type, spooled
from kg.export.tables import GRAPH, TABLES, Column
from kg.model import Article, Claim, Graph

try:
    import pyarrow as pa
    from pyarrow.parquet import ParquetWriter
except ModuleNotFoundError as error:
    raise UsageError("Parquet needs the library pyarrow; install it with: pip install 'crisis-kg[parquet]'") from error

__all__ = ["ROW_GROUP", "write_graph", "write_tables"]

ROW_GROUP = 10_000
"""Rows that are held, and written, at once: a few megabytes of claims."""

Record = Mapping[str, Any]

_ARROW: Mapping[Type, pa.DataType] = {
    "string": pa.string(),
    "long": pa.int64(),
    "double": pa.float64(),
    "boolean": pa.bool_(),
    "date": pa.date32(),
    "string[]": pa.list_(pa.string()),
}


class _File:
    """A Parquet file that is being written, a row group at a time. Halves of surrogate pairs become U+FFFD."""

    def __init__(self, path: Path, columns: Iterable[tuple[str, Type]]) -> None:
        path.parent.mkdir(exist_ok=True)
        self._schema = pa.schema([(name, _ARROW[type_]) for name, type_ in columns])
        self._writer = ParquetWriter(path, self._schema)
        self._rows: list[Record] = []
        self.count = 0

    def add(self, row: Record) -> None:
        """Write the row, at the latest when the file is closed; what it does not say is null."""
        self._rows.append(row)
        self.count += 1
        if len(self._rows) == ROW_GROUP:
            self._flush()

    def close(self) -> None:
        """Write what is held, and the end of the file."""
        self._flush()
        self._writer.close()

    def _flush(self) -> None:
        columns = {name: [_portable(row.get(name)) for row in self._rows] for name in self._schema.names}
        self._writer.write_table(pa.table(columns, schema=self._schema))
        self._rows = []


def _portable(value: Any) -> Any:
    return value if value is None else portable(value)


def _typed(columns: Iterable[Column]) -> list[tuple[str, Type]]:
    return [(column.name, column.type) for column in columns]


def write_graph(parts: Iterable[Graph], folder: Path) -> None:
    """Write the graph that the parts make up: `nodes/` and `relationships/`, a file for each of its sheets.

    Raises UsageError unless the folder is new or empty.
    """
    with spooled(parts, empty_folder(folder)) as sheets:
        for kind, found in (("nodes", sheets.nodes), ("relationships", sheets.relationships)):
            for sheet in found:
                _write_sheet(sheet, GRAPH[kind], folder / kind / f"{sheet.title}.parquet")


def _write_sheet(sheet: Sheet, ends: Iterable[Column], path: Path) -> None:
    names = [column.name for column in ends]
    with closing(_File(path, [*_typed(ends), *sheet.columns.items()])) as file:
        for head, properties in sheet.rows():
            file.add({**dict(zip(names, head, strict=True)), **properties})


def write_tables(articles: Iterable[tuple[Article, tuple[Claim, ...]]], folder: Path) -> int:
    """Write a file for each of TABLES into the folder, article by article; return how many claims there were."""
    with _files(folder) as files:
        for article, claims in articles:
            for name, table in TABLES.items():
                for row in table.rows(article, claims):
                    files[name].add(row)
        return files["claims"].count


@contextmanager
def _files(folder: Path) -> Iterator[Mapping[str, _File]]:
    with ExitStack() as stack:
        yield {
            name: stack.enter_context(closing(_File(folder / f"{name}.parquet", _typed(table.columns))))
            for name, table in TABLES.items()
        }
