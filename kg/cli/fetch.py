"""The command that goes out into the network: fetch."""

from __future__ import annotations

import json
import os
import shlex
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from kg.cli.options import SOME_REJECTED, ProjectFolder, counted, output, progress, project_at, say
from kg.errors import ProjectError, UsageError

if TYPE_CHECKING:
    from ingest.readers.source import Rejected
    from kg.fetching.archive import Archive
    from kg.fetching.fetch import Done, Failure
    from kg.project import Project

__all__ = ["fetch"]

FAILED, WAITING, INTERRUPTED = "failed", "waiting", "interrupted"

_PROXIES = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy")


def fetch(
    urls: Annotated[
        list[str] | None, typer.Argument(metavar="URL", help="Addresses of pages; with --follow, of lists.")
    ] = None,
    lists: Annotated[
        list[Path] | None,
        typer.Option("--from", metavar="FILE", help="Addresses a line, a sitemap, a feed, failures; - is stdin."),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option("-o", "--output", help="Add to this .warc.gz, not to the project's; - is stdout."),
    ] = None,
    failures: Annotated[
        Path | None, typer.Option("--failures", help="Write what failed, and why; --from takes it again.")
    ] = None,
    follow: Annotated[
        bool, typer.Option("--follow", help="Of a URL that is a feed or sitemap, fetch what it lists of its site.")
    ] = False,
    most: Annotated[int, typer.Option("--most", min=0, help="With --follow: pages that lists may lead to.")] = 1_000,
    pause: Annotated[
        float, typer.Option("--pause", min=0, max=3600, help="Seconds between two requests to one host.")
    ] = 2.0,
    max_age: Annotated[
        float,
        typer.Option(
            "--max-age", min=0, max=1_000_000, help="Hours for which what is in the archive is not asked for again."
        ),
    ] = 24.0,
    max_size: Annotated[
        float, typer.Option("--max-size", min=0.001, max=1_000, help="Megabytes of a page, unpacked.")
    ] = 32.0,
    max_time: Annotated[float, typer.Option("--max-time", min=0.1, max=3600, help="Seconds for a page.")] = 60.0,
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="Also from this machine and private networks.")
    ] = False,
    project: ProjectFolder = Path(),
) -> None:
    """Fetch pages and keep them, as their servers sent them, in a web archive (WARC) that kg ingest reads.

    robots.txt is obeyed. An interrupted run goes on where it was: give the same command again.

    Example: kg fetch https://example.org/news/1.html --from links.txt
    """
    from kg.fetching.fetch import fetched
    from kg.fetching.limits import Limits
    from kg.fetching.manner import Manner
    from kg.fetching.networks import everywhere, is_public

    _check(urls, lists, out, failures)
    opened = _project(project, needed=out is None)
    limits = Limits(bytes=int(max_size * 1_000_000), seconds=max_time)
    contact = None if opened is None else opened.contact
    manner = Manner(contact, limits, pause, fresh=max_age, allowed=everywhere if allow_private else is_public)
    with _failures(failures, lists or []) as file, _archive(out, opened, manner.about()) as archive:
        visitor = manner.visitor(archive.kept_page if follow else archive.kept)
        results = fetched(_texts(urls, lists), visitor, archive, follow=follow, most=most)
        tally = _told(results, file)
    say(_summary(tally, _place(out, opened), max_age))
    if tally[INTERRUPTED]:
        raise KeyboardInterrupt
    if tally[FAILED]:
        raise typer.Exit(SOME_REJECTED)


def _check(urls: list[str] | None, lists: list[Path] | None, out: Path | None, failures: Path | None) -> None:
    if not urls and not lists:
        raise UsageError("nothing to fetch: give addresses, or a file of them with --from")
    if out is not None and out == failures:
        raise UsageError("-o and --failures are two files")
    if any(os.environ.get(name) for name in _PROXIES):
        say("kg: the proxy that the environment names is not used: kg fetch goes straight to the hosts")


def _project(folder: Path, *, needed: bool) -> Project | None:
    """The project, whose settings name a contact; pages can go elsewhere without one."""
    try:
        return project_at(folder)
    except ProjectError:
        if needed:
            raise
        return None


def _texts(urls: list[str] | None, lists: list[Path] | None) -> Iterator[str | Rejected]:
    from kg.fetching.listings import from_file

    return chain(urls or (), chain.from_iterable(map(from_file, lists or ())))


def _place(out: Path | None, opened: Project | None) -> Path:
    if out is not None or opened is None:
        return out or Path("-")
    return opened.web_archive


@contextmanager
def _archive(out: Path | None, opened: Project | None, about: Mapping[str, str]) -> Iterator[Archive]:
    from kg.fetching.archive import opened as opened_archive
    from kg.fetching.archive import streamed

    place = _place(out, opened)
    if str(place) == "-":
        yield streamed(sys.stdout.buffer, about)
        return
    if out is None:
        place.parent.mkdir(parents=True, exist_ok=True)
    with opened_archive(place, about) as archive:
        yield archive


@contextmanager
def _failures(path: Path | None, lists: list[Path]) -> Iterator[TextIO | None]:
    if path is None:
        yield None
        return
    with output(path, inputs=lists) as file:
        yield file


def _told(results: Iterable[Done | Failure | Rejected], file: TextIO | None) -> Counter[str]:
    """Say what failed as it comes, write it down, and count what came of all. Ctrl-C ends it, and is counted too."""
    tally: Counter[str] = Counter()
    with progress("fetching") as show:
        try:
            for result in results:
                _count(tally, result, file, show)
        except KeyboardInterrupt:
            tally[INTERRUPTED] += 1
    return tally


def _count(
    tally: Counter[str],
    result: Done | Failure | Rejected,
    file: TextIO | None,
    show: Callable[[int, int | None], None],
) -> None:
    from kg.fetching.fetch import Done, Failure

    if isinstance(result, Done):
        tally[result.outcome] += 1
        tally[WAITING] = result.waiting
        _say_left_out(result)
    else:
        tally[FAILED] += 1
        tally[WAITING] = max(0, tally[WAITING] - 1)
        where = result.url if isinstance(result, Failure) else result.where
        say(f"kg: {where}: {result.reason}")
        if isinstance(result, Failure) and file is not None:
            file.write(json.dumps({"url": result.url, "reason": result.reason}) + "\n")
    done = sum(tally.values()) - tally[WAITING]
    show(done, done + tally[WAITING])


def _say_left_out(done: Done) -> None:
    if done.elsewhere:
        say(f"{done.url}: {counted(done.elsewhere, 'address')} of other sites left out")
    if done.over:
        say(f"{done.url}: {counted(done.over, 'address')} more than --most left out")


def _summary(tally: Counter[str], place: Path, max_age: float) -> str:
    from kg.fetching.fetch import Outcome

    where = "" if str(place) == "-" else f" in {place}"
    parts = [f"{counted(tally[Outcome.STORED], 'page')} stored{where}"]
    said = {
        Outcome.UNCHANGED: "not changed since",
        Outcome.FRESH: f"asked for less than {max_age:g} hours ago",
        Outcome.LIST: "followed as lists",
        FAILED: "failed",
    }
    parts += [f"{tally[name]:,} {words}" for name, words in said.items() if tally[name]]
    told = "; ".join(parts)
    if tally[INTERRUPTED]:
        return f"{told}. The same command goes on with the rest"
    return f"{told}. Next: kg ingest {shlex.quote(str(place))}" if tally[Outcome.STORED] and where else told
