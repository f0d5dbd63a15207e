"""The newest version of an article lies in claims/, where a load finds it; the former ones in versions/.

versions/<2 hex>/<article>/<day>.<number>-<sha256>.jsonl    what the text with that digest said; the text is in texts/

`day` is that of publication, or `undated`; of several texts of one day the `number` counts in the order of arrival.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from kg.claims import ClaimsFile, lines, parse
from kg.errors import InputError
from kg.files import replacing
from kg.model import Article, Claim
from kg.project import Project, place_of, read_article, read_text, write_claims, write_text

__all__ = ["former_files", "known_version", "versions_of", "write_version"]

_NAME = re.compile(r"(\d{4}-\d\d-\d\d|undated)\.(\d+)-([0-9a-f]{64})\.jsonl")


@dataclass(frozen=True, slots=True)
class _Former:
    """A file of versions/, and what its name says."""

    path: Path
    day: str
    number: int
    text_sha256: str


def write_version(project: Project, article: Article, *, claims: Iterable[Claim], run: str) -> Path:
    """Write the article into the project: as its newest version, or among the former ones; return the file's path.

    It is a former version when its day of publication is before that of the version that the project has, and when it
    is kept as one already and the days do not say otherwise. Else what the project had of another text becomes one.
    """
    held = _held(project, article.id)
    if held is None:
        return write_claims(project, article, claims=claims, run=run)
    article = _as_linked(article, held.article)
    if held.article.text_sha256 != article.text_sha256:
        if _is_former(project, article, held.article):
            return _put_aside(project, ClaimsFile(article, run, tuple(claims)))
        _put_aside(project, held)
    return write_claims(project, article, claims=claims, run=run)


def known_version(project: Project, article: Article) -> ClaimsFile | None:
    """What the project keeps as a former version of the article with the same text and day; without the text."""
    wanted = (_day(article), article.text_sha256)
    path = next((f.path for f in former_files(project, article.id) if (f.day, f.text_sha256) == wanted), None)
    return None if path is None else _parsed(project, path)


def versions_of(project: Project, article: str) -> Iterator[ClaimsFile]:
    """All versions of the article with that id, the oldest first, each with its text.

    Raises InputError when a file is missing or damaged.
    """
    newest = read_article(project, article)
    for former in former_files(project, article):
        # a process that ended between two writes leaves the newest among the former ones, too
        if (former.day, former.text_sha256) != (_day(newest.article), newest.article.text_sha256):
            found = _parsed(project, former.path)
            text = read_text(project, found.article, place_of(project, former.path))
            yield replace(found, article=replace(found.article, text=text))
    yield newest


def former_files(project: Project, article: str) -> list[_Former]:
    """The files of the article's former versions, in the order of day (undated first) and arrival."""
    place = project.versions_path(article)
    found = ((path, _NAME.fullmatch(path.name)) for path in (place.iterdir() if place.is_dir() else ()))
    former = [_Former(path, name[1], int(name[2]), name[3]) for path, name in found if name is not None]
    return sorted(former, key=lambda one: (one.day != "undated", one.day, one.number, one.text_sha256))


def _held(project: Project, article: str) -> ClaimsFile | None:
    """What the project has of the article; None where that is nothing, or damaged."""
    path = project.claims_path(article)
    try:
        return _parsed(project, path) if path.exists() else None
    except InputError:
        return None


def _parsed(project: Project, path: Path) -> ClaimsFile:
    place = place_of(project, path)
    try:
        return parse(path.read_bytes().decode("utf-8").splitlines(), where=place)
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{place}: cannot be read: {error}") from error


def _is_former(project: Project, article: Article, held: Article) -> bool:
    if article.published is not None and held.published is not None and article.published != held.published:
        return article.published < held.published
    return known_version(project, article) is not None


def _as_linked(article: Article, held: Article) -> Article:
    """The article with the links of the header in the project, which a new reading does not take away."""
    if article.version_of or article.reprint_of:
        return article
    return replace(article, version_of=held.version_of, reprint_of=held.reprint_of, copy_basis=held.copy_basis)


def _put_aside(project: Project, content: ClaimsFile) -> Path:
    """Write a former version, without links: these are the newest one's."""
    article = replace(content.article, version_of=None, reprint_of=None, copy_basis=None)
    day, of_day = _day(article), 0
    for former in former_files(project, article.id):
        if former.day == day:
            of_day = max(of_day, former.number)
            if former.text_sha256 == article.text_sha256:
                return _write(project, former.path, replace(content, article=article))
    name = f"{day}.{of_day + 1}-{article.text_sha256}.jsonl"
    return _write(project, project.versions_path(article.id) / name, replace(content, article=article))


def _write(project: Project, path: Path, content: ClaimsFile) -> Path:
    if content.article.text:
        write_text(project, content.article)
    path.parent.mkdir(parents=True, exist_ok=True)
    with replacing(path) as file:
        file.write("".join(lines(content.article, content.claims, run=content.run)).encode("utf-8"))
    return path


def _day(article: Article) -> str:
    return article.published.isoformat() if article.published is not None else "undated"
