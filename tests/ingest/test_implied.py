"""What a sentence leaves to be understood: places and posts."""

from __future__ import annotations

import pytest
from spacy.language import Language

from tests.ingest.test_claims import claims


@pytest.mark.parametrize(
    ("text", "class_", "role", "wanted"),
    [
        ("At the Ministry of Transport, the envoy met with miners.", "Meeting", "place", ["Ministry of Transport"]),
        ("The envoy came to Oslo on Monday. He met the miners at noon.", "Meeting", "place", []),
        ("The envoys gathered in Oslo. They held talks with the miners.", "Meeting", "place", ["Oslo"]),
        ("Norway arrested two students on Monday.", "Arrest", "place", ["Norway"]),
        ("Anna Berg won the presidential election in Chile.", "Election", "post", ["President of Chile"]),
        ("Chilean president Anna Berg ran for re-election in 2019.", "Candidacy", "post", ["President of Chile"]),
        ("Anna Berg won the parliamentary election in Chile.", "Election", "post", []),
        ("Anna Berg, a former general who was elected in 2019, sang.", "Election", "post", []),
        ("Chile will hold a presidential election in May.", "Election", "post", []),
    ],
)
def test_what_is_understood(nlp: Language, text: str, class_: str, role: str, wanted: list[str]) -> None:
    found = next(c for c in claims(nlp, text) if c.class_ == class_)
    assert [m.name for m in found.roles.get(role, ())] == wanted


def test_the_purpose_of_a_repression_is_no_second_one(nlp: Language) -> None:
    found = claims(nlp, "Police fired tear gas to disperse students in Oslo.")
    assert [c.class_ for c in found if c.class_ == "Repression"] == ["Repression"]


@pytest.mark.parametrize(
    ("text", "class_", "polarity"),
    [
        ("The attempted coup in Norway shook the generals.", "Coup", "affirmed"),
        ("The failed talks between Norway and Estonia went on in Oslo.", "Negotiation", "negated"),
    ],
)
def test_a_failed_coup_is_one_and_failed_talks_are_none(nlp: Language, text: str, class_: str, polarity: str) -> None:
    found = [c for c in claims(nlp, text) if c.class_ in (class_, "Meeting")]
    assert [(c.realis, c.polarity) for c in found] == [("event", polarity)]


def test_who_confirms_an_attack_has_not_attacked(nlp: Language) -> None:
    attacks = [c for c in claims(nlp, "The army confirmed the attack on the port of Oslo.") if c.class_ == "Attack"]
    assert [c.roles.get("actor", ()) for c in attacks] == [()]


def test_a_plural_at_the_beginning_is_no_name(nlp: Language) -> None:
    (clash,) = (c for c in claims(nlp, "Scuffles broke out between senators in Oslo.") if c.class_ == "Clash")
    assert [m.name for m in clash.roles["actor"]] == ["senators"]


def test_each_figure_stands_with_its_own_word(nlp: Language) -> None:
    (attack,) = (c for c in claims(nlp, "A raid on the port left six dead and 20 wounded.") if c.class_ == "Attack")
    assert attack.size == {"killedMin": 6, "killedMax": 6, "injuredMin": 20, "injuredMax": 20}
