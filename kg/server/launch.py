"""A server's process: its folder, its command line, its start, and what it says when it does not start."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kg.errors import StoreError
from kg.plain import one_line
from kg.server.java import OPENED
from kg.server.releases import Release
from kg.stores.local import home_argument
from kg.stores.neo4j import Address, connect

__all__ = ["Launch", "await_answer", "last_lines", "prepare", "set_password", "spawn"]

HEAP = "1g"
"""The most memory that Java takes for itself; it begins with an eighth. KG_NEO4J_HEAP names another amount."""

PAGE_CACHE = "128m"
START_SECONDS = 240.0
"""A first start takes 6 to 10 s on an idle machine, and took 75 s on one that was six times overloaded."""

LINES = 3
_PAUSE = 0.25


@dataclass(frozen=True, slots=True)
class Launch:
    """What is started: which Java runs which release's jars, for which folder, at which ports."""

    java: str
    release: Release
    jars: Path
    home: Path
    bolt: int
    http: int
    settings: Mapping[str, str] = field(default_factory=dict)
    """More settings of Neo4j, which go before kg's own."""

    @property
    def log(self) -> Path:
        """What the process prints."""
        return self.home / "logs" / "console.log"

    def command(self) -> list[str]:
        """The command line. It holds no password."""
        settings = {**_SETTINGS, **self._addresses(), **self.settings}
        heap = os.environ.get("KG_NEO4J_HEAP") or HEAP
        return [
            *(self.java, "-Xms128m", f"-Xmx{heap}", "-XX:+UseG1GC", "-XX:+ExitOnOutOfMemoryError", *OPENED),
            *("--enable-native-access=ALL-UNNAMED", "-Djava.awt.headless=true", "-Dfile.encoding=UTF-8"),
            *("-cp", f"{self.jars}/*", self.release.main),
            *(home_argument(self.home), f"--config-dir={self.home / 'conf'}", "--console-mode"),
            *(part for name, value in settings.items() for part in ("-c", f"{name}={value}")),
        ]

    def _addresses(self) -> Mapping[str, str]:
        ports = {"bolt": self.bolt, "http": self.http}
        listen = {f"server.{name}.listen_address": f"127.0.0.1:{port}" for name, port in ports.items()}
        return listen | {f"server.{name}.advertised_address": f"localhost:{port}" for name, port in ports.items()}


_SETTINGS = {
    "server.memory.pagecache.size": PAGE_CACHE,
    "dbms.usage_report.enabled": "false",
    "client.allow_telemetry": "false",
    # an empty folder takes 2 MB instead of 516, and the server stops in 3 seconds instead of 12
    "db.tx_log.preallocate": "false",
    "internal.dbms.bolt.netty_server_shutdown_quiet_period": "0",
}


def prepare(home: Path) -> None:
    """Make the server's folder, which only this user can enter; settings in conf/neo4j.conf stay."""
    home.mkdir(parents=True, exist_ok=True)
    home.chmod(0o700)
    for name in ("conf", "data", "logs", "run", "plugins", "import", "licenses"):
        (home / name).mkdir(exist_ok=True)
    (home / "conf" / "neo4j.conf").touch()


def set_password(launch: Launch, password_file: Path) -> None:
    """Give the account `neo4j` of a server that has never run the password in the file.

    The file's name goes on the command line, for others may read that; the server's own tool reads the file.
    """
    command = [launch.java, *OPENED, "-cp", f"{launch.jars}/*", "org.neo4j.cli.AdminTool"]
    done = subprocess.run(
        [*command, "dbms", "set-initial-password", f"@{password_file}"],
        env={**_environment(), "NEO4J_HOME": str(launch.home), "NEO4J_CONF": str(launch.home / "conf")},
        capture_output=True,
        text=True,
        timeout=START_SECONDS,
        check=False,
    )
    if done.returncode:
        told = one_line(done.stderr).replace(password_file.read_text(encoding="utf-8").strip(), "…")
        raise StoreError(f"the password of the new server cannot be set: {told[-500:]}")


def spawn(launch: Launch) -> subprocess.Popen[bytes]:
    """Start the server as a process of its own, which outlives this one and no Ctrl-C reaches."""
    with launch.log.open("wb") as log:
        return subprocess.Popen(
            launch.command(),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            env=_environment(),
            start_new_session=True,
        )


def await_answer(process: subprocess.Popen[bytes], address: Address, log: Path, tick: Callable[[int], None]) -> None:
    """Return once a query is answered, which is seconds after the port opens; `tick` is told the seconds so far.

    Raises StoreError with the log's last lines when the server ends, or takes longer than START_SECONDS.
    """
    begun = time.monotonic()
    while not _answers(address):
        seconds = time.monotonic() - begun
        tick(int(seconds))
        if process.poll() is not None:
            raise StoreError(f"the server ended by itself (code {process.returncode}); {last_lines(log)}")
        if seconds > START_SECONDS:
            raise StoreError(f"the server has not answered in {START_SECONDS:.0f} s; {last_lines(log)}")
        time.sleep(_PAUSE)


def last_lines(log: Path) -> str:
    """The end of the log as a phrase, with where the rest is."""
    lines = log.read_text(encoding="utf-8", errors="replace").splitlines() if log.exists() else []
    told = [line.strip() for line in lines if line.strip() and not line.lstrip().startswith("at ")]
    return f"the last lines of {log}: {' / '.join(told[-LINES:]) or 'none'}"


def _answers(address: Address) -> bool:
    try:
        connect(address).close()
    except StoreError:
        return False
    return True


def _environment() -> Mapping[str, str]:
    """Ours, without other servers' accounts."""
    return {name: value for name, value in os.environ.items() if not name.startswith("NEO4J_")}
