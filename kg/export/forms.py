"""The page of docs/ that says what the forms of export hold, field by field; made from the lists that write them."""

from __future__ import annotations

from collections.abc import Iterable

from kg.export.cameo import COLUMNS
from kg.export.ftm import SCHEMATA
from kg.export.plover import FIELDS

__all__ = ["reference"]

_BEGINNING = """# Forms of export

Made from `kg/export/forms.py` by `make docs`; do not edit it here. `kg export --format FORM -o FILE` writes them:

| form | what | read by |
|---|---|---|
| `nquads`, `trig`, `turtle`, `ntriples`, `jsonld`, `rdfxml` | RDF | triple stores |
| `plover` | one JSON object a claim, [below](#plover) | scorers, event-data pipelines |
| `cameo` | one row an event and pair of parties, [below](#cameo) | who works with ICEWS or GDELT |
| `ftm` | entities of FollowTheMoney, [below](#ftm) | Aleph, OpenSanctions, `ftm` |
| `graphml` | the graph, [below](#graphml) | Gephi, yEd, igraph, networkx |
| `csv` | one row a claim; `table-schema` writes its data dictionary | spreadsheets, R, pandas |
| `tables`, `parquet` | folders of [tables](tables.md) with a dictionary, `datapackage.json` | data frames, databases |
| `neo4j-admin` | a folder of files for [Neo4j's importer](stores.md#in-bulk) | Neo4j |

**Compression.** A file whose name ends in `.gz` or `.zst` is compressed: `-o claims.nq.gz`. The same claims give
the same bytes (by the same version of the library that compresses). `.zst` needs `pip install 'crisis-kg[zstd]'`
before Python 3.14.

**The data dictionary** is a [Frictionless](https://datapackage.org) Data Package: each column's type, what it says,
the values that it may have, keys, and which table it leads to. `frictionless validate datapackage.json` holds the
CSV files to it. For the one table of `csv`: `kg export --format table-schema -o claims.schema.json`, then
`frictionless validate claims.csv --schema claims.schema.json`.

**Formulas.** In `csv`, `tables` and `cameo` an apostrophe stands before a text that a spreadsheet would run as a
formula.

## cameo

Tab-separated, UTF-8, a header in the first line, a row an event and pair of parties. The names are those of ICEWS
where it has the like; GDELT's are beside them. Which claims are written:

- what is affirmed to have happened and has a CAMEO code, with the code of its class;
- of what is only said, what is an event itself: to offer, promise or plan cooperation (AGREE, 030), to request
  (REQUEST, 100), to threaten (THREATEN, 130). `Prospect` is filled in these rows, and `Event Text` names
  what is spoken of;
- not written: denials, what is merely possible or conditional, states, and classes without a CAMEO code (changes of
  power, movements).

A row stands for a report. Rows of one `Situation ID` report one event. A source or target that the article does not
name is empty. Where two sides do one thing together (a meeting), each two of them have one row, in the order of the
text. `Quad Class` groups by PLOVER, which counts SANCTION, such as a conviction (116), as material. There is no
Goldstein scale.

"""

_PLOVER = """
## plover

JSON Lines, a claim each, in the order of the articles; all claims, denials and prospects too. A field without a
value is null or an empty list. A filler is an object: `entity` (its id), `name`, `type`, and where known `text`,
`start`, `end`, `country`, `sector`, `named`, `links`.

"""

_FTM = """
## ftm

JSON Lines, an entity of [FollowTheMoney](https://followthemoney.tech) each, from the graph after merging: what many
articles tell of one person is one entity, under the id that the graph has for it.

| in the graph | schema | with |
|---|---|---|
| Article | Article | `title`, `publishedAt`, `sourceUrl`, `publisher`, `language` |
"""

_FTM_REST = """| an actor and an article that speaks of it | Mention | `document`, `resolved`, `name` |
| Tenure that holds or held (not one who is only elect) | Occupancy | `holder`, `post`, `status` (the phase) |
| Membership that holds | Membership | `member`, `organization` |
| any event that happened | Event | `name`, `date` or `startDate` and `endDate`, `involved`, `location`, `country` |

Occupancy, Membership and Event carry the sentences that affirm them (`summary`) and their articles (`proof`,
`sourceUrl`, `publisher`); `recordId` is the situation's id. FollowTheMoney has no words for what is planned, denied
or disputed, so situations with such a status are left out, and states other than those two. Countries are ISO
3166-1 alpha-2 in small letters; a date is as much of it as is known (`2010-04`). A value that the schema would
refuse is left out.

`make ftm` makes an environment with FollowTheMoney's own library, outside the project's own, and the tests then hold
every entity to it.

## graphml

The graph that `kg load` writes, directed. Nodes have `labels` and `label` (the name), edges `type` and `label`
(the type); the other properties are under their own names, typed `string`, `long`, `double` or `boolean`. GraphML has
no lists: items are parted by "; ". Days are text, as 2010-04-07. Characters that XML cannot hold become U+FFFD.
"""


def reference() -> str:
    """The page."""
    events = _table(
        ("column", "what it says", "ICEWS", "GDELT"),
        ((f"`{c.name}`", c.meaning, c.icews, c.gdelt) for c in COLUMNS),
    )
    records = _table(("field", "what it says"), ((f"`{name}`", meaning) for name, meaning in FIELDS.items()))
    schemata: dict[str, list[str]] = {}
    for class_, schema in SCHEMATA.items():
        schemata.setdefault(schema, []).append(class_)
    rows = ((", ".join(classes), schema, _WITH[schema]) for schema, classes in schemata.items())
    return "".join([_BEGINNING, events, _PLOVER, records, _FTM, *map(_row, rows), _FTM_REST])


_ACTOR = "`name`, `alias`, `country`, `topics`, `sector`, `classification` (our class)"
_WITH = {
    **dict.fromkeys(("Person", "LegalEntity", "Organization", "PublicBody"), _ACTOR),
    "Address": "`full`, `city`, `name`, `country`",
    "Position": "`name`, `country`, `organization`",
}


def _table(header: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    return _row(header) + "|" + "---|" * len(header) + "\n" + "".join(map(_row, rows))


def _row(cells: tuple[str, ...]) -> str:
    return f"| {' | '.join(cells)} |\n"
