"""Decisions are read back as they were taken, and an undo takes back exactly one of them."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.decisions import FIELDS, Decision, decided, effective, line, parse_line, undone
from kg.errors import InputError
from tests import strategies

NOW = dt.datetime(2026, 1, 2, 3, 4, 5, tzinfo=dt.UTC)


@st.composite
def decisions(draw: st.DrawFn) -> Decision:
    kind = draw(st.sampled_from(sorted(FIELDS)))
    about = tuple(draw(strategies.texts) for _ in FIELDS[kind])
    return decided(kind, about, who=draw(strategies.texts), why=draw(strategies.texts), now=NOW)


@given(decisions())
def test_a_line_is_read_back(decision: Decision) -> None:
    written = line(decision)
    assert written.endswith("\n")
    assert len(written.splitlines()) == 1
    assert parse_line(written, where="d:1") == decision


@given(st.lists(decisions().filter(lambda d: d.kind != "undo"), max_size=6), decisions())
def test_an_undo_takes_back_and_its_undo_brings_back(before: list[Decision], last: Decision) -> None:
    undo = decided("undo", (last.id,), who="x", why="", now=NOW)
    redo = decided("undo", (undo.id,), who="y", why="", now=NOW)
    without = [d for d in before if d.id != last.id]
    assert effective([*before, last, undo]) == effective(without)
    assert effective([*before, last, undo, redo]) == effective([*before, last])


def test_the_ids_that_are_taken_back_of_a_stream() -> None:
    first = decided("reject", ("c1",), who="x", why="", now=NOW)
    undo = decided("undo", (first.id,), who="x", why="", now=NOW)
    redo = decided("undo", (undo.id,), who="y", why="", now=NOW)
    assert undone(iter([first, undo])) == {first.id}
    assert undone(iter([first, undo, redo])) == {undo.id}


def test_the_later_verdict_on_a_pair_wins_whichever_way_round_it_is_written() -> None:
    same = decided("same", ("b", "a"), who="x", why="", now=NOW)
    different = decided("different", ("a", "b"), who="x", why="", now=NOW)
    assert effective([same, different]).same == ()
    assert effective([same, different]).different == (("a", "b"),)
    assert effective([different, same]).same == (("a", "b"),)


@pytest.mark.parametrize("text", ["", "{", "[]", "3", '{"decision": "abolish"}', '{"decision": "reject", "id": "x"}'])
def test_a_broken_line_is_refused_by_name(text: str) -> None:
    with pytest.raises(InputError, match="^decisions.jsonl:7: "):
        parse_line(text, where="decisions.jsonl:7")
