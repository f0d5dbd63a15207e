"""Times in a text: what each construction means on a Thursday, and which predicate a time belongs to."""

from __future__ import annotations

import datetime as dt

import pytest
from edtf import parse_edtf
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from ingest.dates import dates_in, intervals, times_of
from ingest.dates.expressions import expressions
from ingest.dates.meaning import Clock, meaning

THURSDAY = dt.date(2010, 4, 15)


@pytest.mark.parametrize(
    ("sentence", "text", "edtf"),
    [
        ("He spoke on April 14.", "April 14", "2010-04-14"),
        ("He spoke on 14 April 2009.", "14 April 2009", "2009-04-14"),
        ("He spoke on April 14, 2009.", "April 14, 2009", "2009-04-14"),
        ("He spoke on Wednesday, April 14.", "Wednesday, April 14", "2010-04-14"),
        ("He was killed on 2010-04-10.", "2010-04-10", "2010-04-10"),
        ("It happened late on Tuesday.", "Tuesday", "2010-04-13"),
        ("It happened on Thursday.", "Thursday", "2010-04-15"),
        ("He was detained last Thursday.", "last Thursday", "2010-04-08"),
        ("They clashed on Wednesday night.", "Wednesday night", "2010-04-14"),
        ("He fled after protests last week.", "last week", "2010-04-05/2010-04-11"),
        ("He resigned yesterday.", "yesterday", "2010-04-14"),
        ("He resigned the day before yesterday.", "the day before yesterday", "2010-04-13"),
        ("He arrived this morning.", "this morning", "2010-04-15"),
        ("They met earlier in the day.", "earlier in the day", "2010-04-15"),
        ("They met at the weekend.", "the weekend", "2010-04-10/2010-04-11"),
        ("He will be tried tomorrow.", "tomorrow", "2010-04-16"),
        ("They will meet next Monday.", "next Monday", "2010-04-19"),
        ("The talks will start on Monday.", "Monday", "2010-04-19"),
        ("He plans to meet her on Monday.", "Monday", "2010-04-19"),
        ("Minister to meet rebels on Monday", "Monday", "2010-04-19"),
        ("The union called a strike for Monday.", "Monday", "2010-04-19"),
        ("The envoys met this Friday with the mayor.", "this Friday", "2010-04-09"),
        ("The envoys will meet the mayor this Friday.", "this Friday", "2010-04-16"),
        ("The vote is scheduled for June 27.", "June 27", "2010-06-27"),
        ("He may return in October.", "October", "2010-10"),
        ("He was elected in October.", "October", "2009-10"),
        ("The party split last month.", "Last month", "2010-03"),
        ("The party split last year.", "last year", "2009"),
        ("The party won in 2009.", "2009", "2009"),
        ("The 2005 election was flawed.", "2005", "2005"),
        ("The trial begins on 12 November this year.", "12 November this year", "2010-11-12"),
        ("He was elected last April.", "last April", "2009-04"),
        ("He was elected in April.", "April", "2010-04"),
        ("He was in office in August 2007.", "August 2007", "2007-08"),
        ("He resigned two days ago.", "two days ago", "2010-04-13"),
        ("The sit-in began a week ago.", "a week ago", "2010-04-08~"),
        ("He left three months ago.", "three months ago", "2010-01"),
        ("He left more than a month ago.", "more than a month ago", "../2010-03-15"),
        ("He has ruled since March.", "since March", "2010-03/2010-04-15"),
        ("He has ruled since April 2005.", "since April 2005", "2005-04/2010-04-15"),
        ("He must leave by the end of June.", "by the end of June", "../2010-06-30"),
        ("He ruled until 1972.", "until 1972", "../1972-12-31"),
        ("He resigned in early March.", "early March", "2010-03-01/2010-03-10"),
        ("He left in end-February.", "end-February", "2010-02-20/2010-02-28"),
        ("He left office in mid-2008.", "mid-2008", "2008-05/2008-08"),
        ("The vote was held between 5 and 7 April.", "5 and 7 April", "2010-04-05/2010-04-07"),
        ("The rally took place April 7-8.", "April 7-8", "2010-04-07/2010-04-08"),
        ("They met from May to July 2009.", "May to July 2009", "2009-05/2009-07"),
        ("He was president from 2005-2009.", "2005-2009", "2005/2009"),
        ("It was founded in the 1980s.", "the 1980s", "198X"),
        ("It was founded in summer 2008.", "summer 2008", "2008-22"),
        ("Over the past four decades, it gave aid.", "past four decades", "1970-04-15/2010-04-15"),
        ("Over the past three weeks, ten people died.", "past three weeks", "2010-03-25/2010-04-15"),
    ],
)
def test_one_time(nlp: Language, sentence: str, text: str, edtf: str) -> None:
    found = list(dates_in(nlp(sentence), published=THURSDAY))
    assert [date.interval.edtf for date in found] == [edtf]
    assert (found[0].interval.text or "").lower() == text.lower()


