"""Sums of money and numbers of things, with their bounds."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from ingest.amounts import amounts_in, counts_in
from ingest.numbers import number
from kg.model import Amount


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("80", 80),
        ("46,694", 46694),
        ("1.000", 1000),
        ("1.250 billion", 1_250_000_000),
        ("2.5 million", 2_500_000),
        ("1.5bn", 1_500_000_000),
        ("500 crore", 5_000_000_000),
        ("eighty", 80),
        ("twenty-five", 25),
        ("one hundred and fifty", 150),
        ("two thousand five hundred", 2500),
        ("two dozen", 24),
        ("half a million", 500_000),
        ("a hundred", 100),
        ("0.5", 0.5),
        ("people", None),
    ],
)
def test_numbers(text: str, value: float | None) -> None:
    assert number(text) == value


@given(n=st.integers(0, 10**12))
def test_numbers_with_commas(n: int) -> None:
    assert number(f"{n:,}") == number(str(n)) == n


@pytest.mark.parametrize(
    ("sentence", "amount", "bound", "form"),
    [
        ("France promised $70 million in aid and loans.", Amount(70_000_000, "USD"), "exact", "aid"),
        ("The bank lent US$20m to the city.", Amount(20_000_000, "USD"), "exact", None),
        ("He gave 2.5bn euros to the fund.", Amount(2_500_000_000, "EUR"), "exact", None),
        ("It offered up to €1.5 million for schools.", Amount(1_500_000, "EUR"), "max", None),
        ("The state lost more than KD 150 million.", Amount(150_000_000, "KWD"), "min", None),
        ("It lost about 289.4 billion won.", Amount(289_400_000_000, "KRW"), "about", None),
        ("He paid a fine of 500,000 Kenyan shillings.", Amount(500_000, "KES"), "exact", None),
        ("The plan costs Rs 500 crore.", Amount(5_000_000_000, "INR"), "exact", None),
        ("He paid 1,250.50 Canadian dollars.", Amount(1250.5, "CAD"), "exact", None),
    ],
)
def test_one_sum(nlp: Language, sentence: str, amount: Amount, bound: str, form: str | None) -> None:
    (found,) = amounts_in(nlp(sentence))
    assert (found.amount, found.bound, found.form) == (amount, bound, form)


@pytest.mark.parametrize(
    "sentence", ["He stole 50 pounds of rice.", "He won 51 seats.", "It has 30 pesos in it.", "Nobody paid."]
)
def test_no_sum(nlp: Language, sentence: str) -> None:
    assert list(amounts_in(nlp(sentence))) == []


@pytest.mark.parametrize(
    ("sentence", "noun", "low", "high"),
    [
        ("Violence left more than 80 people dead.", "people", 81, None),
        ("At least 12 protesters were killed.", "protesters", 12, None),
        ("Up to 30 soldiers were hurt.", "soldiers", None, 30),
        ("Fewer than ten voted.", "ten", None, 9),
        ("Some 200 civilians were hurt.", "civilians", 200, 200),
        ("Police detained two women.", "women", 2, 2),
        ("Police detained a student.", "student", 1, 1),
        ("No injuries were reported.", "injuries", 0, 0),
        ("Dozens of people were arrested.", "people", 24, None),
        ("Tens of thousands of people marched.", "people", 20_000, None),
        ("Hundreds fled.", "Hundreds", 200, None),
        ("Several dozen guards left.", "guards", 36, None),
        ("Between 20 and 30 people died.", "people", 20, 30),
        ("Police detained 20-30 people.", "people", 20, 30),
        ("Seven of their opponents are in jail.", "opponents", 7, 7),
        ("Two hundred and fifty troops left.", "troops", 250, 250),
        ("Activists put the number of dead at 100 or more.", "100", 100, None),
        ("The 13 lawmakers walked out.", "lawmakers", 13, 13),
    ],
)
def test_counts(nlp: Language, sentence: str, noun: str, low: int | None, high: int | None) -> None:
    doc = nlp(sentence)
    assert (noun, low, high) in [(doc[count.noun].text, count.low, count.high) for count in counts_in(doc)]


@pytest.mark.parametrize(
    "sentence",
    [
        "He won 51% of the vote.",
        "He won 51 percent.",
        "They met on April 14.",
        "France promised $70 million.",
        "Article 5 applies.",
        "They met at 10:30 am.",
        "The Group of 20 met.",
        "OSH, April 14 (Agency) - Police left.",
    ],
)
def test_no_counts(nlp: Language, sentence: str) -> None:
    assert list(counts_in(nlp(sentence))) == []


@settings(max_examples=40, deadline=None)
@given(text=st.text(st.sampled_from("0123456789,.-$€ammillionbntwo and to between more than\n"), max_size=60))
def test_any_text_is_read(nlp: Language, text: str) -> None:
    doc = nlp(text)
    for count in counts_in(doc):
        assert 0 <= count.start < count.end <= len(doc)
        assert count.low is None or count.high is None or count.low <= count.high
    for found in amounts_in(doc):
        assert found.amount.value >= 0
