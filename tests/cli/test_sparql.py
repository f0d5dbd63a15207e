"""kg sparql, as a process: questions, files, pipes, refusals, time."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.project import Project
from tests.cli.test_start import MAIN, kg
from tests.queries.test_made import made_project
from tests.sparql.conftest import view_of

SLOW = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . FILTER(STR(?a) = CONCAT(STR(?f), STR(?i))) }"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return made_project(tmp_path_factory.mktemp("sparql") / "project")


@pytest.fixture(scope="module")
def exported(project: Project, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("exported") / "graph.trig"
    ox.serialize(view_of(project), path, format=ox.RdfFormat.TRIG)
    return path


def test_a_question_of_a_project_and_of_its_export(project: Project, exported: Path, tmp_path: Path) -> None:
    asked = ("sparql", "who-belongs-to", "--organization", "Council of Ministers", "--why")
    here, there = kg(*asked, cwd=project.root), kg(*asked, "--in", str(exported), cwd=tmp_path)
    assert here.returncode == there.returncode == 0, here.stderr + there.stderr
    assert here.stdout == there.stdout
    assert "Nurlan Asanov" in here.stdout
    assert "Naryn Herald, 2010-04-01" in here.stdout


def test_a_query_of_ones_own(project: Project, tmp_path: Path) -> None:
    query = "SELECT ?name { ?who kg:servesIn ?in . ?who rdfs:label ?name } ORDER BY ?name LIMIT 2"
    (tmp_path / "my.rq").write_text(query, "utf-8")
    done = kg("sparql", "--file", str(tmp_path / "my.rq"), cwd=project.root)
    assert (done.stdout, done.stderr) == ("name\nAibek Osmonov\nGulnara Tokoeva\n", "")
    done = kg("sparql", "--file", "-", "--format", "json", cwd=project.root, text=query)
    assert json.loads(done.stdout)["head"] == {"vars": ["name"]}
    done = kg("sparql", "--file", "-", "--format", "table", cwd=project.root, text=query)
    assert done.stdout.splitlines()[0].strip() == "name"
    done = kg("sparql", "--file", "-", cwd=project.root, text="CONSTRUCT { ?a a ?b } WHERE { ?a a kg:Post, ?b }")
    assert len(list(ox.parse(done.stdout, ox.RdfFormat.TURTLE))) > 0


@pytest.mark.parametrize(
    ("arguments", "text", "code", "said"),
    [
        (["how-connected", "--one", "a", "--other", "b"], "", 6, "how-connected has no SPARQL: SPARQL has no shortest"),
        (["--file", "-"], "DELETE WHERE { ?s ?p ?o }", 6, "DELETE writes; kg sparql reads"),
        (["--file", "-"], "SELECT * { SERVICE <http://127.0.0.1:1/> {} }", 6, "SERVICE asks another machine"),
        (["--file", "-", "--format", "ttl"], "ASK {}", 2, "there is no ttl"),
        (["--file", "no.rq"], "", 4, "no.rq: No such file"),
        (["--in", "no.nq", "--file", "-"], "ASK {}", 3, "no.nq: cannot be read: No such file"),
        (["--format", "csv"], "", 2, "kg sparql asks a canned question by its name"),
        (["--seconds", "3", "timeline"], "", 2, "write the options behind the question: kg sparql timeline"),
    ],
)
def test_refusals(arguments: list[str], text: str, code: int, said: str, project: Project) -> None:
    done = kg("sparql", *arguments, cwd=project.root, text=text)
    assert said in done.stderr
    assert (done.returncode, done.stdout) == (code, "")
    assert len(done.stderr.splitlines()) == 1


def test_a_file_of_claims_is_told_from_the_graph(project: Project, tmp_path: Path) -> None:
    out = tmp_path / "claims.trig"
    assert kg("export", "--format", "trig", "-o", str(out), cwd=project.root).returncode == 0
    done = kg("sparql", "timeline", "--in", str(out), cwd=tmp_path)
    assert done.returncode == 6
    assert "holds claims, or other RDF; the canned questions ask the view graph: kg export" in done.stderr
    done = kg("sparql", "--in", str(out), "--file", "-", cwd=tmp_path, text="ASK { GRAPH ?g { ?it kg:actor ?who } }")
    assert done.stdout == "true\n"


def test_too_slow(exported: Path, tmp_path: Path) -> None:
    done = kg("sparql", "--seconds", "1", "--in", str(exported), "--file", "-", cwd=tmp_path, text=SLOW)
    assert done.returncode == 6
    assert done.stderr == ("kg: no answer within 1 seconds; ask for less (LIMIT), or give it longer with --seconds\n")


def test_ctrl_c(exported: Path, tmp_path: Path) -> None:
    (tmp_path / "slow.rq").write_text(SLOW, "utf-8")
    command = [sys.executable, "-c", MAIN, "sparql", "--in", str(exported), "--file", "slow.rq"]
    with subprocess.Popen(
        command,
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        # a shell that runs the tests in the background lets its children ignore Ctrl-C
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    ) as process:
        try:
            time.sleep(4)
            process.send_signal(signal.SIGINT)
            _, said = process.communicate(timeout=20)
        finally:
            process.kill()
    assert (process.returncode, said) == (130, "kg: interrupted\n")


def test_a_reader_that_goes_away(exported: Path, tmp_path: Path) -> None:
    query = "SELECT * { ?a ?b ?c . ?d ?e ?f }"
    command = [sys.executable, "-c", MAIN, "sparql", "--in", str(exported), "--file", "-"]
    with subprocess.Popen(
        command, cwd=tmp_path, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(query)
        process.stdin.close()
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr is not None
        assert process.stderr.read() == ""
        assert process.wait(20) == 0
