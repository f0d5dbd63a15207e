"""Exports of press databases: as many drafts as articles, each with its own fields, whatever its text quotes."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.articles import read_articles
from ingest.readers.finding import drafts
from ingest.readers.forms import form_of, reader_of
from ingest.readers.source import Draft, Item, Rejected, source_of
from kg.model import Article
from tests.ingest.readers.exports import BODY, FORMS, Story, as_docx, as_pdf, as_rtf, stories

LABELS = [
    "LANGUAGE: he knew only one.", "BYLINE: nobody signed it.", "Byline: nobody signed it.", "Body", "Classification",
    "Load-Date: May 3, 2009", "End of Document", "LOAD-DATE: May 3, 2009", "GRAPHIC: a map", "1 of 2 DOCUMENTS",
    "2 of 3 DOCUMENTS", "HD  televisions were sold.", "CO", "RE", "TD", "LP", "NS  not an index", "AN",
    "Document STEPOB002020100415e64f00001", "355 words", "15 April 2010", "Search Summary", "Full text: none of it.",
    "Title: the hall", "Subject: the vote", "ProQuest document link", "_" * 60, "Copyright 2010 nobody at all",
    "Publication date: Apr 15, 2010", "Length: 3 words", "Graphic", "Section: the last",
]  # fmt: skip
"""Paragraphs of a text that look like the marks of some database."""

WORDS = st.text(st.sampled_from("abcdefgh éñ’“”&"), min_size=12, max_size=300).map(lambda t: " ".join(t.split()))
SENTENCE = WORDS.filter(lambda text: len(text) > 8).map(lambda text: f"Then {text}.")


@st.composite
def bodies(draw: st.DrawFn) -> tuple[str, ...]:
    inner = draw(st.lists(SENTENCE | st.sampled_from(LABELS), max_size=6))
    return (draw(SENTENCE), *inner, draw(SENTENCE))


@st.composite
def some_stories(draw: st.DrawFn) -> list[Story]:
    count = draw(st.integers(1, 4))
    return [
        Story(
            f"Vote {n} " + draw(st.sampled_from(["is put off", "is held again", "divides the hall"])),
            draw(bodies()),
            draw(st.sampled_from(["Steppe Observer", "The Northern Line (Bishkek)", "Observer 24"])),
            draw(st.dates(dt.date(1990, 1, 1), dt.date(2024, 12, 31))),
            draw(st.sampled_from(["Aigul Stone", "A. STONE and B. Field", "Staff writer"])),
            n,
        )
        for n in range(1, count + 1)
    ]


def read(raw: bytes, name: str = "export.txt") -> list[Item]:
    source = source_of(io.BytesIO(raw), where=name, stem="export")
    reader = reader_of(form_of(source))
    assert reader is not None
    return list(reader(source))  # type: ignore[arg-type]


def drafts_in(raw: bytes) -> list[Draft]:
    found = read(raw)
    assert all(isinstance(item, Draft) for item in found), found
    return found  # type: ignore[return-value]


def hold(found: Sequence[Draft], items: Sequence[Story]) -> None:
    """The drafts are the stories, with the fields that were put in."""
    assert len(found) == len(items)
    for draft, item in zip(found, items, strict=True):
        said = draft.fields
        assert said["title"] == item.title
        assert (said["publisher"], said["date"]) == (item.publisher, item.date.isoformat())
        assert (said["dateBasis"], said["language"]) == ("metadata", "en")
        assert said["byline"].removeprefix("By ") == item.byline
        assert item.rights in said["rights"]
        assert not draft.is_file


@pytest.mark.parametrize("form", FORMS)
@settings(max_examples=25, deadline=None)
@given(items=some_stories())
def test_n_articles_give_n_drafts_whatever_their_texts_quote(form: str, items: list[Story]) -> None:
    found = drafts_in(FORMS[form](items).encode())
    hold(found, items)
    for draft, item in zip(found, items, strict=True):
        lost = [part for part in item.paragraphs if part not in LABELS and part not in draft.text]
        assert not lost
        assert draft.text.startswith(item.paragraphs[0])
        assert draft.text.endswith(item.paragraphs[-1])


@pytest.mark.parametrize("form", FORMS)
def test_a_text_is_what_was_printed_and_nothing_else(form: str) -> None:
    items = stories(3)
    found = drafts_in(FORMS[form](items).encode())
    hold(found, items)
    assert [draft.text for draft in found] == [item.text for item in items]
    assert [draft.where for draft in found] == ["export.txt:1", "export.txt:2", "export.txt:3"]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("written", [as_rtf, as_docx])
def test_the_same_in_rtf_and_docx(form: str, written: Callable[[str], bytes]) -> None:
    items = stories(3)
    found = drafts_in(written(FORMS[form](items)))
    hold(found, items)
    if form != "nexis_older":  # its lines are cut for their width: each is a paragraph of a word processor's file
        assert [draft.text for draft in found] == [item.text for item in items]


@pytest.mark.parametrize("form", ["nexis_newer", "factiva_displayed"])
def test_a_pdf_is_split_where_its_marks_say_so(form: str) -> None:
    items = stories(4)
    found = drafts_in(as_pdf(FORMS[form](items)))
    assert [draft.fields["title"] for draft in found] == [item.title for item in items]
    assert [draft.fields["date"] for draft in found] == ["2010-04-15"] * 4
    assert [draft.text.split() for draft in found] == [item.text.split() for item in items]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_encodings_and_line_ends(encoding: str, line_end: str) -> None:
    items = [Story("Señor José is heard – again", (*BODY, "The café stayed shut; “nobody came”."))]
    raw = FORMS["nexis_newer"](items).replace("\n", line_end).encode(encoding)
    assert drafts_in(raw)[0].fields["title"] == items[0].title


def test_accession_numbers_are_ids_and_other_articles_are_named_by_their_text() -> None:
    items = stories(2)
    assert [draft.given_id for draft in drafts_in(FORMS["factiva_coded"](items).encode())] == [
        item.accession for item in items
    ]
    once, twice = drafts_in(FORMS["nexis_newer"](items).encode()), drafts_in(FORMS["nexis_newer"](items[::-1]).encode())
    assert [draft.given_id for draft in once] == [draft.given_id for draft in reversed(twice)]
    assert len({draft.given_id for draft in once}) == 2


def test_factiva_with_codes_on_lines_of_their_own_and_in_a_table() -> None:
    items = stories(2)
    coded = FORMS["factiva_coded"](items)
    lines = [
        line.replace("  ", "\n", 1) if line[2:4] == "  " or line[3:5] == "  " else line for line in coded.split("\n")
    ]
    hold(drafts_in("\n".join(lines).encode()), items)
    table = [
        f"{line.replace('  ', '|', 1)}|" if line[2:4] == "  " or line[3:5] == "  " else line
        for line in coded.split("\n")
    ]
    hold(drafts_in("\n".join(table).encode()), items)


def test_rights_above_the_outlet_and_a_month_without_a_day() -> None:
    text = FORMS["nexis_older"](stories(1))
    text = text.replace("April 15, 2010 Thursday", "April 2010").replace("Steppe Observer\n", "Steppe Monthly\n", 1)
    (found,) = drafts_in(text.encode())
    assert "date" not in found.fields
    assert found.fields["publisher"] == "Steppe Monthly"
    above = FORMS["nexis_older"](stories(1)).replace(
        "Steppe Observer\n", "Copyright 2010 Someone\n\nAll Rights Reserved\n\nSteppe Observer\n", 1
    )
    (found,) = drafts_in(above.encode())
    assert found.fields["publisher"] == "Steppe Observer"
    assert found.fields["rights"].startswith("Copyright 2010 Someone")


def test_an_article_without_text_is_named() -> None:
    text = FORMS["proquest"](stories(2)).replace("Full text: This is sitting 1 of the year.", "Full text: ")
    for part in BODY:
        text = text.replace(part, "", 1)
    first, second = read(text.encode())
    assert isinstance(first, Rejected)
    assert (first.where, first.reason[:29]) == ("export.txt:1", "has no text in the export (“V")
    assert isinstance(second, Draft)


def test_a_text_that_only_speaks_of_exports_is_one_article(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("The list\n\nShe read 1 of 250 DOCUMENTS, then Body and Length: 3 words, and closed the file.")
    (found,) = drafts([path])
    assert isinstance(found, Draft)
    assert found.is_file


def test_marks_without_an_article_leave_the_text_whole() -> None:
    (found,) = drafts_in(b"Length: 30 words\n\nBody\n\nThere was a vote in the hall, and it failed.")
    assert found.is_file
    assert found.text.startswith("Length: 30 words")


def test_articles_of_an_export_are_dated_by_it(tmp_path: Path) -> None:
    path = tmp_path / "export.txt"
    path.write_text(FORMS["factiva_displayed"](stories(2)))
    found = list(read_articles([path]))
    assert [(one.published, one.publisher) for one in found if isinstance(one, Article)] == [
        (dt.date(2010, 4, 15), "Steppe Observer")
    ] * 2


@settings(max_examples=60, deadline=None)
@given(
    parts=st.lists(st.sampled_from([*LABELS, *BODY, *"\n\n".join(f(stories(2)) for f in FORMS.values()).split("\n")]))
)
def test_any_mixture_of_marks_gives_drafts_or_reasons(parts: list[str]) -> None:
    for joint in ("\n", "\n\n"):
        found = read(joint.join(parts).encode())
        assert found
        assert all(isinstance(item, Draft | Rejected) for item in found)
