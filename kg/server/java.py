"""The Java that runs a server: the one in JAVA_HOME, else the one on the path."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

from kg.errors import ResourceError
from kg.server.releases import Release

__all__ = ["OPENED", "java_for"]

OPENED = tuple(
    f"--add-opens=java.base/{package}=ALL-UNNAMED"
    for package in ("java.nio", "java.io", "sun.nio.ch", "java.util.concurrent")
)
"""The packages of Java's own that the server reaches into."""

_VERSION = re.compile(r'version "(?:1\.)?(\d+)')
_SECONDS = 30


def java_for(release: Release) -> str:
    """The command that starts Java. Raises ResourceError where there is none, or one that the release cannot run on."""
    command = _found(release)
    try:
        told = subprocess.run([command, "-version"], capture_output=True, text=True, timeout=_SECONDS, check=True)
    except (OSError, subprocess.SubprocessError) as error:
        raise ResourceError(f"{command} does not run: {error}") from error
    version = _VERSION.search(told.stderr)
    if version is None or int(version[1]) not in release.javas:
        found = f"Java {version[1]}" if version else "of no version that it tells"
        raise ResourceError(
            f"Neo4j {release.version} wants {release.wanted_java}, and {command} is {found}; "
            "name another with JAVA_HOME"
        )
    return command


def _found(release: Release) -> str:
    home = os.environ.get("JAVA_HOME")
    command = shutil.which("java", path=Path(home) / "bin" if home else None)
    if command is None:
        where = f"no Java in JAVA_HOME ({home})" if home else "no Java on the path"
        raise ResourceError(f"{where}; Neo4j {release.version} wants {release.wanted_java}")
    return command
