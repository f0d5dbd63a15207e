"""How well ingest reads: gold articles and PLOVER records, scored by the scorers beside the checkout.

usage: python benchmarks/extraction.py [SHARED] [--errors FILE]

SHARED (default ../shared) holds gold/dev, gold/devtest, gold/plover_dev.jsonl and eval/score.py, eval/score_plover.py.
Prints one line of figures a set; of devtest totals only. `--errors` writes what is wrong on dev to a file.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

import yaml

from ingest.claims import extract
from kg.export.plover import plover_records
from kg.ids import article_id, text_sha256
from kg.model import Article
from kg.ontology import load

SEED = "rferl_bakiev"
SHARED = Path(__file__).resolve().parents[2] / "shared"
FIGURES = ("type", "class", "roles", "dyad", "who", "full", "events")


def gold_articles(folder: Path) -> Iterator[Article]:
    for path in sorted(folder.glob("*.yml")):
        gold = yaml.safe_load(path.read_text("utf-8"))
        yield article(gold["article"], path.with_suffix(".txt").read_text("utf-8"), gold.get("published"))


def plover_articles(path: Path) -> Iterator[Article]:
    for line in path.read_text("utf-8").splitlines():
        record = json.loads(line)
        yield article(record["id"], record["text"], record.get("date"))


def article(name: str, text: str, day: object) -> Article:
    published = None if day is None else dt.date.fromisoformat(str(day))
    return Article(article_id(text=text, given_id=name), text, text_sha256(text), name, published=published)


def records(articles: Iterable[Article]) -> list[dict[str, object]]:
    ontology = load()
    return [r for art, claims in extract(articles) for r in plover_records(art, claims, ontology=ontology)]


def written(folder: Path, name: str, rows: Iterable[dict[str, object]]) -> Path:
    path = folder / f"{name}.jsonl"
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


def scored(script: Path, *options: object) -> str:
    command = [sys.executable, str(script), *map(str, options)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def gold_part(folder: Path, gold: Path, names: Iterable[str]) -> Path:
    folder.mkdir()
    for name in names:
        (folder / f"{name}.yml").symlink_to((gold / f"{name}.yml").resolve())
    return folder


def together(shared: Path, scratch: Path) -> dict[str, float]:
    """F of each of FIGURES over the gold articles of dev and devtest as one set."""
    parts = [shared / "gold" / part for part in ("dev", "devtest")]
    gold, found = scratch / "gold", []
    gold.mkdir()
    for part in parts:
        found += records(gold_articles(part))
        for path in part.iterdir():
            (gold / path.name).symlink_to(path.resolve())
    return figures_of(written(scratch, "claims", found), gold, shared)


def figures_of(claims: Path, gold: Path, shared: Path) -> dict[str, float]:
    """F of each of FIGURES: a file of claims beside a folder of gold articles with their texts."""
    figures = json.loads(scored(shared / "eval" / "score.py", "--gold", gold, "--texts", gold, "--json", claims))
    return {name: figures[name]["F"] for name in FIGURES}


def line(name: str, figures: dict[str, object]) -> str:
    cells = [f"{key} {figures[key]['F']:.3f}" for key in FIGURES]  # type: ignore[index]
    precise = figures["class"]
    return f"{name:10} " + "  ".join(cells) + f"  (class P {precise['precision']:.3f} R {precise['recall']:.3f})"  # type: ignore[index]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path, nargs="?", default=SHARED)
    parser.add_argument("--errors", type=Path)
    options = parser.parse_args()
    gold, score = options.shared / "gold", options.shared / "eval" / "score.py"
    started = time.perf_counter()
    with tempfile.TemporaryDirectory() as scratch_name:
        scratch = Path(scratch_name)
        dev = records(gold_articles(gold / "dev"))
        others = [p.stem for p in (gold / "dev").glob("*.yml") if p.stem != SEED]
        for name, wanted in (("seed", [SEED]), ("other dev", others)):
            part = gold_part(scratch / f"gold {name}", gold / "dev", wanted)
            path = written(scratch, name, (r for r in dev if r["article"] in wanted))
            where = ("--gold", part, "--texts", gold / "dev")
            print(line(name, json.loads(scored(score, *where, "--json", path))))
            if options.errors is not None and name == "other dev":
                options.errors.write_text(scored(score, *where, "--errors", path), encoding="utf-8")
        path = written(scratch, "devtest", records(gold_articles(gold / "devtest")))
        where = ("--gold", gold / "devtest", "--texts", gold / "devtest")
        print(line("devtest", json.loads(scored(score, *where, "--json", path))))
        plover = gold / "plover_dev.jsonl"
        path = written(scratch, "plover", records(plover_articles(plover)))
        print(
            "plover    ", scored(options.shared / "eval" / "score_plover.py", "--gold", plover, "--json", path).strip()
        )
    print(f"{time.perf_counter() - started:.1f} s")


if __name__ == "__main__":
    main()
