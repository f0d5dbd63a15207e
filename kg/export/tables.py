"""Claims as tables of typed columns, for data frames and databases: articles, claims, fillers, spans, links.

One list of columns gives the schema of the Parquet files, the rows, and the reference page docs/tables.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from kg.export.sheets import Type
from kg.graph.figures import MEASURES
from kg.model import Article, Claim, Mention

__all__ = ["GRAPH", "TABLES", "Column", "Table", "reference"]

Record = dict[str, Any]

BIGGEST = 2**63 - 1
"""Whole numbers have 64 bits; there are no more people."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its type (in the words of `kg.export.sheets.Type`) and what it says.

    values    where only some may stand there: a scheme of the ontology, or the class above those whose names may
    required  no row is without
    """

    name: str
    type: Type
    meaning: str
    values: str | None = None
    required: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table: what a row is, its columns in order, and what makes the rows of an article and its claims.

    key     the columns that tell its rows apart
    refers  the column that names a row of another table, and that table, under whose key it has the same name
    """

    row: str
    columns: tuple[Column, ...]
    rows: Callable[[Article, Iterable[Claim]], Iterator[Record]]
    key: tuple[str, ...]
    refers: tuple[str, str] | None = None


# ------------------------------------------------------------------------------------------------------- rows


def _articles(article: Article, claims: Iterable[Claim]) -> Iterator[Record]:
    yield {
        "article": article.id,
        "givenId": article.given_id,
        "url": article.url,
        "title": article.title,
        "publisher": article.publisher,
        "byline": article.byline,
        "published": article.published,
        "dateBasis": article.date_basis,
        "dateConfidence": article.date_confidence,
        "language": article.language,
        "rights": article.rights,
        "textSha256": article.text_sha256,
        "versionOf": article.version_of,
        "reprintOf": article.reprint_of,
        "claims": sum(1 for _ in claims),
    }


def _claims(article: Article, claims: Iterable[Claim]) -> Iterator[Record]:
    for claim in claims:
        source, date, amount = claim.attributed_to, claim.date, claim.amount
        yield {
            "claim": claim.id,
            "article": article.id,
            "situation": claim.situation,
            "class": claim.class_,
            "realis": claim.realis,
            "prospect": claim.prospect,
            "phase": claim.phase,
            "polarity": claim.polarity,
            "certainty": claim.certainty,
            "attribution": claim.attribution,
            "attributedTo": None if source is None else source.name,
            "attributedToEntity": None if source is None else source.entity,
            "when": None if date is None else date.edtf,
            "earliest": None if date is None else date.earliest,
            "latest": None if date is None else date.latest,
            **{key: min(number, BIGGEST) for key, number in claim.size.items()},
            "amount": None if amount is None else float(amount.value),
            "currency": None if amount is None else amount.currency,
            "rule": claim.rule,
            "confidence": float(claim.confidence),
        }


def _fillers(article: Article, claims: Iterable[Claim]) -> Iterator[Record]:
    for claim in claims:
        for role, fillers in claim.roles.items():
            for number, filler in enumerate(fillers, 1):
                yield {"claim": claim.id, "role": role, "number": number, **_filler(filler)}


def _filler(mention: Mention) -> Record:
    span = mention.span
    return {
        "entity": mention.entity,
        "name": mention.name,
        "type": mention.type,
        "mention": mention.text,
        "start": None if span is None else span.start,
        "end": None if span is None else span.end,
        "country": mention.country,
        "sector": mention.sector,
        "named": mention.named,
    }


def _spans(article: Article, claims: Iterable[Claim]) -> Iterator[Record]:
    for claim in claims:
        for number, span in enumerate(claim.spans, 1):
            quote = article.text[span.start : span.end]
            yield {"claim": claim.id, "number": number, "start": span.start, "end": span.end, "quote": quote}


def _links(article: Article, claims: Iterable[Claim]) -> Iterator[Record]:
    for claim in claims:
        for link, situations in claim.links.items():
            yield from ({"claim": claim.id, "link": link, "situation": situation} for situation in situations)


# ---------------------------------------------------------------------------------------------------- columns

_CLAIM = Column("claim", "string", "the claim's id", required=True)
_SIZES = tuple(
    Column(f"{measure}{bound}", "long", f"how many {measure}, at {bound_words}")
    for measure in MEASURES
    for bound, bound_words in (("Min", "least"), ("Max", "most"))
)

