"""PropBank on the sentences of a treebank: predicates, and the head words of their arguments."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from training.sentence import ROLES, Predicate

__all__ = ["Spans", "on_heads", "read"]

Spans = tuple[int, tuple[tuple[str, int, int], ...]]
"""A predicate's word, and its arguments: role, first word, word after the last."""


def read(path: Path) -> dict[str, list[Spans]]:
    """The predicates of each sentence, by the sentence's id in the treebank."""
    found = {}
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            found[str(row["sent_id"])] = [
                (int(entry["i"]), tuple((str(role), int(a), int(b)) for role, a, b in entry["args"]))
                for entry in row["predicates"]
            ]
    return found


def on_heads(predicate: Spans, heads: Sequence[int]) -> Predicate:
    """The predicate with each argument's span as its head: the word whose own head lies outside of the span.

    References to an argument ("R-ARG0"), its continuations ("C-ARG1") and roles that are not learned are left out.
    """
    index, spans = predicate
    arguments: dict[int, str] = {}
    for label, start, end in spans:
        role = label.removeprefix("ARGM-")
        if role in ROLES:
            head = next((i for i in range(start, end) if not start <= heads[i] < end or heads[i] == i), None)
            if head is not None and head != index:
                arguments.setdefault(head, role)
    return Predicate(index, tuple(sorted(arguments.items())))
