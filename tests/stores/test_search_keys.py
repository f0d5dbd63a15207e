"""Names are found by search keys, and mean what a look at every entity says: on every store, in any script."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from kg.cypher import Statement, create_nodes, delete_nodes, update_nodes
from kg.errors import QueryError
from kg.graph import Frame, entity_graph
from kg.model import Entity, Graph
from kg.names import KEPT, name_key, search_keys
from kg.ontology import load as load_ontology
from kg.project import Project
from kg.queries.names import resolve
from kg.stores import Store
from kg.stores.contents import dump
from kg.stores.embedded import DATABASE, EmbeddedStore
from kg.stores.load import index_path, load
from kg.stores.rows import Rows
from tests.stores.conftest import wipe
from tests.stores.test_load import CutOffError, Fragile, story
from tests.stores.worlds import Story, project_of
from tests.strategies import NASTY, hexes

FRAME = Frame(load_ontology(), "https://example.org/kg#")
LONG = "Very " * KEPT + "Long"
WORDS = [
    *("Roza", "Otunbayeva", "Отунбаева", "otunbaeva", "the", "The", "Bakiyev", "BAKIYEV", "Бакиев", "Ak-Jol", "Ак Жол"),
    *("Müller", "MULLER", "Ångström", "Łódź", "O’Brien", "O'Brien", "北京", "محمد", "Ελλάδα", "ﬁ", "ſ", "İ", "1", "-"),
    *("russia", "Russia", "OR", "AND", "*", "searchKeys:", "ak-jol", LONG),
]
TYPES = ("Person", "Person", "Group", "Party", "Country", "City")
many = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
words = st.one_of(
    st.sampled_from([*WORDS, *NASTY]), st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=8)
)
names = st.lists(words, min_size=1, max_size=3).map(" ".join)
ids = st.one_of(st.sampled_from(["ak-jol", "russia", "roza-otunbayeva"]), hexes)


@st.composite
def populations(draw: st.DrawFn) -> list[Entity]:
    """Up to a dozen entities of few words, so that some share a name, and some a surname."""
    found = draw(st.lists(ids, max_size=12, unique=True))
    return [
        Entity(id_, draw(names), draw(st.sampled_from(TYPES)), aliases=tuple(draw(st.lists(names, max_size=3))))
        for id_ in found
    ]


class Keyless:
    """A store without the index of search keys; it counts how often all entities are looked at."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def read(self, query: str, parameters: Mapping[str, Any] | None = None) -> Rows:
        if "fulltext" in query:
            raise QueryError("there is no such index")
        return self._store.read(query, parameters)


class Keyed:
    """A store that notes whether all entities have been looked at."""

    def __init__(self, store: Store) -> None:
        self._store, self.looked = store, False

    def read(self, query: str, parameters: Mapping[str, Any] | None = None) -> Rows:
        self.looked = self.looked or "fulltext" not in query
        return self._store.read(query, parameters)


def held(store: Store, population: list[Entity]) -> None:
    """The store with these entities and nothing else."""
    wipe(store)
    store.ensure_schema()
    store.write(create_nodes(node for entity in population for node in entity_graph(entity, FRAME).nodes))
    store.ensure_search()


def meant(store: Keyless | Keyed, name: str) -> tuple[str, ...] | str:
    """What the name means, or why it means nothing."""
    try:
        return resolve(store, name)
    except QueryError as error:
        return str(error)


def spellings(population: list[Entity]) -> Iterator[str]:
    """Ways in which somebody may write the names of the entities."""
    for entity in population:
        yield from (entity.id, FRAME.iri("entity", entity.id), f"x/{entity.id}")
        for name in (entity.name, *entity.aliases):
            yield from (name, name.upper(), name.lower(), f" the {name}", name_key(name), name.rpartition(" ")[2])


@many
@given(population=populations(), others=st.lists(names, max_size=4))
@example(population=[Entity("a", LONG, "Person"), Entity("b", f"{LONG}er", "Person")], others=[f"{LONG}er", "Long"])
def test_keys_find_what_a_look_at_all_finds(store: Store, population: list[Entity], others: list[str]) -> None:
    held(store, population)
    for name in [*spellings(population), *others]:
        keyed = Keyed(store)
        found = meant(keyed, name)
        assert found == meant(Keyless(store), name)
        assert not keyed.looked or isinstance(found, str), name


