"""The Spark jobs of examples/spark give what one machine gives: the same claims files, and the same graph."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kg.build import ingest_into
from kg.bulk import export_parquet
from kg.export.tables import TABLES
from kg.project import Problem, Project, init_project
from kg.server.install import GOAL
from kg.stores import schema
from kg.stores.contents import dump
from kg.stores.embedded import open_embedded
from kg.stores.load import load
from kg.stores.neo4j import Address, connect
from tests.stores.conftest import wipe

pyspark = pytest.importorskip("pyspark", reason="PySpark is not installed: pip install 'crisis-kg[spark]'")
pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
JOBS = ROOT / "examples" / "spark"
DEMO = ROOT / "examples" / "kyrgyzstan-2010" / "articles.jsonl"
LOCAL = ["--master", "local[2]", "--conf", "spark.ui.enabled=false", "--conf", "spark.driver.host=127.0.0.1"]


def submit(job: str, *arguments: str, options: tuple[str, ...] = ()) -> subprocess.CompletedProcess[str]:
    """Run the job on this machine with two workers."""
    command = [str(Path(pyspark.__file__).parent / "bin" / "spark-submit"), *LOCAL, *options, str(JOBS / job)]
    env = os.environ | {"PYTHONPATH": str(ROOT), "PYSPARK_PYTHON": sys.executable, "SPARK_LOCAL_IP": "127.0.0.1"}
    return subprocess.run([*command, *arguments], env=env, capture_output=True, text=True, check=False, timeout=800)


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo's articles, one of them again in another version, one without an id, and lines that cannot be read."""
    records = [json.loads(line) for line in DEMO.read_text("utf-8").splitlines()]
    changed = records[0] | {"text": records[0]["text"] + "\n\nThe governor resigned on Friday."}
    nameless = {"text": "Protesters stormed the prosecutor's office in Naryn on Monday.", "date": "2010-04-07"}
    lines = [*map(json.dumps, records), "", "{broken", json.dumps(changed), '{"id": "x"}', json.dumps(nameless)]
    path = tmp_path_factory.mktemp("corpus") / "news.jsonl"
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


@pytest.fixture(scope="module")
def alone(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Project, list[Problem]]:
    """A project that one process has read the corpus into, and what it could not read."""
    project = init_project(tmp_path_factory.mktemp("alone"))
    return project, [found for found in ingest_into(project, [corpus]) if isinstance(found, Problem)]


def content(project: Project) -> dict[str, bytes]:
    files = [*project.root.glob("claims/*/*"), *project.root.glob("texts/*")]
    return {str(path.relative_to(project.root)): path.read_bytes() for path in files}


@pytest.mark.timeout(900)
def test_claims_files_are_those_of_one_machine(
    corpus: Path, alone: tuple[Project, list[Problem]], tmp_path: Path
) -> None:
    import pyarrow.parquet as pq

    project = init_project(tmp_path / "project")
    done = submit("extract.py", str(corpus), str(project.root), str(tmp_path / "tables"))
    assert done.returncode == 3, done.stderr
    assert content(project) == content(alone[0])
    # spark-submit sends what a job says on stderr to stdout
    told = [line for line in done.stdout.splitlines() if line.startswith("kg: ")]
    assert told == [f"kg: {problem.where}: {problem.reason}" for problem in alone[1]]
    lines = sum(len(path.read_bytes().splitlines()) - 1 for path in project.root.glob("claims/*/*"))
    for name, table in TABLES.items():
        found = pq.read_table(tmp_path / "tables" / f"{name}.parquet")
        assert found.column_names == [column.name for column in table.columns]
        assert name != "claims" or found.num_rows == lines


@pytest.mark.neo4j
@pytest.mark.timeout(900)
def test_the_graph_is_that_of_a_load(
    alone: tuple[Project, list[Problem]], neo4j_address: Address, tmp_path: Path
) -> None:
    tables = tmp_path / "tables"
    export_parquet(alone[0], tables, progress=lambda done, total: None)
    embedded = open_embedded(tmp_path / "embedded")
    load(alone[0], embedded)
    server = connect(neo4j_address, schema=schema.NEO4J)
    wipe(server)
    for _ in range(2):
        done = submit("load_graph.py", str(tables), neo4j_address.uri, options=("--jars", connector()))
        assert done.returncode == 0, done.stderr
        assert list(dump(server)) == list(dump(embedded))
    assert load(alone[0], server).written == 0
    wipe(server)
    server.close()
    embedded.close()


def connector() -> str:
    """The connector's jars, fetched once into the user's cache, as --jars wants them."""
    if not shutil.which("mvn"):
        pytest.skip("the connector comes from Maven Central: install Maven")
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "kg" / "spark-connector"
    if not any(cache.glob("*.jar")):
        command = ["mvn", "-B", "-q", "-f", str(JOBS / "pom.xml"), GOAL, "-DincludeScope=runtime"]
        subprocess.run([*command, f"-DoutputDirectory={cache}"], check=True, timeout=600)
    return ",".join(map(str, sorted(cache.glob("*.jar"))))
