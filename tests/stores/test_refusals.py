"""Each thing that a server may refuse is one sentence, and none holds a password."""

from __future__ import annotations

import contextlib
import shutil
import socket
import ssl
import subprocess
import threading
import time
import traceback
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kg.cypher import Statement
from kg.errors import StoreError
from kg.stores.neo4j import Address, connect
from kg.stores.probe import Listening, what_listens
from kg.stores.refusals import check_version
from tests.neo4j.server import launched_with, need_java

PASSWORD = "correct-horse-6071"
WRONG = "wrong-horse-9917"
QUICK = 20.0
"""Seconds on a busy machine; the driver alone would try a query for 30 and more."""


def refused(address: Address) -> str:
    """The sentence with which connecting ends."""
    with pytest.raises(StoreError) as caught:
        connect(address)
    told = "".join(traceback.format_exception(caught.value))
    assert PASSWORD not in told
    assert WRONG not in told
    assert "\n" not in str(caught.value)
    return str(caught.value)


# ------------------------------------------------------------------------------- without a server of Neo4j


@pytest.mark.parametrize("agent", ["Neo4j/4.4.40", "Neo4j/5.25.1", "Neo4j/3.5.0"])
def test_a_server_too_old_is_told_which_are_supported(agent: str) -> None:
    with pytest.raises(StoreError, match=r"5\.26 and later"):
        check_version(agent, "bolt://localhost:7687")


@pytest.mark.parametrize(
    "agent",
    ["Neo4j/5.26.0", "Neo4j/5.26.30", "Neo4j/5.27-aura", "Neo4j/2026.08.1", "Neo4j/5.26.0 compatible (Other 1)", "X"],
)
def test_a_server_that_is_supported_or_does_not_say(agent: str) -> None:
    check_version(agent, "bolt://localhost:7687")


@pytest.fixture
def web_port() -> Iterator[int]:
    """Where something answers as a web server answers what it does not understand."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        threading.Thread(target=_bad_requests, args=(listening,), daemon=True).start()
        yield listening.getsockname()[1]


def _bad_requests(listening: socket.socket) -> None:
    with contextlib.suppress(OSError):  # it is closed at the end of the test
        while True:
            accepted, _ = listening.accept()
            with accepted:
                accepted.recv(64)
                accepted.sendall(b"HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n")


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@pytest.mark.parametrize("scheme", ["bolt", "neo4j", "bolt+s", "neo4j+ssc"])
def test_nothing_listens(scheme: str) -> None:
    begun = time.monotonic()
    said = refused(Address(f"{scheme}://127.0.0.1:{free_port()}", None, "neo4j", PASSWORD))
    assert time.monotonic() - begun < QUICK
    assert said.startswith("nothing listens at")
    assert "unset NEO4J_URI" in said


@pytest.mark.parametrize("scheme", ["bolt", "neo4j"])
def test_the_port_of_a_web_server(scheme: str, web_port: int) -> None:
    assert "web server" in refused(Address(f"{scheme}://127.0.0.1:{web_port}", None, "neo4j", PASSWORD))


def test_a_web_server_without_the_encryption_that_is_asked_for(web_port: int) -> None:
    said = refused(Address(f"neo4j+s://127.0.0.1:{web_port}", None, "neo4j", PASSWORD))
    assert said.endswith(f"write neo4j://127.0.0.1:{web_port}")


def test_a_name_that_is_no_machine() -> None:
    assert "no machine is known" in refused(Address("neo4j+s://no-such-machine.invalid", None, "neo4j", PASSWORD))


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a certificate that nobody signed but itself."""
    if shutil.which("openssl") is None:
        pytest.skip("openssl is needed to make a certificate")
    folder = tmp_path_factory.mktemp("certificate")
    command = (
        "openssl req -x509 -newkey rsa:2048 -nodes -keyout private.key -out public.crt -days 2 -subj /CN=localhost"
    )
    names = ["-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"]
    subprocess.run([*command.split(), *names], cwd=folder, check=True, capture_output=True)
    return folder


