"""Options that several commands share, and what every command does with them."""

from __future__ import annotations

import getpass
import io
import sys
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO, TextIO

import typer

from kg.compression import compressor
from kg.errors import UsageError
from kg.files import named, replacing
from kg.plain import counted, one_line

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.project import Problem, Project
    from kg.stores import Store

__all__ = [
    "SOME_REJECTED",
    "Because",
    "ProjectFolder",
    "asked_store",
    "counted",
    "output",
    "progress",
    "project_at",
    "report",
    "say",
    "say_store",
    "store_of",
    "whoami",
]

SOME_REJECTED = 3
"""Exit code when something was left out and the rest was done: that of InputError."""

ProjectFolder = Annotated[
    Path, typer.Option("--project", envvar="KG_PROJECT", help="The project folder, or a folder inside it.")
]
Because = Annotated[str, typer.Option("--because", "-m", help="Why: kept with the decision.")]


def say(text: str) -> None:
    """A line for the person at the terminal: on stderr, so that stdout pipes."""
    typer.echo(one_line(text), err=True)


def project_at(folder: Path) -> Project:
    """The project that the folder is, or lies in."""
    from kg.project import find_project

    return find_project(folder)


@contextmanager
def store_of(project: Project) -> Iterator[Store]:
    """The project's store: Neo4j where NEO4J_URI is set, else the folder's own server, else the embedded one."""
    from kg.stores import open_store

    with open_store(project) as store:
        yield store


def say_store(project: Project) -> None:
    """Which store a load goes into, where that is not simply the embedded one."""
    from kg.stores import EMBEDDED, store_name

    name = store_name(project)
    if name != EMBEDDED:
        say(f"store: {name}")


def _say_stopped(project: Project) -> None:
    """That an answer comes from the embedded store, where the folder has a server that could answer."""
    from kg.stores import store_name

    if "stopped" in (name := store_name(project)):
        say(f"kg: asking {name} (kg neo4j start)")


@contextmanager
def asked_store(project: Project) -> Iterator[Store]:
    """The project's store, to be asked: what makes its answers old or incomplete is said first."""
    from kg.stores.freshness import behind
    from kg.stores.load import index_path

    _say_stopped(project)
    with store_of(project) as store:
        warning = behind(project, index_path(project, store))
        if warning is not None:
            say(f"kg: {warning}")
        yield store


@contextmanager
def output(path: Path | None, *, inputs: Iterable[Path] = ()) -> Iterator[TextIO]:
    """Where to write: the file, or stdout for None and `-`. Line feeds only, UTF-8, whatever the platform.

    A name that ends in `.gz` or `.zst` gives a compressed file (see `kg.compression`).
    The file comes into its place at the end: an error leaves what was there. Raises UsageError where it cannot be
    written, or is one of the `inputs` or lies in one that is a folder.
    """
    if path is None or str(path) == "-":
        yield sys.stdout
        return
    read = next((one for one in inputs if _is_within(path, one)), None)
    if read is not None:
        raise UsageError(f"{path} is what is read, or lies in it ({read}); write to another file")
    compressed = compressor(path)
    try:
        with named(path), _opened(path) as raw, compressed(raw) as packed, _text(packed) as file:
            yield file
    except OSError as error:
        if error.filename != str(path):
            raise
        lacking = isinstance(error, FileNotFoundError) and not path.parent.exists()
        reason = f"there is no folder {path.parent}, and none is made" if lacking else error.strerror
        raise UsageError(f"{path} cannot be written: {reason}") from error


@contextmanager
def _text(raw: BinaryIO) -> Iterator[TextIO]:
    """The binary file as one for text; it stays open, so that what wraps it can end it."""
    file = io.TextIOWrapper(raw, encoding="utf-8", newline="")
    try:
        yield file
    finally:
        file.detach()


def _is_within(path: Path, place: Path) -> bool:
    """Whether the path, which is there, is the place or lies in it."""
    if not path.exists() or str(place) == "-":
        return False
    return path.resolve().is_relative_to(place.resolve())


def _opened(path: Path) -> AbstractContextManager[BinaryIO]:
    """What is no file of its own, as a pipe, is written directly; so is what /dev/stdout leads to."""
    if path.is_file() and not str(path).startswith(("/dev/", "/proc/")) or not path.exists():
        return replacing(path)
    return path.open("wb")


@contextmanager
def progress(title: str) -> Iterator[Callable[[int, int | None], None]]:
    """A function (done, total or None) that shows how far it is: on stderr, only at a terminal."""
    if not sys.stderr.isatty():
        yield lambda done, total: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(title, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def report(problems: Iterable[Problem]) -> int:
    """Say each problem in a line on stderr; return how many there were, notes not counted."""
    from kg.project import Note

    count = 0
    for problem in problems:
        say(f"kg: {problem.where}: {problem.reason}".replace(f"{problem.where}: {problem.where}", problem.where))
        count += not isinstance(problem, Note)
    return count


def whoami() -> str:
    """Who takes a decision: the user's login name."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container whose user has no name
        return "unknown"
