"""Servers that answer wrongly, slowly or without end: each by name, and the next page is fetched."""

from __future__ import annotations

import gzip
import itertools
import subprocess
import time
import zlib
from collections.abc import Iterator
from pathlib import Path
from shutil import which

import pytest

from kg.fetching.limits import Limits
from kg.fetching.networks import is_public
from tests.fetching import server
from tests.fetching.server import PAGE, Request, Site, in_turn, redirects, reply, says, sends
from tests.fetching.trips import Trips

SMALL = Limits(bytes=100_000, seconds=20)
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


def gzipped(raw: bytes, *headers: str) -> bytes:
    return reply(gzip.compress(raw), "200 OK", "Content-Encoding: gzip", *headers)


def endless(_: Request) -> Iterator[bytes]:
    yield HEAD + b"\r\n"
    yield from itertools.repeat(b"a" * 10_000)


def endless_chunks(_: Request) -> Iterator[bytes]:
    yield HEAD + b"Transfer-Encoding: chunked\r\n\r\n"
    yield from itertools.repeat(b"1000\r\n" + b"a" * 4096 + b"\r\n")


def dripping(beginning: bytes) -> server.Script:
    def script(_: Request) -> Iterator[bytes]:
        yield beginning
        for _number in range(200):
            time.sleep(0.1)
            yield b"a"

    return script


BOMB = zlib.compress(zlib.compress(bytes(300_000_000), 9), 9)
FAULTY = {
    "endless body": (endless, "has more than 100,000 bytes (--max-size)"),
    "endless chunks": (endless_chunks, "has more than 100,000 bytes (--max-size)"),
    "said to be too long": (sends(reply(b"", length=200_000)), "has 200,000 bytes, more than 100,000 (--max-size)"),
    "gzip bomb": (sends(gzipped(bytes(50_000_000))), "has more than 100,000 bytes (--max-size)"),
    "gzip of something else": (says(PAGE, "200 OK", "Content-Encoding: gzip"), "its gzip is damaged"),
    "gzip cut off": (
        says(gzip.compress(PAGE)[:-9], "200 OK", "Content-Encoding: gzip"),
        "its gzip breaks off",
    ),
    "gzip in gzip": (
        says(gzip.compress(gzip.compress(PAGE)), "200 OK", "Content-Encoding: gzip, gzip"),
        "comes packed as 'gzip, gzip', and gzip, deflate were asked for",
    ),
    "packed otherwise": (says(b"x", "200 OK", "Content-Encoding: br"), "comes packed as 'br'"),
    "more is promised than comes": (
        sends(reply(PAGE, length=50_000)),
        "the connection was closed before the whole answer had come (tried 3 times)",
    ),
    "chunks that break off": (
        sends(HEAD + b"Transfer-Encoding: chunked\r\n\r\n5\r\nabcde\r\n"),
        "the connection was closed before the whole answer had come (tried 3 times)",
    ),
    "chunks of no size": (sends(HEAD + b"Transfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n"), "its answer is no HTTP"),
    "two lengths": (
        sends(HEAD + b"Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd"),
        "its answer is no HTTP",
    ),
    "no answer": (sends(), "the connection was closed before the whole answer had come (tried 3 times)"),
    "no HTTP": (sends(b"SSH-2.0-OpenSSH_9.6\r\n\r\n"), "its answer is no HTTP"),
    "huge headers": (sends(HEAD, b"X: " + b"a" * 300_000 + b"\r\n\r\n"), "its answer is no HTTP"),
    "many headers": (sends(HEAD, *[b"X-%d: a\r\n" % n for n in range(50_000)]), "its answer is no HTTP"),
    "endless headers": (lambda _: itertools.chain([HEAD], itertools.repeat(b"X: a\r\n")), "its answer is no HTTP"),
    "an image": (says(b"\x89PNG", kind="image/png"), "is 'image/png', and pages, texts, feeds, PDF and Word"),
    "of no kind": (says(PAGE, kind=None), "is of no kind that its server names"),
    "not modified": (says(b"", "304 Not Modified"), "answers 304 (not modified) to somebody who has nothing of it"),
    "gone": (says(b"", "410 Gone"), "answers 410 (Gone)"),
    "in part": (says(PAGE, "206 Partial Content"), "answers 206 (Partial Content)"),
    "nothing": (sends(b"HTTP/1.1 204 No Content\r\n\r\n"), "answers 204 (No Content)"),
    "redirect without an end": (
        lambda request: [reply(b"a" * 200_000, "302 Found", "Location: /ok")],
        "has more than 100,000 bytes (--max-size)",
    ),
    "redirect to a file": (redirects("file:///etc/passwd"), "is redirected to 'file:///etc/passwd', which does not"),
}


