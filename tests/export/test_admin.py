"""Files for Neo4j's importer: an independent reader finds in them the graph that went in, whatever the texts hold."""

from __future__ import annotations

import shlex
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings

from kg.errors import UsageError
from kg.export.admin import AFTERWARDS, COMMAND, write_admin
from kg.export.sheets import SEPARATORS, spooled
from kg.model import Edge, Graph, Node
from tests.export.graphs import admin_dump, dump_of, graphs


def party(uri: str, **properties: object) -> Graph:
    return Graph((Node(uri, ("Party", "Entity", "Resource"), properties),), ())  # type: ignore[arg-type]


@given(parts=graphs())
@settings(max_examples=150, deadline=None)
def test_what_went_in_is_read_back(parts: list[Graph]) -> None:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "new"
        written = write_admin(parts, folder, afterwards=())
        assert admin_dump(folder) == dump_of(parts)
        assert written.nodes == sum(len(part.nodes) for part in parts)
        assert written.relationships == sum(len(part.edges) for part in parts)


@given(parts=graphs())
@settings(max_examples=20, deadline=None)
def test_the_same_graph_is_the_same_bytes(parts: list[Graph]) -> None:
    with tempfile.TemporaryDirectory() as place:
        for name in ("a", "b"):
            write_admin(parts, Path(place) / name, afterwards=("X",))
        a, b = ([p.read_bytes() for p in sorted((Path(place) / n).rglob("*.*"))] for n in ("a", "b"))
        assert a == b


def test_a_header_says_names_and_types(tmp_path: Path) -> None:
    edge = Edge("x:1", "FILLS", "x:1", {"role": "actor", "start": 3}, ("role", "actor"))
    write_admin([party("x:1", name="A", aliases=("b", "c")), Graph((), (edge,))], tmp_path, afterwards=())
    assert (tmp_path / "nodes" / "Entity.csv").read_text("utf-8") == (
        'uri:ID,name:string,aliases:string[],:LABEL\n"x:1","A","b\x1fc","Party\x1fEntity\x1fResource"\n'
    )
    assert (tmp_path / "relationships" / "by-role.csv").read_text("utf-8") == (
        ':START_ID,:END_ID,role:string,start:long,:TYPE\n"x:1","x:1","actor",3,"FILLS"\n'
    )


def test_whole_and_floating_values_keep_their_types(tmp_path: Path) -> None:
    write_admin([party("x:1", amount=50), party("x:2", amount=7.5), party("x:3")], tmp_path, afterwards=())
    assert sorted(path.name for path in tmp_path.glob("nodes/*")) == ["Entity-2.csv", "Entity.csv"]
    assert "amount:long" in (tmp_path / "nodes" / "Entity.csv").read_text("utf-8")
    assert "amount:double" in (tmp_path / "nodes" / "Entity-2.csv").read_text("utf-8")


def test_items_are_parted_by_a_character_that_none_holds(tmp_path: Path) -> None:
    parts = [party("x:1", aliases=("a\x1fb", "c\x1ed"))]
    write_admin(parts, tmp_path, afterwards=())
    assert "--array-delimiter=U+001D" in (tmp_path / COMMAND).read_text("utf-8")
    assert admin_dump(tmp_path) == dump_of(parts)


def test_when_lists_hold_every_separator_it_is_said(tmp_path: Path) -> None:
    full = party("x:1", aliases=("".join(SEPARATORS),))
    with spooled([full], tmp_path) as sheets, pytest.raises(ValueError, match="part their items"):
        sheets.separator()


def test_multiline_is_asked_for_only_where_it_is_needed(tmp_path: Path) -> None:
    plain = write_admin([party("x:1", name="a")], tmp_path / "plain", afterwards=())
    broken = write_admin([party("x:1", aliases=("a", "b\r"))], tmp_path / "broken", afterwards=())
    assert "--multiline-fields=true" not in plain.command
    assert "--multiline-fields=true" in broken.command


def test_the_command_names_every_table(tmp_path: Path) -> None:
    folder = tmp_path / "a b"
    written = write_admin([party("x:1", name="a")], folder, afterwards=("CREATE X",))
    assert written.command[:5] == ("neo4j-admin", "database", "import", "full", "neo4j")
    assert written.command[-1] == f"--nodes={folder}/nodes/Entity.csv"
    script = shlex.split((folder / COMMAND).read_text("utf-8").splitlines()[-1])
    assert script[-1] == "--nodes=nodes/Entity.csv"
    assert "${1:-neo4j}" in script
    assert (folder / AFTERWARDS).read_text("utf-8") == "CREATE X;\n"


def test_a_folder_that_holds_something_is_refused(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("x")
    with pytest.raises(UsageError, match=r"is not empty \(it holds mine.txt\)"):
        write_admin([], tmp_path, afterwards=())
    with pytest.raises(UsageError, match="cannot be made"):
        write_admin([], tmp_path / "mine.txt", afterwards=())
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]
