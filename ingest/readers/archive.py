"""ZIP archives: each member is a source; what of a damaged archive is whole is taken, and the rest told by name."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import BinaryIO, cast

from ingest.readers import salvage
from ingest.readers.compressed import DAMAGES, Unpacked
from ingest.readers.forms import form_of_members, objection, reader_of
from ingest.readers.leaving import is_left_out
from ingest.readers.source import Budget, DamageError, Read, Rejected, Source, seekable, shown, source_of

__all__ = ["read"]

_ENCRYPTED = 0x1
_DAMAGES: tuple[type[Exception], ...] = (*DAMAGES, zipfile.BadZipFile)
_LOCKED = "is protected by a password; unpack it yourself"


def read(source: Source) -> Iterator[Read]:
    """The members that are files, in the archive's order; a document that is a ZIP (Word, WACZ) by its own reader."""
    with seekable(source) as file:
        budget = source.budget or Budget(packed=file.seek(0, os.SEEK_END))
        file.seek(0)
        try:
            archive = zipfile.ZipFile(file)
        except (zipfile.BadZipFile, NotImplementedError, ValueError, OverflowError, OSError) as error:
            if source.head[30:49] == b"[Content_Types].xml":  # parts of a document are no articles
                yield Rejected(source.where, "is a damaged document of Word or another Office program")
                return
            yield from _salvaged(source, file, budget, error)
            return
        with archive:
            yield from _members(source, archive, file, budget)


def _members(source: Source, archive: zipfile.ZipFile, file: BinaryIO, budget: Budget) -> Iterator[Read]:
    form = form_of_members(archive.namelist())
    reader = None if form == "zip" else reader_of(form)
    if reader is not None:
        file.seek(0)
        yield from reader(Source(source.where, source.stem, source.head, file, source.fields, source.budget))
    elif form != "zip":
        yield Rejected(source.where, objection(form))
    else:
        yield from _each(source, archive, budget)


def _each(source: Source, archive: zipfile.ZipFile, budget: Budget) -> Iterator[Read]:
    wanted = [info for info in archive.infolist() if not info.is_dir() and not is_left_out(_parts(info.filename))]
    for info in wanted:
        where = f"{source.where}!{shown(info.filename)}"
        try:
            if info.flag_bits & _ENCRYPTED:
                yield Rejected(where, _LOCKED)
                continue
            with archive.open(info) as member:
                yield _member(cast(BinaryIO, member), where, info.filename, budget)
        except DamageError as error:
            yield Rejected(where, str(error))
        except NotImplementedError:
            yield Rejected(where, f"is compressed in a way that is not read (method {info.compress_type})")
        except _DAMAGES as error:
            yield Rejected(where, f"is cut off or damaged ({error})")
    if not wanted:
        yield Rejected(source.where, "the archive holds no file")


def _member(stream: BinaryIO, where: str, name: str, budget: Budget) -> Source:
    unpacked = cast(BinaryIO, Unpacked(stream, budget, _DAMAGES))
    return source_of(unpacked, where=where, stem=PurePosixPath(name).stem, budget=budget)


def _parts(name: str) -> tuple[str, ...]:
    return PurePosixPath(name).parts


def _salvaged(source: Source, file: BinaryIO, budget: Budget, error: Exception) -> Iterator[Read]:
    """The whole members of an archive whose directory is gone."""
    whole = 0
    for found in salvage.members(file, budget):
        where = f"{source.where}!{shown(found.name)}"
        if found.content is None:
            yield Rejected(where, found.reason)
        elif not is_left_out(_parts(found.name)):
            whole += 1
            stem = PurePosixPath(found.name).stem
            yield source_of(found.content, where=where, stem=stem, budget=budget)
    taken = f"; {whole} of its files stood whole before that" if whole else ""
    yield Rejected(source.where, f"is cut off or damaged ({str(error).rstrip('.')}){taken}")
