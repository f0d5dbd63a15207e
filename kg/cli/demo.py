"""The demo, and what `kg doctor` shows."""

from __future__ import annotations

import hashlib
import platform
import time
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from kg.cli.options import progress, report, say, store_of

if TYPE_CHECKING:
    from kg.project import Project
    from kg.stores import Store

__all__ = ["QUESTIONS", "diagnosis", "run"]

QUESTIONS: tuple[tuple[str, dict[str, str]], ...] = (
    ("who-defected", {"from": "Ak-Jol"}),
    ("who-offered-aid", {}),
    ("deaths-by-source", {}),
    ("what-is-denied", {}),
)
"""The canned questions that the demo asks, with their parameters."""

SENTENCE = "The governor told reporters in the northern town on Tuesday that talks with the rebels had broken down. "
SPEED_TOKENS = 2_000
"""So many tokens make a measurement of a second or less."""


def run(folder: Path) -> None:
    """Ingest and load the demo's articles into the folder, then ask the questions, each with its evidence."""
    from kg.build import ingest_into
    from kg.project import Problem, init_project
    from kg.resources import folder as shipped
    from kg.stores.load import load

    project = init_project(folder)
    with progress("reading articles") as show:
        results = []
        for result in ingest_into(project, [shipped("demo") / "articles.jsonl"]):
            results.append(result)
            show(len(results), None)
    report(result for result in results if isinstance(result, Problem))
    say(f"{sum(not isinstance(result, Problem) for result in results)} articles read")
    with store_of(project) as store:
        with progress("loading") as show:
            say(load(project, store, progress=show).summary())
        for name, parameters in QUESTIONS:
            _ask(store, name, parameters)
    _next_steps(project)


def _ask(store: Store, name: str, parameters: dict[str, str]) -> None:
    from kg.queries import ask, find_query, render_why, sentences

    query = find_query(name)
    options = "".join(f" --{key} {value}" for key, value in parameters.items())
    typer.echo(f"\n{query.question}\n$ kg ask {name}{options} --why\n")
    answer = ask(store, query, parameters)
    for line in render_why(answer, sentences(store, answer), "table"):
        typer.echo(line)


def _next_steps(project: Project) -> None:
    typer.echo(f"\nThe project is in {project.root}. Go there and try: kg queries; kg show Ak-Jol; kg ask dyads --why")


def diagnosis(project: Path) -> Iterator[str]:
    """Lines on versions, the language model, its speed on this machine, where data lies, and the folder's store."""
    import ingest.nlp
    from ingest.nlp.weights import FOLDER
    from kg.resources import folder

    yield f"kg {metadata.version('crisis-kg')}, Python {platform.python_version()}, {platform.platform()}"
    for package in ("arcadedb", "neo4j", "spacy", "onnxruntime", "rdflib", "pyoxigraph"):
        yield f"{package} {metadata.version(package)}"
    for name in ("ontology", "queries", "registry"):
        yield f"{name}: {folder(name)}"
    yield from _store(project)
    start = time.perf_counter()
    nlp = ingest.nlp.load()
    loaded = time.perf_counter()
    sums = hashlib.sha256((FOLDER / "SHA256SUMS").read_bytes()).hexdigest()
    yield f"language model: files of digest {sums[:16]} (see SHA256SUMS beside them), loaded in {loaded - start:.1f} s"
    doc = nlp(SENTENCE * (SPEED_TOKENS // len(SENTENCE.split())))
    yield f"language model's speed: {len(doc) / (time.perf_counter() - loaded):,.0f} tokens a second"


def _store(folder: Path) -> Iterator[str]:
    """Which store the folder uses, whether it answers, and which Neo4j is installed."""
    from kg.errors import KgError
    from kg.project import find_project
    from kg.server.jars import installed, servers_folder
    from kg.stores import store_name

    versions = ", ".join(release.version for release in installed())
    yield f"Neo4j installed by kg: {versions or 'none'} in {servers_folder()}"
    try:
        project = find_project(folder)
        yield f"store: {store_name(project)}"
        with store_of(project):
            pass
    except KgError as error:
        yield f"store: {error}"
