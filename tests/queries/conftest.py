"""A store that holds the demo's articles with the claims that were written by hand for them."""

from __future__ import annotations

import datetime as dt
import functools
import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from kg.decisions import decided
from kg.model import Article, Claim
from kg.project import Project, append_decisions, init_project, write_claims
from kg.registry import Registry
from kg.registry import load as load_registry
from kg.resources import folder
from kg.stores import Store, open_store
from kg.stores.load import load
from tests.gold import article_of, claims_of

GOLDEN = Path(__file__).parents[1] / "golden" / "kyrgyzstan-2010"
NOW = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)


@dataclass(frozen=True)
class Demo:
    """The project folder of the demo, its loaded store, and the ids of its articles by the name that the input gave."""

    project: Project
    store: Store
    articles: dict[str, str]


@functools.cache
def known() -> Registry:
    return load_registry()


def registered(name: str, type_: str, country: str | None) -> str | None:
    found = known().find(name, type=type_, country=country)
    return None if found is None else found.id


def demo_articles() -> Iterator[tuple[Article, list[Claim]]]:
    for line in (folder("demo") / "articles.jsonl").read_text("utf-8").splitlines():
        given = json.loads(line)
        article = article_of(
            GOLDEN / f"{given['id']}.yml",
            given["text"],
            title=given["title"],
            url=given["url"],
            publisher=given["publisher"],
            published=dt.date.fromisoformat(given["date"]),
            date_basis="given",
        )
        yield article, claims_of(GOLDEN / f"{given['id']}.yml", article, resolve=registered)


def load_demo(place: Path, *, without: frozenset[str] = frozenset()) -> tuple[Project, dict[str, str]]:
    project = init_project(place)
    articles = {}
    for article, claims in demo_articles():
        write_claims(project, article, claims=claims, run="0" * 16)
        articles[article.given_id] = article.id
    retracted = [decided("retract", (articles[name],), who="test", why="test", now=NOW) for name in sorted(without)]
    append_decisions(project, retracted)
    return project, articles


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    project, articles = load_demo(tmp_path_factory.mktemp("demo") / "project")
    with open_store(project) as store:
        report = load(project, store)
        assert not report.problems
        yield Demo(project, store, articles)


@pytest.fixture(scope="module")
def reduced(tmp_path_factory: pytest.TempPathFactory, demo: Demo) -> Iterator[Demo]:
    """A second store for tests that take articles away; `demo` stays whole."""
    place = tmp_path_factory.mktemp("reduced") / "project"
    shutil.copytree(demo.project.root, place, ignore=shutil.ignore_patterns(".kg"))
    project = init_project(place)
    with open_store(project) as store:
        load(project, store)
        yield Demo(project, store, demo.articles)
