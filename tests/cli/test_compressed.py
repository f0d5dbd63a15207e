"""A name that ends in .gz or .zst gives a compressed file with the same content, the same bytes each time."""

from __future__ import annotations

import gzip
import subprocess
import sys
from pathlib import Path

import pytest
import zstandard

from kg.cli.options import output
from tests.cli.test_start import kg

ROOT = Path(__file__).resolve().parents[2]
TEXT = "Ак Жол\n" * 10_000


def unpacked(path: Path) -> str:
    if path.suffix == ".zst":
        return zstandard.ZstdDecompressor().stream_reader(path.read_bytes()).read().decode("utf-8")
    return gzip.decompress(path.read_bytes()).decode("utf-8")


@pytest.mark.parametrize("name", ["a.nq.gz", "a.GZ", "a.csv.zst"])
def test_what_goes_in_comes_out_and_the_bytes_are_the_same(name: str, tmp_path: Path) -> None:
    (tmp_path / "x").mkdir()
    for path in (tmp_path / name, tmp_path / "x" / f"other-{name}"):
        with output(path) as file:
            file.write(TEXT)
    first, second = tmp_path / name, tmp_path / "x" / f"other-{name}"
    assert first.read_bytes() == second.read_bytes()
    assert first.stat().st_size < len(TEXT) / 10
    assert unpacked(first) == TEXT


@pytest.mark.parametrize("name", ["a.nq.gz", "a.csv.zst"])
def test_an_error_leaves_what_was_there(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(b"kept")
    with pytest.raises(RuntimeError, match="stop"):
        _stopped(tmp_path / name)
    assert (tmp_path / name).read_bytes() == b"kept"
    assert [path.name for path in tmp_path.iterdir()] == [name]


def _stopped(path: Path) -> None:
    with output(path) as file:
        file.write(TEXT)
        raise RuntimeError("stop")


def test_an_export_of_nothing_is_a_whole_file(tmp_path: Path) -> None:
    assert kg("init", cwd=tmp_path).returncode == 0
    done = kg("export", "--format", "csv", "-o", "claims.csv.gz", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert unpacked(tmp_path / "claims.csv.gz").startswith("claim,class,")


@pytest.mark.skipif(sys.version_info >= (3, 14), reason="the standard library writes it from 3.14 on")
def test_what_is_missing_is_named(tmp_path: Path) -> None:
    hidden = "import sys; sys.modules['zstandard'] = None; from kg.cli import main; sys.argv = sys.argv[1:]; main()"
    (tmp_path / "kg.toml").touch()
    command = [sys.executable, "-c", hidden, "kg", "export", "--format", "csv", "-o", "claims.csv.zst"]
    done = subprocess.run(command, cwd=tmp_path, env={"PYTHONPATH": str(ROOT)}, capture_output=True, text=True)
    assert done.returncode == 2
    assert "pip install 'crisis-kg[zstd]'" in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert not (tmp_path / "claims.csv.zst").exists()
