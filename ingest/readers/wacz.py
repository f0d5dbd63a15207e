"""Packed web archives (WACZ 1.1.1): a ZIP of WARC files with a list of what is in it and its digests."""

from __future__ import annotations

import hashlib
import json
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from ingest.readers.source import Read, Rejected, Source, seekable, source_of
from ingest.readers.warc import shown

__all__ = ["MAX_LIST", "MAX_RATIO", "read"]

MAX_LIST = 8_000_000
"""Bytes of the longest datapackage.json that is read; one with a thousand files has 200,000."""

MAX_RATIO = 100
"""How much larger than packed an archive may be: WARC files of text pages shrink to a tenth, compressed ones hardly."""

_LIST = "datapackage.json"
_SEAL = "datapackage-digest.json"
_BAD = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError)


def read(source: Source) -> Iterator[Read]:
    """The WARC files below `archive/`, each a source; one whose digest is not the one in datapackage.json is named."""
    try:
        with seekable(source) as file, zipfile.ZipFile(file) as package:
            yield from _archives(package, source)
    except OSError as error:
        yield Rejected(source.where, f"cannot be unpacked: {error.strerror or error}")
    except _BAD:
        yield Rejected(source.where, "is a damaged WACZ package")


def _archives(package: zipfile.ZipFile, source: Source) -> Iterator[Read]:
    listed = _listed(package)
    if isinstance(listed, str):
        yield Rejected(source.where, listed)
        return
    present = {member.filename: member for member in package.infolist() if not member.is_dir()}
    names = sorted(name for name in {*listed, *present} if name.startswith("archive/"))
    for name in names:
        where = f"{source.where}!{shown(name)}"
        reason = _objection(package, present.get(name), listed.get(name))
        if reason is not None:
            yield Rejected(where, reason)
            continue
        with package.open(present[name]) as stream:
            yield source_of(stream, where=where, stem=name.rpartition("/")[2], fields=source.fields)  # type: ignore[arg-type]
    if not names:
        yield Rejected(source.where, "holds no web archive (files below archive/)")


def _listed(package: zipfile.ZipFile) -> dict[str, str] | str:
    """Paths and their digests by datapackage.json; or what is wrong with that list."""
    raw = _small(package, _LIST)
    if raw is None:
        return f"holds no {_LIST} of a usual size, so nothing says what belongs to it"
    seal = _digest_of_list(package)
    if seal is not None and not _agrees(seal, hashlib.sha256(raw).hexdigest()):
        return f"was changed after it was packed: {_LIST} has not the digest in {_SEAL}"
    try:
        resources = json.loads(raw)["resources"]
        return {str(one["path"]): str(one["hash"]) for one in resources}
    except (ValueError, KeyError, TypeError, RecursionError):
        return f"has a broken {_LIST}"


def _digest_of_list(package: zipfile.ZipFile) -> str | None:
    raw = _small(package, _SEAL)
    try:
        said: Any = json.loads(raw) if raw is not None else {}
        return str(said["hash"]) if "hash" in said else None
    except (ValueError, TypeError, RecursionError):
        return ""


def _small(package: zipfile.ZipFile, name: str) -> bytes | None:
    """A member's bytes; None where there is none, or where it has more than MAX_LIST."""
    try:
        member = package.getinfo(name)
    except KeyError:
        return None
    return package.read(member) if member.file_size <= MAX_LIST else None


def _objection(package: zipfile.ZipFile, member: zipfile.ZipInfo | None, said: str | None) -> str | None:
    """Why an archive is not read; None where it is what the package's list says."""
    if member is None:
        return f"is listed in {_LIST}, but is not there"
    if said is None:
        return f"is not listed in {_LIST}"
    if member.file_size > MAX_RATIO * max(member.compress_size, 1):
        return f"grows to more than {MAX_RATIO} times its size; no web archive does"
    try:
        found = _sha256(package, member)
    except _BAD:
        return "is damaged, or protected by a password"
    return None if _agrees(said, found) else f"was changed after it was packed: its digest is not the one in {_LIST}"


def _sha256(package: zipfile.ZipFile, member: zipfile.ZipInfo) -> str:
    with package.open(member) as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()  # type: ignore[arg-type]


def _agrees(said: str, found: str) -> bool:
    """Whether a digest such as "sha256:…" is the one that was found."""
    return said.lower().removeprefix("sha256:") == found
