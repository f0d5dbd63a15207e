"""A folder's own server, by real processes: start, load, ask, stop, start, be killed, ask the embedded store."""

from __future__ import annotations

import os
import shutil
import socket
import stat
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.cypher import Statement
from kg.errors import StoreError
from kg.project import Project
from kg.server import ports
from kg.stores.local import LocalServer, announced, home_in
from kg.stores.neo4j import connect
from tests.cli.test_start import kg
from tests.neo4j.server import installed_jars, need_java
from tests.queries.conftest import load_demo


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    """The demo's folder with the claims written by hand, never loaded; its server is stopped at the end."""
    need_java()
    servers = installed_jars().parent
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KG_NEO4J_HOME", str(servers))
        patch.setenv("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1")  # starts sooner
        for name in ("NEO4J_URI", "NEO4J_USERNAME", "NEO4J_PASSWORD"):
            patch.delenv(name, raising=False)
        made, _ = load_demo(tmp_path_factory.mktemp("own") / "project")
        yield made
        kg("neo4j", "stop", cwd=made.root)


def running(project: Project) -> LocalServer:
    server = announced(home_in(project.store))
    assert server is not None
    return server


def says(project: Project, *words: str, code: int = 0) -> str:
    """What the command prints, both streams."""
    done = kg(*words, cwd=project.root)
    assert done.returncode == code, done.stderr
    return done.stdout + done.stderr


@pytest.mark.neo4j
@pytest.mark.timeout(600)
def test_the_life_of_a_server(project: Project) -> None:
    printed = says(project, "neo4j", "start")
    server = running(project)
    assert server.process() is not None
    assert server.browser in printed
    assert str(server.password_file) in printed
    _nobody_reads_the_password(project, printed)

    assert f"runs already (process {server.pid})" in says(project, "neo4j", "start")
    assert running(project) == server
    loaded = says(project, "load")
    assert f"store: this folder's Neo4j server ({server.uri})" in loaded
    assert "10 articles" in loaded
    answer = says(project, "ask", "who-defected", "--from", "Ak-Jol", "--format", "csv")
    assert "Ak-Jol" in answer
    assert "Neo4j 5.26.30 runs" in says(project, "neo4j", "status")

    assert "stopped in" in says(project, "neo4j", "stop")
    assert announced(server.home) is None

    (server.home / "conf" / "neo4j.conf").write_text("server.databases.read_only=neo4j\n", "utf-8")
    says(project, "neo4j", "start")
    assert says(project, "ask", "who-defected", "--from", "Ak-Jol", "--format", "csv") == answer
    _writing_is_refused(running(project))

    _kill(running(project))
    begun = time.monotonic()
    assert "has ended without being stopped" in says(project, "ask", "who-defected", code=5)
    assert time.monotonic() - begun < 20
    assert "ended without being stopped" in says(project, "neo4j", "status")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        # far enough to see that a server that was killed is not taken for one that runs
        wish = ("--bolt-port", str(taken.getsockname()[1]))
        assert f"(process {os.getpid()})" in says(project, "neo4j", "start", *wish, code=5)
    assert "had ended already" in says(project, "neo4j", "stop")
    assert "no Neo4j server of this folder runs" in says(project, "neo4j", "stop")

    assert "asking the embedded store, because" in says(project, "cypher", "MATCH (n) RETURN count(n) AS n")
    assert "store: the embedded store" in says(project, "load")
    done = kg("ask", "who-defected", "--from", "Ak-Jol", "--format", "csv", cwd=project.root)
    assert done.stdout == answer


def _writing_is_refused(server: LocalServer) -> None:
    store = connect(server.address)
    try:
        with pytest.raises(StoreError, match="refuses writing: the account 'neo4j' has no right to write, or"):
            store.write([Statement("UNWIND $rows AS r CREATE (n:Resource {uri: r.uri})", [{"uri": "x"}])])
    finally:
        store.close()


def _kill(server: LocalServer) -> None:
    process = server.process()
    assert process is not None
    process.kill()
    process.wait(30)


def _nobody_reads_the_password(project: Project, printed: str) -> None:
    """It is in one file that only this user can read, and in no process, log, setting or output."""
    server = running(project)
    password = server.password_file.read_text("utf-8").strip()
    assert len(password) >= 32
    for path in (server.password_file, server.state_file):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(server.home.stat().st_mode) == 0o700
    assert password not in printed + says(project, "neo4j", "status")
    process = server.process()
    assert process is not None
    assert not any(password in word for word in (*process.cmdline(), *process.environ().values()))
    holding = [path for path in server.home.rglob("*") if path.is_file() and password.encode() in path.read_bytes()]
    assert holding == [server.password_file]


@pytest.mark.neo4j
def test_a_damaged_jar_is_refused(project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    jars = installed_jars()
    shutil.copytree(jars, tmp_path / jars.name, copy_function=os.link)
    altered = next((tmp_path / jars.name).glob("asm-9*.jar"))
    content = altered.read_bytes()
    altered.unlink()  # a link: the original stays as it is
    altered.write_bytes(content + b"\0")
    monkeypatch.setenv("KG_NEO4J_HOME", str(tmp_path))
    assert f"{altered} is not the file that it should be" in says(project, "neo4j", "start", code=7)


@pytest.mark.neo4j
def test_a_server_that_does_not_start_is_quoted(project: Project) -> None:
    conf = home_in(project.store) / "conf" / "neo4j.conf"
    conf.parent.mkdir(parents=True, exist_ok=True)
    conf.write_text("no.such.setting=1\n", "utf-8")
    said = says(project, "neo4j", "start", code=5)
    conf.write_text("", "utf-8")
    assert "No declared setting with name: no.such.setting" in said
    assert announced(conf.parents[1]) is None


def test_no_server_is_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_NEO4J_HOME", str(tmp_path / "servers"))
    assert kg("init", cwd=tmp_path).returncode == 0
    done = kg("neo4j", "start", cwd=tmp_path)
    assert (done.returncode, done.stderr.strip()) == (
        7,
        "kg: Neo4j 5.26.30 is not installed; install it with: kg neo4j install",
    )
    assert kg("neo4j", "stop", cwd=tmp_path).stderr.strip() == "no Neo4j server of this folder runs"


def test_ports() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert ports.choose(None, port) != port
        with pytest.raises(StoreError, match=rf"port {port} is taken by .*process {os.getpid()}"):
            ports.choose(port, 1)
    assert ports.choose(port, 1) == port
