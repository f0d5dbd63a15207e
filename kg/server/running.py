"""The Neo4j server of a project folder: started, stopped, looked at. Its data lies in the folder's .kg/neo4j/."""

from __future__ import annotations

import secrets
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

from kg.browser import beside
from kg.errors import BusyError, ProjectError, ResourceError
from kg.server import ports
from kg.server.jars import check, folder_of, installed
from kg.server.java import java_for
from kg.server.launch import Launch, await_answer, prepare, set_password, spawn
from kg.server.releases import DEFAULT, RELEASES, Release, release_of
from kg.stores.hold import take, write_private
from kg.stores.local import LocalServer, announced, password_file

__all__ = ["Stopped", "Wish", "size", "start", "stop"]

STOP_SECONDS = 60.0
"""How long a server may take to end by itself; 3 s are usual."""

_VERSION = "version"
_BROWSER = "browser"
"""What the Browser shows the graph with lies there, and is served while the server runs."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What the user asked of a start; None leaves the choice to us."""

    version: str | None = None
    bolt: int | None = None
    http: int | None = None


@dataclass(frozen=True, slots=True)
class Stopped:
    """How a server ended: whether it had ended before, whether it had to be killed, and in how many seconds."""

    had_ended: bool
    killed: bool
    seconds: float


def start(home: Path, wish: Wish, tick: Callable[[int], None]) -> LocalServer:
    """Start the server of the folder, and return once it answers; `tick` is told the seconds so far.

    A server that runs already is returned as it is. Raises ResourceError when none is installed or Java does not fit,
    StoreError when a wished port is taken or the server does not start, BusyError when another process is at it.
    """
    with _held(home):
        if (found := announced(home)) and found.process():
            return found
        launch = _launch(home, wish)
        try:
            _give_password(launch)
            return _run(launch, tick)
        except BaseException:
            beside.stop(home / _BROWSER)
            raise


def stop(home: Path) -> Stopped | None:
    """End the server of the folder and wait until it has ended; None when none was started.

    Raises BusyError when another process starts or stops it.
    """
    if announced(home) is None:
        return None
    with _held(home):
        found = announced(home)
        if found is None:
            return None
        begun, process = time.monotonic(), found.process()
        killed = process is not None and _end(process)
        found.state_file.unlink(missing_ok=True)
        beside.stop(home / _BROWSER)
        return Stopped(had_ended=process is None, killed=killed, seconds=time.monotonic() - begun)


def size(home: Path) -> int:
    """How many bytes the server's folder takes."""
    total = 0
    for path in home.rglob("*"):
        try:
            total += path.stat().st_size if path.is_file() else 0
        except OSError:  # a running server removes files
            continue
    return total


@contextmanager
def _held(home: Path) -> Iterator[None]:
    hold = take(home)
    if hold is None:
        raise BusyError("another process is starting or stopping this folder's Neo4j server")
    try:
        yield
    finally:
        hold.release()


# -------------------------------------------------------------------------------------------------- starting


def _launch(home: Path, wish: Wish) -> Launch:
    release = _release(home, wish.version)
    java, jars = java_for(release), folder_of(release)
    check(jars, release)
    bolt, http = ports.choose(wish.bolt, ports.BOLT), ports.choose(wish.http, ports.HTTP)
    shown = beside.start(home / _BROWSER)
    return Launch(java, release, jars, home, bolt, http, beside.post_connect_settings(shown))


def _release(home: Path, wished: str | None) -> Release:
    """The release that was wished for, that made the folder's data, or that is installed, in this order."""
    made_by = _made_by(home)
    if wished and made_by and wished != made_by:
        raise ProjectError(
            f"the data in {home} is of Neo4j {made_by}; to use {wished}, delete that folder, start, and load again"
        )
    there = [release.version for release in installed()]
    version = wished or made_by or (DEFAULT if DEFAULT in there or not there else there[-1])
    if version not in there:
        release = release_of(version)
        raise ResourceError(f"Neo4j {release.version} is not installed; install it with: {_install(release)}")
    return RELEASES[version]


def _install(release: Release) -> str:
    return "kg neo4j install" + ("" if release.version == DEFAULT else f" --version {release.version}")


def _made_by(home: Path) -> str | None:
    path = home / _VERSION
    return path.read_text(encoding="utf-8").strip() if path.exists() else None


def _give_password(launch: Launch) -> None:
    """A new random password for a server that has never run; one that has run keeps its own."""
    prepare(launch.home)
    file = password_file(launch.home)
    if (launch.home / "data" / "databases" / "system").exists():
        if not file.exists():
            raise ProjectError(f"{file} is gone; delete {launch.home}, start again, and load again")
        return
    # letters and digits only: the server's tool takes the file apart at blanks and quotes
    write_private(file, secrets.token_hex(24) + "\n")
    set_password(launch, file)
    (launch.home / _VERSION).write_text(launch.release.version + "\n", encoding="utf-8")


def _run(launch: Launch, tick: Callable[[int], None]) -> LocalServer:
    process = spawn(launch)
    server = LocalServer(launch.home, process.pid, launch.release.version, launch.bolt, launch.http)
    # said before it answers: should we be killed while waiting, `stop` still finds it
    write_private(server.state_file, server.as_json())
    try:
        await_answer(process, server.address, launch.log, tick)
    except BaseException:
        _end_child(process)
        server.state_file.unlink(missing_ok=True)
        raise
    # it outlives us: nobody is to wait for it, nor to be warned that nobody did
    process.returncode = 0
    return server


# -------------------------------------------------------------------------------------------------- stopping


def _end(process: psutil.Process) -> bool:
    """Ask the process to end, and wait; True when it had to be killed."""
    try:
        process.terminate()
        process.wait(STOP_SECONDS)
    except psutil.TimeoutExpired:
        process.kill()
        process.wait()
        return True
    except psutil.NoSuchProcess:
        pass
    return False


def _end_child(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
