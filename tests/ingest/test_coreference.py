"""Who is meant by part names, pronouns and descriptions."""

from __future__ import annotations

import pytest
from spacy.language import Language

from tests.ingest.reading import read

_BAKIYEV = "Kurmanbek Bakiyev"


@pytest.mark.parametrize(
    ("text", "word", "name"),
    [
        ("Kurmanbek Bakiev fled Bishkek. He had packed for days.", "He", "Kurmanbek Bakiyev"),
        ("Roza Otunbaeva toured Talas. Reporters followed her home.", "her", "Roza Otunbayeva"),
        ("Mayor Ana Brodie resigned. Brodie blamed the flood.", "Brodie", "Ana Brodie"),
        ("Kyrgyz officials mourned. The president of Kyrgyzstan stayed away.", "president", "Kurmanbek Bakiyev"),
        ("Kyrgyzstan closed its border.", "its", "Kyrgyzstan"),
        ("Kurmanbek Bakiev, who owns the mill, laughed.", "who", "Kurmanbek Bakiyev"),
        ("Russian troops left Kyrgyzstan. The country cheered.", "country", "Kyrgyzstan"),
        ("The mayor of Osh wept. Protesters had burned the city.", "city", "Osh"),
        ("The Election Commission met three parties. The EC urged the army to help.", "EC", "Election Commission"),
        ("Ana Brodie met Jo Baker. On Monday Baker sang.", "Baker", "Jo Baker"),
        ("Mary Brodie met Juan Ruiz. The porter slept. She sang.", "She", "Mary Brodie"),
        ("Tiku Berg said that she was ill. Berg met Juan Ruiz. He sang.", "He", "Juan Ruiz"),
        ("Ana Brodie sang. “I have slept,” she said.", "I", "Ana Brodie"),
        ("Juan Ruiz told Pavel Berg that he would feed him.", "him", "Pavel Berg"),
        ("Juan Ruiz is dead. “I liked his songs,” said Tiku Berg, the mayor.", "his", "Juan Ruiz"),
        ("The Ata-Meken party met in Bishkek. The party chose a new anthem.", "party", "Ata-Meken"),
        ("Ana Brodie scolded Juan Ruiz and told him to leave.", "him", "Juan Ruiz"),
        ("Pavel Berg slept. Juan Ruiz wept. He urged him to sing.", "him", "Pavel Berg"),
        ("Juan Ruiz slept. After scolding Pavel Berg, he wept.", "he", "Juan Ruiz"),
        ("Pavel Berg sang. Asked why he slept, Juan Ruiz wept.", "he", "Juan Ruiz"),
        ("Pavel Berg sang. In his speech, Juan Ruiz praised the choir.", "his", "Juan Ruiz"),
        ("Pavel Berg knew Juan Ruiz, who was beaten by his pupils.", "his", "Juan Ruiz"),
        (
            "Senators of the ruling Red Party met senators of the Blue Party. The ruling party wept.",
            "party",
            "Red Party",
        ),
        ("Police looked for Maria and Juan Ruiz. Maria hid.", "Maria", "Maria Ruiz"),
        ("The Ruiz brothers hid. Police looked for Tiku and Jaro Ruiz.", "Tiku", "Tiku Ruiz"),
        ("Police looked for Brodie and Juan Ruiz.", "Brodie", "Brodie"),
        ("USAID runs ten clinics. The mayor praised the agency.", "agency", "USAID"),
        ("The Ghanaian army fought. Our soldiers won, Ana Brodie said.", "soldiers", "soldiers"),
        ("Opponents of governments met in Ghana.", "governments", "governments"),
        (
            "Vice President Ana Brodie wept. The second vice president was born in Lima.",
            "president",
            "second vice president",
        ),
        ("Ana Brodie left the Red Party and formed her own party.", "party", "Ana Brodie's party"),
        ("Ana Brodie left Peru after a visit to Chile that saw both sides sing.", "sides", "Peru and Chile"),
        ("Ana Brodie, a former mayor and deputy head of the choir, slept.", "head", "Ana Brodie"),
        ("Opponents of Kurmanbek Bakiev cheered. The ousted president of Kyrgyzstan slept.", "president", _BAKIYEV),
        ("Ana Brodie slept. Deputy Minister of State Juan Ruiz arrived in Lima, where he ate.", "he", "Juan Ruiz"),
        (
            "Belarus gave Kurmanbek Bakiev of Kyrgyzstan a house in Minsk. It ignored the interim government.",
            "government",
            "Kyrgyz interim government",
        ),
        ("Several deputies of the Ak Zhol party, which met in Osh, wept.", "deputies", "several deputies of Ak-Jol"),
        ("Peru's mayor's office burned. The prosecutor's office stood.", "office", "prosecutor's office"),
        ("The opposition Green Front sang. It also danced.", "It", "Green Front"),
        (
            "Opposition senators left. It rained as senators from the Harvest Party stayed.",
            "senators",
            "senators from Harvest Party",
        ),
        ("Reporter Ana Brodie slept. The journalist snored.", "journalist", "Ana Brodie"),
        ("Ana Brodie, 45, slept in Lima. The activist snored.", "activist", "Ana Brodie"),
        ("Mayor Ana Brodie slept. The 45-year-old snored.", "old", "Ana Brodie"),
        ("Mayor Ana Brodie slept. The nurse snored.", "nurse", "nurse"),
        ("A poet was jailed on Monday. Juan Ruiz, 34, was convicted of fraud.", "poet", "Juan Ruiz"),
        ("A poet was jailed on Monday. Juan Ruiz, the mayor, wept.", "poet", "poet"),
        ("Two female students slept. After lunch the two sang.", "two", "two female students"),
        ("Ana Brodie married Juan Ruiz. Two men laughed.", "men", "two men"),
        (
            "Ana Brodie and her colleague Juan Ruiz left Unity and formed their own choir.",
            "their",
            "Ana Brodie and Juan Ruiz",
        ),
        ("Juan Ruiz fears Pavel Berg's attempt to stop his trial.", "his", "Pavel Berg"),
        ("Ana Brodie and Juan Ruiz slept. At the wish of friends, they sang.", "they", "Ana Brodie and Juan Ruiz"),
        ("Ana Brodie and Juan Ruiz, two students who sang, slept.", "students", "Ana Brodie and Juan Ruiz"),
        ("UN Secretary-General Ana Brodie slept. The UN chief snored.", "chief", "Ana Brodie"),
        ('The rights group "Adhikar" met. The group sang.', "group", "Adhikar"),
        ("The union met the management. The two sides sang.", "sides", "union and management"),
        ("The Norwegian Pea Authority (NPA) sold peas. Later the NPA burned them.", "NPA", "Norwegian Pea Authority"),
        ("The Supreme National Security Council slept.", "Council", "Supreme National Security Council"),
        (
            "Juan Ruiz sang. Ruiz slept. Ruiz wept. Ruiz ate. Pavel Berg was hurt in Lima. He was carried home.",
            "He",
            "Pavel Berg",
        ),
        ("The State Grain Agency (SGA) sold wheat. Later the SGA burned it.", "SGA", "State Grain Agency"),
    ],
)
def test_who_is_meant(nlp: Language, text: str, word: str, name: str) -> None:
    reading = read(nlp, text)
    last = sum(t.text == word for t in reading.doc) - 1
    assert reading.of(word, last).name == name


