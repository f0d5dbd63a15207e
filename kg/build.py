"""The whole job, from articles to a loaded store; the first module to read.

articles --ingest--> claims --write_claims--> project folder --load--> store <-- queries
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from kg import __version__
from kg.claims import ClaimsFile, parse_stream
from kg.copies import mark_copies
from kg.corpus import FileRead, Unchanged, articles_in, articles_not_seen
from kg.errors import ClaimError, InputError
from kg.ids import digest, is_local_id
from kg.model import Article, Claim
from kg.project import Problem, Project, article_entries, problem_of
from kg.resources import folder
from kg.seen import seen_before
from kg.versions import known_version, write_version

if TYPE_CHECKING:
    from kg.stores import Store
    from kg.stores.load import LoadReport

__all__ = [
    "Ingested",
    "Reading",
    "Unchanged",
    "Unread",
    "build",
    "ingest_articles",
    "ingest_into",
    "names_problems",
    "objection",
    "read_into",
    "run_digest",
    "take_claims",
]


_Other: TypeAlias = Unchanged | FileRead | Problem
"""What comes between articles that are to be read."""

UNREAD = "unread"
"""What is mixed into the run of an article that is kept without being read."""


@dataclass(frozen=True, slots=True)
class Ingested:
    """An article, what it claims, and the digest of what read it."""

    article: Article
    claims: tuple[Claim, ...]
    run: str


@dataclass(frozen=True, slots=True)
class Unread:
    """An article in a language that is not read: it is kept, without claims, so that nothing vanishes."""

    article: Article
    run: str


def build(paths: Sequence[Path], project: Project, store: Store) -> LoadReport:
    """Ingest the articles at `paths` into the project, and make the store equal to it."""
    from kg.stores.load import load

    for _ in ingest_into(project, paths):
        pass
    return load(project, store)


@dataclass(frozen=True, slots=True)
class Reading:
    """How articles are read.

    date          the day of publication of those that have none
    any_language  claims are looked for also in what is not English
    workers       processes that read; what they find does not depend on their number
    """

    date: dt.date | None = None
    any_language: bool = False
    workers: int = 1


def ingest_articles(paths: Sequence[Path], how: Reading = Reading()) -> Iterator[Ingested | Unread | Problem]:
    """What each article at `paths` claims, in the input's order; a Problem for what cannot be taken."""
    for result in _claimed(articles_in(paths, date=how.date), how):
        if isinstance(result, Ingested | Unread | Problem):
            yield result


def ingest_into(
    project: Project, paths: Sequence[Path], how: Reading = Reading()
) -> Iterator[Ingested | Unread | Unchanged | Problem]:
    """The same, each article's claims written into the project; at the end its copies are marked (`kg.copies`)."""
    yield from read_into(project, paths, how)
    mark_copies(project)


def read_into(
    project: Project, paths: Sequence[Path], how: Reading = Reading()
) -> Iterator[Ingested | Unread | Unchanged | Problem]:
    """The same but for the copies: several processes may do this in one project, and one marks them afterwards.

    Claims are written before they are handed on. An article whose text the same run has read already is left as it is,
    so an ingest that was interrupted goes on where it stopped; a file that gave only such articles, and has not
    changed, is not even opened. One whose text is another than before is its new version, and the former one is kept
    (`kg.versions`).
    """
    run = _run_of(how, run_digest(project.entities_csv))
    entries = {e.article.id: (e.article, e.run) for e in article_entries(project) if not isinstance(e, Problem)}
    known = {id_: article for id_, (article, before) in entries.items() if before == run(article)}
    project.store.mkdir(exist_ok=True)
    seen = seen_before(project.store / "read.jsonl", digest(str(how.date)))
    found = articles_not_seen(paths, date=how.date, seen=seen, known=known.get)

    def compared(item: Article | _Other) -> Article | _Other:
        if not isinstance(item, Article) or item.id not in entries:
            return item
        header, before = entries[item.id]
        if header.text_sha256 != item.text_sha256 and (former := known_version(project, item)) is not None:
            header, before = former.article, former.run
        return Unchanged(item) if before == run(item) and _header(header) == _header(item) else item

    yield from names_problems(project)
    for result in _claimed(map(compared, found), how, names=project.entities_csv):
        if isinstance(result, FileRead):
            seen.note(result.sha256, result.articles)
            continue
        if isinstance(result, Ingested):
            write_version(project, result.article, claims=result.claims, run=result.run)
        elif isinstance(result, Unread):
            write_version(project, result.article, claims=(), run=result.run)
        yield result


