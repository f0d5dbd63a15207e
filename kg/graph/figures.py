"""Numbers of people and sums of money: the lowest and highest reported, each report, and what disagrees."""

from __future__ import annotations

from collections.abc import Sequence

from kg.graph.values import Report
from kg.model import Amount, Value

__all__ = ["MEASURES", "amounts", "sizes"]

MEASURES = ("killed", "injured", "arrested", "participants")
"""What is counted in people; a claim's `size` holds each as …Min and …Max."""

_Range = tuple[int | None, int | None]


def sizes(reports: Sequence[Report]) -> tuple[dict[str, Value], list[str]]:
    """Properties (killedMin, killedMax, killedReported, …) and the names of the measures that disagree.

    Min is the lowest number that anybody gives, Max the highest: of "75" and "81 or more", 75 and 81. Where no report
    gives an upper (lower) bound, Max (Min) is left out: "81 or more" alone does not say how many at most. Two reports
    disagree when no number fits both ("75" and "81 or more"). Nothing is picked.
    """
    properties: dict[str, Value] = {}
    conflicts = []
    for measure in MEASURES:
        ranges = sorted({_range(report, measure) for report in reports} - {(None, None)}, key=_sorting)
        lows = [low for low, _ in ranges if low is not None]
        highs = [high for _, high in ranges if high is not None]
        if lows:
            properties[f"{measure}Min"] = min(lows + highs)
        if highs:
            properties[f"{measure}Max"] = max(lows + highs)
        if ranges:
            properties[f"{measure}Reported"] = tuple(map(_written, ranges))
        if lows and highs and max(lows) > min(highs):
            conflicts.append(measure)
    return properties, conflicts


def amounts(reports: Sequence[Report]) -> tuple[dict[str, Value], list[str]]:
    """Properties amountMin, amountMax, currency, amountReported, and ["amount"] or ["currency"] where reports disagree.

    Sums in several currencies are not compared: they are listed, without a lowest and highest.
    """
    found: set[Amount] = {report.claim.amount for report in reports if report.claim.amount is not None}
    if not found:
        return {}, []
    listed = sorted(found, key=lambda a: (a.currency, a.value))
    properties: dict[str, Value] = {"amountReported": tuple(f"{a.value} {a.currency}" for a in listed)}
    if len({a.currency for a in listed}) > 1:
        return properties, ["currency"]
    properties |= {"amountMin": listed[0].value, "amountMax": listed[-1].value, "currency": listed[0].currency}
    return properties, ["amount"] if listed[0].value != listed[-1].value else []


def _range(report: Report, measure: str) -> _Range:
    size = report.claim.size
    return size.get(f"{measure}Min"), size.get(f"{measure}Max")


def _sorting(bounds: _Range) -> tuple[int, int]:
    low, high = bounds
    return (-1 if low is None else low), (-1 if high is None else high)


def _written(bounds: _Range) -> str:
    """`81` · `17–20` · `81 or more` · `20 or fewer`."""
    low, high = bounds
    if low is None or high is None:
        return f"{high} or fewer" if low is None else f"{low} or more"
    return str(low) if low == high else f"{low}–{high}"
