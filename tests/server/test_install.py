"""Fetching a server: what is missing is named, no file is taken unchecked, the place changes whole or not at all."""

from __future__ import annotations

import hashlib
import re
import shutil
from pathlib import Path

import pytest

from kg.errors import ResourceError, UsageError
from kg.server import jars
from kg.server.install import install, is_whole, plan
from kg.server.java import java_for
from kg.server.releases import DEFAULT, RELEASES, Release, release_of
from tests.cli.test_start import kg
from tests.neo4j.server import installed_jars, need_java

RELEASE = release_of(DEFAULT)


@pytest.fixture
def tools(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is the whole path, and an empty place for servers."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setenv("KG_NEO4J_HOME", str(tmp_path / "servers"))
    return folder


def program(folder: Path, name: str, script: str) -> None:
    (folder / name).write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    (folder / name).chmod(0o755)


def java(folder: Path, version: str) -> None:
    program(folder, "java", f"echo 'openjdk version \"{version}\" 2026-01-01' >&2")


def no_progress(done: int, total: int | None) -> None:
    pass


@pytest.mark.parametrize("release", RELEASES.values(), ids=lambda release: release.version)
def test_every_release_has_a_digest_for_each_of_its_files(release: Release) -> None:
    pinned = jars.pinned(release)
    assert f"neo4j-{release.version}.jar" in pinned
    assert {f"neo4j-import-tool-{release.version}.jar", "neo4j-browser-5.24.0.jar"} <= pinned.keys()
    assert all(re.fullmatch(r"[0-9a-f]{64}", digest) for digest in pinned.values())
    assert all(re.fullmatch(r"[\w.+-]+\.jar", name) for name in pinned)


def test_no_java(tools: Path) -> None:
    with pytest.raises(ResourceError, match=r"no Java on the path; Neo4j 5\.26\.30 wants Java 17 or 21"):
        java_for(RELEASE)


@pytest.mark.parametrize(("version", "major"), [("1.8.0_402", "8"), ("11.0.2", "11"), ("25.0.3", "25")])
def test_a_java_too_old_or_too_new(tools: Path, version: str, major: str) -> None:
    java(tools, version)
    with pytest.raises(ResourceError, match=rf"wants Java 17 or 21, and \S+ is Java {major}"):
        java_for(RELEASE)


def test_a_java_that_fits_by_the_path_and_by_java_home(tools: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    java(tools, "17.0.15")
    assert java_for(RELEASE) == str(tools / "java")
    monkeypatch.setenv("JAVA_HOME", str(tools.parent / "none"))
    with pytest.raises(ResourceError, match="no Java in JAVA_HOME"):
        java_for(RELEASE)
    monkeypatch.setenv("JAVA_HOME", str(tools.parent))
    assert java_for(RELEASE) == str(tools.parent / "bin" / "java")


def test_no_maven(tools: Path) -> None:
    java(tools, "17.0.15")
    with pytest.raises(ResourceError, match="no Maven"):
        plan(RELEASE)


def test_a_maven_that_fails_is_quoted_and_nothing_is_left(tools: Path) -> None:
    java(tools, "17.0.15")
    program(
        tools, "mvn", "echo '[INFO] Scanning'\necho '[ERROR] no route to the mirror'\necho '[ERROR] [Help 1]'\nexit 1"
    )
    with pytest.raises(ResourceError, match=r"Maven failed \(1\): \[ERROR\] no route to the mirror"):
        install(RELEASE, no_progress)
    assert list(jars.servers_folder().iterdir()) == []


def test_what_maven_brings_is_not_taken_unchecked(tools: Path) -> None:
    java(tools, "17.0.15")
    there = jars.folder_of(RELEASE)
    there.mkdir(parents=True)
    (there / "before.jar").touch()
    folder = 'for word in "$@"; do case $word in -DoutputDirectory=*) out=${word#*=};; esac; done; /bin/mkdir -p "$out"'
    program(tools, "mvn", f'{folder}; echo evil > "$out/neo4j-5.26.30.jar"')
    with pytest.raises(ResourceError, match="is missing"):
        install(RELEASE, no_progress)
    assert [path.name for path in there.iterdir()] == ["before.jar"]
    assert [path.name for path in there.parent.iterdir()] == [there.name]


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of two jars that are what they should be."""
    folder = tmp_path / "jars"
    folder.mkdir()
    contents = {"a-1.jar": b"one", "b-2.jar": b"two"}
    for name, content in contents.items():
        (folder / name).write_bytes(content)
    digests = "".join(f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in contents.items())
    (tmp_path / f"{DEFAULT}.sha256").write_text(digests, "utf-8")
    monkeypatch.setattr(jars, "_DIGESTS", tmp_path)
    return folder


def test_every_file_is_checked(small: Path) -> None:
    jars.check(small, RELEASE)
    (small / "b-2.jar").write_bytes(b"twO")
    with pytest.raises(ResourceError, match=r"b-2\.jar is not the file that it should be"):
        jars.check(small, RELEASE)
    (small / "b-2.jar").rename(small / "c.jar")
    with pytest.raises(ResourceError, match=r"b-2\.jar is missing"):
        jars.check(small, RELEASE)
    (small / "b-2.jar").write_bytes(b"two")
    with pytest.raises(ResourceError, match=r"c\.jar does not belong"):
        jars.check(small, RELEASE)


def test_a_version_without_digests() -> None:
    with pytest.raises(UsageError, match=r"5\.26\.30, 2026\.08\.1"):
        release_of("5.26.29")


def test_nothing_is_fetched_unasked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if not (shutil.which("java") and shutil.which("mvn")):
        pytest.skip("Java and Maven are needed")
    monkeypatch.setenv("KG_NEO4J_HOME", str(tmp_path / "servers"))
    done = kg("neo4j", "install", cwd=tmp_path)
    assert done.returncode == 2
    assert "about 137 MB, from Maven Central" in done.stderr
    assert "kg neo4j install --yes" in done.stderr
    assert not (tmp_path / "servers").exists()


@pytest.mark.neo4j
def test_an_installed_server_is_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    need_java()
    folder = installed_jars()
    monkeypatch.setenv("KG_NEO4J_HOME", str(folder.parent))
    assert is_whole(RELEASE)
    assert jars.installed() == [RELEASE] or len(jars.installed()) > 1
