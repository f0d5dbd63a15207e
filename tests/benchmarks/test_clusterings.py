"""The measures of coreference: worked examples of the papers that define them, and what holds for any clustering."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.clusterings import MEASURES, Clustering, best_pairing, conll, scores


def clusters(*words: str) -> Clustering:
    return [set(word) for word in words]


@st.composite
def clusterings(draw: st.DrawFn) -> Clustering:
    """Some of eight mentions, in clusters of any size."""
    labels = draw(st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 3), min_size=1))
    return [{m for m, label in labels.items() if label == one} for one in sorted(set(labels.values()))]


@st.composite
def chains(draw: st.DrawFn) -> Clustering:
    """As above, without clusters of one, for MUC counts links only."""
    found = [c for c in draw(clusterings()) if len(c) > 1]
    return found or clusters("ab")


@pytest.mark.parametrize(
    ("measure", "key", "response", "precision", "recall"),
    [
        # Vilain et al. 1995
        ("MUC", clusters("abcd"), clusters("ab", "cd"), 1.0, 2 / 3),
        ("MUC", clusters("ab", "cd"), clusters("abcd"), 2 / 3, 1.0),
        # Bagga and Baldwin 1998
        ("B³", clusters("12345", "67", "89ABC"), clusters("12345", "6789ABC"), 16 / 21, 1.0),
        ("B³", clusters("12345", "67", "89ABC"), clusters("1234589ABC", "67"), 7 / 12, 1.0),
        # Pradhan et al. 2014 and Moosavi and Strube 2016
        ("MUC", clusters("abc", "defg"), clusters("ab", "cd", "fghi"), 0.4, 0.4),
        ("B³", clusters("abc", "defg"), clusters("ab", "cd", "fghi"), 0.5, 35 / 84),
        ("CEAF-e", clusters("abc", "defg"), clusters("ab", "cd", "fghi"), 1.3 / 3, 0.65),
        ("LEA", clusters("abc", "defg"), clusters("ab", "cd", "fghi"), 1 / 3, 5 / 21),
    ],
)
def test_worked_examples(measure: str, key: Clustering, response: Clustering, precision: float, recall: float) -> None:
    assert scores([(key, response)])[measure] == pytest.approx((precision, recall))


@given(chains())
def test_the_same_is_perfect(some: Clustering) -> None:
    found = scores([(some, list(reversed(some)))])
    assert all(score == pytest.approx((1, 1)) for score in found.values())
    assert conll(found) == pytest.approx(1)


@given(clusterings(), clusterings())
def test_swapped_sides_swap_precision_and_recall(key: Clustering, response: Clustering) -> None:
    there, back = scores([(key, response)]), scores([(response, key)])
    assert set(there) == set(MEASURES)
    for name in MEASURES:
        assert there[name] == pytest.approx(tuple(reversed(back[name])))


@given(st.lists(st.tuples(clusterings(), clusterings()), max_size=3))
def test_between_nothing_and_all(documents: list[tuple[Clustering, Clustering]]) -> None:
    for score in scores(documents).values():
        assert all(-1e-9 <= part <= 1 + 1e-9 for part in (*score, score.f))


@given(chains())
def test_nothing_found_is_nothing_right(key: Clustering) -> None:
    assert all(score == (0, 0) and score.f == 0 for score in scores([(key, [])]).values())


@given(chains(), chains())
def test_a_document_twice_scores_as_once(key: Clustering, response: Clustering) -> None:
    once, twice = scores([(key, response)]), scores([(key, response)] * 2)
    assert all(once[name] == pytest.approx(twice[name]) for name in MEASURES)


@given(st.integers(1, 4).flatmap(lambda n: st.lists(st.lists(st.floats(0, 1), min_size=n, max_size=n), max_size=3)))
def test_the_best_pairing_is_the_best_of_all(gains: Sequence[Sequence[float]]) -> None:
    assert best_pairing(gains) == pytest.approx(best_of_all(gains))


def best_of_all(gains: Sequence[Sequence[float]]) -> float:
    width = len(gains[0]) if gains else 0
    columns = [*range(width), *[None] * len(gains)]
    ways = set(itertools.permutations(columns, len(gains)))
    return max(sum(row[column] for row, column in zip(gains, way, strict=True) if column is not None) for way in ways)