TABLES: Mapping[str, Table] = {
    "articles": Table(
        "an article that stands",
        (
            Column("article", "string", "its id"),
            Column("givenId", "string", "what the input called it"),
            Column("url", "string", "its address"),
            Column("title", "string", "its title"),
            Column("publisher", "string", "who published it"),
            Column("byline", "string", "who wrote it, as the page credits them"),
            Column("published", "date", "on which day"),
            Column("dateBasis", "string", "whence that day: given, metadata, stated, inferred", values="dateBasis"),
            Column("dateConfidence", "double", "the chance that the day is right, 0 to 1"),
            Column("language", "string", "its language (BCP 47)"),
            Column("rights", "string", "who may use its text, as the input says"),
            Column("textSha256", "string", "the digest of its text, which lies in texts/"),
            Column("versionOf", "string", "the article that it is a newer version of"),
            Column("reprintOf", "string", "the article that it reprints"),
            Column("claims", "long", "how many rows of `claims` it has"),
        ),
        _articles,
        key=("article",),
    ),
    "claims": Table(
        "a claim that stands: something that an article says happened, holds, or may come",
        (
            _CLAIM,
            Column("article", "string", "the article that says so"),
            Column("situation", "string", "what it speaks of: claims with the same speak of the same", required=True),
            Column("class", "string", "the ontology's class", values="Situation", required=True),
            Column("realis", "string", "event, state, prospect", values="realis", required=True),
            Column("prospect", "string", "why it is a prospect: planned, offered, promised, …", values="prospect"),
            Column("phase", "string", "how a post is held: current, former, acting, elect", values="phase"),
            Column("polarity", "string", "affirmed, negated", values="polarity", required=True),
            Column("certainty", "string", "certain, probable, possible, unknown", values="certainty", required=True),
            Column("attribution", "string", "whose voice: author, named, unnamed", values="attribution", required=True),
            Column("attributedTo", "string", "the name of the source that is named"),
            Column("attributedToEntity", "string", "the id of that source"),
            Column("when", "string", "when, as EDTF"),
            Column("earliest", "date", "the first day that this may mean"),
            Column("latest", "date", "the last day that this may mean"),
            *_SIZES,
            Column("amount", "double", "a sum of money, in whole units"),
            Column("currency", "string", "of this currency (ISO 4217)"),
            Column("rule", "string", "the rule that found the claim", required=True),
            Column("confidence", "double", "the chance that a reader finds the class right, 0 to 1"),
        ),
        _claims,
        key=("claim",),
        refers=("article", "articles"),
    ),
    "fillers": Table(
        "somebody or something that fills a role of a claim",
        (
            _CLAIM,
            Column("role", "string", "the ontology's role"),
            Column("number", "long", "1 for the first filler of that role, and so on"),
            Column("entity", "string", "the entity's id"),
            Column("name", "string", "its name"),
            Column("type", "string", "its class", values="Entity"),
            Column("mention", "string", "the words of the text"),
            Column("start", "long", "where they begin, in code points of the text"),
            Column("end", "long", "where they end (the first code point after them)"),
            Column("country", "string", "its country (ISO 3166-1 alpha-3)"),
            Column("sector", "string", "its PLOVER sector", values="sector"),
            Column("named", "boolean", "whether it is known by its full name, the same in all articles"),
        ),
        _fillers,
        key=("claim", "role", "number"),
        refers=("claim", "claims"),
    ),
    "spans": Table(
        "words of the article that support a claim",
        (
            _CLAIM,
            Column("number", "long", "1 for the clearest, and so on"),
            Column("start", "long", "where they begin, in code points of the text"),
            Column("end", "long", "where they end (the first code point after them)"),
            Column("quote", "string", "the words"),
        ),
        _spans,
        key=("claim", "number"),
        refers=("claim", "claims"),
    ),
    "links": Table(
        "another situation that a claim ties its own to",
        (
            _CLAIM,
            Column("link", "string", "the ontology's link: content, after, because, …"),
            Column("situation", "string", "the other situation"),
        ),
        _links,
        key=("claim", "link", "situation"),
        refers=("claim", "claims"),
    ),
}
"""The tables; `situation` and the ids of entities are what the claims given have there (see `kg.graph.settled`)."""

GRAPH: Mapping[str, tuple[Column, ...]] = {
    "nodes": (
        Column("uri", "string", "the node's address"),
        Column("labels", "string[]", "its labels, from the most special to the most general"),
    ),
    "relationships": (
        Column("source", "string", "the address of the node where it begins"),
        Column("target", "string", "the address of the node where it ends"),
        Column("type", "string", "its type"),
    ),
}
"""The folders of the graph's tables, and the columns that each has before the properties."""


# -------------------------------------------------------------------------------------------------- reference

_INTRODUCTION = """# Tables

Made from `kg/export/tables.py` by `make docs`; do not edit it here. `kg export --format tables -o FOLDER` writes
these tables as CSV, `--format parquet` as Parquet with the graph beside them (it needs
`pip install 'crisis-kg[parquet]'`). `datapackage.json` in the folder says the same as this page to programs
([data dictionary](forms.md)). What is not known is null, in CSV an empty cell. Types: `string`, `long` (64 bits),
`double`, `boolean`, `date`, `string[]` (a list).

"""

_ON_GRAPH = """## The graph

`nodes/` and `relationships/` hold the graph that `kg load` writes: `nodes/Article.parquet`, `Claim`, `Entity`,
`Situation`; `relationships/plain.parquet`, `by-role` (who fills a role of a claim), `by-situation` (shortcuts, one a
situation). After the columns below comes one for each property, under its name. Where a property is whole in some rows
and floating in others there is a second file, `nodes/Situation-2.parquet`; readers put them together by the names of
columns (DuckDB: `read_parquet('nodes/*.parquet', union_by_name = true)`).

"""


def reference() -> str:
    """The page of docs/ that says what the tables hold."""
    told = (f"## {name}\n\nA row is {table.row}.\n\n{_listed(table.columns)}" for name, table in TABLES.items())
    graph = (f"`{name}/`\n\n{_listed(columns)}" for name, columns in GRAPH.items())
    return _INTRODUCTION + "\n".join([*told, _ON_GRAPH, *graph])


def _listed(columns: Iterable[Column]) -> str:
    rows = (f"| `{column.name}` | {column.type} | {column.meaning} |\n" for column in columns)
    return "| column | type | meaning |\n|---|---|---|\n" + "".join(rows)
