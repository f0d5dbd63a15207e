"""Headers of query files: what they must say, and what is said when they do not."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import QueryError
from kg.queries import all_queries, parse_query
from kg.queries.header import OPTIONS

GOOD = """\
// title: Meetings
// question: Who met whom?
// parameters:
//   who: {type: entity, default: null, example: Roza Otunbayeva, help: one of the two}
//   days: {type: integer, default: "2", help: how many}
// columns:
//   one: one of the two
//   why: the meeting
MATCH (a:Agent)-[m:MET_WITH]-(b:Agent)
RETURN {uri: a.uri, name: a.name} AS one,
       [m.situation] AS why
ORDER BY a.name, a.uri
"""


def test_a_header_is_read() -> None:
    query = parse_query(GOOD, Path("who-met.cypher"))
    assert (query.name, query.title, query.question) == ("who-met", "Meetings", "Who met whom?")
    who, days = query.parameters
    assert (who.type, who.default, who.required, who.example) == ("entity", None, False, "Roza Otunbayeva")
    assert (days.type, days.default, days.required, days.example) == ("integer", "2", False, None)
    assert [(c.name, c.thing) for c in query.columns] == [("one", True), ("why", False)]
    assert query.text.startswith("MATCH")
    assert query.text.endswith("a.uri")
    assert query.example == 'kg ask who-met --who "Roza Otunbayeva"'


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("// title: Meetings\n", "", "who-met.cypher: the header lacks 'title'"),
        ("whom?", "whom", "the question ends in a question mark"),
        ("// columns:", "// colums:", "the header has 'colums'; it may have columns, parameters, question"),
        ("type: entity", "type: person", "parameter 'who' has type 'person'; types are entity, text, date"),
        ("//   who: {", "//   format: {", "parameter 'format' is named like an option"),
        ("//   who: {", "//   Who: {", "'Who' in 'parameters': names are lower-case words"),
        ('default: "2"', 'default: "2", at: a', "parameter 'days': only an entity or a country is `at` a node"),
        (", help: how many", "", "parameter 'days': the header lacks 'help'"),
        ("default: null, example: Roza Otunbayeva, ", "", "parameter 'who' must be given, so it needs an example"),
        ("help: one of the two}", "helps: one of the two}", "parameter 'who' has 'helps'"),
        ("//   why: the meeting\n", "", "the columns end in 'why'"),
        ("// parameters:", "// parameters: [", "the header is not YAML"),
        ("one: one of the two\n", "one:\n", "column 'one': the header lacks 'one'"),
    ],
)
def test_a_wrong_header_is_explained(old: str, new: str, said: str) -> None:
    assert old in GOOD
    with pytest.raises(QueryError) as caught:
        parse_query(GOOD.replace(old, new), Path("who-met.cypher"))
    assert said in str(caught.value)


def test_a_file_without_header_or_with_another_name_is_refused() -> None:
    with pytest.raises(QueryError, match="begins with no header"):
        parse_query("MATCH (n:Entity) RETURN n", Path("a.cypher"))
    with pytest.raises(QueryError, match="lower-case words and hyphens"):
        parse_query(GOOD, Path("Who_met.cypher"))


def test_the_shipped_queries_have_names_titles_and_questions_of_their_own() -> None:
    queries = all_queries()
    assert len(queries) >= 31
    for attribute in ("name", "title", "question"):
        assert len({getattr(query, attribute) for query in queries}) == len(queries)
    assert not {p.name for query in queries for p in query.parameters} & OPTIONS


def test_things_are_marked_in_the_shipped_queries() -> None:
    columns = {(q.name, c.name) for q in all_queries() for c in q.columns if c.thing}
    assert {("who-defected", "who"), ("who-defected", "joined_side"), ("who-governs", "leaders")} <= columns
    assert ("dyads", "source") not in columns
