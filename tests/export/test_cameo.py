"""Records of events: a row an event and pair of parties, what happened or is said, and no denial."""

from __future__ import annotations

import csv
import datetime as dt
import io
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.export.cameo import COLUMNS, event_rows, write_events
from kg.model import Article, Claim, Interval, Mention, Span
from kg.ontology import load
from kg.plain import one_line
from tests import strategies

ARTICLE = Article(
    *("a" * 16, "Police dispersed a crowd.", "0" * 64, "a"), publisher="Naryn Herald", published=dt.date(2010, 4, 8)
)
POLICE = Mention("police", "Kyrgyz police", "SecurityForce", country="KGZ", sector="COP")
PARTY = Mention("ak-jol", "Ak-Jol", "Party", country="KGZ", sector="PTY")
CLAIM = Claim(
    *("c" * 16, ARTICLE.id, "s", "Attack", "event", "affirmed", "certain", "author"),
    spans=(Span(0, 25),),
    rule="r",
    confidence=0.9,
    roles={"actor": (POLICE,), "recipient": (PARTY,)},
    date=Interval("2010-04-06/2010-04-07", dt.date(2010, 4, 6), dt.date(2010, 4, 7)),
)


def rows(**changes: Any) -> list[dict[str, Any]]:
    return list(event_rows(ARTICLE, [replace(CLAIM, **changes)], ontology=load()))


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({}, ("180", "ASSAULT", 4)),
        ({"realis": "prospect", "prospect": "threatened"}, ("130", "THREATEN", 3)),
        ({"class_": "Meeting", "realis": "prospect", "prospect": "requested"}, ("100", "REQUEST", 3)),
        ({"class_": "AidTransfer", "realis": "prospect", "prospect": "promised"}, ("030", "AGREE", 1)),
        ({"class_": "Statement"}, ("010", "", "")),
        ({"polarity": "negated"}, None),
        ({"realis": "prospect", "prospect": "possible"}, None),
        ({"realis": "prospect", "prospect": "threatened", "polarity": "negated"}, None),
        ({"class_": "Tenure", "realis": "state"}, None),
        ({"class_": "Election"}, None),
    ],
)
def test_which_claims_are_events(changes: dict[str, str], codes: tuple[str, str, int] | None) -> None:
    found = [(row["CAMEO Code"], row["PLOVER Event"], row["Quad Class"]) for row in rows(**changes)]
    assert found == ([] if codes is None else [codes])


def test_a_row_has_both_parties_with_their_codes() -> None:
    (row,) = rows()
    assert (row["Source Name"], row["Source Code"]) == ("Kyrgyz police", "KGZCOP")
    assert (row["Target Name"], row["Target Sector"], row["Target Code"]) == ("Ak-Jol", "PTY", "KGZ")
    assert (row["Event Date"], row["Event Date Latest"], row["Date Basis"]) == ("2010-04-06", "2010-04-07", "text")
    assert row["Sentence"] == ARTICLE.text


def test_the_day_of_publication_stands_in_and_says_so() -> None:
    (row,) = rows(date=None)
    assert (row["Event Date"], row["Date Basis"]) == ("2010-04-08", "published")


def test_each_pair_has_a_row() -> None:
    russia = Mention("russia", "Russia", "Country", country="RUS")
    found = rows(roles={"actor": (POLICE, russia), "recipient": (PARTY,)})
    assert [(row["Event ID"][-2:], row["Source ID"], row["Target ID"]) for row in found] == [
        ("-1", "police", "ak-jol"),
        ("-2", "russia", "ak-jol"),
    ]
    (row,) = rows(class_="Meeting", roles={"actor": (russia, PARTY)})
    assert (row["Source ID"], row["Target ID"]) == ("russia", "ak-jol")
    (row,) = rows(class_="Riot", roles={"actor": (PARTY,)})
    assert "Target ID" not in row


@given(article=strategies.articles(), found=st.lists(strategies.claims(), max_size=3))
def test_the_records_are_read_back(article: Article, found: list[Claim]) -> None:
    out = io.StringIO(newline="")
    count = write_events([(article, found)], out, ontology=load())
    lines = out.getvalue().split("\n")
    assert len(lines) == count + 2
    assert all(line.count("\t") == len(COLUMNS) - 1 for line in lines[:-1])
    back = list(csv.DictReader(io.StringIO(out.getvalue(), newline=""), delimiter="\t"))
    wanted = list(event_rows(article, found, ontology=load()))
    assert [row["Event ID"] for row in back] == [row["Event ID"] for row in wanted]
    for row, told in zip(back, wanted, strict=True):
        assert not any(cell.startswith(("=", "+", "-", "@")) for cell in row.values())
        assert row["Sentence"].removeprefix("'") == one_line(str(told["Sentence"])).removeprefix("'")
