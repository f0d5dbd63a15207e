"""The command `kg ask`: one subcommand a canned query, with the options that the query's header declares."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from kg.cli.explore import AnswerForm, Form
from kg.cli.options import ProjectFolder, asked_store, project_at
from kg.queries import Parameter, Query, all_queries, ask, find_query, render, render_why, sentences

__all__ = ["Questions", "Why", "ask_app", "question_command"]


class Questions(TyperGroup):
    """A group that names the nearest question for one that is not known."""

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command of that name. Raises QueryError for another."""
        found = super().get_command(ctx, cmd_name)
        if found is None:
            find_query(cmd_name)
        return found


KEYWORD = inspect.Parameter.KEYWORD_ONLY


def ask_app() -> typer.Typer:
    """The group of commands, made from the headers of queries/*.cypher."""
    app = typer.Typer(cls=Questions, help="Answer a canned question.", no_args_is_help=True, rich_markup_mode=None)
    for query in all_queries():
        app.command(query.name, help=f"{query.question}\n\nExample: {query.example}")(question_command(query, _answer))
    return app


def question_command(query: Query, answer: Callable[..., None], *more: inspect.Parameter) -> Callable[..., None]:
    """A function whose signature has an option for each of the query's parameters, the usual ones, and `more`.

    It calls `answer(query, parameters, form=…, why=…, project=…)`, with `more` by their names too.
    """
    common = [
        inspect.Parameter("why", KEYWORD, default=False, annotation=Why),
        inspect.Parameter("form", KEYWORD, default=Form.TABLE, annotation=AnswerForm),
        *more,
        inspect.Parameter("project", KEYWORD, default=Path(), annotation=ProjectFolder),
    ]

    def command(**given: Any) -> None:
        options = {option.name: given.pop(option.name) for option in common}
        parameters = {name.removesuffix("_"): value for name, value in given.items() if value is not None}
        answer(query, parameters, **options)

    own = [_option(parameter) for parameter in query.parameters]
    parameters = [*own, *common]
    command.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    command.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    return command


Why = Annotated[bool, typer.Option("--why", help="Print the sentences that each row rests on.")]


def _option(parameter: Parameter) -> inspect.Parameter:
    # a trailing underscore lets a parameter be called `from`
    option = typer.Option(f"--{parameter.name}", metavar=parameter.type.upper(), help=_help(parameter))
    type_ = Annotated[str, option] if parameter.required else Annotated[str | None, option]
    default = inspect.Parameter.empty if parameter.required else None
    return inspect.Parameter(f"{parameter.name}_", KEYWORD, default=default, annotation=type_)


def _help(parameter: Parameter) -> str:
    default = "" if parameter.required else f" [default: {parameter.default or 'any'}]"
    return f"{parameter.help}{default}"


def _answer(query: Query, parameters: dict[str, str], *, form: Form, why: bool, project: Path) -> None:
    with asked_store(project_at(project)) as store:
        answer = ask(store, query, parameters)
        lines = render_why(answer, sentences(store, answer), form.value) if why else render(answer, form.value)
        for line in lines:
            typer.echo(line)
