"""The whole way through, by real processes: a folder, articles in, a loaded graph, an answer with its sentence."""

from __future__ import annotations

import csv
import gzip
import io
import json
import shutil
from collections import Counter
from pathlib import Path

import pytest

from tests.cli.test_start import kg

DEMO = Path(__file__).resolve().parents[2] / "examples" / "kyrgyzstan-2010" / "articles.jsonl"


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with the demo's articles, ingested and loaded."""
    root = tmp_path_factory.mktemp("project")
    assert kg("init", cwd=root).returncode == 0
    done = kg("ingest", str(DEMO), cwd=root)
    assert done.returncode == 0, done.stderr
    done = kg("load", cwd=root)
    assert done.returncode == 0, done.stderr
    return root


@pytest.fixture
def project(loaded: Path, tmp_path: Path) -> Path:
    """A copy of its own for a test that changes it."""
    return Path(shutil.copytree(loaded, tmp_path / "p"))


def rows(root: Path, *question: str) -> list[dict[str, object]]:
    done = kg("ask", *question, "--format", "json", cwd=root)
    assert done.returncode == 0, done.stderr
    return (
        [json.loads(line) for line in done.stdout.splitlines()] if done.stdout[:1] == "{" else json.loads(done.stdout)
    )


def test_who_defected_is_answered_with_the_sentence(loaded: Path) -> None:
    done = kg("ask", "who-defected", "--from", "Ak Zhol", "--why", cwd=loaded)
    assert done.returncode == 0, done.stderr
    assert "Ak-Jol" in done.stdout
    assert "“" in done.stdout


def test_an_unknown_name_gets_the_nearest(loaded: Path) -> None:
    done = kg("ask", "who-defected", "--from", "Ak-Joll", cwd=loaded)
    assert done.returncode == 6
    assert "Ak-Jol" in done.stderr


def test_loading_again_changes_nothing(project: Path) -> None:
    done = kg("load", cwd=project)
    assert "nothing to change" in done.stderr


def test_ingesting_again_reads_nothing_again(project: Path) -> None:
    done = kg("ingest", str(DEMO), cwd=project)
    assert done.stderr.startswith("nothing new")


def test_a_retracted_article_leaves_and_comes_back(project: Path) -> None:
    before = kg("cypher", "MATCH (c:Claim) RETURN count(c) AS claims", cwd=project).stdout
    first = json.loads(DEMO.read_text("utf-8").splitlines()[0])["id"]
    assert kg("retract", first, "-m", "a test", cwd=project).returncode == 0
    assert kg("load", cwd=project).returncode == 0
    assert kg("cypher", "MATCH (c:Claim) RETURN count(c) AS claims", cwd=project).stdout != before
    assert kg("undo", cwd=project).returncode == 0
    assert kg("load", cwd=project).returncode == 0
    assert kg("cypher", "MATCH (c:Claim) RETURN count(c) AS claims", cwd=project).stdout == before


@pytest.mark.parametrize(
    "query", ["CREATE (n:Person) RETURN n", "MATCH (n:Person) SET n.name = 'x' RETURN n", "MATCH (n) DETACH DELETE n"]
)
def test_a_query_of_ones_own_cannot_write(loaded: Path, query: str) -> None:
    done = kg("cypher", query, cwd=loaded)
    assert done.returncode == 6, done.stdout
    assert "Traceback" not in done.stderr


def test_the_table_has_a_row_a_claim(loaded: Path) -> None:
    done = kg("export", "--format", "csv", cwd=loaded)
    assert done.returncode == 0, done.stderr
    table = list(csv.DictReader(io.StringIO(done.stdout)))
    claims = sum(len(path.read_text("utf-8").splitlines()) - 1 for path in (loaded / "claims").glob("*/*.jsonl"))
    assert len(table) == claims
    assert all(row["quote"] for row in table)


@pytest.mark.filterwarnings("ignore:(Dataset|ConjunctiveGraph):DeprecationWarning")  # rdflib, of itself
@pytest.mark.parametrize("form", ["nquads", "trig", "turtle", "ntriples", "jsonld"])
def test_rdf_is_read_by_another_library(loaded: Path, form: str) -> None:
    import rdflib

    done = kg("export", "--format", form, cwd=loaded)
    assert done.returncode == 0, done.stderr
    graph = rdflib.Dataset().parse(data=done.stdout, format={"ntriples": "nt", "jsonld": "json-ld"}.get(form, form))
    assert len(graph) > 100


def test_the_graph_leaves_for_a_server_as_it_was_loaded(loaded: Path, tmp_path: Path) -> None:
    held = kg("cypher", "MATCH (n:Resource) RETURN count(n) AS n", "--format", "json", cwd=loaded).stdout
    nodes = json.loads(held.strip("[]\n"))["n"]
    done = kg("export", "--format", "neo4j-admin", "-o", str(tmp_path / "tables"), cwd=loaded)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("neo4j-admin database import full neo4j --array-delimiter=U+001F")
    assert done.stderr.startswith(f"{nodes} nodes and ")
    again = kg("export", "--format", "neo4j-admin", "-o", str(tmp_path / "tables"), cwd=loaded)
    assert (again.returncode, "is not empty" in again.stderr) == (2, True)


def test_tables_hold_every_claim(loaded: Path, tmp_path: Path) -> None:
    import pyarrow.parquet as pq

    done = kg("export", "--format", "parquet", "-o", str(tmp_path / "tables"), cwd=loaded)
    assert done.returncode == 0, done.stderr
    claims = sum(len(path.read_text("utf-8").splitlines()) - 1 for path in (loaded / "claims").glob("*/*.jsonl"))
    assert pq.read_table(tmp_path / "tables" / "claims.parquet").num_rows == claims
    assert done.stderr.startswith(f"{claims} claims, and their graph, in ")


