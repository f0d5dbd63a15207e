"""Parquet files hold what went in, under the documented columns, and are the same bytes each time."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.bulk import export_parquet
from kg.cypher import portable
from kg.errors import UsageError
from kg.export.parquet import ROW_GROUP, write_graph, write_tables
from kg.export.tables import GRAPH, TABLES, reference
from kg.model import Amount, Article, Claim, Graph, Node, Span
from tests.export.graphs import dump_of, edge_line, graphs, node_line
from tests.stores.worlds import Story, project_of, worlds
from tests.strategies import articles, claims

ROOT = Path(__file__).resolve().parents[2]


def rows(path: Path) -> list[dict[str, Any]]:
    return pq.read_table(path).to_pylist()


def parquet_dump(folder: Path) -> list[str]:
    """The dump of a store that holds what the folder's tables say."""
    lines = []
    for path in folder.glob("nodes/*.parquet"):
        for row in rows(path):
            filled = {key: value for key, value in row.items() if value is not None}
            lines.append(node_line(filled.pop("uri"), filled.pop("labels"), filled))
    for path in folder.glob("relationships/*.parquet"):
        for row in rows(path):
            filled = {key: value for key, value in row.items() if value is not None}
            lines.append(edge_line(filled.pop("source"), filled.pop("target"), filled.pop("type"), filled))
    return sorted(lines)


@given(parts=graphs())
@settings(max_examples=60, deadline=None)
def test_the_graph_is_read_back(parts: list[Graph]) -> None:
    with tempfile.TemporaryDirectory() as place:
        write_graph(parts, Path(place) / "a")
        write_graph(parts, Path(place) / "b")
        assert parquet_dump(Path(place) / "a") == dump_of(parts)
        a, b = ([p.read_bytes() for p in sorted((Path(place) / n).rglob("*.parquet"))] for n in ("a", "b"))
        assert a == b


@given(told=st.lists(st.tuples(articles(), st.lists(claims(), max_size=3).map(tuple)), max_size=3))
@settings(max_examples=60, deadline=None)
def test_the_tables_are_read_back(told: list[tuple[Article, tuple[Claim, ...]]]) -> None:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        assert write_tables(told, folder) == sum(len(found) for _, found in told)
        for name, table in TABLES.items():
            columns = [column.name for column in table.columns]
            given_rows = [row for article, found in told for row in table.rows(article, found)]
            wanted = [{c: None if row.get(c) is None else portable(row[c]) for c in columns} for row in given_rows]
            assert rows(folder / f"{name}.parquet") == wanted
            assert all(set(row) <= set(columns) for row in given_rows)


@given(told=worlds)
@settings(max_examples=5, deadline=None)
def test_claims_are_told_in_terms_of_the_graph(told: tuple[Story, ...]) -> None:
    with tempfile.TemporaryDirectory() as place:
        project = project_of(Path(place) / "project", told)
        done = export_parquet(project, Path(place) / "tables", progress=lambda done, total: None)
        assert done.problems == ()
        graph = [row for path in (Path(place) / "tables" / "nodes").glob("*.parquet") for row in rows(path)]
        uris = {row["uri"].rsplit("/", 1)[1] for row in graph}
        tables = {name: rows(Path(place) / "tables" / f"{name}.parquet") for name in TABLES}
        assert len(tables["claims"]) == sum(len(story.claims) for story in told)
        assert sum(row["claims"] for row in tables["articles"]) == len(tables["claims"])
        assert {row["situation"] for row in tables["claims"] + tables["links"]} <= uris
        assert {row["entity"] for row in tables["fillers"]} <= uris
        texts = {story.article.id: story.article.text for story in told}
        said_in = {row["claim"]: texts[row["article"]] for row in tables["claims"]}
        assert all(s["quote"] == said_in[s["claim"]][s["start"] : s["end"]] for s in tables["spans"])


def test_numbers_beyond_64_bits_are_the_biggest(tmp_path: Path) -> None:
    article = Article("0" * 16, "Many came.", "0" * 64, "a")
    claim = Claim(
        *("c", article.id, "s", "Demonstration", "event", "affirmed", "certain", "author"),
        spans=(Span(0, 4),),
        rule="r",
        confidence=1,
        size={"participantsMin": 10**30},
        amount=Amount(10**30, "USD"),
    )
    write_tables([(article, (claim,))], tmp_path)
    (row,) = rows(tmp_path / "claims.parquet")
    assert (row["participantsMin"], row["amount"]) == (2**63 - 1, 1e30)


def test_rows_are_written_in_groups(tmp_path: Path) -> None:
    nodes = (Graph((Node(f"x:{n}", ("Claim", "Resource"), {"name": "a"}),), ()) for n in range(ROW_GROUP + 1))
    write_graph(nodes, tmp_path)
    file = pq.ParquetFile(tmp_path / "nodes" / "Claim.parquet")
    assert [file.metadata.row_group(n).num_rows for n in range(file.num_row_groups)] == [ROW_GROUP, 1]


def test_a_folder_that_holds_something_is_refused(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("x")
    with pytest.raises(UsageError, match="is not empty"):
        write_graph([], tmp_path)


def test_what_is_missing_is_named(tmp_path: Path) -> None:
    """Without pyarrow: a sentence that says what to install."""
    hidden = "import sys; sys.modules['pyarrow'] = None; from kg.cli import main; sys.argv = sys.argv[1:]; main()"
    (tmp_path / "kg.toml").touch()
    words = ["kg", "export", "--format", "parquet", "-o", str(tmp_path / "out")]
    done = subprocess.run(
        [sys.executable, "-c", hidden, *words],
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 2
    assert done.stderr == "kg: Parquet needs the library pyarrow; install it with: pip install 'crisis-kg[parquet]'\n"
    assert not (tmp_path / "out").exists()


def test_the_reference_says_every_column() -> None:
    page = reference()
    for columns in (*(table.columns for table in TABLES.values()), *GRAPH.values()):
        for column in columns:
            assert f"| `{column.name}` | {column.type} |" in page
