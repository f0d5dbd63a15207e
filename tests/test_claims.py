"""Claims files say exactly what went into them, and say by name what they will not take."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.claims import lines, parse
from kg.errors import InputError
from kg.model import Article, Claim
from tests import strategies


@given(article=strategies.articles(), found=st.lists(strategies.claims(), max_size=3), run=strategies.hexes)
def test_what_is_written_is_read_back(article: Article, found: list[Claim], run: str) -> None:
    claims = tuple(replace(claim, article=article.id) for claim in found)
    text = "".join(lines(article, claims, run=run))
    back = parse(text.splitlines(), where="x.jsonl")
    assert back.article == replace(article, text="")
    assert back.claims == claims
    assert back.run == run
    assert len(text.splitlines()) == len(claims) + 1


HEADER = {"schema": 1, "article": {"id": "a", "givenId": "a", "textSha256": "0" * 64}, "run": "r"}
CLAIM = {
    "claim": "c",
    "situation": "s",
    "class": "Attack",
    "realis": "event",
    "polarity": "affirmed",
    "certainty": "certain",
    "attribution": "author",
    "spans": [[0, 4]],
    "rule": "r",
    "confidence": 0.5,
}


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([], "x.jsonl: empty"),
        (["{"], "x.jsonl:1: not JSON"),
        (["[]"], "x.jsonl:1: a line holds one JSON object"),
        (["[" * 100_000], "x.jsonl:1: not JSON"),
        ([json.dumps(HEADER | {"schema": 7})], "x.jsonl:1: schema 7; this version of kg reads schema 1"),
        ([json.dumps(HEADER | {"colour": 1})], "unknown field 'colour' in the header"),
        ([json.dumps(HEADER), "{}"], "x.jsonl:2: the field 'claim' is missing"),
        ([json.dumps(HEADER), json.dumps(CLAIM | {"colour": 1})], "x.jsonl:2: unknown field 'colour' in a claim"),
        ([json.dumps(HEADER), json.dumps(CLAIM | {"spans": [[1]]})], r"a span is \[start, end\]"),
        ([json.dumps(HEADER), json.dumps(CLAIM | {"confidence": True})], "'confidence' holds True"),
        ([json.dumps(HEADER), json.dumps(CLAIM | {"confidence": 1})[:-2] + "NaN}"], "x.jsonl:2"),
        ([json.dumps(HEADER), json.dumps(CLAIM | {"size": {"killedMin": "many"}})], "'killedMin' holds 'many'"),
        ([json.dumps(HEADER), json.dumps(CLAIM | {"roles": {"actor": "Bakiyev"}})], "fillers of 'actor' are a list"),
        ([json.dumps(HEADER), json.dumps(CLAIM | {"date": {"edtf": "x", "latest": "soon"}})], "x.jsonl:2"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(rows: list[str], said: str) -> None:
    with pytest.raises(InputError, match=said):
        parse(rows, where="x.jsonl")
