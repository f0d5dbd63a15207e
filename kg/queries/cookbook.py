"""The query cookbook: a Markdown page made from the headers of the canned queries."""

from __future__ import annotations

from collections.abc import Iterator

from kg.queries.catalogue import all_queries
from kg.queries.header import Parameter, Query
from kg.queries.twins import twin_path

__all__ = ["cookbook"]

_INTRODUCTION = """# Query cookbook

Every question below is one file in `queries/`. `kg queries` lists them, `kg ask NAME` asks one, `--why` adds the
sentences that each row rests on, and `--format json`, `csv` or `tsv` gives IRIs beside the names. A parameter that is
left out means "any", unless it says otherwise. The Cypher can be copied into `kg cypher` or the Neo4j Browser, with
names put in place of the parameters, and changed.

Beside it lies the same question in SPARQL, with the same parameters and the same rows: `kg sparql NAME` asks it of the
project or of an exported file ([SPARQL](sparql.md)).
"""


def cookbook() -> str:
    """The page, ending in a line feed."""
    return "\n".join([_INTRODUCTION, *(line for query in all_queries() for line in _section(query))])


def _section(query: Query) -> Iterator[str]:
    yield f"## {query.name}\n"
    yield f"{query.question}\n"
    yield f"```\n{query.example}\n```\n"
    if query.parameters:
        yield "| parameter | type | if left out | meaning |\n|---|---|---|---|"
        yield from (f"| `--{p.name}` | {p.type} | {_if_left_out(p)} | {p.help} |" for p in query.parameters)
        yield ""
    yield "| column | holds |\n|---|---|"
    yield from (f"| `{column.name}` | {column.help} |" for column in query.columns)
    yield f"\n```cypher\n{query.text}\n```\n"
    yield f"{_in_sparql(query)}\n"


def _in_sparql(query: Query) -> str:
    if query.sparql is not None:
        return f"Not in SPARQL: {query.sparql}."
    name = twin_path(query).name
    return f"In SPARQL: [`{name}`](../queries/{name})."


def _if_left_out(parameter: Parameter) -> str:
    return "must be given" if parameter.required else parameter.default or "any"
