"""From articles whose sketches are on a shelf to groups; what an outlet prints again and again is left out first."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from kg.copies.alike import SHORTEST, Compared, Group, Printed, buckets, grouped
from kg.copies.shelf import Shelf

if TYPE_CHECKING:
    from kg.copies.sketches import Hashes

__all__ = ["DAYS", "grouped_articles", "printed_often"]

DAYS = 4
"""Days on which an outlet prints the same words from which on they are boilerplate: an ending about the outlet, the
frame of a weather report, background that it repeats. Versions of one article come within two or three days."""

AT_HAND = 1024
"""Sketches that are kept at hand."""


def grouped_articles(
    articles: Sequence[Printed], shelf: Shelf, foes: Mapping[str, Collection[str]] | None = None
) -> list[Group]:
    """The groups of articles that repeat one another, in whatever order the articles are given.

    The shelf has a sketch of each text. `foes` says which articles may not stand in one group.
    """
    import numpy as np

    often = {outlet: printed_often(days) for outlet, days in _by_outlet(articles, shelf)}
    of = {article.id: article for article in articles}

    @lru_cache(AT_HAND)
    def compared(id_: str) -> Compared:
        article = of[id_]
        made = shelf.sketch(article.text_sha256)
        left_out = often.get(_printer(article))
        own = made.shingles if left_out is None else np.setdiff1d(made.shingles, left_out, assume_unique=True)
        return Compared(made.words, own, made.figures)

    if len(articles) < 2:
        return [Group([article]) for article in articles]
    words, comparable = [], []

    def sets() -> Iterator[Hashes]:
        for article in articles:
            mine = compared(article.id)
            words.append(mine.words)
            comparable.append(len(mine.shingles) >= SHORTEST)
            yield mine.shingles

    signatures = np.array(list(shelf.signatures(sets())))
    return grouped(articles, buckets(words, signatures, comparable), compared, foes or {})


def _printer(article: Printed) -> str | None:
    return article.outlet or article.host


def _by_outlet(
    articles: Iterable[Printed], shelf: Shelf
) -> Iterator[tuple[str | None, Iterator[tuple[dt.date, Hashes]]]]:
    """Each outlet that has printed on enough days, with the shingles of each of its articles and their day."""
    dated: dict[str | None, list[tuple[dt.date, str]]] = defaultdict(list)
    for article in articles:
        if article.published is not None and _printer(article) is not None:
            dated[_printer(article)].append((article.published, article.text_sha256))
    for outlet, printed in dated.items():
        if len({day for day, _ in printed}) >= DAYS:
            yield outlet, ((day, shelf.sketch(text).shingles) for day, text in sorted(printed))


def printed_often(printed: Iterable[tuple[dt.date, Hashes]]) -> Hashes:
    """The shingles that stand in texts of `DAYS` days and more; sorted."""
    import numpy as np

    of_day: dict[dt.date, list[Hashes]] = defaultdict(list)
    for day, shingles in printed:
        of_day[day].append(shingles)
    once = [np.unique(np.concatenate(sets)) for sets in of_day.values()]
    shingles, counts = np.unique(np.concatenate(once), return_counts=True)
    return shingles[counts >= DAYS]
