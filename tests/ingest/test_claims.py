"""From an article to its claims: all stages together."""

from __future__ import annotations

import datetime as dt
import pickle

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.claims import claims_of, extract
from kg.ids import article_id, text_sha256
from kg.model import Article, Claim
from kg.ontology import check
from kg.ontology import load as load_ontology
from kg.registry import load as load_registry

TEXT = """OSLO: Norway pledged 30 million dollars in relief to Estonia on Monday.

Two deputies of the governing party have gone over to the opposition. The minister of finance said he might resign.
Norway said that police had arrested the editor. The police denied that they arrested the editor.
"""


def article(text: str, day: dt.date | None = dt.date(2010, 4, 15)) -> Article:
    return Article(article_id(text=text), text, text_sha256(text), "test", published=day)


def claims(nlp, text: str) -> list[Claim]:
    return claims_of(article(text), nlp, registry=load_registry(), ontology=load_ontology())


def one(found: list[Claim], class_: str) -> Claim:
    (claim,) = [c for c in found if c.class_ == class_]
    return claim


def test_an_article_gives_its_claims(nlp) -> None:
    found = claims(nlp, TEXT)
    pledge = one(found, "AidPledge")
    assert [m.name for m in pledge.roles["actor"]] == ["Norway"]
    assert [m.name for m in pledge.roles["recipient"]] == ["Estonia"]
    assert pledge.amount is not None
    assert (pledge.amount.value, pledge.amount.currency) == (30_000_000, "USD")
    assert pledge.date is not None
    assert pledge.date.earliest == dt.date(2010, 4, 12)
    assert one(found, "Defection").realis == "event"
    assert one(found, "ResignationOffer").attribution == "author"


def test_a_claim_and_its_denial_speak_of_one_situation(nlp) -> None:
    arrests = [c for c in claims(nlp, TEXT) if c.class_ == "Arrest"]
    assert {c.polarity for c in arrests} == {"affirmed", "negated"}
    assert {c.attribution for c in arrests} == {"named"}
    assert len({c.situation for c in arrests}) == 1


def test_evidence_slices_back_to_the_text_and_ids_are_stable(nlp) -> None:
    found = claims(nlp, TEXT)
    assert found == claims(nlp, TEXT)
    assert len({c.id for c in found}) == len(found)
    for claim in found:
        quote = TEXT[claim.spans[0].start : claim.spans[0].end]
        assert quote == quote.strip()
        assert 0 < len(quote.split()) <= 90


def test_a_repetition_is_one_claim_with_two_spans(nlp) -> None:
    arrest = one(claims(nlp, "Police arrested the editor. They had detained the editor at dawn."), "Arrest")
    assert len(arrest.spans) == 2


def test_claims_travel_between_processes(nlp) -> None:
    found = claims(nlp, TEXT)
    assert pickle.loads(pickle.dumps(found)) == found


def test_extract_keeps_the_order_and_gives_what_claims_of_gives(nlp) -> None:
    articles = [article(TEXT), article("Nothing happened."), article("The mayor resigned on Tuesday.")]
    found = list(extract(iter(articles)))
    assert [a for a, _ in found] == articles
    assert found[0][1] == claims(nlp, TEXT)


def test_what_is_dated_after_the_article_is_planned(nlp) -> None:
    (claim,) = [c for c in claims(nlp, "The parties hold talks on 20 April 2010 in Oslo.") if c.class_ == "Meeting"]
    assert (claim.realis, claim.prospect) == ("prospect", "planned")


WORDS = (
    'the president Norway Estonia police arrested will not said that denied “ ” " ( ) , . - $50 million killed people '
    "on Monday if he might resign offered to talks with \n\n élan 🎉 \u202e ' ` { } protests against of by"
)
words = st.sampled_from(WORDS.split(" "))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(words, max_size=40).map(" ".join))
def test_no_text_breaks_it_and_every_claim_passes_the_ontology(nlp, text) -> None:
    for claim in claims(nlp, text):
        check(claim, load_ontology())
        assert all(0 <= span.start < span.end <= len(text) for span in claim.spans)


@pytest.mark.slow
def test_the_seed_article_is_read_well(shared, nlp) -> None:
    text = (shared / "seeds" / "rferl_bakiev.txt").read_text("utf-8")
    found = claims(nlp, text)
    (defection,) = [c for c in found if c.class_ == "Defection"]
    assert [m.name for m in defection.roles["leftSide"]] == ["Ak-Jol"]
    assert {m.country for c in found if c.class_ in ("AidOffer", "AidPledge") for m in c.roles.get("actor", ())} == {
        "RUS",
        "USA",
    }


def links(found: list[Claim], class_: str) -> dict[str, list[str]]:
    classes = {c.situation: c.class_ for c in found}
    return {link: [classes[key] for key in keys] for link, keys in one(found, class_).links.items()}


def test_a_refusal_is_linked_with_the_offer_that_it_implies(nlp) -> None:
    found = claims(nlp, "The general turned down an offer of asylum in Norway.")
    assert links(found, "Refusal") == {"refuses": ["AsylumOffer"]}
    offer = one(found, "AsylumOffer")
    assert [m.name for m in offer.roles["actor"]] == ["Norway"]


def test_a_condition_is_linked_with_what_depends_on_it(nlp) -> None:
    found = claims(nlp, "The minister would resign if the government guaranteed his safety.")
    assert links(found, "Resignation") == {"conditionalOn": ["SecurityGuarantee"]}


def test_an_official_offers_aid_for_the_state(nlp) -> None:
    text = "U.S. Secretary of State Hillary Clinton offered Kyrgyzstan humanitarian aid."
    offer = one(claims(nlp, text), "AidOffer")
    assert [m.name for m in offer.roles["actor"]] == ["United States", "Hillary Clinton"]
    assert [m.name for m in offer.roles["representative"]] == ["Hillary Clinton"]
