"""Fetching a server: its jars from Maven Central through the user's own Maven, checked, and moved into place whole."""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from kg.errors import ProjectError, ResourceError
from kg.server.jars import check, folder_of, pinned
from kg.server.java import java_for
from kg.server.releases import BROWSER, Release

__all__ = ["install", "is_whole", "plan"]

Progress = Callable[[int, int | None], None]

POM = Path(__file__).resolve().parent / "pom.xml"
GOAL = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies"

_PIPED: Mapping[str, Any] = {
    "stdin": subprocess.DEVNULL,
    "stdout": subprocess.PIPE,
    "stderr": subprocess.STDOUT,
    "text": True,
    "errors": "replace",
}
_JAR = re.compile(r"([^/\s]+\.jar)\b")


def plan(release: Release) -> str:
    """What `install` would do, for the person who is asked. Raises ResourceError where Java or Maven is missing."""
    java_for(release)
    _maven_command()
    return (
        f"Neo4j Community {release.version} (a program of its own, under GPL-3.0) with the Browser {BROWSER}: "
        f"{len(pinned(release))} files, about {release.megabytes} MB, from Maven Central or the mirror that your Maven "
        f"is set up with, into {folder_of(release)}. Each file is checked against the digest that kg ships."
    )


def is_whole(release: Release) -> bool:
    """Whether the release is installed and every file is what it should be."""
    try:
        check(folder_of(release), release)
    except ResourceError:
        return False
    return True


def install(release: Release, progress: Progress) -> Path:
    """Fetch, check and put in place; return the folder. `progress` is told how many files are there, of how many.

    What was in that place is replaced. Raises ResourceError where there is no Maven or it fails, and for a file that is
    not what it should be; the place is as it was then.
    """
    target = folder_of(release)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=".fetching-") as place:
            fetched = Path(place) / "jars"
            _fetch(release, fetched, progress)
            check(fetched, release)
            if target.exists():
                target.rename(Path(place) / "replaced")
            fetched.rename(target)
    except OSError as error:
        raise ProjectError(f"{target} cannot be written: {error.strerror}") from error
    return target


def _fetch(release: Release, folder: Path, progress: Progress) -> None:
    names, total = set(), len(pinned(release))
    lines: list[str] = []
    for line in _maven(release, folder):
        lines.append(line)
        names.update(_JAR.findall(line))
        progress(min(len(names), total), total)
    if not folder.is_dir():
        raise ResourceError(f"Maven has fetched nothing: {lines[-1] if lines else 'it said nothing'}")


def _maven_command() -> str:
    command = shutil.which("mvn")
    if command is None:
        raise ResourceError("no Maven (mvn) on the path, which fetches the server; your system's packages have it")
    return command


def _maven(release: Release, folder: Path) -> Iterator[str]:
    """What Maven prints. Raises ResourceError where it fails."""
    options = ["-B", "-Dstyle.color=never", "-f", str(POM), GOAL, "-DincludeScope=runtime"]
    settings = [f"-DoutputDirectory={folder}", f"-Dneo4j.version={release.version}", f"-Dbrowser.version={BROWSER}"]
    last, reason = "", ""
    command = [_maven_command(), *options, *settings]
    with subprocess.Popen(command, **_PIPED) as process:
        assert process.stdout is not None
        try:
            for line in map(str.strip, process.stdout):
                yield line
                last = line or last
                reason = reason or (line if line.startswith("[ERROR]") else "")
        except BaseException:
            process.terminate()
            raise
    if process.returncode:
        raise ResourceError(f"Maven failed ({process.returncode}): {reason or last}")
