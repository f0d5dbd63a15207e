"""PLOVER records say what is said: the event type follows realis and prospect, the fillers are whole."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from kg.export.plover import FIELDS, plover_event, plover_records
from kg.ids import article_id, text_sha256
from kg.model import Article, Claim, Span
from kg.ontology import load
from tests.gold import article_of, claims_of

TEXT = "Norway pledged ten million dollars."


def claim(class_: str, **fields: str | None) -> Claim:
    base = Claim(
        id="c" * 16,
        article="a",
        situation="s",
        class_=class_,
        realis="event",
        polarity="affirmed",
        certainty="certain",
        attribution="author",
        spans=(Span(0, len(TEXT)),),
        rule="r",
        confidence=1.0,
    )
    return replace(base, **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("class_", "fields", "event"),
    [
        ("AidPledge", {}, "AGREE"),
        ("AidTransfer", {"realis": "prospect", "prospect": "promised"}, "AGREE"),
        ("Meeting", {"realis": "prospect", "prospect": "planned"}, "AGREE"),
        ("Meeting", {"realis": "prospect", "prospect": "requested"}, "REQUEST"),
        ("Attack", {"realis": "prospect", "prospect": "threatened"}, "THREATEN"),
        ("Attack", {"realis": "prospect", "prospect": "possible"}, None),
        ("Attack", {"polarity": "negated"}, None),
        ("Tenure", {"realis": "state"}, None),
        ("Resignation", {}, "RETREAT"),
    ],
)
def test_the_event_follows_what_is_said(class_: str, fields: dict[str, str], event: str | None) -> None:
    assert plover_event(claim(class_, **fields), load()) == event


def test_a_record_holds_the_evidence_verbatim() -> None:
    article = Article(article_id(text=TEXT), TEXT, text_sha256(TEXT), "norway")
    record = next(plover_records(article, [claim("AidPledge")], ontology=load()))
    assert record["article"] == "norway"
    assert tuple(record) == tuple(FIELDS)
    assert TEXT[record["start"] : record["end"]] == record["text"]
    assert record["actor"] == record["recipient"] == record["place"] == []


def test_gold_written_as_records_scores_full_marks(shared: Path, tmp_path: Path) -> None:
    """The form is what the scorer reads: gold in, everything right out."""
    gold, ontology = shared / "gold" / "dev", load()
    out = tmp_path / "claims.jsonl"
    with out.open("w", encoding="utf-8") as file:
        for path in sorted(gold.glob("*.yml")):
            article = article_of(path, path.with_suffix(".txt").read_text("utf-8"))
            for record in plover_records(article, claims_of(path, article), ontology=ontology):
                file.write(json.dumps(record) + "\n")
    command = [sys.executable, str(shared / "eval" / "score.py"), "--gold", str(gold), "--texts", str(gold), "--json"]
    done = subprocess.run([*command, str(out)], capture_output=True, text=True, check=True)
    figures = json.loads(done.stdout)
    assert figures["class"]["F"] > 0.97
    assert figures["roles"]["F"] > 0.97
