"""Answers as tables, JSON, CSV and TSV."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.plain import inert
from kg.queries import FORMS, Answer, Sentence, ask, cookbook, find_query, parse_query, render, render_why, sentences
from kg.stores.rows import Rows
from tests.queries.conftest import Demo
from tests.queries.test_header import GOOD

HOSTILE = st.text(max_size=30) | st.sampled_from(
    ["a,b", 'say "no"', "tab\there", "line\nbreak", "=1+1", "[bold]x[/bold]", "\x1b[31mred", "\u202eright", "`x`", "';"]
)


def answer_of(name: str, *more: str) -> Answer:
    query = parse_query(GOOD, Path("who-met.cypher"))
    rows = tuple(({"uri": f"https://example.org/{n}", "name": text},) for n, text in enumerate((name, *more)))
    return Answer(query, query.columns[:-1], rows, tuple((f"https://example.org/s{n}",) for n in range(len(rows))))


def sentence(quote: str = "They met.", **fields: object) -> Sentence:
    said = {
        "situation": "https://example.org/s0",
        "claim": "https://example.org/c",
        "quote": quote,
        "start": 3,
        "end": 12,
        "outlet": "Chui Valley Courier",
        "published": dt.date(2010, 4, 16),
        "title": "Meeting",
        "url": "https://example.org/a",
        "speaker": None,
        "attribution": "author",
        "certainty": "certain",
        "polarity": "affirmed",
    }
    return Sentence(**(said | fields))  # type: ignore[arg-type]


def test_a_table_hides_why(demo: Demo) -> None:
    lines = list(render(ask(demo.store, find_query("who-defected"), {"from": "Ak-Jol"}), "table"))
    assert lines[0].split("  ")[0] == "who"
    assert "joined side" in lines[0]
    assert "https://" not in "\n".join(lines)
    assert any(line.startswith("some lawmakers of Ak-Jol") for line in lines)


def test_json_holds_iris_and_names(demo: Demo) -> None:
    (row,) = json.loads("\n".join(render(ask(demo.store, find_query("what-is-denied"), {"by": "Putin"}), "json")))
    assert row["denied_by"] == "Vladimir Putin"
    assert row["what"]["name"] == "[denied] coup: Russia"
    assert row["why"] == [row["what"]["uri"]]
    assert row["published"] == "2010-04-08"


def test_csv_has_a_column_of_iris_beside_each_of_names(demo: Demo) -> None:
    lines = list(render(ask(demo.store, find_query("who-defected"), {"from": "Ak-Jol"}), "csv"))
    rows = list(csv.DictReader(lines))
    assert lines[0] == ("who,who_uri,left_side,left_side_uri,joined_side,joined_side_uri,date,certainty,articles,why")
    assert {row["left_side_uri"].rsplit("/", 1)[-1] for row in rows} == {"ak-jol"}
    assert all(row["why"].startswith("https://") for row in rows)


def test_sums_and_days_are_readable(demo: Demo) -> None:
    text = "\n".join(render(ask(demo.store, find_query("who-offered-aid"), {"power": "Russia"}), "table"))
    assert "50,000,000" in text
    assert "2010-04-14" in text
    bare = "\n".join(render(ask(demo.store, find_query("who-offered-aid"), {"power": "Russia"}), "tsv"))
    assert "\t50000000\t50000000\tUSD\t" in bare


def test_sentences_follow_a_table(demo: Demo) -> None:
    answer = ask(demo.store, find_query("what-is-denied"), {"by": "Putin"})
    lines = list(render_why(answer, sentences(demo.store, answer), "table"))
    assert lines[-3:] == [
        "row 1",
        "  “Russia played any part in the uprising”",
        "      Chui Valley Courier, 2010-04-08, https://example.org/chui-valley-courier/2010/04/08/bishkek [883, 921);"
        " Vladimir Putin; denied",
    ]


def test_machine_forms_hold_the_sentences() -> None:
    answer, said = answer_of("Roza"), [(sentence(), sentence("Again.", speaker="X"))]
    (row,) = json.loads("\n".join(render_why(answer, said, "json")))
    assert [s["quote"] for s in row["sentences"]] == ["They met.", "Again."]
    assert row["sentences"][0]["published"] == "2010-04-16"
    rows = list(csv.DictReader(render_why(answer, said, "csv")))
    assert [(r["one"], r["sentence_quote"], r["sentence_start"]) for r in rows] == [
        ("Roza", "They met.", "3"),
        ("Roza", "Again.", "3"),
    ]


def test_voice_and_doubt_are_told() -> None:
    said = [(sentence(attribution="unnamed", certainty="possible"),)]
    assert list(render_why(answer_of("Roza"), said, "table"))[-1].endswith("[3, 12); unnamed source; possible")


def test_no_rows() -> None:
    query = parse_query(GOOD, Path("who-met.cypher"))
    nothing = Answer(query, query.columns[:-1], (), ())
    assert list(render(nothing, "table")) == ["nothing found"]
    assert json.loads("".join(render(nothing, "json"))) == []
    assert list(render(nothing, "csv")) == ["one,one_uri,why"]


def test_rows_of_a_users_own_query() -> None:
    rows = Rows(("name", "node"), [("Osh", {"labels": ["City"], "properties": {"name": "Osh"}}), (None, 1.0)])
    assert next(render(rows, "csv")) == "name,node"
    assert json.loads("\n".join(render(rows, "json")))[0]["node"]["labels"] == ["City"]
    assert any("Osh" in line for line in render(rows, "table"))


@given(HOSTILE, HOSTILE)
def test_every_form_survives_any_name(name: str, other: str) -> None:
    answer = answer_of(name, other)
    records = json.loads("\n".join(render(answer, "json")))
    assert [record["one"]["name"] for record in records] == [name, other]
    assert all(render(answer, form) for form in FORMS)
    table = "\n".join(render(answer, "table"))
    assert "\x1b" not in table
    assert "\u202e" not in table


@given(st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), max_size=30))
def test_separated_values_are_read_back(name: str) -> None:
    for form, dialect in (("csv", "excel"), ("tsv", "excel-tab")):
        text = "\r\n".join(render(answer_of(name), form))
        rows = list(csv.reader(io.StringIO(text, newline=""), dialect))
        assert [row[0] for row in rows] == ["one", inert(name)]


def test_a_cell_is_no_formula() -> None:
    assert list(render(answer_of("=1+1"), "csv"))[1].startswith("'=1+1,")


def test_the_cookbook_shows_every_query() -> None:
    page = cookbook()
    assert page.startswith("# Query cookbook")
    assert page.count("```cypher") == page.count("\n## ")
    assert "kg ask who-defected --from Ak-Jol" in page
    assert "| `--from` | entity | any | the party or side that was left |" in page


@pytest.mark.parametrize("form", FORMS)
def test_lines_end_without_line_ends(form: str, demo: Demo) -> None:
    for line in render(ask(demo.store, find_query("dyads"), {}), form):
        assert not line.endswith("\n")


def test_a_terminal_too_narrow_for_a_table_has_a_field_a_line(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = Rows(("one", "two", "three", "four", "five"), [(1, "Kurmanbek Bakiyev", None, True, {"a": [1]}), (2,) * 5])
    monkeypatch.setenv("COLUMNS", "40")
    found = list(render(rows, "table"))
    assert found[:6] == ["one: 1", "two: Kurmanbek Bakiyev", "three: ", "four: true", "five: {a: [1]}", ""]
    monkeypatch.setenv("COLUMNS", "80")
    assert len(list(render(rows, "table"))) == 4
