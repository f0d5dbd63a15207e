"""The command `kg`: one module a group of commands; this is the outermost frame."""

from __future__ import annotations

import errno
import io
import os
import sys
from collections.abc import Callable
from typing import NoReturn

from kg.errors import KgError, ProjectError

__all__ = ["main"]

INTERRUPTED = 130
"""128 + SIGINT, as shells have it."""


def main() -> None:
    """Run the command that the process was started with; exit with its code.

    An error of ours, or of the system about a file, becomes one sentence on stderr; a reader that went away
    (`kg … | head`) is no error. Output is UTF-8 with plain line feeds, whatever the locale.
    """
    from kg.cli.app import app_for

    _use_utf8()
    try:
        _run(app_for(sys.argv[1:]))
    except KgError as error:
        _end(str(error), error.exit_code)
    except BrokenPipeError:
        _discard_output()
    except OSError as error:
        _told(error)


def _run(app: Callable[[], None]) -> None:
    """Run to the end; what the library under us makes of a lost reader and of Ctrl-C is told as we tell it."""
    try:
        app()
    except SystemExit as end:
        if isinstance(end.__context__, BrokenPipeError):
            raise end.__context__ from None
        if end.code == INTERRUPTED:
            _end("interrupted", INTERRUPTED)
        if sys.stdout is not None:
            sys.stdout.flush()
        raise


def _told(error: OSError) -> NoReturn:
    """Say which file the system refuses. Our own files are named (`kg.files.named`): the one without is stdout."""
    _discard_output()
    if error.filename is None and error.errno in _FULL:
        _end(f"the standard output cannot be written: {error.strerror}", KgError.exit_code)
    _end(f"{error.filename}: {error.strerror}" if error.filename else str(error), ProjectError.exit_code)


_FULL = {errno.ENOSPC, errno.EFBIG, errno.EIO, getattr(errno, "EDQUOT", errno.ENOSPC)}


def _end(sentence: str, code: int) -> NoReturn:
    from kg.cli.options import say

    say(f"kg: {sentence}")
    sys.exit(code)


def _discard_output() -> None:
    """The interpreter flushes stdout once more at exit, and would complain of what it cannot write."""
    if sys.stdout is not None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _use_utf8() -> None:
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    sys.argv[1:] = map(_decoded, sys.argv[1:])


def _decoded(argument: str) -> str:
    """What the shell gave, as UTF-8; a file's name stays as the system knows it."""
    if argument.isascii() or os.path.lexists(argument):
        return argument
    return os.fsencode(argument).decode("utf-8", "replace")
