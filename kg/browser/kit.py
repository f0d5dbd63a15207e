"""The Browser kit: a folder with a style, saved queries and a guided tour, for anybody's server."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path

from kg.browser.favourites import favourites
from kg.browser.guide import SLIDES, guide
from kg.browser.style import style
from kg.errors import UsageError
from kg.ontology import load
from kg.queries import all_queries

__all__ = ["kit", "write_files", "write_kit"]

SUMS = "SHA256SUMS"
"""The file by which a kit's own files are known again; `sha256sum -c` reads it too."""

_README = """# Browser kit

For the Neo4j Browser in front of a graph that kg has loaded, on any server. Made by `kg neo4j browser-kit`; making it
again replaces what has not been changed by hand.

- `kg.grass`: colours and captions. Drop the file on the Browser's page; `:style reset` undoes it.
- `favourites.zip`: the canned questions as saved queries. Drop the file on the page; they are behind the star.
  Each draws a graph, and its table view lists the rows. What is asked about stands in the first lines of each, to be
  changed. They want Neo4j 5.23 or later.
- `guide.html`: a guided tour. The Browser plays guides from an address, so serve the folder on the same machine with
  `kg neo4j browser-kit FOLDER --serve`, and type `:play http://localhost:7475/guide.html` in the Browser.

The Browser takes guides only from hosts that its server allows, which `localhost` is unless somebody changed that. Any
web server that sends `Access-Control-Allow-Origin: *` and answers OPTIONS can serve the folder to others. While it is
served, two lines in `neo4j.conf` give everybody who logs in style and guide by themselves:

    browser.post_connect_cmd=style http://localhost:7475/kg.grass; play http://localhost:7475/guide.html
    browser.remote_content_hostname_whitelist=localhost
"""


def kit() -> Mapping[str, bytes]:
    """The kit's files by name: the same bytes from run to run, for one version of kg."""
    return {
        "kg.grass": style(load()).encode(),
        "favourites.zip": favourites(all_queries()),
        "guide.html": guide(SLIDES).encode(),
    }


def write_files(folder: Path) -> None:
    """Write the kit's files into a folder that is there, over what stands there by those names."""
    for name, content in kit().items():
        (folder / name).write_bytes(content)


def write_kit(folder: Path) -> tuple[Path, ...]:
    """Write the kit with a README into the folder, which is made where it is missing; return the files' paths.

    Nothing is written, and UsageError raised, where a file of such a name is not of an earlier kit, or has been changed
    since. Raises OSError where the folder cannot be written.
    """
    files = {**kit(), "README.md": _README.encode()}
    files[SUMS] = _sums(files).encode()
    foreign = sorted(_foreign(folder, files))
    if foreign:
        raise UsageError(
            f"{folder} has a {', '.join(foreign)} that kg did not write, or that was changed since; "
            "move it away, or name another folder"
        )
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return tuple(folder / name for name in files)


def _sums(files: Mapping[str, bytes]) -> str:
    return "".join(f"{_digest(content)}  {name}\n" for name, content in files.items())


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _foreign(folder: Path, files: Mapping[str, bytes]) -> Iterator[str]:
    """The names under which something stands in the folder that is neither what we write nor what we once wrote."""
    once = _written_once(folder)
    for name, content in files.items():
        path = folder / name
        if not path.exists():
            continue
        found = path.read_bytes() if path.is_file() else b""
        ours = name == SUMS and once.keys() == files.keys() - {SUMS}
        if found != content and _digest(found) != once.get(name) and not ours:
            yield name


def _written_once(folder: Path) -> Mapping[str, str]:
    """The digests of an earlier kit's files; empty where there is none."""
    try:
        lines = (folder / SUMS).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return {}
    return {name: digest for digest, _, name in (line.partition("  ") for line in lines)}
