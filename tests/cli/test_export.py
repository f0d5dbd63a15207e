"""kg export as a process: options that fit, options that do not, nothing half written."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from tests.cli.test_start import kg

TEXT = "Several deputies have defected from Ak-Jol. Russia offered Kyrgyzstan aid on Monday."


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with one article."""
    root = tmp_path_factory.mktemp("export")
    (root / "note.txt").write_text(TEXT, encoding="utf-8")
    assert kg("init", "p", cwd=root).returncode == 0
    assert kg("ingest", "../note.txt", "--date", "2010-04-15", cwd=root / "p").returncode == 0
    return root / "p"


@pytest.mark.parametrize("view", ["claims", "graph", "flat"])
def test_a_view_goes_to_stdout_and_pipes(project: Path, view: str) -> None:
    done = kg("export", "--format", "trig", "--view", view, "--base", "https://data.example.org/x/", cwd=project)
    assert done.returncode == 0, done.stderr
    quads = list(ox.parse(done.stdout.encode(), format=ox.RdfFormat.TRIG))
    assert any(q.object.value == "https://w3id.org/crisiskg/ontology#Defection" for q in quads)
    assert all(q.subject.value.startswith("https://data.example.org/x/") for q in quads)


def test_no_word_of_the_text_without_quotes(project: Path) -> None:
    for view in ("claims", "graph", "flat"):
        done = kg("export", "--format", "nquads", "--view", view, "--quotes", "none", cwd=project)
        assert done.returncode == 0
        assert "have defected" not in done.stdout
        assert "have defected" in kg("export", "--format", "nquads", "--view", view, cwd=project).stdout


def test_a_package(project: Path) -> None:
    done = kg("export", "--package", "../out", "--issued", "2026-01-02", cwd=project)
    assert done.returncode == 0
    assert "of 1 articles" in done.stderr
    assert "license" in done.stderr
    assert (project.parent / "out" / "data" / "README.md").exists()
    again = kg("export", "--package", "../out", cwd=project)
    assert again.returncode == 2
    assert "not empty" in again.stderr


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ((), "--package"),
        (("--format", "csv", "--view", "flat"), "csv"),
        (("--format", "plover", "--quotes", "none"), "plover"),
        (("--format", "trig", "--base", "example"), "http"),
        (("--package", "../new", "--address", "example"), "http"),
        (("--package", "../new", "--profile", "museum"), "partner"),
        (("--package", "../new", "--issued", "yesterday"), "issued"),
        (("--package", "../missing/new/"), None),
        (("--package", "kg.toml"), "kg.toml"),
    ],
)
def test_what_does_not_fit_is_refused(project: Path, options: tuple[str, ...], said: str | None) -> None:
    done = kg("export", *options, cwd=project)
    assert "Traceback" not in done.stderr
    if said is None:
        assert done.returncode == 0
        assert (project.parent / "missing" / "new" / "bagit.txt").exists()
    else:
        assert done.returncode == 2
        assert said in done.stderr
        assert not (project.parent / "new").exists()


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        ('license = "CC BY"', "an http(s) address is expected"),
        ("publisher = 3", "a name is expected"),
        ('contact = "Anna"', "a mail address is expected"),
    ],
)
def test_settings_of_who_hands_on(tmp_path: Path, setting: str, said: str) -> None:
    assert kg("init", "p", cwd=tmp_path).returncode == 0
    (tmp_path / "p" / "kg.toml").write_text(setting + "\n")
    done = kg("export", "--package", "../out", cwd=tmp_path / "p")
    assert done.returncode == 4
    assert said in done.stderr
