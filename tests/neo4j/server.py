"""Throw-away Neo4j servers for tests: one that is running, else from Docker, else from the jars of Maven Central.

KG_TEST_NEO4J_URI        a server to use as the LTS release (with NEO4J_USERNAME, NEO4J_PASSWORD); it must be empty, or
KG_TEST_NEO4J_2026_URI   the same for the newest release
KG_TEST_NEO4J_WIPE=1     they may be emptied
KG_REQUIRE_NEO4J=1       not finding a server of the LTS release is a failure. The newest one is skipped in one line
                         where there is no Java for it: Debian 12 has none new enough.
"""

from __future__ import annotations

import os
import shlex
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from kg.errors import StoreError
from kg.server.install import install, is_whole
from kg.server.jars import folder_of
from kg.server.java import OPENED
from kg.server.launch import Launch, await_answer, prepare, set_password, spawn
from kg.server.releases import DEFAULT, RELEASES, release_of
from kg.stores.hold import write_private
from kg.stores.neo4j import Address, connect
from tests.neo4j.java import java_for

LTS, NEWEST = RELEASES
assert LTS == DEFAULT
IMAGES = {LTS: "neo4j:5.26-community", NEWEST: f"neo4j:{NEWEST}"}
GIVEN = {LTS: "KG_TEST_NEO4J_URI", NEWEST: "KG_TEST_NEO4J_2026_URI"}
HEAP = "512m"
QUICK = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
"""Options of Java that make a server start with half the work; it does a long job more slowly."""

START_SECONDS = 240
OPEN = {"dbms.security.auth_enabled": "false", "server.memory.pagecache.size": "64m"}
"""Settings of a server without accounts."""


@contextmanager
def server(home: Path, release: str = LTS) -> Iterator[Address]:
    """The address of an empty server of the release; skips the test where there is none to be had."""
    uri = os.environ.get(GIVEN[release])
    if uri:
        user, password = os.environ.get("NEO4J_USERNAME"), os.environ.get("NEO4J_PASSWORD")
        yield _emptied(Address(uri, None, user, password))
    elif _docker_runs():
        with _from_docker(release) as address:
            yield address
    else:
        need_java(release)
        with launched(home, release) as own:
            yield own.address


def need_java(release: str = LTS) -> None:
    """Skip the test, or fail it, where no server of our own can be started."""
    if can_launch(release):
        return
    java = release_of(release).wanted_java
    missing = f"no Neo4j {release}: set {GIVEN[release]}, start Docker, or install {java} and Maven"
    if release == LTS and os.environ.get("KG_REQUIRE_NEO4J") == "1":
        pytest.fail(missing)
    pytest.skip(missing)


def can_launch(release: str) -> bool:
    """Whether a server of the release can be started from its jars, which may have to be fetched first."""
    return java_for(release) is not None and (is_there(release) or shutil.which("mvn") is not None)


def _emptied(address: Address) -> Address:
    store = connect(address)
    try:
        (row,) = store.read("MATCH (n) RETURN count(n) AS n")
    finally:
        store.close()
    if row["n"] and os.environ.get("KG_TEST_NEO4J_WIPE") != "1":
        pytest.fail(f"{address.uri} holds {row['n']} nodes; give an empty database, or set KG_TEST_NEO4J_WIPE=1")
    return address


# ---------------------------------------------------------------------------------------------------- Docker


def _docker_runs() -> bool:
    return bool(shutil.which("docker")) and _succeeds(["docker", "info"])


def _succeeds(command: list[str]) -> bool:
    return subprocess.run(command, capture_output=True, check=False, timeout=30).returncode == 0


@contextmanager
def _from_docker(release: str) -> Iterator[Address]:
    port = free_port()
    command = ["docker", "run", "--rm", "-d", "-p", f"127.0.0.1:{port}:7687", "-e", "NEO4J_AUTH=none"]
    memory = ["-e", f"NEO4J_server_memory_heap_max__size={HEAP}", IMAGES[release]]
    started = subprocess.run([*command, *memory], capture_output=True, text=True, check=True, timeout=600)
    try:
        yield _answering(Address(f"bolt://127.0.0.1:{port}"))
    finally:
        subprocess.run(["docker", "kill", started.stdout.strip()], capture_output=True, check=False)


# ------------------------------------------------------------------------------------------- a server of our own


