"""Every canned query, on the claims that were written by hand for the demo's articles."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from kg.decisions import decided
from kg.errors import QueryError
from kg.ids import local_id
from kg.project import append_decisions, read_article
from kg.queries import Answer, Sentence, all_queries, ask, find_query, sentences
from kg.queries.reader import Reader
from kg.stores.contents import counts
from kg.stores.load import load
from kg.stores.rows import Rows
from tests.queries.cases import CASES, Case, Row
from tests.queries.conftest import NOW, Demo

PARAMETRISED = pytest.mark.parametrize("case", CASES, ids=lambda c: " ".join([c.query, *c.parameters.values()]))


def plain(value: Any) -> Any:
    """The cell by name, lists as tuples, days as text."""
    match value:
        case dt.date():
            return value.isoformat()
        case Mapping():
            return value["name"]
        case list() | tuple():
            return tuple(map(plain, value))
        case _:
            return value


def rows_of(answer: Answer, columns: tuple[str, ...]) -> list[Row]:
    at = [[column.name for column in answer.columns].index(name) for name in columns]
    return [tuple(plain(row[n]) for n in at) for row in answer.rows]


def asked(store: Reader, case: Case) -> list[Row]:
    return rows_of(ask(store, find_query(case.query), case.parameters), case.columns)


def test_every_query_has_a_case() -> None:
    assert {case.query for case in CASES} == {query.name for query in all_queries()}


@PARAMETRISED
def test_rows(case: Case, demo: Demo) -> None:
    found = asked(demo.store, case)
    assert sorted(found, key=repr) == sorted(case.rows, key=repr)
    assert case.absent not in found


@pytest.mark.parametrize("without", sorted({c.without for c in CASES}, key=sorted), ids=lambda w: " ".join(sorted(w)))
def test_rows_rest_on_their_articles(without: frozenset[str], reduced: Demo) -> None:
    cases = [case for case in CASES if case.without == without]
    for case in cases:
        assert case.gone in asked(reduced.store, case)
    who = "+".join(sorted(without))  # an article is taken away more than once: the decisions must differ
    retracted = [decided("retract", (reduced.articles[a],), who=who, why="test", now=NOW) for a in sorted(without)]
    append_decisions(reduced.project, retracted)
    load(reduced.project, reduced.store)
    for case in cases:
        assert case.gone not in without_names(reduced.store, case), case.query
    now = NOW + dt.timedelta(seconds=1)
    append_decisions(reduced.project, [decided("undo", (d.id,), who="test", why="test", now=now) for d in retracted])
    load(reduced.project, reduced.store)
    for case in cases:
        assert case.gone in asked(reduced.store, case)


def without_names(store: Reader, case: Case) -> list[Row]:
    """The rows; none where the name that is asked about has gone with the article."""
    try:
        return asked(store, case)
    except QueryError:
        return []


@pytest.mark.parametrize("query", all_queries(), ids=lambda q: q.name)
def test_examples_answer(query: Any, demo: Demo) -> None:
    examples = {p.name: p.example for p in query.parameters if p.example is not None}
    answer = ask(demo.store, query, examples)
    assert answer.rows, query.example
    assert all(answer.why), "every row rests on something"
    for row in answer.rows:
        for column, cell in zip(answer.columns, row, strict=True):
            items = cell if isinstance(cell, list) else [cell]
            assert column.thing or not any(isinstance(item, dict) for item in items), column.name


@pytest.mark.parametrize("query", all_queries(), ids=lambda q: q.name)
def test_every_row_leads_to_its_sentences(query: Any, demo: Demo) -> None:
    answer = ask(demo.store, query, {p.name: p.example for p in query.parameters if p.example is not None})
    said = sentences(demo.store, answer)
    texts: dict[str | None, str] = {}
    for article_id in demo.articles.values():
        article = read_article(demo.project, article_id).article
        texts[article.url] = article.text
    assert len(said) == len(answer.rows)
    for evidence in said:
        assert evidence
        assert all(texts[s.url][s.start : s.end] == s.quote for s in evidence)


def test_why_is_the_defection(demo: Demo) -> None:
    answer = ask(demo.store, find_query("who-defected"), {"from": "Ak-Jol"})
    quotes = {s.quote for found in sentences(demo.store, answer) for s in found}
    assert quotes == {
        "Several deputies of the Ak Zhol party, which he founded in 2007, have gone over to the opposition",
        "Some lawmakers of Ak-Jol, the party of the ousted president, have defected to the interim government",
    }
    assert all(local_id(uri) for row in answer.why for uri in row)


def test_a_row_shows_no_sentence_that_names_somebody_else() -> None:
    """Of one defection, one article names deputies, another a minister: each row has its own article's sentence."""
    query = find_query("who-defected")
    things = [{"uri": f"u:{name}", "name": name} for name in ("deputies", "minister", "party")]
    rows = tuple((who, things[2], None, None, "certain", 1) for who in things[:2])
    answer = Answer(query, query.columns[:-1], rows, (("u:defection",),) * 2)
    told = [("deputies", "affirmed"), ("minister", "affirmed"), ("nobody", "negated")]

    class Claims:
        def read(self, text: str, parameters: object = None) -> Rows:
            fields = Sentence.__dataclass_fields__
            said = [{**dict.fromkeys(fields), "situation": "u:defection", "quote": w, "polarity": p} for w, p in told]
            parts = [[{"role": "actor", "uri": f"u:{w}"}, {"role": "leftSide", "uri": "u:party"}] for w, _ in told]
            columns = (*fields, "fillers")
            return Rows(columns, [(*row.values(), part) for row, part in zip(said, parts, strict=True)])

    assert [[s.quote for s in found] for found in sentences(Claims(), answer)] == [
        ["deputies", "nobody"],
        ["minister", "nobody"],
    ]


