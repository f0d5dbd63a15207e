"""What each kind of mention is taken for: names, titles, descriptions, capitals, spans."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.language import Language

from ingest.titles import states_in
from tests.ingest.reading import read


@pytest.mark.parametrize(
    ("text", "word", "type_", "name", "country"),
    [
        ("Kazakh President Nursultan Nazarbaev landed in Talas.", "Nazarbaev", "Person", "Nursultan Nazarbayev", "KAZ"),
        ("Kazakh President Nursultan Nazarbaev landed in Talas.", "Talas", "City", "Talas", "KGZ"),
        ("Voters in Ruritania praised the Superior Electoral Court.", "Court", "GovernmentBody", None, None),
        ("The Ak Zhol party lost two seats in Bishkek.", "Zhol", "Party", "Ak-Jol", "KGZ"),
        ("The United Nations flew tents to Osh.", "Nations", "InternationalOrganization", "United Nations", None),
        ("Twelve trucks left the Manas air base on Friday.", "Manas", "AirBase", "Manas Air Base", "KGZ"),
        ("Some lawmakers wept in Bishkek.", "lawmakers", "Group", None, "KGZ"),
        ("The Kyrgyz army shelled the ridge.", "army", "SecurityForce", "Kyrgyz army", "KGZ"),
        ("Police in Bishkek guarded the local administration building.", "building", "Facility", None, "KGZ"),
        ("The minister visited Russia today.", "Russia", "Country", "Russia", "RUS"),
        ("The Russians left Bishkek.", "Russians", "Group", "Russians", "RUS"),
        ("Kyrgyzstan's interim government met in Bishkek.", "government", "InterimGovernment", None, "KGZ"),
        ("Two journalists were beaten in Talas.", "journalists", "Group", "two journalists", "KGZ"),
        ("The court convicted the former president of fraud.", "president", "Person", "former president", None),
        ("A Russian government spokesman shrugged.", "spokesman", "Person", "Russian government spokesman", "RUS"),
        ("Soldiers shut the newspaper Aurrera on Friday.", "Aurrera", "MediaOutlet", "Aurrera", None),
        ("Aurrera slept. Soldiers shut the newspaper Aurrera.", "Aurrera", "MediaOutlet", "Aurrera", None),
        ("The ANC, the EFF and the QLM of South Africa voted.", "QLM", "Party", "QLM", None),
        ("The ANC of South Africa met the QLM.", "QLM", "Organization", "QLM", None),
        ("The Security Cabinet met in Bishkek.", "Cabinet", "GovernmentBody", None, "KGZ"),
        ("Welders occupied the shipyard in Osh.", "shipyard", "Facility", None, "KGZ"),
    ],
)
def test_types_names_countries(
    nlp: Language, text: str, word: str, type_: str, name: str | None, country: str | None
) -> None:
    found = read(nlp, text).of(word)
    assert found.type == type_
    assert name is None or found.name == name
    assert country is None or found.country == country


@pytest.mark.parametrize(
    ("text", "word", "type_"),
    [
        ("Moscow and Washington offered help to the refugees.", "Moscow", "Country"),
        ("Moscow and Washington offered help to the refugees.", "Washington", "Country"),
        ("The envoys dined in Moscow.", "Moscow", "City"),
        ("The envoys flew to Moscow at noon.", "Moscow", "City"),
        ("Tbilisi accused Moscow of spying.", "Moscow", "Country"),
        ("The bandits attacked Moscow.", "Moscow", "City"),
    ],
)
def test_a_capital_is_its_country_where_it_acts(nlp: Language, text: str, word: str, type_: str) -> None:
    reading = read(nlp, text)
    assert reading.of(word).type == type_
    place = reading.referents.place(reading.token(word))
    assert place is not None
    assert place.type == "City"


def test_a_surname_is_no_country(nlp: Language) -> None:
    reading = read(nlp, "The heiress Paris Hilton waved. Her uncle had sold the surname Chad to a brewer.")
    types = {m.type for m in reading.mentions if m.kind == "name"}
    assert "Country" not in types
    assert "City" not in types


def test_small_words_are_not_acronyms(nlp: Language) -> None:
    reading = read(nlp, "The man who fed us said that we must wait.")
    assert not any(m.entity for m in reading.mentions)


def test_spans_slice_back_to_their_words(nlp: Language) -> None:
    text = "Acting Prime Minister Roza Otunbaeva met some lawmakers from the Ata-Meken party in Osh. She smiled."
    for mention in read(nlp, text).referents.all():
        assert mention.span is not None
        assert text[mention.span.start : mention.span.end] == mention.text


def test_a_group_keeps_where_it_is_drawn_from(nlp: Language) -> None:
    found = read(nlp, "Some deputies from the Ata-Meken party left the hall in Bishkek.").of("deputies")
    assert found.name == "some deputies from Ata-Meken"
    assert [target.entity for target in found.links["drawnFrom"]] == ["ata-meken"]
    assert not found.named


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=80))
def test_no_text_breaks_the_reading(nlp: Language, text: str) -> None:
    read(nlp, text)


WORDS = [
    *(
        "President",
        "the",
        "Bakiev",
        "of",
        "Kyrgyz",
        ",",
        "and",
        ".",
        "he",
        "his",
        "party",
        "“",
        "”",
        "Moscow",
        "former",
    ),
    *("minister", "-", "in", "to", "who", "\n", "(", ")", "US", "supporters", "was", "Mr", "two", "leaders", "’s"),
]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(WORDS), max_size=30))
def test_no_order_of_words_breaks_the_reading(nlp: Language, words: list[str]) -> None:
    reading = read(nlp, " ".join(words))
    assert all(state.roles for state in states_in(reading.doc, reading.referents))
