"""The Java that a Neo4j server runs on: from JAVA_HOME, the path, or where a system keeps its Javas."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from kg.server.releases import release_of

KEPT = Path("/usr/lib/jvm")
_VERSION = re.compile(r'version "(?:1\.)?(\d+)')


def java_for(release: str) -> str | None:
    """The command of a Java that the release runs on; None where there is none."""
    return next((command for command in _commands() if _version(command) in release_of(release).javas), None)


def _commands() -> Iterator[str]:
    homes = [Path(os.environ["JAVA_HOME"])] if os.environ.get("JAVA_HOME") else []
    yield from (str(home / "bin" / "java") for home in homes)
    yield "java"
    yield from (str(path) for path in sorted(KEPT.glob("*/bin/java")))


@cache
def _version(command: str) -> int | None:
    try:
        told = subprocess.run([command, "-version"], capture_output=True, text=True, timeout=30, check=False).stderr
    except (OSError, subprocess.SubprocessError):
        return None
    found = _VERSION.search(told)
    return int(found[1]) if found else None
