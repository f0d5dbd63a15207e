"""How the time of every canned question grows with the graph: on the demo's, and on several copies of it.

python -m benchmarks.questions [STORE …] [TIMES …]

For each store (embedded, 5.26.30, 2026.08.1; all that can be had when none is named) a table in Markdown, a question a
row: its rows and the milliseconds that they take at each size (1 and 10 times when none is given); and how many times
as many rows and milliseconds the last size has as the first. Time is processor time, of this process and of the server
that it has started, in the best of some rounds: other work on the machine hardly shows in it. A question grows faster
than its rows when the time has grown more than they have, by more than a quarter and 5 ms. Copies have people, places,
countries and days of their own: a question about one of these has the rows of one copy at any size.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

from benchmarks.copies import demo_times
from benchmarks.servers import emptied, stores
from kg.project import Project, init_project
from kg.queries import Query, all_queries, ask
from kg.stores import Store
from kg.stores.contents import counts
from kg.stores.load import load

TIMES = (1, 10)
ROUNDS, REPEATS = 8, 10
"""All questions are asked in so many rounds, each so often in a round."""
STEP = 100
"""Articles between two lines of progress."""


@dataclass(frozen=True, slots=True)
class Measured:
    """Rows of a question, and the seconds of processor time that asking takes."""

    rows: int
    seconds: float


def tables(names: Sequence[str] = (), times: Sequence[int] = TIMES) -> Iterator[str]:
    """The lines of a table for each store."""
    with tempfile.TemporaryDirectory() as folder:
        projects = [demo_times(Path(folder) / str(size), size) for size in times]
        with stores(init_project(Path(folder) / "any"), names) as found:
            for name, store in found:
                yield from _table(name, store, dict(zip(times, projects, strict=True)))


def _table(name: str, store: Store, projects: dict[int, Project]) -> Iterator[str]:
    sizes, rows = [], {query.name: list[Measured]() for query in all_queries()}
    for size, project in projects.items():
        _filled(name, store, project)
        sizes.append(f"{size}× ({counts(store)[0]:,} nodes)")
        if size == min(projects):
            # the first answers of a server that has just started are slow
            _asked_all(store)
        for question, found in _asked_all(store).items():
            rows[question].append(found)
    yield f"| {name} | {' | '.join(sizes)} | rows grow | time grows |\n|{'---|' * (len(sizes) + 3)}"
    yield from (_row(question, measured) for question, measured in rows.items())
    growing = sum(grows_faster(measured) for measured in rows.values())
    yield f"\n{name}: {growing} of {len(rows)} questions grow faster than their rows\n"


def _filled(name: str, store: Store, project: Project) -> None:
    """The store emptied, and the project loaded; the progress goes to stderr."""

    def progress(done: int, total: int | None) -> None:
        if done % STEP == 0 or total is not None:
            print(f"{name}: {done} articles {'read' if total is None else f'of {total} loaded'}", file=sys.stderr)

    emptied(project, store)
    assert not load(project, store, progress=progress).problems


def _asked_all(store: Store) -> dict[str, Measured]:
    """The fastest of all rounds, by question."""
    rounds = [{query.name: _asked(query, store) for query in all_queries()} for _ in range(ROUNDS)]
    return {name: min((one[name] for one in rounds), key=lambda found: found.seconds) for name in rounds[0]}


def _asked(query: Query, store: Store) -> Measured:
    given = {p.name: p.example for p in query.parameters if p.example is not None}
    started = _processor()
    for _ in range(REPEATS):
        rows = len(ask(store, query, given).rows)
    return Measured(rows, (_processor() - started) / REPEATS)


def _processor() -> float:
    """Seconds of processor time of this process, in which the embedded store is, and of the server that it started."""
    times = [child.cpu_times() for child in psutil.Process().children()]
    return time.process_time() + sum(child.user + child.system for child in times)


def grows_faster(found: Sequence[Measured]) -> bool:
    """Whether time has grown more than rows have, with a quarter and five milliseconds for noise."""
    return found[-1].seconds > 1.25 * found[0].seconds * _growth(found) + 0.005


def _growth(found: Sequence[Measured]) -> float:
    return max(found[-1].rows, 1) / max(found[0].rows, 1)


def _row(question: str, found: Sequence[Measured]) -> str:
    cells = " | ".join(f"{one.rows:,} in {one.seconds * 1e3:.1f} ms" for one in found)
    slower = f"{found[-1].seconds / found[0].seconds:.1f} times{', faster than rows' if grows_faster(found) else ''}"
    return f"| `{question}` | {cells} | {_growth(found):.0f} times | {slower} |"


def main() -> None:
    names = [word for word in sys.argv[1:] if not word.isdigit()]
    times = [int(word) for word in sys.argv[1:] if word.isdigit()]
    for line in tables(names, times or TIMES):
        print(line, flush=True)


if __name__ == "__main__":
    main()
