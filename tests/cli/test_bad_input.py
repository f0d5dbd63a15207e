"""Bad input: one clear sentence, the right code, the good rest done, nothing lost."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.test_start import MAIN, kg

GOOD = "President Ana Kost met Prime Minister Jon Berg in the capital on Monday. They discussed the border."


@pytest.fixture
def project(tmp_path: Path) -> Path:
    root = tmp_path / "p"
    assert kg("init", str(root), cwd=tmp_path).returncode == 0
    return root


def ingest(project: Path, *paths: Path) -> subprocess.CompletedProcess[str]:
    done = kg("ingest", *map(str, paths), cwd=project)
    assert "Traceback" not in done.stderr
    return done


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("empty.txt", b"", "empty"),
        ("blank.txt", b" \n\n", "empty"),
        ("photo.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)) * 20, "photo.txt"),
        ("broken.jsonl", b'{"id": "x", "text": ', "broken.jsonl:1"),
        ("textless.jsonl", b'{"id": "x"}\n', "text"),
    ],
)
def test_what_cannot_be_taken_is_named_and_the_rest_is_done(
    project: Path, name: str, content: bytes, said: str
) -> None:
    bad, good = project.parent / name, project.parent / "good.txt"
    bad.write_bytes(content)
    good.write_text(GOOD, encoding="utf-8")
    done = ingest(project, bad, good)
    assert done.returncode == 3
    assert name in done.stderr
    assert said in done.stderr
    assert len(done.stderr.splitlines()) == 2
    assert done.stderr.startswith("articles read: 1, ")


def test_of_two_articles_with_one_text_the_first_is_kept_and_none_read_again(project: Path) -> None:
    path = project.parent / "in.jsonl"
    records = [{"id": "a", "text": GOOD}, {"id": "b", "text": GOOD}, {"id": "c", "text": f"{GOOD} All agreed."}]
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    done = ingest(project, path)
    assert done.returncode == 3
    assert done.stderr.startswith("articles read: 2, ")
    assert f"{path}:2: is the same article as {path}:1 (by its text)" in done.stderr
    headers = [file.read_text("utf-8").splitlines()[0] for file in (project / "claims").glob("*/*")]
    assert sorted(json.loads(header)["article"]["givenId"] for header in headers) == ["a", "c"]
    again = ingest(project, path)
    assert again.returncode == 3
    assert again.stderr.startswith("nothing new")


def test_devices_and_days_that_are_no_days_of_articles(project: Path) -> None:
    done = ingest(project, Path("/dev/zero"))
    assert (done.returncode, "neither a file" in done.stderr) == (3, True)
    done = kg("ingest", "good.txt", "--date", "2999-01-01", cwd=project)
    assert (done.returncode, "in the future" in done.stderr) == (2, True)


def test_another_encoding_is_read(project: Path) -> None:
    path = project.parent / "latin.txt"
    path.write_bytes(
        "President José Peña met Prime Minister Zoë Müller in Bogotá on Monday about the café riots.".encode("latin-1")
    )
    done = ingest(project, path)
    assert done.returncode == 0, done.stderr
    text = next((project / "texts").glob("*.txt")).read_text("utf-8")
    assert "José Peña" in text


@pytest.mark.timeout(300)
def test_fifty_megabytes_without_a_full_stop(project: Path) -> None:
    path = project.parent / "huge.txt"
    path.write_text("the minister and the army " * 2_000_000, encoding="utf-8")
    done = ingest(project, path)
    assert done.returncode == 3
    assert "huge.txt" in done.stderr


def test_a_folder_without_articles(project: Path) -> None:
    empty = project.parent / "nothing"
    empty.mkdir()
    done = ingest(project, empty)
    assert done.returncode == 3
    assert "nothing" in done.stderr


def test_a_path_that_is_not_there(project: Path) -> None:
    done = ingest(project, project.parent / "missing.txt")
    assert done.returncode == 3
    assert "missing.txt" in done.stderr


def _loaded(project: Path) -> None:
    good = project.parent / "good.txt"
    good.write_text(GOOD, encoding="utf-8")
    done = kg("ingest", str(good), "--date", "2010-04-15", cwd=project)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        ({"class": "Weather"}, "Weather"),
        ({"roles": {"villain": [{"id": "x", "name": "X", "type": "Person"}]}}, "villain"),
        ({"realis": "dream"}, "dream"),
    ],
)
def test_a_claim_that_the_ontology_does_not_allow(project: Path, damage: dict[str, object], said: str) -> None:
    _loaded(project)
    path = next((project / "claims").glob("*/*.jsonl"))
    header, first, *rest = path.read_text("utf-8").splitlines()
    path.write_text("\n".join([header, json.dumps(json.loads(first) | damage), *rest, ""]), encoding="utf-8")
    done = kg("load", cwd=project)
    assert done.returncode == 3
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert f"{len(rest)} claims" in done.stderr


def test_a_claims_file_of_another_schema(project: Path) -> None:
    _loaded(project)
    path = next((project / "claims").glob("*/*.jsonl"))
    path.write_text(path.read_text("utf-8").replace('{"schema":1', '{"schema":99', 1), encoding="utf-8")
    done = kg("load", cwd=project)
    assert done.returncode == 3
    assert "schema 99" in done.stderr
    assert "0 articles" in done.stderr


def test_a_broken_line_of_decisions(project: Path) -> None:
    _loaded(project)
    with (project / "decisions.jsonl").open("a", encoding="utf-8") as file:
        file.write("{broken\n")
    done = kg("load", cwd=project)
    assert done.returncode == 3
    assert "decisions.jsonl:" in done.stderr
    assert "1 article," in done.stderr


def test_a_second_process_asks_but_does_not_load(project: Path) -> None:
    _loaded(project)
    assert kg("load", cwd=project).returncode == 0
    code = (
        "import time; from pathlib import Path; from kg.project import find_project; from kg.stores import open_store\n"
        "with open_store(find_project(Path())):\n    print('held', flush=True); time.sleep(120)"
    )
    with subprocess.Popen([sys.executable, "-c", code], cwd=project, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        try:
            asked = kg("ask", "timeline", cwd=project)
            loading = kg("load", cwd=project)
        finally:
            holder.kill()
    assert asked.returncode == 0, asked.stderr
    assert loading.returncode == 4
    assert str(holder.pid) in loading.stderr
    assert len(loading.stderr.splitlines()) == 1


def test_a_load_that_was_killed_is_finished_by_the_next(project: Path) -> None:
    _loaded(project)
    with subprocess.Popen([sys.executable, "-c", MAIN, "load"], cwd=project, stderr=subprocess.DEVNULL) as loading:
        time.sleep(1.2)
        loading.send_signal(signal.SIGKILL)
    done = kg("load", cwd=project)
    assert done.returncode == 0, done.stderr
    assert "nothing to change" in kg("load", cwd=project).stderr


def test_bad_rows_of_the_projects_names_are_told_and_the_others_count(project: Path) -> None:
    _loaded(project)
    rows = (
        "id,type,name,aliases,locatedIn",
        "x y,Party,X,,",
        "mine,Party,Border Union,,",
        "q,Weather,Q,,",
        "z,City,Zed,,nowhere",
    )
    (project / "entities.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    for command in (["ingest", "../good.txt"], ["load"]):
        done = kg(*command, cwd=project)
        assert done.returncode == 3
        told = [line for line in done.stderr.splitlines() if line.startswith("kg: ")]
        assert [line.split(":")[1] for line in told] == [f" entities.csv, line {n}" for n in (2, 4, 5)]
        assert "[" not in "".join(told)


def test_verdicts_in_utf_16_and_names_that_are_empty(project: Path) -> None:
    (project / "v.csv").write_text("verdict,kind,a,b\n", encoding="utf-16")
    done = kg("review", "v.csv", cwd=project)
    assert (done.returncode, "CSV UTF-8" in done.stderr) == (3, True)
    done = kg("ask", "who-defected", "--from", "", cwd=project)
    assert done.returncode == 6
    assert done.stderr.splitlines()[-1].startswith("kg: from is empty; leave it out")


def test_ontologies_that_are_not_there(project: Path) -> None:
    done = kg("ontology", "check", str(project / "claims"), cwd=project)
    assert (done.returncode, len(done.stdout.splitlines())) == (7, 1)
    done = kg("ontology", "show", "Nosuchclass", cwd=project)
    assert (done.returncode, "nearest are" in done.stderr) == (2, True)


def test_what_was_repaired_is_said_and_nothing_is_left_out(project: Path) -> None:
    """Notes are told, are no failures, and are not written into the file of failures."""
    path = project.parent / "misread.txt"
    path.write_text(f"{GOOD} The cafÃ© of JosÃ© was shut.", encoding="utf-8")
    done = ingest(project, path)
    assert done.returncode == 0, done.stderr
    assert done.stderr.splitlines()[1:] == [
        f"kg: {path}: had been decoded in the wrong encoding; repaired in 1 line",
    ]
    assert (project / ".kg" / "failures.jsonl").read_text() == ""
    assert "café of José" in next((project / "texts").glob("*.txt")).read_text("utf-8")


def test_a_name_with_a_line_end_is_told_on_one_line(project: Path) -> None:
    folder = project.parent / "in"
    folder.mkdir()
    (folder / "a\nb.txt").write_bytes(b"")
    done = ingest(project, folder)
    assert done.stderr.splitlines() == [f"kg: {folder}/a\\nb.txt: is empty"]
