"""The table is read back by any CSV reader, whatever the articles say."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from kg.export.table import COLUMNS, write_csv
from kg.model import Article, Claim
from kg.plain import harmless
from tests import strategies


@given(article=strategies.articles(), found=st.lists(strategies.claims(), max_size=3))
def test_a_row_a_claim_with_its_words(article: Article, found: list[Claim]) -> None:
    claims = [replace(claim, article=article.id) for claim in found]
    out = io.StringIO(newline="")
    assert write_csv([(article, claims)], out) == len(claims)
    back = list(csv.DictReader(io.StringIO(out.getvalue(), newline="")))
    assert len(back) == len(claims)
    for row, claim in zip(back, claims, strict=True):
        assert tuple(row) == COLUMNS
        assert row["claim"] == claim.id
        assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row.values())
        quote = article.text[claim.spans[0].start : claim.spans[0].end]
        assert row["quote"].removeprefix("'") == harmless(quote).removeprefix("'")
