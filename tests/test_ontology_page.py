"""The ontology's web page: every term under its anchor, links that lead somewhere, HTML that browsers take."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from pathlib import Path
from xml.etree.ElementTree import Element

import html5rdf
import pyoxigraph as ox
import pytest

from kg.ontology import load
from kg.ontology.page import FILES, anchor, page
from kg.resources import folder
from tests.browser.page import browser_page, chromium

DOCS = Path(__file__).resolve().parents[1] / "docs"
KG = "https://w3id.org/crisiskg/ontology"
MAIN = "import sys; from kg.cli import main; sys.argv = ['kg', *sys.argv[1:]]; main()"
DECLARED = {
    f"http://www.w3.org/2002/07/owl#{kind}"
    for kind in ("Class", "ObjectProperty", "DatatypeProperty", "AnnotationProperty")
} | {f"http://www.w3.org/2004/02/skos/core#{kind}" for kind in ("Concept", "ConceptScheme")}


def terms() -> set[str]:
    """The IRIs of all terms, schemes and values that the Turtle files declare."""
    triples = [triple for name in FILES for triple in ox.parse(path=str(folder("ontology") / f"{name}.ttl"))]
    return {
        triple.subject.value
        for triple in triples
        if triple.predicate.value.endswith("#type")
        and triple.object.value in DECLARED  # type: ignore[union-attr]
        and "crisiskg" in triple.subject.value
    }


@pytest.fixture(scope="module")
def read() -> Element:
    """The page in docs/ as the parser of the HTML standard reads it, which fails on what is not well-formed."""
    parser = html5rdf.HTMLParser(strict=True, namespaceHTMLElements=False)
    found: Element = parser.parse((DOCS / "ontology.html").read_text("utf-8"))
    return found


def ids(read: Element) -> list[str]:
    return [element.get("id", "") for element in read.iter() if element.get("id") is not None]


def test_every_term_has_its_anchor(read: Element) -> None:
    found = {element.get("id") for element in read.iter("article")}
    assert found == {anchor(term) for term in terms()}
    assert len(found) == len(terms()) > 500
    assert {"Defection", "actor", "scheme/certainty/probable", "defectedFrom", "Claim"} <= found


def test_ids_are_unique_and_can_be_linked_to(read: Element) -> None:
    assert [id_ for id_, count in Counter(ids(read)).items() if count > 1] == []
    assert [id_ for id_ in ids(read) if not id_ or any(c.isspace() for c in id_)] == []


def test_links_lead_somewhere(read: Element) -> None:
    known = set(ids(read))
    links = [element.get("href", "") for element in read.iter() if element.tag in ("a", "link")]
    inside = [link for link in links if link.startswith("#")]
    assert len(inside) > 1000
    assert [link for link in inside if link[1:] not in known] == []
    beside = [link for link in links if not link.startswith(("#", "http", "data:"))]
    assert {Path(link).name for link in beside} == {f"{name}.ttl" for name in (*FILES, "shapes")}
    assert [link for link in beside if not (DOCS / link).is_file()] == []


def test_nothing_is_fetched_and_nothing_runs(read: Element) -> None:
    assert {element.tag for element in read.iter()} & {"script", "img", "iframe", "object", "embed"} == set()
    style = next(read.iter("style")).text or ""
    assert "url(" not in style
    assert "@import" not in style
    assert "prefers-color-scheme: dark" in style


def test_headings_come_in_their_order(read: Element) -> None:
    levels = [int(element.tag[1]) for element in read.iter() if element.tag in ("h1", "h2", "h3", "h4")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(next_ <= level + 1 for level, next_ in zip(levels, levels[1:], strict=False))


def test_a_term_says_all_of_it(read: Element) -> None:
    def said(id_: str) -> str:
        return " ".join(" ".join(next(e for e in read.iter("article") if e.get("id") == id_).itertext()).split())

    defection = said("Defection")
    for part in (
        "kg:Defection",
        "side left",
        "Agent",
        "defectedFrom",
        "PLOVER",
        "CAMEO",
        load().classes["Defection"].definition,
    ):
        assert part in defection, part
    assert "subclass of foaf:Person" in said("Person")
    assert "in the property graph LEFT_SIDE" in said("leftSide")
    assert "derived from Defection : actor → leftSide" in said("defectedFrom")
    assert "written probable" in said("scheme/certainty/probable")


def test_the_header_says_what_catalogues_ask_for(read: Element) -> None:
    header = {
        triple.predicate.value.rpartition("/")[2].rpartition("#")[2]: triple.object
        for triple in ox.parse(path=str(folder("ontology") / "core.ttl"))
        if triple.subject == ox.NamedNode(KG)
    }
    for name in ("title", "description", "creator", "license", "issued", "modified", "versionInfo", "versionIRI"):
        assert name in header, name
    assert header["versionIRI"] == ox.NamedNode(f"{KG}/{header['versionInfo'].value}")
    assert str(header["issued"].value) <= str(header["modified"].value)
    shown = " ".join(" ".join(next(read.iter("header")).itertext()).split())
    for name in ("title", "description", "creator", "license", "issued", "modified", "versionInfo", "versionIRI"):
        assert header[name].value in shown, name


def test_the_command_writes_it(tmp_path: Path) -> None:
    out = tmp_path / "ontology.html"
    command = [sys.executable, "-c", MAIN, "ontology", "page", "--turtle", "https://example.org/v1/", "-o", str(out)]
    subprocess.run(command, check=True)
    assert out.read_text("utf-8") == page(files="https://example.org/v1/")
    assert 'href="https://example.org/v1/core.ttl"' in out.read_text("utf-8")


@pytest.mark.browser
def test_a_browser_opens_it(tmp_path: Path) -> None:
    """No error, no request, nothing wider than a phone; an anchor leads to its term."""
    command = chromium()
    if command is None:
        (pytest.fail if os.environ.get("KG_REQUIRE_NEO4J") == "1" else pytest.skip)("no Chromium with playwright")
    with browser_page(tmp_path / "profile", command) as opened:
        tab, wrong, asked = opened.page, [], []
        tab.on("pageerror", lambda error: wrong.append(str(error)))
        tab.on("console", lambda message: wrong.append(message.text))
        tab.on("request", lambda request: asked.append(request.url))
        tab.set_viewport_size({"width": 360, "height": 640})
        address = (DOCS / "ontology.html").as_uri()
        tab.goto(f"{address}#Defection")
        assert tab.evaluate("document.querySelector(':target').id") == "Defection"
        assert abs(tab.evaluate("document.getElementById('Defection').getBoundingClientRect().top")) < 2
        assert tab.evaluate("document.documentElement.scrollWidth") <= 360
        assert tab.evaluate("document.compatMode") == "CSS1Compat"
        colours = []
        for scheme in ("light", "dark"):
            tab.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            colours.append(tab.evaluate("getComputedStyle(document.body).backgroundColor"))
    assert colours[0] != colours[1]
    assert wrong == []
    assert {url.partition("#")[0] for url in asked if not url.startswith("data:")} == {address}
