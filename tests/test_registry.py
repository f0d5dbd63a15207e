"""The registry: what ships is sound, names are found as people write them, bad rows are refused with their place."""

from __future__ import annotations

import datetime as dt
import re
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import registry
from kg.errors import InputError
from kg.ontology import load as load_ontology
from kg.registry import ENTITY_TYPES, Registry

KNOWN = registry.load()


def test_entity_types_are_those_of_the_ontology() -> None:
    ontology = load_ontology()
    below = {name for name, c in ontology.classes.items() if "Entity" in c.ancestors and not c.abstract}
    assert below >= ENTITY_TYPES


def test_countries_are_complete_and_have_what_they_need() -> None:
    nations = [e for e in KNOWN.entities.values() if e.type == "Country"]
    assert len(nations) > 190
    assert all(re.fullmatch("[A-Z]{3}", e.country or "") for e in nations)
    assert len({e.country for e in nations}) == len(nations)
    assert all(KNOWN.country(e.country) is e for e in nations)


def test_countries_of_entries_are_known() -> None:
    wrong = [e.id for e in KNOWN.entities.values() if e.country and KNOWN.country(e.country) is None]
    assert wrong == []


def test_namesakes_differ_in_country_or_type() -> None:
    for key, ids in KNOWN.names.items():
        told = {(KNOWN.entities[i].type, KNOWN.entities[i].country) for i in ids}
        assert len(told) == len(ids), f"{key!r} names {ids}, which nothing tells apart"


@pytest.mark.parametrize(
    ("written", "id_"),
    [
        ("Ak-Jol", "ak-jol"),
        ("Ak Zhol", "ak-jol"),
        ("Ак Жол", "ak-jol"),
        ("bright path", "ak-jol"),
        ("Kurmanbek Bakiev", "kurmanbek-bakiyev"),
        ("Nursultan Nazarbaev", "nursultan-nazarbayev"),
        ("U.S.", "united-states"),
        ("DRC", "democratic-republic-of-the-congo"),
        ("Côte d’Ivoire", "ivory-coast"),
        ("the Kremlin", "kremlin"),
        ("Transit Center at Manas", "manas-air-base"),
        ("Elysée", "elysee"),
    ],
)
def test_names_as_people_write_them(written: str, id_: str) -> None:
    found = KNOWN.find(written)
    assert found is not None
    assert found.id == id_


@pytest.mark.parametrize(
    ("word", "code"), [("Kyrgyz", "KGZ"), ("Russians", "RUS"), ("british", "GBR"), ("Swiss", "CHE"), ("tall", None)]
)
def test_adjectives(word: str, code: str | None) -> None:
    assert KNOWN.country_of_adjective(word) == code


def test_a_capital_leads_to_its_country() -> None:
    bishkek = KNOWN.find("Bishkek")
    assert bishkek is not None
    found = KNOWN.country_of_capital(bishkek.id)
    assert found is not None
    assert found.country == "KGZ"
    assert KNOWN.country_of_capital("osh") is None


@pytest.mark.parametrize(
    ("title", "country", "day", "who"),
    [
        ("president", "KGZ", dt.date(2010, 4, 10), "kurmanbek-bakiyev"),
        ("president", "KGZ", dt.date(2010, 12, 1), "roza-otunbayeva"),
        ("president", "RUS", dt.date(2010, 4, 10), "dmitry-medvedev"),
        ("prime minister", "RUS", dt.date(2010, 4, 10), "vladimir-putin"),
        ("president", "KGZ", dt.date(1980, 1, 1), None),
        ("pres", "KGZ", dt.date(2010, 4, 10), None),
        ("president", "KGZ", None, None),
    ],
)
def test_who_held_a_post(title: str, country: str, day: dt.date | None, who: str | None) -> None:
    found = KNOWN.holder(title, country, day)
    assert (None if found is None else found.id) == who


def test_cities_prefer_the_article_s_country_then_the_biggest() -> None:
    paris, texan = KNOWN.city("Paris"), KNOWN.city("Paris", country="USA")
    assert paris is not None
    assert texan is not None
    assert (paris.country, texan.country) == ("FRA", "USA")
    assert paris.links == {"locatedIn": ("france",)}
    assert KNOWN.city("Nosuchplace") is None


def test_loading_is_fast() -> None:
    start = time.perf_counter()
    registry.load()
    assert time.perf_counter() - start < 0.2


def test_a_project_s_own_names_come_first(tmp_path: Path) -> None:
    own = tmp_path / "entities.csv"
    own.write_text(
        "id,type,name,aliases,country\nmountain-union,Party,Mountain Union,MU|Bright Path,RUR\n", encoding="utf-8"
    )
    found = registry.load(own).find("bright-path")
    assert found is not None
    assert found.id == "mountain-union"
    assert KNOWN.find("Mountain Union") is None


@pytest.mark.parametrize(
    ("row", "complaint"),
    [
        ("mountain union,Party,Mountain Union,,", "no id"),
        ("mountain-union,Partei,Mountain Union,,", "unknown type 'Partei'"),
        ("mountain-union,Party,,,", "no name"),
        ("ak-jol,Party,Mountain Union,,", "taken"),
        ("mountain-union,Party", "cells"),
        ("mountain-union,Party,Mountain Union,,,more", "cells"),
    ],
)
def test_bad_rows_are_refused_with_their_line(tmp_path: Path, row: str, complaint: str) -> None:
    own = tmp_path / "entities.csv"
    own.write_text(f"id,type,name,aliases,country\nfine,Person,Fine One,,\n{row}\n", encoding="utf-8")
    with pytest.raises(InputError, match=complaint) as error:
        registry.load(own)
    assert f"{own}, line 3" in str(error.value)


@pytest.mark.parametrize("content", ["id;type;name\n", "id,name\nx,Y\n", ""])
def test_a_table_without_its_columns_is_refused(tmp_path: Path, content: str) -> None:
    own = tmp_path / "entities.csv"
    own.write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match="columns"):
        registry.load(own)


@pytest.mark.parametrize(
    ("column", "value", "complaint"),
    [("locatedIn", "nowhere", "'nowhere'"), ("posts", "President@2010/", "post@since/until"), ("posts", "x", "x")],
)
def test_bad_links_and_posts_are_refused(tmp_path: Path, column: str, value: str, complaint: str) -> None:
    own = tmp_path / "entities.csv"
    own.write_text(f"id,type,name,{column}\nsomebody,Person,Some Body,{value}\n", encoding="utf-8")
    with pytest.raises(InputError, match=complaint):
        registry.load(own)


def test_a_table_that_is_not_there_or_not_text(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        registry.load(tmp_path / "none.csv")
    (tmp_path / "binary.csv").write_bytes(b"id,type,name\n\xff\xfe\x00\n")
    with pytest.raises(InputError, match="cannot be read"):
        registry.load(tmp_path / "binary.csv")


@given(st.text(max_size=40))
def test_no_name_breaks_the_look_up(name: str) -> None:
    found = KNOWN.find(name)
    assert found is None or isinstance(KNOWN, Registry)
    KNOWN.country_of_adjective(name)
    KNOWN.city(name)
