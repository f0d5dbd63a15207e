"""A source from which can be read at any place, as ZIP archives need it."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from ingest.readers.source import Source

__all__ = ["spooled"]

IN_MEMORY = 8_000_000
"""Bytes up to which a source is kept in memory; a larger one goes to a temporary file."""


@contextmanager
def spooled(source: Source) -> Iterator[IO[bytes]]:
    """The bytes of a source as a file that can be sought in, gone afterwards. Raises OSError where the disk is full."""
    with tempfile.SpooledTemporaryFile(max_size=IN_MEMORY) as file:
        shutil.copyfileobj(source.stream, file)
        file.seek(0)
        yield file
