"""How far to trust a claim: the probability that a careful reader finds its class where the claim finds it.

A logistic model of a few grounds, each a step in log-odds. Its weights were fitted to what readers made of articles
that no rule had been written with, and are measured anew by `python -m benchmarks.confidence`.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping

from ingest.merging import Candidate
from ingest.relevance import is_everyday
from kg.ontology import Ontology

__all__ = ["FEATURES", "LEAST", "WEIGHTS", "Grounds", "features", "grounds", "probability"]

Grounds = list[tuple[str, float]]
"""Reasons, each with what it adds to the log-odds."""

WEIGHTS: Mapping[str, float] = {
    "clearness": 2.09,
    "public": 0.42,
    "everyday": -1.09,
    "title": 1.1,
    "side": -1.36,
}
"""What a feature adds for each of its units; fitted together with BASE.

On 488 claims of unfamiliar articles (gold devtest and three judged samples, each article left out in turn) Brier was
.106, and .120 for always saying their mean, .86; of the 208 at .9 or more 96 in a hundred were right. Rules are mended
by what a sample shows, and its wrong claims go: each was measured before. The third was judged after the weights had
been fitted to the others: .161 beside .182, and all of its 27 claims at .9 or more were right.
"""

BASE = -0.38

LEAST = 0.8
"""A claim about nobody of public life that is less sure is not made, unless the text is too short to be about anything.

That is sport, travel, a portrait, where a word of politics mostly means something else. Of a blind sample of 100
claims that was judged after all weights were fitted (benchmarks/judgements/4.csv), this leaves out 20, of which 9 had
the right class and 6 class and who; of the other 80 it is 67 and 49. In articles about politics such claims are few:
gold dev class F .878 -> .870, who .579 -> .582, full .538 -> .541; devtest .715 -> .712, .414 -> .418, .382 -> .386;
PLOVER as before. At .75 it is 14 of the sample, 7 and 5 of them right; at .85 22, 11 and 6, and devtest's class F falls
to .700.
"""

MOST_PUBLIC = 3.0
"""Public situations per hundred words beyond which an article is no more about public life."""

FEATURES = {
    "clearness": "how plainly it is said",
    "public": "how much the article is about public life",
    "everyday": "private people do that, too, and the article is little about public life",
    "title": "said by a title or a post",
    "side": "understood from a side somebody is on",
}
"""The features, each as a reason."""


def features(candidate: Candidate, publicness: float, ontology: Ontology) -> dict[str, float]:
    """The values of FEATURES; `publicness` is that of the article (`ingest.relevance.publicness`)."""
    construction = candidate.rule.split(".")[0]
    public = min(publicness, MOST_PUBLIC)
    return {
        "clearness": candidate.clearness,
        "public": public,
        "everyday": (1 - public / MOST_PUBLIC) * is_everyday(candidate.class_, ontology),
        "title": float(construction in ("title", "base")),
        "side": float(construction == "side"),
    }


def grounds(values: Mapping[str, float], clear: Iterable[tuple[str, float]]) -> Iterator[tuple[str, float]]:
    """What the log-odds are made of; `clear` says what clearness is made of, its steps adding up to it."""
    yield "what any claim has", BASE
    yield from ((reason, round(WEIGHTS["clearness"] * step, 3)) for reason, step in clear)
    for name, value in values.items():
        if name != "clearness" and value:
            yield FEATURES[name], round(WEIGHTS[name] * value, 3)


def probability(values: Mapping[str, float]) -> float:
    """From 0 to 1, three digits."""
    odds = BASE + sum(WEIGHTS[name] * value for name, value in values.items())
    return round(1 / (1 + math.exp(-odds)), 3)
