"""The command `kg ask`: one subcommand a canned query, with the options that the query's header declares."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from kg.cli.explore import AnswerForm, Form
from kg.cli.options import ProjectFolder, project_at, say_stopped, store_of
from kg.queries import Parameter, Query, all_queries, ask, find_query, render, render_why, sentences

__all__ = ["ask_app"]


class _Questions(TyperGroup):
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
    app = typer.Typer(cls=_Questions, help="Answer a canned question.", no_args_is_help=True, rich_markup_mode=None)
    for query in all_queries():
        app.command(query.name, help=f"{query.question}\n\nExample: {query.example}")(_command(query))
    return app


def _command(query: Query) -> Callable[..., None]:
    """A function whose signature has an option for each of the query's parameters."""

    def command(**given: Any) -> None:
        form, why, project = given.pop("form"), given.pop("why"), given.pop("project")
        parameters = {name.removesuffix("_"): value for name, value in given.items() if value is not None}
        _answer(query, parameters, form=form, why=why, project=project)

    own = [_option(parameter) for parameter in query.parameters]
    common = [
        inspect.Parameter("why", KEYWORD, default=False, annotation=Why),
        inspect.Parameter("form", KEYWORD, default=Form.TABLE, annotation=AnswerForm),
        inspect.Parameter("project", KEYWORD, default=Path(), annotation=ProjectFolder),
    ]
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
    opened = project_at(project)
    say_stopped(opened)
    with store_of(opened) as store:
        answer = ask(store, query, parameters)
        lines = render_why(answer, sentences(store, answer), form.value) if why else render(answer, form.value)
        for line in lines:
            typer.echo(line)
