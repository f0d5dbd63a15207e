"""RDF files read as a stream of quads, whatever their form; the ending of the name says which it is."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import IO, cast

import pyoxigraph as ox

from kg.errors import InputError, UsageError

__all__ = ["ENDINGS", "Broken", "ending", "quads_in"]

ENDINGS = {
    ".trig": ox.RdfFormat.TRIG,
    ".nq": ox.RdfFormat.N_QUADS,
    ".nquads": ox.RdfFormat.N_QUADS,
    ".jsonld": ox.RdfFormat.JSON_LD,
    ".ttl": ox.RdfFormat.TURTLE,
    ".turtle": ox.RdfFormat.TURTLE,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".ntriples": ox.RdfFormat.N_TRIPLES,
    ".rdf": ox.RdfFormat.RDF_XML,
}
"""Ending of a file's name -> its form; `.gz` may follow."""

_LINE_BY_LINE = (ox.RdfFormat.N_QUADS, ox.RdfFormat.N_TRIPLES)
_AT_A_TIME = 1_000


@dataclass(frozen=True, slots=True)
class Broken:
    """A line that is no statement: its number, its words, and what is wrong."""

    line: int
    words: str
    reason: str


def ending(path: Path) -> str:
    """The ending that tells the form. Raises UsageError, with those that are known, for another."""
    name = path.name.lower().removesuffix(".gz")
    found = f".{name.rpartition('.')[2]}"
    if found not in ENDINGS:
        raise UsageError(
            f"{path}: the name does not tell the form; known endings are {', '.join(ENDINGS)}, with .gz or without"
        )
    return found


def quads_in(path: Path) -> Iterator[ox.Quad | Broken]:
    """The statements of the file. In N-Quads and N-Triples a broken line is handed on as Broken, and the rest is read.

    In other forms what follows a fault cannot be trusted: InputError with its line, as for a file that is empty or
    cannot be read.
    """
    form = ENDINGS[ending(path)]
    with _opened(path) as file:
        if not file.read(1):
            raise InputError(f"{path}: empty")
    with _opened(path) as file:
        yield from _line_by_line(file, form) if form in _LINE_BY_LINE else _whole(path, file, form)


def _whole(path: Path, file: IO[bytes], form: ox.RdfFormat) -> Iterator[ox.Quad]:
    try:
        yield from ox.parse(file, format=form)
    except SyntaxError as error:
        where = path if error.lineno is None else f"{path}:{error.lineno}"
        raise InputError(f"{where}: not {form.name}: {_reason(error)}; nothing of the file is taken") from error


def _line_by_line(file: IO[bytes], form: ox.RdfFormat) -> Iterator[ox.Quad | Broken]:
    """Many lines at a time while all is well; a parser that goes on after a fault may pass over good lines too."""
    number = 0
    while lines := list(islice(file, _AT_A_TIME)):
        try:
            yield from list(ox.parse(b"".join(lines), format=form))
        except SyntaxError:
            for place, line in enumerate(lines, number + 1):
                try:
                    yield from list(ox.parse(line, format=form))
                except SyntaxError as error:
                    yield Broken(place, line.decode("utf-8", "replace"), _reason(error))
        number += len(lines)


def _reason(error: SyntaxError) -> str:
    return str(error.msg).partition(": ")[2] or str(error.msg)


@contextmanager
def _opened(path: Path) -> Iterator[IO[bytes]]:
    try:
        with gzip.open(path) if path.name.lower().endswith(".gz") else path.open("rb") as file:
            yield cast(IO[bytes], file)
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise InputError(f"{path}: damaged: {error}") from error
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}") from error
