"""The articles in files, file by file: one that is unchanged since it was read is not opened again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from kg.model import Article
from kg.project import Note, Problem
from kg.seen import Seen, Texts, file_sha256

__all__ = ["FileRead", "Unchanged", "articles_in", "articles_not_seen"]


@dataclass(frozen=True, slots=True)
class Unchanged:
    """An article that was left as it is, because the same run has read the same text already."""

    article: Article


@dataclass(frozen=True, slots=True)
class FileRead:
    """That a file was gone through without a problem: the digest of its bytes, and all its articles."""

    sha256: str
    articles: Texts


def articles_in(
    paths: Iterable[Path], *, date: dt.date | None, met: dict[str, str] | None = None
) -> Iterator[Article | Problem]:
    """The articles in files and folders, and a Problem for what cannot be taken; see `ingest.articles`."""
    from ingest.articles import Noted, Rejected, read_articles

    for item in read_articles(paths, date=date, met=met):
        if isinstance(item, Noted):
            yield Note(item.where, item.reason)
        else:
            yield Problem(item.where, item.reason) if isinstance(item, Rejected) else item


def articles_not_seen(
    paths: Iterable[Path], *, date: dt.date | None, seen: Seen, known: Callable[[str], Article | None]
) -> Iterator[Article | Unchanged | FileRead | Problem]:
    """The same; of a file whose bytes were seen, and whose articles are all `known` still, only that they are.

    `known` gives the article of an id as it is kept, None where it is not, or would be read otherwise today.
    """
    from ingest.articles import known_by
    from ingest.readers.finding import files_of
    from ingest.readers.source import Rejected

    met: dict[str, str] = {}
    for path in files_of(paths):
        if isinstance(path, Rejected):
            yield Problem(path.where, path.reason)
            continue
        sha256 = file_sha256(path)
        kept = _kept(seen.articles, sha256, known)
        if kept is None:
            yield from _read(path, sha256, date=date, met=met)
            continue
        for article in kept:
            met.setdefault(known_by(article), str(path))
            yield Unchanged(article)


def _kept(
    seen: Mapping[str, Texts], sha256: str | None, known: Callable[[str], Article | None]
) -> list[Article] | None:
    given = seen.get(sha256 or "", ())
    articles = (known(id_) for id_, _ in given)
    found = [article for article in articles if article is not None]
    return found if found and [(article.id, article.text_sha256) for article in found] == list(given) else None


def _read(
    path: Path, sha256: str | None, *, date: dt.date | None, met: dict[str, str]
) -> Iterator[Article | FileRead | Problem]:
    texts, whole = [], True
    for item in articles_in([path], date=date, met=met):
        if isinstance(item, Problem):
            whole = False
        else:
            texts.append((item.id, item.text_sha256))
        yield item
    if whole and sha256 is not None:
        yield FileRead(sha256, tuple(texts))
