"""Commands that look into the graph: queries, show, explain, cypher (and ask, which has a module of its own)."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.options import ProjectFolder, asked_store, project_at, say

__all__ = ["AnswerForm", "Form", "cypher", "explain", "queries", "show"]


class Form(StrEnum):
    """The forms of an answer: a table for people, the others for machines."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    TSV = "tsv"


AnswerForm = Annotated[Form, typer.Option("--format", help="table for people; json, csv, tsv for machines.")]


def queries() -> None:
    """List the canned questions, each with how to ask it.

    Example: kg queries
    """
    from kg.queries import all_queries

    for query in all_queries():
        typer.echo(f"{query.name:28} {query.question}")
        typer.echo(f"{'':28} {query.example}")


def show(
    thing: Annotated[str, typer.Argument(help="A name, or the id of an entity, a claim or an article.")],
    project: ProjectFolder = Path(),
) -> None:
    """Show an entity and what it takes part in, a claim with its sentence, or an article with its claims.

    Example: kg show "Ak-Jol"
    """
    from kg.plain import visible
    from kg.show import shown

    for line in shown(project_at(project), thing, asked_store):
        typer.echo(visible(line))


def explain(
    claim: Annotated[str, typer.Argument(help="The id or IRI of a claim.")],
    project: ProjectFolder = Path(),
) -> None:
    """Say how a claim was read out of its article: frame, slot of each role, date, voice, grounds of confidence.

    Example: kg explain 5c3f0e1d2b4a6978
    """
    from kg.explain import explained
    from kg.plain import visible

    for line in explained(project_at(project), claim):
        typer.echo(visible(line))


def cypher(
    query: Annotated[str, typer.Argument(help="A Cypher query that only reads; - is stdin.")],
    form: AnswerForm = Form.TABLE,
    project: ProjectFolder = Path(),
) -> None:
    """Run a Cypher query of your own. It may read, never write.

    Example: kg cypher "MATCH (who)-[d:DEFECTED_FROM]->(p:Party) RETURN who.name, p.name, d.quote"
    """
    from kg.queries import render, unknown_names

    text = typer.get_text_stream("stdin").read() if query == "-" else query
    with asked_store(project_at(project)) as store:
        answer = store.query(text)
    for line in render(answer, form.value):
        typer.echo(line)
    if not answer.rows:
        for warning in unknown_names(text):
            say(f"kg: {warning}")
