"""kg import as a process: the demo there and back, and the codes."""

from __future__ import annotations

from pathlib import Path

from tests.cli.test_start import kg

TEXT = "Askar Tolonov has defected from Ak-Jol to the Kyrgyz opposition. Russia pledged $50 million to Kyrgyzstan."


def test_an_export_goes_there_and_back_by_command(tmp_path: Path) -> None:
    for name in ("a", "b"):
        assert kg("init", name, cwd=tmp_path).returncode == 0
    (tmp_path / "note.txt").write_text(TEXT, encoding="utf-8")
    assert kg("ingest", "note.txt", "--date", "2010-04-15", "--project", "a", cwd=tmp_path).returncode == 0
    assert kg("load", "--project", "a", cwd=tmp_path).returncode == 0
    assert kg("export", "--format", "jsonld", "-o", "x.jsonld", "--project", "a", cwd=tmp_path).returncode == 0
    done = kg("import", "x.jsonld", "--project", "b", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "only quotes" in done.stderr
    claims = [{p.name: p.read_bytes() for p in (tmp_path / name / "claims").rglob("*.jsonl")} for name in ("a", "b")]
    assert claims[0]
    assert claims[0] == claims[1]
    assert (tmp_path / "a" / "decisions.jsonl").read_bytes() == (tmp_path / "b" / "decisions.jsonl").read_bytes()
    assert kg("load", "--project", "b", cwd=tmp_path).returncode == 0
    claim = next(iter(claims[0].values())).decode().partition('{"claim":"')[2][:16]
    told = kg("explain", claim, "--project", "b", cwd=tmp_path)
    assert told.returncode == 2
    assert "only quotes" in told.stderr


def test_what_is_no_export_ends_with_3_and_a_sentence(tmp_path: Path) -> None:
    assert kg("init", "a", cwd=tmp_path).returncode == 0
    (tmp_path / "x.trig").write_text("nonsense", encoding="utf-8")
    done = kg("import", "x.trig", "--project", "a", cwd=tmp_path)
    assert done.returncode == 3
    assert done.stderr.startswith("kg: x.trig:1: not TriG")
    assert len(done.stderr.splitlines()) == 1