def names_problems(project: Project) -> Iterator[Problem]:
    """What is wrong with rows of the project's entities.csv; the others count."""
    from kg.registry import sound

    if project.entities_csv.exists():
        for fault in sound(project.entities_csv)[1]:
            where, _, reason = str(fault).partition(": ")
            yield Problem(where.replace(str(project.entities_csv), project.entities_csv.name), reason)


def _header(article: Article) -> tuple[object, ...]:
    """What of an article a reading of it depends on."""
    dated = article.published, article.date_basis, article.date_confidence
    return article.text_sha256, *dated, article.title, article.byline, article.publisher, article.url


def _run_of(how: Reading, run: str) -> Callable[[Article], str]:
    """The run that an article is read by: one that is kept unread is not taken for one that was read."""
    from ingest.language import is_english

    unread = digest(run, UNREAD)
    return lambda article: run if how.any_language or is_english(article.language) else unread


def _claimed(
    items: Iterable[Article | _Other], how: Reading, *, names: Path | None = None
) -> Iterator[Ingested | Unread | _Other]:
    """Claims of the articles; all else passes through, after the articles that were read before it."""
    from ingest.pool import Failed, extract_on

    english = run_digest(names)
    run = _run_of(how, english)
    passed: list[Unread | _Other] = []

    def articles() -> Iterator[Article]:
        for item in items:
            if not isinstance(item, Article):
                passed.append(item)
            elif run(item) != english:
                passed.append(Unread(item, run(item)))
            else:
                yield item

    for article, claims in extract_on(how.workers, articles(), names=names):
        yield from _emptied(passed)
        if isinstance(claims, Failed):
            yield Problem(article.given_id, claims.reason)
        else:
            yield Ingested(article, tuple(claims), english)
    yield from _emptied(passed)


def _emptied(passed: list[Unread | _Other]) -> Iterator[Unread | _Other]:
    while passed:
        yield passed.pop(0)


def run_digest(names: Path | None = None) -> str:
    """A digest of all that decides what is read out of a text: version, model, ontology, frames, registry, names."""
    own = () if names is None or not names.exists() else (names,)
    return digest(__version__, _shipped_digest(), *(hashlib.sha256(path.read_bytes()).hexdigest() for path in own))


@cache
def _shipped_digest() -> str:
    import ingest

    code = Path(ingest.__file__).parent
    parts = [p for place in (code, folder("ontology"), folder("registry")) for p in sorted(place.rglob("*"))]
    files = [p for p in parts if p.is_file() and "__pycache__" not in p.parts]
    return digest(*(hashlib.sha256(path.read_bytes()).hexdigest() for path in files))


def take_claims(project: Project, path: Path) -> Iterator[Problem]:
    """Write the claims of a stream (`kg ingest -o`) into the project.

    A Problem for each article that is damaged, and for each claim that the ontology does not allow: it is left out, so
    that the project holds what a load takes.
    """
    try:
        with path.open(encoding="utf-8", newline="\n") as rows:
            for item in parse_stream(rows, where=str(path)):
                if isinstance(item, InputError):
                    yield problem_of(item, str(path))
                elif not is_local_id(item.article.id):
                    yield Problem(str(path), f"{item.article.id!r} is no id of an article: a-z, 0-9 and - are allowed")
                else:
                    yield from _taken(project, item, path)
    except OSError as error:
        yield Problem(str(path), f"cannot be read: {error.strerror}")
    except UnicodeDecodeError as error:
        yield Problem(str(path), f"cannot be read: {error}")


def _taken(project: Project, content: ClaimsFile, path: Path) -> Iterator[Problem]:
    """Write an article with those of its claims that are allowed; a Problem for each of the others."""
    objections = [objection(claim, len(content.article.text)) for claim in content.claims]
    allowed = [claim for claim, reason in zip(content.claims, objections, strict=True) if reason is None]
    write_version(project, content.article, claims=allowed, run=content.run)
    for reason in objections:
        if reason is not None:
            yield Problem(str(path), f"article {content.article.id}, {reason}")


def objection(claim: Claim, length: int) -> str | None:
    """Why a load would not take the claim of a text of so many characters; None where it would."""
    from kg.ontology import check, load

    try:
        check(claim, load())
    except ClaimError as error:
        return str(error)
    if not claim.spans:
        return f"claim {claim.id}: it has no evidence, spans is empty"
    inside = all(0 <= span.start < span.end <= length for span in claim.spans)
    return None if inside else f"claim {claim.id}: it points outside the text of {length} characters"
