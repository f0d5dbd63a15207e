"""The guided tour: what the Browser expects of its HTML, and queries that find something on the demo."""

from __future__ import annotations

import html.parser

import pytest

from kg.browser.guide import SLIDES, Slide, guide
from kg.queries import unknown_names
from tests.queries.conftest import Demo

QUERIES = [query for slide in SLIDES for query in slide.queries]


class Reader(html.parser.HTMLParser):
    """Collects the titles and the runnable queries; every element is closed where it should be."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.titles: list[str] = []
        self.runnable: list[str] = []
        self.feed(text)
        self.close()
        assert not self.open

    def handle_starttag(self, tag, attrs):
        self.open.append(tag)
        if tag == "pre":
            assert "runnable" in dict(attrs)["class"].split()
            self.runnable.append("")
        if tag == "h3":
            self.titles.append("")

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if self.open[-1:] == ["pre"]:
            self.runnable[-1] += data
        if self.open[-1:] == ["h3"]:
            self.titles[-1] += data


def test_every_slide_and_query_is_in_the_page() -> None:
    page = Reader(guide(SLIDES))
    assert page.titles == [slide.title for slide in SLIDES]
    assert page.runnable == QUERIES


def test_signs_stay_what_they_are() -> None:
    page = Reader(guide([Slide("a < b & c", ("<script>",), ("MATCH (a)<--(b) WHERE a.n > 1 RETURN '&amp;'",))]))
    assert page.titles == ["a < b & c"]
    assert page.runnable == ["MATCH (a)<--(b) WHERE a.n > 1 RETURN '&amp;'"]


@pytest.mark.parametrize("query", QUERIES)
def test_queries_speak_of_what_the_graph_has(query: str) -> None:
    assert list(unknown_names(query)) == []


@pytest.mark.parametrize("query", QUERIES)
def test_queries_find_something_on_the_demo(query: str, demo: Demo) -> None:
    assert demo.store.query(query).rows
