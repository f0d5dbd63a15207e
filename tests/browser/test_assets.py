"""The server for the Browser's files: what it gives, to whom, and what it never gives."""

from __future__ import annotations

import http.client
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.browser.assets import HOST, TYPES, server


@pytest.fixture
def port(tmp_path: Path) -> Iterator[int]:
    """A running server for a folder that has two of the files, others, and a file beside it."""
    folder = tmp_path / "kit"
    folder.mkdir()
    (folder / "kg.grass").write_text("node {}", encoding="utf-8")
    (folder / "guide.html").write_text("<article/>", encoding="utf-8")
    (folder / "password").write_text("secret", encoding="utf-8")
    (tmp_path / "secret.html").write_text("secret", encoding="utf-8")
    with server(folder, 0) as running:
        thread = threading.Thread(target=running.serve_forever)
        thread.start()
        yield running.server_port
        running.shutdown()
        thread.join()


def ask(port: int, method: str, path: str) -> tuple[http.client.HTTPResponse, bytes]:
    connection = http.client.HTTPConnection(HOST, port, timeout=10)
    try:
        connection.request(method, path, headers={"Origin": "http://localhost:7474"})
        response = connection.getresponse()
        return response, response.read()
    finally:
        connection.close()


def test_a_file(port: int) -> None:
    response, content = ask(port, "GET", "/kg.grass")
    assert (response.status, content) == (200, b"node {}")
    assert response.headers["Content-Type"] == TYPES["kg.grass"]
    assert response.headers["Access-Control-Allow-Origin"] == "*"


def test_a_query_string_changes_nothing(port: int) -> None:
    assert ask(port, "GET", "/guide.html?x=1")[1] == b"<article/>"


def test_only_the_headers(port: int) -> None:
    response, content = ask(port, "HEAD", "/guide.html")
    assert (response.status, response.headers["Content-Length"], content) == (200, "10", b"")


@pytest.mark.parametrize("path", ["/kg.grass", "/nothing", "*"])
def test_options(port: int, path: str) -> None:
    response, content = ask(port, "OPTIONS", path)
    assert (response.status, content) == (204, b"")
    assert "OPTIONS" in response.headers["Access-Control-Allow-Methods"]
    assert response.headers["Access-Control-Allow-Headers"] == "*"


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "//",
        "/password",
        "/favourites.zip",
        "/../secret.html",
        "/%2e%2e/secret.html",
        "/..%2fsecret.html",
        "/kg.grass/../password",
        "//etc/passwd",
        "/kg.grass%00",
        "http://127.0.0.1/kg.grass/..",
    ],
)
def test_nothing_else(port: int, path: str) -> None:
    response, content = ask(port, "GET", path)
    assert response.status == 404
    assert b"secret" not in content
    assert response.headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_nothing_can_be_written(port: int, method: str) -> None:
    assert ask(port, method, "/kg.grass")[0].status == 501


def test_only_this_machine_is_served(port: int, tmp_path: Path) -> None:
    with server(tmp_path, 0) as running:
        assert running.server_address[0] == "127.0.0.1"


def test_a_port_that_is_taken(port: int, tmp_path: Path) -> None:
    with pytest.raises(OSError, match="in use"):
        server(tmp_path, port)
