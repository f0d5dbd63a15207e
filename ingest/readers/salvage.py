"""What is left of a ZIP whose directory, at its end, is missing: its members one after the other (APPNOTE 4.3)."""

from __future__ import annotations

import struct
import tempfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, cast

from ingest.readers.source import SPOOLED, Budget, DamageError

__all__ = ["Salvaged", "members"]

_HEADER = struct.Struct("<4s5H3I2H")
_MEMBER = b"PK\x03\x04"
_STORED, _DEFLATED = 0, 8
_ENCRYPTED, _SIZES_BEHIND = 0x1, 0x8
_BLOCK = 65_536
_BEHIND = 24  # bytes of the longest record of sizes that may stand behind a member


@dataclass(frozen=True, slots=True)
class Salvaged:
    """A member: its content where it is whole, else why not."""

    name: str
    content: BinaryIO | None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class _Member:
    flags: int
    method: int
    crc: int
    packed: int
    name: str


def members(file: BinaryIO, budget: Budget) -> Iterator[Salvaged]:
    """The members from the beginning up to the first that is cut off; a content is to be read before the next."""
    file.seek(0)
    while (member := _header(file)) is not None:
        if member.flags & _ENCRYPTED:
            yield Salvaged(member.name, None, "is protected by a password; unpack it yourself")
            return
        with tempfile.SpooledTemporaryFile(SPOOLED) as spool:
            content = cast(BinaryIO, spool)
            try:
                _unpack(file, member, content, budget)
            except (DamageError, zlib.error, EOFError) as error:
                yield Salvaged(member.name, None, _reason(error))
                return
            content.seek(0)
            yield Salvaged(member.name, content)
        _skip_sizes(file, member)


def _reason(error: Exception) -> str:
    return str(error) if isinstance(error, DamageError) else "is cut off or damaged"


def _header(file: BinaryIO) -> _Member | None:
    """The header of the next member; None where none begins here."""
    raw = file.read(_HEADER.size)
    if len(raw) < _HEADER.size or not raw.startswith(_MEMBER):
        return None
    _, _, flags, method, _, _, crc, packed, _, name_size, extra_size = _HEADER.unpack(raw)
    name = file.read(name_size)
    file.read(extra_size)
    return _Member(flags, method, crc, packed, name.decode("utf-8" if flags & 0x800 else "cp437", "replace"))


def _unpack(file: BinaryIO, member: _Member, out: BinaryIO, budget: Budget) -> None:
    """Write what the member holds. Raises EOFError, zlib.error or DamageError where it is not whole."""
    if member.method == _DEFLATED:
        found = _inflate(file, out, budget)
    elif member.method == _STORED and not member.flags & _SIZES_BEHIND:
        found = _copy(file, member.packed, out)
    else:
        raise DamageError("is compressed in a way that cannot be read without the archive's directory")
    if found != member.crc and not member.flags & _SIZES_BEHIND:
        raise EOFError


def _inflate(file: BinaryIO, out: BinaryIO, budget: Budget) -> int:
    inflating, crc, block = zlib.decompressobj(-zlib.MAX_WBITS), 0, b""
    while not inflating.eof:
        block = inflating.unconsumed_tail or file.read(_BLOCK)
        if not block:
            raise EOFError
        part = inflating.decompress(block, _BLOCK)
        budget.charge(len(part))
        crc = zlib.crc32(part, crc)
        out.write(part)
    file.seek(-len(inflating.unused_data), 1)
    return crc


def _copy(file: BinaryIO, left: int, out: BinaryIO) -> int:
    crc = 0
    while left:
        part = file.read(min(left, _BLOCK))
        if not part:
            raise EOFError
        crc, left = zlib.crc32(part, crc), left - len(part)
        out.write(part)
    return crc


def _skip_sizes(file: BinaryIO, member: _Member) -> None:
    """Go to where the next record begins, behind the sizes of this one, if they stand behind it."""
    if member.flags & _SIZES_BEHIND:
        behind = file.read(_BEHIND + len(_MEMBER))
        at = max(behind.find(_MEMBER), 0)
        file.seek(at - len(behind), 1)
