"""Measure dates on gold articles: of the gold claims with a date, how many get it from the words of their first quote.

usage: python benchmarks/dates.py FOLDER    with NAME.txt and NAME.yml (claims with `spans` and `date`, `published`)

in sentence: some time named in the quote's sentence is the gold one.  attached: `Times.of` the quote's predicate is.
"""

from __future__ import annotations

import argparse
import datetime as dt
from collections import Counter
from pathlib import Path

import yaml
from spacy.tokens import Doc, Span

import ingest.nlp
from ingest.dates import dates_in, times_of
from kg.model import Interval

Ends = tuple[dt.date | None, dt.date | None]


def ends(interval: Interval | None) -> Ends | None:
    return None if interval is None else (interval.earliest, interval.latest)


def quoted(doc: Doc, span: list[int]) -> Span | None:
    return doc.char_span(span[0], span[1], alignment_mode="expand")


def measure(folder: Path, counts: Counter[str], *, verbose: bool) -> None:
    nlp = ingest.nlp.load()
    for path in sorted(folder.glob("*.yml")):
        gold = yaml.safe_load(path.read_text("utf-8"))
        doc = nlp(path.with_suffix(".txt").read_text("utf-8"))
        dates = list(dates_in(doc, published=gold.get("published")))
        times = times_of(doc, dates)
        for claim in gold["claims"]:
            quote = quoted(doc, claim["spans"][0])
            if quote is None:
                continue
            date = claim.get("date")
            wanted = None if date is None else (date.get("earliest"), date.get("latest"))
            chosen = times.of(quote.root.i)
            got = ends(chosen and chosen.interval)
            near = {ends(d.interval) for d in dates if quote.sent.start <= d.start < quote.sent.end}
            counts.update(outcome(wanted, got, near))
            if verbose and got != wanted:
                print(
                    path.stem,
                    "gold",
                    show(wanted),
                    "got",
                    show(got),
                    "|",
                    quote.sent.text.strip()[:230],
                    "|",
                    quote.root,
                )


def outcome(wanted: Ends | None, got: Ends | None, near: set[Ends | None]) -> list[str]:
    if wanted is None:
        return ["undated", "invented"] if got is not None else ["undated"]
    found = ["dated"]
    found += ["in sentence"] if wanted in near else []
    found += ["attached"] if wanted == got else []
    found += ["wrong"] if got is not None and got != wanted else []
    return found


def show(dates: Ends | None) -> str:
    return "-" if dates is None else f"{dates[0]}/{dates[1]}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--verbose", action="store_true")
    arguments = parser.parse_args()
    counts: Counter[str] = Counter()
    measure(arguments.folder, counts, verbose=arguments.verbose)
    print(dict(counts))


if __name__ == "__main__":
    main()
