"""How well confidence is calibrated, and its weights fitted anew: gold articles, and claims that a reader judged.

python -m benchmarks.confidence ARTICLES [SHARED]

ARTICLES is the folder of plain texts that the judged samples were drawn from. A claim is right when the gold has its
class there, or the judge found the class right. Gold dev, with which rules were written, is fitted with a constant of
its own, which unfamiliar articles do not get; figures are those of the unfamiliar ones, each article left out in turn.
A judged claim that is no longer made is left out: so wrong ones that a later rule avoids do not count.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from benchmarks.extraction import SHARED, gold_articles
from benchmarks.judged import JUDGEMENTS, interval, rows_of, text_of
from ingest.claims import Told, scenes, told_in
from ingest.confidence import BASE, FEATURES, WEIGHTS, features
from kg.evaluation.gold import read_gold
from kg.evaluation.matching import matched
from kg.ontology import Ontology
from kg.ontology import load as load_ontology

RIDGE = 1.0
"""How strongly the weights are held at 0, the constants are not."""

ROUNDS = 40
TRUSTED = 0.9

Array = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Row:
    """A claim: its article, whether rules were written with it, its features, whether its class is right."""

    article: str
    familiar: bool
    values: dict[str, float]
    right: bool


def of_gold(folder: Path, ontology: Ontology, *, familiar: bool) -> Iterator[Row]:
    for article, scene in scenes(gold_articles(folder)):
        told = list(told_in(article, scene))
        match = matched([one.claim for one in told], read_gold(folder / f"{article.given_id}.yml", ontology), ontology)
        verdicts = {pair.claim.id: True for pair in match.pairs} | {claim.id: False for claim in match.wrong}
        for one in told:
            if one.claim.id in verdicts:
                yield Row(str(article.given_id), familiar, _values(one, ontology), verdicts[one.claim.id])


def of_judged(sample: Path, articles: Path, ontology: Ontology) -> Iterator[Row]:
    wanted: dict[str, list[dict[str, str]]] = {}
    for row in rows_of(sample):
        if not row["corrupted"]:
            wanted.setdefault(row["document"], []).append(row)
    for article, scene in scenes(text_of(articles / f"{name}.txt") for name in wanted):
        told = list(told_in(article, scene))
        for row in wanted[str(article.given_id)]:
            one = next((one for one in told if _is_there(one, row)), None)
            if one is not None:
                right = row["class_right"] == "1"
                yield Row(str(article.given_id), familiar=False, values=_values(one, ontology), right=right)


def _is_there(one: Told, row: dict[str, str]) -> bool:
    start, end = int(row["start"]), int(row["end"])
    return one.claim.class_ == row["class"] and any(s.start < end and start < s.end for s in one.claim.spans)


def _values(one: Told, ontology: Ontology) -> dict[str, float]:
    return features(one.candidates[0], one.publicness, ontology)


def table(rows: Sequence[Row]) -> tuple[Array, Array]:
    """A column of ones, one of familiarity, one a feature; and what is right."""
    lines = [[1.0, float(row.familiar), *(row.values[name] for name in FEATURES)] for row in rows]
    return np.array(lines), np.array([float(row.right) for row in rows])


def fitted(x: Array, y: Array) -> Array:
    """Weights of a logistic model with a ridge, by Newton's method."""
    held = RIDGE * np.array([0.0, 0.0, *[1.0] * (x.shape[1] - 2)])
    weights: Array = np.zeros(x.shape[1])
    for _ in range(ROUNDS):
        p = _logistic(x @ weights)
        curvature = x.T @ (x * (p * (1 - p))[:, None]) + np.diag(held + 1e-9)
        weights = weights + np.linalg.solve(curvature, x.T @ (y - p) - held * weights)
    return weights


def _logistic(odds: Array) -> Array:
    found: Any = 1 / (1 + np.exp(-odds))
    return np.asarray(found, dtype=np.float64)


def left_out(rows: Sequence[Row]) -> Array:
    """For each row the probability by weights that were fitted without its article."""
    x, y = table(rows)
    names = np.array([row.article for row in rows])
    found: Array = np.zeros(len(rows))
    for name in set(names):
        mine = names == name
        found[mine] = _logistic(x[mine] @ fitted(x[~mine], y[~mine]))
    return found


def report(rows: Sequence[Row]) -> Iterator[str]:
    x, y = table(rows)
    weights = fitted(x, y)
    yield f"BASE {weights[0]:.2f} (ships {BASE}), familiar {weights[1]:+.2f}"
    yield from (f"{name:10} {w:+.2f} (ships {WEIGHTS[name]:+})" for name, w in zip(FEATURES, weights[2:], strict=True))
    new = ~np.array([row.familiar for row in rows])
    ours = _logistic(BASE + x[:, 2:] @ np.array([WEIGHTS[name] for name in FEATURES]))
    for name, p in (("left out in turn", left_out(rows)), ("as it ships", ours)):
        yield f"{name}: {_figures(p[new], y[new])}"
    yield from _by_confidence(ours[new], y[new])


def _figures(p: Array, y: Array) -> str:
    sure = y[p >= TRUSTED]
    low, high = interval(int(sure.sum()), len(sure))
    brier, flat = float(np.mean((p - y) ** 2)), float(np.mean((y.mean() - y) ** 2))
    return (
        f"Brier {brier:.4f} ({flat:.4f} for their mean, {y.mean():.2f}); of {len(sure)} at {TRUSTED} or more "
        f"{sure.mean():.3f} are right ({low:.2f} to {high:.2f})"
    )


def _by_confidence(p: Array, y: Array) -> Iterator[str]:
    order = np.argsort(p)
    for part in np.array_split(order, 5):
        yield f"confidence {p[part].min():.2f} to {p[part].max():.2f}: {y[part].mean():.2f} of {len(part)} right"


def rows(articles: Path, shared: Path) -> Iterable[Row]:
    ontology = load_ontology()
    yield from of_gold(shared / "gold" / "dev", ontology, familiar=True)
    yield from of_gold(shared / "gold" / "devtest", ontology, familiar=False)
    for sample in sorted(JUDGEMENTS.glob("*.csv")):
        yield from of_judged(sample, articles, ontology)


def main() -> None:
    match sys.argv[1:]:
        case [articles, *rest] if len(rest) <= 1:
            shared = Path(rest[0]) if rest else SHARED
            sys.stdout.writelines(f"{line}\n" for line in report(list(rows(Path(articles), shared))))
        case _:
            sys.exit(__doc__)


if __name__ == "__main__":
    main()
