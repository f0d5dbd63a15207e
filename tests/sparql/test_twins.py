"""Every canned question in SPARQL: the same rows, types, order, situations and sentences as in Cypher."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.errors import QueryError
from kg.ontology import load as load_ontology
from kg.project import init_project
from kg.queries import Answer, Query, all_queries, ask, find_query, sentences
from kg.queries.twins import restated, twin_of
from kg.sparql import ask_twin, supporting
from tests.queries.test_answers import HOSTILE
from tests.queries.test_contract import ASKED, typed
from tests.sparql.conftest import Both, both_of
from tests.stores.worlds import AGENTS, TOWNS, add, worlds

TWINS = {label: asked for label, asked in ASKED.items() if find_query(asked[0]).sparql is None}


def told(answered: Callable[[], tuple[Answer, Any]]) -> Any:
    """All of an answer and its evidence, or the sentence that refuses it."""
    try:
        answer, evidence = answered()
    except QueryError as error:
        return str(error)
    return [c.name for c in answer.columns], typed(answer.rows), answer.why, evidence


def in_cypher(both: Both, query: Query, parameters: Mapping[str, Any]) -> Any:
    def answered() -> tuple[Answer, Any]:
        answer = ask(both.store, query, parameters)
        return answer, sentences(both.store, answer)

    return told(answered)


def in_sparql(both: Both, query: Query, parameters: Mapping[str, Any]) -> Any:
    def answered() -> tuple[Answer, Any]:
        answer = ask_twin(both.dataset, query, parameters)
        return answer, supporting(both.dataset, answer)

    return told(answered)


@pytest.mark.parametrize("asked", TWINS.values(), ids=TWINS.keys())
def test_same_answer(asked: tuple[str, Mapping[str, Any]], both: Both) -> None:
    name, parameters = asked
    query = find_query(name)
    assert in_sparql(both, query, parameters) == in_cypher(both, query, parameters)


@pytest.mark.parametrize("query", [q for q in all_queries() if q.sparql is None], ids=lambda q: q.name)
def test_examples_have_rows(query: Query, golden: Both) -> None:
    """So that the test above compares something."""
    examples = {p.name: p.example for p in query.parameters if p.example is not None}
    assert ask_twin(golden.dataset, query, examples).rows


def test_unrestricted(both: Both) -> None:
    """Every parameter that may be left out, left out; but the two that must be given."""
    for query in all_queries():
        needed = {p.name: p.example for p in query.parameters if p.required and p.example is not None}
        if query.sparql is None:
            assert in_sparql(both, query, needed) == in_cypher(both, query, needed), query.name


def test_what_sparql_cannot_ask_is_said(golden: Both) -> None:
    with pytest.raises(QueryError, match="how-connected has no SPARQL: SPARQL has no shortest path"):
        ask_twin(golden.dataset, find_query("how-connected"), {})


NAMES = [m.name for m in (*AGENTS, *TOWNS)]
CHOICES: Mapping[str, list[Any]] = {
    "entity": NAMES,
    "country": ["Kyrgyzstan", "Russia"],
    "date": ["2010-04-01", "2010-04-05", "2010-04-09"],
    "integer": [0, 1, 2],
    "class": ["Event", "Situation", "Attack", "Violence", "Offer", "AidPledge", "Meeting", "Tenure"],
    "text": ["planned", "offered", "current", "killed", "amount", "Naryn Herald", "report-1"],
}


@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(told=worlds, data=st.data())
def test_random_worlds(told: Any, data: st.DataObject, tmp_path_factory: pytest.TempPathFactory) -> None:
    project = init_project(Path(tmp_path_factory.mktemp("world")) / "project")
    for story in told:
        add(project, story)
    for both in both_of(project):
        for query in all_queries():
            given = {
                p.name: data.draw(st.sampled_from(CHOICES[p.type]))
                for p in query.parameters
                if p.required or data.draw(st.booleans())
            }
            if query.sparql is None:
                assert in_sparql(both, query, given) == in_cypher(both, query, given), (query.name, given)


def test_a_name_of_two_things(both: Both) -> None:
    """A parameter may be several IRIs; a row that both lead to stands once."""
    query = find_query("timeline")
    text = restated(twin_of(query).text, {"who": "<u:a> <u:b>"})
    assert "VALUES ?given_who { <u:a> <u:b> }" in text
    assert list(both.dataset.query(text)) == []


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=HOSTILE | st.sampled_from(['" } #', "\\u0022 }", "\\", "\n", "> <", "UNDEF }", "?given_article"]))
def test_nothing_that_is_typed_becomes_sparql(text: str, golden: Both) -> None:
    before = len(golden.dataset)
    try:
        assert not ask_twin(golden.dataset, find_query("what-an-article-says"), {"article": f"no article{text}"}).rows
    except QueryError:
        assert not text.isprintable()  # half a surrogate pair
    with pytest.raises(QueryError):
        ask_twin(golden.dataset, find_query("who-defected"), {"from": f"nobody here{text}"})
    assert len(golden.dataset) == before


@pytest.mark.parametrize(
    ("query", "parameters"),
    [
        ("who-defected", {"form": "Ak-Jol"}),
        ("who-defected", {"from": "Ak-Joll"}),
        ("who-defected", {"from": "Bakiyev"}),
        ("what-somebody-did", {"who": "Bakiyev"}),
        ("what-somebody-did", {"who": "Ак Жол"}),
        ("what-somebody-did", {"who": "roza-otunbayeva"}),
        ("who-defected", {"from": ""}),
        ("timeline", {"class": "Atack"}),
        ("violence-in", {}),
        ("violence-in", {"place": "Os\udce9"}),
    ],
)
def test_names_mean_the_same_and_so_do_refusals(query: str, parameters: dict[str, str], golden: Both) -> None:
    asked = find_query(query)
    assert in_sparql(golden, asked, parameters) == in_cypher(golden, asked, parameters)


def test_classes_that_a_twin_takes_for_the_lowest_are() -> None:
    """In Cypher a situation's class is one name; the twins ask for a type, which subclasses would have too."""
    below = {name for name, c in load_ontology().classes.items() if set(c.ancestors) & _LOWEST - {name}}
    assert below == set()
    assert {n for n, c in load_ontology().classes.items() if "Government" in c.ancestors} - {"Government"} == {
        "InterimGovernment"
    }


_LOWEST = {"AsylumOffer", "AsylumGrant", "Recognition", "Resignation", "Removal", "InterimGovernment"}
