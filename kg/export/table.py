"""Claims as a table for a spreadsheet: one row a claim, names instead of ids, the sentence at the end."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from typing import TextIO

from kg.model import Article, Claim, Mention
from kg.plain import harmless, inert

__all__ = ["COLUMNS", "rows", "write_csv"]

_ROLES = (
    "actor",
    "recipient",
    "representative",
    "place",
    "origin",
    "destination",
    "leftSide",
    "joinedSide",
    "post",
    "organization",
    "base",
    "host",
    "person",
)
_SIZES = tuple(
    f"{kind}{bound}" for kind in ("killed", "injured", "arrested", "participants") for bound in ("Min", "Max")
)
COLUMNS = (
    "claim",
    "class",
    "realis",
    "prospect",
    "phase",
    "polarity",
    "certainty",
    "attribution",
    "attributedTo",
    *_ROLES,
    "when",
    "earliest",
    "latest",
    *_SIZES,
    "amount",
    "currency",
    "quote",
    "start",
    "end",
    "article",
    "title",
    "publisher",
    "published",
    "url",
    "rule",
    "confidence",
)
"""The columns, in their order; several fillers of a role are parted by "; "."""

Cell = str | int | float


def rows(article: Article, claims: Iterable[Claim]) -> Iterator[dict[str, Cell]]:
    """One row a claim, a value for every column that has one."""
    return (_row(article, claim) for claim in claims)


def write_csv(articles: Iterable[tuple[Article, Iterable[Claim]]], out: TextIO) -> int:
    """Write the header and a row a claim as RFC 4180 has it; return how many rows.

    The text is other people's: see `kg.plain.inert`.
    """
    writer = csv.DictWriter(out, COLUMNS)
    writer.writeheader()
    count = 0
    for article, claims in articles:
        for row in rows(article, claims):
            writer.writerow({column: _safe(cell) for column, cell in row.items()})
            count += 1
    return count


def _row(article: Article, claim: Claim) -> dict[str, Cell]:
    first = claim.spans[0]
    cells: dict[str, Cell | None] = {
        "claim": claim.id,
        "class": claim.class_,
        "realis": claim.realis,
        "prospect": claim.prospect,
        "phase": claim.phase,
        "polarity": claim.polarity,
        "certainty": claim.certainty,
        "attribution": claim.attribution,
        "attributedTo": None if claim.attributed_to is None else claim.attributed_to.name,
        **{role: _names(claim.roles.get(role, ())) for role in _ROLES},
        **_when(claim),
        **claim.size,
        "amount": None if claim.amount is None else claim.amount.value,
        "currency": None if claim.amount is None else claim.amount.currency,
        "quote": article.text[first.start : first.end],
        "start": first.start,
        "end": first.end,
        "article": article.id,
        "title": article.title,
        "publisher": article.publisher,
        "published": None if article.published is None else article.published.isoformat(),
        "url": article.url,
        "rule": claim.rule,
        "confidence": claim.confidence,
    }
    return {column: cell for column, cell in cells.items() if cell is not None and cell != ""}


def _names(fillers: Iterable[Mention]) -> str:
    return "; ".join(filler.name for filler in fillers)


def _when(claim: Claim) -> dict[str, Cell | None]:
    if claim.date is None:
        return {}
    days = {"earliest": claim.date.earliest, "latest": claim.date.latest}
    return {"when": claim.date.edtf, **{name: None if day is None else day.isoformat() for name, day in days.items()}}


def _safe(cell: Cell) -> Cell:
    return inert(harmless(cell)) if isinstance(cell, str) else cell
