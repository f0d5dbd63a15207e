"""Cypher cut into tokens, with brackets matched: as much of the language as the linter needs, and no more.

The parsers on the package index were tried first: the maintained one (graphglot 0.14) refuses `shortestPath` and
`COUNT { pattern }`, which the stores take; the others have not been touched for years.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.errors import QueryError

__all__ = ["CLAUSES", "Token", "parts", "tokens"]

CLAUSES = frozenset(
    {
        "MATCH",
        "OPTIONAL",
        "WHERE",
        "RETURN",
        "WITH",
        "UNWIND",
        "CALL",
        "UNION",
        "ORDER",
        "SKIP",
        "LIMIT",
        "CREATE",
        "MERGE",
        "SET",
        "DELETE",
        "DETACH",
        "REMOVE",
        "FOREACH",
        "DROP",
        "LOAD",
        "USE",
        "FINISH",
    }  # fmt: skip
)
"""Words that begin a clause."""

_TOKEN = re.compile(
    r"""(?P<space>\s+|//[^\n]*|/\*.*?\*/)
      | (?P<text>'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")
      | (?P<parameter>\$\w+)
      | (?P<word>[^\W\d]\w*|`(?:``|[^`])+`)
      | (?P<number>\d+(?:\.\d+)?)
      | (?P<sign>\.\.|<>|<=|>=|=~|\|\||[-+*/%^=<>()\[\]{},.:|;!&?])""",
    re.VERBOSE | re.DOTALL,
)
_OPEN = {"(": ")", "[": "]", "{": "}"}


@dataclass(frozen=True, slots=True)
class Token:
    """One token; `depth` counts the brackets around it, `end` is the index of the bracket that closes an opening one.

    kind  word | text | parameter | number | sign
    """

    kind: str
    text: str
    line: int
    depth: int
    end: int = -1

    def is_word(self, *words: str) -> bool:
        """Whether it is one of the words, whatever their case."""
        return self.kind == "word" and self.text.upper() in words


def tokens(text: str) -> list[Token]:
    """The tokens of a query. Raises QueryError for a character that no token begins with, or an unmatched bracket."""
    found: list[Token] = []
    opened: list[int] = []
    for kind, word, line in _scanned(text):
        if opened and word == _OPEN[found[opened[-1]].text] and kind == "sign":
            start = opened.pop()
            found[start] = Token("sign", found[start].text, found[start].line, len(opened), len(found))
        elif kind == "sign" and word in ")]}":
            raise QueryError(f"line {line}: {word} closes nothing")
        found.append(Token(kind, word, line, len(opened)))
        if kind == "sign" and word in _OPEN:
            opened.append(len(found) - 1)
    if opened:
        raise QueryError(f"line {found[opened[-1]].line}: {found[opened[-1]].text} is never closed")
    return found


def _scanned(text: str) -> Iterator[tuple[str, str, int]]:
    position = 0
    while position < len(text):
        line = text.count("\n", 0, position) + 1
        match = _TOKEN.match(text, position)
        if match is None:
            raise QueryError(f"line {line}: {text[position]!r} begins no token")
        position = match.end()
        if match.lastgroup and match.lastgroup != "space":
            yield match.lastgroup, match[0], line


def parts(found: Sequence[Token], *separators: str) -> list[list[Token]]:
    """The tokens cut at the separators (words or signs) that stand in no bracket among them."""
    depth = min((token.depth for token in found), default=0)
    cut: list[list[Token]] = [[]]
    for token in found:
        if token.depth == depth and token.text.upper() in separators and token.kind in ("word", "sign"):
            cut.append([])
        else:
            cut[-1].append(token)
    return cut
