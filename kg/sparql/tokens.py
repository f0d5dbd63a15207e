"""SPARQL cut into tokens: enough to tell a keyword from the same word in a text, a comment, a variable or a name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

__all__ = ["Token", "tokens"]

_TOKEN = re.compile(
    r"""(?P<iri><[^<>"{}|^`\x00-\x20]*>)
      | (?P<text>'''(?:\\.|(?!''').)*'''|\"\"\"(?:\\.|(?!\"\"\").)*\"\"\"|'(?:\\.|[^'\\\n\r])*'|"(?:\\.|[^"\\\n\r])*")
      | (?P<comment>\#[^\n\r]*)
      | (?P<variable>[?$]\w+)
      | (?P<tag>@[A-Za-z][\w-]*)
      | (?P<name>[^\W\d_]?[\w.-]*:(?:[\w:%-]|\\.|\.(?=[\w:%-]))*)
      | (?P<word>[^\W\d]\w*)
      | (?P<sign>\S)""",
    re.VERBOSE | re.DOTALL,
)
"""An IRI may hold a backslash here, for the escape of a character. What is read as an IRI though it is a comparison
hides no keyword that calls: those are followed by `<` or `{`, and neither is in an IRI."""


@dataclass(frozen=True, slots=True)
class Token:
    """One token. kind: iri, text, comment, variable, tag, name (prefixed), word or sign."""

    kind: str
    text: str
    line: int


def tokens(query: str) -> Iterator[Token]:
    """The tokens of a query; whatever it is, there is no error."""
    for match in _TOKEN.finditer(query):
        yield Token(match.lastgroup or "sign", match[0], query.count("\n", 0, match.start()) + 1)
