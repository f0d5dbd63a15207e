"""Names as people write them find the entities of the graph."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import QueryError
from kg.ids import iri, local_id
from kg.queries.names import country_code, resolve
from kg.stores.rows import Rows
from tests.queries.conftest import Demo


@pytest.mark.parametrize(
    "name",
    ["Ak-Jol", "ak jol", "AK JOL", "Ak Zhol", "Bright Path", "Ак Жол", "the Ak-Jol party", "  Ak–Jol ", "ak-jol"],
)
def test_spellings_of_a_party(name: str, demo: Demo) -> None:
    assert [local_id(uri) for uri in resolve(demo.store, name)] == ["ak-jol"]


@pytest.mark.parametrize("name", ["Bakiyev", "Bakiev", "Kurmanbek Bakiev", "Курманбек Бакиев"])
def test_spellings_of_a_person(name: str, demo: Demo) -> None:
    assert [local_id(uri) for uri in resolve(demo.store, name)] == ["kurmanbek-bakiyev"]


def test_an_iri_stands_for_itself(demo: Demo) -> None:
    uri = iri("entity", "ak-jol", demo.project.base)
    assert resolve(demo.store, uri) == (uri,)


def test_a_surname_finds_its_only_bearer(demo: Demo) -> None:
    (uri,) = resolve(demo.store, "Kaliyev")
    (row,) = demo.store.read("MATCH (p:Person {uri: $uri}) RETURN p.name AS name", {"uri": uri})
    assert row["name"] == "Baktybek Kaliyev"


def test_a_name_that_nobody_has_gets_the_nearest(demo: Demo) -> None:
    with pytest.raises(QueryError, match=r"called 'Otunbaieva'; nearest are: Roza Otunbayeva"):
        resolve(demo.store, "Otunbaieva")


class Listing:
    """A graph of these people, to see what several bearers of a surname do."""

    def __init__(self, *names: str) -> None:
        self.names = names

    def read(self, query: str, parameters: object = None) -> Rows:
        rows = [(iri("entity", f"p{n}"), name, None, "Person") for n, name in enumerate(self.names)]
        return Rows(("uri", "name", "aliases", "type"), rows)


def test_a_surname_of_several_is_not_guessed() -> None:
    with pytest.raises(QueryError, match="several people are called 'Asanov': Azamat Asanov, Bakyt Asanov"):
        resolve(Listing("Bakyt Asanov", "Azamat Asanov"), "Asanov")


def test_an_empty_graph_says_so() -> None:
    with pytest.raises(QueryError, match="it names nobody yet"):
        resolve(Listing(), "Anybody")


@given(st.text(max_size=30))
def test_any_name_is_found_or_refused(name: str) -> None:
    try:
        found = resolve(Listing("Roza Otunbayeva", name or "x"), name)
    except QueryError:
        return
    assert found


@pytest.mark.parametrize("name", ["KGZ", "kgz", "Kyrgyzstan", "Kyrgyz Republic", "Kyrgyz", "kyrgyzstan"])
def test_countries(name: str) -> None:
    assert country_code(name) == "KGZ"
