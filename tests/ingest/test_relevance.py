"""Everyday acts of private people are claims in an article about public life, and none in one that is not."""

from __future__ import annotations

import pytest
from spacy.language import Language

from ingest.claims import claims_of
from ingest.relevance import SHORT
from kg.explain import read, told_lines
from kg.ids import article_id, text_sha256
from kg.model import Article
from kg.ontology import load as load_ontology
from kg.registry import load as load_registry

COOKS = """Clara Holm has cooked on the island for thirty years. Her small kitchen smells of thyme and smoked fish. On
Sunday the singer Jonas Lind visited her. He praised her soup and offered to write a song about it. She agreed
to show him how it is made. Her sister, who bakes, left for the coast the next morning with two baskets of
bread. Guests often call her before they come. The boats bring butter, salt and flour twice a week, and in
winter nothing at all. The old stove was a gift of her mother, who taught her everything. Nobody on the island
has a better one, and nobody makes a darker loaf. Children wait at the door for the crusts.

The path to the kitchen runs along the water, past upturned boats and nets that dry on poles. In May it is
white with hawthorn, in October red with berries. A bench stands where it turns, and from there one sees the
lamp in her window long before the house itself. The table is of oak, dark with age and scrubbed every
evening. Plates hang on the wall, none of them like another. A clock ticks, but it has shown a quarter past
four for as long as anybody remembers. Whoever sits down gets bread first, then the soup, then a slice of
cheese with pears. It is warm, and the windows run with steam.
"""

POLITICS = """Finland and Sweden signed an agreement on fishing on Monday. The Finnish prime minister met the Swedish
king in Turku. Sweden's parliament rejected the deal in May.
"""


def classes(nlp: Language, text: str) -> set[str]:
    assert len(text.split()) > SHORT
    article = Article(article_id(text=text), text, text_sha256(text), "test")
    claims = claims_of(article, nlp, registry=load_registry(), ontology=load_ontology())
    return {claim.class_ for claim in claims if claim.realis != "state"}


def test_everyday_acts_are_no_claims_where_nothing_is_public(nlp: Language) -> None:
    assert classes(nlp, COOKS) == set()


def test_they_are_claims_where_much_is(nlp: Language) -> None:
    assert {"Visit", "Endorsement", "AgreementSigning"} <= classes(nlp, POLITICS + COOKS[:640])


@pytest.mark.parametrize("public", ["The minister visited Clara Holm in June.", "Police arrested her cook in June."])
def test_what_public_people_do_stays(nlp: Language, public: str) -> None:
    assert len(classes(nlp, COOKS + public)) == 1


DOUBTFUL = [
    "Her son was accused of theft by a guest.",
    "The siege of the kitchen by children began at noon.",
    "There was a protest by the guests about the soup.",
]


@pytest.mark.parametrize("private", DOUBTFUL)
def test_what_is_doubtful_about_private_people_is_no_claim_and_is_explained(nlp: Language, private: str) -> None:
    def left_out(text: str) -> int:
        return sum("kg ingest leaves it out" in line for line in told_lines(*read(text)))

    assert classes(nlp, COOKS + private) == classes(nlp, COOKS)
    assert left_out(COOKS + private) == left_out(COOKS) + 1
    assert left_out(private) == 0  # too short a text to be about private life
