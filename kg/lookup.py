"""Finding what a person names: an article, a claim, an entity; and what of a project stands after its decisions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.errors import InputError, UsageError
from kg.ids import article_id, is_local_id, local_id
from kg.model import Article, Claim
from kg.project import ArticleEntry, Problem, Project, article_entries, decisions_of, place_of, problem_of, read_article

if TYPE_CHECKING:
    from kg.stores import Store

__all__ = ["articles_called", "claim_called", "find_article", "find_claim", "find_entity", "standing"]


def standing(project: Project) -> Iterator[tuple[Article, tuple[Claim, ...]] | Problem]:
    """Every article that is not retracted, with its claims that are not rejected, in the order of loading."""
    decisions, problems = decisions_of(project)
    yield from problems
    for entry in article_entries(project):
        if isinstance(entry, Problem):
            yield entry
        elif entry.article.id not in decisions.retracted:
            try:
                content = read_article(project, entry.article.id)
            except InputError as error:
                yield problem_of(error, place_of(project, entry.path))
                continue
            yield content.article, tuple(c for c in content.claims if c.id not in decisions.rejected)


def find_article(project: Project, name: str) -> ArticleEntry:
    """The article with that id, IRI, URL, title or given id. Raises UsageError when none or several have it."""
    found = articles_called(project, name)
    if len(found) != 1:
        several = ": " + ", ".join(entry.article.id for entry in found) + "; give an id" if found else ""
        raise UsageError(f"{len(found) or 'no'} articles are called {name!r}{several}")
    return found[0]


def articles_called(project: Project, name: str) -> list[ArticleEntry]:
    """The article with that id, IRI or address (however it is written), else all with that title or given id.

    Raises InputError for an id whose claims file is damaged.
    """
    wanted = local_id(name)
    entries = [entry for entry in article_entries(project) if isinstance(entry, ArticleEntry)]
    at_address = {article_id(text="", url=name)} if "://" in name else set()
    exact = [entry for entry in entries if entry.article.id in {wanted, *at_address}]
    if not exact and is_local_id(wanted) and project.claims_path(wanted).exists():
        read_article(project, wanted)  # says what is wrong with it
    return exact or [e for e in entries if name in (e.article.given_id, e.article.url, e.article.title)]


def find_claim(project: Project, name: str) -> tuple[Article, Claim]:
    """The claim with that id or IRI, and its article. Raises UsageError when there is none."""
    found = claim_called(project, name)
    if found is None:
        raise UsageError(f"no claim {name!r} in this project; kg show ARTICLE lists an article's claims")
    return found


def claim_called(project: Project, name: str) -> tuple[Article, Claim] | None:
    """The claim with that id or IRI, and its article; None when there is none."""
    wanted = local_id(name)
    for entry in article_entries(project):
        if isinstance(entry, Problem) or wanted.encode("utf-8", "replace") not in entry.path.read_bytes():
            continue
        content = read_article(project, entry.article.id)
        for claim in content.claims:
            if claim.id == wanted:
                return content.article, claim
    return None


def find_entity(store: Store, name: str) -> str:
    """The local id of the one entity that is called so. Raises QueryError for none, UsageError for several."""
    from kg.queries.names import resolve

    found = resolve(store, name)
    if len(found) > 1:
        raise UsageError(f"several entities are called {name!r}: " + ", ".join(map(local_id, found)) + "; give an id")
    return local_id(found[0])
