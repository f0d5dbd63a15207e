"""The graph without a store is the graph that a load writes."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given

from kg.bulk import export_admin
from kg.errors import BusyError
from kg.project import Project, init_project
from kg.stores.contents import dump
from kg.stores.embedded import EmbeddedStore
from kg.stores.hold import take
from kg.stores.load import load
from kg.stores.whole import whole_graph
from tests.export.graphs import admin_dump, dump_of
from tests.stores.test_load import decide, many, project
from tests.stores.worlds import PEOPLE, Story, add, stories, worlds


def exported(folder: Project, place: Path) -> list[str]:
    done = export_admin(folder, place, progress=lambda done, total: None)
    assert done.problems == ()
    return admin_dump(place)


@many
@given(told=worlds)
def test_it_is_what_a_load_writes(embedded: EmbeddedStore, told: tuple[Story, ...]) -> None:
    with project(embedded, told) as folder, tempfile.TemporaryDirectory() as place:
        with whole_graph(folder) as whole:
            before = dump_of(whole.parts())
            assert before == dump_of(whole.parts())
        assert exported(folder, Path(place)) == before
        assert load(folder, embedded).problems == ()
        assert list(dump(embedded)) == before


@many
@given(told=worlds, new=stories(99))
def test_it_is_what_is_loaded_after_decisions_too(embedded: EmbeddedStore, told: tuple[Story, ...], new: Story) -> None:
    with project(embedded, told) as folder, tempfile.TemporaryDirectory() as place:
        load(folder, embedded)
        add(folder, new)
        decide(folder, "same", PEOPLE[0].entity, PEOPLE[1].entity)
        decide(folder, "retract", told[0].article.id)
        whole = exported(folder, Path(place))
        load(folder, embedded)
        assert list(dump(embedded)) == whole


def test_nothing_of_it_stays_in_the_folder(tmp_path: Path) -> None:
    folder = init_project(tmp_path)
    with whole_graph(folder) as whole:
        assert list(whole.parts()) == []
    assert sorted(path.name for path in folder.store.rglob("*")) == ["loading", "lock.sqlite"]


def test_one_at_a_time(tmp_path: Path) -> None:
    folder = init_project(tmp_path)
    hold = take(folder.store / "loading")
    assert hold is not None
    try:
        with pytest.raises(BusyError, match="is loading this project"), whole_graph(folder):
            pass
    finally:
        hold.release()
