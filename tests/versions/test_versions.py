"""Another text under one id: the newest version is what the project says, the former ones are kept and compared."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.build import take_claims
from kg.claims import ClaimsFile, stream_lines
from kg.errors import InputError
from kg.ids import text_sha256
from kg.model import Amount, Article, Claim, Interval, Mention, Span
from kg.project import Project, init_project, read_article
from kg.versions import Change, changes, known_version, versions_of, write_version
from kg.versions.comparing import sentences

URL = "https://herald.example/talks"
DAYS = [dt.date(2010, 4, day) for day in (15, 16, 17)]


def version(text: str, day: dt.date | None) -> Article:
    return Article("a" * 16, text, text_sha256(text), "talks", url=URL, publisher="Herald", published=day)


def write(project: Project, article: Article, run: str = "0" * 16) -> Path:
    return write_version(project, article, claims=(), run=run)


def told(project: Project) -> list[str]:
    return [one.article.text for one in versions_of(project, "a" * 16)]


def contents(project: Project) -> dict[str, bytes]:
    found = (p for name in ("claims", "versions", "texts") for p in (project.root / name).rglob("*") if p.is_file())
    return {p.relative_to(project.root).as_posix(): p.read_bytes() for p in found}


DATED = [version(f"Version of day {day.day}.", day) for day in DAYS]


def test_dated_versions_are_the_same_in_whatever_order_they_come(tmp_path: Path) -> None:
    found = []
    for number, order in enumerate(permutations([*DATED, DATED[0]])):
        project = init_project(tmp_path / str(number))
        for one in order:
            write(project, one)
        assert read_article(project, "a" * 16).article.text == DATED[2].text
        assert told(project) == [one.text for one in DATED]
        found.append(contents(project))
    assert all(one == found[0] for one in found)


@pytest.mark.parametrize("day", [None, DAYS[0]])
def test_where_days_do_not_say_the_last_that_came_is_the_newest(tmp_path: Path, day: dt.date | None) -> None:
    project = init_project(tmp_path)
    texts = ["One.", "Two.", "Three."]
    for text in texts:
        write(project, version(text, day))
    assert told(project) == texts
    before = contents(project)
    for text in texts:
        write(project, version(text, day))
    assert contents(project) == before, "reading all of them again changes nothing"


def test_a_new_reading_of_a_former_version_replaces_that_one(tmp_path: Path) -> None:
    project = init_project(tmp_path)
    one, two = version("One.", DAYS[0]), version("Two.", DAYS[0])
    for article, run in ((one, "1"), (two, "1"), (one, "2")):
        write(project, article, run * 16)
    assert told(project) == ["One.", "Two."]
    kept = known_version(project, one)
    assert kept is not None
    assert kept.run == "2" * 16


def test_links_of_the_header_outlive_a_new_reading_and_a_new_text(tmp_path: Path) -> None:
    project = init_project(tmp_path)
    write(project, replace(DATED[0], reprint_of="b" * 16))
    write(project, DATED[0], run="1" * 16)
    assert read_article(project, "a" * 16).article.reprint_of == "b" * 16
    write(project, DATED[1])
    assert read_article(project, "a" * 16).article.reprint_of == "b" * 16


def test_a_write_that_was_cut_off_shows_no_version_twice(tmp_path: Path) -> None:
    project = init_project(tmp_path)
    first = write(project, DATED[0]).read_bytes()
    write(project, DATED[1])
    project.claims_path("a" * 16).write_bytes(first)  # as it is when only the former version has been put aside
    assert told(project) == [DATED[0].text]


def test_a_former_version_without_its_text_is_named(tmp_path: Path) -> None:
    project = init_project(tmp_path)
    for one in DATED[:2]:
        write(project, one)
    project.text_path(DATED[0].text_sha256).unlink()
    with pytest.raises(InputError, match="versions/aa/a*/2010-04-15.1"):
        list(versions_of(project, "a" * 16))


def test_claims_that_are_handed_on_are_versions_too(tmp_path: Path) -> None:
    project = init_project(tmp_path)
    stream = tmp_path / "claims.jsonl"
    stream.write_text("".join(row for one in DATED for row in stream_lines(one, (), run="0" * 16)), "utf-8")
    assert list(take_claims(project, stream)) == []
    assert told(project) == [one.text for one in DATED]


# ------------------------------------------------------------------------------------------------------ comparing

BEFORE = "Talks began in Osh. Troops killed 12 people on Monday. The mayor left."
AFTER = "A new lead. Talks began in Osh. Troops killed 17 people on Monday. Aid of 5 million dollars was offered."


def claim(text: str, words: str, class_: str, **fields: object) -> Claim:
    start = text.index(words)
    troops = Mention("c" * 16, fields.pop("actor", "Troops"), "Group")  # type: ignore[arg-type]
    made = Claim(
        id=f"{start:016x}",
        article="a" * 16,
        situation="s1",
        class_=class_,
        realis="event",
        polarity="affirmed",
        certainty="certain",
        attribution="author",
        spans=(Span(start, start + len(words)),),
        rule="r",
        confidence=0.9,
        roles={"actor": (troops,)},
    )
    return replace(made, **fields)  # type: ignore[arg-type]


def told_of(text: str, *claims: Claim) -> ClaimsFile:
    return ClaimsFile(version(text, DAYS[0]), "0" * 16, claims)


def test_what_a_later_version_added_took_back_and_changed() -> None:
    monday = Interval("2010-04-12", DAYS[0], DAYS[0])
    before = told_of(
        BEFORE,
        claim(BEFORE, "Talks began", "Negotiation"),
        claim(BEFORE, "killed 12 people", "Attack", size={"killedMin": 12}, date=monday),
        claim(BEFORE, "mayor left", "Departure", actor="the mayor"),
    )
    after = told_of(
        AFTER,
        claim(AFTER, "Talks began", "Negotiation", actor="TROOPS"),
        claim(AFTER, "killed 17 people", "Attack", size={"killedMin": 17}, date=monday),
        claim(AFTER, "Aid of 5 million dollars", "AidOffer", amount=Amount(5_000_000, "USD")),
    )
    assert list(changes(before, after)) == [
        Change(
            "claim",
            "changed",
            "killed 12 people",
            "killed 17 people",
            "Attack (event, affirmed; actor Troops): 2010-04-12, killedMin 12 -> 2010-04-12, killedMin 17",
        ),
        Change("claim", "removed", "mayor left", None, "Departure (event, affirmed; actor the mayor)"),
        Change(
            "claim",
            "added",
            None,
            "Aid of 5 million dollars",
            "AidOffer (event, affirmed; actor Troops), 5000000 USD",
        ),
        Change("sentence", "added", None, "A new lead."),
        Change("sentence", "changed", "Troops killed 12 people on Monday.", "Troops killed 17 people on Monday."),
        Change("sentence", "added", None, "Aid of 5 million dollars was offered."),
        Change("sentence", "removed", "The mayor left.", None),
    ]


@given(st.text(alphabet='ab .!?…。\n”")A'))
def test_sentences_lose_no_word(text: str) -> None:
    assert "".join("".join(sentences(text)).split()) == "".join(text.split())


@given(st.lists(st.sampled_from(["One came.", "Two went!", "Three stayed?"]), max_size=6))
def test_a_version_is_no_change_of_itself(parts: list[str]) -> None:
    text = " ".join(parts)
    assert sentences(text) == parts
    assert list(changes(told_of(text), told_of(text))) == []


def test_names_and_figures_end_no_sentence() -> None:
    text = "Gen. Alan Reed met Mr. Osmonov of the U.N. office. It cost 2.5 million. “Nothing,” he said. It rained."
    assert sentences(text) == [
        "Gen. Alan Reed met Mr. Osmonov of the U.N. office.",
        "It cost 2.5 million.",
        "“Nothing,” he said.",
        "It rained.",
    ]
