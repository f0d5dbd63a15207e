"""Whether it happened, is planned, offered, demanded, threatened, possible, or denied."""

from __future__ import annotations

import pytest

from ingest.clauses import predicate_at
from ingest.modality import reading_of


def read(nlp, text: str, word: str) -> tuple[str, str | None, str]:
    doc = nlp(text)
    token = next(t for t in doc if t.text == word)
    reading = reading_of(doc, token.i, anchor=predicate_at(doc, token.i).anchor)
    return reading.realis, reading.kind, reading.polarity


EVENT = ("event", None, "affirmed")
NOT = ("event", None, "negated")


def prospect(kind: str, polarity: str = "affirmed") -> tuple[str, str, str]:
    return ("prospect", kind, polarity)


@pytest.mark.parametrize(
    ("text", "word", "wanted"),
    [
        ("The minister resigned.", "resigned", EVENT),
        ("The minister did not resign.", "resign", NOT),
        ("The army denied responsibility for the attack.", "attack", NOT),
        ("Not only did the minister resign, he also fled.", "resign", EVENT),
        ("The house passed a vote of no confidence.", "confidence", EVENT),
        ("The minister never resigned.", "resigned", NOT),
        ("The minister will resign.", "resign", prospect("planned")),
        ("The minister will not resign.", "resign", prospect("planned", "negated")),
        ("The minister might resign.", "resign", prospect("possible")),
        ("The minister should resign.", "resign", prospect("requested")),
        ("The minister plans to resign.", "resign", prospect("planned")),
        ("The minister offered to resign.", "resign", prospect("offered")),
        ("The minister threatened to resign.", "resign", prospect("threatened")),
        ("The union urged the minister to resign.", "resign", prospect("requested")),
        ("The minister refused to resign.", "resign", NOT),
        ("The minister failed to resign.", "resign", NOT),
        ("If the minister resigns, the party will fall.", "resigns", prospect("conditional")),
        ("The premier decided to resign.", "resign", EVENT),
        ("The minister told reporters that the mayor resigned.", "resigned", EVENT),
        ("The rebels called for the release of the editor.", "release", prospect("requested")),
        ("The police prevented an attack.", "attack", NOT),
        ("The upcoming talks are important.", "talks", prospect("planned")),
        ("The failed coup shook the country.", "coup", prospect("failed")),
        ("After the attack, the minister might resign.", "attack", EVENT),
        ("The premier had left to hold talks.", "talks", prospect("purpose")),
        ("No talks were held.", "talks", NOT),
    ],
)
def test_a_clause_is_read_by_what_governs_it(nlp, text, word, wanted) -> None:
    assert read(nlp, text, word) == wanted


def test_what_might_be_is_only_possible(nlp) -> None:
    doc = nlp("The minister might resign.")
    assert reading_of(doc, 3, anchor=3).certainty == "possible"
