"""Numbers with their nouns."""

from __future__ import annotations

import pytest

from kg.plain import counted


@pytest.mark.parametrize(
    ("number", "noun", "said"),
    [(1, "page", "1 page"), (0, "page", "0 pages"), (2_000, "page", "2,000 pages"), (2, "address", "2 addresses")],
)
def test_a_number_with_its_noun(number: int, noun: str, said: str) -> None:
    assert counted(number, noun) == said
