"""Queries of one's own: what is found, in which forms, and what is refused."""

from __future__ import annotations

import io
import json
import socket
import threading
import time
from collections.abc import Iterator

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import QueryError, UsageError
from kg.sparql import results, tabulated, within, written
from kg.sparql.tokens import tokens

HELD = """
<https://w3id.org/crisiskg/entity/osh> <http://www.w3.org/2000/01/rdf-schema#label> "Service, \\"Osh\\"" .
<https://w3id.org/crisiskg/entity/osh> <https://w3id.org/crisiskg/ontology#country> "KGZ" .
"""


@pytest.fixture(scope="module")
def dataset() -> ox.Store:
    store = ox.Store()
    store.load(HELD, ox.RdfFormat.N_QUADS)
    return store


def told(dataset: ox.Store, query: str, form: str) -> str:
    out = io.BytesIO()
    written(results(dataset, query), form, out)
    return out.getvalue().decode()


@pytest.fixture
def listening() -> Iterator[tuple[str, list[object]]]:
    """An address that notes who calls."""
    called: list[object] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)

        def wait() -> None:
            while not stop.is_set():
                try:
                    connection, _ = server.accept()
                except TimeoutError:
                    continue
                called.append(connection)
                connection.close()

        stop = threading.Event()
        thread = threading.Thread(target=wait)
        thread.start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}/", called
        stop.set()
        thread.join()


def test_select_in_the_forms_of_the_standard(dataset: ox.Store) -> None:
    query = "SELECT ?e ?name { ?e rdfs:label ?name }"
    assert told(dataset, query, "csv").splitlines() == [
        "e,name",
        'https://w3id.org/crisiskg/entity/osh,"Service, ""Osh"""',
    ]
    assert told(dataset, query, "tsv").startswith("?e\t?name\n<https://w3id.org/crisiskg/entity/osh>\t")
    (row,) = json.loads(told(dataset, query, "json"))["results"]["bindings"]
    assert row["name"] == {"type": "literal", "value": 'Service, "Osh"'}


def test_ask_and_construct(dataset: ox.Store) -> None:
    assert told(dataset, "ASK { ?e kg:country 'KGZ' }", "csv") == "true\n"
    assert tabulated(results(dataset, "ASK { ?e kg:country 'RUS' }")).rows == (("no",),)
    built = told(dataset, "CONSTRUCT { ?e a kg:Place } WHERE { ?e kg:country ?c }", "ttl")
    assert built.splitlines()[-1] == "<https://w3id.org/crisiskg/entity/osh> a kg:Place ."
    assert len(list(ox.parse(built, ox.RdfFormat.TURTLE))) == 1


def test_a_table_shortens(dataset: ox.Store) -> None:
    table = tabulated(results(dataset, "SELECT ?p ?o ?none { ?s ?p ?o } ORDER BY ?p"))
    assert table.columns == ("p", "o", "none")
    assert table.rows == (("rdfs:label", 'Service, "Osh"', None), ("kg:country", "KGZ", None))


def test_forms_that_do_not_fit(dataset: ox.Store) -> None:
    with pytest.raises(UsageError, match="no ttl; forms are table, csv, tsv, json, xml"):
        told(dataset, "ASK {}", "ttl")
    with pytest.raises(UsageError, match="the form is ttl"):
        told(dataset, "DESCRIBE <u:x>", "json")


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("INSERT DATA { <u:a> <u:b> <u:c> }", "INSERT writes; kg sparql reads: SELECT, ASK, CONSTRUCT, DESCRIBE"),
        ("PREFIX insert: <u:x> DELETE WHERE { ?s ?p ?o }", "DELETE writes"),
        ("LOAD <http://127.0.0.1:1/x>", "LOAD writes"),
        ("SELECT * { ?a ?b }", "the query is not SPARQL: error at"),
        ("", "the query is not SPARQL"),
        ("MATCH (n) RETURN n", "the query is not SPARQL"),
    ],
)
def test_what_is_refused(query: str, said: str, dataset: ox.Store) -> None:
    with pytest.raises(QueryError, match=said):
        results(dataset, query)
    assert len(dataset) == 2


