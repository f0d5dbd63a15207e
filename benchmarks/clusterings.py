"""How alike two clusterings of mentions are: MUC, B³, CEAF-e, their mean, and LEA.

Each measure is a recall, the precision the same with key and response swapped. Over documents the numerators and the
denominators are added, as the reference scorer does (Pradhan et al. 2014, "Scoring coreference partitions of predicted
mentions: a reference implementation", ACL). MUC: Vilain et al. 1995. B³: Bagga and Baldwin 1998. CEAF with the
similarity φ4: Luo 2005. Their mean is the score of CoNLL-2011 and 2012. LEA: Moosavi and Strube 2016, ACL.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence, Set
from typing import NamedTuple

Clustering = Sequence[Set[Hashable]]
Ratio = tuple[float, float]
"""Numerator and denominator."""


class Score(NamedTuple):
    precision: float
    recall: float

    @property
    def f(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def muc(key: Clustering, response: Clustering) -> Ratio:
    """Of the links that hold the key's clusters together, those that the response has."""
    at = _places(response)
    parts = (len({at.get(mention, ("alone", mention)) for mention in cluster}) for cluster in key)
    return sum(len(c) - n for c, n in zip(key, parts, strict=True)), sum(len(c) - 1 for c in key)


def b_cubed(key: Clustering, response: Clustering) -> Ratio:
    """For each mention of the key, the share of its cluster that the response puts together with it."""
    found = sum(len(k & r) ** 2 / len(k) for k in key for r in response)
    return found, sum(map(len, key))


def ceaf_e(key: Clustering, response: Clustering) -> Ratio:
    """The likeness of clusters, each set beside at most one of the other side in the best way."""
    alike = [[2 * len(k & r) / (len(k) + len(r)) for r in response] for k in key]
    return best_pairing(alike), len(key)


def lea(key: Clustering, response: Clustering) -> Ratio:
    """The share of its links that each cluster keeps, weighed by its size; a cluster of one has a link to itself."""
    return sum(len(k) * _kept(k, response) for k in key), sum(map(len, key))


def _kept(cluster: Set[Hashable], response: Clustering) -> float:
    if len(cluster) == 1:
        return float(any(cluster == other for other in response))
    return sum(math.comb(len(cluster & other), 2) for other in response) / math.comb(len(cluster), 2)


def _places(clustering: Clustering) -> Mapping[Hashable, Hashable]:
    return {mention: number for number, cluster in enumerate(clustering) for mention in cluster}


MEASURES: Mapping[str, Callable[[Clustering, Clustering], Ratio]] = {
    "MUC": muc,
    "B³": b_cubed,
    "CEAF-e": ceaf_e,
    "LEA": lea,
}
CONLL = ("MUC", "B³", "CEAF-e")


def scores(documents: Iterable[tuple[Clustering, Clustering]]) -> dict[str, Score]:
    """Each of MEASURES over documents, given as (key, response)."""
    documents = list(documents)
    return {
        name: Score(
            precision=_together(measure(response, key) for key, response in documents),
            recall=_together(measure(key, response) for key, response in documents),
        )
        for name, measure in MEASURES.items()
    }


def conll(found: Mapping[str, Score]) -> float:
    """The mean F of MUC, B³ and CEAF-e."""
    return sum(found[name].f for name in CONLL) / len(CONLL)


def _together(ratios: Iterable[Ratio]) -> float:
    above, below = map(sum, zip((0.0, 0.0), *ratios, strict=True))
    return above / below if below else 0.0


def best_pairing(gains: Sequence[Sequence[float]]) -> float:
    """The greatest sum of gains with at most one taken from each row and each column (Kuhn 1955, Munkres 1957).

    Rows are added one by one; each is fitted in along the cheapest alternating path over reduced costs.
    """
    if not gains or not gains[0]:
        return 0.0
    rows = gains if len(gains) <= len(gains[0]) else list(zip(*gains, strict=True))
    width = len(rows[0])
    row_of: list[int | None] = [None] * width
    row_price, column_price = [0.0] * len(rows), [0.0] * width
    for row in range(len(rows)):
        _fit_in(row, rows, row_of, (row_price, column_price))
    return sum(rows[row][column] for column, row in enumerate(row_of) if row is not None)


def _fit_in(
    row: int, rows: Sequence[Sequence[float]], row_of: list[int | None], prices: tuple[list[float], list[float]]
) -> None:
    row_price, column_price = prices
    width = len(row_of)
    distance, came_from = [math.inf] * width, [-1] * width
    reached: list[int] = []
    at, last, walked = row, -1, 0.0
    while True:
        for column in (c for c in range(width) if c not in reached):
            step = walked - rows[at][column] - row_price[at] - column_price[column]
            if step < distance[column]:
                distance[column], came_from[column] = step, last
        last = min((c for c in range(width) if c not in reached), key=distance.__getitem__)
        walked = distance[last]
        owner = row_of[last]
        if owner is None:
            break
        reached.append(last)
        at = owner
    row_price[row] += walked
    for column in reached:
        row_price[row_of[column]] += walked - distance[column]  # type: ignore[index]
        column_price[column] -= walked - distance[column]
    while last >= 0:
        before = came_from[last]
        row_of[last] = row if before < 0 else row_of[before]
        last = before
