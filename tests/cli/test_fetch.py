"""kg fetch as a process of its own."""

from __future__ import annotations

import io
import json
import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from tests.fetching import server
from tests.fetching.server import PAGE, Request, Site, reply, says

MAIN = "import sys; from kg.cli import main; sys.argv = ['kg', *sys.argv[1:]]; main()"
TOML = 'title = "Talks"\ncontact = "data@example.org"\n'


@pytest.fixture
def site() -> Iterator[Site]:
    with server.site() as made:
        made.scripts |= {f"/{n}": says(PAGE + str(n).encode()) for n in range(40)}
        yield made


def environment(**more: str) -> dict[str, str]:
    return {k: v for k, v in os.environ.items() if not k.lower().endswith("_proxy") and k != "KG_PROJECT"} | more


def kg(folder: Path, *words: object, **more: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-c", MAIN, "fetch", "--pause", "0", *map(str, words)]
    return subprocess.run(command, cwd=folder, capture_output=True, timeout=60, env=environment(**more), check=False)


def responses(raw: bytes) -> list[str]:
    records = ArchiveIterator(io.BytesIO(raw))
    return [r.rec_headers.get_header("WARC-Target-URI") for r in records if r.rec_type == "response"]


def check(path: Path) -> None:
    """By the command that archivists use."""
    command = [sys.executable, "-c", "from warcio.cli import main; main()", "check", str(path)]
    done = subprocess.run(command, capture_output=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


def test_into_the_project_and_what_failed_again(site: Site, tmp_path: Path) -> None:
    (tmp_path / "kg.toml").write_text(TOML, "utf-8")
    (tmp_path / "links.txt").write_text(
        f"{site.url('/2')}\n{site.url('/late', host='me:hunter2@127.0.0.1')}\n", "utf-8"
    )
    done = kg(tmp_path, site.url("/1"), "--from", "links.txt", "--failures", "failed.jsonl", "--allow-private")
    archive = tmp_path / "sources" / "web" / "pages.warc.gz"
    assert done.stderr.decode() == (
        f"kg: {site.url('/late')}: answers 404 (Not Found)\n"
        f"2 pages stored in {archive}; 1 failed. Next: kg ingest {archive}\n"
    )
    assert (done.returncode, done.stdout) == (3, b"")
    assert {r.headers["user-agent"].partition(" ")[2] for r in site.asked} == {"(+data@example.org)"}
    failed = json.loads((tmp_path / "failed.jsonl").read_text("utf-8"))
    assert failed == {"url": site.url("/late"), "reason": "answers 404 (Not Found)"}
    site.scripts["/late"] = says()
    again = kg(tmp_path, "--from", "failed.jsonl", "--from", "links.txt", "--allow-private")
    assert (again.returncode, again.stderr.decode()) == (
        0,
        f"1 page stored in {archive}; 1 asked for less than 24 hours ago. Next: kg ingest {archive}\n",
    )
    assert b"hunter2" not in archive.read_bytes() + done.stderr + again.stderr
    check(archive)


def test_into_a_pipe(site: Site, tmp_path: Path) -> None:
    done = kg(tmp_path, site.url("/1"), "-o", "-", "--allow-private")
    assert (done.returncode, done.stderr) == (0, b"1 page stored\n")
    assert responses(done.stdout) == [site.url("/1")]


def test_private_networks_are_refused(site: Site, tmp_path: Path) -> None:
    done = kg(tmp_path, site.url("/1"), "http://localhost:1/", "file:///etc/passwd", "-o", "a.warc.gz")
    said = done.stderr.decode().splitlines()
    assert (done.returncode, site.asked, len(said)) == (3, [], 4)
    assert sum("lies in no public network" in line for line in said) == 2
    assert not (tmp_path / "a.warc.gz").exists()


def test_a_proxy_is_no_way_round(site: Site, tmp_path: Path) -> None:
    with server.site() as proxy:
        done = kg(tmp_path, site.url("/1"), "-o", "a.warc.gz", HTTP_PROXY=proxy.url(), ALL_PROXY=proxy.url())
    assert (done.returncode, proxy.asked, site.asked) == (3, [], [])
    assert b"the proxy that the environment names is not used" in done.stderr


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ((), 2, "nothing to fetch"),
        (("http://h/",), 4, "is not in a kg project"),
        (("http://h/", "-o", "a.zip"), 2, "let the name end so"),
        (("--from", "none.txt", "-o", "a.warc.gz"), 3, "none.txt: cannot be read"),
        (("--from", "links", "--failures", "links", "-o", "a.warc.gz"), 2, "links is what is read"),
        (("http://h/", "-o", "-", "--failures", "-"), 2, "two files"),
        (("http://h/", "-o", "a.warc.gz", "--max-size", "nan"), 2, "less than or equal to 1000"),
    ],
)
def test_wrong_commands(words: tuple[str, ...], code: int, said: str, tmp_path: Path) -> None:
    (tmp_path / "links").write_text("", "utf-8")
    done = kg(tmp_path, *words)
    assert done.returncode == code
    assert said in done.stderr.decode()


