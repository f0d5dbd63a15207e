"""SHACL claims per second: the demo's claims, many times over, checked as `kg validate` does it.

python -m benchmarks.validation [ARTICLES]
"""

from __future__ import annotations

import sys
import tempfile
from dataclasses import replace
from itertools import cycle, islice
from pathlib import Path
from time import process_time

from benchmarks.corpus import write
from ingest.articles import read_articles
from ingest.claims import extract
from kg.ids import digest
from kg.ontology import load
from kg.rdf import quads
from kg.rdf.batches import batches_of
from kg.rdf.reports import checked

ARTICLES = 60


def measured(articles: int = ARTICLES) -> str:
    """A line with claims checked per second of one core, and what making their quads takes beside it."""
    with tempfile.TemporaryDirectory() as folder:
        read = list(extract(read_articles([write(10, Path(folder) / "articles.jsonl")])))
    copies = []
    for number, (article, claims) in enumerate(islice(cycle(read), articles)):
        id_ = digest(article.id, str(number))
        own = [replace(claim, id=digest(claim.id, str(number)), article=id_) for claim in claims]
        copies.append((replace(article, id=id_), own))
    list(checked(batches_of(quads(copies[:1]), "https://w3id.org/crisiskg/"), load()))  # reads the shapes
    start = process_time()
    made = sum(1 for _ in quads(copies))
    writing = process_time() - start
    start = process_time()
    count = sum(one.claims for one in checked(batches_of(quads(copies), "https://w3id.org/crisiskg/"), load()))
    seconds = process_time() - start
    said = f"{count / seconds:,.0f} claims a second, one core"
    return f"SHACL: {said} ({count:,} claims, {made:,} quads; making these takes {writing / seconds:.0%} of it)"


def main() -> None:
    print(measured(*map(int, sys.argv[1:2])))


if __name__ == "__main__":
    main()
