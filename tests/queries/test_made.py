"""Canned queries on a small made-up world: what the demo's articles do not happen to have."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kg.ids import claim_id, entity_id, text_sha256
from kg.model import Amount, Article, Claim, Interval, Mention, Span
from kg.ontology import load as load_ontology
from kg.project import Project, init_project, write_claims
from kg.queries import ask, find_query
from kg.stores import Store, open_store
from kg.stores.load import load
from tests.queries.cases import Row
from tests.queries.test_answers import rows_of

ONTOLOGY = load_ontology()
RIOT = "[disputed] riot: Aibek Osmonov → Rival Council"


def named(name: str, type_: str, country: str, **links: tuple[Mention, ...]) -> Mention:
    branch = {"Person": "Person", "Post": "Post", "Country": "Place"}.get(type_, "Organization")
    id_ = name.lower() if type_ == "Country" else entity_id(branch=branch, name=name, country=country)
    return Mention(id_, name, type_, country=country, named=True, links=links)


RUSSIA = named("Russia", "Country", "RUS")
KYRGYZSTAN = named("Kyrgyzstan", "Country", "KGZ")
AIBEK, NURLAN, GULNARA = (named(n, "Person", "KGZ") for n in ("Aibek Osmonov", "Nurlan Asanov", "Gulnara Tokoeva"))
MINISTER = named("Ivan Morozov", "Person", "RUS")
SPEAKER = named("Olga Zueva", "Person", "RUS", actsFor=(RUSSIA,))
MINISTRY = named("Foreign Minister of Russia", "Post", "RUS", postOf=(RUSSIA,))
RULERS, OTHERS, IDLE = (
    named(name, "Government", "KGZ", governs=(KYRGYZSTAN,))
    for name in ("Council of Ministers", "Rival Council", "Shadow Council")
)


def day(number: int) -> dt.date:
    return dt.date(2010, 4, number)


def article(number: int, outlet: str, **fields: Any) -> Article:
    text = f"Report {number}: " + "words of no meaning " * 20
    return Article(
        f"{number:016x}", text, text_sha256(text), f"a{number}", publisher=outlet, published=day(number), **fields
    )


HERALD = article(1, "Naryn Herald")
REPRINT = article(2, "Valley Post", reprint_of=HERALD.id)
WIRE = article(3, "Third Wire")
COLUMN = article(4, "Column", reprint_of=REPRINT.id)


def claim(at: Article, place: int, class_: str, *, on: int | None = None, **fields: Any) -> Claim:
    """A claim whose words begin at `place`; `fields` may hold roles by name (actor=[…]) beside the claim's own."""
    own = set(Claim.__dataclass_fields__)
    span = Span(place, place + 9)
    state = ONTOLOGY.is_a(class_, "State")
    defaults: dict[str, Any] = {
        "situation": f"s{place}",
        "realis": "state" if state else "event",
        "polarity": "affirmed",
        "certainty": "certain",
        "attribution": "named" if "attributed_to" in fields else "author",
        "date": None if on is None else Interval(f"2010-04-{on:02}", day(on), day(on)),
        "roles": {role: tuple(fillers) for role, fillers in fields.items() if role not in own},
    }
    given = {name: value for name, value in fields.items() if name in own}
    id_ = claim_id(at, class_, span=span, voice="author", ordinal=place)
    return Claim(id=id_, article=at.id, class_=class_, spans=(span,), rule="made", confidence=1.0, **defaults | given)


def attack(at: Article, place: int, **fields: Any) -> Claim:
    return claim(at, place, "Attack", **{"actor": [AIBEK], "recipient": [NURLAN], **fields})


