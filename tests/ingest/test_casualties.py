"""Figures of dead and injured that stand apart from the event that they belong to."""

from __future__ import annotations

import pytest
from spacy.language import Language

from tests.ingest.test_claims import claims

EVENT = "Police opened fire on protesters in Oslo. "


def told(nlp: Language, text: str) -> list[tuple[str | None, dict[str, int]]]:
    """Who counts, and what, in the order of the text; None for the author."""
    found = [c for c in claims(nlp, text) if c.size]
    return [(c.attributed_to.name if c.attributed_to else None, dict(c.size)) for c in found]


@pytest.mark.parametrize(
    ("sentence", "who", "size"),
    [
        ("The death toll rose to 90.", None, {"killedMin": 90, "killedMax": 90}),
        ("Activists put the number of dead at 100 or more.", "activists", {"killedMin": 100}),
        (
            "The Norwegian Red Cross said that 75 people had been killed.",
            "Red Cross",
            {"killedMin": 75, "killedMax": 75},
        ),
        ("Doctors speak of at least nine dead.", "doctors", {"killedMin": 9}),
    ],
)
def test_a_figure_goes_to_the_event_before_it(
    nlp: Language, sentence: str, who: str | None, size: dict[str, int]
) -> None:
    ((teller, figure),) = told(nlp, EVENT + sentence)
    assert figure == size
    assert (teller or "").endswith(who or "")


def test_two_counts_of_one_voice_are_two_claims_of_one_situation(nlp: Language) -> None:
    text = EVENT + "Activists put the number of dead at 40. Later the activists put the number of dead at 45."
    found = [c for c in claims(nlp, text) if c.class_ == "Repression"]
    assert sorted(c.size.get("killedMin", 0) for c in found) == [0, 40, 45]
    assert len({c.situation for c in found}) == 1


def test_a_count_that_is_passed_on_is_not_the_authors(nlp: Language) -> None:
    text = "The Fjord Gazette had reported 76 deaths in the clashes of 7 April in Oslo."
    assert told(nlp, text) == [("Fjord Gazette", {"killedMin": 76, "killedMax": 76})]


@pytest.mark.parametrize(
    "text",
    [
        EVENT + "Ten people died in a flood.",
        EVENT + "\n\nTen people died on Friday.",
        "Ministers met in Oslo. Ten people died on Friday.",
        EVENT + "Ten people watched.",
    ],
)
def test_a_figure_of_something_else_is_left_alone(nlp: Language, text: str) -> None:
    assert told(nlp, text) == []
