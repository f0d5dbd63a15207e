"""Claims put together: what is one situation, what are two."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from ingest.attribution import AUTHOR, Voice
from ingest.merging import Candidate, clustered, merged
from ingest.modality import Reading
from kg.model import Interval, Mention, Span


def who(name: str) -> Mention:
    return Mention(name.lower(), name, "Person")


def candidate(at: int = 0, class_: str = "Arrest", **fields: object) -> Candidate:
    roles = {role: tuple(map(who, names)) for role, names in fields.pop("roles", {}).items()}  # type: ignore[attr-defined]
    given = {"reading": Reading(), "rule": "r", "clearness": 0.5, **fields}
    return Candidate(class_, roles, span=Span(at, at + 5), token=at, **given)  # type: ignore[arg-type]


def keys(*candidates: Candidate) -> list[list[int]]:
    return [
        [c.token for c in cluster.candidates] for cluster in clustered(candidates, symmetric=frozenset({"Meeting"}))
    ]


def test_the_same_act_on_the_same_person_is_one_situation() -> None:
    assert keys(candidate(0, roles={"recipient": ["A"]}), candidate(9, roles={"recipient": ["A"]})) == [[0, 9]]


def test_other_people_classes_or_readings_are_another_situation() -> None:
    first = candidate(0, roles={"recipient": ["A"]})
    planned = Reading("prospect", "planned")
    assert keys(first, candidate(9, roles={"recipient": ["B"]})) == [[0], [9]]
    assert keys(first, candidate(9, "Release", roles={"recipient": ["A"]})) == [[0], [9]]
    assert keys(first, candidate(9, roles={"recipient": ["A"]}, reading=planned)) == [[0], [9]]


def test_dates_that_clash_part_situations() -> None:
    days = [Interval(f"2010-04-0{n}", dt.date(2010, 4, n), dt.date(2010, 4, n)) for n in (7, 8)]
    found = [candidate(n, roles={"recipient": ["A"]}, date=day) for n, day in enumerate(days)]
    assert keys(*found) == [[0], [1]]


def test_in_a_symmetric_class_the_sides_may_change_places() -> None:
    first = candidate(0, "Meeting", roles={"actor": ["A"], "recipient": ["B"]})
    assert keys(first, candidate(9, "Meeting", roles={"actor": ["B"], "recipient": ["A"]})) == [[0, 9]]


def test_a_noun_that_names_nobody_joins_the_nearest_or_is_left_out() -> None:
    bare = candidate(9, named=False)
    assert keys(candidate(0, roles={"recipient": ["A"]}), bare) == [[0, 9]]
    assert keys(bare) == []


def test_two_acts_by_one_actor_on_unlike_objects_are_two() -> None:
    first = candidate(0, roles={"actor": ["A"]}, words=frozenset({"treaty"}))
    assert keys(first, candidate(9, roles={"actor": ["A"]}, words=frozenset({"truce"}))) == [[0], [9]]


def test_each_voice_and_polarity_gives_one_claim() -> None:
    speaker = Voice("named", who("S"))
    found = merged(
        [
            candidate(0, roles={"actor": ["A"]}),
            candidate(5, roles={"actor": ["A"], "recipient": ["B"]}),
            candidate(9, roles={"actor": ["A"]}, voice=speaker),
            candidate(12, roles={"actor": ["A"]}, voice=speaker, reading=Reading(polarity="negated")),
        ]
    )
    assert [(c.voice, c.reading.polarity, c.token) for c in found] == [
        (AUTHOR, "affirmed", 5),
        (speaker, "affirmed", 9),
        (speaker, "negated", 12),
    ]


people = st.lists(st.sampled_from("ABC"), max_size=2, unique=True)
some = st.builds(
    lambda at, actor, recipient, named: candidate(at, roles={"actor": actor, "recipient": recipient}, named=named),
    st.integers(0, 50),
    people,
    people,
    st.booleans(),
)


@given(st.lists(some, max_size=8))
def test_every_candidate_that_tells_something_is_in_one_cluster(candidates) -> None:
    inside = [c for cluster in clustered(candidates, symmetric=frozenset()) for c in cluster.candidates]
    assert len(inside) <= len(candidates)
    assert all(any(c is other for other in inside) for c in candidates if c.named)


def test_two_acts_each_with_somebody_of_its_own_are_two() -> None:
    first = candidate(0, roles={"actor": ["A", "B"], "recipient": ["C"]})
    assert keys(first, candidate(9, roles={"actor": ["B", "D"], "recipient": ["C"]})) == [[0], [9]]
    assert keys(first, candidate(9, roles={"actor": ["B"], "recipient": ["C"]})) == [[0, 9]]
