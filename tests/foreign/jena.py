"""Apache Jena, which shares no code with the libraries that we use: its jars from Maven Central, fetched once.

KG_REQUIRE_JENA=1    not being able to run it is a failure
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest

from kg.server.install import GOAL
from tests.neo4j.java import java_for
from tests.neo4j.server import LTS, servers_folder

__all__ = ["VERSION", "run"]

VERSION = "5.6.0"
POM = Path(__file__).with_name("pom.xml")
QUICK = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx512m")


def run(command: str, *arguments: str | Path, code: int = 0) -> str:
    """What a command of Jena's ("riotcmd.riot") prints; else what it says on stderr, as riot does of its counts.

    Skips the test where Jena cannot run; fails it where it ends with another code than the one wanted.
    """
    java = java_for(LTS)  # 17 or later, as Jena wants it
    if java is None or not (_folder().is_dir() or shutil.which("mvn")):
        _missing("no Jena: install Java 17 and Maven")
    line = [java or "java", *QUICK, "-cp", f"{_jars()}/*", command, *map(str, arguments)]
    done = subprocess.run(line, capture_output=True, text=True, check=False, timeout=240)
    assert done.returncode == code, done.stdout[-2000:] + done.stderr[-2000:]
    return done.stdout or done.stderr


def _missing(reason: str) -> None:
    (pytest.fail if os.environ.get("KG_REQUIRE_JENA") == "1" else pytest.skip)(reason)


def _folder() -> Path:
    return servers_folder().parent / "jena" / VERSION


def _jars() -> Path:
    """The folder of the jars, in the user's cache."""
    folder = _folder()
    if not folder.is_dir():
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".fetching-") as place:
            target = Path(place) / "jars"
            options = [f"-DoutputDirectory={target}", f"-Djena.version={VERSION}", "-DincludeScope=runtime"]
            command = ["mvn", "-B", "-q", "-f", str(POM), GOAL, *options]
            done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=280)
            if done.returncode:
                _missing(f"Maven has not fetched Jena: {done.stdout[-500:]}")
            target.rename(folder)
    return folder
