"""A canned query: a Cypher file whose leading comments say what it asks, with which parameters, and what comes back.

The leading `//` lines of a file, without the slashes, are YAML:

    // title: Who defected
    // question: Who left which side, and whom did they join?
    // parameters:
    //   from: {type: entity, default: null, at: l, example: Ak-Jol, help: the side that was left}
    // columns:
    //   who: who left
    //   why: the situations that the row rests on

A parameter without `default` must be given; `default: null` means "any". `at` names the node of the first MATCH that
an entity is, or that is of a country: the query then begins there (`kg.queries.beginnings`). The last column is `why`.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from kg.errors import QueryError

__all__ = ["OPTIONS", "TYPES", "Column", "Parameter", "Query", "parse_query"]

TYPES = ("entity", "text", "date", "integer", "class", "country")
"""What a parameter may be; `kg.queries.values` says how each is read."""

OPTIONS = frozenset({"format", "form", "why", "help", "project", "limit", "version", "output", "in", "file", "seconds"})
"""Names that options of the command line have, or may come to have: no parameter is called so."""

_KEYS = {"title", "question", "parameters", "columns", "sparql"}
_PARAMETER_KEYS = {"type", "default", "at", "example", "help"}
_NAME = re.compile(r"[a-z]+(_[a-z]+)*")
_THING = re.compile(r"\{uri: .*\bAS (\w+),?$")
_FILE_NAME = re.compile(r"[a-z]+(-[a-z]+)*")


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter: `default` and `example` as a person would type them; `required` where no default is given.

    `at` is the node of the query's first MATCH that it names.
    """

    name: str
    type: str
    help: str
    required: bool
    default: str | None = None
    example: str | None = None
    at: str | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the answer, and what it holds; `thing` if its values have an IRI and a name."""

    name: str
    help: str
    thing: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """One question that can be asked by name. `text` is the Cypher below the header; `sparql` says why no twin is."""

    name: str
    title: str
    question: str
    parameters: tuple[Parameter, ...]
    columns: tuple[Column, ...]
    text: str
    path: Path
    sparql: str | None = None

    @property
    def example(self) -> str:
        """A command that asks it, with the examples that the header gives."""
        shown = [f"--{p.name} {_quoted(p.example)}" for p in self.parameters if p.example is not None]
        return " ".join(["kg ask", self.name, *shown])


def parse_query(text: str, path: Path) -> Query:
    """The query of a file. Raises QueryError, naming the file, for a header that is broken or incomplete."""
    where = path.name
    if not _FILE_NAME.fullmatch(path.stem):
        raise QueryError(f"{where}: a query is called by lower-case words and hyphens")
    lines = text.splitlines()
    comments = list(itertools.takewhile(lambda line: line.startswith("//"), lines))
    fields = _header([line[2:].removeprefix(" ") for line in comments], where)
    return Query(
        name=path.stem,
        title=_text(fields, "title", where),
        question=_question(fields, where),
        parameters=tuple(
            _parameter(name, value, where) for name, value in _mapping(fields, "parameters", where).items()
        ),
        columns=_columns(fields, lines[len(comments) :], where),
        text="\n".join(lines[len(comments) :]).strip(),
        path=path,
        sparql=fields.get("sparql"),
    )


def _header(lines: list[str], where: str) -> dict[str, Any]:
    try:
        fields = yaml.load("\n".join(lines), Loader=yaml.BaseLoader)  # noqa: S506 - BaseLoader builds only text
    except yaml.YAMLError as error:
        raise QueryError(f"{where}: the header is not YAML: {error}") from error
    if not isinstance(fields, dict):
        raise QueryError(f"{where}: begins with no header; its first lines are `// title: …`, `// question: …`")
    _only(fields, _KEYS, f"{where}: the header")
    return fields


def _only(fields: Mapping[str, Any], allowed: set[str], what: str) -> None:
    unknown = sorted(set(fields) - allowed)
    if unknown:
        raise QueryError(f"{what} has {unknown[0]!r}; it may have {', '.join(sorted(allowed))}")


def _text(fields: Mapping[str, Any], key: str, where: str) -> str:
    value = fields.get(key)
    if not isinstance(value, str) or not value.strip():
        raise QueryError(f"{where}: the header lacks {key!r}")
    return value.strip()


def _question(fields: Mapping[str, Any], where: str) -> str:
    question = _text(fields, "question", where)
    if not question.endswith("?"):
        raise QueryError(f"{where}: the question ends in a question mark, not as in {question!r}")
    return question


def _mapping(fields: Mapping[str, Any], key: str, where: str) -> dict[str, Any]:
    value = fields.get(key) or {}
    if not isinstance(value, dict):
        raise QueryError(f"{where}: {key!r} is a list of `name: …`")
    wrong = next((name for name in value if not _NAME.fullmatch(name)), None)
    if wrong is not None:
        raise QueryError(f"{where}: {wrong!r} in {key!r}: names are lower-case words joined by _")
    return value


def _parameter(name: str, fields: Any, where: str) -> Parameter:
    at = f"{where}: parameter {name!r}"
    if name in OPTIONS:
        raise QueryError(f"{at} is named like an option; taken are {', '.join(sorted(OPTIONS))}")
    if not isinstance(fields, dict):
        raise QueryError(f"{at} is written as {{type: …, default: …, example: …, help: …}}")
    _only(fields, _PARAMETER_KEYS, at)
    if fields.get("type") not in TYPES:
        raise QueryError(f"{at} has type {fields.get('type')!r}; types are {', '.join(TYPES)}")
    required = "default" not in fields
    if required and "example" not in fields:
        raise QueryError(f"{at} must be given, so it needs an example")
    default = None if required else _value(fields["default"])
    if "at" in fields and fields["type"] not in ("entity", "country"):
        raise QueryError(f"{at}: only an entity or a country is `at` a node")
    return Parameter(
        name, fields["type"], _text(fields, "help", at), required, default, fields.get("example"), fields.get("at")
    )


def _value(written: str) -> str | None:
    """`null` stays "any"; the loader gives every scalar as text."""
    return None if written in ("", "null", "~") else written


def _columns(fields: Mapping[str, Any], body: list[str], where: str) -> tuple[Column, ...]:
    columns = _mapping(fields, "columns", where)
    if not columns or list(columns)[-1] != "why":
        raise QueryError(f"{where}: the columns end in 'why', the situations that a row rests on")
    things = {match[1] for line in body if (match := _THING.search(line))}
    return tuple(Column(name, _text(columns, name, f"{where}: column {name!r}"), name in things) for name in columns)


def _quoted(text: str) -> str:
    return text if re.fullmatch(r"[\w.-]+", text) else f'"{text}"'
