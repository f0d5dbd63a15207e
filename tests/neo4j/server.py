"""A throw-away Neo4j server for tests: one that is running, else from Docker, else from the jars of Maven Central.

KG_TEST_NEO4J_URI      a server to use (with NEO4J_USERNAME, NEO4J_PASSWORD); it must be empty, or
KG_TEST_NEO4J_WIPE=1   may be emptied
KG_REQUIRE_NEO4J=1     not finding one is a failure
"""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from kg.errors import StoreError
from kg.server.install import install, is_whole
from kg.server.jars import folder_of
from kg.server.java import OPENED, java_for
from kg.server.launch import Launch, await_answer, prepare, set_password, spawn
from kg.server.ports import any_free
from kg.server.releases import DEFAULT, release_of
from kg.stores.hold import write_private
from kg.stores.neo4j import Address, connect

RELEASE = release_of(DEFAULT)
IMAGE = "neo4j:5.26-community"
HEAP = "512m"
START_SECONDS = 120
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


@contextmanager
def imported(home: Path, command: Sequence[str]) -> Iterator[Address]:
    """The address of a server that holds what `neo4j-admin …`, run first in an empty home, imports."""
    need_java()
    (home / "conf").mkdir(parents=True)
    (home / "conf" / "neo4j.conf").touch()
    admin(home, command)
    with _from_maven(home) as address:
        yield address


def admin(home: Path, command: Sequence[str]) -> str:
    """Run `neo4j-admin …` for the home; return what it printed."""
    name, *words = command
    assert name == "neo4j-admin"
    java = [
        java_for(RELEASE),
        f"-Xmx{HEAP}",
        *OPENED,
        "-cp",
        f"{installed_jars()}/*",
        "org.neo4j.cli.AdminTool",
        *words,
    ]
    done = subprocess.run(
        # the report of bad rows goes to the working folder
        [*java, "org.neo4j.cli.AdminTool", *words],
        cwd=home,
        env=os.environ | {"NEO4J_HOME": str(home)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


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
    port = any_free()
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


@contextmanager
def launched(home: Path, settings: Mapping[str, str], account: Address) -> Iterator[tuple[Launch, Address]]:
    """A server of its own with more settings; the account's address gets the port. Wants `can_launch`."""
    jars = installed_jars()
    launch = Launch(java_for(RELEASE), RELEASE, jars, home, any_free(), any_free(), settings)
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


def need_java() -> None:
    """Skip or fail where no server of our own can be started."""
    if not can_launch():
        (pytest.fail if os.environ.get("KG_REQUIRE_NEO4J") == "1" else pytest.skip)(NO_JAVA)


def can_launch() -> bool:
    """Whether a server can be started from its jars, which may have to be fetched first."""
    return bool(shutil.which("java") and shutil.which("mvn"))


def servers_folder() -> Path:
    """Where tests keep servers: for KG_NEO4J_HOME."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "kg" / "neo4j"


def installed_jars() -> Path:
    """The server's jars, fetched once into the user's cache by what `kg neo4j install` does."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KG_NEO4J_HOME", str(servers_folder()))
        return folder_of(RELEASE) if is_whole(RELEASE) else install(RELEASE, lambda done, total: None)


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
