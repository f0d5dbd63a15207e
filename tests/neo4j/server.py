"""A throw-away Neo4j server for tests: one that is running, else from Docker, else from the jars of Maven Central.

KG_TEST_NEO4J_URI      a server to use (with NEO4J_USERNAME, NEO4J_PASSWORD); it must be empty, or
KG_TEST_NEO4J_WIPE=1   may be emptied
KG_REQUIRE_NEO4J=1     not finding one is a failure
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from kg.errors import StoreError
from kg.stores.neo4j import Address, connect

VERSION = "5.26.30"
IMAGE = "neo4j:5.26-community"
HEAP = "512m"
POM = Path(__file__).with_name("pom.xml")
PLUGIN = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies"
START_SECONDS, DOWNLOAD_SECONDS = 240, 600
OPENED = ("java.base/java.nio", "java.base/java.io", "java.base/sun.nio.ch", "java.base/java.util.concurrent")
NO_JAVA = "no server of our own: install Java 17 or 21 and Maven"
NO_SERVER = "no Neo4j server: set KG_TEST_NEO4J_URI, start Docker, or install Java 17 or 21 and Maven"


@contextmanager
def server(home: Path) -> Iterator[Address]:
    """The address of an empty server; skips the test where there is none to be had."""
    uri = os.environ.get("KG_TEST_NEO4J_URI")
    if uri:
        user, password = os.environ.get("NEO4J_USERNAME"), os.environ.get("NEO4J_PASSWORD")
        yield _emptied(Address(uri, None, user, password))
    elif _docker_runs():
        with _from_docker() as address:
            yield address
    elif can_launch():
        with _from_maven(home) as address:
            yield address
    elif os.environ.get("KG_REQUIRE_NEO4J") == "1":
        pytest.fail(NO_SERVER)
    else:
        pytest.skip(NO_SERVER)


def _emptied(address: Address) -> Address:
    store = connect(address)
    try:
        (row,) = store.read("MATCH (n) RETURN count(n) AS n")
    finally:
        store.close()
    if row["n"] and os.environ.get("KG_TEST_NEO4J_WIPE") != "1":
        pytest.fail(f"{address.uri} holds {row['n']} nodes; give an empty database, or set KG_TEST_NEO4J_WIPE=1")
    return address


def _docker_runs() -> bool:
    return bool(shutil.which("docker")) and _succeeds(["docker", "info"])


def _succeeds(command: list[str]) -> bool:
    return subprocess.run(command, capture_output=True, check=False, timeout=30).returncode == 0


@contextmanager
def _from_docker() -> Iterator[Address]:
    port = _free_port()
    command = ["docker", "run", "--rm", "-d", "-p", f"127.0.0.1:{port}:7687", "-e", "NEO4J_AUTH=none"]
    memory = ["-e", f"NEO4J_server_memory_heap_max__size={HEAP}"]
    started = subprocess.run([*command, *memory, IMAGE], capture_output=True, text=True, check=True, timeout=600)
    try:
        yield _answering(Address(f"bolt://127.0.0.1:{port}"))
    finally:
        subprocess.run(["docker", "kill", started.stdout.strip()], capture_output=True, check=False)


@contextmanager
def _from_maven(home: Path) -> Iterator[Address]:
    with launched(home, {"dbms.security.auth_enabled": "false"}, Address("bolt://127.0.0.1")) as (_, address):
        yield address


@dataclass(frozen=True)
class Launch:
    """The ports of a server of our own."""

    bolt: int
    http: int


@contextmanager
def launched(home: Path, settings: Mapping[str, str], account: Address) -> Iterator[tuple[Launch, Address]]:
    """A server of its own with more settings; the account's address gets the port. Wants `can_launch`."""
    jars, launch = _jars(), Launch(_free_port(), _free_port())
    for name in ("conf", "data", "logs", "run", "plugins", "import", "licenses"):
        (home / name).mkdir(parents=True, exist_ok=True)
    (home / "conf" / "neo4j.conf").touch()
    if account.password is not None:
        _set_password(home, jars, account.password)
    address = replace(account, uri=f"{account.uri}:{launch.bolt}")
    with (home / "console.log").open("wb") as log:
        process = subprocess.Popen(_command(home, jars, launch, settings), stdout=log, stderr=subprocess.STDOUT)
    try:
        yield launch, _answering(address)
    finally:
        process.terminate()
        process.wait(timeout=60)


def _command(home: Path, jars: Path, launch: Launch, more: Mapping[str, str]) -> list[str]:
    settings = {
        "server.bolt.listen_address": f"127.0.0.1:{launch.bolt}",
        "server.bolt.advertised_address": f"localhost:{launch.bolt}",
        "server.http.listen_address": f"127.0.0.1:{launch.http}",
        "server.memory.pagecache.size": "64m",
        "dbms.usage_report.enabled": "false",
        "client.allow_telemetry": "false",
        # an empty home is 2 MB instead of 516, and stops in 3 seconds instead of 12
        "db.tx_log.preallocate": "false",
        "internal.dbms.bolt.netty_server_shutdown_quiet_period": "0",
        **more,
    }
    return [
        *("java", "-Xms128m", f"-Xmx{HEAP}", "-Djava.awt.headless=true"),
        *(f"--add-opens={module}=ALL-UNNAMED" for module in OPENED),
        *("-cp", f"{home}/conf/*:{jars}/*", "org.neo4j.server.CommunityEntryPoint"),
        *(f"--home-dir={home}", f"--config-dir={home}/conf", "--console-mode"),
        *(part for name, value in settings.items() for part in ("-c", f"{name}={value}")),
    ]


def _set_password(home: Path, jars: Path, password: str) -> None:
    opened = [f"--add-opens={module}=ALL-UNNAMED" for module in OPENED]
    command = ["java", *opened, "-cp", f"{jars}/*", "org.neo4j.cli.AdminTool", "dbms", "set-initial-password", password]
    subprocess.run(command, env=os.environ | {"NEO4J_HOME": str(home)}, check=True, capture_output=True, timeout=120)


def need_java() -> None:
    """Skip or fail where no server of our own can be started."""
    if not can_launch():
        (pytest.fail if os.environ.get("KG_REQUIRE_NEO4J") == "1" else pytest.skip)(NO_JAVA)


def can_launch() -> bool:
    """Whether a server can be started from its jars, which may have to be fetched first."""
    return bool(shutil.which("java") and shutil.which("mvn"))


def _jars() -> Path:
    """The server's jars, fetched once into the user's cache."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    jars = cache / "kg" / f"neo4j-{VERSION}"
    if not (jars / f"neo4j-{VERSION}.jar").exists() or not list(jars.glob("neo4j-browser-*.jar")):
        command = ["mvn", "-B", "-q", "-f", str(POM), PLUGIN, "-DincludeScope=runtime", f"-DoutputDirectory={jars}"]
        subprocess.run([*command, f"-Dneo4j.version={VERSION}"], check=True, timeout=DOWNLOAD_SECONDS)
    return jars


def _answering(address: Address) -> Address:
    """The address, once the server behind it answers a query: its port opens seconds before."""
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            connect(address).close()
        except StoreError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.5)
        else:
            return address


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])