@pytest.mark.parametrize(
    "sentence",
    [
        "He may leave the capital.",
        "April Jones left the room.",
        "More than 2000 people marched.",
        "A reporter of USA Today was there.",
        "The troops march on the capital.",
        "See https://example.org/2010/04/15/talks for more.",
        "In two days of talks, they reached a deal.",
        "It cost $2010 a year.",
        "OSH, April 14 (Agency) - Police left.",
    ],
)
def test_no_time(nlp: Language, sentence: str) -> None:
    assert list(dates_in(nlp(sentence), published=THURSDAY)) == []


def test_counted_from_the_day_last_spoken_of(nlp: Language) -> None:
    doc = nlp("Troops were sent on April 13. Within hours, they opened fire. The next day they left.")
    found = [date.interval.edtf for date in dates_in(doc, published=THURSDAY)]
    assert found == ["2010-04-13", "2010-04-13/2010-04-14", "2010-04-14"]


def test_without_a_day_of_publication(nlp: Language) -> None:
    doc = nlp("He left on Monday, came back on April 3 and was tried on 5 May 2008; since 2009 he has been free.")
    assert [date.interval.edtf for date in dates_in(doc, published=None)] == ["2008-05-05", "2009/.."]


@pytest.mark.parametrize(
    ("sentence", "word", "edtf"),
    [
        ("Police killed two men on Monday.", "killed", "2010-04-12"),
        ("On Monday he left the capital and flew to Osh.", "flew", "2010-04-12"),
        ("Police said on Tuesday that he had left on Monday.", "left", "2010-04-12"),
        ("Police said on Tuesday that he had left.", "left", None),
        ("The arrest of two men on Monday caused protests.", "arrest", "2010-04-12"),
        ("The protests erupted last week.", "protests", "2010-04-05/2010-04-11"),
        ("The minister, who resigned on Monday, met the deputies.", "met", None),
        ("The May 2008 vote, in which Ana won, was calm.", "won", "2008-05"),
        ("She promised an inquiry into Wednesday's killings.", "promised", None),
        ("He spoke on Monday following a visit.", "visit", None),
        ("The president said yesterday he will dissolve parliament.", "said", "2010-04-14"),
    ],
)
def test_time_of_a_predicate(nlp: Language, sentence: str, word: str, edtf: str | None) -> None:
    doc = nlp(sentence)
    token = next(token.i for token in doc if token.text == word)
    found = times_of(doc, dates_in(doc, published=THURSDAY)).of(token)
    assert (found and found.interval.edtf) == edtf


VOCABULARY = """on in since until late early end of the last next this April May 14 31 2009 Monday week month year ago
two a , 5-7 today yesterday 1980s weekend hours later within day between and from to by 29 February summer past night
decades"""
WORDS = st.sampled_from(VOCABULARY.split())


@settings(max_examples=40, deadline=None)
@given(
    words=st.lists(WORDS, max_size=8), published=st.dates(dt.date(1600, 1, 1), dt.date(2090, 1, 1)), ahead=st.booleans()
)
def test_any_meaning_is_edtf_and_in_order(words: list[str], published: dt.date, ahead: bool) -> None:
    for found in expressions(" ".join(words)):
        for clock in (Clock(published, ahead=ahead), Clock(None, ahead=ahead)):
            interval = meaning(found, clock)
            if interval is None:
                continue
            for changed in (
                interval,
                intervals.since(interval, clock.published),
                intervals.until(interval),
                intervals.end_of(interval),
                intervals.start_of(interval),
                intervals.middle_of(interval),
            ):
                parse_edtf(changed.edtf)
                assert changed.earliest is None or changed.latest is None or changed.earliest <= changed.latest


@settings(max_examples=25, deadline=None)
@given(words=st.lists(WORDS, max_size=14))
def test_any_words_are_read(nlp: Language, words: list[str]) -> None:
    doc = nlp(" ".join(words))
    for date in dates_in(doc, published=THURSDAY):
        parse_edtf(date.interval.edtf)
        assert doc[date.start : date.end].text == date.interval.text
        first, last = date.interval.earliest, date.interval.latest
        assert first is None or last is None or first <= last


def test_dates_of_gold_articles(nlp: Language, shared: object) -> None:
    from benchmarks.dates import Counter, measure

    counts: Counter[str] = Counter()
    measure(shared / "gold" / "dev", counts, verbose=False)  # type: ignore[operator]
    assert counts["in sentence"] >= 0.5 * counts["dated"]
    assert counts["attached"] >= 10 * counts["wrong"]
