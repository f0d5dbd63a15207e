"""The whole way: the demo's articles are read, loaded and asked, and the answers are in them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from kg.build import build
from kg.project import init_project
from kg.queries import Answer, Query, all_queries, ask, find_query, sentences
from kg.resources import folder
from kg.stores import Store, open_store


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    project = init_project(tmp_path_factory.mktemp("read") / "project")
    with open_store(project) as opened:
        report = build([folder("demo") / "articles.jsonl"], project, opened)
        assert (report.articles, report.problems) == (10, ())
        yield opened


def named(answer: Answer, column: str) -> list[str | None]:
    at = [c.name for c in answer.columns].index(column)
    return [row[at]["name"] if isinstance(row[at], dict) else row[at] for row in answer.rows]


def quotes(store: Store, answer: Answer) -> str:
    return "\n".join(sentence.quote for row in sentences(store, answer) for sentence in row)


def test_who_defected_from_ak_jol(store: Store) -> None:
    answer = ask(store, find_query("who-defected"), {"from": "Ak-Jol"})
    assert named(answer, "left_side") == ["Ak-Jol", "Ak-Jol"]
    assert "Kyrgyz interim government" in named(answer, "joined_side")
    assert "gone over to the opposition" in quotes(store, answer)
    assert "defected to the interim government" in quotes(store, answer)


def test_which_powers_offered_aid(store: Store) -> None:
    answer = ask(store, find_query("who-offered-aid"), {"country": "Kyrgyzstan"})
    assert {"Russia", "United States"} <= set(named(answer, "power"))
    assert 50_000_000 in named(answer, "amount_to")
    assert "Russia pledged $50 million to Kyrgyzstan on Wednesday" in quotes(store, answer)


def test_what_is_denied_and_what_was_corrected(store: Store) -> None:
    denied = ask(store, find_query("what-is-denied"), {"by": "Bakiyev"})
    assert any("shoot at the crowd" in str(quote) for quote in named(denied, "quote"))
    corrected = ask(store, find_query("contradictions"), {})
    assert "He did not leave from Osh" in quotes(store, corrected)


def test_deaths_by_source(store: Store) -> None:
    answer = ask(store, find_query("deaths-by-source"), {})
    assert {76, 5} <= set(named(answer, "killed_from"))
    assert "Health Ministry" in named(answer, "source")


@pytest.mark.parametrize("query", all_queries(), ids=lambda query: query.name)
def test_every_example_answers(query: Query, store: Store) -> None:
    answer = ask(store, query, {p.name: p.example for p in query.parameters if p.example is not None})
    assert answer.rows, query.example
