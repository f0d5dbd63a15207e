"""Articles from files, folders, JSON Lines and standard input; and what is said of input that cannot be taken."""

from __future__ import annotations

import contextlib
import datetime as dt
import io
import json
import os
import sys
import threading
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.articles import LONGEST_SENTENCE, LONGEST_WORD, Noted, Rejected, read_articles
from ingest.language import language_of
from ingest.nlp import MAX_CHARACTERS
from ingest.readers.source import MAX_BYTES
from kg.ids import text_sha256
from kg.model import Article

TEXT = "The mayor of Osh left the city on Monday after protests. His deputy stayed with the police."

OTHER = f"{TEXT} Nobody was hurt."


def read(*paths: Path, **options: object) -> list[Article | Rejected]:
    return list(read_articles(paths, **options))  # type: ignore[arg-type]


def article(item: Article | Rejected) -> Article:
    assert isinstance(item, Article), item
    return item


def rejected(*items: Article | Rejected) -> list[tuple[str, str]]:
    return [(item.where.rpartition("/")[2], item.reason) for item in items if isinstance(item, Rejected)]


def write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def lines(*records: object) -> str:
    return "\n".join(json.dumps(record) for record in records)


def test_text_file(tmp_path: Path) -> None:
    text = f"Mayor Flees Osh\n\n{TEXT}\n"
    found = article(*read(write(tmp_path, "mayor.txt", text), date=dt.date(2010, 4, 15)))
    assert found.text == text
    assert found.text_sha256 == text_sha256(text)
    assert (found.given_id, found.title, found.url) == ("mayor", "Mayor Flees Osh", None)
    assert (found.published, found.date_basis, found.language) == (dt.date(2010, 4, 15), "given", "en")


def test_record_with_all_fields(tmp_path: Path) -> None:
    record = {
        "id": "a1",
        "text": TEXT,
        "title": " Mayor flees ",
        "date": "2010-04-15T10:00:00Z",
        "url": "https://example.org/a1",
        "publisher": "Osh News",
        "rights": "CC BY 4.0",
        "language": "en-GB",
        "unknown": 7,
    }
    found = article(*read(write(tmp_path, "in.jsonl", lines(record))))
    assert (found.given_id, found.title, found.publisher) == ("a1", "Mayor flees", "Osh News")
    assert (found.published, found.date_basis) == (dt.date(2010, 4, 15), "given")
    assert (found.url, found.rights, found.language) == ("https://example.org/a1", "CC BY 4.0", "en-GB")
    assert "flees" not in found.text


def test_record_without_id_is_named_by_its_line(tmp_path: Path) -> None:
    path = write(tmp_path, "in.jsonl", lines({"text": TEXT}, {"id": 7, "text": OTHER}))
    assert [article(item).given_id for item in read(path)] == ["in:1", "7"]


@pytest.mark.parametrize(
    ("content", "count"),
    [
        (json.dumps({"id": "a", "text": TEXT}, indent=1), 1),
        (json.dumps([{"id": "a", "text": TEXT}, {"id": "b", "text": OTHER}], indent=1), 2),
        (lines({"id": "a", "text": TEXT}, {"id": "b", "text": OTHER}), 2),
    ],
)
def test_json_file(tmp_path: Path, content: str, count: int) -> None:
    assert len([article(item) for item in read(write(tmp_path, "in.json", content))]) == count


def test_folder_takes_articles_only_and_in_order(tmp_path: Path) -> None:
    for name in ("b.txt", "a/c.txt", "README.md", ".hidden.txt", ".git/x.txt"):
        write(tmp_path, name, f"{TEXT} {name}")
    write(tmp_path, "d.jsonl", lines({"id": "d", "text": TEXT}))
    assert [article(item).given_id for item in read(tmp_path)] == ["c", "b", "d"]


