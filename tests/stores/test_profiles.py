"""Which situations the index offers for a profile: a rule over all of them would choose the same."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.graph import Profile, joins
from kg.stores.index.profiles import candidates, forget_profiles, keep_profile, shapes
from kg.stores.index.tables import forget_inputs, open_index
from tests.graph.made import FRAME

ARTICLE = "INSERT INTO article VALUES (?1, ?1, '', '', NULL, ?1)"
PAIRS = [("russia", "kyrgyzstan"), ("aibek", "council"), ("aibek", "kochkor")]


@pytest.fixture
def index(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """An empty index in one transaction."""
    opened = open_index(tmp_path / "index.sqlite")
    opened.execute("BEGIN")
    yield opened
    opened.close()


@st.composite
def shaped(draw: st.DrawFn) -> Profile:
    """A profile with few values; some are open at an end, some as wide as may be, or wider by a day."""
    first = dt.date(2010, 4, draw(st.integers(1, 9)))
    last = first + dt.timedelta(days=draw(st.sampled_from([0, 0, 3, 6, 7])))
    ends = draw(
        st.sampled_from([(first, last), (first, last), (first, last), (None, last), (first, None), (None, None)])
    )
    realis = draw(st.sampled_from([("event",), ("event",), ("state",), ("event", "prospect"), ("event", "state")]))
    classes = draw(st.sampled_from([("AidOffer",), ("AidPledge",), ("AidOffer", "AidPledge"), ("Attack",)]))
    pairs = draw(st.lists(st.sampled_from(PAIRS), min_size=1, max_size=2, unique=True).map(sorted))
    return Profile(classes, realis, tuple(pairs), *ends)


def chosen(known: dict[str, list[tuple[str, Profile]]], article: str, shape: Profile) -> str | None:
    """The rule: of all situations that share a pair, the one whose reports of that pair began first and that fits."""
    ages = {}
    for situation, told in known.items():
        sharing = [place for place, other in told if set(other.pairs) & set(shape.pairs)]
        if sharing and article not in {place for place, _ in told}:
            ages[situation] = min(sharing)
    oldest = sorted(ages, key=lambda situation: (ages[situation], situation))
    return next((s for s in oldest if joins(shape, [other for _, other in known[s]], FRAME)), None)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(told=st.lists(st.tuples(st.integers(0, 7), shaped()), max_size=24), gone=st.integers(0, 7).map(str))
def test_the_index_offers_what_a_rule_over_all_situations_would_choose(
    index: sqlite3.Connection, told: list[tuple[int, Profile]], gone: str
) -> None:
    forget_inputs(index)
    index.executemany(ARTICLE, ((f"{number}",) for number in range(8)))
    known: dict[str, list[tuple[str, Profile]]] = {}
    for number, (place, shape) in enumerate(told):
        if number == len(told) // 2:
            forget_profiles(index, [gone])
            left = {s: [row for row in rows if row[0] != gone] for s, rows in known.items()}
            known = {situation: rows for situation, rows in left.items() if rows}
        article = f"{place}"
        offered = candidates(index, article, shape)
        found = next((s for s in offered if joins(shape, shapes(index, s), FRAME)), None)
        assert found == chosen(known, article, shape)
        situation = found or f"s{number}"
        keep_profile(index, (article, f"{number}"), shape, situation)
        known.setdefault(situation, []).append((article, shape))


def test_articles_that_tell_the_same_share_a_profile(index: sqlite3.Connection) -> None:
    shape = Profile(("Tenure",), ("state",), (("aibek", "governor"),))
    for article in ("1", "2", "3"):
        index.execute(ARTICLE, (article,))
        keep_profile(index, (article, "key"), shape, "s")
    assert shapes(index, "s") == [shape]
    forget_profiles(index, ["1", "2"])
    assert shapes(index, "s") == [shape]
    forget_profiles(index, ["3"])
    assert shapes(index, "s") == []
    assert index.execute("SELECT count(*) FROM pair").fetchone() == (0,)


def test_an_event_is_looked_for_among_those_of_its_days_only(index: sqlite3.Connection) -> None:
    def attack(day: int) -> Profile:
        return Profile(("Attack",), ("event",), (PAIRS[0],), dt.date(2010, 4, day), dt.date(2010, 4, day))

    for day in range(1, 20):
        index.execute(ARTICLE, (f"{day:02}",))
        keep_profile(index, (f"{day:02}", "key"), attack(day), f"s{day:02}")
    assert candidates(index, "none", attack(9)) == ["s09"]
    assert candidates(index, "09", attack(9)) == []
