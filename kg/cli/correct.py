"""Commands that record decisions: reject, same, different, retract, review, undo; each a line of decisions.jsonl."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.options import (
    SOME_REJECTED,
    Because,
    ProjectFolder,
    counted,
    output,
    project_at,
    report,
    say,
    store_of,
    whoami,
)

if TYPE_CHECKING:
    from kg.decisions import Decision, Decisions
    from kg.model import Article
    from kg.project import Problem, Project
    from kg.stores import Store

__all__ = ["different", "reject", "retract", "review", "same", "undo"]

LOAD_AGAIN = "Run kg load to see it in the graph; kg undo takes it back."


def reject(
    claim: Annotated[str, typer.Argument(help="A claim's id.")], because: Because = "", project: ProjectFolder = Path()
) -> None:
    """Leave a claim out: the article does not say so.

    Example: kg reject 20a25049522ab3c1 -m "the quote is about another party"
    """
    _decide(project_at(project), "reject", (_claim(project_at(project), claim),), because)


def retract(
    article: Annotated[str, typer.Argument(help="An article's id, or the id that the input gave it.")],
    because: Because = "",
    project: ProjectFolder = Path(),
) -> None:
    """Leave an article out, with all that it claims.

    Example: kg retract chui-valley-courier-0408 -m "withdrawn by the paper"
    """
    opened = project_at(project)
    _decide(opened, "retract", (_article(opened, article),), because)


def same(
    a: Annotated[str, typer.Argument(help="An entity: its name or id. Or an article: its id or address.")],
    b: Annotated[str, typer.Argument(help="The other one.")],
    because: Because = "",
    project: ProjectFolder = Path(),
) -> None:
    """Two entities are one; or of two articles one repeats the other, and they count as one source.

    Example: kg same "Kurmanbek Bakiev" "K. Bakiyev"
    """
    from kg.errors import UsageError

    opened = project_at(project)
    if (articles := _two_articles(opened, a, b)) is not None:
        _decide(opened, "copy", articles, because)
        return
    pair, (one, other) = _entities(opened, a, b)
    if one != other and one is not None and other is not None:
        raise UsageError(f"{a!r} is of class {one}, {b!r} of class {other}: nothing is both")
    _decide(opened, "same", pair, because)


def different(
    a: Annotated[str, typer.Argument(help="An entity: its name or id. Or an article: its id or address.")],
    b: Annotated[str, typer.Argument(help="The other one.")],
    because: Because = "",
    project: ProjectFolder = Path(),
) -> None:
    """Two entities are not one, whatever their names suggest; or of two articles neither repeats the other.

    Example: kg different "Maksim Bakiyev" "Kurmanbek Bakiyev"
    """
    opened = project_at(project)
    if (articles := _two_articles(opened, a, b)) is not None:
        _decide(opened, "independent", articles, because)
        return
    _decide(opened, "different", _entities(opened, a, b)[0], because)


def review(
    verdicts: Annotated[Path | None, typer.Argument(help="A CSV with the column verdict filled in.")] = None,
    out: Annotated[Path | None, typer.Option("-o", "--output", help="Where to write; - is stdout.")] = None,
    project: ProjectFolder = Path(),
) -> None:
    """List what may be one and the same as CSV, or take verdicts (same, different) from such a CSV.

    Example: kg review -o candidates.csv, fill in the column verdict, then: kg review candidates.csv
    """
    from kg.review import candidates, decisions_from, write_candidates

    opened = project_at(project)
    if verdicts is None:
        with store_of(opened) as store, output(out, inputs=opened.own_files) as file:
            say(f"{counted(write_candidates(candidates(opened, store), file), 'pair')} to look at")
        return
    from kg.project import decisions_of

    found, problems = decisions_from(verdicts, who=whoami(), now=_now())
    standing, _ = decisions_of(opened)
    fresh = [decision for decision in found if not _stands(standing, decision.kind, decision.about)]
    _append(opened, fresh)
    already = len(found) - len(fresh)
    say(f"{counted(len(fresh), 'verdict')} recorded{f', {already} decided already' if already else ''}. {LOAD_AGAIN}")
    if report([*problems, *_broken(opened)]):
        raise typer.Exit(SOME_REJECTED)


def undo(
    decision: Annotated[str | None, typer.Argument(help="A decision's id; the last one when left out.")] = None,
    because: Because = "",
    project: ProjectFolder = Path(),
) -> None:
    """Take back a decision (an undo can be undone too).

    Example: kg undo
    """
    from kg.decisions import FIELDS, not_undone
    from kg.errors import UsageError
    from kg.project import Problem, read_decisions

    opened = project_at(project)
    taken = [d for d in read_decisions(opened) if not isinstance(d, Problem) and d.kind != "assign"]
    found = [d for d in taken if d.id == decision] if decision else list(not_undone(taken))
    if not found:
        raise UsageError(f"no decision {decision!r} to undo" if decision else "there is no decision to undo")
    _decide(opened, "undo", (found[-1].id,), because)
    fields = zip(FIELDS[found[-1].kind], found[-1].about, strict=True)
    say(f"undone: {found[-1].kind} " + ", ".join(f"{field} {value}" for field, value in fields))


def _decide(project: Project, kind: str, about: tuple[str, ...], because: str) -> None:
    from kg.decisions import decided
    from kg.project import decisions_of

    standing, problems = decisions_of(project)
    report(problems)
    if _stands(standing, kind, about):
        say(f"{kind}: decided already")
        return
    decision = decided(kind, about, who=whoami(), why=because, now=_now())
    _append(project, [decision])
    if kind != "undo":
        contrary = _OPPOSITE.get(kind, "")
        replaces = f", in place of {contrary}" if _stands(standing, contrary, about) else ""
        say(f"{kind}: recorded as {decision.id}{replaces}. {LOAD_AGAIN}")


_OPPOSITE = {"same": "different", "different": "same", "copy": "independent", "independent": "copy"}


def _stands(standing: Decisions, kind: str, about: tuple[str, ...]) -> bool:
    """Whether that is what holds already."""
    sets = {"reject": standing.rejected, "retract": standing.retracted}
    pairs = {
        "same": standing.same,
        "different": standing.different,
        "copy": standing.copies,
        "independent": standing.independent,
    }
    if kind in pairs:
        return tuple(sorted(about)) in pairs[kind]
    if kind in sets:
        return about[0] in sets[kind]
    return kind == "redirect" and standing.redirects.get(about[0]) == about[1]


def _broken(project: Project) -> list[Problem]:
    """The lines of decisions.jsonl that cannot be read."""
    from kg.project import decisions_of

    return decisions_of(project)[1]


def _append(project: Project, decisions: list[Decision]) -> None:
    from kg.project import append_decisions

    append_decisions(project, decisions)


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


def _claim(project: Project, claim: str) -> str:
    """The claim's id, if one of the project's articles makes it."""
    from kg.lookup import find_claim

    return find_claim(project, claim)[1].id


def _article(project: Project, article: str) -> str:
    from kg.lookup import find_article

    return find_article(project, article).article.id


def _two_articles(project: Project, a: str, b: str) -> tuple[str, str] | None:
    """The ids of two different articles, where both are called by id, IRI, address or the id that the input gave."""
    from kg.errors import UsageError
    from kg.ids import local_id
    from kg.lookup import articles_called

    def called(article: Article, name: str) -> bool:
        return "://" in name or local_id(name) == article.id or name == article.given_id

    found = [[e.article for e in articles_called(project, name) if called(e.article, name)] for name in (a, b)]
    if not all(len(articles) == 1 for articles in found):
        return None
    ((one,), (other,)) = found
    if one.id == other.id:
        raise UsageError(f"{a!r} and {b!r} are one article already: {one.id}")
    return one.id, other.id


def _entities(project: Project, a: str, b: str) -> tuple[tuple[str, str], tuple[str | None, str | None]]:
    """The local ids of two different entities, by name or id, and what each is: one of BRANCHES, or None."""
    from kg.errors import UsageError
    from kg.lookup import find_entity

    with store_of(project) as store:
        first, second = find_entity(store, a), find_entity(store, b)
        kinds = _kind(project, store, first), _kind(project, store, second)
    if first == second:
        raise UsageError(f"{a!r} and {b!r} are one entity already: {first}")
    return (first, second), kinds


BRANCHES = ("Person", "Organization", "Place", "Post")
"""Classes of entities that nothing is two of; a Group may be found to be an organization, or one of its bodies."""


def _kind(project: Project, store: Store, entity: str) -> str | None:
    """The class, of BRANCHES, that the entity of the graph is of."""
    from kg.ids import iri

    query = "MATCH (e:Entity {uri: $uri}) RETURN labels(e) AS labels"
    labels = [
        label for row in store.read(query, {"uri": iri("entity", entity, project.base)}) for label in row["labels"]
    ]
    return next((branch for branch in BRANCHES if branch in labels), None)
