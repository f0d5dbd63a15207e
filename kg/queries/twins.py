"""The twin of a canned query: the same question in SPARQL, a .rq file beside the .cypher file that has the header.

Its first lines are comments: `# twin: NAME.cypher`, and where a column holds a list, or a row rests on several
situations, `# lists: COLUMN, COLUMN`. Below stands SPARQL that any engine can run as it is:

- A parameter `since` is the variable `?given_since`. Each group that uses it says what it is in a line of its own,
  `VALUES ?given_since { UNDEF }`: what is not bound restricts nothing. Where the header has a default, that stands in
  the place of UNDEF. Asking puts the terms that were given there.
- A column is the variable of its name. The name of a thing stands in a second variable, `?whoLabel` beside `?who`.
- `?why`, and variables that begin with `why_`, are the situations that a row rests on.
- A list comes as several solutions, one an element. Solutions that differ in nothing but lists are one row; further
  variables, which no column shows, keep rows apart that look alike.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.errors import QueryError
from kg.queries.header import Query

__all__ = ["LABEL", "Twin", "given_variable", "restated", "twin_of", "twin_path"]

LABEL = "Label"
"""What the variable of a thing's name ends in."""

_VALUES = re.compile(r"\bVALUES \?given_([a-z_]+) \{ ([^{}]*) \}")
_FIRST = "# twin: "
_LISTS = "# lists: "


@dataclass(frozen=True, slots=True)
class Twin:
    """A question in SPARQL. `lists` are the columns that hold lists; `text` is the file from its first PREFIX on."""

    query: Query
    lists: frozenset[str]
    text: str
    path: Path

    @property
    def restrictions(self) -> Sequence[tuple[str, str]]:
        """Each parameter as often as it is said, with what stands in the file: `UNDEF` or a default."""
        return [(match[1], match[2]) for match in _VALUES.finditer(self.text)]


def twin_path(query: Query) -> Path:
    """Where the query's twin lies, if it has one."""
    return query.path.with_suffix(".rq")


def twin_of(query: Query) -> Twin:
    """The query in SPARQL. Raises QueryError where it cannot be asked so (with the reason), or the file is no twin."""
    if query.sparql is not None:
        raise QueryError(f"{query.name} has no SPARQL: {query.sparql}")
    path = twin_path(query)
    if not path.exists():
        raise QueryError(f"{query.name} has neither a twin {path.name} nor a reason (`sparql: …`) why it has none")
    lines = path.read_text("utf-8").splitlines()
    if not lines or lines[0] != f"{_FIRST}{query.path.name}":
        raise QueryError(f"{path.name}: the first line is `{_FIRST}{query.path.name}`")
    comments = list(itertools.takewhile(lambda line: line.startswith("#"), lines))
    return Twin(query, _lists(comments), "\n".join(lines[len(comments) :]).strip(), path)


def _lists(comments: Sequence[str]) -> frozenset[str]:
    named = [line.removeprefix(_LISTS) for line in comments if line.startswith(_LISTS)]
    return frozenset(name.strip() for line in named for name in line.split(","))


def given_variable(parameter: str) -> str:
    """The variable of a parameter, without its question mark."""
    return f"given_{parameter}"


def restated(text: str, terms: Mapping[str, str]) -> str:
    """The text with `terms` (SPARQL terms, parted by blanks) in the places that it has for these parameters.

    Whoever calls writes terms as SPARQL writes them: what stands between the braces is not looked at again.
    """
    return _VALUES.sub(lambda match: f"VALUES ?given_{match[1]} {{ {terms.get(match[1], match[2])} }}", text)
