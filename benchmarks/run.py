"""The figures of README's table: `make bench`. Speeds are ratios within one run, memory is a process's own peak."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.corpus import write
from benchmarks.exports import peaks, speeds
from benchmarks.questions import tables
from benchmarks.servers import again, rates
from benchmarks.validation import measured

KG = "import sys; from kg.cli import main; sys.argv = ['kg', *sys.argv[1:]]; main()"
STARTS = 15
SMALL, LARGE = 100, 1_000
EXPORTED = (30, 3)
"""Copies of the demo's claims whose export is timed (the first) and whose peaks are compared (both)."""

STORED = 900
"""Claims of the loads that are timed on each store."""

SPEED = """
import json, sys
from itertools import islice
from pathlib import Path
from time import process_time
import ingest.nlp
from ingest.articles import read_articles
from ingest.claims import BATCH, extract
articles = list(read_articles([Path(sys.argv[1])]))
nlp = ingest.nlp.load()
list(nlp.pipe([articles[0].text]))
start = process_time()
tokens = sum(len(doc) for doc in nlp.pipe(article.text for article in articles))
bare = tokens / (process_time() - start)
reading = extract([*articles[:BATCH], *articles])
list(islice(reading, BATCH))  # opens the model and the tables
start = process_time()
claims = sum(len(found) for _, found in reading)
print(json.dumps({"bare": bare, "ingest": tokens / (process_time() - start), "tokens": tokens, "claims": claims}))
"""

PEAK = """
import resource, sys
from kg.cli import main
sys.argv = ["kg", *sys.argv[1:]]
try:
    main()
finally:
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""

COUNT = """
import sys
from pathlib import Path
from kg.lookup import standing
from kg.project import find_project
print(sum(len(claims) for _, claims in standing(find_project(Path()))))
"""


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        print("| figure | measured | aim |\n|---|---|---|")
        _speed(folder)
        _start_up()
        _memory(folder)
        _cores(folder)
    print(f"| {measured().replace(': ', ' | ', 1)} | |")
    for line in (*speeds(EXPORTED[0]), *peaks(EXPORTED)):
        print(f"| {line.replace(': ', ' | ', 1)} | |")
    _stores()


def _stores() -> None:
    for line in rates(STORED):
        print(f"| {line} | at least 60 % |")
    for line in again(STORED):
        print(f"| {line} | |")
    for line in map(str.strip, tables()):
        if line.endswith("faster than their rows"):
            print(f"| {line}, demo once and ten times over | none |")


def _speed(folder: Path) -> None:
    found = json.loads(_python(SPEED, str(write(SMALL, folder / "speed.jsonl"))))
    ratio = found["ingest"] / found["bare"]
    said = f"{found['ingest']:,.0f} tokens/s; bare language pipeline {found['bare']:,.0f}: ratio {ratio:.2f}"
    print(f"| ingest beside the bare pipeline, one core | {said} | at least 0.5 |")


def _start_up() -> None:
    bare = _median(lambda: _python("pass"))
    ours = _median(lambda: _python(KG, "--help"))
    print(
        f"| `kg --help` beside `python -c pass` | {ours * 1e3:.0f} ms / {bare * 1e3:.0f} ms: "
        f"{ours / bare:.1f} times | under 6 |"
    )


def _memory(folder: Path) -> None:
    peaks: dict[str, list[float]] = {"ingest": [], "load": []}
    for count in (SMALL, LARGE):
        project = folder / f"p{count}"
        _python(KG, "init", str(project))
        articles = write(count, folder / f"{count}.jsonl")
        peaks["ingest"].append(_peak("ingest", str(articles), "--jobs", "1", cwd=project))
        start = time.perf_counter()
        peaks["load"].append(_peak("load", cwd=project))
        seconds = time.perf_counter() - start
    claims = int(_python(COUNT, cwd=project))
    print(
        f"| claims loaded on the embedded store | {claims / seconds:,.0f} a second "
        f"({claims:,} claims, {LARGE:,} articles) | |"
    )
    for what, (small, large) in peaks.items():
        said = f"{small:.0f} MB at {SMALL}, {large:.0f} MB at {LARGE:,} articles: {large / small:.2f} times"
        print(f"| peak memory of `kg {what}` | {said} | at most 1.3 |")


def _cores(folder: Path) -> None:
    """How much sooner two processes are done than one, on the larger corpus that `_memory` has written."""
    seconds = []
    for jobs in ("1", "2"):
        project = folder / f"jobs{jobs}"
        _python(KG, "init", str(project))
        start = time.perf_counter()
        _python(KG, "ingest", str(folder / f"{LARGE}.jsonl"), "--jobs", jobs, cwd=project)
        seconds.append(time.perf_counter() - start)
    rates = [LARGE / found for found in seconds]
    said = f"{rates[1]:.1f} and {rates[0]:.1f} articles a second: {rates[1] / rates[0]:.2f} times"
    print(f"| `kg ingest` of {LARGE:,} articles, two processes beside one | {said} | |")


def _peak(*arguments: str, cwd: Path) -> float:
    """The peak of resident memory, in MB, of a `kg` command."""
    return int(_python(PEAK, *arguments, cwd=cwd).splitlines()[-1]) / 1024


def _median(call: object) -> float:
    def timed() -> float:
        start = time.perf_counter()
        call()  # type: ignore[operator]
        return time.perf_counter() - start

    return statistics.median(timed() for _ in range(STARTS))


def _python(code: str, *arguments: str, cwd: Path | None = None) -> str:
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.run(command, cwd=cwd, check=True, stdout=subprocess.PIPE, text=True).stdout


if __name__ == "__main__":
    main()
