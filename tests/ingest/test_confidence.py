"""Confidence is a probability that grows with what speaks for a claim, and its weights can be found again."""

from __future__ import annotations

import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.confidence import Row, fitted, left_out, table
from ingest.confidence import FEATURES, WEIGHTS, grounds, probability
from tests.ingest.test_explanation import read

VALUES = st.fixed_dictionaries({name: st.floats(0, 3) for name in FEATURES})


@given(VALUES, st.sampled_from(sorted(FEATURES)), st.floats(0, 2))
def test_each_feature_speaks_for_or_against(values: dict[str, float], name: str, more: float) -> None:
    before, after = probability(values), probability(values | {name: values[name] + more})
    assert 0 <= min(before, after) <= max(before, after) <= 1
    assert (after >= before) is (WEIGHTS[name] > 0) or before == after


@given(VALUES, st.lists(st.floats(-1, 1), min_size=1, max_size=4))
def test_the_grounds_are_the_features(values: dict[str, float], steps: list[float]) -> None:
    values = values | {"clearness": sum(steps)}
    odds = sum(step for _, step in grounds(values, [("step", step) for step in steps]))
    assert 1 / (1 + np.exp(-odds)) == pytest.approx(probability(values), abs=0.003)


def test_a_claim_is_trusted_more_in_an_article_about_public_life() -> None:
    private = "The band played in Lyon. Its singer thanked the cook. They ate, and the evening was long. " * 12
    public = "Police arrested two opposition leaders in Lyon. The parliament of France met in the morning. " * 12
    last = "On Friday the prime minister will visit Oslo."
    found = [told for text in (public, private) for _, told in [read(text + last)]]
    more, less = (next(one.claim.confidence for one in told if one.claim.class_ == "Visit") for told in found)
    assert more > less


def test_weights_are_found_again() -> None:
    """Of articles whose claims are right by known odds."""
    rng = random.Random(3)
    rows = []
    for i in range(6000):
        values = {name: rng.random() * 3 for name in FEATURES}
        right = rng.random() < probability(values)
        rows.append(Row(f"article {i % 30}", familiar=False, values=values, right=right))
    found = dict(zip(FEATURES, fitted(*table(rows))[2:], strict=True))
    assert found == pytest.approx(dict(WEIGHTS), abs=0.3)
    assert np.mean((left_out(rows) - table(rows)[1]) ** 2) < 0.25
