"""The kit as a folder: what is in it, that it can be made again, and that nobody's files are lost."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kg.browser.kit import SUMS, kit, write_kit
from kg.cli.server import neo4j_app
from kg.errors import UsageError

NAMES = ["kg.grass", "favourites.zip", "guide.html", "README.md", SUMS]


def test_the_folder_is_made_with_all_files(tmp_path: Path) -> None:
    written = write_kit(tmp_path / "new" / "kit")
    assert [path.name for path in written] == NAMES
    assert all(path.stat().st_size for path in written)


def test_the_sums_are_right(tmp_path: Path) -> None:
    write_kit(tmp_path)
    for line in (tmp_path / SUMS).read_text(encoding="utf-8").splitlines():
        digest, _, name = line.partition("  ")
        assert hashlib.sha256((tmp_path / name).read_bytes()).hexdigest() == digest


def test_the_same_from_run_to_run() -> None:
    assert kit() == kit()


def test_it_can_be_made_again(tmp_path: Path) -> None:
    write_kit(tmp_path)
    (tmp_path / "guide.html").unlink()
    assert [path.name for path in write_kit(tmp_path)] == NAMES


def test_an_earlier_kit_is_replaced(tmp_path: Path) -> None:
    write_kit(tmp_path)
    old = b"node {}\n"
    now = (tmp_path / "kg.grass").read_bytes()
    sums = (tmp_path / SUMS).read_text(encoding="utf-8")
    (tmp_path / "kg.grass").write_bytes(old)
    replaced = sums.replace(hashlib.sha256(now).hexdigest(), hashlib.sha256(old).hexdigest())
    (tmp_path / SUMS).write_text(replaced, encoding="utf-8")
    write_kit(tmp_path)
    assert (tmp_path / "kg.grass").read_bytes() == now


@pytest.mark.parametrize("name", NAMES)
def test_somebody_elses_file_stays(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text("mine", encoding="utf-8")
    with pytest.raises(UsageError, match=name):
        write_kit(tmp_path)
    assert (tmp_path / name).read_text(encoding="utf-8") == "mine"
    assert [path.name for path in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize("name", NAMES[:-1])
def test_a_file_that_was_changed_stays(name: str, tmp_path: Path) -> None:
    write_kit(tmp_path)
    (tmp_path / name).write_text("mine", encoding="utf-8")
    with pytest.raises(UsageError, match=name):
        write_kit(tmp_path)
    assert (tmp_path / name).read_text(encoding="utf-8") == "mine"


def test_a_folder_in_the_way(tmp_path: Path) -> None:
    (tmp_path / "guide.html").mkdir()
    with pytest.raises(UsageError, match=r"guide\.html"):
        write_kit(tmp_path)


def test_the_command_prints_what_it_wrote(tmp_path: Path) -> None:
    done = CliRunner().invoke(neo4j_app(), ["browser-kit", str(tmp_path / "kit")])
    assert done.exit_code == 0, done.output
    assert done.stdout.splitlines() == [str(tmp_path / "kit" / name) for name in NAMES]
