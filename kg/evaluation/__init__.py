"""How well articles are read, beside what a careful reader wrote down of them: `kg eval`."""

from kg.evaluation.figures import SCORES, SHARES, Error, Figures, Score, evaluated
from kg.evaluation.gold import GoldArticle, GoldClaim, Wanted, read_gold
from kg.evaluation.report import compared_with, lines, stored

__all__ = [
    "SCORES",
    "SHARES",
    "Error",
    "Figures",
    "GoldArticle",
    "GoldClaim",
    "Score",
    "Wanted",
    "compared_with",
    "evaluated",
    "lines",
    "read_gold",
    "stored",
]
