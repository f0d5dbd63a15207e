"""Reads a .grass file as the Browser does: the rules in their order, and which of them a node gets."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

RULE = re.compile(r"""\s*([\w.]+)\s*\{((?:"[^"]*"|[^{}"])*)\}""")
Rules = list[tuple[str, Mapping[str, str]]]


def rules(text: str) -> Rules:
    """Every rule; nothing but rules may stand in the text."""
    assert not RULE.sub("", text).strip()
    return [
        (match[1], dict(_property(line) for line in match[2].strip().splitlines())) for match in RULE.finditer(text)
    ]


def look(found: Rules, labels: Iterable[str]) -> Mapping[str, str]:
    """What a node with the labels looks like: of the rules that fit, the last one wins."""
    fitting = {"node", *(f"node.{label}" for label in labels)}
    return {name: value for selector, rule in found if selector in fitting for name, value in rule.items()}


def _property(line: str) -> tuple[str, str]:
    name, colon, value = line.strip().removesuffix(";").partition(": ")
    assert colon
    return name, value.strip('"')
