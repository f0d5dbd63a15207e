"""The data dictionary is what the tables hold: `frictionless` checks types, keys and values of every row."""

from __future__ import annotations

import csv
import io
import json
import tempfile
from pathlib import Path
from typing import Any

import frictionless
import pyarrow.parquet as pq
from hypothesis import given, settings

from kg.bulk import export_parquet, export_tables
from kg.export import write
from kg.export.dictionary import PACKAGE, package, table_schema
from kg.export.table import COLUMNS
from kg.lookup import standing
from kg.model import Article
from kg.project import Problem, Project
from tests.stores.worlds import Story, project_of, worlds


def quiet(done: int, total: int | None) -> None:
    """No progress is shown."""


def faults(report: Any) -> list[str]:
    return [f"{place}, {message}" for place, message in report.flatten(["name", "message"])]


def csv_of(project: Project) -> str:
    out = io.StringIO(newline="")
    write((item for item in standing(project) if not isinstance(item, Problem)), project, form="csv", out=out)
    return out.getvalue()


@given(told=worlds)
@settings(max_examples=4, deadline=None)
def test_the_tables_are_what_their_dictionary_says(told: tuple[Story, ...]) -> None:
    with tempfile.TemporaryDirectory() as place:
        project, folder = project_of(Path(place) / "p", told), Path(place) / "tables"
        export_tables(project, folder, progress=quiet)
        assert faults(frictionless.validate(str(folder / PACKAGE))) == []
        (Path(place) / "claims.csv").write_text(csv_of(project), encoding="utf-8", newline="")
        schema = frictionless.Schema.from_descriptor(table_schema())
        resource = frictionless.Resource(path="claims.csv", basepath=place, schema=schema)
        assert faults(resource.validate()) == []


def test_a_wrong_cell_is_found(tmp_path: Path) -> None:
    """The dictionary can fail: a value that no scheme has, a claim of no article, a key that stands twice."""
    article = Article("0" * 16, "x", "0" * 64, "a")
    project = project_of(tmp_path / "p", [Story(article, ())])
    export_tables(project, tmp_path / "tables", progress=quiet)
    path = tmp_path / "tables" / "claims.csv"
    row = {"claim": "c", "article": "gone", "situation": "s", "class": "Attack", "realis": "dream"}
    row |= {"polarity": "affirmed", "certainty": "certain", "attribution": "author", "rule": "r", "confidence": "2"}
    with path.open("a", encoding="utf-8", newline="") as file:
        columns = next(csv.reader([path.read_text("utf-8").splitlines()[0]]))
        csv.DictWriter(file, columns).writerows([row, row])
    found = {error[0] for error in frictionless.validate(str(tmp_path / "tables" / PACKAGE)).flatten(["type"])}
    assert {"constraint-error", "foreign-key", "primary-key"} <= found


def test_parquet_has_the_columns_of_its_dictionary(tmp_path: Path) -> None:
    export_parquet(project_of(tmp_path / "p", []), tmp_path / "t", progress=quiet)
    told = json.loads((tmp_path / "t" / PACKAGE).read_text("utf-8"))
    assert told == package(form="parquet")
    for resource in told["resources"]:
        names = pq.read_schema(tmp_path / "t" / resource["path"]).names
        assert names == [field["name"] for field in resource["schema"]["fields"]]


def test_the_schema_of_the_one_table_has_its_columns() -> None:
    assert [field["name"] for field in table_schema()["fields"]] == list(COLUMNS)
