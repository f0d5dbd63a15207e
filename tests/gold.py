"""Gold annotations, read as if they were claims that `ingest` had found."""

from __future__ import annotations

import collections
import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import yaml

from kg.ids import article_id, claim_id, entity_id, text_sha256
from kg.model import Amount, Article, Claim, Interval, Mention, Span

Resolve = Callable[[str, str, str | None], str | None]
"""(name, type, country) -> id of a registry entry, or None."""

BRANCHES = {
    "Person": "Person",
    "Group": "Group",
    "Post": "Post",
    **dict.fromkeys(("Country", "Region", "City", "Facility", "MilitaryBase", "AirBase", "Place"), "Place"),
}
SCOPED = {"Group"}
KEPT = ("realis", "polarity", "certainty")


def no_registry(name: str, type_: str, country: str | None) -> str | None:
    """Resolve nothing."""
    return None


def article_of(path: Path, text: str, **fields: Any) -> Article:
    """The article that a gold file annotates; `fields` (url, title, publisher, published…) as kg.model.Article."""
    gold = yaml.safe_load(path.read_text("utf-8"))
    if gold.get("published") and "published" not in fields:
        fields |= {"published": gold["published"], "date_basis": gold.get("dateBasis", "given")}
    url, publisher = fields.get("url"), fields.get("publisher")
    return Article(
        id=article_id(text=text, url=url, publisher=publisher, given_id=gold["article"]),
        text=text,
        text_sha256=text_sha256(text),
        given_id=gold["article"],
        **fields,
    )


def claims_of(path: Path, article: Article, *, resolve: Resolve = no_registry) -> list[Claim]:
    """The claims of a gold file about `article`, in its order; `resolve` looks names up in a registry."""
    gold = yaml.safe_load(path.read_text("utf-8"))
    entities = gold.get("entities") or {}
    seen: collections.Counter[tuple[str, Span, str]] = collections.Counter()
    return [
        _claim(entry, number=n, article=article, entities=entities, resolve=resolve, seen=seen)
        for n, entry in enumerate(gold.get("claims") or [])
    ]


def _claim(
    entry: Mapping[str, Any], *, number: int, article: Article, entities: Any, resolve: Resolve, seen: Any
) -> Claim:
    spans = tuple(_spans(entry, article.text))
    source = entry.get("source")
    voice = source if entry["voice"] == "named" else entry["voice"]
    ordinal = seen[entry["class"], spans[0], voice]
    seen[entry["class"], spans[0], voice] += 1

    def filler(key: str) -> Mention:
        return _mention(entities[key], article=article, spans=spans, resolve=resolve)

    return Claim(
        id=claim_id(article, entry["class"], span=spans[0], voice=voice, ordinal=ordinal),
        article=article.id,
        situation=entry.get("situation") or f"s{number}",
        class_=entry["class"],
        spans=spans,
        rule="gold",
        confidence=1.0,
        attribution=entry["voice"],
        attributed_to=filler(source) if entry["voice"] == "named" else None,
        prospect=entry.get("kind"),
        phase=entry.get("phase"),
        roles={role: tuple(filler(key) for key in keys) for role, keys in (entry.get("roles") or {}).items()},
        links={link: tuple(keys) for link, keys in (entry.get("links") or {}).items()},
        date=_interval(entry.get("date")),
        size=dict(entry.get("size") or {}),
        amount=Amount(**entry["amount"]) if entry.get("amount") else None,
        **{key: entry[key] for key in KEPT},
    )


def _spans(entry: Mapping[str, Any], text: str) -> Iterable[Span]:
    for quote in entry.get("quotes") or ():
        start = text.index(quote)
        yield Span(start, start + len(quote))
    for start, end in entry.get("spans") or ():
        yield Span(start, end)


def _mention(entity: Mapping[str, Any], *, article: Article, spans: tuple[Span, ...], resolve: Resolve) -> Mention:
    name, type_, country = entity["names"][0], entity["type"], entity.get("country")
    known = next(filter(None, (resolve(n, type_, country) for n in entity["names"])), None)
    named = known is not None or (type_ not in SCOPED and name[:1].isupper() and (type_ != "Person" or " " in name))
    branch = BRANCHES.get(type_, "Organization")
    found = _found(entity["names"], spans, article.text)
    return Mention(
        entity=known or entity_id(branch=branch, name=name, country=country, article=None if named else article.id),
        name=name,
        type=type_,
        text=None if found is None else article.text[found.start : found.end],
        span=found,
        country=country,
        sector=entity.get("sector"),
        named=named,
        links={
            link: tuple(Mention(resolve(n, t, c) or n, n, t, country=c, named=True) for n, t, c in targets)
            for link, targets in (entity.get("links") or {}).items()
        },
    )


def _found(names: Iterable[str], spans: Iterable[Span], text: str) -> Span | None:
    """Where the longest of the names stands within the evidence."""
    for span in spans:
        for name in sorted(names, key=len, reverse=True):
            at = text.find(name, span.start, span.end)
            if at >= 0:
                return Span(at, at + len(name))
    return None


def _interval(date: Mapping[str, dt.date] | None) -> Interval | None:
    if not date:
        return None
    earliest, latest = date.get("earliest"), date.get("latest")
    if earliest == latest:
        return Interval(str(earliest), earliest, latest)
    return Interval(f"{earliest or '..'}/{latest or '..'}", earliest, latest)
