"""Commands about what is one article: copies (reprints, versions at other addresses), versions (of one address)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.explore import AnswerForm, Form
from kg.cli.options import ProjectFolder, counted, project_at, say

if TYPE_CHECKING:
    from kg.claims import ClaimsFile
    from kg.copies import Family
    from kg.model import Article
    from kg.project import Project
    from kg.versions import Change

__all__ = ["copies", "versions"]

Row = tuple[object, ...]

COPIES = ("group", "is", "article", "outlet", "published", "contained", "alike", "why", "of", "like", "title")
IN_TABLE = 8
"""Columns of the list of copies that a table shows."""

VERSIONS = ("version", "published", "text", "what", "how", "said", "before", "after")


def copies(form: AnswerForm = Form.TABLE, project: ProjectFolder = Path()) -> None:
    """List articles that repeat one another, and mark them: versions of one outlet, reprints of others.

    Each with the share of the shorter text that the longer one contains, the share of both that is common, and why it
    is there: for its text, or because a person or the input said so. In json, csv and tsv also: which article it is a
    version or a reprint of, and to which its text is like. Articles that repeat one another count as one source.

    Example: kg copies
    """
    from kg.copies import families, mark_copies
    from kg.queries import render
    from kg.stores.rows import Rows

    opened = project_at(project)
    changed = mark_copies(opened)
    found = families(opened)
    rows = list(_copies(opened, found))
    width = IN_TABLE if form is Form.TABLE else len(COPIES)
    for line in render(Rows(COPIES[:width], [row[:width] for row in rows]), form.value):
        typer.echo(line)
    say(f"{counted(len(found), 'group')}, {counted(len(rows), 'article')}")
    if changed:
        say(f"{counted(changed, 'article')} marked anew. Next: kg load")


def _copies(project: Project, found: list[Family]) -> Iterator[Row]:
    from kg.project import ArticleEntry, article_entries

    articles = {e.article.id: e.article for e in article_entries(project) if isinstance(e, ArticleEntry)}
    for number, family in enumerate(found, 1):
        ids = sorted((member.id for member in family.group.members), key=lambda id_: (id_ != family.original, id_))
        for id_ in ids:
            yield (number, *_member(articles[id_], family))


def _member(article: Article, family: Family) -> Row:
    is_, of = "original", None
    if article.version_of or article.reprint_of:
        is_ = "reprint" if article.reprint_of else "version"
        of = article.reprint_of or article.version_of
    like, measure = family.group.near.get(article.id, (None, None))
    shares = (None, None) if measure is None else (round(measure.containment, 2), round(measure.jaccard, 2))
    why = ("said so" if measure is None else "text") if like else None
    day = article.published and article.published.isoformat()
    return (is_, article.id, article.publisher, day, *shares, why, of, like, article.title)


def versions(
    article: Annotated[str, typer.Argument(help="An article: its id, the id that the input gave it, its address.")],
    form: AnswerForm = Form.TABLE,
    project: ProjectFolder = Path(),
) -> None:
    """List the versions of an article, and what each added, took back or changed: claims and sentences.

    A version is another text at the same address, or an article that kg copies found to be one. Claims are compared by
    class, roles, polarity, days and figures, wherever they stand in the text.

    Example: kg versions https://example.org/2010/04/15/talks
    """
    from kg.queries import render
    from kg.stores.rows import Rows

    opened = project_at(project)
    found = _versions(opened, article)
    if form is Form.TABLE:
        from kg.plain import visible

        for line in _told(found):
            typer.echo(visible(line))
        return
    for line in render(Rows(VERSIONS, list(_rows(found))), form.value):
        typer.echo(line)


def _versions(project: Project, name: str) -> list[ClaimsFile]:
    """All versions of the article, and of those that are one at another address, the oldest first."""
    from kg.lookup import find_article
    from kg.project import ArticleEntry, article_entries
    from kg.versions import versions_of

    root = find_article(project, name).article
    first = root.version_of or root.id
    entries = (entry.article for entry in article_entries(project) if isinstance(entry, ArticleEntry))
    ids = [article.id for article in entries if first in (article.id, article.version_of)]
    found = [version for id_ in ids or [root.id] for version in versions_of(project, id_)]
    # sorted() keeps the order of arrival within a day
    return sorted(found, key=lambda version: str(version.article.published or ""))


def _differences(found: list[ClaimsFile]) -> Iterator[tuple[ClaimsFile, list[Change]]]:
    from kg.versions import changes

    yield found[0], []
    for before, after in pairwise(found):
        yield after, list(changes(before, after))


def _told(found: list[ClaimsFile]) -> Iterator[str]:
    for number, (version, differences) in enumerate(_differences(found), 1):
        article = version.article
        parts = (str(article.published or "no date"), article.title, article.publisher, article.url)
        yield f"version {number}: {', '.join(filter(None, parts))}"
        yield f"  article {article.id}, text {article.text_sha256}; {counted(len(version.claims), 'claim')}"
        for one in differences:
            yield f"  {one.what} {one.how}" + (f": {one.said}" if one.said else "")
            for sign, quote in (("-", one.before), ("+", one.after)):
                if quote is not None:
                    yield f"    {sign} “{quote}”"


def _rows(found: list[ClaimsFile]) -> Iterator[Row]:
    """A row a version, without a difference, and one for each difference from the version before it."""
    for number, (version, differences) in enumerate(_differences(found), 1):
        day = version.article.published and version.article.published.isoformat()
        first = (number, day, version.article.text_sha256)
        yield (*first, None, None, None, None, None)
        for one in differences:
            yield (*first, one.what, one.how, one.said, one.before, one.after)
