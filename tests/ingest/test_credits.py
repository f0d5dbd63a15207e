"""What stands beside the prose of a page: bylines, credits, pointers; none of it is read as prose."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from spacy.language import Language

from ingest.claims import claims_of
from ingest.masthead import agency_of, byline_of, heading_of
from ingest.nlp.credits import LONGEST, byline_in, credit_in
from ingest.readers.finding import drafts
from ingest.readers.source import Draft
from kg.ids import article_id
from kg.ontology import load as load_ontology
from tests.ingest.readers.reading import articles, write
from tests.ingest.reading import KNOWN
from tests.ingest.reading import read as understood


@pytest.mark.parametrize(
    "line",
    [
        "Reporting by Jane Doe in Osh; Editing by John Roe",
        "(Reporting by Jane Doe and Ann van der Berg; Writing by A. B. Roe; Editing by John O'Roe)",
        "Additional reporting by our correspondent in Bishkek",
        "Translated from Russian by Jane Doe",
        "Photo: Jane Doe / Agency",
        "Photograph: Jane Doe/ABC/Pretty Pictures",
        "PHOTO: JANE DOE",
        "Photo courtesy of the Ministry of Defence",
        "(File photo)",
        "(c) 2010 Osh News. All rights reserved.",
        "© Osh News",
        "Copyright 2010 The Osh News",
        "Read more: Mayor flees Osh after protests",
        "Related stories",
        "Follow us on every network",
    ],
)
def test_credits(line: str) -> None:
    assert credit_in(line) == (0, len(line))


@pytest.mark.parametrize(
    "line",
    [
        "Reporting by the commission showed that the police fired.",
        "Photo ID is required to vote.",
        "Photos by Agency showed soldiers firing at the crowd.",
        "Copyright law was changed by parliament.",
        "Read the statement: he will resign.",
        "The picture: bleak.",
        "Written by lawyers, the bill failed.",
        "Related parties signed the deal.",
        "Images of the attack spread.",
        "Police: Three killed in Osh",
        "The editing by John Roe pleased nobody.",
        "He was seen (in a photo) by Jane Doe",
    ],
)
def test_prose_is_no_credit(line: str) -> None:
    assert credit_in(line) is None


@pytest.mark.parametrize(
    ("line", "credit"),
    [
        ("He left. (Reporting by Jane Doe; Editing by John Roe)", "(Reporting by Jane Doe; Editing by John Roe)"),
        ("He left on Monday (Reporting by Jane Doe)", "(Reporting by Jane Doe)"),
        ("Protesters in Osh on Monday. Photo: Jane Doe / Agency", "Photo: Jane Doe / Agency"),
        (f"{'They said that he had left. ' * 30}Photo: Jane Doe", "Photo: Jane Doe"),
    ],
)
def test_a_credit_behind_prose(line: str, credit: str) -> None:
    found = credit_in(line)
    assert found is not None
    assert line[slice(*found)] == credit


@pytest.mark.parametrize(
    ("line", "who"),
    [
        ("By Jane Doe", "Jane Doe"),
        ("By JANE DOE and JOHN ROE", "JANE DOE and JOHN ROE"),
        ("By Jane Doe in Osh", "Jane Doe"),
        ("By Jane Doe | Osh News | 15 April 2010", "Jane Doe"),
        ("By: Jane Doe and agencies", "Jane Doe and agencies"),
        ("By our own correspondent", "our own correspondent"),
        ("From our correspondent in Osh", "our correspondent"),
        ("From Osh to Naryn", None),
        ("By Monday the police had left", None),
        ("By the mayor", None),
        ("Jane Doe", None),
    ],
)
def test_bylines(line: str, who: str | None) -> None:
    assert byline_in(line) == who


@pytest.mark.parametrize("line", ["By ", "Aa Bb, ", "Reporting by Aa, ", "Aa/Bb ", "(", "Photo: Aa and "])
def test_no_line_takes_long(line: str) -> None:
    begin = time.monotonic()
    for head in ("By ", "Reporting by ", "He left. Photo: ", "("):
        long = (head + line * 2_000)[: LONGEST * 5]
        credit_in(long)
        credit_in(f"{long[: LONGEST - 1]}x")
        byline_in(f"{long[: LONGEST - 1]}x")
    assert time.monotonic() - begin < 0.5


PAGE = """Photo: Jane Doe / Agency
Mayor flees Osh

