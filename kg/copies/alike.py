"""Which articles are near-duplicates, and the groups that they make.

Candidates come from locality-sensitive hashing of MinHash signatures (Broder 1997; Leskovec, Rajaraman and Ullman,
Mining of Massive Datasets, chapter 3), so that the work does not grow with the number of pairs; each is then measured
exactly. Most bands are shared by no two articles, and only those that are take memory.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.copies.sketches import ROWS

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from kg.copies.sketches import Hashes

__all__ = ["Compared", "Group", "Measure", "Printed", "grouped", "measured"]

CONTAINMENT = 0.5
"""Share of the shorter text's shingles that the longer one has, from which on one repeats the other. Of 1,072 news
articles, no two that are none of them a copy have more than 0.36 (and a Jaccard of 0.15)."""

JACCARD = 0.35
"""Share of both texts' shingles that are common, asked beside it: a brief that stands in a round-up of many is no copy
of it. Measured by `python -m benchmarks.reprints`: precision 1.000, recall 0.947 to 0.971; with 0.28 the recall is
0.975 to 0.991, and the precision 0.996 to 1.000, for articles that quote another one whole."""

SHORTEST = 20
"""Shingles below which a text is compared as a whole only."""

FIGURES, FIGURES_SHARED = 8, 0.5
"""From so many different figures in both texts on, that share of them has to be common: the market report of another
day has the same words and other figures."""

NEW = 0.2
"""Share of a member's shingles that has to be its own for others to be compared with it."""

KINSHIP = 0.3
"""Containment in the original itself that is asked of what is like another member: groups do not drift."""


@dataclass(frozen=True, slots=True)
class Printed:
    """An article to be compared: `outlet` is its publisher's name as `kg.names.normalised` has it, `host` that of its
    address.
    """

    id: str
    published: dt.date | None
    text_sha256: str
    outlet: str | None = None
    host: str | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Compared:
    """What of an article is compared, what its outlet prints again and again left out."""

    words: bytes
    shingles: Hashes
    figures: Hashes


@dataclass(frozen=True, slots=True)
class Measure:
    """How much of the shorter text is in the longer one, and how much of both is common; 1.0 for the same words."""

    containment: float
    jaccard: float


SAME_WORDS = Measure(1.0, 1.0)


@dataclass(slots=True)
class Group:
    """Articles that repeat one another: the first, and each other one with what it is like, and how much.

    A measure of None stands for a person's or the input's word.
    """

    members: list[Printed] = field(default_factory=list)
    near: dict[str, tuple[str, Measure | None]] = field(default_factory=dict)


Shelf = Callable[[str], Compared]
"""What gives of the article with that id what is compared."""


def measured(one: Compared, other: Compared) -> Measure | None:
    """How much the two repeat one another; None where they count as different."""
    if one.words == other.words:
        return SAME_WORDS
    found = _measure(one.shingles, other.shingles)
    if found is None or found.containment < CONTAINMENT or found.jaccard < JACCARD:
        return None
    return found if _figures_agree(one.figures, other.figures) else None


def _measure(one: Hashes, other: Hashes) -> Measure | None:
    import numpy as np

    shorter = min(len(one), len(other))
    if shorter < SHORTEST:
        return None
    common = len(np.intersect1d(one, other, assume_unique=True))
    return Measure(common / shorter, common / (len(one) + len(other) - common))


def _figures_agree(one: Hashes, other: Hashes) -> bool:
    import numpy as np

    fewer = min(len(one), len(other))
    return fewer < FIGURES or len(np.intersect1d(one, other, assume_unique=True)) >= FIGURES_SHARED * fewer


# ---------------------------------------------------------------------------------------------------- candidates


def buckets(words: Sequence[bytes], signatures: NDArray[np.uint32], comparable: Sequence[bool]) -> list[list[int]]:
    """For each article the buckets that it shares with another: of a band of its signature, or of the same words."""
    found: list[list[int]] = [[] for _ in words]
    first = 0
    for keys, rows in _keys(words, signatures, comparable):
        first = _shared(keys, rows, found, first)
    return found