def told() -> Iterator[tuple[Article, list[Claim]]]:
    dead = {"killedMin": 5, "killedMax": 5}
    yield (
        HERALD,
        [
            attack(HERALD, 0, on=1),
            attack(HERALD, 1, situation="s0", size=dead, attribution="unnamed"),
            claim(HERALD, 2, "Arrest", actor=[AIBEK], recipient=[GULNARA], polarity="negated", attribution="unnamed"),
            claim(HERALD, 3, "Meeting", actor=[AIBEK], recipient=[GULNARA], on=1),
            attack(HERALD, 4, actor=[GULNARA], on=1, size={"killedMin": 9, "killedMax": 9}),
            claim(HERALD, 5, "Tenure", actor=[NURLAN], organization=[RULERS], phase="current"),
            claim(HERALD, 6, "Tenure", actor=[GULNARA], organization=[RULERS], phase="former"),
            claim(HERALD, 7, "AidOffer", actor=[RUSSIA], recipient=[OTHERS]),
            claim(HERALD, 8, "Riot", actor=[AIBEK], recipient=[OTHERS]),
            claim(HERALD, 10, "Riot", situation="s8", polarity="negated", attribution="unnamed"),
            claim(HERALD, 9, "Tenure", actor=[AIBEK], organization=[IDLE], phase="former"),
        ],
    )
    yield REPRINT, [attack(REPRINT, 0, on=1)]
    yield (
        WIRE,
        [
            claim(WIRE, 0, "Meeting", actor=[AIBEK], recipient=[GULNARA], on=1),
            claim(WIRE, 1, "AidPledge", actor=[RUSSIA], recipient=[KYRGYZSTAN], amount=Amount(50, "USD")),
            claim(
                WIRE, 2, "AidPledge", actor=[RUSSIA], recipient=[KYRGYZSTAN], situation="s1", amount=Amount(60, "EUR")
            ),
            claim(WIRE, 3, "Tenure", actor=[MINISTER], post=[MINISTRY], phase="current"),
            claim(WIRE, 4, "AidOffer", actor=[RUSSIA, MINISTER], recipient=[KYRGYZSTAN], representative=[MINISTER]),
            claim(WIRE, 5, "AidOffer", actor=[MINISTER], recipient=[RULERS]),
            claim(WIRE, 6, "AidTransfer", actor=[RUSSIA], recipient=[RULERS]),
            claim(WIRE, 7, "Meeting", actor=[SPEAKER], recipient=[AIBEK], on=3),
            claim(WIRE, 8, "Accusation", actor=[AIBEK], recipient=[GULNARA], attributed_to=SPEAKER),
        ],
    )
    yield COLUMN, [attack(COLUMN, 0, on=1)]


def made_project(place: Path) -> Project:
    project = init_project(place)
    for at, claims in told():
        write_claims(project, at, claims=claims, run="test")
    return project


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    project = made_project(tmp_path_factory.mktemp("made") / "project")
    with open_store(project) as opened:
        assert not load(project, opened).problems
        yield opened


def asked(store: Store, query: str, columns: str, **parameters: str) -> list[Row]:
    return rows_of(ask(store, find_query(query), parameters), tuple(columns.split()))


def test_deaths_by_an_unnamed_source_on_the_day_of_what_happened(store: Store) -> None:
    found = asked(store, "deaths-by-source", "what killed_from source", since="2010-04-01", until="2010-04-01")
    attacks = "[happened] attack: Aibek Osmonov → Nurlan Asanov, 1 Apr 2010"
    other = "[happened] attack: Gulnara Tokoeva → Nurlan Asanov, 1 Apr 2010"
    assert sorted(found) == [(attacks, 5, "unnamed source"), (other, 9, "Naryn Herald")]
    assert (attacks, 5, "Naryn Herald") not in found
    assert asked(store, "deaths-by-source", "what", since="2010-04-02") == []


def test_a_denial_by_an_unnamed_source(store: Store) -> None:
    found = asked(store, "what-is-denied", "what denied_by")
    arrest = "[denied] arrest: Aibek Osmonov → Gulnara Tokoeva"
    assert sorted(found) == [(arrest, "unnamed source"), (RIOT, "unnamed source")]
    assert (arrest, "Naryn Herald") not in found


def test_an_outlet_does_not_contradict_itself_by_an_unnamed_source(store: Store) -> None:
    found = asked(store, "contradictions", "what affirm deny")
    assert found == [(RIOT, ("Naryn Herald",), ("unnamed source",))]
    assert (RIOT, ("Naryn Herald",), ("Naryn Herald",)) not in found