By John Roe

OSH, April 15, 2010 (Agency News) – The mayor of Osh has resigned. He left for Naryn.

Read more: President resigns after protests

(Reporting by John Roe; Editing by Ann Poe)
"""


def test_a_page_is_told_apart(nlp: Language, tmp_path: Path) -> None:
    (draft,) = drafts([write(tmp_path, "a.txt", PAGE)])
    assert isinstance(draft, Draft)
    assert draft.fields == {"byline": "John Roe"}
    (found,) = articles(tmp_path / "a.txt")
    assert (found.title, found.publisher, str(found.published)) == ("Mayor flees Osh", "Agency News", "2010-04-15")
    assert found.text == PAGE
    assert found.id == article_id(text=PAGE)
    claims = claims_of(found, nlp, registry=KNOWN, ontology=load_ontology())
    quotes = {PAGE[claim.spans[0].start : claim.spans[0].end] for claim in claims}
    assert any("has resigned" in quote for quote in quotes)
    assert not any("protests" in quote for quote in quotes)


def test_who_is_only_in_a_credit_is_nobody_that_is_spoken_of(nlp: Language) -> None:
    text = "By John Roe\n\nThe mayor said that he would stay.\n\nEditing by Ann Poe"
    assert {mention.name for mention in understood(nlp, text).mentions} & {"John Roe", "Ann Poe"} == set()


def test_no_sentence_runs_across_the_lines_of_a_wrapped_page(nlp: Language) -> None:
    text = (
        "Mayor Flees Osh\nBy Jane Doe\nOSH, April 15 (ABC) - The mayor of Osh left the city on\n"
        "Monday after protests, and his deputy stayed with the\npolice and the guards of the palace,\n"
        "where shots were heard.\n"
        "What comes next\nThe president is expected to speak to the people from\nthe palace on Wednesday."
    )
    assert [sentence.text.strip() for sentence in nlp(text).sents] == [
        "Mayor Flees Osh",
        "By Jane Doe",
        "OSH, April 15 (ABC) -",
        "The mayor of Osh left the city on\nMonday after protests, and his deputy stayed with the\n"
        "police and the guards of the palace,\nwhere shots were heard.",
        "What comes next",
        "The president is expected to speak to the people from\nthe palace on Wednesday.",
    ]


@pytest.mark.parametrize(
    ("dateline", "agency"),
    [
        ("BISHKEK, April 15 (Reuters) –", "Reuters"),
        ("OSH (RFE/RL) --", "RFE/RL"),
        ("Osh (24.kg) -", "24.kg"),
        ("OSH (Kyrgyzstan) –", None),
        ("OSH, April 15 –", None),
    ],
)
def test_the_agency_of_a_dateline(dateline: str, agency: str | None) -> None:
    assert agency_of(f"Mayor Flees\n\n{dateline} The mayor left.") == agency


def test_reprints_of_an_agency_are_articles_of_their_own(tmp_path: Path) -> None:
    for folder in "ab":
        write(tmp_path, f"{folder}/1.txt", f"OSH (ABC) -- The mayor of Osh left the city on Monday, {folder} said.")
    assert [one.publisher for one in articles(tmp_path)] == ["ABC", "ABC"]


def test_a_heading_below_a_byline() -> None:
    assert heading_of("By Jane Doe\nMayor Flees Osh\n\nThe mayor left.") == "Mayor Flees Osh"
    assert byline_of("Mayor Flees Osh\n\nBy Jane Doe\n\nThe mayor left.") == "Jane Doe"
