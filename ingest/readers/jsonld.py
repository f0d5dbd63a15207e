"""What a page says of itself in JSON-LD (https://www.w3.org/TR/json-ld11/), in the vocabulary of schema.org."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lxml.html import HtmlElement

__all__ = ["Node", "article_nodes", "first_text", "name_of", "nodes_of", "page_nodes"]

Node = Mapping[str, Any]

DEPTH = 12
"""How deep nodes are looked for in each other; the pages of news sites have at most six."""

_ARTICLE = re.compile(r"(?:^|[/#:])(?:\w*Article|\w*Posting|Report|Review)$")
_PAGE = re.compile(r"(?:^|[/#:])(?:WebPage|ItemPage)$")
_COMMENT = re.compile(r"^\s*(?:<!--|//<!\[CDATA\[|<!\[CDATA\[|/\*.*?\*/)|(?:-->|//\]\]>|\]\]>)\s*;?\s*$", re.DOTALL)
_COMMA = re.compile(r",(?=\s*[}\]])")


def nodes_of(tree: HtmlElement) -> list[Node]:
    """Every node with a type, in the page's order, references by `@id` resolved; broken blocks are left out."""
    found = [node for block in _blocks(tree) for node in _nodes(block)]
    by_id = {node["@id"]: node for node in found if isinstance(node.get("@id"), str) and len(node) > 1}
    return [_resolved(node, by_id) for node in found if "@type" in node]


def article_nodes(nodes: list[Node]) -> list[Node]:
    """Those of a type of article, such as NewsArticle and LiveBlogPosting."""
    return [node for node in nodes if any(_ARTICLE.search(name) for name in _types(node))]


def page_nodes(nodes: list[Node]) -> list[Node]:
    """Those of the type WebPage."""
    return [node for node in nodes if any(_PAGE.search(name) for name in _types(node))]


def first_text(value: Any) -> str | None:
    """The first text in a value that may be a text, a list, or an object with an address or a value."""
    if isinstance(value, list):
        return next(filter(None, map(first_text, value)), None)
    if isinstance(value, dict):
        return next(filter(None, (first_text(value.get(key)) for key in ("@value", "@id", "url", "name"))), None)
    return html.unescape(value).strip() or None if isinstance(value, str) else None


def name_of(value: Any) -> list[str]:
    """The names in a value: of a person, an organization, a list of them, or plain texts."""
    if isinstance(value, list):
        return [name for one in value for name in name_of(one)]
    if isinstance(value, dict):
        return name_of(value.get("name") or value.get("alternateName"))
    return [html.unescape(value).strip()] if isinstance(value, str) and value.strip() else []


def _blocks(tree: HtmlElement) -> Iterator[Any]:
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or "").lower():
            yield _parsed(script.text_content())


def _parsed(text: str) -> Any:
    """The value of a block; of one with stray commas, comments or more behind it too. None for what is no JSON."""
    bare = _COMMENT.sub("", text).strip()
    for candidate in (bare, _COMMA.sub("", bare), html.unescape(bare)):
        try:
            return json.JSONDecoder(strict=False).raw_decode(candidate)[0]
        except (ValueError, RecursionError):
            continue
    return None


def _nodes(value: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    """The nodes in a value, those at the top before those in them."""
    if depth > DEPTH:
        return
    if isinstance(value, list):
        for one in value:
            yield from _nodes(one, depth + 1)
    elif isinstance(value, dict):
        yield value
        for one in value.values():
            if isinstance(one, dict | list):
                yield from _nodes(one, depth + 1)


def _resolved(node: Node, by_id: Mapping[str, Node]) -> Node:
    return {key: _looked_up(value, by_id) for key, value in node.items()}


def _looked_up(value: Any, by_id: Mapping[str, Node]) -> Any:
    if isinstance(value, list):
        return [_looked_up(one, by_id) for one in value]
    if isinstance(value, dict) and set(value) == {"@id"} and isinstance(value["@id"], str):
        return by_id.get(value["@id"], value)
    return value


def _types(node: Node) -> list[str]:
    types = node.get("@type")
    return [name for name in (types if isinstance(types, list) else [types]) if isinstance(name, str)]
