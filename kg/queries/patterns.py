"""Where a Cypher query has patterns: its nodes `(x:Label {…})` and its steps `-[r:TYPE*1..3]->`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.queries.tokens import CLAUSES, Token

__all__ = ["Node", "Relationship", "node_patterns", "relationship_patterns", "subquery_braces"]

_SUBQUERY = ("EXISTS", "COUNT", "COLLECT", "CALL")


@dataclass(frozen=True, slots=True)
class Node:
    """A node pattern; `start` and `end` are the indices of its parentheses, `keys` the properties that it asks for."""

    variable: str
    labels: tuple[str, ...]
    keys: tuple[str, ...]
    line: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Relationship:
    """A relationship pattern; `most` is the longest that a repeated one may get, None without a bound."""

    variable: str
    types: tuple[str, ...]
    keys: tuple[str, ...]
    repeated: bool
    most: int | None
    directed: bool
    line: int
    start: int
    end: int


def node_patterns(found: Sequence[Token]) -> Iterator[Node]:
    """The node patterns, in order."""
    for n, token in enumerate(found):
        if token.text == "(" and (_joined(found, n, token.end) or _begins_pattern(found, n)):
            inside = found[n + 1 : token.end]
            if inside and inside[0].text == "(":
                continue  # a quantified group: its own patterns follow
            variable = inside[0].text if inside and inside[0].kind == "word" else ""
            yield Node(variable, _names(inside), _keys(inside, token.depth + 1), token.line, n, token.end)


def relationship_patterns(found: Sequence[Token]) -> Iterator[Relationship]:
    """The relationship patterns, in order."""
    for n, token in enumerate(found):
        if token.text != "[" or n == 0 or found[n - 1].text != "-" or token.end + 1 >= len(found):
            continue
        if found[token.end + 1].text != "-":
            continue
        inside = found[n + 1 : token.end]
        variable = inside[0].text if inside and inside[0].kind == "word" else ""
        directed = found[n - 2].text == "<" or found[token.end + 2].text == ">"
        repeated, most = _bounds(inside)
        keys = _keys(inside, token.depth + 1)
        yield Relationship(variable, _names(inside), keys, repeated, most, directed, token.line, n, token.end)


def subquery_braces(found: Sequence[Token]) -> set[int]:
    """Where an opening brace begins a subquery: after EXISTS, COUNT, COLLECT, CALL and CALL (…)."""
    starts = set()
    for n, token in enumerate(found):
        if token.text == "{" and n > 0:
            before = found[n - 1]
            opened = next((k for k in range(n) if found[k].text == "(" and found[k].end == n - 1), None)
            called = before.text == ")" and opened is not None and opened > 0 and found[opened - 1].is_word("CALL")
            if before.is_word(*_SUBQUERY) or called:
                starts.add(n)
    return starts


def _joined(found: Sequence[Token], start: int, end: int) -> bool:
    """Whether a step touches the parentheses: `)-[`, `)--`, `)<-`, `]-(`, `->(`, `--(`."""
    after = [token.text for token in found[end + 1 : end + 3]]
    before = [token.text for token in found[max(start - 2, 0) : start]]
    return after in (["-", "["], ["-", "-"], ["<", "-"]) or before in (["]", "-"], ["-", ">"], ["-", "-"])


def _begins_pattern(found: Sequence[Token], start: int) -> bool:
    """Whether the parenthesis stands where MATCH expects a pattern: first, or after a comma or `path =`."""
    before = found[start - 1] if start else None
    if before is None or not (before.is_word("MATCH") or before.text in (",", "=")):
        return False
    depth = found[start].depth
    clause = next((t for t in reversed(found[:start]) if t.depth == depth and t.is_word(*CLAUSES)), None)
    return clause is not None and clause.is_word("MATCH")


def _names(inside: Sequence[Token]) -> tuple[str, ...]:
    """The labels or types: words after `:`, `|`, `&`, `!` and before any map."""
    depth = min((t.depth for t in inside), default=0)
    names = []
    for before, token in zip([None, *inside], inside, strict=False):
        if token.text in ("{", "*") or token.is_word("WHERE"):
            break
        if token.kind == "word" and token.depth == depth and before is not None and before.text in (":", "|", "&", "!"):
            names.append(token.text.strip("`"))
    return tuple(names)


def _keys(inside: Sequence[Token], depth: int) -> tuple[str, ...]:
    """The keys of the map in the pattern."""
    pairs = zip(inside, inside[1:], strict=False)
    return tuple(t.text for t, after in pairs if t.kind == "word" and t.depth == depth + 1 and after.text == ":")


def _bounds(inside: Sequence[Token]) -> tuple[bool, int | None]:
    """Whether the step is repeated, and how often at most."""
    star = next((n for n, token in enumerate(inside) if token.text == "*"), None)
    if star is None:
        return False, None
    rest = [t for t in inside[star + 1 :] if t.kind == "number" or t.text == ".."]
    return True, int(rest[-1].text) if rest and rest[-1].kind == "number" else None
