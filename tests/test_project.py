"""A project folder keeps what is put into it, and says what is wrong with what it finds."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.decisions import Decision, decided
from kg.errors import InputError, ProjectError
from kg.ids import article_id, text_sha256
from kg.model import Article, Claim, Span
from kg.project import (
    Problem,
    Project,
    append_decisions,
    article_entries,
    decisions_of,
    find_project,
    init_project,
    read_article,
    read_decisions,
    write_claims,
)
from tests import strategies

NOW = dt.datetime(2026, 1, 2, tzinfo=dt.UTC)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return init_project(tmp_path / "p")


def test_init_keeps_what_is_there(project: Project) -> None:
    project.entities_csv.write_text("id,type,name,aliases,country\nx,Party,X,,KGZ\n", encoding="utf-8")
    assert init_project(project.root) == project
    assert "x,Party" in project.entities_csv.read_text("utf-8")


def test_the_project_is_found_from_a_folder_inside_it(project: Project) -> None:
    inner = project.root / "claims" / "ab"
    inner.mkdir()
    assert find_project(inner) == project


def test_outside_of_a_project_the_error_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(ProjectError, match="kg init"):
        find_project(tmp_path)


@pytest.mark.parametrize(
    ("toml", "said"),
    [("base = ", "not TOML"), ('colour = "red"', "unknown setting 'colour'"), ("base = 3", "base = 3")],
)
def test_wrong_settings_are_named(project: Project, toml: str, said: str) -> None:
    (project.root / "kg.toml").write_text(toml, encoding="utf-8")
    with pytest.raises(ProjectError, match=said):
        find_project(project.root)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(article=strategies.articles(), found=st.lists(strategies.claims(), max_size=3))
def test_articles_and_claims_come_back(project: Project, article: Article, found: list[Claim]) -> None:
    claims = tuple(replace(claim, article=article.id) for claim in found)
    write_claims(project, article, claims=claims, run="r")
    back = read_article(project, article.id)
    assert back.article == article
    assert back.claims == claims


def test_a_changed_text_is_noticed(project: Project) -> None:
    article = _article("one text", dt.date(2010, 4, 7))
    write_claims(project, article, claims=[], run="r")
    project.text_path(article.text_sha256).write_text("another", encoding="utf-8")
    with pytest.raises(InputError, match="has been changed"):
        read_article(project, article.id)


def test_a_claim_that_points_outside_the_text_is_noticed(project: Project) -> None:
    article = _article("short", dt.date(2010, 4, 7))
    claim = _claim(article, Span(0, 99))
    write_claims(project, article, claims=[claim], run="r")
    with pytest.raises(InputError, match=f"claim {claim.id} points outside the text of 5 characters"):
        read_article(project, article.id)


def test_entries_come_by_date_then_id_and_broken_files_last(project: Project) -> None:
    late, early, undated = _article("a", dt.date(2010, 4, 9)), _article("b", dt.date(2010, 4, 7)), _article("c", None)
    for article in (late, early, undated):
        write_claims(project, article, claims=[], run="r")
    broken = project.root / "claims" / "00" / "x.jsonl"
    broken.parent.mkdir(exist_ok=True)
    broken.write_text("{", encoding="utf-8")
    *entries, problem = article_entries(project)
    assert [e.article.id for e in entries if not isinstance(e, Problem)] == [undated.id, early.id, late.id]
    assert isinstance(problem, Problem)
    assert problem.where.endswith("x.jsonl")


def test_a_broken_line_of_decisions_is_named_and_the_rest_counts(project: Project) -> None:
    append_decisions(project, [_reject("c1")])
    with project.decisions_file.open("a") as file:
        file.write('{"decision": "rej')  # a write that was cut off
    append_decisions(project, [_reject("c2")])
    decisions, problems = decisions_of(project)
    assert decisions.rejected == {"c1", "c2"}
    assert [p.where for p in problems] == ["decisions.jsonl:2"]
    assert len(list(read_decisions(project))) == 3


def _reject(claim: str) -> Decision:
    return decided("reject", (claim,), who="x", why="", now=NOW)


def _article(text: str, published: dt.date | None) -> Article:
    return Article(article_id(text=text), text, text_sha256(text), "given", published=published)


def _claim(article: Article, span: Span) -> Claim:
    return Claim(
        id="c" * 16,
        article=article.id,
        situation="s",
        class_="Attack",
        realis="event",
        polarity="affirmed",
        certainty="certain",
        attribution="author",
        spans=(span,),
        rule="r",
        confidence=1.0,
    )
