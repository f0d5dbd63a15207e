"""Figures as lines for people, and as a file that a later run is compared with."""

from __future__ import annotations

import json
from collections.abc import Iterator

from kg.errors import InputError
from kg.evaluation.figures import SCORES, SHARES, Figures

__all__ = ["SLACK", "compared_with", "lines", "stored"]

MOST_CONFUSED = 10
"""Pairs of classes that are taken for one another, shown with the figures."""

SLACK = 0.02
"""F that a score may lose without being called worse: a claim or two of a small gold set."""


def lines(figures: Figures) -> Iterator[str]:
    """Precision, recall and F of each score; the shares; and which class was read as which other, and how often."""
    for name in SCORES:
        score = figures.scores[name]
        if score.given or score.wanted:
            counts = f"{score.right} right of {score.given} read and {score.wanted} in the gold"
            yield f"{name:14} P {score.precision:.3f}  R {score.recall:.3f}  F {score.f:.3f}  ({counts})"
    for name in SHARES:
        right, of = figures.shares[name]
        if of:
            yield f"{name:14} {right}/{of} = {right / of:.3f}"
    for (gold, read), times in figures.confused.most_common(MOST_CONFUSED):
        yield f"{gold} read as {read}: {times}"


def stored(figures: Figures) -> str:
    """The F of every score, as JSON, for `compared_with`."""
    return json.dumps({name: round(figures.scores[name].f, 4) for name in SCORES}, indent=1) + "\n"


def compared_with(figures: Figures, text: str, *, where: str) -> Iterator[tuple[str, float, float]]:
    """(score, F then, F now) of the scores that are worse than in a stored run by more than SLACK.

    Raises InputError, naming `where`, when the text is not what `stored` gives.
    """
    try:
        before = {name: float(f) for name, f in json.loads(text).items()}
    except (AttributeError, TypeError, ValueError) as error:
        raise InputError(f"{where}: no stored figures of kg eval: {error}") from error
    for name, f in before.items():
        now = figures.scores.get(name)
        if now is not None and now.f < f - SLACK:
            yield name, f, now.f