@given(name=names, other=names, person=st.booleans())
def test_names_that_mean_the_same_share_a_key(name: str, other: str, person: bool) -> None:  # noqa: FBT001
    """The promise that the look-up rests on."""
    keys, wanted = search_keys([name], person=person), name_key(other)
    same = wanted == name_key(name) or person and name_key(name).endswith(f" {wanted}")
    assert not (wanted and same) or keys & search_keys([other], person=True)


def test_a_name_that_is_gone_is_not_found(store: Store) -> None:
    held(store, [Entity("a", "Old Name", "Party"), Entity("b", "Other", "Party")])
    store.write(update_nodes(entity_graph(Entity("a", "New Name", "Party"), FRAME).nodes))
    assert "nothing in the graph is called 'Old Name'" in meant(Keyed(store), "Old Name")
    assert meant(Keyed(store), "new name") == (FRAME.iri("entity", "a"),)
    store.write(delete_nodes([FRAME.iri("entity", "a")]))
    assert "nothing in the graph is called 'New Name'" in meant(Keyed(store), "New Name")


# ------------------------------------------------------------------------------------------------ older graphs


class Older:
    """A store to which a version without search keys writes: it keeps none, and makes no index of them."""

    def __init__(self, store: Store) -> None:
        self._store, self.place = store, store.place
        self.read, self.query, self.stream = store.read, store.query, store.stream
        self.ensure_schema, self.close = store.ensure_schema, store.close

    def write(self, statements: Iterable[Statement]) -> int:
        return self._store.write(statements)

    def ensure_search(self) -> None:
        if isinstance(self._store, EmbeddedStore):
            self._store._server.get_database(DATABASE).command("sql", "DROP INDEX kg_search_keys IF EXISTS")  # noqa: SLF001
        else:
            self._store._ensure(["DROP INDEX kg_search_keys IF EXISTS"])  # type: ignore[attr-defined]  # noqa: SLF001


@pytest.fixture
def older(store: Store, tmp_path: Path) -> Iterator[Project]:
    """A project that a version without search keys has loaded into the store."""

    def keyless(entity: Entity, frame: Frame) -> Graph:
        made = entity_graph(entity, frame)
        (node,) = made.nodes
        kept = {key: value for key, value in node.properties.items() if key != "searchKeys"}
        return Graph((replace(node, properties=kept),), made.edges)

    folder = project_of(tmp_path, told())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("kg.stores.load.FORM", "1")
        patch.setattr("kg.stores.index.fragments.entity_graph", keyless)
        Older(store).ensure_search()
        load(folder, Older(store))
    assert not any("searchKeys" in line for line in dump(store))
    return folder


def told() -> list[Story]:
    return [story(number, claims=2, situation=f"s{number}", date=None) for number in (1, 2, 3)]


def asked_in(store: Store) -> dict[str, tuple[str, ...] | str]:
    """What names mean there; each must mean what a look at every entity says."""
    found = {name: meant(Keyed(store), name) for name in ("Aibek Osmonov", "osmonov", "council of elders", "Nobody")}
    assert found == {name: meant(Keyless(store), name) for name in found}
    return found


def test_an_older_graph_is_asked_by_a_look_at_all(older: Project, store: Store) -> None:
    assert sum(isinstance(found, tuple) for found in asked_in(store).values()) == 3


def test_an_older_graph_has_keys_after_a_load(older: Project, store: Store) -> None:
    before = asked_in(store)
    assert load(older, store).written > 0
    migrated = list(dump(store))
    assert asked_in(store) == before
    keyed = Keyed(store)
    assert resolve(keyed, "Osmonov")
    assert not keyed.looked
    assert load(older, store).written == 0
    index_path(older, store).unlink()
    wipe(store)
    load(older, store)
    assert list(dump(store)) == migrated


def test_a_load_that_is_cut_off_leaves_an_older_graph_to_be_looked_at(
    older: Project, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = asked_in(store)
    monkeypatch.setattr("kg.stores.index.writing.ROWS", 1)
    with pytest.raises(CutOffError):
        load(older, Fragile(store, 1, committed=True))
    assert any("searchKeys" in line for line in dump(store))
    assert asked_in(store) == before
