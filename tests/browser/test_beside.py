"""The kit served by a process of its own: started, found, told to Neo4j, ended."""

from __future__ import annotations

import json
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from kg.browser.assets import ANNOUNCED
from kg.browser.beside import post_connect_settings, start, stop
from kg.browser.kit import kit


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A folder whose server, if any, is ended."""
    yield tmp_path / "a folder" / "browser"
    stop(tmp_path / "a folder" / "browser")


def fetched(port: int, name: str) -> bytes:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/{name}", timeout=10) as response:
        content: bytes = response.read()
    return content


def pid_of(folder: Path) -> int:
    return int(json.loads((folder / ANNOUNCED).read_text(encoding="utf-8"))["pid"])


def test_it_serves_the_kit_until_it_is_stopped(folder: Path) -> None:
    port = start(folder)
    process = psutil.Process(pid_of(folder))
    assert {name: fetched(port, name) for name in kit()} == kit()
    assert stop(folder)
    assert not process.is_running() or process.status() == psutil.STATUS_ZOMBIE
    assert not stop(folder)


def test_a_second_start_replaces_the_first(folder: Path) -> None:
    start(folder)
    first = pid_of(folder)
    port = start(folder)
    assert pid_of(folder) != first
    assert fetched(port, "kg.grass") == kit()["kg.grass"]


def test_two_folders_are_served_at_two_ports(folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    try:
        assert start(folder) != start(other)
    finally:
        stop(other)


def test_it_has_a_session_of_its_own(folder: Path) -> None:
    import os

    start(folder)
    assert os.getsid(pid_of(folder)) != os.getsid(0)


def test_no_module_of_the_working_directory_gets_in_its_way(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "json.py").write_text("raise SystemExit(1)", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert start(folder)


def test_another_process_with_its_number_is_left_alone(folder: Path) -> None:
    folder.mkdir(parents=True)
    (folder / ANNOUNCED).write_text(json.dumps({"port": 1, "pid": psutil.Process().pid}), encoding="utf-8")
    assert not stop(folder)


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"port": "x", "pid": 1}'])
def test_a_damaged_announcement_counts_for_nothing(folder: Path, text: str) -> None:
    folder.mkdir(parents=True)
    (folder / ANNOUNCED).write_text(text, encoding="utf-8")
    assert not stop(folder)


def test_what_neo4j_is_told() -> None:
    assert post_connect_settings(7475) == {
        "browser.post_connect_cmd": "style http://localhost:7475/kg.grass; play http://localhost:7475/guide.html",
        "browser.remote_content_hostname_whitelist": "localhost",
    }