def test_a_full_disk_leaves_whole_records(site: Site, tmp_path: Path) -> None:
    command = [sys.executable, "-c", MAIN, "fetch", "--pause", "0", "--allow-private", "-o", "a.warc.gz"]
    done = subprocess.run(
        [*command, *(site.url(f"/{n}") for n in range(40))],
        cwd=tmp_path,
        capture_output=True,
        env=environment(),
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (5_000, 5_000)),
        check=False,
    )
    assert (done.returncode, done.stderr) == (4, b"kg: a.warc.gz: File too large\n")
    check(tmp_path / "a.warc.gz")
    assert 0 < len(responses((tmp_path / "a.warc.gz").read_bytes())) < 10


def test_a_reader_that_goes_away(site: Site, tmp_path: Path) -> None:
    urls = " ".join(site.url(f"/{n}") for n in range(40))
    line = f'"$0" -c "$1" fetch --pause 0 --allow-private -o - {urls} | head -c 10 | wc -c'
    done = subprocess.run(
        ["sh", "-c", line, sys.executable, MAIN], cwd=tmp_path, capture_output=True, env=environment(), check=False
    )
    assert (done.stdout.strip(), done.stderr) == (b"10", b"")
    assert len(site.paths()) < 40


def started(folder: Path, *words: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-c", MAIN, "fetch", "--pause", "0", "--allow-private", *words],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
        # a shell that runs the tests in the background lets its children ignore Ctrl-C
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )


def stopped(process: subprocess.Popen[bytes], site: Site, pages: int, how: int) -> tuple[int, str]:
    """Wait until so many pages were asked for, stop the process, and give its exit code and what it said."""
    with process:
        try:
            end = time.monotonic() + 40
            while len(site.paths()) < pages and time.monotonic() < end:
                time.sleep(0.005)
            process.send_signal(how)
            _, said = process.communicate(timeout=20)
        finally:
            process.kill()
    return process.returncode, said.decode()


@pytest.mark.parametrize(("how", "pages"), [(signal.SIGINT, 1), (signal.SIGINT, 17), (signal.SIGKILL, 9)])
def test_an_interrupted_run_goes_on(how: int, pages: int, site: Site, tmp_path: Path) -> None:
    def slowly(request: Request) -> Iterator[bytes]:
        time.sleep(0.05)
        yield reply(PAGE + request.path.encode() + os.urandom(20_000).hex().encode())

    site.scripts |= {f"/{n}": slowly for n in range(40)} | {"/3": says(b"", "404 Not Found")}
    urls = [site.url(f"/{n}") for n in range(40)]
    words = [*urls, "-o", "a.warc.gz", "--failures", "failed.jsonl"]
    code, said = stopped(started(tmp_path, *words), site, pages, how)
    archive = tmp_path / "a.warc.gz"
    if how == signal.SIGINT:
        assert code == 130
        assert said.endswith(". The same command goes on with the rest\nkg: interrupted\n")
        assert (tmp_path / "failed.jsonl").read_text("utf-8").count("\n") == (1 if pages > 3 else 0)
        if archive.exists():
            check(archive)
    before = len(responses(archive.read_bytes())) if how == signal.SIGINT and archive.exists() else 0
    asked = len(site.paths())
    assert asked < 40
    done = kg(tmp_path, *words, "--allow-private")
    assert done.returncode == 3
    check(archive)
    kept = responses(archive.read_bytes())
    assert kept == [url for url in urls if not url.endswith("/3")]
    # of what was asked for, one page at most is asked for again, beside the one that failed
    assert len(site.paths()) <= 40 + 1 + (pages > 3)
    assert before >= pages - 2 or how != signal.SIGINT
