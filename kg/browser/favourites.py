"""The canned questions as saved queries ("favourites") of the Browser: a flat .zip of .cypher files.

A saved query runs as it stands, on any project's graph: what it asks about is written by name in one line at its top.
Its rows are those of `kg ask`, with names in place of IRIs, and in the last column the situations that each row rests
on with who takes part: the Browser's graph view draws these, its table view shows the rows. Wants Neo4j 5.23 or later.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence

from kg.errors import QueryError
from kg.queries import Column, Parameter, Query
from kg.queries.values import typed

__all__ = ["favourite", "favourites"]

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a .zip can name: the time of making would change the bytes."""

_PARAMETER = re.compile(r"\$(\w+)")
_LIMIT = re.compile(r"\b(LIMIT|SKIP) \$(\w+)")

_FORMS = {
    "entity": "a name as the graph has it",
    "country": "a country's code of three letters",
    "date": "a day: date('2010-04-15')",
    "class": "a class of the ontology",
    "integer": "a whole number",
    "text": "a text",
}
"""How a value of each type is written."""


def favourites(queries: Iterable[Query]) -> bytes:
    """The .zip: `NAME.cypher` for each query, in the given order; the same bytes from run to run.

    Raises QueryError for an example in a query's header that cannot be read.
    """
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for query in queries:
            entry = zipfile.ZipInfo(f"{query.name}.cypher", date_time=_EPOCH)
            entry.create_system = 3  # else it tells the system that it was made on
            archive.writestr(entry, favourite(query))
    return packed.getvalue()


def favourite(query: Query) -> str:
    """The query as Cypher that needs no parameters; its first line, a comment, is the name that the Browser shows."""
    return "\n".join([*_comments(query), *_asking(query), *_drawing(query)]) + "\n"


def _comments(query: Query) -> Iterator[str]:
    yield f"// {query.title}"
    yield f"// {query.question}"
    if query.parameters:
        yield "// Change what is asked in the lines below; null means any."


def _asking(query: Query) -> Iterator[str]:
    """The question as a subquery, with what is asked before it."""
    counts = {match[2] for match in _LIMIT.finditer(query.text)}
    parameters = [parameter for parameter in query.parameters if parameter.name not in counts]
    yield from _asked(parameters)
    yield "CALL (given) {" if parameters else "CALL () {"
    # a number of rows may not come from a variable
    values = {parameter.name: _literal(parameter) for parameter in query.parameters}
    text = _LIMIT.sub(lambda match: f"{match[1]} {values[match[2]]}", query.text)
    # a subquery sees what it takes in, and no more
    text = _PARAMETER.sub(r"given.\1", text).replace("CALL () {", "CALL (given) {")
    yield from (f"  {line}" for line in text.splitlines())
    yield "}"


def _asked(parameters: Sequence[Parameter]) -> Iterator[str]:
    """The lines that a person changes, and those that make IRIs of names."""
    if not parameters:
        return
    yield "WITH {"
    for parameter in parameters:
        comma = "" if parameter is parameters[-1] else ","
        yield f"  {parameter.name}: {_literal(parameter)}{comma}  // {parameter.help} ({_FORMS[parameter.type]})"
    yield "} AS asked"
    resolved = (f"  {p.name}: {_iris(p) if p.type == 'entity' else f'asked.{p.name}'}" for p in parameters)
    yield "WITH {\n" + ",\n".join(resolved) + "\n} AS given"


def _iris(parameter: Parameter) -> str:
    name = f"asked.{parameter.name}"
    named = f"MATCH (e:Entity) WHERE {name} IN [e.name] + coalesce(e.aliases, []) RETURN e.uri"
    return f"CASE WHEN {name} IS NOT NULL THEN COLLECT {{\n    {named}\n  }} END"


def _drawing(query: Query) -> Iterator[str]:
    yield "RETURN"
    yield from (f"  {_shown(column, query.text)}," for column in query.columns[:-1])
    # no column has a capital letter in its name, so no variable here hides one
    yield "  COLLECT {"
    yield "    MATCH (aSituation:Situation) WHERE aSituation.uri IN why"
    yield "    OPTIONAL MATCH itsParts = (aSituation)-->(:Entity)"
    yield "    RETURN [aSituation, itsParts]"
    yield "  } AS graph"


def _shown(column: Column, text: str) -> str:
    name = column.name
    if not column.thing:
        return name
    listed = re.search(rf"(?m)^\s*(?:RETURN (?:DISTINCT )?)?(?:collect\(|\[).* AS {name},?$", text)
    return f"[one IN {name} | one.name] AS {name}" if listed else f"{name}.name AS {name}"


def _literal(parameter: Parameter) -> str:
    """The example, or else the default, as Cypher writes it."""
    written = parameter.default if parameter.example is None else parameter.example
    if written is None:
        return "null"
    value = written if parameter.type == "entity" else typed(parameter, written)
    if isinstance(value, int):
        return str(value)
    if isinstance(value, dt.date):
        return f"date('{value}')"
    if not isinstance(value, str):
        raise QueryError(f"the example of {parameter.name!r} is no text, number or day: {written!r}")
    return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'"
