"""Decisions: what people and the loader decided, one JSON object a line, append-only; an undo is a line too.

{"id": …, "decision": "assign", "claim": …, "situation": …, "who": …, "when": …, "why": …}
    same, different {"a", "b"} (entities) · redirect {"from", "to"} · reject {"claim"} · retract {"article"}
    copy, independent {"a", "b"} (articles) · undo {"undoes"}
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from kg.errors import InputError
from kg.ids import digest

__all__ = ["FIELDS", "Decision", "Decisions", "decided", "effective", "line", "not_undone", "parse_line", "undone"]

FIELDS: Mapping[str, tuple[str, ...]] = {
    "assign": ("claim", "situation"),
    "same": ("a", "b"),
    "different": ("a", "b"),
    "redirect": ("from", "to"),
    "reject": ("claim",),
    "retract": ("article",),
    "copy": ("a", "b"),
    "independent": ("a", "b"),
    "undo": ("undoes",),
}
"""The kinds of decision, and the fields that say what each is about."""

_ARTICLES = ("copy", "independent")
"""Kinds about two articles; those about two entities are told apart, for a registry's id may be an article's too."""

_COMMON = ("id", "decision", "who", "when", "why")


@dataclass(frozen=True, slots=True)
class Decision:
    """One line: `about` holds the values of the kind's fields, in their order; `when` is UTC, to the second."""

    id: str
    kind: str
    about: tuple[str, ...]
    who: str
    when: str
    why: str


@dataclass(frozen=True, slots=True)
class Decisions:
    """What holds after all undoing: plain look-ups, pairs with the lower id first."""

    assign: Mapping[str, str] = field(default_factory=dict)
    redirects: Mapping[str, str] = field(default_factory=dict)
    same: tuple[tuple[str, str], ...] = ()
    different: tuple[tuple[str, str], ...] = ()
    copies: tuple[tuple[str, str], ...] = ()
    independent: tuple[tuple[str, str], ...] = ()
    rejected: frozenset[str] = frozenset()
    retracted: frozenset[str] = frozenset()


def decided(kind: str, about: tuple[str, ...], *, who: str, why: str, now: dt.datetime) -> Decision:
    """A new decision; `now` is aware. Raises ValueError for an unknown kind or the wrong number of fields."""
    if len(about) != len(FIELDS.get(kind, ())):
        raise ValueError(f"{kind!r} with {len(about)} fields; kinds are {', '.join(FIELDS)}")
    when = now.astimezone(dt.UTC).isoformat(timespec="microseconds")
    return Decision(digest("decision", kind, *about, who, when), kind, about, who, when, why)


def line(decision: Decision) -> str:
    """The decision as a line of the file, with its line feed."""
    about = dict(zip(FIELDS[decision.kind], decision.about, strict=True))
    common = {"who": decision.who, "when": decision.when, "why": decision.why}
    # ASCII only: no line separator of any kind, no lone surrogate, can break the file
    return json.dumps({"id": decision.id, "decision": decision.kind, **about, **common}) + "\n"


def parse_line(text: str, *, where: str) -> Decision:
    """The decision that a line says. Raises InputError, naming `where`, for anything else."""
    try:
        record = json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        reason = f"{error.msg}, column {error.colno}" if isinstance(error, json.JSONDecodeError) else "too deep"
        raise InputError(f"{where}: not JSON: {reason}") from error
    if not isinstance(record, dict) or record.get("decision") not in FIELDS:
        raise InputError(f"{where}: not a decision; known are {', '.join(FIELDS)}")
    kind = record["decision"]
    values = [_text(record, key, where) for key in (*_COMMON, *FIELDS[kind])]
    unknown = sorted(set(record) - {*_COMMON, *FIELDS[kind]})
    if unknown:
        raise InputError(f"{where}: unknown field {unknown[0]!r} in a decision {kind!r}")
    return Decision(values[0], kind, tuple(values[5:]), *values[2:5])


def effective(decisions: Iterable[Decision]) -> Decisions:
    """What holds: of lines about the same thing the last wins, an undone line counts for nothing."""
    pairs: dict[tuple[str, str], str] = {}
    articles: dict[tuple[str, str], str] = {}
    maps: dict[str, dict[str, str]] = {"assign": {}, "redirect": {}}
    sets: dict[str, set[str]] = {"reject": set(), "retract": set()}
    for decision in not_undone(list(decisions)):
        first, *rest = decision.about
        if decision.kind in sets:
            sets[decision.kind].add(first)
        elif decision.kind in maps:
            maps[decision.kind][first] = rest[0]
        else:
            of_kind = articles if decision.kind in _ARTICLES else pairs
            of_kind[min(first, rest[0]), max(first, rest[0])] = decision.kind

    def of(wanted: str) -> tuple[tuple[str, str], ...]:
        return tuple(
            sorted(pair for pair, kind in (articles if wanted in _ARTICLES else pairs).items() if kind == wanted)
        )

    return Decisions(
        assign=maps["assign"],
        redirects=maps["redirect"],
        same=of("same"),
        different=of("different"),
        copies=of("copy"),
        independent=of("independent"),
        rejected=frozenset(sets["reject"]),
        retracted=frozenset(sets["retract"]),
    )


def not_undone(decisions: Sequence[Decision]) -> Iterator[Decision]:
    """The decisions that stand, in their order."""
    gone = undone(decisions)
    return (d for d in decisions if d.kind != "undo" and d.id not in gone)


def undone(decisions: Iterable[Decision]) -> set[str]:
    """The ids of decisions that are taken back; of the decisions, given in their order, only undos are kept at hand."""
    undos = [decision for decision in decisions if decision.kind == "undo"]
    gone: set[str] = set()
    # backwards, because an undo may itself be undone later
    for undo in reversed(undos):
        if undo.id not in gone:
            gone.add(undo.about[0])
    return gone


def _text(record: dict[str, Any], key: str, where: str) -> str:
    value = record.get("why", "") if key == "why" else record.get(key)
    if not isinstance(value, str):
        raise InputError(f"{where}: the field {key!r} is missing or not a text")
    return value