@pytest.mark.parametrize("name", FAULTY)
def test_faulty_answers_are_named_and_the_next_page_is_fetched(name: str, site: Site, trips: Trips) -> None:
    script, said = FAULTY[name]
    site.scripts |= {"/bad": script, "/ok": says()}
    failed, done = trips.go(site.url("/bad"), site.url("/ok"), limits=SMALL)
    assert said in failed.reason
    assert (done.outcome, trips.kept()) == ("stored", [site.url("/ok")])
    trips.check()


@pytest.mark.parametrize("beginning", [b"", HEAD, HEAD + b"\r\n", HEAD + b"Content-Length: 999\r\n\r\n"])
def test_a_slow_drip(beginning: bytes, site: Site, trips: Trips) -> None:
    site.scripts["/slow"] = dripping(beginning)
    start = time.monotonic()
    said = trips.outcome(site.url("/slow"), limits=Limits(seconds=0.7))
    assert said == "took longer than 0.7 seconds (--max-time)"
    assert time.monotonic() - start < 5


def test_never_an_answer_but_always_the_promise_of_one(site: Site, trips: Trips) -> None:
    site.scripts["/"] = lambda _: itertools.repeat(b"HTTP/1.1 100 Continue\r\n\r\n" * 100)
    assert trips.outcome(site.url(), limits=Limits(seconds=0.7)) == "took longer than 0.7 seconds (--max-time)"


def test_a_bomb_takes_no_memory(site: Site, trips: Trips) -> None:
    import tracemalloc

    site.scripts["/"] = sends(gzipped(bytes(200_000_000)))
    tracemalloc.start()
    try:
        assert "more than 1,000,000 bytes" in trips.outcome(site.url(), limits=Limits(bytes=1_000_000))
        assert tracemalloc.get_traced_memory()[1] < 20_000_000
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "raw deflate"])
def test_what_is_packed_is_kept_as_it_came(encoding: str, site: Site, trips: Trips) -> None:
    raw = zlib.compressobj(wbits=-15)
    packed = {
        "gzip": gzip.compress(PAGE),
        "deflate": zlib.compress(PAGE),
        "raw deflate": raw.compress(PAGE) + raw.flush(),
    }
    site.scripts["/"] = says(packed[encoding], "200 OK", f"Content-Encoding: {encoding.split()[-1]}")
    assert trips.outcome(site.url()) == "stored"
    assert trips.records()[1] == ("response", site.url(), PAGE)
    trips.check()


def test_chunks_are_put_together(site: Site, trips: Trips) -> None:
    body = b"".join(b"%x\r\n%b\r\n" % (len(part), part) for part in (PAGE[:40], PAGE[40:])) + b"0\r\n\r\n"
    site.scripts["/"] = sends(HEAD + b"Transfer-Encoding: chunked\r\n\r\n" + body)
    assert trips.outcome(site.url()) == "stored"
    assert trips.records()[1] == ("response", site.url(), PAGE)
    trips.check()


# ------------------------------------------------------------------------------------------------- where it leads


