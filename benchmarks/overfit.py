"""Whether rules were made for the articles that they were written with: dev without what hardly fires elsewhere.

python -m benchmarks.overfit ARTICLES [SHARED]

ARTICLES is a folder of plain texts. What fires is a rule with the word it fires at: the entry of a frame, or of a title
or another construction. The claims of gold dev that nothing else tells than entries which fire in fewer than OTHERS
articles outside of the gold are taken away, and the rest is scored beside all. The folder is read in the order of the
hashes of its names, LIMIT articles of it.
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from benchmarks.extraction import FIGURES, SHARED, figures_of, gold_articles, written
from benchmarks.judged import gold_names, texts
from ingest.claims import Told, scenes, told_in
from ingest.frames import Scene
from ingest.situations import main_token
from kg.export.plover import plover_records
from kg.model import Article, Claim
from kg.ontology import load

OTHERS = 3
LIMIT = 1000

Entry = tuple[str, str]
"""A rule, and the lemma of the word that it fires at."""

Fired = tuple[Claim, frozenset[Entry]]


def fired(articles: Iterable[Article]) -> Iterator[tuple[Article, list[Fired]]]:
    """Each article with its claims, each with what tells it."""
    for article, scene in scenes(articles):
        yield article, [(told.claim, _entries(scene, told)) for told in told_in(article, scene)]


def _entries(scene: Scene, told: Told) -> frozenset[Entry]:
    return frozenset((c.rule, scene.doc[main_token(c)].lemma_.lower()) for c in told.candidates)


def others(folder: Path, shared: Path) -> Iterator[Article]:
    """Articles outside of the gold."""
    return texts(folder, gold_names(shared), most=LIMIT)


def main() -> None:
    match sys.argv[1:]:
        case [articles, *rest] if len(rest) <= 1:
            shared = Path(rest[0]) if rest else SHARED
            sys.stdout.writelines(f"{line}\n" for line in report(Path(articles), shared))
        case _:
            sys.exit(__doc__)


def report(articles: Path, shared: Path) -> Iterator[str]:
    elsewhere: Counter[Entry] = Counter()
    claims = []
    for _, found in fired(others(articles, shared)):
        elsewhere.update({entry for _, entries in found for entry in entries})
        claims.append(len(found))
    yield f"{len(claims)} other articles, {sorted(claims)[len(claims) // 2]} claims in the median one"
    dev = shared / "gold" / "dev"
    own = list(fired(gold_articles(dev)))
    entries = {entry for _, found in own for _, some in found for entry in some}
    rare = {entry for entry in entries if elsewhere[entry] < OTHERS}
    yield f"{len(rare)} of the {len(entries)} entries that fire in dev fire in fewer than {OTHERS} of them"
    every = {"all": own, "without": [(a, [(c, some) for c, some in found if some - rare]) for a, found in own]}
    for name, left in every.items():
        yield f"{name:8} {_scored(left, dev, shared)}"


def _scored(own: Iterable[tuple[Article, list[Fired]]], dev: Path, shared: Path) -> str:
    ontology = load()
    rows = (r for a, found in own for r in plover_records(a, (claim for claim, _ in found), ontology=ontology))
    with tempfile.TemporaryDirectory() as scratch:
        figures = figures_of(written(Path(scratch), "claims", rows), dev, shared)
    return "  ".join(f"{name} {figures[name]:.3f}" for name in FIGURES)


if __name__ == "__main__":
    main()
