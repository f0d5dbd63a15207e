"""Whose acts belong to public life, by who they are and by what the article is about."""

from __future__ import annotations

import pytest

from ingest.nlp import load as load_nlp
from ingest.relevance import about_sport

SPORT = (
    "The striker scored the first goal of the match. The coach praised the goalkeeper. The league begins in May, and "
    "the tournament ends in June."
)


@pytest.mark.parametrize(
    ("text", "sport"),
    [
        (SPORT, True),
        ("The government called off the match after the riot and the premier resigned in the evening.", False),
        ("The parliament passed the bill.", False),
    ],
)
def test_what_is_told_in_words_of_sport(text: str, sport: bool) -> None:
    assert about_sport(load_nlp()(text)) is sport
