"""Web archives: pages with their addresses and days, whatever their coding; what cannot be taken, by name."""

from __future__ import annotations

import contextlib
import gzip
import hashlib
import io
import json
import subprocess
import sys
import textwrap
import zipfile
import zlib
from pathlib import Path

import brotli
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.readers import bodies, warc
from ingest.readers.source import Noted, source_of
from tests.ingest.readers.items import Rejected, Source, drafts, read, reasons

PAGE = b"<html><body><p>The mayor of Osh left the city on Monday.</p></body></html>"
DAY = "2010-04-15T10:00:00Z"


class Archive:
    """A WARC file in the making."""

    def __init__(self, *, gzipped: bool = True, version: str = "1.0") -> None:
        self.raw = b""
        self.gzipped, self.version = gzipped, version

    def add(self, uri: str, body: bytes = PAGE, status: str = "200 OK", kind: str = "response", **said: str) -> Archive:
        headers = {"Content-Type": "text/html; charset=utf-8"} | {n.replace("_", "-"): v for n, v in said.items()}
        if kind in ("response", "revisit"):
            http = "".join(f"{name}: {value}\r\n" for name, value in headers.items() if value)
            body = f"HTTP/1.1 {status}\r\n{http}\r\n".encode() + body
            headers = {"Content-Type": "application/http; msgtype=response"}
        head = {
            "WARC-Type": kind,
            "WARC-Target-URI": uri,
            "WARC-Date": DAY,
            **headers,
            "Content-Length": str(len(body)),
        }
        top = f"WARC/{self.version}\r\n" + "".join(f"{name}: {value}\r\n" for name, value in head.items()) + "\r\n"
        record = top.encode() + body + b"\r\n\r\n"
        self.raw += gzip.compress(record, mtime=0) if self.gzipped else record
        return self


def chunked(body: bytes, size: int = 7) -> bytes:
    parts = [body[start : start + size] for start in range(0, len(body), size)]
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"


