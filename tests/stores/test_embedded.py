"""The embedded store and the processes around it: who holds it, who may read, what survives a kill."""

from __future__ import annotations

import json
import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from kg.cypher import create_nodes
from kg.errors import BusyError, StoreError
from kg.model import Node
from kg.project import init_project
from kg.stores import open_store
from kg.stores.contents import counts
from kg.stores.embedded import EmbeddedStore, SharedStore, open_embedded
from kg.stores.hold import holder, take
from kg.stores.neo4j import Address, connect

PERSON = Node("x:a", ("Person", "Entity", "Resource"), {"name": "a", "searchKeys": ("a",)})
HOLDS = """
import sys, time
from pathlib import Path
from kg.cypher import create_nodes
from kg.model import Node
from kg.stores.embedded import open_embedded
store = open_embedded(Path(sys.argv[1]))
store.ensure_schema()
store.write(create_nodes([Node("x:a", ("Person", "Entity", "Resource"), {"name": "a", "searchKeys": ("a",)})]))
store.ensure_search()
print("ready", flush=True)
time.sleep(60)
"""

EVERY_CLASS = """
import resource, sys
from pathlib import Path
from kg.cypher import create_nodes
from kg.model import Node
from kg.ontology import load
from kg.project import init_project
from kg.stores import open_store
from kg.stores.contents import counts
resource.setrlimit(resource.RLIMIT_NOFILE, (256, resource.getrlimit(resource.RLIMIT_NOFILE)[1]))
with open_store(init_project(Path(sys.argv[1]))) as store:
    sets = [(*found.ancestors, "Resource") for found in load().classes.values()]
    store.write(create_nodes(Node(f"x:{n}", labels, {"name": str(n)}) for n, labels in enumerate(sets)))
    print(counts(store)[0], len(sets))
"""


@pytest.fixture
def other(tmp_path: Path):
    """Another process that holds the store in `tmp_path`, with one person in it."""
    with subprocess.Popen([sys.executable, "-c", HOLDS, str(tmp_path)], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout.readline() == "ready\n"
        yield process
        process.kill()


def test_a_second_process_reads_and_cannot_write(tmp_path: Path, other: subprocess.Popen[str]) -> None:
    store = open_embedded(tmp_path)
    assert isinstance(store, SharedStore)
    assert counts(store) == (1, 0)
    rows = store.read("CALL db.index.fulltext.queryNodes('kg_search_keys', 'a') YIELD node RETURN node.uri AS uri")
    assert [row["uri"] for row in rows] == ["x:a"]
    with pytest.raises(BusyError, match=f"process {other.pid}"):
        store.write(create_nodes([PERSON]))
    with pytest.raises(BusyError, match="holds this project"):
        store.ensure_schema()
    with pytest.raises(BusyError, match="holds this project"):
        store.ensure_search()
    store.close()


def test_a_kill_loses_nothing_that_was_committed(tmp_path: Path, other: subprocess.Popen[str]) -> None:
    other.send_signal(signal.SIGKILL)
    other.wait()
    store = open_embedded(tmp_path)
    assert isinstance(store, EmbeddedStore)
    assert counts(store) == (1, 0)
    store.close()


def test_the_password_is_for_this_user_only_and_goes(tmp_path: Path) -> None:
    store = open_embedded(tmp_path)
    files = [tmp_path / "holder.json", *(tmp_path / "graph" / "config").glob("server-*")]
    assert [stat.S_IMODE(path.stat().st_mode) for path in files] == [0o600] * 3
    password = json.loads(files[0].read_text())["password"]
    assert password not in files[1].read_text() + files[2].read_text()
    store.close()
    assert not files[0].exists()
    assert holder(tmp_path) is None


def test_a_holder_that_says_nothing_is_named_busy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.stores.embedded.ANNOUNCE_SECONDS", 0.1)
    hold = take(tmp_path)
    with pytest.raises(BusyError, match="another process holds"):
        open_embedded(tmp_path)
    hold.release()


def test_every_class_under_a_low_limit_of_open_files(tmp_path: Path) -> None:
    # in a process of its own: this one may hold stores of other tests, and with them more files than that
    done = subprocess.run(
        [sys.executable, "-c", EVERY_CLASS, str(tmp_path)], capture_output=True, text=True, check=True
    )
    held, classes = done.stdout.split()
    assert held == classes


def test_no_server_is_said_in_one_sentence() -> None:
    with pytest.raises(StoreError, match="nothing listens at bolt:"):
        connect(Address("bolt://127.0.0.1:9"))
    with pytest.raises(StoreError, match="not one"):
        connect(Address("127.0.0.1"))


def test_a_wrong_account_is_refused(tmp_path: Path) -> None:
    store = open_embedded(tmp_path)
    uri = json.loads((tmp_path / "holder.json").read_text())["uri"]
    with pytest.raises(StoreError, match="refuses the account"):
        connect(Address(uri, "kg", "reader", "wrong"))
    store.close()


def test_a_password_is_never_shown() -> None:
    assert "secret" not in repr(Address("bolt://host", "db", "me", "secret"))


def test_neo4j_uri_chooses_neo4j(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEO4J_URI", "bolt://127.0.0.1:9")
    with pytest.raises(StoreError, match="127.0.0.1:9"), open_store(init_project(tmp_path)):
        pass
    assert not (tmp_path / ".kg" / "graph").exists()
    assert os.environ["NEO4J_URI"]