def test_a_circle(site: Site, trips: Trips) -> None:
    site.scripts |= {"/a": redirects("/b"), "/b": redirects("/a")}
    assert trips.outcome(site.url("/a")) == f"is redirected in a circle ({site.url('/a')})"
    assert trips.records() == []


def test_too_many_redirects(site: Site, trips: Trips) -> None:
    site.scripts |= {f"/{n}": redirects(f"/{n + 1}") for n in range(20)}
    assert trips.outcome(site.url("/0")) == "is redirected more than 10 times"
    assert len(site.paths()) == 11


@pytest.mark.parametrize("host", ["127.0.0.2", "169.254.169.254", "[::1]", "0x7f.2", "2130706434"])
def test_a_redirect_into_a_network_that_is_not_allowed(host: str, site: Site, trips: Trips) -> None:
    site.scripts |= {"/": redirects(f"http://{host}:{site.port}/inner"), "/inner": says()}
    said = trips.outcome(site.url(), allowed=lambda ip: ip == "127.0.0.1")
    assert said.startswith("lies in no public network")
    assert site.paths() == ["/"]
    assert trips.records() == []


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "0x7f000001", "127.1", "[::ffff:127.0.0.1]", "0.0.0.0"])
def test_without_leave_nothing_private_is_asked(host: str, site: Site, trips: Trips) -> None:
    site.scripts["/"] = says()
    assert "lies in no public network" in trips.outcome(site.url(host=host), allowed=is_public)
    assert site.asked == []


def test_a_name_that_leads_elsewhere_the_next_time(site: Site, trips: Trips) -> None:
    """Each request looks up once and connects to what was checked; a later answer is checked anew."""
    answers = iter(["127.0.0.1", "127.0.0.2"])
    looked_up: list[str] = []

    def resolve(host: str, port: int) -> list[str]:
        looked_up.append(host)
        return [next(answers)]

    site.scripts["/"] = says()
    url = site.url(host="changing.example")
    said = trips.outcome(url, resolve=resolve, allowed=lambda ip: ip == "127.0.0.1")
    assert said == (
        "lies in no public network (changing.example leads to 127.0.0.2); --allow-private lets it be fetched"
    )
    # the first lookup was for robots.txt, and that was fetched from the address that was checked
    assert looked_up == ["changing.example"] * 2
    assert [request.path for request in site.asked] == ["/robots.txt"]
    assert site.asked[0].headers["host"] == f"changing.example:{site.port}"


def test_a_host_with_an_address_that_does_not_answer(site: Site, trips: Trips) -> None:
    site.scripts["/"] = says()
    url = site.url(host="two.example")
    assert trips.outcome(url, resolve=lambda *_: ["127.0.0.3", "127.0.0.1"]) == "stored"


def test_names_and_paths_of_other_scripts(site: Site, trips: Trips) -> None:
    site.scripts["/%D0%BD%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D0%B8?q=%C3%A9"] = says()
    url = f"http://азаттык.example:{site.port}/новости?q=é"
    assert trips.outcome(url, resolve=lambda *_: ["127.0.0.1"]) == "stored"
    assert site.asked[-1].headers["host"] == f"xn--80aaun3ba7d.example:{site.port}"


def test_a_location_in_raw_letters(site: Site, trips: Trips) -> None:
    site.scripts |= {
        "/": sends("HTTP/1.1 301 Moved\r\nContent-Length: 0\r\nLocation: /größe\r\n\r\n".encode()),
        "/gr%C3%B6%C3%9Fe": says(),
    }
    assert trips.outcome(site.url()) == "stored"
    assert trips.kept() == [site.url(), site.url("/gr%C3%B6%C3%9Fe")]
    assert trips.outcome(site.url()) == "fresh"
    trips.check()