def test_force_by_outlets_and_an_unnamed_source(store: Store) -> None:
    found = asked(store, "who-used-force", "who on_whom according_to", who="Aibek Osmonov")
    voices = ("Column", "Naryn Herald", "Valley Post", "unnamed source")
    assert found == [("Aibek Osmonov", "Nurlan Asanov", voices)]
    assert ("Aibek Osmonov", "Nurlan Asanov", voices[:-1]) not in found


def test_a_reprint_is_no_second_outlet(store: Store) -> None:
    found = asked(store, "reported-by-several", "what outlets names")
    meeting = "[happened] meeting: Aibek Osmonov – Gulnara Tokoeva, 1 Apr 2010"
    assert found == [(meeting, 2, ("Naryn Herald", "Third Wire"))]
    assert "[happened] attack: Aibek Osmonov → Nurlan Asanov, 1 Apr 2010" not in {row[0] for row in found}


def test_only_what_bears_on_governing_shows_who_governs(store: Store) -> None:
    found = asked(store, "who-governs", "government leaders")
    assert found == [("Council of Ministers", ("Nurlan Asanov",))]
    assert ("Rival Council", ()) not in found  # offered aid and stormed: neither says that it governs
    assert ("Shadow Council", ()) not in found  # it has nobody any more


def test_former_members_do_not_belong(store: Store) -> None:
    found = asked(store, "who-belongs-to", "who organization")
    assert found == [("Nurlan Asanov", "Council of Ministers")]
    assert ("Gulnara Tokoeva", "Council of Ministers") not in found


def test_aid_of_a_minister_is_that_of_the_state(store: Store) -> None:
    found = asked(store, "aid-not-delivered", "power recipient")
    assert sorted(found) == [("Russia", "Kyrgyzstan"), ("Russia", "Kyrgyzstan"), ("Russia", "Rival Council")]
    assert ("Ivan Morozov", "Kyrgyzstan") not in found
    assert ("Russia", "Council of Ministers") not in found  # the minister offered it, the state delivered it


def test_sums_in_two_currencies_are_shown(store: Store) -> None:
    found = asked(
        store, "who-offered-aid", "recipient spoken_by amount_from amount_to currency reported", power="Russia"
    )
    assert sorted(found) == [
        ("Council of Ministers", ("Ivan Morozov",), None, None, None, ()),
        ("Kyrgyzstan", (), None, None, None, ("50 USD", "60 EUR")),
        ("Kyrgyzstan", ("Ivan Morozov",), None, None, None, ()),
        ("Rival Council", (), None, None, None, ()),
    ]
    assert ("Kyrgyzstan", (), 50, 60, "EUR", ("50 USD", "60 EUR")) not in found


def test_who_acts_for_russia(store: Store) -> None:
    found = asked(store, "who-acted-for-whom", "representative principal what")
    assert sorted(found) == [
        ("Ivan Morozov", "Russia", "[happened] aid offer: Russia and Ivan Morozov → Kyrgyzstan"),
        ("Ivan Morozov", "Russia", "[holds] tenure: Ivan Morozov → Foreign Minister of Russia"),
        ("Nurlan Asanov", "Council of Ministers", "[holds] tenure: Nurlan Asanov → Council of Ministers"),
        ("Olga Zueva", "Russia", "[happened] meeting: Olga Zueva – Aibek Osmonov, 3 Apr 2010"),
    ]
    former = ("Gulnara Tokoeva", "Council of Ministers", "[holds] tenure: Gulnara Tokoeva → Council of Ministers")
    assert former not in found


def test_an_accusation_is_shown_in_its_words(store: Store) -> None:
    found = asked(store, "who-accuses-whom", "who whom of_what words")
    assert found == [("Aibek Osmonov", "Gulnara Tokoeva", None, WIRE.text[8:17])]
    assert ("Olga Zueva", "Gulnara Tokoeva", None, WIRE.text[8:17]) not in found