def test_dates_narrow(demo: Demo) -> None:
    query = find_query("who-offered-aid")
    before = ask(demo.store, query, {"until": "2010-04-12"})
    assert rows_of(before, ("power", "date")) == [("United States", "2010-04-10")]
    since = ask(demo.store, query, {"since": dt.date(2010, 4, 11), "power": "Russia"})
    assert {row[0] for row in rows_of(since, ("power", "date"))} == {"Russia"}


@pytest.mark.parametrize(
    ("query", "parameters", "said"),
    [
        ("who-defected", {"form": "Ak-Jol"}, "has no parameter 'form'; it has from, since, until"),
        ("who-defected", {"since": "April"}, "since: 'April' is no day; write it as 2010-04-15"),
        ("who-defected", {"from": "Ak-Joll"}, "nearest are: Ak-Jol"),
        ("who-defected", {"from": ""}, "from is empty"),
        ("who-offered-aid", {"country": "Kirgisistan"}, "no country is called 'Kirgisistan'; nearest are: Kyrgyzstan"),
        ("reported-by-several", {"outlets": "two"}, "outlets: 'two' is no whole number"),
        ("timeline", {"class": "Atack"}, "the ontology has no class 'Atack'; nearest are Attack"),
        ("violence-in", {}, "violence-in needs place"),
        ("violence-in", {"place": "Os\udce9"}, "place: 'Os\\udce9' is not text in the terminal's encoding"),
    ],
)
def test_wrong_parameters_are_explained(query: str, parameters: dict[str, str], said: str, demo: Demo) -> None:
    with pytest.raises(QueryError) as caught:
        ask(demo.store, find_query(query), parameters)
    assert said in str(caught.value)


HOSTILE = st.text(max_size=40) | st.sampled_from(
    ["'; MATCH (n) DETACH DELETE n //", "`", "\\", "\0", "\u202eOsh", "$who", "{uri: 1}", "' OR 1 = 1", "\ud800"]
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=HOSTILE)
def test_nothing_that_is_typed_becomes_cypher(text: str, demo: Demo) -> None:
    before = counts(demo.store)
    try:
        assert not ask(demo.store, find_query("what-an-article-says"), {"article": f"no article{text}"}).rows
    except QueryError:
        event("refused")
    with pytest.raises(QueryError):
        ask(demo.store, find_query("who-defected"), {"from": f"nobody here{text}"})
    assert counts(demo.store) == before


def test_unknown_query_names_the_nearest() -> None:
    with pytest.raises(QueryError, match="nearest are who-defected"):
        find_query("who-defects")
