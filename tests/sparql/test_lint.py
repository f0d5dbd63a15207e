"""The rules for twins: the shipped ones keep them, and each rule catches what it is for."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from rdflib.plugins.sparql import prepareQuery

from kg.queries import Query, all_queries, find_query, parse_query
from kg.queries.twins import twin_of
from kg.sparql import lint_twin

HEADER = """\
// title: A test
// question: Is it in order?
// parameters:
//   who: {type: entity, default: null, help: whoever}
//   days: {type: integer, default: "2", help: days}
// columns:
//   who: who
//   places: where
//   why: why
RETURN {uri: p.uri, name: p.name} AS who,
       collect(DISTINCT t.name) AS places,
       [o.situation] AS why
"""
GOOD = """\
# twin: test.cypher
# lists: places
PREFIX kg: <https://w3id.org/crisiskg/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?who ?whoLabel ?places ?why
WHERE {
  VALUES ?given_who { UNDEF }
  VALUES ?given_days { 2 }
  ?why a kg:Event ; kg:actor ?who ; kg:place/rdfs:label ?places .
  ?who rdfs:label ?whoLabel .
  FILTER (?who = ?given_who || ?given_days > 2)
}
"""


def problems(place: Path, twin: str | None, header: str = HEADER) -> str:
    (place / "test.cypher").write_text(header, "utf-8")
    (place / "test.rq").unlink(missing_ok=True)
    if twin is not None:
        (place / "test.rq").write_text(twin, "utf-8")
    return "\n".join(lint_twin(parse_query(header, place / "test.cypher")))


@pytest.mark.parametrize("query", all_queries(), ids=lambda q: q.name)
def test_shipped_questions_have_a_twin_or_a_reason(query: Query) -> None:
    assert list(lint_twin(query)) == []


@pytest.mark.parametrize("query", [q for q in all_queries() if q.sparql is None], ids=lambda q: q.name)
def test_another_parser_reads_them(query: Query) -> None:
    prepareQuery(twin_of(query).text)


def test_no_twin_is_left_over() -> None:
    names = {query.name for query in all_queries()}
    folder = find_query("timeline").path.parent
    assert {path.stem for path in folder.glob("*.rq")} == names - {"how-connected"}


def test_a_good_one(tmp_path: Path) -> None:
    assert problems(tmp_path, GOOD) == ""


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"kg:Event": "kg:Evnet"}, "neither the ontology nor the view has kg:Evnet"),
        ({"kg:actor": "kg:actr"}, "line 7: neither the ontology nor the view has kg:actr"),
        ({"rdfs:label ?places": "rdfs:lable ?places"}, "neither the ontology nor the view has rdfs:lable"),
        ({"# twin: test.cypher": "# a twin"}, "the first line is `# twin: test.cypher`"),
        ({"# lists: places": "# lists: plcs"}, "`lists` has 'plcs', which is no column"),
        ({"?places ?why\n": "?why\n"}, "selects no ?places"),
        ({"?who ?whoLabel ?places": "?who ?places"}, "?whoLabel is selected for a thing, and for nothing else"),
        ({"?given_who { UNDEF }": "?given_whom { UNDEF }"}, "?given_whom is no parameter of test.cypher"),
        ({"  VALUES ?given_who { UNDEF }\n": ""}, "?given_who is in no VALUES ?given_who { … }"),
        ({"{ 2 }": "{ 3 }"}, "VALUES ?given_days holds 3, which is not the default of days"),
        ({"{ 2 }": "{ UNDEF }"}, "holds UNDEF, which is not the default of days"),
        ({"  VALUES ?given_days { 2 }\n": "", " || ?given_days > 2": ""}, "days restricts nothing"),
        ({"WHERE {": "WHERE {{"}, "is not SPARQL"),
        ({"SELECT ?who ?whoLabel ?places ?why\nWHERE": "ASK"}, "a twin is a SELECT"),
        ({"WHERE {": "WHERE { SERVICE <http://127.0.0.1:1/> {}"}, "SERVICE leaves the default graph"),
        ({"WHERE {": "FROM <http://127.0.0.1:1/> WHERE {"}, "FROM leaves the default graph"),
    ],
)
def test_each_rule_catches(change: Mapping[str, str], said: str, tmp_path: Path) -> None:
    text = GOOD
    for old, new in change.items():
        assert old in text
        text = text.replace(old, new)
    assert said in problems(tmp_path, text)


def test_neither_twin_nor_reason_and_both(tmp_path: Path) -> None:
    reason = HEADER.replace("// columns", "// sparql: it cannot\n// columns")
    assert "neither a twin test.rq nor a reason" in problems(tmp_path, None)
    assert problems(tmp_path, None, reason) == ""
    assert "says that there is no twin, but there is one" in problems(tmp_path, GOOD, reason)
