"""RDF files read, whatever their form: as a stream of quads, or into a store. The name tells which form it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import IO

import pyoxigraph as ox

from kg.compression import SUFFIXES, decompressed, without_suffix
from kg.errors import InputError

__all__ = ["Broken", "form_of", "load_into", "quads_in"]

_ENDINGS = (".nq", ".trig", ".jsonld", ".ttl", ".nt", ".rdf")
"""Those that messages name; longer ones, as `.turtle`, are known too."""

_LONGER = {".nquads": "nq", ".turtle": "ttl", ".ntriples": "nt"}
_LINE_BY_LINE = (ox.RdfFormat.N_QUADS, ox.RdfFormat.N_TRIPLES)
_AT_A_TIME = 1_000


@dataclass(frozen=True, slots=True)
class Broken:
    """A line that is no statement: its number, its words, and what is wrong."""

    line: int
    words: str
    reason: str


def form_of(path: Path) -> ox.RdfFormat:
    """The form that the name tells. Raises InputError, with the endings that are known, for another."""
    suffix = without_suffix(path).suffix.lower()
    known = _LONGER.get(suffix, suffix.removeprefix(".") if suffix in _ENDINGS else "")
    form = ox.RdfFormat.from_extension(known)
    if form is None:
        raise InputError(
            f"{path}: the name does not tell which form of RDF this is: it should end in {', '.join(_ENDINGS)}; "
            f"{' or '.join(SUFFIXES)} may follow"
        )
    return form


def quads_in(path: Path) -> Iterator[ox.Quad | Broken]:
    """The statements of the file. In N-Quads and N-Triples a broken line is handed on as Broken, and the rest is read.

    In other forms what follows a fault cannot be trusted: InputError with its line, as for a file that is empty, of no
    known form, or that cannot be read.
    """
    form = form_of(path)
    with decompressed(path) as file:
        if not file.read(1):
            raise InputError(f"{path}: empty")
    with decompressed(path) as file:
        yield from _line_by_line(file, form) if form in _LINE_BY_LINE else _whole(path, file, form)


def load_into(store: ox.Store, path: Path) -> None:
    """Load the file into the store, or nothing of it: InputError where it is broken or of no known form."""
    form = form_of(path)
    with decompressed(path) as file:
        try:
            store.bulk_load(file, form)
        except (SyntaxError, ValueError) as error:
            reason = error.msg if isinstance(error, SyntaxError) else str(error)
            raise InputError(f"{path}: not {form.name}: {reason}") from error


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
