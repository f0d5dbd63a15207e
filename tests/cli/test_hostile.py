"""People who mean ill, and machines that do: text that steers terminals, folders nobody may write, lost readers."""

from __future__ import annotations

import csv
import json
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.cli.test_start import MAIN, kg

ESCAPE = "\x1b[31mred\x1b]0;title\x07\u202e"
NAMES = (
    "Ana `Kost`",
    'O\'Brian "Quote"',
    "Back\\slash",
    "Nul\x00Name",
    "Al'}) DETACH DELETE n //",
    "=cmd|'x'!A0",
    f"Jon {ESCAPE} Berg",
)


def _article(number: int, name: str) -> dict[str, str]:
    text = (
        f"President {name} met Prime Minister Jon Berg in Bishkek on Monday. {name} resigned on Tuesday. "
        f"Five deputies {ESCAPE} quit Ak-Jol on Friday."
    )
    return {
        "id": f"{number} {name}",
        "text": text,
        "title": f"{name} {ESCAPE}",
        "publisher": name,
        "date": "2010-04-10",
        "url": f"http://[::{number}/{name}",
    }


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A loaded project of articles whose every field tries something."""
    root = tmp_path_factory.mktemp("hostile")
    records = [_article(number, name) for number, name in enumerate(NAMES)]
    (root / "in.jsonl").write_text("".join(json.dumps(r) + "\n" for r in records), encoding="utf-8")
    assert kg("init", cwd=root).returncode == 0
    done = kg("ingest", "in.jsonl", cwd=root)
    assert (done.returncode, f"read: {len(NAMES)}," in done.stderr) == (0, True), done.stderr
    done = kg("load", cwd=root)
    assert done.returncode == 0, done.stderr
    return root


def test_nothing_that_an_article_says_steers_the_terminal(hostile: Path) -> None:
    articles = [path.stem for path in (hostile / "claims").glob("*/*.jsonl")]
    calls = [["show", articles[-1]], ["show", "Ak-Jol"], ["ask", "who-defected", "--why"], ["show", f"zz{ESCAPE}"]]
    for call in calls:
        done = kg(*call, cwd=hostile)
        said = done.stdout + done.stderr
        assert said.strip()
        assert not set(said) & set("\x1b\x07\x00\u202e"), call


def test_a_list_for_a_spreadsheet_holds_no_formula(hostile: Path) -> None:
    for call in (["export", "--format", "csv", "-o", "out.csv"], ["review", "-o", "out.csv"]):
        assert kg(*call, cwd=hostile).returncode == 0
        with (hostile / "out.csv").open(encoding="utf-8", newline="") as file:
            assert not [c for row in csv.reader(file) for c in row if c.startswith(("=", "+", "-", "@"))]


def test_reading_the_project_folder_reads_no_article_twice(hostile: Path) -> None:
    before = sorted((hostile / "claims").glob("*/*"))
    done = kg("ingest", ".", cwd=hostile)
    assert "articles read" not in done.stderr
    assert sorted((hostile / "claims").glob("*/*")) == before


def test_a_claims_file_that_lies_twice_counts_once(hostile: Path, tmp_path: Path) -> None:
    project = Path(shutil.copytree(hostile, tmp_path / "p"))
    first = min((project / "claims").glob("*/*.jsonl"))
    (project / "claims" / "zz").mkdir()
    shutil.copy(first, project / "claims" / "zz")
    done = kg("load", cwd=project)
    assert done.returncode == 3
    assert "nothing to change" in done.stderr
    assert f"claims/zz/{first.name}" in done.stderr


def test_claims_from_elsewhere_stay_in_the_folder(hostile: Path, tmp_path: Path) -> None:
    stream = kg("ingest", "in.jsonl", "-o", "-", cwd=hostile).stdout.splitlines()
    header = json.loads(stream[0])
    header["article"]["id"] = "../../../outside"
    (tmp_path / "evil.jsonl").write_text(json.dumps(header, separators=(",", ":")) + "\n", encoding="utf-8")
    assert kg("init", "a/b/c/p", cwd=tmp_path).returncode == 0
    done = kg("load", str(tmp_path / "evil.jsonl"), cwd=tmp_path / "a/b/c/p")
    assert done.returncode == 3
    assert "no id of an article" in done.stderr
    assert not list(tmp_path.rglob("outside*"))


@pytest.mark.parametrize(
    "uri", ["https://127.0.0.1:1", "bolt://someone:sekret@127.0.0.1:1", "x", "bolt://[::1", "bolt://127.0.0.1:1"]
)
def test_a_wrong_address_of_a_server_tells_no_password(uri: str, hostile: Path) -> None:
    done = _kg("ask", "timeline", cwd=hostile, env={"NEO4J_URI": uri, "NEO4J_PASSWORD": "sekret"})
    assert done.returncode == 5, done.stderr
    assert "sekret" not in done.stderr
    assert len(done.stderr.splitlines()) == 1


def _kg(*arguments: str, cwd: Path, env: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-W", "error", "-c", MAIN, *arguments]
    return subprocess.run(
        command, cwd=cwd, capture_output=True, text=True, env={**os.environ, **env}, timeout=60, check=False
    )


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["init", "/dev/null/p"], 2),
        (["init", "in.jsonl"], 2),
        (["export", "--format", "csv", "-o", "nowhere/x.csv"], 2),
        (["export", "--format", "csv", "-o", "/dev/full"], 2),
        (["export", "--format", "csv", "-o", "kg.toml"], 2),
        (["ingest", "in.jsonl", "-o", "in.jsonl"], 2),
        (["export", "--format", "csv", "-o", "/dev/null/x.csv"], 2),
        (["export", "--format", "csv", "-o", "/"], 2),
        (["export", "--format", "neo4j-admin"], 2),
        (["export", "--format", "neo4j-admin", "-o", "."], 2),
        (["export", "--format", "neo4j-admin", "-o", "/dev/null/x"], 2),
        (["export", "--format", "parquet", "-o", "-"], 2),
        (["show", "zz\udcff"], 6),
        (["reject", "zz\udcff"], 2),
    ],
)
def test_what_the_system_refuses_is_one_sentence(arguments: list[str], code: int, hostile: Path) -> None:
    done = kg(*arguments, cwd=hostile)
    assert done.returncode == code, done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_an_output_that_cannot_be_made_leaves_what_was_there(hostile: Path) -> None:
    before = (hostile / "in.jsonl").read_bytes()
    assert kg("ingest", "in.jsonl", "-o", "in.jsonl", cwd=hostile).returncode == 2
    assert (hostile / "in.jsonl").read_bytes() == before
    (hostile / "kept.jsonl").write_text("kept", encoding="utf-8")
    done = kg("ingest", "nothing.txt", "-o", "nowhere/kept.jsonl", cwd=hostile)
    assert "no folder nowhere" in done.stderr
    assert not (hostile / "nowhere").exists()
    command = [sys.executable, "-c", MAIN, "ingest", "-", "-o", "kept.jsonl"]
    with subprocess.Popen(command, cwd=hostile, stdin=-1) as run:
        time.sleep(2)
        run.kill()
    assert (hostile / "kept.jsonl").read_text("utf-8") == "kept"


def test_a_full_standard_output_is_said(hostile: Path) -> None:
    for call in (["queries"], ["export", "--format", "nquads"]):
        with Path("/dev/full").open("w") as full:
            command = [sys.executable, "-c", MAIN, *call]
            done = subprocess.run(command, cwd=hostile, stdout=full, stderr=-1, text=True, check=False)
        assert done.returncode == 1
        assert done.stderr == "kg: the standard output cannot be written: No space left on device\n"


def test_a_name_of_a_folder_that_no_line_holds(tmp_path: Path) -> None:
    root = tmp_path / 'a "b"\\\n\x01\x7f'
    root.mkdir()
    assert kg("init", cwd=root).returncode == 0
    assert kg("undo", cwd=root).stderr == "kg: there is no decision to undo\n"


def test_a_project_inside_a_project_is_said(hostile: Path) -> None:
    done = kg("init", "inner", cwd=hostile)
    assert done.returncode == 0
    assert f"in another project, {hostile}" in done.stderr
    shutil.rmtree(hostile / "inner")


def test_files_have_the_rights_that_the_umask_leaves(hostile: Path) -> None:
    mask = os.umask(0)
    os.umask(mask)
    for path in (*hostile.glob("claims/*/*"), *hostile.glob("texts/*")):
        assert path.stat().st_mode & 0o777 == 0o666 & ~mask


def test_a_locale_without_letters(hostile: Path) -> None:
    env = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "ascii"}
    done = _kg("show", "Ак Жол", cwd=hostile, env=env)
    assert done.returncode == 0, done.stderr


def test_a_reader_that_goes_away_is_no_error(hostile: Path) -> None:
    command = [sys.executable, "-c", MAIN, "export", "--format", "nquads"]
    with subprocess.Popen(command, cwd=hostile, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as done:
        assert done.stdout is not None
        assert done.stderr is not None
        done.stdout.readline()
        done.stdout.close()
        assert done.wait(60) == 0
        assert done.stderr.read() == ""


def test_interrupted_is_said_and_nothing_is_lost(hostile: Path, tmp_path: Path) -> None:
    project = Path(shutil.copytree(hostile, tmp_path / "p"))
    shutil.rmtree(project / ".kg")
    with subprocess.Popen([sys.executable, "-c", MAIN, "load"], cwd=project, stderr=subprocess.PIPE, text=True) as load:
        time.sleep(1.5)
        load.send_signal(signal.SIGINT)
        _, said = load.communicate(timeout=60)
    assert (load.returncode, said) == (130, "kg: interrupted\n") or load.returncode == 0
    done = kg("load", cwd=project)
    assert done.returncode == 0, done.stderr
    assert "nothing to change" in kg("load", cwd=project).stderr


def test_decisions_taken_twice_and_undone_in_turn(hostile: Path, tmp_path: Path) -> None:
    project = Path(shutil.copytree(hostile, tmp_path / "p"))
    article = min((project / "claims").glob("*/*.jsonl")).stem
    assert "recorded as" in kg("retract", article, cwd=project).stderr
    assert "already" in kg("retract", article, cwd=project).stderr
    assert kg("undo", cwd=project).returncode == 0
    assert kg("undo", cwd=project).returncode == 2
    undo = json.loads((project / "decisions.jsonl").read_text("utf-8").splitlines()[-1])
    assert kg("undo", undo["id"], cwd=project).returncode == 0
    assert kg("undo", cwd=project).returncode == 0, "the retraction that came back can be taken back again"


def test_a_decision_about_what_can_be_no_id(hostile: Path, tmp_path: Path) -> None:
    project = Path(shutil.copytree(hostile, tmp_path / "p"))
    claim = json.loads((project / "decisions.jsonl").read_text("utf-8").splitlines()[0])["claim"]
    line = {"id": "x", "decision": "assign", "claim": claim, "situation": "../<x>", "who": "", "when": "", "why": ""}
    with (project / "decisions.jsonl").open("a", encoding="utf-8") as file:
        file.write(json.dumps(line) + "\n")
    done = kg("load", cwd=project)
    assert done.returncode == 3
    assert "is no id" in done.stderr
    assert "nothing to change" in done.stderr


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_verdicts_as_spreadsheets_write_them(delimiter: str, tmp_path: Path) -> None:
    assert kg("init", cwd=tmp_path).returncode == 0
    rows = [
        ["verdict", "kind", "a", "b", "why"],
        ["Same ", "entity", "ak-jol", "ata-meken", "a, b; c"],
        ["", "entity", "x", "y", ""],
        ["same", "entity", "../x", "y", ""],
    ]
    with (tmp_path / "v.csv").open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows(rows)
    done = kg("review", "v.csv", cwd=tmp_path)
    assert done.returncode == 3
    assert done.stderr.startswith("1 verdict recorded")
    assert "v.csv:4: two different ids" in done.stderr


def test_json_is_json_whatever_a_query_gives(hostile: Path) -> None:
    done = kg("cypher", "RETURN 1.0/0 AS x, 'a' AS y", "--format", "json", cwd=hostile)
    assert "Infinity" not in done.stdout
    assert json.loads(done.stdout) == [{"x": "inf", "y": "a"}]


@pytest.mark.parametrize("base", ["x", "http://e.org/<x>/", "http://e.org/ x/", "http://e.org", 'http://e.org/\\"/'])
def test_a_base_that_makes_no_iris(base: str, tmp_path: Path) -> None:
    (tmp_path / "kg.toml").write_text(f'base = "{base}"\n', encoding="utf-8")
    done = kg("load", cwd=tmp_path)
    assert done.returncode == 4
    assert "base" in done.stderr


def _deaf(done: subprocess.CompletedProcess[str]) -> str:
    assert "Traceback" not in done.stderr
    return done.stderr


def test_a_graph_that_is_behind_the_folder_says_so(hostile: Path, tmp_path: Path) -> None:
    project = Path(shutil.copytree(hostile, tmp_path / "p"))
    assert _deaf(kg("ask", "timeline", cwd=project)) == ""
    article = min((project / "claims").glob("*/*.jsonl"))
    article.touch()
    assert _deaf(kg("show", "Ak-Jol", cwd=project)) == "", "a file that was only touched says the same"
    assert kg("retract", article.stem, cwd=project).returncode == 0
    assert _deaf(kg("ask", "timeline", cwd=project)) == "kg: 1 decision is newer than the graph; run kg load\n"
    header, *claims = article.read_text("utf-8").splitlines()
    article.write_text("\n".join([header, *claims[1:], ""]), encoding="utf-8")
    said = _deaf(kg("cypher", "RETURN 1 AS x", cwd=project))
    assert said == "kg: 1 article and 1 decision are newer than the graph; run kg load\n"
    with sqlite3.connect(next((project / ".kg").glob("index-*.sqlite"))) as index:
        index.execute("INSERT INTO meta VALUES ('writing', 'yes')")
    index.close()
    assert "cut off" in _deaf(kg("ask", "timeline", cwd=project))
    shutil.rmtree(project / ".kg")
    done = kg("show", "Ak-Jol", cwd=project)
    assert done.returncode == 6
    assert "has not been loaded" in done.stderr
    assert "no article" not in done.stderr


def test_a_load_that_goes_on_is_said(hostile: Path, tmp_path: Path) -> None:
    project = Path(shutil.copytree(hostile, tmp_path / "p"))
    code = (
        "import time; from pathlib import Path; from kg.stores.hold import take\n"
        "hold = take(Path('.kg/loading')); hold.announce(); print('held', flush=True); time.sleep(120)"
    )
    with subprocess.Popen([sys.executable, "-c", code], cwd=project, stdout=subprocess.PIPE, text=True) as loading:
        assert loading.stdout is not None
        assert loading.stdout.readline() == "held\n"
        said = _deaf(kg("ask", "timeline", cwd=project))
        loading.kill()
    assert f"(process {loading.pid}) is loading; answers are incomplete" in said


def test_the_same_verdicts_twice_are_recorded_once(tmp_path: Path) -> None:
    assert kg("init", cwd=tmp_path).returncode == 0
    rows = "verdict,kind,a,b\nsame,entity,ak-jol,ata-meken\nsame,situation,aa,bb\ndifferent,entity,aa,bb\n"
    (tmp_path / "v.csv").write_text(rows, encoding="utf-8")
    assert kg("review", "v.csv", cwd=tmp_path).stderr.startswith("3 verdicts recorded. ")
    assert kg("review", "v.csv", cwd=tmp_path).stderr.startswith("0 verdicts recorded, 3 decided already")
    assert len((tmp_path / "decisions.jsonl").read_text("utf-8").splitlines()) == 3


def test_a_broken_line_of_decisions_is_said_by_what_writes_there(hostile: Path, tmp_path: Path) -> None:
    project = Path(shutil.copytree(hostile, tmp_path / "p"))
    with (project / "decisions.jsonl").open("a", encoding="utf-8") as file:
        file.write("{broken\n")
    number = len((project / "decisions.jsonl").read_text("utf-8").splitlines())
    article = min((project / "claims").glob("*/*.jsonl")).stem
    for call in (["retract", article], ["undo"]):
        done = kg(*call, cwd=project)
        assert done.returncode == 0, done.stderr
        assert f"kg: decisions.jsonl:{number}: not JSON: Expecting property name" in done.stderr
        assert "line 1 column" not in done.stderr


def test_what_can_not_be_one_and_what_contradicts(hostile: Path, tmp_path: Path) -> None:
    project = Path(shutil.copytree(hostile, tmp_path / "p"))
    done = kg("same", "Ak-Jol", "Jon Berg", cwd=project)
    assert (done.returncode, "nothing is both" in done.stderr) == (2, True)
    people = kg("cypher", "MATCH (p:Person) RETURN p.uri", "--format", "csv", cwd=project).stdout
    pair = re.findall(r"/entity/([0-9a-f]{16})\b", people)[:2]
    assert kg("different", *pair, cwd=project).returncode == 0
    assert "in place of different" in kg("same", *pair, cwd=project).stderr


def test_several_articles_of_one_name_and_one_that_is_damaged(tmp_path: Path) -> None:
    assert kg("init", cwd=tmp_path).returncode == 0
    texts = ("President Ana Kost resigned on Monday.", "Five deputies quit Ak-Jol on Friday in Bishkek.")
    (tmp_path / "in.jsonl").write_text("".join(json.dumps({"id": "a", "text": text}) + "\n" for text in texts))
    assert kg("ingest", "in.jsonl", cwd=tmp_path).returncode == 0
    files = sorted((tmp_path / "claims").glob("*/*.jsonl"))
    done = kg("show", "a", cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr.startswith("kg: 2 articles are called 'a': ")
    assert all(file.stem in done.stderr for file in files)
    files[0].write_text("{broken\n", encoding="utf-8")
    done = kg("show", files[0].stem, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr.startswith(f"kg: claims/{files[0].stem[:2]}/{files[0].name}:1: not JSON: ")
    done = kg("load", cwd=tmp_path)
    assert f"kg: claims/{files[0].stem[:2]}/{files[0].name}: line 1: not JSON: " in done.stderr
    assert str(tmp_path) not in done.stderr


def test_a_wrong_claim_of_a_stream_is_named_with_its_file_and_left_out(hostile: Path, tmp_path: Path) -> None:
    stream = kg("ingest", "in.jsonl", "-o", "-", cwd=hostile).stdout
    (tmp_path / "c.jsonl").write_text(stream.replace('"class":"Meeting"', '"class":"Weather"', 1), encoding="utf-8")
    assert kg("init", cwd=tmp_path).returncode == 0
    done = kg("load", "c.jsonl", cwd=tmp_path)
    assert done.returncode == 3
    assert "kg: c.jsonl: article " in done.stderr
    assert "Weather" in done.stderr
    done = kg("load", cwd=tmp_path)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("query", ["CALL no.such.proc()", "MATCH (n) CALL {WITH n DELETE n} IN TRANSACTIONS RETURN 1"])
def test_a_query_that_is_not_run_is_a_wrong_query(query: str, hostile: Path) -> None:
    done = kg("cypher", query, cwd=hostile)
    assert done.returncode == 6, done.stderr


def test_cells_are_written_as_cypher_writes_them(hostile: Path) -> None:
    done = kg("cypher", "RETURN true AS x, {a: 1, b: [false]} AS y", cwd=hostile)
    assert done.stdout.splitlines()[-1].split() == ["true", "{a:", "1,", "b:", "[false]}"]


def test_a_table_for_a_spreadsheet_steers_nothing(hostile: Path) -> None:
    done = kg("export", "--format", "csv", cwd=hostile)
    assert not set(done.stdout) & set("\x1b\x07\x00\u202e")
    assert "quit Ak-Jol" in done.stdout
