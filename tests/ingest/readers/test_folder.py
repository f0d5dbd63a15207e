"""What of a folder is read, what is passed over, and what is told by name."""

from __future__ import annotations

import json
import os
import socket
from pathlib import Path

import pytest

from tests.ingest.readers.reading import TEXT, articles, names, read, told, write


def test_files_are_known_by_their_content(tmp_path: Path) -> None:
    write(tmp_path, "a", f"{TEXT} One.")
    write(tmp_path, "b.pdf", f"{TEXT} Two.")
    write(tmp_path, "c.txt", json.dumps({"id": "record", "text": f"{TEXT} Three."}))
    write(tmp_path, "d.dat", f"id;text\nrow;{TEXT} Four.\n")
    assert names(read(tmp_path)) == ["a", "b", "record", "row"]


def test_what_nobody_means_by_articles_is_passed_over(tmp_path: Path) -> None:
    write(tmp_path, "good.txt", TEXT)
    silent = ("README.md", "LICENSE", ".hidden", ".git/a.txt", "Thumbs.db", "__MACOSX/._good.txt", "style.css", "x.js")
    for name in (*silent, "~$report.docx", "fonts/a.woff2"):
        write(tmp_path, name, TEXT)
    assert [item.given_id for item in articles(tmp_path)] == ["good"]


def test_what_a_browser_saves_beside_a_page_is_passed_over(tmp_path: Path) -> None:
    picture = b"\x89PNG\r\n\x1a\n" + bytes(20)
    beside = ["Talks_files/a.dat", "Talks_files/logo.png", "photo.png"]
    for name in beside:
        write(tmp_path, name, picture)
    assert list(told(read(tmp_path), tmp_path)) == beside
    write(tmp_path, "Talks_files/frame.html", picture)
    write(tmp_path, "Talks.html", TEXT)
    assert all(where.startswith("Talks.html") for where in told(read(tmp_path), tmp_path))


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "is empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "is a picture; the text in it must be recognised first (OCR)"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(50), "is of an old Office program"),
        (b"Rar!\x1a\x07\x00" + bytes(50), "is an archive that is not read (RAR, 7z)"),
        (bytes(range(256)) * 4, "is a binary file"),
    ],
)
def test_a_file_that_nobody_reads_is_told_by_name(tmp_path: Path, content: bytes, reason: str) -> None:
    write(tmp_path, "bad", content)
    write(tmp_path, "good.txt", TEXT)
    found = read(tmp_path)
    assert reason in told(found, tmp_path)["bad"]
    assert names(found) == ["good"]


def test_what_a_project_keeps_is_passed_over(tmp_path: Path) -> None:
    write(tmp_path, "kg.toml", 'title = "x"')
    for name in ("entities.csv", "decisions.jsonl", "texts/a.txt", "claims/aa/a.jsonl", ".kg/x", "articles/good.txt"):
        write(tmp_path, name, f"{TEXT} {name}")
    assert [item.given_id for item in articles(tmp_path)] == ["good"]
    (reason,) = told(read(tmp_path / "texts"), tmp_path).values()
    assert reason.startswith("the folder holds no article")


def test_links(tmp_path: Path) -> None:
    outside = write(tmp_path, "outside/secret.txt", f"{TEXT} Secret.")
    place = tmp_path / "place"
    write(place, "good.txt", TEXT)
    write(place, ".kept/other.txt", f"{TEXT} Other.")
    (place / "again.txt").symlink_to("good.txt")
    (place / "leads-out.txt").symlink_to(outside)
    (place / "leads-up").symlink_to(tmp_path)
    (place / "round").symlink_to(".")
    (place / "circle").symlink_to("circle")
    (place / "gone").symlink_to("nowhere")
    (place / "inside").symlink_to(".kept")
    (place / "inside-again").symlink_to(".kept")
    found = read(place)
    assert names(found) == ["good", "other"]
    reasons = told(found, place)
    assert set(reasons) == {"leads-out.txt", "leads-up", "circle", "gone"}
    assert reasons["leads-out.txt"] == f"is a link that leads out of the folder, to {outside}; name that to read it"
    assert reasons["circle"] == reasons["gone"] == "is a link that leads to nothing, or in a circle"


def test_a_link_that_is_named_is_followed(tmp_path: Path) -> None:
    write(tmp_path, "outside/a.txt", TEXT)
    (tmp_path / "here").symlink_to("outside")
    (tmp_path / "b.txt").symlink_to("outside/a.txt")
    assert names(read(tmp_path / "here")) == ["a"]
    assert names(read(tmp_path / "b.txt")) == ["b"]


def test_pipes_and_sockets_in_a_folder_are_not_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.mkfifo(tmp_path / "pipe")
    monkeypatch.chdir(tmp_path)  # the address of a socket has at most 107 bytes
    with socket.socket(socket.AF_UNIX) as opened:
        opened.bind("socket")
        write(tmp_path, "good.txt", TEXT)
        found = read(tmp_path)
    assert names(found) == ["good"]
    assert told(found, tmp_path) == {
        "pipe": "is a pipe; name it by itself to read it",
        "socket": "is a socket, not a file",
    }


def test_a_name_in_a_message_stays_on_one_line(tmp_path: Path) -> None:
    (Path(os.fsdecode(os.fsencode(tmp_path) + b"/a\n\x1b[31mb\xff"))).write_bytes(b"")
    assert list(told(read(tmp_path), tmp_path)) == [r"a\n\x1b[31mb\udcff"]


def test_a_file_that_may_not_be_read_is_told_and_the_rest_goes_on(tmp_path: Path) -> None:
    good = write(tmp_path, "good.txt", TEXT)
    found = read(Path("/proc/self/mem"), good)  # a regular file; its first page cannot be read, by root neither
    assert told(found, tmp_path) == {"/proc/self/mem": "cannot be read: Input/output error"}
    assert names(found) == ["good"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_folder_that_may_not_be_listed(tmp_path: Path) -> None:
    write(tmp_path, "shut/a.txt", TEXT)
    write(tmp_path, "good.txt", TEXT)
    (tmp_path / "shut").chmod(0)
    found = read(tmp_path)
    (tmp_path / "shut").chmod(0o700)
    assert told(found, tmp_path) == {"shut": "cannot be read: Permission denied"}
    assert names(found) == ["good"]
