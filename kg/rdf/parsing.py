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
        statements = ox.parse(file, format=form)
        while True:
            try:
                yield next(statements)
            except StopIteration:
                return
            except SyntaxError as error:
                yield _broken(path, error, form)


def _broken(path: Path, error: SyntaxError, form: ox.RdfFormat) -> Broken:
    reason = str(error.msg).partition(": ")[2] or str(error.msg)
    if form not in _LINE_BY_LINE or error.lineno is None:
        where = path if error.lineno is None else f"{path}:{error.lineno}"
        raise InputError(f"{where}: not {form.name}: {reason}; nothing of the file is taken") from error
    with _opened(path) as file:
        raw = next(islice(file, error.lineno - 1, None), b"")
    return Broken(error.lineno, raw.decode("utf-8", "replace"), reason)


@contextmanager
def _opened(path: Path) -> Iterator[IO[bytes]]:
    try:
        with gzip.open(path) if path.name.lower().endswith(".gz") else path.open("rb") as file:
            yield cast(IO[bytes], file)
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise InputError(f"{path}: damaged: {error}") from error
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}") from error