@dataclass
class Server:
    """A server of our own without accounts, which can be killed and started again at the same port."""

    home: Path
    release: str
    port: int = field(default_factory=lambda: free_port())
    heap: str = HEAP
    options: tuple[str, ...] = QUICK

    @property
    def address(self) -> Address:
        """Where it is, or will be."""
        return Address(f"bolt://127.0.0.1:{self.port}")

    def start(self) -> None:
        """Start it, and wait until it answers."""
        prepare(self.home)
        with (self.home / "console.log").open("ab") as log:
            self._process = subprocess.Popen(self._command(), stdout=log, stderr=subprocess.STDOUT)
        _answering(self.address, self._process)

    def stop(self) -> None:
        """End it as an administrator would."""
        self._process.terminate()
        self._process.wait(timeout=60)

    def kill(self) -> None:
        """End it as a power cut would."""
        self._process.kill()
        self._process.wait(timeout=60)

    def _command(self) -> list[str]:
        java, *parts = _launch(self.home, self.release, self.port, {**OPEN, "server.http.enabled": "false"}).command()
        kept = [part for part in parts if not part.startswith(("-Xmx", "-XX:+UseG1GC"))]
        return [java, f"-Xmx{self.heap}", *self.options, *kept]


@contextmanager
def launched(home: Path, release: str = LTS, *, heap: str = HEAP, options: tuple[str, ...] = QUICK) -> Iterator[Server]:
    """A server of our own, stopped at the end. Wants `can_launch`."""
    own = Server(home, release, heap=heap, options=options)
    own.start()
    try:
        yield own
    finally:
        own.stop()


@contextmanager
def launched_with(home: Path, settings: Mapping[str, str], account: Address) -> Iterator[tuple[Launch, Address]]:
    """A server of the LTS release with more settings; the account's address gets the port. Wants `can_launch`."""
    launch = _launch(home, LTS, free_port(), settings)
    prepare(home)
    if account.password is not None:
        password = home / "password"
        write_private(password, account.password)
        set_password(launch, password)
    process = spawn(launch)
    address = replace(account, uri=f"{account.uri}:{launch.bolt}")
    try:
        await_answer(process, address, launch.log, lambda seconds: None)
        yield launch, address
    finally:
        process.terminate()
        process.wait(timeout=60)


@contextmanager
def imported(home: Path, command: Sequence[str], release: str = LTS) -> Iterator[Address]:
    """The address of a server that holds what the command, run first for an empty home, imports."""
    need_java(release)
    prepare(home)
    admin(home, command, release)
    with launched(home, release) as own:
        yield own.address


def admin(home: Path, command: Sequence[str], release: str = LTS) -> str:
    """Run the command with a `neo4j-admin` for the home; return what it printed."""
    java = [java_for(release) or "java", f"-Xmx{HEAP}", *OPENED, "-cp", f"{installed_jars(release)}/*"]
    programs = home / "bin"
    programs.mkdir()
    write_private(programs / "neo4j-admin", f'#!/bin/sh\nexec {shlex.join(java)} org.neo4j.cli.AdminTool "$@"\n')
    (programs / "neo4j-admin").chmod(0o700)
    path = f"{programs}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        # found in this path, not in that of the tests; the report of bad rows goes to the working folder
        ["/usr/bin/env", f"PATH={path}", *command],
        cwd=home,
        env=os.environ | {"NEO4J_HOME": str(home)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def _launch(home: Path, release: str, port: int, settings: Mapping[str, str]) -> Launch:
    java = java_for(release) or "java"
    return Launch(java, release_of(release), installed_jars(release), home, port, free_port(), settings)


def servers_folder() -> Path:
    """Where tests keep servers: for KG_NEO4J_HOME."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "kg" / "neo4j"


def installed_jars(release: str = LTS) -> Path:
    """The server's jars, fetched once into the user's cache by what `kg neo4j install` does."""
    with _at_home():
        wanted = release_of(release)
        return folder_of(wanted) if is_whole(wanted) else install(wanted, lambda done, total: None)


def is_there(release: str) -> bool:
    """Whether the jars have been fetched."""
    with _at_home():
        return is_whole(release_of(release))


@contextmanager
def _at_home() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KG_NEO4J_HOME", str(servers_folder()))
        yield


def _answering(address: Address, process: subprocess.Popen[bytes] | None = None) -> Address:
    """The address, once the server behind it answers a query: its port opens seconds before."""
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            connect(address).close()
        except StoreError:
            ended = process is not None and process.poll() is not None
            if ended or time.monotonic() > deadline:
                raise
            time.sleep(0.3)
        else:
            return address


def free_port() -> int:
    """A port of the loopback interface that nobody uses now."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])
