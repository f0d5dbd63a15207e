"""The whole way in a real Browser on a real server: log in, style, guide, saved query, drawn graph, an edge's sentence.

KG_SCREENSHOT=FILE    where the picture of docs/browser.md is written
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.browser import palette
from kg.browser.beside import post_connect_settings, start, stop
from kg.browser.guide import SLIDES
from kg.stores import schema
from kg.stores.load import load
from kg.stores.neo4j import Address, connect
from tests.browser.page import BrowserPage, browser_page, chromium
from tests.neo4j.server import launched_with, need_java
from tests.queries.conftest import load_demo

pytestmark = [pytest.mark.neo4j, pytest.mark.browser, pytest.mark.timeout(600)]

USER, PASSWORD = "neo4j", "only-for-this-test"
NO_CHROMIUM = "no headless Browser: install Chromium (apt-get install chromium) and playwright (pip)"

ACCOUNT = Address("bolt://127.0.0.1", None, USER, PASSWORD)


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BrowserPage]:
    """The Browser of a server that holds the demo, logged in after one mistyped password."""
    need_java()
    command = chromium()
    if command is None:
        (pytest.fail if os.environ.get("KG_REQUIRE_NEO4J") == "1" else pytest.skip)(NO_CHROMIUM)
    place = tmp_path_factory.mktemp("browser")
    settings = post_connect_settings(start(place / "kit"))
    try:
        with (
            launched_with(place / "home", settings, Address("bolt://127.0.0.1", None, USER, PASSWORD)) as (
                server,
                address,
            ),
            browser_page(place / "profile", command) as opened,
        ):
            fill(address, place / "project")
            opened.open(server.http, server.bolt, USER)
            opened.log_in("mistyped")
            opened.until("a wrong password is refused", lambda: "unauthorized" in opened.text().lower())
            opened.log_in(PASSWORD)
            opened.until("connected", opened.is_connected)
            opened.until("the guide is shown", lambda: SLIDES[0].title in opened.text())
            opened.until("the style is taken", lambda: "node.Party" in opened.stored("grass"))
            opened.drop(place / "kit" / "favourites.zip")
            opened.until("the queries are saved", lambda: "Who left which party" in opened.stored("documents"))
            opened.click("navigationFavorites")
            yield opened
    finally:
        stop(place / "kit")


def fill(address: Address, folder: Path) -> None:
    project, _ = load_demo(folder)
    store = connect(address, schema=schema.NEO4J)
    try:
        assert not load(project, store).problems
    finally:
        store.close()


def run_saved(page: BrowserPage, name: str) -> None:
    page.click(f"scriptTitle-{name}")
    page.until("it is in the editor", lambda: f"// {name}" in page.editor())
    page.run()
    page.until("a graph is drawn", lambda: len(page.drawn()[0]) > 1)


def test_a_saved_query_draws_its_graph_in_our_colours(page: BrowserPage) -> None:
    run_saved(page, "Offers of aid")
    nodes, edges = page.drawn()
    assert nodes["Russia"] == nodes["Kyrgyzstan"] == palette.YELLOW
    situations = {colour for caption, colour in nodes.items() if caption.startswith("[happened]")}
    assert situations == {palette.ORANGE}
    assert "ACTOR" in edges
    # captions are cut short where an edge is; the overview beside the drawing is not
    assert all(f"{type_} (" in page.newest() for type_ in ("ACTOR", "RECIPIENT", "OFFERED_AID_TO"))


def test_no_caption_is_a_hash(page: BrowserPage) -> None:
    run_saved(page, "The words themselves")
    nodes, edges = page.drawn()
    assert all(nodes), "a node without a caption"
    assert all(edges), "an edge without a caption"
    assert not [caption for caption in nodes if "w3id.org" in caption]


def test_an_edge_shows_its_sentence_outlet_and_day(page: BrowserPage, tmp_path: Path) -> None:
    run_saved(page, "Defections")
    # DEFECTED_FROM or DEFECTED_TO
    page.click_edge(palette.VERMILLION)
    page.until("its properties are shown", lambda: "Relationship properties" in page.newest())
    shown = page.newest()
    assert "deputies" in shown or "lawmakers" in shown
    assert all(name in shown for name in ("DEFECTED_", "quote", "outlet", "published", "2010-04-"))
    picture = Path(os.environ.get("KG_SCREENSHOT") or tmp_path / "browser.png")
    page.page.screenshot(path=picture)
    assert picture.stat().st_size < 200_000


def test_a_query_of_the_guide_goes_to_the_editor_and_draws(page: BrowserPage) -> None:
    guide = page.page.locator("[data-testid=frame]", has_text=SLIDES[0].title).last
    guide.locator("pre.runnable").first.click()
    page.until("it is in the editor", lambda: "STATED_IN" in page.editor())
    page.run()
    page.until("a graph is drawn", lambda: len(page.drawn()[0]) > 1)
    colours = set(page.drawn()[0].values())
    assert {palette.PALE, palette.BLACK} <= colours
