"""The sentences that a row of an answer rests on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kg.queries.answers import Answer
from kg.queries.reader import Reader

__all__ = ["Sentence", "sentences", "situations", "supported"]

_SENTENCES = """
UNWIND $situations AS one
MATCH (s:Resource {uri: one})
MATCH (s)<-[:ABOUT]-(c:Claim)-[:STATED_IN]->(a:Article)
OPTIONAL MATCH (c)-[f:FILLS]->(x:Entity)
WITH s, c, a, collect({role: f.role, uri: x.uri}) AS fillers
RETURN s.uri AS situation, c.uri AS claim, c.quote AS quote, c.start AS `start`, c.end AS `end`, c.outlet AS outlet,
       c.published AS published, a.name AS title, c.url AS url, c.speaker AS speaker, c.attribution AS attribution,
       c.certainty AS certainty, c.polarity AS polarity, fillers AS fillers
ORDER BY published, url, `start`, claim
"""


@dataclass(frozen=True, slots=True)
class Sentence:
    """The evidence of one claim: its words, where they stand (`[start, end)` in code points), and whose they are.

    attribution  author, named or unnamed: whose voice
    speaker      the named source, or "unnamed source"; None where the article speaks for itself
    certainty    certain, probable, possible or unknown: the source's
    polarity     affirmed or negated
    """

    situation: str
    claim: str
    quote: str
    start: int
    end: int
    outlet: str | None
    published: dt.date | None
    title: str | None
    url: str | None
    speaker: str | None
    attribution: str
    certainty: str
    polarity: str


_Role = tuple[str, str]


def sentences(store: Reader, answer: Answer) -> tuple[tuple[Sentence, ...], ...]:
    """For each row of the answer, the sentences that it rests on, the oldest first.

    These are the claims about the row's situations. Where articles name different people for one part in a situation,
    a claim that gives the part of somebody in the row to somebody else is left out; a denial never is.
    """
    return supported(answer, store.read(_SENTENCES, {"situations": situations(answer)}))


def situations(answer: Answer) -> list[str]:
    """The IRIs of all situations that the answer rests on, sorted."""
    return sorted({situation for row in answer.why for situation in row})


def supported(answer: Answer, told: Iterable[dict[str, Any]]) -> tuple[tuple[Sentence, ...], ...]:
    """The same, where `told` are the claims about the answer's situations, the oldest first.

    Of each: the fields of `Sentence`, and `fillers`, a list of {"role": …, "uri": …}.
    """
    found: dict[str, list[tuple[Sentence, set[_Role]]]] = {}
    for row in told:
        roles = {(filler["role"], filler["uri"]) for filler in row.pop("fillers") if filler["uri"] is not None}
        found.setdefault(row["situation"], []).append((Sentence(**row), roles))
    return tuple(
        tuple(s for situation in why for s in _supporting(_things(row), found.get(situation, ())))
        for row, why in zip(answer.rows, answer.why, strict=True)
    )


def _supporting(things: set[str], said: Sequence[tuple[Sentence, set[_Role]]]) -> list[Sentence]:
    parts = {(role, uri) for _, roles in said for role, uri in roles if uri in things}

    def fits(roles: set[_Role]) -> bool:
        taken = {role for role, _ in roles}
        return all(roles & {p for p in parts if p[0] == role} for role in {role for role, _ in parts} & taken)

    return [s for s, roles in said if s.polarity == "negated" or fits(roles)] or [s for s, _ in said]


def _things(row: Sequence[Any]) -> set[str]:
    """The IRIs of what stands in the row."""
    cells = [item for cell in row for item in (cell if isinstance(cell, list) else [cell])]
    return {str(cell["uri"]) for cell in cells if isinstance(cell, Mapping)}