CALLS = [
    "SELECT * {{ SERVICE <{}> {{ ?a ?b ?c }} }}",
    "SELECT * {{ service silent <{}> {{ ?a ?b ?c }} }}",
    "SELECT * {{ ?a <u:#> ?b.SERVICE<{}>{{ ?a ?b ?c }} }}",
    "SELECT * {{ VALUES ?s {{ <{}> }} SERVICE ?s {{ ?a ?b ?c }} }}",
    "PREFIX service: <{}> SELECT * {{ SERVICE service:x {{ ?a ?b ?c }} }}",
    "SELECT * {{ ?x ?y ?z FILTER(?x<?y) SERVICE <{}> {{ ?a ?b ?c }} FILTER(?x>?y) }}",
    "SELECT * {{ ?x ?y ?z FILTER(?x<?y#>\n) SERVICE <{}> {{ ?a ?b ?c }} }}",
    "SELECT * {{ ?x <u:\\u0061#> 'a' . SERVICE <{}> {{ ?a ?b ?c }} }}",
    "SELECT * {{ ?x ?y '''a'b''' , \"'\" . SERVICE <{}> {{ ?a ?b ?c }} }}",
]


@pytest.mark.parametrize("query", CALLS)
def test_no_other_machine_is_asked(query: str, dataset: ox.Store, listening: tuple[str, list[object]]) -> None:
    address, called = listening
    with pytest.raises(QueryError, match="SERVICE asks another machine; kg sparql asks none"):
        results(dataset, query.format(address))
    assert called == []


@pytest.mark.parametrize("query", ["SELECT * FROM <{}> {{ ?a ?b ?c }}", "SELECT * {{ GRAPH <{}> {{ ?a ?b ?c }} }}"])
def test_a_graph_that_is_not_here_is_not_fetched(
    query: str, dataset: ox.Store, listening: tuple[str, list[object]]
) -> None:
    address, called = listening
    assert tabulated(results(dataset, query.format(address))).rows == ()
    assert called == []


def test_the_engine_would_ask(dataset: ox.Store, listening: tuple[str, list[object]]) -> None:
    """So the test above can fail: without us the engine follows SERVICE."""
    address, called = listening
    with pytest.raises((OSError, ValueError)):
        list(dataset.query(CALLS[0].format(address)))  # type: ignore[arg-type]
    assert called


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { ?service rdfs:label 'service' } # a service",
        'SELECT * { ?s rdfs:label "SERVICE <http://x/>" ; <u:service> ?c ; kg:service ?d ; service:x ?e }',
        "SELECT * { ?s rdfs:label '''it's a\nService''' . _:service ?p $service }",
    ],
)
def test_the_word_alone_is_no_call(query: str, dataset: ox.Store) -> None:
    prologue = "PREFIX service: <http://example.org/service/> "
    assert tabulated(results(dataset, prologue + query)).rows == ()


@given(st.text(alphabet="<>\"'\\#{}?$:.;@ab \n_SERVICE"), st.text(alphabet="<>\"'\\#{}?$:.;@ab \n_"))
def test_tokens_lose_nothing_but_blanks(before: str, after: str) -> None:
    query = before + after
    assert "".join(t.text for t in tokens(query)).replace("\n", "").replace(" ", "") == query.replace("\n", "").replace(
        " ", ""
    )


def test_work_that_takes_too_long_is_given_up() -> None:
    begin = time.monotonic()
    with pytest.raises(QueryError, match=r"no answer within 0.1 seconds; ask for less \(LIMIT\)"):
        within(0.1, lambda: time.sleep(2))
    assert time.monotonic() - begin < 1.5
    assert within(10, lambda: 7) == 7
    with pytest.raises(KeyError):
        within(10, lambda: {}["x"])
