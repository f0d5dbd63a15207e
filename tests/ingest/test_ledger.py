"""Every frequent verb and event noun stands in a frame, in the lexicon, or in the ledger with what was decided."""

from __future__ import annotations

import pytest

import ingest.ledger
from ingest.ledger import NAMES, NONE, Tally, faults, ledger, read_ledger, shipped_counts, standing
from kg.errors import ResourceError


def test_no_counted_word_is_a_gap_and_no_decision_is_idle_or_gainsaid() -> None:
    assert list(faults()) == []


def test_what_covers_a_word_is_told() -> None:
    assert "arrest.detain" in standing(("verb", "arrest"))
    assert standing(("verb", "cook")) == (NONE,)
    assert standing(("noun", "delegation")) == (NAMES,)
    assert standing(("verb", "frobnicate")) == ()


@pytest.mark.parametrize(
    ("counted", "decided", "message"),
    [
        ({("verb", "frobnicate"): 7}, {}, "verb frobnicate: 7 times, but in no frame and not in the ledger"),
        ({}, {("verb", "cook"): NONE}, "verb cook: in the ledger, but not counted"),
        ({("verb", "arrest"): 9}, {("verb", "arrest"): NONE}, "verb arrest: 'none' in the ledger, but in arrest."),
    ],
)
def test_a_fault_is_told(monkeypatch, counted, decided, message) -> None:
    monkeypatch.setattr(ingest.ledger, "shipped_counts", lambda: counted)
    monkeypatch.setattr(ingest.ledger, "ledger", lambda: decided)
    assert [fault[: len(message)] for fault in faults()] == [message]


def test_counts_are_sorted_and_frequent() -> None:
    counts = shipped_counts()
    assert list(counts) == sorted(counts)
    assert min(counts.values()) >= ingest.ledger.LEAST


def test_the_ledger_is_read_strictly(tmp_path) -> None:
    path = tmp_path / "ledger.yml"
    path.write_text("verbs:\n  off: none\n  on: a light, a person\n", encoding="utf-8")
    assert read_ledger(path) == {("verb", "off"): NONE, ("verb", "on"): "a light, a person"}
    path.write_text("verbs:\n  on: none\n  off: none\n", encoding="utf-8")
    with pytest.raises(ResourceError, match=r"ledger\.yml: verbs: 'off' stands too late"):
        read_ledger(path)
    path.write_text("words:\n  on: none\n", encoding="utf-8")
    with pytest.raises(ResourceError, match="unknown kind of word 'words'"):
        read_ledger(path)


def test_verbs_and_nouns_that_happen_are_counted(nlp) -> None:
    tally = Tally()
    for _ in range(3):
        tally.add(nlp("Rebels staged a coup during the siege, and the baker sold a loaf. The invasion began."))
    found = tally.counts(least=3)
    assert {("verb", "stage"), ("verb", "sell"), ("noun", "coup"), ("noun", "siege"), ("noun", "invasion")} <= set(
        found
    )
    assert ("noun", "loaf") not in found
    assert ("noun", "baker") not in found


def test_decisions_say_something() -> None:
    assert all(ledger().values())