def raw_deflate(body: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(body) + packer.flush()


@pytest.mark.parametrize("gzipped", [True, False])
@pytest.mark.parametrize("version", ["1.0", "1.1"])
def test_a_page_has_its_address_type_and_day(gzipped: bool, version: str) -> None:
    (found,) = read(Archive(gzipped=gzipped, version=version).add("http://e.org/a?b=1").raw, "x.warc.gz")
    assert isinstance(found, Source)
    assert found.where == "x.warc.gz!http://e.org/a?b=1"
    assert found.fields["url"] == "http://e.org/a?b=1"
    assert found.fields["contentType"] == "text/html; charset=utf-8"
    assert found.fields["fetched"].startswith("2010-04-15T10:00:00")
    assert found.stream.read() == PAGE


@pytest.mark.parametrize(
    ("coding", "coded"),
    [
        ("gzip", gzip.compress(PAGE)),
        ("x-gzip", gzip.compress(PAGE[:20]) + gzip.compress(PAGE[20:])),
        ("deflate", zlib.compress(PAGE)),
        ("deflate", raw_deflate(PAGE)),
        ("br", brotli.compress(PAGE)),
        ("gzip, br", brotli.compress(gzip.compress(PAGE))),
        ("identity", PAGE),
        ("gzip", PAGE),  # stored decoded, with the header that it came with
        ("br", PAGE),
        ("deflate", PAGE),
    ],
    ids=range(10),
)
@pytest.mark.parametrize("in_chunks", [True, False])
def test_codings(coding: str, coded: bytes, in_chunks: bool) -> None:
    headers = {"Content_Encoding": coding, "Transfer_Encoding": "chunked" if in_chunks else ""}
    (found,) = read(Archive().add("http://e.org/a", chunked(coded) if in_chunks else coded, **headers).raw)
    assert isinstance(found, Source), found
    assert found.stream.read() == PAGE


@pytest.mark.parametrize(
    ("coding", "body", "reason"),
    [
        ("gzip", gzip.compress(bytes(warc.MAX_BODY + 1)), "has a compressed body that grows to more than 32,000,000"),
        ("br", brotli.compress(bytes(warc.MAX_BODY + 1)), "has a compressed body that grows to more than 32,000,000"),
        ("deflate", zlib.compress(bytes(warc.MAX_BODY + 1)), "has a compressed body that grows to more than"),
        ("gzip, gzip", gzip.compress(gzip.compress(bytes(warc.MAX_BODY + 1))), "grows to more than"),
        ("gzip", gzip.compress(PAGE)[:-12], "has a compressed body that is cut off"),
        ("br", brotli.compress(PAGE * 9)[:-5], "has a compressed body that is"),
        ("gzip", gzip.compress(PAGE)[:10] + b"\xff" * 40, "that is damaged"),
        ("zstd", b"x", "has a body in the content coding 'zstd'; gzip, deflate and br are read"),
        ("a\x1b[2J", b"x", "has a body in the content coding '?'"),
    ],
    ids=range(9),
)
def test_a_body_that_cannot_be_taken_is_named_and_the_rest_goes_on(coding: str, body: bytes, reason: str) -> None:
    archive = Archive().add("http://e.org/bad", body, Content_Encoding=coding).add("http://e.org/good")
    bad, good = read(archive.raw, "x.warc")
    assert isinstance(good, Source)
    assert isinstance(bad, Rejected)
    assert bad.where == "x.warc!http://e.org/bad"
    assert reason in bad.reason


def test_what_is_no_article_is_told_once() -> None:
    archive = Archive()
    for number in range(3):
        archive.add(f"http://e.org/{number}.png", b"\x89PNG", Content_Type="image/png")
    archive.add("http://e.org/gone", status="404 Not Found").add("http://e.org/s.js", Content_Type="text/javascript")
    archive.add("http://e.org/robots.txt", b"User-agent: *", Content_Type="text/plain")
    archive.add("http://e.org/a", b"", kind="revisit")
    archive.add("dns:e.org", b"20100415", kind="resource", Content_Type="text/dns")
    page, told = read(archive.add("http://e.org/page").raw, "x.warc.gz")
    assert isinstance(page, Source)
    assert told == Noted(
        "x.warc.gz",
        "records left out because they are no articles: 7 (image/png: 3, answers with status 404: 1, "
        "revisits of an unchanged page: 1, robots.txt: 1, text/javascript: 1)",
    )


def test_an_archive_without_pages_says_so() -> None:
    assert reasons(read(b"WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 0\r\n\r\n\r\n\r\n")) == [
        ("a.bin", "holds no captured page")
    ]


def test_resources_and_conversions_are_pages_too() -> None:
    archive = Archive().add("file:///saved/a.html", kind="resource")
    archive.add("http://e.org/t", b"The mayor left.", kind="conversion", Content_Type="text/plain")
    found = read(archive.raw)
    assert [one.fields["url"] for one in found if isinstance(one, Source)] == ["file:///saved/a.html", "http://e.org/t"]


def test_versions_of_a_page_are_both_kept_in_their_order() -> None:
    archive = Archive().add("http://e.org/a", b"<p>old</p>").add("http://e.org/a", b"<p>new</p>")
    assert [one.stream.read() for one in read(archive.raw) if isinstance(one, Source)] == [b"<p>old</p>", b"<p>new</p>"]


@pytest.mark.parametrize("gzipped", [True, False])
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_a_cut_archive_gives_the_pages_before_the_cut_and_names_it(gzipped: bool, data: st.DataObject) -> None:
    ends, archive = [], Archive(gzipped=gzipped)
    for number in range(3):
        archive.add(f"http://e.org/{number}")
        ends.append(len(archive.raw))
    cut = data.draw(st.integers(10, ends[-1] - 20))
    found = list(warc.read(source_of(io.BytesIO(archive.raw[:cut]), where="x.warc", stem="x")))
    pages = [one for one in found if isinstance(one, Source)]
    whole = sum(cut >= end for end in ends)
    assert whole <= len(pages) <= whole + 1  # a plain record is whole without the blank lines that follow it
    assert all(page.stream.read() == PAGE for page in pages)
    if len(pages) == whole and cut not in ends:
        ((where, reason),) = reasons(found)
        assert where == "x.warc"
        assert "is cut off" in reason or "is damaged" in reason


@settings(max_examples=60, deadline=None)
@given(at=st.integers(0, 2_000), junk=st.binary(min_size=1, max_size=30), gzipped=st.booleans())
def test_damage_is_told_and_never_raised(at: int, junk: bytes, gzipped: bool) -> None:
    raw = Archive(gzipped=gzipped).add("http://e.org/a").add("http://e.org/b").raw
    at %= len(raw)
    broken = raw[:at] + junk + raw[at + len(junk) :]
    if broken.startswith((b"WARC/", b"\x1f\x8b")):
        items = list(warc.read(source_of(io.BytesIO(broken), where="x", stem="x")))
        assert all(isinstance(item, Source | Noted | Rejected) for item in items)


@pytest.mark.parametrize(
    "head",
    [b"WARC-Target-URI: " + b"a" * 3_000_000, b"X: y\r\n" * 400_000, b"\r\n" * 2_000_000],
    ids=["line", "lines", "blanks"],
)
def test_an_endless_head_is_a_bomb(head: bytes) -> None:
    bomb = gzip.compress((b"\r\n" if head.startswith(b"\r\n") else b"WARC/1.0\r\n") + head)
    raw = Archive().add("http://e.org/a").raw + bomb
    found = read(raw, "x.warc.gz")
    assert isinstance(found[0], Source)
    assert "holds a record with a head of more than 1,000,000 bytes; pages read before that: 1" in reasons(found)[0][1]


def test_a_record_larger_than_any_page_is_named_and_passed_over() -> None:
    raw = Archive().add("http://e.org/big", bytes(warc.MAX_BODY + 9)).add("http://e.org/a").raw
    big, page = read(raw)
    assert isinstance(page, Source)
    assert isinstance(big, Rejected)
    assert big.reason == "has a body of more than 32,000,000 bytes"


def test_a_gzip_file_in_one_piece_is_read_too() -> None:
    raw = gzip.compress(Archive(gzipped=False).add("http://e.org/a").add("http://e.org/b").raw)
    assert len(read(raw)) == 2


@pytest.mark.parametrize(
    ("address", "name"),
    [("http://e.org/a\x1b[2Jb", "http://e.org/a%1B[2Jb"), ("http://e.org/\u202ea", "http://e.org/%E2%80%AEa")],
)
def test_addresses_are_harmless_in_messages(address: str, name: str) -> None:
    assert warc.shown(address) == name
    assert warc.shown("http://e.org/кыргыз") == "http://e.org/кыргыз"


PEAK = """
import resource, sys
sys.path.insert(0, {root!r})
from pathlib import Path
from ingest.readers.finding import _read
from ingest.readers.source import Noted, Source, source_of
from ingest.readers import warc
count = 0
with open(sys.argv[1], "rb") as stream:
    for one in warc.read(source_of(stream, where="x", stem="x")):
        count += isinstance(one, Source) and len(one.stream.read()) > 0
print(count, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""


def peak(path: Path) -> tuple[int, int]:
    code = textwrap.dedent(PEAK).format(root=str(Path(__file__).parents[3]))
    said = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True)
    count, megabytes = map(int, said.stdout.split())
    return count, megabytes


def test_memory_does_not_grow_with_the_archive(tmp_path: Path) -> None:
    body = b"<html>" + PAGE * 3_000 + b"</html>"  # 200 kB
    small, large = tmp_path / "small.warc.gz", tmp_path / "large.warc.gz"
    small.write_bytes(Archive().add("http://e.org/a", body).raw)
    large.write_bytes(small.read_bytes() * 600)  # 130 MB unpacked
    count, base = peak(small)
    many, most = peak(large)
    assert (count, many) == (1, 600)
    assert most - base < 12


def wacz(members: dict[str, bytes], listed: dict[str, bytes] | None = None, seal: str | None = None) -> bytes:
    resources = [
        {"path": name, "hash": f"sha256:{hashlib.sha256(raw).hexdigest()}", "bytes": len(raw)}
        for name, raw in (members if listed is None else listed).items()
    ]
    package = json.dumps({"profile": "data-package", "wacz_version": "1.1.1", "resources": resources}).encode()
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as file:
        for name, raw in members.items():
            file.writestr(name, raw)
        file.writestr("datapackage.json", package)
        if seal is not None:
            digest = seal or f"sha256:{hashlib.sha256(package).hexdigest()}"
            file.writestr("datapackage-digest.json", json.dumps({"path": "datapackage.json", "hash": digest}))
    return stream.getvalue()


def test_a_wacz_gives_its_archives(tmp_path: Path) -> None:
    archive = (
        Archive().add("http://e.org/a", b"The mayor of Osh left the city on Monday.", Content_Type="text/plain").raw
    )
    path = tmp_path / "x.wacz"
    path.write_bytes(wacz({"archive/d.warc.gz": archive, "pages/pages.jsonl": b"{}\n"}, seal=""))
    (found,) = drafts([path])
    assert found.where == f"{path}!archive/d.warc.gz!http://e.org/a"
    assert not isinstance(found, Rejected)
    assert (found.text, found.fields["url"]) == ("The mayor of Osh left the city on Monday.", "http://e.org/a")


def test_a_changed_archive_of_a_wacz_is_named_and_the_rest_goes_on(tmp_path: Path) -> None:
    good, bad = Archive().add("http://e.org/a").raw, Archive().add("http://e.org/b").raw
    members = {"archive/bad.warc.gz": bad, "archive/extra.warc.gz": bad, "archive/good.warc.gz": good}
    listed = {"archive/bad.warc.gz": good, "archive/good.warc.gz": good, "archive/gone.warc.gz": good}
    found = read(wacz(members, listed), "x.wacz")
    assert [one.where for one in found if isinstance(one, Source)] == ["x.wacz!archive/good.warc.gz"]
    assert reasons(found) == [
        (
            "x.wacz!archive/bad.warc.gz",
            "was changed after it was packed: its digest is not the one in datapackage.json",
        ),
        ("x.wacz!archive/extra.warc.gz", "is not listed in datapackage.json"),
        ("x.wacz!archive/gone.warc.gz", "is listed in datapackage.json, but is not there"),
    ]


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (wacz({"archive/a.warc": b""}, seal="sha256:00"), "was changed after it was packed"),
        (wacz({"archive/a.warc": b"x"}).replace(b'"resources"', b'"ressource"'), "is a damaged WACZ package"),
    ],
)
def test_a_package_that_is_broken_is_named(raw: bytes, reason: str) -> None:
    ((where, said),) = reasons(read(raw, "x.wacz"))
    assert where == "x.wacz"
    assert reason in said


def test_an_archive_that_is_a_bomb_is_not_unpacked() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("archive/a.warc", bytes(20_000_000))
        digest = hashlib.sha256(bytes(20_000_000)).hexdigest()
        file.writestr("datapackage.json", json.dumps({"resources": [{"path": "archive/a.warc", "hash": digest}]}))
    assert "grows to more than 100 times" in reasons(read(stream.getvalue()))[0][1]


@settings(max_examples=25, deadline=None)
@given(raw=st.binary(max_size=200), coding=st.sampled_from(["gzip", "deflate", "br", "gzip,br", "identity", ""]))
def test_any_bytes_in_any_coding(raw: bytes, coding: str) -> None:
    for packed in (raw, gzip.compress(raw)[: len(raw)], brotli.compress(raw) + raw):
        with contextlib.suppress(bodies.BodyError):
            assert isinstance(bodies.decoded(packed, coding, 10_000), bytes)