@pytest.mark.parametrize("words", ["in prison", "in areas"])
def test_a_state_to_be_in_and_matters_are_no_places(nlp: Language, words: str) -> None:
    reading = read(nlp, f"Juan Ruiz spent a year {words} where nobody sang. The prison of Lima burned.")
    assert reading.referents.place(reading.token(words.split()[1])) is None
    assert reading.referents.place(reading.token("prison", -1)) is not None


def test_one_entity_for_all_names_of_a_person(nlp: Language) -> None:
    reading = read(nlp, "President Bakiev spoke. Kurmanbek Bakiyev then left. The president slept.")
    chain = reading.referents.chain("kurmanbek-bakiyev")
    assert [m.text for m in chain] == ["Bakiev", "Kurmanbek Bakiyev", "The president"]


def test_his_supporters_are_named_after_him(nlp: Language) -> None:
    reading = read(nlp, "Kurmanbek Bakiev waved. His supporters sang. Supporters of Bakiev marched to Osh.")
    first, second = reading.of("supporters"), reading.of("Supporters")
    assert first.entity == second.entity
    assert first.name == "supporters of Bakiev"


def test_two_leaders_are_both(nlp: Language) -> None:
    reading = read(nlp, "Vladimir Putin met Alexander Lukashenko in Minsk. The two leaders signed a pact.")
    both = reading.referents.each(reading.token("leaders"))
    assert [m.entity for m in both] == ["vladimir-putin", "alexander-lukashenko"]


