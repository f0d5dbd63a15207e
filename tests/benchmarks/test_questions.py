"""The benchmark of questions: a row for each, and which of them are said to grow faster than their rows."""

from __future__ import annotations

import pytest

from benchmarks import questions
from benchmarks.questions import Measured, grows_faster
from kg.queries import all_queries


def test_every_question_has_a_row(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(questions, "ROUNDS", 1)
    monkeypatch.setattr(questions, "REPEATS", 1)
    lines = "\n".join(questions.tables(["embedded"], [1, 2])).splitlines()
    rows = {line.split("`")[1]: line for line in lines if line.startswith("| `")}
    assert list(rows) == [query.name for query in all_queries()]
    assert "| 7 in " in rows["only-prospects"]
    assert "| 14 in " in rows["only-prospects"]
    assert "| 2 times |" in rows["only-prospects"]
    assert any(line.endswith("of 40 questions grow faster than their rows") for line in lines)


@pytest.mark.parametrize(
    ("rows", "seconds", "faster"),
    [
        ((1, 1), (0.002, 0.006), False),
        ((1, 1), (0.002, 0.009), True),
        ((1, 100), (0.002, 0.2), False),
        ((1, 100), (0.002, 0.3), True),
        ((0, 0), (0.1, 0.12), False),
        ((0, 5), (0.1, 0.9), True),
    ],
)
def test_faster_than_rows(rows: tuple[int, int], seconds: tuple[float, float], *, faster: bool) -> None:
    assert grows_faster([Measured(*one) for one in zip(rows, seconds, strict=True)]) == faster
