"""When reports of two articles are of one situation, nearly, or not."""

from __future__ import annotations

import pytest

from kg.graph import compare, joins, profile
from kg.graph.situations import Profile
from tests.graph.made import AIBEK, CROWD, FRAME, GOVERNOR, KYRGYZSTAN, OSH, PARTY, RUSSIA, claim, days


def shape(class_: str, **fields: object) -> Profile:
    return profile([claim(class_, **fields)], FRAME)


SIEGE = shape("Attack", actor=[AIBEK], recipient=[PARTY], place=[OSH], date=days(7))


@pytest.mark.parametrize(
    "other",
    [
        shape("Attack", actor=[AIBEK], recipient=[PARTY], date=days(5, 8)),
        shape("Attack", actor=[AIBEK, RUSSIA], place=[OSH], date=days(7)),
        shape("Attack", actor=[AIBEK], recipient=[PARTY], date=days(1, 7)),
        shape("Attack", actor=[AIBEK], recipient=[PARTY], date=days(7), polarity="negated", size={"killedMin": 90}),
    ],
    ids=["days overlap", "place in place of recipient", "seven days", "denied, with another figure"],
)
def test_one_situation(other: Profile) -> None:
    assert compare(SIEGE, other, FRAME).same
    assert compare(other, SIEGE, FRAME).same


@pytest.mark.parametrize(
    ("other", "missing"),
    [
        (shape("Attack", actor=[AIBEK], recipient=[PARTY], date=days(1, 8)), "wider than 7 days"),
        (shape("Attack", actor=[AIBEK], recipient=[PARTY]), "a date is missing"),
        (shape("Attack", actor=[AIBEK], recipient=[PARTY], date=days(7), realis="prospect"), "a prospect"),
    ],
)
def test_nearly_one(other: Profile, missing: str) -> None:
    verdict = compare(SIEGE, other, FRAME)
    assert not verdict.same
    assert missing in verdict.missing


@pytest.mark.parametrize(
    "other",
    [
        shape("Attack", actor=[AIBEK], recipient=[PARTY], date=days(9)),
        shape("Meeting", actor=[AIBEK], recipient=[PARTY], date=days(7)),
        shape("Attack", actor=[RUSSIA], recipient=[PARTY], date=days(7)),
        shape("Attack", actor=[AIBEK], recipient=[KYRGYZSTAN], date=days(7)),
        shape("Attack", actor=[AIBEK], date=days(7)),
    ],
    ids=["another day", "another class", "another actor", "another recipient", "no recipient, no place"],
)
def test_another_situation(other: Profile) -> None:
    verdict = compare(SIEGE, other, FRAME)
    assert (verdict.same, verdict.missing) == (False, None)


def test_unnamed_ones_are_never_the_same() -> None:
    crowd = shape("Attack", actor=[CROWD], recipient=[PARTY], date=days(7))
    assert not compare(crowd, crowd, FRAME).same


def test_a_class_and_one_above_it() -> None:
    offer, pledge = (shape(c, actor=[RUSSIA], recipient=[KYRGYZSTAN], date=days(7)) for c in ("AidOffer", "AidPledge"))
    assert compare(offer, pledge, FRAME).same
    asylum = shape("AsylumOffer", actor=[RUSSIA], recipient=[KYRGYZSTAN], date=days(7))
    assert not compare(asylum, pledge, FRAME).same


def test_who_is_named_first_does_not_matter_in_a_meeting() -> None:
    one = shape("Meeting", actor=[RUSSIA], recipient=[KYRGYZSTAN], date=days(7))
    other = shape("Meeting", actor=[KYRGYZSTAN, RUSSIA], date=days(7))
    assert compare(one, other, FRAME).same
    attack, back = (
        shape("Attack", actor=[a], recipient=[b], date=days(7)) for a, b in ((RUSSIA, PARTY), (PARTY, RUSSIA))
    )
    assert not compare(attack, back, FRAME).same


def test_a_state_needs_no_date_and_is_parted_by_days_that_exclude_each_other() -> None:
    undated, early, late = (
        shape("Tenure", actor=[AIBEK], post=[GOVERNOR], date=when) for when in (None, days(1, 9), days(20, 25))
    )
    assert compare(undated, early, FRAME).same
    assert not compare(early, late, FRAME).same
    assert not compare(undated, shape("Tenure", actor=[AIBEK], organization=[PARTY]), FRAME).same


def test_a_report_joins_only_what_it_contradicts_nowhere() -> None:
    early, late = (shape("Attack", actor=[AIBEK], recipient=[PARTY], date=days(*d)) for d in ((1, 4), (6, 9)))
    middle = shape("Attack", actor=[AIBEK], recipient=[PARTY], date=days(3, 7))
    assert joins(middle, [early], FRAME)
    assert not joins(late, [early, middle], FRAME)
