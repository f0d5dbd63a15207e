"""kg export as a process: options that fit, options that do not, nothing half written."""

from __future__ import annotations

import shutil
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
    foreign = {q.subject.value for q in quads if not q.subject.value.startswith("https://data.example.org/x/")}
    assert foreign <= {"https://w3id.org/crisiskg/ontology"}


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


# ------------------------------------------------------------------------------------------- a package comes back


@pytest.fixture(scope="module")
def package(project: Path) -> Path:
    """The project packed for a store, without quotes."""
    place = project.parent / "for-a-store"
    done = kg("export", "--package", str(place), "--profile", "store", "--quotes", "none", cwd=project)
    assert done.returncode == 0, done.stderr
    return place


def test_a_package_is_validated_asked_and_taken_in(project: Path, package: Path, tmp_path: Path) -> None:
    valid = kg("validate", str(package), cwd=tmp_path)
    assert valid.returncode == 0, valid.stderr + valid.stdout
    assert "wrong: 0" in valid.stdout
    asked = kg("sparql", "who-defected", "--in", str(package), "--format", "csv", cwd=tmp_path)
    assert asked.returncode == 0, asked.stderr
    assert "Ak-Jol" in asked.stdout
    assert kg("init", "other", cwd=tmp_path).returncode == 0
    taken = kg("import", str(package), "--texts", str(project / "texts"), cwd=tmp_path / "other")
    assert taken.returncode == 0, taken.stderr
    again = kg("export", "--format", "nquads", cwd=tmp_path / "other").stdout
    assert again == kg("export", "--format", "nquads", cwd=project).stdout


@pytest.mark.parametrize("command", [("validate",), ("import",), ("sparql", "who-defected", "--in")])
def test_a_package_that_was_changed_is_not_read(package: Path, tmp_path: Path, command: tuple[str, ...]) -> None:
    changed = tmp_path / "changed"
    shutil.copytree(package, changed)
    with (changed / "data" / "claims.nq").open("a") as file:
        file.write("\n")
    assert kg("init", "p", cwd=tmp_path).returncode == 0
    done = kg(*command, str(changed), cwd=tmp_path / "p")
    assert done.returncode == 3
    assert "not as it was packed" in done.stderr
    assert "claims.nq" in done.stderr


@pytest.mark.parametrize("suffix", [".gz", ".zst"])
def test_a_compressed_export_comes_back(project: Path, tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"claims.trig{suffix}"
    assert kg("export", "--format", "trig", "-o", str(path), cwd=project).returncode == 0
    assert kg("validate", str(path), cwd=tmp_path).returncode == 0
    assert kg("init", "p", cwd=tmp_path).returncode == 0
    assert kg("import", str(path), cwd=tmp_path / "p").returncode == 0
    path.write_bytes(path.read_bytes()[:-20])
    done = kg("validate", str(path), cwd=tmp_path)
    assert done.returncode == 3
    assert "damaged" in done.stderr
    assert "Traceback" not in done.stderr
