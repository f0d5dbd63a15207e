"""The wheel, installed in a new environment away from the checkout, does the main job."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
LOCK = ROOT / "requirements.lock"


def run(*command: str | Path, cwd: Path) -> str:
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("NEO4J_", "PYTHON", "KG_"))}
    done = subprocess.run([*map(str, command)], cwd=cwd, capture_output=True, text=True, env=clean, check=False)
    assert done.returncode == 0, f"{command}\n{done.stdout[-2000:]}\n{done.stderr[-2000:]}"
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", out, ROOT, cwd=out)
    return next(out.glob("*.whl"))


def test_the_wheel_holds_the_data(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    for part in (
        "ontology/core.ttl",
        "queries/who-defected.cypher",
        "queries/who-defected.rq",
        "registry/countries.csv",
    ):
        assert f"kg/data/{part}" in names
    assert "kg/data/demo/articles.jsonl" in names
    assert {"kg/server/pom.xml", "kg/server/digests/5.26.30.sha256"} <= set(names)
    assert any(name.startswith("ingest/frames/") for name in names)
    assert any(name.startswith("ingest/nlp/model/") and name.endswith(".onnx") for name in names)
    assert not any(name.startswith(("tests/", "benchmarks/")) for name in names)


@pytest.mark.timeout(600)
def test_installed_from_the_wheel_the_demo_runs(wheel: Path, tmp_path: Path) -> None:
    env = tmp_path / "env"
    run(sys.executable, "-m", "venv", env, cwd=tmp_path)
    pip = (env / "bin" / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
    run(*pip, "--constraint", _versions(tmp_path), wheel, cwd=tmp_path)
    said = run(env / "bin" / "kg", "demo", cwd=tmp_path)
    assert "Ak-Jol" in said
    assert "United States" in said
    assert "“" in said


def _versions(folder: Path) -> Path:
    """The locked versions without their hashes, as constraints."""
    pins = [line.split("\\")[0].strip() for line in LOCK.read_text("utf-8").splitlines() if line[:1].isalpha()]
    path = folder / "constraints.txt"
    path.write_text("\n".join(pins) + "\n", encoding="utf-8")
    return path
