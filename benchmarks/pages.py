"""How well web pages are read: text, title, day, byline and outlet, beside plain trafilatura and newspaper4k.

    python -m benchmarks.pages [--held-back] [--wrong]

The pages are those of tests/ingest/readers/pages, in the structures of real news sites. Figures are shares of pages
where a field is exactly right, for text the mean F1 of its words; speed is pages a second on one core, all three in
turns on the same pages, and given as a ratio to plain trafilatura.
"""

from __future__ import annotations

import argparse
import logging
import re
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from itertools import combinations
from statistics import mean, median

from ingest.masthead import dateline_day
from ingest.publication import Said, Witness, judged, publication, witnesses
from ingest.readers.html import read
from ingest.readers.instants import instant_of
from ingest.readers.source import Draft, source_of
from tests.ingest.readers.sites import PAGES, Truth, pages

__all__ = ["FIELDS", "READERS", "Reading", "f1", "scores"]

FIELDS = ("text", "title", "date", "byline", "outlet")
ROUNDS = 5


@dataclass(frozen=True, slots=True)
class Reading:
    text: str = ""
    title: str = ""
    date: str = ""
    byline: str = ""
    outlet: str = ""


def kg(raw: bytes) -> Reading:
    found = next(read(source_of(BytesIO(raw), where="page.html", stem="page")))
    if not isinstance(found, Draft):
        return Reading()
    said = found.fields
    title = said.get("title", "")
    day = publication(
        text=found.text,
        url=said.get("url"),
        name=found.given_id,
        said=Said(said.get("date"), said.get("dateBasis", "given")),
        given=None,
    ).day
    text = found.text.removeprefix(title).strip()
    return Reading(text, title, str(day or ""), said.get("byline", ""), said.get("publisher", ""))


def trafilatura(raw: bytes) -> Reading:
    from trafilatura import bare_extraction

    found = bare_extraction(raw, include_comments=False, with_metadata=True)
    if found is None:
        return Reading()
    return Reading(found.text or "", found.title or "", found.date or "", found.author or "", found.sitename or "")


def newspaper(raw: bytes) -> Reading:
    from newspaper import Article

    article = Article("https://example.org/page.html")
    article.download(input_html=raw.decode("utf-8", "replace"))
    article.parse()
    day = article.publish_date.date().isoformat() if article.publish_date else ""
    return Reading(article.text, article.title, day, ", ".join(article.authors), article.meta_site_name or "")


READERS: Mapping[str, Callable[[bytes], Reading]] = {
    "kg": kg,
    "trafilatura": trafilatura,
    "newspaper4k": newspaper,
}


def f1(found: str, true: str) -> float:
    """Of the words of two texts, each as often as it stands there."""
    ours, theirs = (Counter(re.findall(r"\w+", text.casefold())) for text in (found, true))
    common = (ours & theirs).total()
    return 2 * common / (ours.total() + theirs.total()) if common else 0.0


def scores(found: Reading, truth: Truth) -> dict[str, float]:
    """Each field's score; authors count as right in whatever way they are parted."""
    exact = {name: float(_plain(getattr(found, name)) == _plain(getattr(truth, name))) for name in FIELDS[1:]}
    parted = sorted(_plain(one) for one in re.split(r"[,;]", found.byline))
    exact["byline"] = float(parted == sorted(_plain(one) for one in truth.byline.split(",")))
    return {"text": f1(found.text, truth.text), **exact}


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold().replace("’", "'")


def _table(read_pages: Iterable[tuple[Truth, bytes]]) -> None:
    made = list(read_pages)
    print(f"{len(made)} pages")
    print("reader       " + "".join(f"{name:>8}" for name in FIELDS))
    for reader, function in READERS.items():
        rows = [scores(function(raw), truth) for truth, raw in made]
        print(f"{reader:12} " + "".join(f"{mean(row[name] for row in rows):8.3f}" for name in FIELDS))


def _wrong(read_pages: Iterable[tuple[Truth, bytes]]) -> None:
    for truth, raw in read_pages:
        found = kg(raw)
        for name, score in scores(found, truth).items():
            if score < 0.995:
                print(
                    f"{truth.file}: {name} {score:.3f}: {getattr(found, name)[:99]!r} not {getattr(truth, name)[:60]!r}"
                )


def _days(read_pages: Iterable[tuple[Truth, bytes]]) -> None:
    """How often the day is right in each case of agreement: every choice of the witnesses that a page has."""
    right: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    for truth, raw in read_pages:
        for chosen, dateline in _choices(raw):
            found = judged(chosen, dateline)
            seen[str(found.case)] += 1
            right[str(found.case)] += str(found.day) == truth.date
    for case, count in sorted(seen.items()):
        chance = (right[case] + 1) / (count + 2)
        print(f"{case:10} right in {right[case]:3} of {count:3}: {chance:.2f} by the rule of succession")


def _choices(raw: bytes) -> Iterator[tuple[list[Witness], tuple[int, int] | None]]:
    found = next(read(source_of(BytesIO(raw), where="page.html", stem="page")))
    assert isinstance(found, Draft)
    said = instant_of(found.fields.get("date"))
    first = [] if said is None else [Witness(said.day, "metadata", utc=said.utc)]
    every = [*first, *witnesses(found.text, found.fields.get("url"), found.given_id)]
    for size in range(1, len(every) + 1):
        for chosen in combinations(every, size):
            yield list(chosen), None
    if dateline_day(found.text) is not None and every:
        yield every, dateline_day(found.text)


def _speed(raws: list[bytes]) -> None:
    taken: dict[str, list[float]] = {name: [] for name in READERS}
    for _ in range(ROUNDS):
        for name, function in READERS.items():
            start = time.process_time()
            for raw in raws:
                function(raw)
            taken[name].append(time.process_time() - start)
    for name, seconds in taken.items():
        ratio = median(plain / own for plain, own in zip(taken["trafilatura"], seconds, strict=True))
        print(
            f"{name:12} {len(raws) / median(seconds):6.0f} pages a second and core, {ratio:.2f} times plain trafilatura"
        )


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--held-back", action="store_true", help="the structures that no rule was made with, too")
    parser.add_argument("--wrong", action="store_true", help="what kg got wrong, of the other structures")
    asked = parser.parse_args()
    logging.disable(logging.ERROR)
    saved = [(truth, (PAGES / truth.file).read_bytes()) for truth, _ in pages()]
    tuned = [(truth, raw) for truth, raw in saved if not truth.held_back]
    if asked.wrong:
        _wrong(tuned)
        return
    _table(tuned)
    if asked.held_back:
        _table((truth, raw) for truth, raw in saved if truth.held_back)
    _days(saved)
    _speed([raw for _, raw in saved])


if __name__ == "__main__":
    main()