def test_a_claim_is_shown_rejected_and_brought_back(project: Path) -> None:
    claim = next(csv.DictReader(io.StringIO(kg("export", "--format", "csv", cwd=project).stdout)))
    shown = kg("show", claim["claim"], cwd=project)
    assert claim["quote"].split()[0] in shown.stdout
    assert kg("reject", claim["claim"], cwd=project).returncode == 0
    left = {row["claim"] for row in csv.DictReader(io.StringIO(kg("export", "--format", "csv", cwd=project).stdout))}
    assert claim["claim"] not in left
    assert kg("undo", cwd=project).returncode == 0
    back = {row["claim"] for row in csv.DictReader(io.StringIO(kg("export", "--format", "csv", cwd=project).stdout))}
    assert claim["claim"] in back


def test_claims_travel_as_a_stream(tmp_path: Path, loaded: Path) -> None:
    done = kg("ingest", str(DEMO), "-o", "claims.jsonl", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert kg("init", "other", cwd=tmp_path).returncode == 0
    done = kg("load", "../claims.jsonl", cwd=tmp_path / "other")
    assert done.returncode == 0, done.stderr
    here, there = (sorted(p.name for p in (root / "claims").glob("*/*")) for root in (loaded, tmp_path / "other"))
    assert here == there


def test_a_claim_is_explained_by_frame_and_slot(loaded: Path) -> None:
    claim = next(
        claim
        for path in sorted((loaded / "claims").rglob("*.jsonl"))
        for claim in map(json.loads, path.read_text("utf-8").splitlines()[1:])
        if claim["class"] == "Resignation" and claim["roles"].get("actor")
    )
    done = kg("explain", claim["claim"], cwd=loaded)
    assert done.returncode == 0, done.stderr
    first, *rest = done.stdout.splitlines()
    assert first.startswith(f"claim {claim['claim']}: Resignation")
    (rule,) = {line.split()[1] for line in rest if line.strip().startswith("rule")}
    assert rule.startswith(claim["rule"])
    actor = claim["roles"]["actor"][0]["name"]
    assert any(line.strip().startswith("actor") and actor in line and "<-" in line for line in rest)


def test_an_unknown_claim_cannot_be_explained(loaded: Path) -> None:
    done = kg("explain", "0123456789abcdef", cwd=loaded)
    assert done.returncode == 2
    assert "no claim '0123456789abcdef' in this project" in done.stderr


def test_frames_are_audited_over_the_project(loaded: Path) -> None:
    done = kg("frames", "audit", "--format", "csv", cwd=loaded)
    assert done.returncode == 0, done.stderr
    found = list(csv.DictReader(io.StringIO(done.stdout)))
    claims = [
        json.loads(line)["rule"]
        for path in (loaded / "claims").rglob("*.jsonl")
        for line in path.read_text("utf-8").splitlines()[1:]
    ]
    assert {row["rule"]: int(row["claims"]) for row in found if row["claims"] != "0"} == Counter(claims)
    assert int(found[0]["claims"]) == max(Counter(claims).values())
    assert found[-1]["claims"] == "0"


def test_a_sentence_is_tried_on_the_frames(tmp_path: Path) -> None:
    text = "Police detained two editors. She wrote an accord on paper."
    done = kg("frames", "try", "-", "--missed", cwd=tmp_path, text=text)
    assert done.returncode == 0, done.stderr
    assert "rule         arrest.detain, ingest/frames/coercion.yml:" in done.stdout
    assert "recipient    two editors" in done.stdout
    assert f'"accord" [{text.index("accord")}] is no CooperationAgreement by agree.noun: needs ' in done.stdout
    nothing = kg("frames", "try", "It rained.", cwd=tmp_path)
    assert (nothing.returncode, nothing.stdout) == (0, "")
    assert "no situation is named" in nothing.stderr


def test_frames_are_checked_on_their_own_sentences(tmp_path: Path) -> None:
    done = kg("frames", "check", "arrest.*", cwd=tmp_path)
    assert done.returncode == 0, done.stdout
    assert "read as they must be" in done.stderr
    unknown = kg("frames", "check", "arest.*", cwd=tmp_path)
    assert unknown.returncode == 2
    assert "no frame is called 'arest.*'" in unknown.stderr


@pytest.mark.parametrize(("form", "beginning"), [("ftm", '{"id": '), ("cameo", "Event ID\t"), ("graphml", "<?xml ")])
def test_forms_of_partners_pipe_and_are_the_same_in_a_file(form: str, beginning: str, loaded: Path) -> None:
    done = kg("export", "--format", form, cwd=loaded)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(beginning)
    assert kg("export", "--format", form, "-o", f"out.{form}.gz", cwd=loaded).returncode == 0
    assert gzip.decompress((loaded / f"out.{form}.gz").read_bytes()).decode("utf-8") == done.stdout


def test_tables_come_with_their_dictionary(loaded: Path, tmp_path: Path) -> None:
    done = kg("export", "--format", "tables", "-o", str(tmp_path / "tables"), cwd=loaded)
    assert done.returncode == 0, done.stderr
    told = json.loads((tmp_path / "tables" / "datapackage.json").read_text("utf-8"))
    assert {resource["path"] for resource in told["resources"]} < {p.name for p in (tmp_path / "tables").iterdir()}
    schema = json.loads(kg("export", "--format", "table-schema", cwd=loaded).stdout)
    header = kg("export", "--format", "csv", cwd=loaded).stdout.splitlines()[0]
    assert [field["name"] for field in schema["fields"]] == header.split(",")
