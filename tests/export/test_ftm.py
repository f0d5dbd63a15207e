"""Entities of FollowTheMoney: what is affirmed and nothing else, each thing once, and valid for its own library."""

from __future__ import annotations

import io
import json
import os
import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from kg.bulk import export_ftm
from kg.export.ftm import SCHEMATA, ftm_records
from kg.ids import local_id
from kg.model import Article, Graph, Node
from kg.ontology import load
from kg.project import Project
from kg.registry import load as load_registry
from kg.stores.whole import whole_graph
from tests.stores.worlds import PEOPLE, POSTS, SIEGE, Story, project_of, worlds
from tests.strategies import NASTY

ROOT = Path(__file__).resolve().parents[2]
CHECK = Path(__file__).with_name("ftm_check.py")
TOLD = {"Event", "Occupancy", "Membership"}
Record = dict[str, Any]


def exported(project: Project) -> str:
    out = io.StringIO()
    assert export_ftm(project, out, progress=lambda done, total: None).problems == ()
    return out.getvalue()


def records(text: str) -> list[Record]:
    return [json.loads(line) for line in text.splitlines()]


def library() -> str:
    """The Python that has the library: KG_FTM_PYTHON, else that of `make ftm`."""
    python = os.environ.get("KG_FTM_PYTHON", str(ROOT / ".venv" / "ftm" / "bin" / "python"))
    if not Path(python).exists():
        missing = "no environment with followthemoney: make ftm, or set KG_FTM_PYTHON"
        (pytest.fail if os.environ.get("KG_REQUIRE_FTM") == "1" else pytest.skip)(missing)
    return python


def said_by_library(*texts: str) -> str:
    with tempfile.TemporaryDirectory() as place:
        paths = [Path(place) / f"{n}.json" for n in range(len(texts))]
        for path, text in zip(paths, texts, strict=True):
            path.write_text(text, encoding="utf-8")
        done = subprocess.run([library(), str(CHECK), *map(str, paths)], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()


@given(told=worlds)
@settings(max_examples=8, deadline=None)
def test_only_what_is_affirmed_and_undisputed_is_told(told: tuple[Story, ...]) -> None:
    with tempfile.TemporaryDirectory() as place:
        project = project_of(Path(place), told)
        text = exported(project)
        assert text == exported(project)
        with whole_graph(project) as whole:
            nodes = [node for part in whole.parts() for node in part.nodes]
    found = records(text)
    by_id = {record["id"]: record for record in found}
    assert len(by_id) == len(found)
    wanted = {local_id(n.uri): n.properties["status"] for n in nodes if "Situation" in n.labels}
    situations = {record["properties"]["recordId"][0] for record in found if record["schema"] in TOLD}
    assert all(wanted[id_] in ("happened", "holds") for id_ in situations)
    happened = {local_id(n.uri) for n in nodes if "Event" in n.labels and n.properties["status"] == "happened"}
    assert {r["id"] for r in found if r["schema"] == "Event"} == happened
    assert sum(r["schema"] == "Article" for r in found) == len(told)
    # an entity told by several articles is one
    entities = {local_id(n.uri) for n in nodes if "Entity" in n.labels}
    assert entities <= set(by_id)
    for record in (r for r in found if r["schema"] in TOLD):
        assert record["properties"]["summary"]
        assert {by_id[id_]["schema"] for id_ in record["properties"]["proof"]} == {"Article"}
        assert all(id_ in by_id for id_ in record["properties"].get("involved", ()))


def test_the_library_takes_everything_of_hostile_worlds() -> None:
    texts: list[str] = []

    @given(told=worlds)
    @settings(max_examples=10, deadline=None, database=None)
    def gather(told: tuple[Story, ...]) -> None:
        with tempfile.TemporaryDirectory() as place:
            texts.append(exported(project_of(Path(place), told)))

    library()
    gather()
    assert said_by_library(*texts) == ""


def test_the_library_takes_what_the_registry_lists_and_hostile_names() -> None:
    ontology = load()
    listed = [
        Node(
            f"x:entity/{entity.id}",
            (*ontology.labels(entity.type), "Resource"),
            {"name": entity.name, "aliases": entity.aliases, "type": entity.type, "country": entity.country or ""},
        )
        for entity in load_registry().entities.values()
    ]
    hostile = [
        Node(f"x:entity/n{n}", ("Person", "Agent", "Entity", "Resource"), {"name": name, "type": "Person"})
        for n, name in enumerate([*NASTY, "", "x" * 2000])
    ]
    articles = [
        Node(f"x:article/a{n}", ("Article", "Resource"), {"title": name, "url": name, "language": "en"})
        for n, name in enumerate(
            [*NASTY, "https://", "http://[", "ftp://a.org/x", "https://a.org/ x", "https://a.org/x"]
        )
    ]
    graph = Graph((*listed, *hostile, *articles), ())
    found = list(ftm_records([graph]))
    assert len(found) == len(graph.nodes)
    assert [r["properties"]["sourceUrl"] for r in found if "sourceUrl" in r["properties"]] == [["https://a.org/x"]]
    countries = [node for node in listed if node.properties["country"]]
    assert sum("country" in r["properties"] for r in found) == len(countries)
    assert said_by_library("".join(json.dumps(record) + "\n" for record in found)) == ""


def test_every_class_of_entity_has_a_schema() -> None:
    assert set(load().concrete("Entity")) <= set(SCHEMATA)


def _story(number: int, **changes: Any) -> Story:
    base = Article(f"{number:016x}", "x" * 40, f"{number:064x}", f"a{number}", publisher="Naryn Herald")
    from kg.ids import text_sha256
    from kg.model import Claim, Span

    article = replace(base, text_sha256=text_sha256(base.text))
    claim = Claim(
        id=f"{number + 100:016x}",
        article=article.id,
        situation="s",
        class_="Attack",
        realis="event",
        polarity="affirmed",
        certainty="certain",
        attribution="author",
        spans=(Span(0, 5),),
        rule="r",
        confidence=1.0,
        roles=SIEGE["roles"],
        date=SIEGE["date"],
    )
    return Story(article, (replace(claim, **changes),))


@pytest.mark.parametrize(
    ("changes", "schemata"),
    [
        ({}, {"Event"}),
        ({"realis": "prospect", "prospect": "planned"}, set()),
        ({"polarity": "negated"}, set()),
        ({"class_": "Tenure", "realis": "state", "date": None}, {"Occupancy"}),
        ({"class_": "Tenure", "realis": "state", "date": None, "phase": "elect"}, set()),
        ({"class_": "Tenure", "realis": "state", "date": None, "polarity": "negated"}, set()),
    ],
)
def test_prospects_and_denials_are_no_facts(changes: Record, schemata: set[str], tmp_path: Path) -> None:
    if changes.get("class_") == "Tenure":
        changes = {**changes, "roles": {"actor": (PEOPLE[0],), "post": (POSTS[0],)}}
    found = records(exported(project_of(tmp_path, [_story(1, **changes)])))
    assert {record["schema"] for record in found} & TOLD == schemata
    if schemata == {"Event"}:
        (event,) = (record for record in found if record["schema"] == "Event")
        assert event["properties"]["date"] == ["2010-04-05"]
        assert event["properties"]["summary"] == ["xxxxx"]


def test_what_another_article_denies_is_left_out(tmp_path: Path) -> None:
    told = [_story(1), _story(2, polarity="negated")]
    assert TOLD & {record["schema"] for record in records(exported(project_of(tmp_path, told)))} == set()