def _keys(
    words: Sequence[bytes], signatures: NDArray[np.uint32], comparable: Sequence[bool]
) -> Iterator[tuple[NDArray[np.uint64], NDArray[np.int64]]]:
    """Numbers that two articles have in common where they may be alike, with the articles' places."""
    import numpy as np

    yield np.array([int.from_bytes(digest[:8]) for digest in words], dtype=np.uint64), np.arange(len(words))
    rows = np.flatnonzero(np.array(comparable, dtype=bool))
    kept = signatures[rows].astype(np.uint64)
    for start in range(0, signatures.shape[1], ROWS):
        # two numbers of 32 bits make one of 64: no two bands collide
        yield kept[:, start] << np.uint64(32) | kept[:, start + 1], rows


def _shared(keys: NDArray[np.uint64], rows: NDArray[np.int64], found: list[list[int]], first: int) -> int:
    """Note the buckets of two and more under numbers from `first` on; return the next number."""
    import numpy as np

    _, places, counts = np.unique(keys, return_inverse=True, return_counts=True)
    several = counts[places] > 1
    for row, place in zip(rows[several].tolist(), places[several].tolist(), strict=True):
        found[row].append(first + place)
    return first + len(counts)


# -------------------------------------------------------------------------------------------------------- groups


def grouped(
    articles: Sequence[Printed], found: Sequence[Sequence[int]], shelf: Shelf, foes: Mapping[str, Collection[str]]
) -> list[Group]:
    """The groups of the articles, those of one article among them; `found` are the buckets of each.

    An article joins the group with the member that it is most like, in order of date (without one last), length (the
    longest first) and id, so that the order in which they are given does not matter. `foes` says which
    articles may not stand in one group.
    """
    order = sorted(range(len(articles)), key=lambda place: _order(articles[place], shelf))
    groups: list[Group] = []
    shelved: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for place in order:
        article = articles[place]
        candidates = sorted({entry for bucket in found[place] for entry in shelved[bucket]})
        joined = _joined(article, _known(candidates, articles), groups, shelf, foes.get(article.id, ()))
        if joined is None:
            groups.append(Group([article]))
        entry = (len(groups) - 1 if joined is None else joined, place)
        if joined is None or _adds(groups[joined], article, shelf):
            for bucket in found[place]:
                shelved[bucket].append(entry)
    return groups


def _adds(group: Group, article: Printed, shelf: Shelf) -> bool:
    """Whether the member has shingles of its own, beside the one that it is like: only then others are compared with
    it, so that a thousand reprints of one article are not compared with each other.
    """
    import numpy as np

    mine, other = (shelf(id_).shingles for id_ in (article.id, group.near[article.id][0]))
    return len(np.setdiff1d(mine, other, assume_unique=True)) > NEW * len(mine)


def _order(article: Printed, shelf: Shelf) -> tuple[dt.date, int, str]:
    """Earlier articles first; of one day the longest, which others are likely to have been cut from."""
    return article.published or dt.date.max, -len(shelf(article.id).shingles), article.id


def _known(candidates: Iterable[tuple[int, int]], articles: Sequence[Printed]) -> Iterator[tuple[int, str]]:
    return ((group, articles[place].id) for group, place in candidates)


def _joined(
    article: Printed, candidates: Iterable[tuple[int, str]], groups: list[Group], shelf: Shelf, foes: Collection[str]
) -> int | None:
    """The group that the article has been put into; None where none fits."""
    best: tuple[Measure, int, str] | None = None
    mine = shelf(article.id)
    for group, other in candidates:
        found = measured(mine, shelf(other))
        if found is None or (best is not None and _rank(found) <= _rank(best[0])):
            continue
        if _fits(article, mine, groups[group], shelf, foes):
            best = found, group, other
    if best is None:
        return None
    measure, group, other = best
    groups[group].members.append(article)
    groups[group].near[article.id] = other, measure
    return group


def _rank(measure: Measure) -> tuple[float, float]:
    return measure.jaccard, measure.containment


def _fits(article: Printed, mine: Compared, group: Group, shelf: Shelf, foes: Collection[str]) -> bool:
    """Whether nobody in the group is a foe, and the article is akin to the group's first."""
    if foes and any(member.id in foes for member in group.members):
        return False
    first = shelf(group.members[0].id)
    akin = _measure(mine.shingles, first.shingles)
    return mine.words == first.words or (akin is not None and akin.containment >= KINSHIP)
