"""Which entities `kg review` lists: as if each two of a type and country were compared, in less time."""

from __future__ import annotations

import time
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz import fuzz

from kg.ids import digest
from kg.names import name_key
from kg.review import ALIKE, alike_pairs

words = st.sampled_from(["bakiyev", "bakiev", "kurmanbek", "maksim", "a", "li", "Ли", "Ak-Jol", "!", "otunbayeva"])
names = st.lists(st.lists(words, max_size=3).map(" ".join), max_size=14)


def why(a: str, b: str, keys: list[str]) -> str | None:
    """The rule for two names, written down plainly."""
    if a == b:
        return "the same name in two articles"
    short, long = sorted((a, b), key=len)
    if " " not in short and long.endswith(f" {short}"):
        bearers = {key for key in keys if key.endswith(f" {short}")}
        return "the last part of this name only" if len(bearers) == 1 else None
    ratio = fuzz.token_sort_ratio(a, b)
    return f"names {ratio:.0f} % alike" if ratio >= ALIKE else None


@given(names)
def test_each_two_names_are_judged_by_the_rule(found: list[str]) -> None:
    keys = [name_key(name) for name in found]
    expected = [(i, j, said) for i, j in combinations(range(len(keys)), 2) if (said := why(keys[i], keys[j], keys))]
    assert list(alike_pairs(keys)) == expected


def test_1200_persons_of_one_country_take_about_a_second() -> None:
    keys = [f"{digest(f'first {n}')[:7]} {digest(f'last {n}')[:8]}" for n in range(1200)]
    started = time.process_time()
    assert list(alike_pairs(keys)) == []
    assert time.process_time() - started < 8  # .6 s measured; 42 s when all surnames were counted for each two
