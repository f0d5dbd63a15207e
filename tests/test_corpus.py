"""Files that were read before: opened again only when their bytes, or what is kept of their articles, have changed."""

from __future__ import annotations

import json
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from kg.corpus import FileRead, Unchanged, articles_in, articles_not_seen
from kg.model import Article
from kg.project import Problem
from kg.seen import Seen, file_sha256, seen_before

TEXT = "The mayor of Osh left the city on Monday after protests."


def record(number: int) -> str:
    return json.dumps({"id": f"a{number}", "text": f"{TEXT} It was case {number}."}) + "\n"


def kept(path: Path) -> dict[str, Article]:
    return {item.id: item for item in articles_in([path], date=None) if isinstance(item, Article)}


def test_a_file_that_is_unchanged_is_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(record(1) + record(2), encoding="utf-8")
    known = kept(path)
    seen = Seen(tmp_path / "read.jsonl", "how")
    *articles, end = articles_not_seen([path], date=None, seen=seen, known={}.get)
    assert articles == list(known.values())
    assert end == FileRead(file_sha256(path) or "", tuple((a.id, a.text_sha256) for a in known.values()))
    # what the bytes are said to hold is believed: they are no article, and nobody looks
    other = tmp_path / "other.jsonl"
    other.write_bytes(b"{")
    seen = Seen(seen.place, "how", {file_sha256(other) or "": end.articles})
    found = list(articles_not_seen([other], date=None, seen=seen, known=known.get))
    assert found == [Unchanged(article) for article in known.values()]


def test_it_is_opened_where_an_article_is_gone_or_has_another_text(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(record(1) + record(2), encoding="utf-8")
    known = kept(path)
    first, second = known.values()
    for texts in (((first.id, first.text_sha256), ("gone", "0")), ((first.id, "0" * 64),), ()):
        seen = Seen(tmp_path / "read.jsonl", "how", {file_sha256(path) or "": texts})
        found = list(articles_not_seen([path], date=None, seen=seen, known=known.get))
        assert found[:2] == [first, second]


def test_a_file_with_a_problem_is_opened_again_to_tell_it_again(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(record(1) + "{\n", encoding="utf-8")
    seen = Seen(tmp_path / "read.jsonl", "how")
    found = list(articles_not_seen([path, tmp_path / "missing"], date=None, seen=seen, known={}.get))
    assert [type(item) for item in found] == [Article, Problem, Problem]


def test_one_article_in_two_files_is_told_though_the_first_was_seen(tmp_path: Path) -> None:
    for name in ("a.jsonl", "b.jsonl"):
        (tmp_path / name).write_text(record(1) + ("\n" if name == "b.jsonl" else ""), encoding="utf-8")
    first = tmp_path / "a.jsonl"
    known = kept(first)
    texts = tuple((a.id, a.text_sha256) for a in known.values())
    seen = Seen(tmp_path / "read.jsonl", "how", {file_sha256(first) or "": texts})
    found = list(articles_not_seen([tmp_path], date=None, seen=seen, known=known.get))
    assert isinstance(found[0], Unchanged)
    assert isinstance(found[1], Problem)
    assert "a.jsonl" in found[1].reason


@given(st.lists(st.tuples(st.sampled_from("abc"), st.lists(st.tuples(st.text(), st.text()), max_size=3))))
def test_what_is_noted_is_known_the_last_time_it_was(
    tmp_path_factory: object, noted: list[tuple[str, list[tuple[str, str]]]]
) -> None:
    place = tmp_path_factory.mktemp("seen") / "read.jsonl"  # type: ignore[attr-defined]
    for sha256, articles in noted:
        Seen(place, "one").note(sha256, tuple(articles))
        Seen(place, "two").note("z", ())
    assert seen_before(place, "one").articles == {sha256: tuple(articles) for sha256, articles in noted}
    assert seen_before(place, "three").articles == {}


def test_broken_lines_are_passed_over(tmp_path: Path) -> None:
    place = tmp_path / "read.jsonl"
    seen = Seen(place, "one")
    seen.note("a", (("1", "x"),))
    with place.open("ab") as file:
        file.write(b'{"how": "one", "sha256": "b", "articles": [[1]]}\n[]\n\xff\n{"how": "one", "sha')
    assert seen_before(place, "one").articles == {"a": (("1", "x"),)}
