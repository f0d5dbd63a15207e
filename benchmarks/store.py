"""What the embedded store must stand, and how fast it loads.

python benchmarks/store.py labels           every class's set of labels, under `ulimit -S -n 256`
python benchmarks/store.py claims [NUMBER]  claims loaded a second, peak memory, and a second load
python benchmarks/store.py shared [NUMBER]  so many reports, and half as many, that share who and with whom
"""

from __future__ import annotations

import datetime as dt
import hashlib
import random
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psutil

from kg.cypher import create_edges, create_nodes
from kg.ids import claim_id, entity_id, text_sha256
from kg.model import Article, Claim, Edge, Interval, Mention, Node, Span
from kg.ontology import load as load_ontology
from kg.project import Project, init_project, write_claims
from kg.stores import open_store
from kg.stores.contents import counts
from kg.stores.load import load

CLAIMS_AN_ARTICLE = 30
"""About what a reader finds in an article of 800 words (the gold articles have 36)."""

CLASSES = ("Attack", "AidPledge", "Meeting", "Demonstration", "Arrest", "Condemnation", "Defection", "Tenure")
SENTENCE = "On that day {0} had to do with {1} in the town, as people there told a reporter. "


def claims(number: int) -> Iterator[tuple[Article, list[Claim]]]:
    """Articles with so many claims in all: made-up people of made-up sides, some of them in every article."""
    choose = random.Random(2010)
    for first in range(0, number, CLAIMS_AN_ARTICLE):
        day = dt.date(2010, 4, 1) + dt.timedelta(days=first // CLAIMS_AN_ARTICLE % 365)
        names = [
            (f"Person {choose.randrange(number // 20 + 5)} Made-Up", f"Side {choose.randrange(200)}") for _ in range(30)
        ]
        text = "".join(SENTENCE.format(*pair) for pair in names)
        article = Article(
            hashlib.sha256(str(first).encode()).hexdigest()[:16],
            text,
            text_sha256(text),
            f"article-{first}",
            publisher=f"Outlet {first % 40}",
            published=day,
        )
        yield article, [_claim(article, n, *names[n], choose=choose) for n in range(min(30, number - first))]


def _claim(article: Article, number: int, person: str, side: str, *, choose: random.Random) -> Claim:
    class_ = choose.choice(CLASSES)
    start = article.text.index(SENTENCE.format(person, side))
    span = Span(start, start + len(SENTENCE.format(person, side)) - 1)
    who = Mention(entity_id(branch="Person", name=person), person, "Person", text=person, named=True)
    other = Mention(entity_id(branch="Organization", name=side), side, "Party", text=side, named=True)
    post = Mention(entity_id(branch="Post", name=f"Head of {side}"), f"Head of {side}", "Post", named=True)
    roles = {"Defection": {"leftSide": (other,)}, "Tenure": {"post": (post,)}}.get(class_, {"recipient": (other,)})
    day = article.published
    return Claim(
        claim_id(article, class_, span=span, voice="author", ordinal=number),
        article.id,
        f"s{number}",
        class_,
        "state" if class_ == "Tenure" else "event",
        "affirmed",
        "certain",
        "author",
        (span,),
        "benchmark",
        0.9,
        roles={"actor": (who,), **roles},
        date=Interval(str(day), day, day),
    )


def project_of(root: Path, number: int) -> Project:
    project = init_project(root)
    for article, told in claims(number):
        write_claims(project, article, claims=told, run="benchmark")
    return project


# ---------------------------------------------------------------------------------------------------- the gate


def labels() -> None:
    """One node of every set of labels and one edge of every type, with a soft limit of 256 open files."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (256, hard))
    ontology = load_ontology()
    with tempfile.TemporaryDirectory() as folder, open_store(init_project(Path(folder))) as store:
        store.ensure_schema()
        sets = [(*found.ancestors, "Resource") for found in ontology.classes.values()]
        nodes = [Node(f"x:{n}", found, {"name": str(n)}) for n, found in enumerate(sets)]
        types = [*(s.type for s in ontology.shortcuts), *(role.upper() for role in ontology.roles)]
        edges = [Edge("x:0", type_, "x:1", {}) for type_ in types]
        started = time.perf_counter()
        store.write([*create_nodes(nodes), *create_edges(edges)])
        store.ensure_search()
        seconds = time.perf_counter() - started
        held = counts(store)
        print(f"{len(sets)} sets of labels and {len(types)} types of edges in {seconds:.1f} s: {held}")
        soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
        print(f"{psutil.Process().num_fds()} open files; the soft limit was 256 and is now {soft}")
        assert held == (len(sets), len(types))


# -------------------------------------------------------------------------------------------------------- speed


def speed(number: int = 100_000) -> None:
    """Claims a second into an empty store, the peak memory of the process, and a second load."""
    with tempfile.TemporaryDirectory() as folder:
        started = time.perf_counter()
        project = project_of(Path(folder), number)
        print(f"{number} claims written to the folder in {time.perf_counter() - started:.0f} s", flush=True)
        with open_store(project) as store:
            for _ in range(2):
                started = time.perf_counter()
                report = load(project, store)
                seconds = time.perf_counter() - started
                print(f"{report.summary()}: {seconds:.1f} s, {number / seconds:.0f} claims/s", flush=True)
            size = sum(path.stat().st_size for path in project.store.rglob("*") if path.is_file())
            print(f"{counts(store)} nodes and edges, {size / 1e6:.0f} MB in .kg")
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"peak memory {peak:.0f} MB")


def shared(number: int = 1000) -> None:
    """Reports that all share a pair: of one post, which are one situation, and of attacks on days of their own.

    Twice as many reports should take about twice as long.
    """
    for class_ in ("Tenure", "Attack"):
        for count in (number // 2, number):
            with tempfile.TemporaryDirectory() as folder:
                project = init_project(Path(folder))
                for n in range(count):
                    article, claim = _shared(class_, n)
                    write_claims(project, article, claims=[claim], run="benchmark")
                with open_store(project) as store:
                    started = time.process_time()
                    report = load(project, store)
                seconds = time.process_time() - started
                print(f"{count} x {class_}: {report.situations} situations in {seconds:.1f} s of processor", flush=True)


def _shared(class_: str, number: int) -> tuple[Article, Claim]:
    """An article with one claim: it shares the pair with every other, and an attack's day with none."""
    day = dt.date(2010, 1, 1) + dt.timedelta(days=number)
    text = SENTENCE.format("A person", "a side")
    id_ = hashlib.sha256(f"{class_} {number}".encode()).hexdigest()[:16]
    article = Article(id_, text, text_sha256(text), f"article-{number}", publisher="Outlet", published=day)
    who, side, post = (
        Mention(entity_id(branch=branch, name=name), name, type_, named=True)
        for branch, name, type_ in (
            ("Person", "Person Made-Up", "Person"),
            ("Organization", "Side 1", "Party"),
            ("Post", "Head of Side 1", "Post"),
        )
    )
    span, state = Span(0, 9), class_ == "Tenure"
    return article, Claim(
        claim_id(article, class_, span=span, voice="author", ordinal=0),
        article.id,
        "s",
        class_,
        "state" if state else "event",
        "affirmed",
        "certain",
        "author",
        (span,),
        "benchmark",
        0.9,
        roles={"actor": (who,), **({"post": (post,)} if state else {"recipient": (side,)})},
        date=None if state else Interval(str(day), day, day),
    )


def main() -> None:
    command, *rest = sys.argv[1:] or ["claims"]
    commands = {"labels": labels, "claims": speed, "shared": shared}
    commands[command](*(int(word) if word.isdigit() else word for word in rest))


if __name__ == "__main__":
    main()
