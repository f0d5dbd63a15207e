"""The saved queries: all there, named apart, the same bytes each time, and the same rows as `kg ask`."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.browser.favourites import favourite, favourites
from kg.errors import QueryError
from kg.queries import Query, all_queries, ask, find_query, parse_query
from kg.stores import schema
from kg.stores.load import load
from kg.stores.neo4j import Address, Neo4jStore, connect
from tests.queries.conftest import load_demo
from tests.stores.conftest import wipe

HEADER = """// title: Deaths
// question: How many died?
// parameters:
//   {parameter}
// columns:
//   n: how many
//   why: the situations
MATCH (s:Situation) RETURN count(s) AS n, collect(s.uri) AS why
"""


def unpacked() -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(favourites(all_queries()))) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def test_every_query_is_there_in_no_folder() -> None:
    assert list(unpacked()) == [f"{query.name}.cypher" for query in all_queries()]


def test_each_has_a_name_of_its_own() -> None:
    names = [text.splitlines()[0] for text in unpacked().values()]
    assert all(name.startswith("// ") for name in names)
    assert len(set(names)) == len(names)


def test_the_same_bytes_each_time() -> None:
    assert favourites(all_queries()) == favourites(all_queries())


@pytest.mark.parametrize("query", all_queries(), ids=lambda query: query.name)
def test_no_parameter_is_left(query: Query) -> None:
    text = favourite(query)
    assert "$" not in text
    # what the query calls so would be hidden
    assert not re.search(r"\b(given|asked|aSituation|itsParts)\b", query.text)


def test_what_is_asked_can_be_read_and_changed() -> None:
    assert favourite(find_query("who-defected")).splitlines()[:6] == [
        "// Defections",
        "// Who left which party or side, and whom did they join?",
        "// Change what is asked in the lines below; null means any.",
        "WITH {",
        "  from: 'Ak-Jol',  // the party or side that was left (a name as the graph has it)",
        "  since: null,  // first day; a defection without a date is left out then (a day: date('2010-04-15'))",
    ]


def made(parameter: str) -> str:
    return favourite(parse_query(HEADER.format(parameter=parameter), Path("deaths.cypher")))


def test_a_text_with_quotes_stays_a_text() -> None:
    written = made('outlet: {type: text, default: null, example: "The Journalists\' \\\\ Union", help: who}')
    assert r"outlet: 'The Journalists\' \\ Union'" in written


def test_an_example_that_cannot_be_read() -> None:
    with pytest.raises(QueryError, match="2010-4"):
        made("since: {type: date, default: null, example: 2010-4, help: when}")


@pytest.fixture(scope="module")
def neo4j(neo4j_address: Address, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Neo4jStore]:
    """The demo on a Neo4j server."""
    project, _ = load_demo(Path(tmp_path_factory.mktemp("demo")) / "project")
    store = connect(neo4j_address, schema=schema.NEO4J)
    wipe(store)
    load(project, store)
    yield store
    wipe(store)
    store.close()


@pytest.mark.neo4j
@pytest.mark.timeout(600)  # the first one waits for a server and its graph
@pytest.mark.parametrize("query", all_queries(), ids=lambda query: query.name)
def test_same_rows_as_the_question(query: Query, neo4j: Neo4jStore) -> None:
    examples = {p.name: p.example for p in query.parameters if p.example is not None}
    answer = ask(neo4j, query, examples)
    rows = [dict(row) for row in neo4j.read(favourite(query))]
    assert rows
    assert [[plain(value) for value in row] for row in answer.rows] == [
        [plain(row[column.name]) for column in answer.columns] for row in rows
    ]
    assert all(row["graph"] for row in rows), "nothing is drawn"


def plain(value):
    """Names in place of things, and lists in one order: a store collects in any."""
    if isinstance(value, list):
        return sorted({str(plain(one)) for one in value})
    return value["name"] if isinstance(value, dict) else value