def test_what_answers_with_encryption(certificate: Path) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate / "public.crt", certificate / "private.key")
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
        threading.Thread(target=_handshakes, args=(listening, context), daemon=True).start()
        assert what_listens(f"bolt://127.0.0.1:{port}") is Listening.ENCRYPTED
        assert what_listens(f"bolt+s://127.0.0.1:{port}") is Listening.UNTRUSTED


def _handshakes(listening: socket.socket, context: ssl.SSLContext) -> None:
    with contextlib.suppress(OSError):
        while True:
            accepted, _ = listening.accept()
            with accepted, contextlib.suppress(OSError):
                context.wrap_socket(accepted, server_side=True).close()


# ----------------------------------------------------------------- a real server, encrypted, that wants accounts


@pytest.fixture(scope="module")
def encrypted(tmp_path_factory: pytest.TempPathFactory, certificate: Path) -> Iterator[tuple[Address, int]]:
    """The address of a server with a self-signed certificate that wants accounts; the port of its Browser."""
    need_java()
    home = tmp_path_factory.mktemp("encrypted")
    shutil.copytree(certificate, home / "certificates" / "bolt")
    for name in ("trusted", "revoked"):
        (home / "certificates" / "bolt" / name).mkdir()
    settings = {
        "server.bolt.tls_level": "REQUIRED",
        "dbms.ssl.policy.bolt.enabled": "true",
        "dbms.ssl.policy.bolt.base_directory": "certificates/bolt",
        "dbms.ssl.policy.bolt.private_key": "private.key",
        "dbms.ssl.policy.bolt.public_certificate": "public.crt",
    }
    account = Address("bolt+ssc://localhost", None, "neo4j", PASSWORD)
    with launched_with(home, settings, account) as (launch, address):
        yield address, launch.http


@pytest.mark.neo4j
@pytest.mark.parametrize("kind", ["bolt", "neo4j"])
def test_the_account_and_the_database(encrypted: tuple[Address, int], kind: str) -> None:
    uri = encrypted[0].uri.replace("bolt", kind)
    good = replace(encrypted[0], uri=uri)
    assert "refuses the account 'neo4j'; check" in refused(replace(good, password=WRONG))
    connect(good).close()  # a right password in between, or the server locks the account for a while
    assert "refuses the account 'nobody'" in refused(replace(good, user="nobody", password=WRONG))
    assert "wants an account, and none is given" in refused(Address(uri))
    assert refused(replace(good, database="other")) == f"{uri} has no database 'other'; NEO4J_DATABASE may be neo4j"


@pytest.mark.neo4j
@pytest.mark.parametrize("kind", ["bolt", "neo4j"])
def test_the_connection(encrypted: tuple[Address, int], kind: str) -> None:
    address, http_port = encrypted
    rest = address.uri.partition("://")[2]
    assert f"write {kind}+s://{rest}" in refused(replace(address, uri=f"{kind}://{rest}"))
    said = refused(replace(address, uri=f"{kind}+s://{rest}"))
    assert "is not trusted" in said
    assert f"{kind}+ssc://{rest}" in said
    assert "web server" in refused(replace(address, uri=f"{kind}://localhost:{http_port}"))


@pytest.mark.neo4j
def test_reading_and_writing_when_all_is_well(encrypted: tuple[Address, int]) -> None:
    store = connect(encrypted[0])
    try:
        assert store.write([Statement("UNWIND $rows AS r CREATE (n:Resource {uri: r.uri})", [{"uri": "x"}])])
        assert list(store.read("MATCH (n:Resource) RETURN n.uri AS uri")) == [{"uri": "x"}]
    finally:
        store.close()


@pytest.mark.neo4j
def test_too_many_wrong_passwords_at_the_end(encrypted: tuple[Address, int]) -> None:
    said = [refused(replace(encrypted[0], password=WRONG)) for _ in range(5)]
    assert "too many wrong passwords of 'neo4j'" in said[-1]


@pytest.mark.neo4j
def test_encryption_of_a_server_that_has_none(neo4j_address: Address) -> None:
    rest = neo4j_address.uri.partition("://")[2]
    assert refused(replace(neo4j_address, uri=f"neo4j+s://{rest}")).endswith(f"write neo4j://{rest}")