@pytest.mark.parametrize(
    ("content", "ids"),
    [
        ("\n" + lines({"id": "a", "text": TEXT}, {"id": "b", "text": OTHER}), ["a", "b"]),
        ("\n" + TEXT, ["stdin"]),
    ],
)
def test_standard_input(monkeypatch: pytest.MonkeyPatch, content: str, ids: list[str]) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content.encode())))
    found = [article(item) for item in read(Path("-"))]
    assert [one.given_id for one in found] == ids
    assert found[0].text == (TEXT if ids != ["stdin"] else content)


@pytest.mark.parametrize(
    ("top", "day", "basis"),
    [
        ("OSH, Kyrgyzstan, April 15, 2010 (Agency) -- ", dt.date(2010, 4, 15), "stated"),
        ("OSH – 26 July 2022: ", dt.date(2022, 7, 26), "stated"),
        ("Mayor Flees\nThursday, 15 April 2010\n\n", dt.date(2010, 4, 15), "stated"),
        ("Mayor Flees\nPublished: April 15, 2010 10:30\n\n", dt.date(2010, 4, 15), "stated"),
        ("https://example.org/2010/04/15/mayor\n\n", dt.date(2010, 4, 15), "inferred"),
        ("Mayor Flees\n\nOSH, April 15 (Agency) -- ", None, None),
        ("On April 3, 2009, he spoke. ", None, None),
    ],
)
def test_day_of_publication_in_the_text(tmp_path: Path, top: str, day: dt.date | None, basis: str | None) -> None:
    found = article(*read(write(tmp_path, "a.txt", top + TEXT)))
    assert (found.published, found.date_basis) == (day, basis)


@pytest.mark.parametrize(
    ("top", "title"),
    [
        ("Mayor Flees Osh\n\n", "Mayor Flees Osh"),
        ("https://example.org/a\n\nMayor Flees Osh\n\n", "Mayor Flees Osh"),
        ("Why did the mayor flee?\n", "Why did the mayor flee?"),
        ("OSH: The mayor left\n\n", None),
        ("The mayor left.\n\n", None),
        ("April 15, 2010\n\n", None),
        ("", None),
    ],
)
def test_heading(tmp_path: Path, top: str, title: str | None) -> None:
    assert article(*read(write(tmp_path, "a.txt", top + TEXT))).title == title


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "latin-1"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    text = TEXT + " The café owner José Muñoz said that the señor was in São Paulo, and that he had seen nothing.\n" * 3
    assert article(*read(write(tmp_path, "a.txt", text.encode(encoding)))).text == text


def test_line_ends_become_plain(tmp_path: Path) -> None:
    assert article(*read(write(tmp_path, "a.txt", f"Mayor Flees\r\n\r\n{TEXT}\r"))).text == f"Mayor Flees\n\n{TEXT}\n"


