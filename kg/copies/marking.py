"""The links between a project's articles, made equal to what its texts and decisions say."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

from kg.claims import lines
from kg.copies.alike import Group, Printed
from kg.copies.originals import Links, links, original, together
from kg.copies.shelf import Shelf, opened
from kg.decisions import Decisions
from kg.files import replacing
from kg.ids import digest, host_of, text_sha256
from kg.model import Article
from kg.names import normalised
from kg.project import ArticleEntry, Project, article_entries, decisions_of

__all__ = ["INFERRED", "Family", "families", "mark_copies"]

INFERRED = "inferred"
"""The basis of a link that was found here; one without a basis came with the input, and stays as it is."""

SHELF = "copies.sqlite"

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Family:
    """Articles that repeat one another: the original (None where the input's links go round), all, what each is."""

    original: str | None
    group: Group
    links: Mapping[str, Links]


@dataclass(frozen=True, slots=True)
class _Folder:
    """What a project says of its articles that stand, and what of their links is given with the input."""

    project: Project
    entries: Sequence[ArticleEntry]
    decisions: Decisions
    given: Mapping[str, str]


def mark_copies(project: Project) -> int:
    """Set and clear `versionOf` and `reprintOf` in the headers of claims files; return how many have changed.

    What they say then depends on the articles and the decisions alone, not on the order in which these came.
    """
    return _with_shelf(project, lambda shelf: _mark(_folder(project), shelf))


def families(project: Project) -> list[Family]:
    """The groups of two and more of the project's articles, those with the earliest original first."""
    return _with_shelf(project, lambda shelf: _families(_folder(project), shelf))


def _with_shelf(project: Project, work: Callable[[Shelf], _T]) -> _T:
    path = project.store / SHELF
    try:
        with opened(path) as shelf:
            return work(shelf)
    except sqlite3.OperationalError:
        raise
    except sqlite3.DatabaseError:  # damaged: nothing lives only there
        path.unlink(missing_ok=True)
        with opened(path) as shelf:
            return work(shelf)


def _folder(project: Project) -> _Folder:
    decisions, _ = decisions_of(project)
    found = (entry for entry in article_entries(project) if isinstance(entry, ArticleEntry))
    entries = [entry for entry in found if entry.article.id not in decisions.retracted]
    targets = ((entry.article, entry.article.reprint_of or entry.article.version_of) for entry in entries)
    given = {article.id: to for article, to in targets if to is not None and article.copy_basis is None}
    return _Folder(project, entries, decisions, given)


# ------------------------------------------------------------------------------------------------------- marking


def _mark(folder: _Folder, shelf: Shelf) -> int:
    if shelf.noted("state") == _state(folder, [entry.article for entry in folder.entries]):
        return 0
    found: dict[str, Links] = {}
    for family in _families(folder, shelf):
        found |= family.links
    articles, changed = [], 0
    for entry in folder.entries:
        wanted = _linked(entry.article, found.get(entry.article.id, Links()), folder.given)
        articles.append(wanted)
        if wanted != entry.article:
            changed += _written(entry, wanted)
    shelf.note("state", _state(folder, articles))
    return changed


def _state(folder: _Folder, articles: Iterable[Article]) -> str:
    """A digest of all that the links depend on, and of the links."""
    at_hand = ((a, folder.project.text_path(a.text_sha256).exists()) for a in articles)
    decided = (folder.decisions.copies, folder.decisions.independent)
    return digest(*(repr(pair) for pair in at_hand), repr(decided))


def _linked(article: Article, wanted: Links, given: Mapping[str, str]) -> Article:
    if article.id in given:
        return article
    basis = INFERRED if wanted != Links() else None
    return replace(article, version_of=wanted.version_of, reprint_of=wanted.reprint_of, copy_basis=basis)


def _written(entry: ArticleEntry, article: Article) -> bool:
    """Write the claims file with the article's new header; not where somebody has changed the file meanwhile."""
    raw = entry.path.read_bytes()
    if sha256(raw).hexdigest() != entry.sha256:
        return False
    header = "".join(lines(article, (), run=entry.run)).encode("utf-8")
    with replacing(entry.path) as file:
        file.write(header + raw.partition(b"\n")[2])
    return True


# -------------------------------------------------------------------------------------------------------- finding


def _families(folder: _Folder, shelf: Shelf) -> list[Family]:
    def text_of(digest_: str) -> str | None:
        return _text(folder.project.text_path(digest_), digest_)

    made = []
    for group in _groups(folder, shelf, text_of):
        if len(group.members) > 1:
            first = original(group.members, folder.given, text_of)
            made.append(Family(None if first is None else first.id, group, links(group.members, folder.given, text_of)))
    return made


def _groups(folder: _Folder, shelf: Shelf, text_of: Callable[[str], str | None]) -> list[Group]:
    from kg.copies.collection import grouped_articles

    lacking = shelf.fill((entry.article.text_sha256 for entry in folder.entries), text_of)
    articles = [_printed(entry.article) for entry in folder.entries]
    known = {article.id for article in articles}
    told = [pair for pair in (*folder.decisions.copies, *folder.given.items()) if known.issuperset(pair)]
    foes = _foes(folder.decisions.independent, together(folder.decisions.copies))
    groups = grouped_articles([a for a in articles if a.text_sha256 not in lacking], shelf, foes)
    groups += [Group([article]) for article in articles if article.text_sha256 in lacking]
    return _joined(groups, told)


def _text(path: Path, digest_: str) -> str | None:
    """The text, where it is at hand and whole."""
    try:
        text = path.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError):
        return None
    return text if text_sha256(text) == digest_ else None


def _printed(article: Article) -> Printed:
    return Printed(
        id=article.id,
        published=article.published,
        text_sha256=article.text_sha256,
        outlet=normalised(article.publisher) if article.publisher else None,
        host=host_of(article.url) if article.url else None,
        title=article.title,
    )


def _foes(independent: Iterable[tuple[str, str]], joined: Mapping[str, set[str]]) -> dict[str, Collection[str]]:
    """Which articles may not stand in one group with an article, by its id; copies of theirs may not either."""
    foes: dict[str, set[str]] = {}
    for one, other in independent:
        ours, theirs = joined.get(one, {one}), joined.get(other, {other})
        for mine, yours in ((ours, theirs), (theirs, ours)):
            for id_ in mine:
                foes[id_] = foes.get(id_, set()) | yours
    return dict(foes)


def _joined(groups: list[Group], pairs: Iterable[tuple[str, str]]) -> list[Group]:
    """The groups, those joined that a decision or the input ties together."""
    of = {member.id: group for group in groups for member in group.members}
    for one, other in pairs:
        kept, gone = of[one], of[other]
        if kept is gone:
            continue
        kept.members += gone.members
        kept.near |= gone.near
        kept.near[gone.members[0].id] = one if gone.members[0].id == other else kept.members[0].id, None
        of |= dict.fromkeys((member.id for member in gone.members), kept)
    return list({id(group): group for group in of.values()}.values())
