"""Throw-away Neo4j servers for tests: one that is running, else from Docker, else from the jars of Maven Central.

KG_TEST_NEO4J_URI        a server to use as the LTS release (with NEO4J_USERNAME, NEO4J_PASSWORD); it must be empty, or
KG_TEST_NEO4J_2026_URI   the same for the newest release
KG_TEST_NEO4J_WIPE=1     they may be emptied
KG_REQUIRE_NEO4J=1       not finding a server of the LTS release is a failure. The newest one is skipped in one line
                         where there is no Java for it: Debian 12 has none new enough.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from kg.errors import StoreError
from kg.stores.neo4j import Address, connect
from tests.neo4j.java import JAVAS, java_for

LTS, NEWEST = JAVAS
IMAGES = {LTS: "neo4j:5.26-community", NEWEST: f"neo4j:{NEWEST}"}
MAINS = {LTS: "org.neo4j.server.CommunityEntryPoint", NEWEST: "org.neo4j.server.Neo4jCommunity"}
GIVEN = {LTS: "KG_TEST_NEO4J_URI", NEWEST: "KG_TEST_NEO4J_2026_URI"}
HEAP = "512m"
QUICK = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
"""Options of Java that make a server start with half the work; it does a long job more slowly."""

POM = Path(__file__).with_name("pom.xml")
PLUGIN = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies"
START_SECONDS, DOWNLOAD_SECONDS = 240, 600
OPENED = ("java.base/java.nio", "java.base/java.io", "java.base/sun.nio.ch", "java.base/java.util.concurrent")


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


def need_java(release: str) -> None:
    """Skip the test, or fail it, where no server of our own can be started."""
    if can_launch(release):
        return
    java = " or ".join(map(str, JAVAS[release]))
    missing = f"no Neo4j {release}: set {GIVEN[release]}, start Docker, or install Java {java} and Maven"
    if release == LTS and os.environ.get("KG_REQUIRE_NEO4J") == "1":
        pytest.fail(missing)
    pytest.skip(missing)


def can_launch(release: str) -> bool:
    """Whether a server of the release can be started from its jars, which may have to be fetched first."""
    return java_for(release) is not None and (_are_there(release) or shutil.which("mvn") is not None)


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
        for name in ("conf", "data", "logs", "run", "plugins", "import", "licenses"):
            (self.home / name).mkdir(parents=True, exist_ok=True)
        (self.home / "conf" / "neo4j.conf").touch()
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
        settings = {
            "server.bolt.listen_address": f"127.0.0.1:{self.port}",
            "server.http.enabled": "false",
            "server.memory.pagecache.size": "64m",
            "dbms.security.auth_enabled": "false",
            "dbms.usage_report.enabled": "false",
            "client.allow_telemetry": "false",
            # an empty home is 2 MB instead of 516, and stops in 3 seconds instead of 12
            "db.tx_log.preallocate": "false",
            "internal.dbms.bolt.netty_server_shutdown_quiet_period": "0",
        }
        return [
            *(
                java_for(self.release) or "java",
                "-Xms128m",
                f"-Xmx{self.heap}",
                *self.options,
                "-Djava.awt.headless=true",
            ),
            *(f"--add-opens={module}=ALL-UNNAMED" for module in OPENED),
            *("-cp", f"{self.home}/conf/*:{jars(self.release)}/*", MAINS[self.release]),
            *(f"--home-dir={self.home}", f"--config-dir={self.home}/conf", "--console-mode"),
            *(part for name, value in settings.items() for part in ("-c", f"{name}={value}")),
        ]


@contextmanager
def launched(home: Path, release: str = LTS, *, heap: str = HEAP, options: tuple[str, ...] = QUICK) -> Iterator[Server]:
    """A server of our own, stopped at the end. Wants `can_launch`."""
    own = Server(home, release, heap=heap, options=options)
    own.start()
    try:
        yield own
    finally:
        own.stop()


def jars(release: str) -> Path:
    """The release's jars, fetched once into the user's cache."""
    if not _are_there(release):
        command = ["mvn", "-B", "-q", "-f", str(POM), PLUGIN, "-DincludeScope=runtime", f"-Dneo4j.version={release}"]
        subprocess.run([*command, f"-DoutputDirectory={_folder(release)}"], check=True, timeout=DOWNLOAD_SECONDS)
    return _folder(release)


def _are_there(release: str) -> bool:
    return (_folder(release) / f"neo4j-{release}.jar").exists()


def _folder(release: str) -> Path:
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return cache / "kg" / f"neo4j-{release}"


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