@pytest.mark.parametrize(
    ("name", "content", "where", "reason"),
    [
        ("a.txt", b"", "a.txt", "is empty"),
        ("a.txt", b" \n\t\n", "a.txt", "is empty"),
        ("a.txt", bytes(range(256)) * 20, "a.txt", "is a binary file"),
        ("a.txt", b"%PDF-1.4 plain words", "a.txt", "is a damaged PDF"),
        ("a.txt", b"\x00" * 100, "a.txt", "is a binary file"),
        ("a.txt", "!" * (LONGEST_WORD + 1), "a.txt", "without a blank"),
        ("a.txt", "word " * (MAX_CHARACTERS // 5 + 1), "a.txt", "one article has at most 2,000,000"),
        ("a.jsonl", b"", "a.jsonl", "is empty"),
        ("a.jsonl", b"\n\n", "a.jsonl", "holds blank lines only"),
        ("a.jsonl", b'{"id": "a"', "a.jsonl:1", "is broken JSON"),
        ("a.jsonl", b'\n{"text": "caf\xe9"}', "a.jsonl:2", "is not UTF-8 (byte 14 of the line)"),
        ("a.jsonl", b"[" * 100_000, "a.jsonl:1", "is JSON of a depth"),
        ("a.jsonl", '{"id": "a"}', "a.jsonl:1", "has no field `text`"),
        ("a.jsonl", '{"text": null}', "a.jsonl:1", "the field `text` is null, not a string"),
        ("a.jsonl", '{"text": ""}', "a.jsonl:1", "is empty"),
        ("a.jsonl", '["a"]', "a.jsonl:1", "is a list, not an object"),
        ("a.jsonl", lines({"id": [], "text": TEXT}), "a.jsonl:1", "the field `id` is a list"),
        ("a.jsonl", lines({"text": TEXT, "title": 7}), "a.jsonl:1", "the field `title` is not a string"),
        ("a.jsonl", lines({"text": TEXT, "date": "15 April"}), "a.jsonl:1", "the date '15 April' is not a day such as"),
        ("a.jsonl", lines({"text": TEXT, "date": "2010-02-30"}), "a.jsonl:1", "the date '2010-02-30' is not a day"),
        ("a.json", "[]", "a.json", "the list holds no article"),
        ("a.txt", "the minister and " * LONGEST_SENTENCE, "a.txt", "without the end of a sentence"),
        ("a.txt", "Region,2009,2010\nOsh,123,345\nNaryn,8991,7712\n" * 9, "a.txt", "so it is no prose"),
        ("a.jsonl", lines({"text": TEXT, "date": "0001-01-01"}), "a.jsonl:1", "before there was printing"),
        ("a.jsonl", lines({"text": TEXT, "date": "2999-01-01"}), "a.jsonl:1", "in the future"),
        ("a.txt", f"BISHKEK, April 15, 2089 -- {TEXT}", "a.txt", "2089-04-15 (stated), is in the future"),
    ],
)
def test_bad_input_is_told_and_the_rest_goes_on(
    tmp_path: Path, name: str, content: str | bytes, where: str, reason: str
) -> None:
    good = write(tmp_path, "good.txt", TEXT)
    first, last = read(write(tmp_path, name, content), good)
    ((found_where, found_reason),) = rejected(first)
    assert found_where == where
    assert reason in found_reason
    assert article(last).given_id == "good"


def test_one_bad_line_of_many(tmp_path: Path) -> None:
    path = write(tmp_path, "in.jsonl", "\n".join([lines({"text": TEXT}), "{", lines({"text": f"{TEXT} Again."})]))
    found = read(path)
    assert [type(item) for item in found] == [Article, Rejected, Article]
    assert rejected(*found)[0][0] == "in.jsonl:2"


def test_another_text_at_one_address_is_another_version(tmp_path: Path) -> None:
    records = ({"text": TEXT, "url": "http://e.org/a"}, {"text": f"{TEXT} New.", "url": "https://www.e.org/a/"})
    first, second = map(article, read(write(tmp_path, "in.jsonl", lines(*records))))
    assert first.id == second.id
    assert second.text.endswith("New.")


@pytest.mark.parametrize(
    ("records", "by"),
    [
        (({"id": "a", "text": TEXT}, {"id": "b", "text": TEXT}), "text"),
        (({"text": TEXT, "url": "http://e.org/a"}, {"text": TEXT, "url": "https://www.e.org/a/?ref=x"}), "address"),
        (({"id": "a", "text": TEXT, "publisher": "Post"}, {"id": "a", "text": "Osh.", "publisher": "POST"}), "publish"),
    ],
)
def test_of_two_that_are_one_article_the_first_is_kept(tmp_path: Path, records: tuple[object, ...], by: str) -> None:
    first, second, other = read(write(tmp_path, "in.jsonl", lines(*records, {"text": f"{TEXT} Other."})))
    assert article(first).text == TEXT
    assert article(other).text.endswith("Other.")
    ((where, reason),) = rejected(second)
    assert where == "in.jsonl:2"
    assert "in.jsonl:1 (by its " + by in reason


def test_a_file_that_is_named_twice_is_read_once(tmp_path: Path) -> None:
    path = write(tmp_path, "a.txt", TEXT)
    first, again = read(path, tmp_path)
    assert article(first) == again


def test_a_device_is_not_read(tmp_path: Path) -> None:
    ((_, reason),) = rejected(*read(Path("/dev/zero")))
    assert reason == "is neither a file, nor a folder, nor a pipe"


def test_a_pipe_is_read_up_to_the_limit(tmp_path: Path) -> None:
    for name, content in (("a.txt", TEXT), ("b.txt", "x" * (MAX_BYTES + 2)), ("c.jsonl", lines({"text": TEXT}))):
        os.mkfifo(tmp_path / name)
        writer = threading.Thread(target=_feed, args=(tmp_path / name, content.encode()))
        writer.start()
        (found,) = read(tmp_path / name)
        writer.join()
        assert isinstance(found, Article) == (name != "b.txt")


def _feed(path: Path, raw: bytes) -> None:
    with contextlib.suppress(BrokenPipeError), path.open("wb") as pipe:
        pipe.write(raw)


def test_a_few_stray_control_characters_make_no_binary_file(tmp_path: Path) -> None:
    assert article(*read(write(tmp_path, "a.txt", f"{TEXT[:20]}\0\0{TEXT[20:]}"))).text[20:22] == "\0\0"


def test_missing_file_and_folder_without_articles(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    missing, empty = rejected(*read(tmp_path / "nothing.txt", tmp_path / "empty"))
    assert missing == ("nothing.txt", "cannot be read: No such file or directory")
    assert empty[1].startswith("the folder holds no article")


def test_fifty_megabytes_without_a_full_stop(tmp_path: Path) -> None:
    path = write(tmp_path, "a.txt", b"the mayor left and " * 2_700_000)
    begin = time.monotonic()
    assert "has more than 8,000,000 bytes" in rejected(*read(path))[0][1]
    assert time.monotonic() - begin < 1


def test_another_language_is_told(tmp_path: Path) -> None:
    path = write(tmp_path, "a.txt", "Le président a quitté la capitale lundi soir, selon la police.")
    assert article(*read(path)).language == "fr"


@pytest.mark.parametrize("text", ["Bakiev", "Bakiev flees", "Bakiev, Otunbayeva", "12 345", "ok", TEXT])
def test_short_texts_count_as_english(text: str) -> None:
    assert language_of(text) == "en"


HOSTILE = st.text(max_size=60) | st.sampled_from(
    ["`; MATCH (n) DELETE n", "\\", '"', "'", "\x00", "\u202e", "\ud800", "}"]
)


@settings(max_examples=60, deadline=None)
@given(text=HOSTILE, title=HOSTILE, publisher=HOSTILE, name=HOSTILE)
def test_any_text_in_any_field(
    tmp_path_factory: pytest.TempPathFactory, text: str, title: str, publisher: str, name: str
) -> None:
    path = tmp_path_factory.mktemp("hostile") / "in.jsonl"
    whole = f"{TEXT} {text}"
    path.write_text(json.dumps({"id": name, "text": whole, "title": title, "publisher": publisher}), "utf-8")
    first, *notes = read(path)
    found = article(first)
    assert len(found.text) == len(whole) or "repaired" in notes[0].reason
    "".join([found.text, found.given_id, found.title or "", found.publisher or ""]).encode()


@settings(max_examples=60, deadline=None)
@given(raw=st.binary(max_size=200))
def test_any_bytes_are_taken_or_rejected(tmp_path_factory: pytest.TempPathFactory, raw: bytes) -> None:
    folder = tmp_path_factory.mktemp("bytes")
    for name in ("a.txt", "a.jsonl", "a.json"):
        assert all(isinstance(item, Article | Noted | Rejected) for item in read(write(folder, name, raw)))
