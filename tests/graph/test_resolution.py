"""Which ids are one: joins, what blocks them, and who stands for a group."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kg.decisions import Decisions
from kg.graph import resolution, settled
from tests.graph.made import AIBEK, claim

A, B, C = "a" * 16, "b" * 16, "c" * 16
ids = st.sampled_from([A, B, C, "d" * 16, "slug", "another-slug"])
pairs = st.tuples(ids, ids).filter(lambda p: p[0] != p[1]).map(lambda p: (min(p), max(p)))


def test_a_registry_entry_stands_for_the_group() -> None:
    found = resolution(Decisions(same=((A, "slug"), (A, B))))
    assert [found(id_) for id_ in (A, B, "slug", C)] == ["slug", "slug", "slug", C]
    assert found.merged == {"slug": (A, B)}


def test_without_one_the_smallest_id_does() -> None:
    assert resolution(Decisions(same=((B, C),)))(C) == B


def test_a_redirect_leads_where_it_says() -> None:
    assert resolution(Decisions(redirects={A: B}))(A) == B


def test_what_is_listed_is_redirected() -> None:
    assert resolution(Decisions(), {A: "slug"})(A) == "slug"


def test_different_blocks_a_join_and_one_through_a_third() -> None:
    assert resolution(Decisions(different=((A, "slug"),)), {A: "slug"})(A) == A
    found = resolution(Decisions(same=((A, B), (B, C)), different=((A, C),)))
    assert found(A) == found(B) != found(C)


@given(same=st.lists(pairs, max_size=6), different=st.lists(pairs, max_size=3))
def test_canonical_ids_are_their_own_and_pairs_apart_stay_apart(same: list, different: list) -> None:
    found = resolution(Decisions(same=tuple(sorted(same)), different=tuple(different)))
    assert all(found(found(id_)) == found(id_) for pair in same for id_ in pair)
    assert all(found(a) != found(b) for a, b in different)
    assert {old for ids_ in found.merged.values() for old in ids_} == set(found.canonical)


def test_settled_claims_speak_of_canonical_entities_and_known_situations() -> None:
    told = claim("Attack", actor=[AIBEK], links={"after": ("s2", "gone")}, attributed_to=AIBEK)
    done = settled(
        told, canonical={"aibek": "x"}.__getitem__, situation={"s1": "S1", "s2": "S2"}.get, name={"x": "X"}.get
    )
    assert (done.situation, done.links) == ("S1", {"after": ("S2",)})
    assert [(m.entity, m.name) for m in (*done.roles["actor"], done.attributed_to)] == [("x", "X")] * 2