def test_both_are_the_last_two_that_were_named(nlp: Language) -> None:
    reading = read(nlp, "Guards led away Ana Brodie and Juan Ruiz. Both were freed at noon.")
    assert [m.name for m in reading.referents.each(reading.token("Both"))] == ["Ana Brodie", "Juan Ruiz"]


def test_it_may_mean_a_thing_that_is_nobody(nlp: Language) -> None:
    reading = read(nlp, "The clerks hid a letter in Osh. Later the mayor burned it.")
    assert reading.referents.of(next(t.i for t in reading.doc if t.text == "it")) is None


def test_it_is_no_plural(nlp: Language) -> None:
    reading = read(nlp, "The senate passed a law on organisations. It was loud.")
    assert reading.of("It").name != "organisations"


def test_the_countrys_new_leadership_is_the_interim_government(nlp: Language) -> None:
    text = "The interim government of Kyrgyzstan met. Kyrgyzstan's new government asked for grain."
    reading = read(nlp, text)
    assert {reading.of("government", n).entity for n in (0, 1)} == {"kyrgyz-interim-government"}


def test_strangers_are_of_this_article_only(nlp: Language) -> None:
    one = read(nlp, "Two shepherds and some villagers blocked the road to Talas.").of("villagers")
    other = read(nlp, "In Talas some villagers danced.").of("villagers")
    assert not one.named
    assert one.entity != other.entity


def test_a_full_name_is_the_same_in_every_article(nlp: Language) -> None:
    one = read(nlp, "Kyrgyz lawyer Tynara Belova sued the mill.").of("Belova")
    other = read(nlp, "The court in Bishkek heard Kyrgyz lawyer Tynara Belova.").of("Belova")
    assert one.named
    assert one.entity == other.entity


def test_the_article_s_own_country(nlp: Language) -> None:
    home = read(nlp, "Kyrgyzstan mourned. The Kyrgyz flag flew low. A French cook wept.").referents.home
    assert home is not None
    assert (home.entity, home.text) == ("kyrgyzstan", None)
    assert read(nlp, "It rained.").referents.home is None


@pytest.mark.parametrize(
    ("text", "word", "post"),
    [
        ("Kyrgyz President Kurmanbek Bakiev fled.", "President", "President of Kyrgyzstan"),
        ("Former Kyrgyz Foreign Minister Ana Brodie sang.", "Minister", "Foreign Minister of Kyrgyzstan"),
        ("She left the presidency of Kyrgyzstan.", "presidency", "President of Kyrgyzstan"),
        ("Assistant Secretary of State Robert Blake flew to Bishkek.", "Secretary", "Assistant Secretary of State"),
        ("In Georgia, Kremlin spokesman Ivan Orlov sang.", "spokesman", "Kremlin spokesman"),
        ("In Georgia, military commander Ivan Orlov sang.", "commander", "Military commander"),
    ],
)
def test_posts(nlp: Language, text: str, word: str, post: str) -> None:
    found = read(nlp, text).post(word)
    assert found.type == "Post"
    assert found.name == post


@pytest.mark.parametrize(
    ("text", "word", "country"),
    [
        ("Bishkek mourned. Kyrgyz flags hung low.\n\nIn Lima, police beat students.", "police", "PER"),
        ("Pro-Iranian lawmakers left the hall in Beirut.", "lawmakers", "LBN"),
        ("Russian-speaking students marched in Riga.", "students", "LVA"),
        ("Russian students marched in Riga.", "students", "RUS"),
        ("Bishkek mourned. Kyrgyz flags hung low.\n\nIn Lima, a mill burned. The army watched.", "army", "PER"),
        ("Bishkek mourned. Kyrgyz flags hung low.\n\nPolice beat students in Lima.", "students", "PER"),
        (
            "A mill burned in Lima.\n\nBishkek mourned. Kyrgyz flags hung low. Kyrgyz pipes wailed. Police wept.",
            "Police",
            "KGZ",
        ),
    ],
)
def test_police_and_people_are_of_where_the_text_is(nlp: Language, text: str, word: str, country: str) -> None:
    assert read(nlp, text).of(word).country == country


def test_an_unlisted_minister_is_of_the_country_spoken_for(nlp: Language) -> None:
    text = (
        "Bishkek mourned. Kyrgyz flags hung low in Kyrgyzstan. "
        "Finance Minister Aleksei Kudrov said that Moscow would give a grant. Asel Umarova wept."
    )
    reading = read(nlp, text)
    assert reading.of("Kudrov").country == "RUS"
    assert reading.of("Umarova").country == "KGZ"


