"""The command `kg`: one module a group of commands; this is the outermost frame."""

from __future__ import annotations

import os
import sys

from kg.errors import KgError

__all__ = ["main"]

INTERRUPTED = 130
"""128 + SIGINT, as shells have it."""


def main() -> None:
    """Run the command that the process was started with; exit with its code.

    An error of ours becomes one sentence on stderr; a reader that went away (`kg … | head`) is no error.
    """
    from kg.cli.app import app_for

    try:
        app_for(sys.argv[1:])()
    except KgError as error:
        sys.stderr.write(f"kg: {error}\n")
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        sys.stderr.write("kg: interrupted\n")
        sys.exit(INTERRUPTED)
    except BrokenPipeError:
        # the interpreter would flush stdout once more at exit, and complain
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