# --------------------------------------------------------------------------------------------------- certificates


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """A certificate for `localhost` that nobody signed."""
    if which("openssl") is None:
        pytest.skip("openssl, which makes a certificate, is not installed")
    path = tmp_path / "own.pem"
    command = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    names = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-days", "2"]
    made = tmp_path / "key.pem"
    subprocess.run([*command, *names, "-keyout", made, "-out", path], check=True, capture_output=True)
    path.write_bytes(path.read_bytes() + made.read_bytes())
    return path


def test_a_certificate_of_ones_own(certificate: Path, trips: Trips) -> None:
    with server.site(certificate) as secure:
        secure.scripts["/"] = says()
        said = trips.outcome(secure.url(host="localhost", scheme="https"))
    assert said.startswith("its certificate is not trusted (self-signed certificate")
    assert (secure.asked, trips.waited) == ([], [])


def test_a_certificate_is_held_against_the_name(
    certificate: Path, trips: Trips, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with server.site(certificate) as secure:
        secure.scripts["/"] = says()
        wrong = secure.url(host="other.example", scheme="https")
        assert "certificate is not trusted" in trips.outcome(wrong, resolve=lambda *_: ["127.0.0.1"])
        assert trips.outcome(secure.url(host="localhost", scheme="https")) == "stored"


def test_no_tls_where_it_should_be(site: Site, trips: Trips) -> None:
    assert "no encrypted connection came about" in trips.outcome(site.url(scheme="https"))


# --------------------------------------------------------------------------------------------------- other tries


def test_another_try_after_an_error_of_the_server(site: Site, trips: Trips) -> None:
    site.scripts["/"] = in_turn(says(b"", "500 Oops"), says(b"", "502 Bad Gateway"), says())
    assert trips.outcome(site.url()) == "stored"
    assert trips.waited == [2.0, 4.0]


def test_a_server_that_asks_to_wait(site: Site, trips: Trips) -> None:
    site.scripts["/"] = in_turn(says(b"", "429 Too Many Requests", "Retry-After: 7"), says())
    assert trips.outcome(site.url()) == "stored"
    assert trips.waited == [7.0]


@pytest.mark.parametrize("header", ["Retry-After: 3600", "Retry-After: Wed, 01 Jan 2200 00:00:00 GMT"])
def test_so_long_is_not_waited(header: str, site: Site, trips: Trips) -> None:
    site.scripts["/"] = says(b"", "503 Service Unavailable", header)
    assert trips.outcome(site.url()).startswith("answers 503 (Service Unavailable) and asks to wait ")
    assert (len(site.paths()), trips.waited) == (1, [])


def test_nobody_listens(trips: Trips) -> None:
    with server.site() as gone:
        pass
    said = trips.outcome(gone.url())
    assert "no connection came about" in said
    assert said.endswith("(tried 3 times)")


def test_a_client_error_is_no_matter_of_tries(site: Site, trips: Trips) -> None:
    assert trips.outcome(site.url("/not-there")) == "answers 404 (Not Found)"
    assert len(site.paths()) == 1


# ------------------------------------------------------------------------------------------------- credentials


def test_credentials_go_to_their_host_and_nowhere_else(site: Site, trips: Trips) -> None:
    with server.site() as other:
        site.scripts["/"] = redirects(other.url("/"))
        other.scripts["/"] = says()
        (done,) = trips.go(site.url(host="me:hunter2@127.0.0.1"))
    assert site.asked[-1].headers["authorization"] == "Basic bWU6aHVudGVyMg=="
    assert all("authorization" not in request.headers for request in other.asked)
    assert done.url == site.url()
    kept = gzip.decompress(trips.archive.read_bytes())
    assert b"hunter2" not in kept
    assert b"Authorization" not in kept
    assert b"bWU6" not in kept


def test_credentials_are_in_no_failure(site: Site, trips: Trips) -> None:
    (failure, broken) = trips.go(site.url("/x", host="me:hunter2@127.0.0.1"), "http://me:hunter2@a b/")[::-1]
    assert (failure.url, broken.url) == (site.url("/x"), "a b/")
