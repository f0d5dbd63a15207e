"""What is compressed on the way out comes back, and what was cut off on the way is not taken for whole."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.compression import SUFFIXES, compressor, decompressed, without_suffix
from kg.errors import InputError


def written(path: Path, content: bytes) -> bytes:
    with path.open("wb") as raw, compressor(path)(raw) as file:
        file.write(content)
    return path.read_bytes()


@pytest.mark.parametrize("suffix", ["", *SUFFIXES])
@settings(max_examples=40, deadline=None)
@given(parts=st.lists(st.binary(max_size=200), max_size=3), times=st.sampled_from([1, 5_000]))
def test_any_content_comes_back(suffix: str, parts: list[bytes], times: int) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"x.nq{suffix}"
        path.write_bytes(b"".join(written(path, part * times) for part in parts))
        with decompressed(path) as file:
            assert file.read() == b"".join(part * times for part in parts)


@pytest.mark.parametrize("suffix", [*SUFFIXES])
@settings(max_examples=40, deadline=None)
@given(content=st.binary(min_size=1, max_size=50), data=st.data())
def test_a_file_that_was_cut_off_is_damaged(suffix: str, content: bytes, data: st.DataObject) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"x.nq{suffix}"
        raw = written(path, content)
        path.write_bytes(raw[: data.draw(st.integers(1, len(raw) - 1))])
        with pytest.raises(InputError, match="damaged"), decompressed(path) as file:
            file.read()


@pytest.mark.parametrize("suffix", [*SUFFIXES])
def test_what_is_not_compressed_is_damaged(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"x.nq{suffix}"
    path.write_bytes(b"plain words")
    with pytest.raises(InputError, match=r"x\.nq.*damaged"), decompressed(path) as file:
        file.read()


def test_what_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"no\.gz: cannot be read: No such file"), decompressed(tmp_path / "no.gz"):
        pass


def test_the_name_without_its_suffix() -> None:
    assert without_suffix(Path("a/claims.trig.GZ")) == Path("a/claims.trig")
    assert without_suffix(Path("a/claims.trig")) == Path("a/claims.trig")
