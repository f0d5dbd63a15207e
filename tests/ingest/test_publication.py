"""The day of publication: who is believed, and how surely."""

from __future__ import annotations

import datetime as dt

import pytest

from ingest.publication import CONFIDENCE, Said, publication
from ingest.readers.instants import instant_of

DAY = dt.date(2010, 4, 15)
LATER = dt.date(2019, 1, 1)
URL = "https://example.org/2010/04/15/road"


@pytest.mark.parametrize(
    ("said", "basis", "text", "url", "expected"),
    [
        ("2010-04-15", "given", "OSH, April 1, 2009 (Agency) - The road is closed.", URL, (DAY, "given", None)),
        ("2010-04-15", "metadata", "The road is closed.", None, (DAY, "metadata", "metadata")),
        ("2010-04-15", "metadata", "The road is closed.", URL, (DAY, "metadata", "agree")),
        (
            "2010-04-15T20:00:00Z",
            "metadata",
            "OSH, April 15 (Agency) - The road is closed.",
            None,
            (DAY, "metadata", "agree"),
        ),
        ("2010-04-15", "metadata", "OSH, April 14 (Agency) - The road is closed.", None, (DAY, "metadata", "near")),
        ("2019-01-01", "metadata", "The road is closed.", URL, (LATER, "metadata", "conflict")),
        ("2010-04-14T20:00:00Z", "metadata", "The road is closed.", URL, (DAY, "inferred", "agree")),
        (
            "2010-04-14T20:00:00+06:00",
            "metadata",
            "The road is closed.",
            URL,
            (dt.date(2010, 4, 14), "metadata", "near"),
        ),
        ("0001-01-01", "metadata", "The road is closed.", URL, (DAY, "inferred", "inferred")),
        (None, "given", "OSH, April 15, 2010 (Agency) - The road is closed.", None, (DAY, "stated", "stated")),
        (None, "given", "The road is closed.", None, (None, None, None)),
    ],
)
def test_witnesses(
    said: str | None, basis: str, text: str, url: str | None, expected: tuple[dt.date | None, str | None, str | None]
) -> None:
    found = publication(text=text, url=url, name="road", said=Said(said, basis), given=None)
    assert (found.day, found.basis, found.case) == expected
    assert found.confidence == (None if found.case is None else CONFIDENCE[found.case])


def test_the_day_in_a_files_name() -> None:
    found = publication(text="x", url=None, name="2010-04-15-road", said=Said(None), given=None)
    assert (found.day, found.basis) == (DAY, "inferred")


def test_a_day_for_all_holds_for_those_that_say_none() -> None:
    options = {"text": "x", "url": URL, "name": "road", "given": LATER}
    assert publication(**options, said=Said(None)).day == LATER  # type: ignore[arg-type]
    assert publication(**options, said=Said("2010-04-15", "metadata")).day == DAY  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "day", "utc"),
    [
        ("2010-04-15T01:00:00+06:00", DAY, False),
        ("2010-04-15T01:00:00.000Z", DAY, True),
        ("2010-04-15 01:00:00Z", DAY, True),
        ("20100415", DAY, False),
        ("2010/04/15", DAY, False),
        ("Thu, 15 Apr 2010 01:00:00 +0600", DAY, False),
        ("Thu, 15 Apr 2010 01:00:00 GMT", DAY, True),
        ("15 April 2010", DAY, False),
        ("April 15, 2010 at 10:20 a.m. EST", DAY, False),
        ("Thursday, 15 April 2010 14:05", DAY, False),
        ("15.04.2010, 01:00", DAY, False),
        ("04/15/2010", DAY, False),
        ("1271289600000", DAY, True),
    ],
)
def test_days_as_metadata_write_them(text: str, day: dt.date, utc: bool) -> None:
    found = instant_of(text)
    assert found is not None
    assert (found.day, found.utc) == (day, utc)


@pytest.mark.parametrize("text", ["", "yesterday", "04/05/2010", "2010-02-30", "99999999999999999", "12:30", None])
def test_what_is_no_day(text: str | None) -> None:
    assert instant_of(text) is None
