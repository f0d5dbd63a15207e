from __future__ import annotations

import gzip
import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.errors import BusyError, InputError, UsageError
from kg.fetching.archive import opened
from kg.fetching.index import Tail, indexed, whole_part
from tests.fetching.server import PAGE, Site, says
from tests.fetching.trips import Trips


def filled(site: Site, trips: Trips, pages: int = 3) -> bytes:
    site.scripts |= {f"/{n}": says(PAGE + str(n).encode() * n * 1000) for n in range(pages)}
    trips.go(*(site.url(f"/{n}") for n in range(pages)))
    return trips.archive.read_bytes()


def test_wherever_a_run_is_cut_off_the_next_goes_on(site: Site, trips: Trips) -> None:
    whole = filled(site, trips)
    urls = [site.url(f"/{n}") for n in range(3)]
    for cut in range(0, len(whole), max(1, len(whole) // 40)):
        trips.archive.write_bytes(whole[:cut])
        _, tail = indexed(io.BytesIO(whole[:cut]))
        assert tail.end <= cut
        trips.go(*urls)
        trips.check()
        assert sorted(trips.kept()) == urls
        # what was whole is still there, byte by byte
        assert trips.archive.read_bytes().startswith(whole[: tail.end])


@given(st.integers(0), st.integers(1, 255))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_damage_is_never_cut_away_with_what_follows_it(tmp_path: Path, at: int, change: int) -> None:
    records = [record(500 + n) for n in range(4)]
    raw = bytearray(b"".join(records))
    place = at % len(raw)
    raw[place] ^= change
    try:
        _, end = whole_part(io.BytesIO(raw), "a.warc.gz")
    except InputError:
        return
    assert end == len(raw) or place >= len(raw) - len(records[-1])


def test_another_file_is_left_alone(tmp_path: Path) -> None:
    for number, content in enumerate((b"my notes", gzip.compress(b"my notes"), b"\x1f\x8b", bytes(100_000))):
        path = tmp_path / f"{number}.warc.gz"
        path.write_bytes(content)
        if content == b"\x1f\x8b":
            continue
        with pytest.raises(InputError, match="is no web archive"), opened(path, {}):
            pass
        assert path.read_bytes() == content


def test_an_archive_in_one_piece_is_not_added_to(site: Site, trips: Trips) -> None:
    """Others could not read on behind the first piece."""
    whole = gzip.compress(gzip.decompress(filled(site, trips)))
    trips.archive.write_bytes(whole)
    with pytest.raises(InputError, match="not compressed record by record"):
        trips.outcome(site.url("/0"))
    assert trips.archive.read_bytes() == whole


def record(size: int) -> bytes:
    return gzip.compress(b"WARC/1.1\r\nContent-Length: %d\r\n\r\n%b\r\n\r\n" % (size, bytes(size)), mtime=0)


@pytest.mark.parametrize("size", [0, 65_480, 65_536, 65_537, 3_000_000])
def test_large_records_are_walked_through(size: int) -> None:
    """What is unpacked comes in pieces; the last piece may come when all has been read."""
    raw = record(size) * 2
    assert indexed(io.BytesIO(raw))[1] == Tail(len(raw))


@pytest.mark.parametrize("name", ["a.warc", "a.gz", "a.zip", "a"])
def test_names(name: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"let the name end so"), opened(tmp_path / name, {}):
        pass


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="there is no folder"), opened(tmp_path / "no" / "a.warc.gz", {}):
        pass


def test_one_at_a_time(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    with opened(path, {}), pytest.raises(BusyError, match="another process adds to it"), opened(path, {}):
        pass


def test_nothing_fetched_leaves_no_file(trips: Trips) -> None:
    trips.go("ftp://example.org/")
    assert not trips.archive.exists()


def test_what_is_said_of_the_run(site: Site, trips: Trips) -> None:
    filled(site, trips, 2)
    kinds = [kind for kind, _, _ in trips.records()]
    assert kinds == ["warcinfo", "response", "request", "response", "request"]
    about = trips.records()[0][2].decode()
    assert "software: crisis-kg/" in about
    assert "0 s between requests to one host; at most 32000000 bytes" in about
