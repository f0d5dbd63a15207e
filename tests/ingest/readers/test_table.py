"""Tables: a row is an article."""

from __future__ import annotations

import csv
import datetime as dt
import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.readers.source import Draft, source_of
from ingest.readers.table import is_table
from ingest.readers.table import read as read_table
from kg.model import Article
from tests.ingest.readers.reading import TEXT, articles, names, read, told, write


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_a_row_is_an_article(tmp_path: Path, delimiter: str, encoding: str) -> None:
    out = io.StringIO(newline="")
    table = csv.writer(out, delimiter=delimiter)
    table.writerow(["Article ID", "Headline", "Pub_Date", "Web-Address", "OUTLET", "Author(s)", "Full text", "Pages"])
    text = f"{TEXT}\n\nHe said: “no, José; never | not\tnow”."
    table.writerow(["7", "Mayor flees", "15 April 2010", "https://e.org/7", "Osh News", "A. Writer", text, "3"])
    (found,) = articles(write(tmp_path, "export", out.getvalue().encode(encoding)))
    assert (found.given_id, found.title, found.url) == ("7", "Mayor flees", "https://e.org/7")
    assert (found.published, found.date_basis, found.publisher) == (dt.date(2010, 4, 15), "given", "Osh News")
    assert found.text == text


def test_rows_are_named_by_their_first_line(tmp_path: Path) -> None:
    rows = f'text,title\n"{TEXT}\n\nOne.",a\n\n{TEXT} Two.,b\n"{TEXT}\n{TEXT}",c\n,d\n{TEXT}, with a comma, e\n'
    found = read(write(tmp_path, "in.csv", rows))
    assert names(found) == ["in:2", "in:6", "in:7"]
    assert told(found, tmp_path) == {
        "in.csv:9": "is empty",
        "in.csv:10": "has 3 cells, the header 2: a text with ',' in it must stand in quotation marks",
    }


def test_excel_names_the_delimiter_in_a_line_of_its_own(tmp_path: Path) -> None:
    (found,) = articles(write(tmp_path, "in.txt", f"sep=;\r\nid;body\r\na;{TEXT}\r\n"))
    assert (found.given_id, found.text) == ("a", TEXT)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("", "is empty"),
        ("\n\n", "has no header in its first line"),
        ("id,text\n", "has a header and no rows"),
        ("id,words\na,b\n", "has no column of texts: its header has 'id', 'words'; one of text, fulltext,"),
    ],
)
def test_a_table_that_cannot_be_taken(tmp_path: Path, content: str, reason: str) -> None:
    ((where, said),) = told(read(write(tmp_path, "in.csv", content)), tmp_path).items()
    assert where == "in.csv"
    assert said.startswith(reason)


def test_a_quotation_without_an_end(tmp_path: Path) -> None:
    rows = f'id,text\na,{TEXT}\nb,"{TEXT}\n' + f"c,{TEXT}\n" * 60_000
    found = read(write(tmp_path, "in.csv", rows))
    assert names(found) == ["a"]
    assert told(found, tmp_path)["in.csv"].startswith("has a quotation without an end, or a line of a length")


def test_a_table_whose_encoding_changes(tmp_path: Path) -> None:
    """The first 64 KB are plain; an export put together of two sources."""
    plain = "".join(f"{i},{TEXT} {i}.\n" for i in range(900))
    wrong = f"w,{TEXT} The café owner José Muñoz said so.\n".encode("cp1252")
    right = f"r,{TEXT} The café owner José Muñoz said no.\n".encode()
    found = articles(write(tmp_path, "in", f"id,text\n{plain}".encode() + wrong + right))
    assert [one.text.partition("The café owner José Muñoz ")[2] for one in found[-2:]] == ["said so.", "said no."]


@pytest.mark.parametrize(
    ("day", "iso"),
    [
        ("2010-04-15", "2010-04-15"),
        ("2010-04-15T08:00:00Z", "2010-04-15"),
        ("April 15, 2010", "2010-04-15"),
        ("April 15, 2010 Thursday", "2010-04-15"),
        ("Thursday, 15 April 2010", "2010-04-15"),
        ("15 Apr 2010 10:30", "2010-04-15"),
        ("04/05/2010", None),
    ],
)
def test_days(tmp_path: Path, day: str, iso: str | None) -> None:
    (found,) = read(write(tmp_path, "in.csv", f'date;text\n"{day}";{TEXT}\n'))
    if iso is None:
        assert told([found], tmp_path)["in.csv:2"] == "the date '04/05/2010' is not a day such as 2010-04-15"
    else:
        assert isinstance(found, Article)
        assert str(found.published) == iso


@pytest.mark.parametrize(
    "head",
    [
        b"Text, body and content are what we write about, said the editor.\nMore.\n",
        b"Mayor flees Osh, police say\n\nText.\n",
        b"text\nOnly one column.\n",
        b"text,title",
        b"",
    ],
)
def test_prose_is_no_table(head: bytes) -> None:
    assert not is_table(head)


CELLS = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)


@settings(max_examples=100, deadline=None)
@given(rows=st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=5), delimiter=st.sampled_from(",;\t|"))
def test_what_is_written_is_read(rows: list[tuple[str, str]], delimiter: str) -> None:
    out = io.StringIO(newline="")
    table = csv.writer(out, delimiter=delimiter, quoting=csv.QUOTE_ALL)
    table.writerows([("title", "text"), *rows])
    source = source_of(io.BytesIO(out.getvalue().encode()), where="x.csv", stem="x")  # type: ignore[arg-type]
    found = [(d.fields.get("title", ""), d.text) for d in read_table(source) if isinstance(d, Draft)]
    kept = [(title, text) for title, text in rows if (title + text).strip()]
    assert found == [(t if t.strip() else "", x.replace("\r\n", "\n").replace("\r", "\n")) for t, x in kept]