def test_many_of_a_persons_followers_are_named_once_after_them(nlp: Language) -> None:
    text = "Kurmanbek Bakiev waved in Osh. Thousands of his supporters sang."
    assert read(nlp, text).of("Thousands").name == "supporters of Kurmanbek Bakiev"


def test_the_post_of_a_world_body_is_not_of_its_holders_country(nlp: Language) -> None:
    post = read(nlp, "UN Secretary-General Ban Ki-moon of South Korea spoke in Oslo.").post("General")
    assert post.country is None
    assert [m.name for m in post.links["postOf"]] == ["United Nations"]


def test_one_name_for_the_post_of_who_heads_a_body(nlp: Language) -> None:
    reading = read(nlp, "Roza Otunbayeva, the head of the interim government, spoke in Bishkek.")
    assert reading.post("head").name == "Head of the Kyrgyz interim government"


@pytest.mark.parametrize(
    ("text", "word", "nth", "name"),
    [
        ("Kim Jae-won met Lee Min-ho. Minister Lee Sang-ho wept. Kim praised Minister Lee.", "Lee", 2, "Lee Sang-ho"),
        ("Carl Berg saw his brother Olaf Berg in Lima. Mr Berg left.", "Berg", 2, "Carl Berg"),
        ("Governor Ana Paz left Lima. Her rival Rosa Paz slept. Governor Paz wept.", "Paz", 2, "Ana Paz"),
    ],
)  # fmt: skip
def test_of_people_with_one_surname_the_one_with_the_title_else_who_acted(
    nlp: Language, text: str, word: str, nth: int, name: str
) -> None:
    assert read(nlp, text).of(word, nth).name == name


@pytest.mark.parametrize(
    ("text", "word", "name"),
    [
        ("Nurses marched in Lima. Some wept.", "Some", "some nurses"),
        ("Some protesters sang in Lima. Others wept.", "Others", "other protesters"),
        ("The police beat the miners. Dozens were arrested.", "Dozens", "dozens of miners"),
    ],
)
def test_part_of_those_spoken_of(nlp: Language, text: str, word: str, name: str) -> None:
    assert read(nlp, text).of(word).name == name


def test_a_company_is_not_the_country_in_its_name(nlp: Language) -> None:
    reading = read(nlp, "Zipfel sold phones. Zipfel Norway was sued in Oslo by Zipfel Global.")
    assert reading.of("Norway").name == "Zipfel Norway"
    assert reading.of("Norway").type == "Organization"


def test_presidents_of_several_countries_are_named_with_all(nlp: Language) -> None:
    text = "The presidents of Chad, Niger and Mali met in Bamako. They signed a pact."
    assert read(nlp, text).of("They").name == "presidents of Chad, Niger and Mali"


def test_a_country_by_its_possessive_name(nlp: Language) -> None:
    assert read(nlp, "The People’s Republic of China sent aid.").of("China").entity == "china"


def test_the_article_s_own_party_is_not_the_registry_s_of_those_initials(nlp: Language) -> None:
    text = "Peter Danso leads the Alternative National Congress ANC in South Africa. The ANC marched."
    assert read(nlp, text).of("ANC", 1).name == "Alternative National Congress"


def test_it_that_announces_an_infinitive_is_nobody(nlp: Language) -> None:
    reading = read(nlp, "Peru is poor. It is a good way to meet people.")
    assert reading.referents.of(reading.token("It")) is None


def test_of_people_with_one_surname_the_one_spoken_of_most(nlp: Language) -> None:
    text = (
        "Cristiana Mora Paz slept in Managua. Mora wept. The judge saw Mora, daughter of former president "
        "Violeta Paz de Mora. The clerk saw Mora."
    )
    assert read(nlp, text).of("Mora", -1).name == "Cristiana Mora Paz"


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Cuba is poor. Cuba is an island. In Chile, snow fell. The government wept.", "CHL"),
        ("Cuba is poor. Cuba is an island. In Chile, snow fell.\n\nThe government wept.", "CUB"),
    ],
)
def test_a_paragraph_may_be_set_in_another_country(nlp: Language, text: str, country: str) -> None:
    assert read(nlp, text).of("government").country == country


def test_the_government_is_no_ministry(nlp: Language) -> None:
    text = "The Ministry of Government Legislation opened in Seoul. The government wept."
    assert read(nlp, text).of("government").type == "Government"


def test_who_is_for_a_government_is_not_the_government(nlp: Language) -> None:
    text = "Ghana is hot. Pro-government crowds sang. The government wept."
    assert read(nlp, text).of("government", -1).name == "Ghanaian government"
