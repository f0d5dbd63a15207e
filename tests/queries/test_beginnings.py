"""A query that begins at what is asked about answers as one that looks at everything."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kg.queries import Query, all_queries, find_query
from kg.queries.beginnings import begun
from kg.queries.header import Parameter
from kg.queries.values import typed
from kg.stores import Store, open_store
from kg.stores.load import load
from tests.queries.conftest import load_demo
from tests.queries.test_made import made_project

WORLDS = {"golden": lambda place: load_demo(place)[0], "made": made_project}
BEGINNINGS = [(query, parameter) for query in all_queries() for parameter in query.parameters if parameter.at]


@pytest.fixture(scope="module", params=WORLDS)
def store(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    project = WORLDS[request.param](Path(tmp_path_factory.mktemp(request.param)) / "project")
    with open_store(project) as opened:
        load(project, opened)
        yield opened


def values_of(store: Store, parameter: Parameter) -> list[Any]:
    """All that the parameter may be in that graph, as the query gets it; of entities also two together."""
    if parameter.type == "country":
        rows = store.read("MATCH (e:Entity) WHERE e.country IS NOT NULL RETURN DISTINCT e.country AS value")
        return [row["value"] for row in rows]
    uris = sorted(row["value"] for row in store.read("MATCH (e:Entity) RETURN e.uri AS value"))
    return [*([uri] for uri in uris), *map(list, zip(uris, uris[1:], strict=False))]


def rows(store: Store, text: str, values: dict[str, Any]) -> list[str]:
    """The rows in no order, lists in them too: stores collect in any."""
    return sorted(
        repr([sorted(map(repr, cell)) if isinstance(cell, list) else cell for cell in row])
        for row in store.read(text, values).rows
    )


@pytest.mark.parametrize(("query", "parameter"), BEGINNINGS, ids=lambda x: x.name)
def test_a_beginning_changes_no_answer(query: Query, parameter: Parameter, store: Store) -> None:
    others = {p.name: None if p.default is None else typed(p, p.default) for p in query.parameters}
    for value in values_of(store, parameter):
        values = {**others, parameter.name: value}
        text = begun(query, values)
        assert text != query.text
        assert text.endswith(query.text)
        assert rows(store, text, values) == rows(store, query.text, values), value


def test_what_is_left_out_is_no_beginning() -> None:
    query = find_query("who-used-force")
    values: dict[str, Any] = {"who": None, "country": None, "class": "Violence"}
    assert begun(query, values) == query.text
    assert "$country" in begun(query, {**values, "country": "KGZ"}).splitlines()[0]
    assert "$who" in begun(query, {**values, "country": "KGZ", "who": ["x:a"]}).splitlines()[0]
