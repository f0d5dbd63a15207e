from __future__ import annotations

import csv
import datetime as dt
import hashlib
import re
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import HealthCheck, given, settings

from kg.errors import BusyError, InputError, UsageError
from kg.lookup import standing
from kg.package import PROFILES, Terms, check_bag, is_bag, make_package
from kg.project import Problem, Project
from kg.stores.hold import loading
from tests.stores import worlds
from tests.stores.worlds import Story, project_of

DCAT = "http://www.w3.org/ns/dcat#"
VOID = "http://rdfs.org/ns/void#"
TERMS = Terms("partner", quotes=True, issued=dt.date(2026, 1, 2))


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Ten small articles, always the same."""

    @settings(max_examples=1, derandomize=True, database=None, deadline=None, suppress_health_check=list(HealthCheck))
    @given(told=worlds.worlds.filter(lambda told: sum(len(story.claims) for story in told) > 6))
    def make(told: tuple[Story, ...]) -> None:
        made.append(project_of(tmp_path / "project", map(distinctive, told)))

    made: list[Project] = []
    make()
    return made[0]


def distinctive(story: Story) -> Story:
    """The story in words that stand nowhere else, so that they can be looked for."""
    text = story.article.text.replace("words of no meaning", "wqzx vj xq zqmvxkw")
    text = text.ljust(len(story.article.text), "q")
    return Story(replace(story.article, text=text, text_sha256=worlds.text_sha256(text)), story.claims)


def packed(project: Project, folder: Path, terms: Terms = TERMS) -> Path:
    make_package(project, folder, terms, progress=lambda done, total: None)
    return folder


def files(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def described(folder: Path) -> rdflib.Graph:
    return rdflib.Graph().parse(folder / "data" / "dataset.ttl")


@pytest.mark.parametrize("profile", PROFILES)
def test_what_the_description_says_of_each_file_is_so(project: Project, tmp_path: Path, profile: str) -> None:
    folder = packed(project, tmp_path / "out", replace(TERMS, profile=profile))
    about = described(folder)
    found = list(about.subjects(rdflib.RDF.type, rdflib.URIRef(DCAT + "Distribution")))
    assert len(found) == len(PROFILES[profile])
    for one in found:
        path = folder / "data" / str(about.value(one, rdflib.DCTERMS.title))
        assert int(str(about.value(one, rdflib.URIRef(DCAT + "byteSize")))) == path.stat().st_size
        (checksum,) = about.objects(one, rdflib.URIRef("http://spdx.org/rdf/terms#checksum"))
        value = about.value(checksum, rdflib.URIRef("http://spdx.org/rdf/terms#checksumValue"))
        assert value is not None
        assert value.split("^^")[0].lower() == hashlib.sha256(path.read_bytes()).hexdigest()
        (subset,) = about.subjects(rdflib.URIRef(VOID + "dataDump"), one)
        count = int(str(about.value(subset, rdflib.URIRef(VOID + "triples"))))
        assert count == len(set(ox.parse(path=str(path)))) == len(list(ox.parse(path=str(path))))


def test_every_file_of_the_data_is_named_on_the_page_for_people(project: Project, tmp_path: Path) -> None:
    folder = packed(project, tmp_path / "out")
    page = (folder / "data" / "README.md").read_text("utf-8")
    top = {path.name for path in (folder / "data").iterdir()} - {"README.md"}
    assert {name.rstrip("/") for name in re.findall(r"^\| `([^`]+)`", page, re.MULTILINE)} == top


def test_a_bag_that_the_tools_of_a_system_take(project: Project, tmp_path: Path) -> None:
    folder = packed(project, tmp_path / "out")
    assert is_bag(folder)
    check_bag(folder)
    subprocess.run(["sha256sum", "--check", "--quiet", "manifest-sha256.txt"], cwd=folder, check=True)


def change(folder: Path) -> str:
    with (folder / "data" / "claims.trig").open("a") as file:
        file.write("\n")
    return "claims.trig"


def lose(folder: Path) -> str:
    (folder / "data" / "ontology" / "core.ttl").unlink()
    return "core.ttl"


def slip_in(folder: Path) -> str:
    (folder / "data" / "more.nq").write_text("")
    return "more.nq"


@pytest.mark.parametrize("damage", [change, lose, slip_in])
def test_a_package_that_was_changed_names_the_file(
    project: Project, tmp_path: Path, damage: Callable[[Path], str]
) -> None:
    folder = packed(project, tmp_path / "out")
    name = damage(folder)
    with pytest.raises(InputError, match=re.escape(name)):
        check_bag(folder)


def test_what_is_no_package_is_refused_in_a_sentence(tmp_path: Path) -> None:
    assert not is_bag(tmp_path)
    (tmp_path / "bagit.txt").write_text("BagIt-Version: 97\n")
    with pytest.raises(InputError, match="no package that can be read"):
        check_bag(tmp_path)


def test_without_quotes_no_words_of_a_claim_are_anywhere(project: Project, tmp_path: Path) -> None:
    for profile in PROFILES:
        folder = packed(project, tmp_path / profile, replace(TERMS, profile=profile, quotes=False))
        everything = b"".join(files(folder / "data").values()).decode()
        for item in standing(project):
            assert not isinstance(item, Problem)
            article, claims = item
            for claim in claims:
                words = article.text[claim.spans[0].start : claim.spans[0].end]
                assert words.strip() not in everything
                assert claim.id in everything or profile == "catalogue"


def test_the_same_project_is_packed_into_the_same_bytes(project: Project, tmp_path: Path) -> None:
    assert files(packed(project, tmp_path / "one")) == files(packed(project, tmp_path / "two"))


def test_claims_and_graph_speak_of_the_same_situations(project: Project, tmp_path: Path) -> None:
    folder = packed(project, tmp_path / "out", replace(TERMS, profile="store"))
    about = ox.NamedNode("https://w3id.org/crisiskg/ontology#about")
    claims, graph = (
        {q.triple for q in ox.parse(path=str(folder / "data" / name)) if q.predicate == about and "/claim/" in str(q)}
        for name in ("claims.nq", "graph.nt")
    )
    assert claims == graph
    assert claims


def test_the_base_of_an_institution(project: Project, tmp_path: Path) -> None:
    named = replace(
        project,
        base="https://data.example.org/bishkek/",
        publisher="Institute of Steppe Research",
        license="https://creativecommons.org/licenses/by/4.0/",
        contact="data@example.org",
    )
    folder = packed(named, tmp_path / "out", replace(TERMS, address="https://example.org/packages/1/"))
    ours = {q.subject.value for q in ox.parse(path=str(folder / "data" / "claims.trig"))}
    foreign = {iri for iri in ours if not iri.startswith("https://data.example.org/bishkek/")}
    assert foreign == {"https://w3id.org/crisiskg/ontology"}
    about = described(folder)
    this = rdflib.URIRef("https://data.example.org/bishkek/dataset")
    assert about.value(this, rdflib.DCTERMS.license) == rdflib.URIRef(named.license)
    publisher = about.value(this, rdflib.DCTERMS.publisher)
    assert str(about.value(publisher, rdflib.FOAF.name)) == named.publisher
    urls = {str(url) for url in about.objects(None, rdflib.URIRef(DCAT + "downloadURL"))}
    assert "https://example.org/packages/1/data/claims.trig" in urls
    assert "Source-Organization: Institute of Steppe Research" in (folder / "bag-info.txt").read_text()


def test_rights_are_kept_for_each_article(tmp_path: Path) -> None:
    project = project_of(tmp_path / "project", [])
    text = "A text of its own."
    article = worlds.Article("a" * 16, text, worlds.text_sha256(text), "one", title="=1+1", rights="Reserved")
    worlds.add(project, Story(article, ()))
    with (packed(project, tmp_path / "out") / "data" / "rights.csv").open(newline="") as table:
        (row,) = csv.DictReader(table)
    assert row["rights"] == "Reserved"
    assert row["article"].endswith("article/" + "a" * 16)
    assert not row["title"].startswith("=")


def test_a_folder_that_holds_something_stays_as_it_is(project: Project, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine.txt").write_text("mine")
    with pytest.raises(UsageError, match="not empty"):
        packed(project, tmp_path / "out")
    assert files(tmp_path / "out") == {"mine.txt": b"mine"}


def test_after_an_error_there_is_nothing(project: Project, tmp_path: Path) -> None:
    before = {path.name for path in tmp_path.iterdir()}
    with loading(project), pytest.raises(BusyError, match="is loading this project"):
        packed(project, tmp_path / "out")
    assert {path.name for path in tmp_path.iterdir()} == before


@pytest.mark.parametrize(
    ("terms", "says"),
    [
        (replace(TERMS, profile="museum"), "partner, store, web, catalogue"),
        (replace(TERMS, address="ftp://example.org/"), "http"),
        (replace(TERMS, address="https://example.org/a b/"), "http"),
    ],
)
def test_terms_that_cannot_be_kept(project: Project, tmp_path: Path, terms: Terms, says: str) -> None:
    with pytest.raises(UsageError, match=says):
        packed(project, tmp_path / "out", terms)
    assert not (tmp_path / "out").exists()


@settings(max_examples=10, deadline=None)
@given(told=worlds.worlds)
def test_any_project_can_be_packed(told: tuple[Story, ...]) -> None:
    with TemporaryDirectory() as place:
        folder = packed(project_of(Path(place) / "project", told), Path(place) / "out")
        check_bag(folder)
        described(folder)
