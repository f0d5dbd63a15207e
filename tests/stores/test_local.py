"""Where a folder's own server announces itself, and announcements that are no longer true."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from kg.errors import StoreError
from kg.project import init_project
from kg.stores import open_store, store_name
from kg.stores.local import LocalServer, announced, home_argument, home_in, is_stopped


def made(tmp_path: Path, pid: int) -> LocalServer:
    """A server announced in a project folder."""
    home = home_in(init_project(tmp_path / "p").store)
    home.mkdir(parents=True)
    server = LocalServer(home, pid, "5.26.30", 7001, 7002)
    server.state_file.write_text(server.as_json(), "utf-8")
    server.password_file.write_text("secret-4711\n", "utf-8")
    return server


def test_what_is_announced_is_read_back(tmp_path: Path) -> None:
    server = made(tmp_path, os.getpid())
    assert announced(server.home) == server
    assert server.uri == "bolt://127.0.0.1:7001"
    assert "secret" not in repr(server) + repr(server.address) + server.as_json()


@pytest.mark.parametrize("text", ["", "{}", "[1]", '{"home": "x", "pid": "y"}', "\0"])
def test_a_damaged_announcement_is_none(tmp_path: Path, text: str) -> None:
    server = made(tmp_path, 1)
    server.state_file.write_text(text, "utf-8")
    assert announced(server.home) is None
    assert is_stopped(server.home)


def test_an_announcement_that_came_with_a_copied_folder_is_none(tmp_path: Path) -> None:
    server = made(tmp_path, os.getpid())
    server.state_file.write_text(replace(server, home=tmp_path / "other").as_json(), "utf-8")
    assert announced(server.home) is None


def test_a_number_that_another_program_has_by_now_is_not_the_server(tmp_path: Path) -> None:
    assert made(tmp_path, os.getpid()).process() is None


def test_a_server_is_known_by_its_folder(tmp_path: Path) -> None:
    server = made(tmp_path, 0)
    waiting = [sys.executable, "-c", "import time; print(flush=True); time.sleep(60)", home_argument(server.home)]
    with subprocess.Popen(waiting, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()  # a process that has only just begun has no command line yet
        assert replace(server, pid=process.pid).process() is not None
        process.kill()
    assert replace(server, pid=process.pid).process() is None


def test_a_server_that_has_ended_is_told_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NEO4J_URI", raising=False)
    server = made(tmp_path, os.getpid())
    begun = time.monotonic()
    with (
        pytest.raises(StoreError, match="has ended without being stopped"),
        open_store(init_project(tmp_path / "p")),
    ):
        pass
    assert time.monotonic() - begun < 2
    assert server.state_file.exists()


def test_a_server_whose_password_is_gone(tmp_path: Path) -> None:
    server = made(tmp_path, os.getpid())
    server.password_file.unlink()
    with pytest.raises(StoreError, match="password of this folder's Neo4j cannot be read"):
        _ = server.address


def test_the_store_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NEO4J_URI", raising=False)
    project = init_project(tmp_path / "p")
    assert store_name(project) == "the embedded store"
    server = made(tmp_path, os.getpid())
    assert store_name(project) == "this folder's Neo4j server (bolt://127.0.0.1:7001)"
    server.state_file.unlink()
    assert store_name(project) == "the embedded store, because this folder's Neo4j server is stopped"
    monkeypatch.setenv("NEO4J_URI", "neo4j+s://me:secret@there:7687")
    assert store_name(project) == "the Neo4j server that NEO4J_URI names (there:7687)"
