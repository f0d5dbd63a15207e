"""Compressed files and ZIP archives: read, damaged, locked, nested, and bombs."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import random
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.readers import salvage
from ingest.readers.forms import form_of, form_of_members
from ingest.readers.source import FREE_BYTES, MAX_RATIO, Budget, DamageError, source_of
from tests.ingest.readers.reading import TEXT, names, read, told, write

COMPRESS: dict[str, Callable[[bytes], bytes]] = {
    "gz": gzip.compress,
    "bz2": bz2.compress,
    "xz": lzma.compress,
    "zst": zstandard.ZstdCompressor().compress,
}
WARC = b"WARC/1.1\r\nWARC-Type: warcinfo\r\nContent-Length: 0\r\n\r\n\r\n\r\n"


def records(count: int) -> bytes:
    words = random.Random(7).sample(range(10**9), count)
    return b"".join(json.dumps({"id": f"r{i}", "text": f"{TEXT} {n}."}).encode() + b"\n" for i, n in enumerate(words))


def zipped(members: dict[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize("kind", COMPRESS)
def test_one_file_compressed(tmp_path: Path, kind: str) -> None:
    write(tmp_path, f"mayor.txt.{kind}", COMPRESS[kind](TEXT.encode()))
    write(tmp_path, "unnamed", COMPRESS[kind](records(3)))
    assert names(read(tmp_path)) == ["mayor", "r0", "r1", "r2"]


@pytest.mark.parametrize("kind", COMPRESS)
def test_of_a_file_cut_off_the_whole_records_are_taken(tmp_path: Path, kind: str) -> None:
    raw = COMPRESS[kind](records(20_000 if kind == "bz2" else 4_000))
    path = write(tmp_path, "in.jsonl.gz", raw[: len(raw) * 9 // 10])
    found = list(_drafts(path))
    taken, last = found[:-1], found[-1]
    assert len(taken) > 1_000
    assert all(item.given_id == f"r{i}" for i, item in enumerate(taken))  # type: ignore[attr-defined]
    assert "is cut off or damaged (" in last.reason  # type: ignore[attr-defined]
    assert last.reason.endswith("what stood whole before that is taken")  # type: ignore[attr-defined]


def _drafts(path: Path) -> list[object]:
    from ingest.readers.finding import drafts

    return list(drafts([path]))


@pytest.mark.parametrize("kind", COMPRESS)
def test_half_a_text_is_no_article(tmp_path: Path, kind: str) -> None:
    raw = COMPRESS[kind](records(2_000).replace(b"{", b"("))
    write(tmp_path, "a.txt", raw[: len(raw) - 9])
    found = read(tmp_path)
    assert names(found) == []
    assert told(found, tmp_path)["a.txt"].startswith("is cut off or damaged (")


def test_many_streams_in_one_file(tmp_path: Path) -> None:
    parts = records(4).splitlines(keepends=True)
    for kind, compress in COMPRESS.items():
        found = read(write(tmp_path, f"in.{kind}", b"".join(map(compress, parts))))
        assert names(found) == ["r0", "r1", "r2", "r3"], kind


@pytest.mark.parametrize("kind", COMPRESS)
def test_a_bomb(tmp_path: Path, kind: str) -> None:
    line = json.dumps({"id": "a", "text": "b" * 4_000_000}).encode() + b"\n"
    found = read(write(tmp_path, "bomb", COMPRESS[kind](line * (FREE_BYTES // len(line) + 2))))
    assert told(found, tmp_path)["bomb"].startswith(f"unpacks to more than {MAX_RATIO} times its size")


def test_zip(tmp_path: Path) -> None:
    members = {"b/mayor.txt": TEXT, "list": records(2), "b/": "", "__MACOSX/b/._mayor.txt": "x", "style.css": "a{}"}
    for method in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA):
        found = read(write(tmp_path, "in", zipped({**members, "bad": b""}, method)))
        assert names(found) == ["mayor", "r0", "r1"]
        assert told(found, tmp_path) == {"in!bad": "is empty"}


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "C:\\windows\\a.txt", "a\nb.txt"])
def test_names_of_members_are_only_names(tmp_path: Path, name: str) -> None:
    found = read(write(tmp_path, "in.zip", zipped({name: TEXT, "empty" + name: ""})))
    assert len(names(found)) == 1
    (where,) = told(found, tmp_path)
    assert where == "in.zip!empty" + name.replace("\n", "\\n")
    assert [path.name for path in tmp_path.iterdir()] == ["in.zip"]


def test_a_member_with_a_password_is_told_and_the_rest_goes_on(tmp_path: Path) -> None:
    raw = bytearray(zipped({"locked.txt": TEXT, "open.txt": f"{TEXT} Open."}))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        raw[raw.index(mark) + at] |= 1
    found = read(write(tmp_path, "in.zip", bytes(raw)))
    assert names(found) == ["open"]
    assert told(found, tmp_path) == {"in.zip!locked.txt": "is protected by a password; unpack it yourself"}


def test_a_damaged_member_is_told_and_the_rest_goes_on(tmp_path: Path) -> None:
    raw = bytearray(zipped({"a.txt": TEXT, "b.txt": f"{TEXT} Two."}, zipfile.ZIP_STORED))
    raw[raw.index(b"mayor")] ^= 1
    found = read(write(tmp_path, "in.zip", bytes(raw)))
    assert names(found) == ["b"]
    assert "is cut off or damaged (Bad CRC-32" in told(found, tmp_path)["in.zip!a.txt"]


def test_archives_in_archives(tmp_path: Path) -> None:
    raw = zipped({"a.txt": TEXT})
    for depth in range(4):
        found = read(write(tmp_path, "in.zip", raw))
        assert names(found) == (["a"] if depth < 3 else []), depth
        raw = zipped({f"{depth}.zip": raw})
    assert told(found, tmp_path) == {"in.zip!2.zip!1.zip!0.zip!a.txt": "lies more than 3 archives deep"}


def test_bombs_in_archives_in_archives(tmp_path: Path) -> None:
    """Each archive alone grows within the limit; all together do not."""
    inner = zipped({f"{i}.txt": b"a " * 2_000_000 for i in range(9)})
    found = read(write(tmp_path, "in.zip", zipped({f"{i}.zip": inner for i in range(9)})))
    assert any(
        reason.startswith(f"unpacks to more than {MAX_RATIO} times") for reason in told(found, tmp_path).values()
    )


@pytest.mark.parametrize("streamed", [False, True])
@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_of_an_archive_cut_off_the_whole_members_are_taken(tmp_path: Path, method: int, streamed: bool) -> None:
    members = {f"{i}.txt": f"{TEXT} Number {i}." for i in range(5)}
    raw = _streamed(members) if streamed else zipped(members, method)
    path = write(tmp_path, "in.zip", raw[: raw.index(b"4.txt") + 60])
    found = read(path)
    assert names(found) == ["0", "1", "2", "3"]
    assert told(found, tmp_path) == {
        "in.zip!4.txt": "is cut off or damaged",
        "in.zip": "is cut off or damaged (File is not a zip file); 4 of its files stood whole before that",
    }


def _streamed(members: dict[str, str]) -> bytes:
    """An archive as it is written to a pipe: the sizes stand behind each member."""

    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

        def tell(self) -> int:
            raise io.UnsupportedOperation

    out = Pipe()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def test_a_zip_in_a_gzip(tmp_path: Path) -> None:
    assert names(read(write(tmp_path, "in.zip.gz", gzip.compress(zipped({"a.txt": TEXT}))))) == ["a"]


def test_an_archive_without_files(tmp_path: Path) -> None:
    assert told(read(write(tmp_path, "in.zip", zipped({}))), tmp_path) == {"in.zip": "the archive holds no file"}


@pytest.mark.parametrize(
    ("raw", "form"),
    [
        (WARC, "warc"),
        (gzip.compress(WARC), "warc"),
        (gzip.compress(TEXT.encode()), "compressed"),
        (b"\x1f\x8b broken", "compressed"),
        (zipped({"a.txt": TEXT}), "zip"),
        (b"", "text"),
    ],
)
def test_forms_by_content(raw: bytes, form: str) -> None:
    source = source_of(io.BytesIO(raw), where="x", stem="x")  # type: ignore[arg-type]
    assert form_of(source) == form
    assert source.stream.read() == raw


@pytest.mark.parametrize(
    ("members", "form"),
    [
        (["[Content_Types].xml", "_rels/.rels", "word/document.xml"], "docx"),
        (["xl/workbook.xml", "[Content_Types].xml"], "xlsx"),
        (["archive/data.warc.gz", "indexes/index.cdx", "datapackage.json"], "wacz"),
        (["archive/data.warc.gz"], "zip"),
        (["a.txt", "word/notes.txt"], "zip"),
        ([], "zip"),
    ],
)
def test_forms_of_archives_by_their_members(members: list[str], form: str) -> None:
    assert form_of_members(members) == form


def test_a_workbook_is_told_what_to_do(tmp_path: Path) -> None:
    write(tmp_path, "a.csv", zipped({"[Content_Types].xml": "<x/>", "xl/workbook.xml": "<x/>"}))
    assert told(read(tmp_path), tmp_path) == {"a.csv": "is a workbook of Excel; save its sheet as CSV"}


@settings(max_examples=80, deadline=None)
@given(data=st.data())
def test_no_damage_is_raised(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    """An archive with bytes changed, or cut off anywhere, is read or rejected."""
    kind = data.draw(st.sampled_from(["zip", *COMPRESS]))
    whole = zipped({"a.txt": TEXT, "b/c.jsonl": records(3)}) if kind == "zip" else COMPRESS[kind](records(3))
    raw = bytearray(whole[: data.draw(st.integers(4, len(whole)))])
    for at in data.draw(st.lists(st.integers(4, len(raw) - 1), max_size=3)) if len(raw) > 4 else []:
        raw[at] = data.draw(st.integers(0, 255))
    assert read(write(tmp_path_factory.mktemp("damage"), "in", bytes(raw)))


def test_a_member_that_says_a_false_size_of_a_cut_archive() -> None:
    header = struct.pack("<4s5H3I2H", b"PK\x03\x04", 20, 0, 0, 0, 0, 0, 2**32 - 1, 2**32 - 1, 1, 0)
    (found,) = salvage.members(io.BytesIO(header + b"a" + b"few"), Budget(packed=34))
    assert found == salvage.Salvaged("a", None, "is cut off or damaged")


def test_a_budget() -> None:
    budget = Budget(packed=FREE_BYTES)
    budget.charge(FREE_BYTES * MAX_RATIO)
    with pytest.raises(DamageError, match="times its size"):
        budget.charge(1)
