"""A corpus at work: several processes, cut off and taken up again, failures that are fed back, other languages."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.test_start import MAIN, kg

EVENTS = (
    "Police arrested the editor of the {0} Herald in Porto on Monday.",
    "The minister of finance of Peru resigned after thousands of protesters marched in Lima on day {0}.",
    "Norway pledged {0} million dollars in relief to Estonia, its foreign minister said.",
)
RUSSIAN = "Президент покинул столицу в понедельник, сообщила полиция. Министр финансов подал в отставку."


@pytest.fixture
def project(tmp_path: Path) -> Path:
    root = tmp_path / "p"
    assert kg("init", str(root), cwd=tmp_path).returncode == 0
    return root


def corpus(folder: Path, count: int) -> Path:
    folder.mkdir()
    for number in range(count):
        text = " ".join(event.format(number + 1) for event in EVENTS)
        (folder / f"{number:04}.txt").write_text(text, encoding="utf-8")
    return folder


def kept(project: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(project)): path.read_bytes()
        for name in ("claims", "texts")
        for path in (project / name).rglob("*")
        if path.is_file()
    }


def without_headers(files: dict[str, bytes]) -> dict[str, bytes]:
    """What no later run changes: at the end of a run headers are told which articles repeat others (kg copies)."""
    return {name: raw.partition(b"\n")[2] if name.startswith("claims") else raw for name, raw in files.items()}


def test_an_interrupted_run_goes_on_and_ends_as_an_uninterrupted_one(project: Path, tmp_path: Path) -> None:
    articles = corpus(tmp_path / "articles", 60)
    command = [sys.executable, "-c", MAIN, "ingest", str(articles), "--date", "2010-04-15", "--jobs", "2"]
    cut = subprocess.Popen(
        command,
        cwd=project,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        start_new_session=True,
    )
    deadline = time.monotonic() + 120
    while len(kept(project)) < 10 and time.monotonic() < deadline:
        time.sleep(0.05)
    cut.send_signal(signal.SIGINT)
    said = cut.communicate(timeout=60)[1]
    assert cut.returncode == 130, said
    assert "the same command goes on" in said
    assert "Traceback" not in said
    before = kept(project)
    assert 0 < len(before) < 120
    done = kg(*command[3:], cwd=project)
    assert done.returncode == 0, done.stderr
    assert "were read before" in done.stderr
    after = kept(project)
    assert without_headers(before).items() <= without_headers(after).items()

    whole = tmp_path / "whole"
    kg("init", str(whole), cwd=tmp_path)
    assert kg(*command[3:-1], "1", cwd=whole).returncode == 0
    assert kept(whole) == after


def test_a_changed_file_is_read_again_and_no_other(project: Path, tmp_path: Path) -> None:
    articles = corpus(tmp_path / "articles", 3)
    assert kg("ingest", str(articles), cwd=project).returncode == 0
    path = articles / "0001.txt"
    path.write_text(path.read_text(encoding="utf-8").replace("Norway", "Sweden"), encoding="utf-8")
    done = kg("ingest", str(articles), cwd=project)
    assert done.stderr.startswith("articles read: 1, ")
    assert "2 were read before" in done.stderr


def test_failures_are_written_down_and_fed_back(project: Path, tmp_path: Path) -> None:
    articles = corpus(tmp_path / "articles", 2)
    for number in range(30):
        (articles / f"bad{number}.txt").write_text(" ", encoding="utf-8")
    done = kg("ingest", str(articles), "--failures", "bad.jsonl", cwd=project)
    assert done.returncode == 3
    assert done.stderr.startswith("articles read: 2, ")
    assert "and 10 more" in done.stderr
    assert "30  is empty" in done.stderr
    rows = [json.loads(line) for line in (project / "bad.jsonl").read_text(encoding="utf-8").splitlines()]
    assert len(rows) == 30
    assert {row["reason"] for row in rows} == {"is empty"}
    for number in range(30):
        (articles / f"bad{number}.txt").write_text(f"Police arrested {number + 2} miners in Lima.", encoding="utf-8")
    again = kg("ingest", "--from", "bad.jsonl", cwd=project)
    assert again.returncode == 0
    assert again.stderr.startswith("articles read: 30, ")


def test_failures_lie_in_the_project_unless_told_otherwise(project: Path, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("", encoding="utf-8")
    (tmp_path / "b.txt").write_text("", encoding="utf-8")
    done = kg("ingest", "../a.txt", "../b.txt", cwd=project)
    assert "kg ingest --from" in done.stderr
    rows = [json.loads(line) for line in (project / ".kg/failures.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [row["file"] for row in rows] == [str(project / "../a.txt"), str(project / "../b.txt")]
    for name in ("a", "b"):
        (tmp_path / f"{name}.txt").write_text(f"Police arrested the mayor of {name.upper()}ville.", encoding="utf-8")
    assert kg("ingest", "--from", ".kg/failures.jsonl", cwd=project).returncode == 0
    assert (project / ".kg/failures.jsonl").read_bytes() == b""


def test_nothing_to_read_is_a_wrong_command(project: Path) -> None:
    done = kg("ingest", cwd=project)
    assert done.returncode == 2
    assert "--from" in done.stderr


def test_other_languages_are_kept_and_said_to_be_unread(project: Path, tmp_path: Path) -> None:
    (tmp_path / "ru.txt").write_text(RUSSIAN, encoding="utf-8")
    (tmp_path / "en.txt").write_text(EVENTS[0], encoding="utf-8")
    done = kg("ingest", "../ru.txt", "../en.txt", cwd=project)
    assert done.returncode == 0
    assert "kept, not read: 1 article in other languages (ru 1)" in done.stderr
    headers = [json.loads(path.read_text("utf-8").splitlines()[0]) for path in (project / "claims").rglob("*.jsonl")]
    assert sorted(header["article"]["language"] for header in headers) == ["en", "ru"]
    assert kg("ingest", "../ru.txt", cwd=project).stderr.startswith("nothing new")
    assert "the graph holds 2 articles" in kg("load", cwd=project).stderr
    forced = kg("ingest", "../ru.txt", "--any-language", cwd=project)
    assert forced.stderr.startswith("articles read: 1, ")
