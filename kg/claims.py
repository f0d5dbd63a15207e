"""Claims files: one article a file, JSON Lines; a header line with the article, then a line a claim.

The codec is lossless (`read(lines(...))` gives back what went in), writes keys in a fixed order, and leaves out what is
None or empty, so that the same claims are the same bytes.
"""

from __future__ import annotations

import datetime as dt
import json
import math
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from kg.errors import InputError
from kg.ids import text_sha256
from kg.model import Amount, Article, Claim, Interval, Mention, Span

__all__ = [
    "SCHEMA",
    "ClaimsFile",
    "article_record",
    "claim_line",
    "claim_record",
    "lines",
    "mention_record",
    "parse",
    "parse_claim",
    "parse_stream",
    "stream_lines",
]

SCHEMA = 1
"""The version of the form of claims files that this code reads and writes."""

Record = dict[str, Any]

_JSON = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":"))
_BREAKING = re.compile("[\u2028\u2029\x85\ud800-\udfff]")

_HEADER = {"schema", "article", "run", "text"}
_ARTICLE = {
    "id",
    "givenId",
    "url",
    "title",
    "publisher",
    "byline",
    "published",
    "dateBasis",
    "dateConfidence",
    "language",
    "textSha256",
    "rights",
    "versionOf",
    "reprintOf",
    "copyBasis",
}
_MENTION = {"id", "name", "mention", "type", "country", "sector", "start", "end", "named", "links"}
_CLAIM = {
    "claim",
    "situation",
    "class",
    "realis",
    "prospect",
    "phase",
    "polarity",
    "certainty",
    "attribution",
    "attributedTo",
    "roles",
    "links",
    "date",
    "size",
    "amount",
    "spans",
    "rule",
    "confidence",
}


@dataclass(frozen=True, slots=True)
class ClaimsFile:
    """What one claims file says. `article.text` is empty in a project, where the text lies in texts/<sha256>.txt."""

    article: Article
    run: str
    claims: tuple[Claim, ...]


# ---------------------------------------------------------------------------------------------------- writing


def lines(article: Article, claims: Iterable[Claim], *, run: str) -> Iterator[str]:
    """The lines of the article's claims file, each ending in a line feed."""
    yield _line({"schema": SCHEMA, "article": article_record(article), "run": run})
    yield from map(claim_line, claims)


def claim_line(claim: Claim) -> str:
    """The claim's line of a claims file, with its line feed."""
    return _line(claim_record(claim))


def stream_lines(article: Article, claims: Iterable[Claim], *, run: str) -> Iterator[str]:
    """The same with the text in the header, so that a stream of many articles is whole in itself."""
    yield _line({"schema": SCHEMA, "article": article_record(article), "run": run, "text": article.text})
    yield from map(claim_line, claims)


def article_record(article: Article) -> Record:
    """The article as it stands in the header: everything but its text."""
    return _filled(
        {
            "id": article.id,
            "givenId": article.given_id,
            "url": article.url,
            "title": article.title,
            "publisher": article.publisher,
            "byline": article.byline,
            "published": _iso(article.published),
            "dateBasis": article.date_basis,
            "dateConfidence": article.date_confidence,
            "language": article.language,
            "textSha256": article.text_sha256,
            "rights": article.rights,
            "versionOf": article.version_of,
            "reprintOf": article.reprint_of,
            "copyBasis": article.copy_basis,
        }
    )


def claim_record(claim: Claim) -> Record:
    """The claim as a line of a claims file says it."""
    return _filled(
        {
            "claim": claim.id,
            "situation": claim.situation,
            "class": claim.class_,
            "realis": claim.realis,
            "prospect": claim.prospect,
            "phase": claim.phase,
            "polarity": claim.polarity,
            "certainty": claim.certainty,
            "attribution": claim.attribution,
            "attributedTo": None if claim.attributed_to is None else mention_record(claim.attributed_to),
            "roles": {role: [mention_record(m) for m in fillers] for role, fillers in claim.roles.items()},
            "links": {link: list(keys) for link, keys in claim.links.items()},
            "date": None if claim.date is None else _interval_record(claim.date),
            "size": dict(sorted(claim.size.items(), key=_by_kind)),
            "amount": None
            if claim.amount is None
            else {"value": claim.amount.value, "currency": claim.amount.currency},
            "spans": [[span.start, span.end] for span in claim.spans],
            "rule": claim.rule,
            "confidence": claim.confidence,
        }
    )


def mention_record(mention: Mention) -> Record:
    """The filler as claims files and the plover form write it."""
    return _filled(
        {
            "id": mention.entity,
            "name": mention.name,
            "mention": mention.text,
            "type": mention.type,
            "country": mention.country,
            "sector": mention.sector,
            "start": None if mention.span is None else mention.span.start,
            "end": None if mention.span is None else mention.span.end,
            "named": mention.named or None,
            "links": {link: [mention_record(m) for m in targets] for link, targets in mention.links.items()},
        }
    )


def _interval_record(interval: Interval) -> Record:
    return _filled(
        {
            "edtf": interval.edtf,
            "earliest": _iso(interval.earliest),
            "latest": _iso(interval.latest),
            "text": interval.text,
        }
    )


def _by_kind(figure: tuple[str, int]) -> tuple[str, bool]:
    """In the order of what is counted, the lowest number first."""
    name = figure[0]
    return name[:-3], not name.endswith("Min")


def _iso(day: dt.date | None) -> str | None:
    return None if day is None else day.isoformat()


def _filled(record: Record) -> Record:
    """Without what is None and without empty mappings."""
    return {key: value for key, value in record.items() if value is not None and value != {}}


def _line(record: Record) -> str:
    # U+2028 and lone surrogates would break readers that split lines by Unicode or encode strictly
    text = _JSON.encode(record)
    return _BREAKING.sub(lambda found: f"\\u{ord(found[0]):04x}", text) + "\n"


# ---------------------------------------------------------------------------------------------------- reading


def parse(rows: Iterable[str], *, where: str) -> ClaimsFile:
    """The claims file whose lines are `rows`; `where` names it in errors.

    Raises InputError, naming file and line, for broken JSON, another schema, an unknown or missing field, or a value
    of the wrong kind. Whether class, role and values are the ontology's is for `kg.ontology.check` to say.
    """
    numbered = ((number, row) for number, row in enumerate(rows, 1) if row.strip())
    first = next(numbered, None)
    if first is None:
        raise InputError(f"{where}: empty; a claims file begins with a line that describes its article")
    article, run = _header(_record(first[1], where, first[0]), where)
    claims = tuple(_at(f"{where}:{n}", _claim, _record(row, where, n), article.id) for n, row in numbered)
    return ClaimsFile(article, run, claims)


def parse_claim(row: str, *, article: str, where: str) -> Claim:
    """The claim that a line of a claims file says, of the article with that id; raises InputError as `parse` does."""
    claim: Claim = _at(where, _claim, _record(row, where, 1), article)
    return claim


def parse_stream(rows: Iterable[str], *, where: str) -> Iterator[ClaimsFile | InputError]:
    """The articles of a stream that `stream_lines` wrote, one by one; an InputError in place of a damaged one."""
    block: list[str] = []
    for number, row in enumerate(rows, 1):
        if row.startswith('{"schema"') and block:
            yield _whole(block, where, number - len(block))
            block = []
        if row.strip():
            block.append(row)
    if block:
        yield _whole(block, where, number - len(block) + 1)


def _whole(block: list[str], where: str, first: int) -> ClaimsFile | InputError:
    """The article of a block whose first line has that number."""
    try:
        content = parse(block, where=f"{where} (article at line {first})")
        if text_sha256(content.article.text) != content.article.text_sha256:
            raise InputError(f"{where}:{first}: the text is missing or does not fit its digest")
    except InputError as error:
        return error
    return content


def _record(row: str, where: str, number: int) -> Record:
    try:
        record = json.loads(row)
    except (json.JSONDecodeError, RecursionError) as error:
        reason = f"{error.msg}, column {error.colno}" if isinstance(error, json.JSONDecodeError) else "too deep"
        raise InputError(f"{where}:{number}: not JSON: {reason}") from error
    if not isinstance(record, dict):
        raise InputError(f"{where}:{number}: a line holds one JSON object, not {type(record).__name__}")
    return record


def _header(record: Record, where: str) -> tuple[Article, str]:
    if record.get("schema") != SCHEMA:
        raise InputError(f"{where}:1: schema {record.get('schema')!r}; this version of kg reads schema {SCHEMA}")
    fields: tuple[Article, str] = _at(f"{where}:1", _header_fields, record)
    return fields


def _header_fields(record: Record) -> tuple[Article, str]:
    _known(record, _HEADER, "the header")
    fields = _of(dict, record, "article")
    _known(fields, _ARTICLE, "article")
    article = Article(
        id=_of(str, fields, "id"),
        text=_maybe(str, record, "text") or "",
        text_sha256=_of(str, fields, "textSha256"),
        given_id=_of(str, fields, "givenId"),
        url=_maybe(str, fields, "url"),
        title=_maybe(str, fields, "title"),
        publisher=_maybe(str, fields, "publisher"),
        published=_day(fields, "published"),
        date_basis=_maybe(str, fields, "dateBasis"),
        language=_maybe(str, fields, "language") or "en",
        rights=_maybe(str, fields, "rights"),
        version_of=_maybe(str, fields, "versionOf"),
        reprint_of=_maybe(str, fields, "reprintOf"),
        copy_basis=_maybe(str, fields, "copyBasis"),
        byline=_maybe(str, fields, "byline"),
        date_confidence=_share(fields, "dateConfidence"),
    )
    return article, _of(str, record, "run")


def _claim(record: Record, article: str) -> Claim:
    _known(record, _CLAIM, "a claim")
    source = _maybe(dict, record, "attributedTo")
    return Claim(
        id=_of(str, record, "claim"),
        article=article,
        situation=_of(str, record, "situation"),
        class_=_of(str, record, "class"),
        realis=_of(str, record, "realis"),
        polarity=_of(str, record, "polarity"),
        certainty=_of(str, record, "certainty"),
        attribution=_of(str, record, "attribution"),
        spans=tuple(Span(*_pair(pair)) for pair in _of(list, record, "spans")),
        rule=_of(str, record, "rule"),
        confidence=_number(_of((int, float), record, "confidence")),
        prospect=_maybe(str, record, "prospect"),
        phase=_maybe(str, record, "phase"),
        attributed_to=None if source is None else _mention(source),
        roles=_mentions(_maybe(dict, record, "roles") or {}),
        links={link: tuple(_strings(keys)) for link, keys in (_maybe(dict, record, "links") or {}).items()},
        date=_interval(_maybe(dict, record, "date")),
        size=_size(_maybe(dict, record, "size") or {}),
        amount=_amount(_maybe(dict, record, "amount")),
    )


def _mention(record: Record) -> Mention:
    _known(record, _MENTION, "a filler")
    start, end = _maybe(int, record, "start"), _maybe(int, record, "end")
    return Mention(
        entity=_of(str, record, "id"),
        name=_of(str, record, "name"),
        type=_of(str, record, "type"),
        text=_maybe(str, record, "mention"),
        span=None if start is None or end is None else Span(start, end),
        country=_maybe(str, record, "country"),
        sector=_maybe(str, record, "sector"),
        named=_maybe(bool, record, "named") or False,
        links=_mentions(_maybe(dict, record, "links") or {}),
    )


def _mentions(fields: Mapping[str, Any]) -> dict[str, tuple[Mention, ...]]:
    return {role: tuple(_mention(_of(dict, {role: f}, role)) for f in _listed(role, v)) for role, v in fields.items()}


def _interval(record: Record | None) -> Interval | None:
    if record is None:
        return None
    _known(record, {"edtf", "earliest", "latest", "text"}, "date")
    return Interval(
        _of(str, record, "edtf"), _day(record, "earliest"), _day(record, "latest"), _maybe(str, record, "text")
    )


def _amount(record: Record | None) -> Amount | None:
    if record is None:
        return None
    _known(record, {"value", "currency"}, "amount")
    return Amount(_number(_of((int, float), record, "value")), _of(str, record, "currency"))


def _size(record: Record) -> dict[str, int]:
    return {key: _of(int, record, key) for key in record}


# ----------------------------------------------------------------------------------------------------- fields


def _at(where: str, build: Any, *parts: Any) -> Any:
    """What `build` makes of the parts; its ValueError becomes an InputError that says where."""
    try:
        return build(*parts)
    except ValueError as error:
        raise InputError(f"{where}: {error}") from error


def _known(record: Record, allowed: set[str], what: str) -> None:
    if not record.keys() <= allowed:
        unknown = sorted(record.keys() - allowed)
        raise ValueError(f"unknown field {unknown[0]!r} in {what}; allowed are {', '.join(sorted(allowed))}")


def _of(kind: Any, record: Record, key: str) -> Any:
    value = record.get(key)
    if value is None:
        raise ValueError(f"the field {key!r} is missing")
    # bool is an int in Python; in a file it is not
    if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
        raise ValueError(f"the field {key!r} holds {value!r}")
    return value


def _maybe(kind: Any, record: Record, key: str) -> Any:
    return None if record.get(key) is None else _of(kind, record, key)


def _day(record: Record, key: str) -> dt.date | None:
    text = _maybe(str, record, key)
    return None if text is None else dt.date.fromisoformat(text)


def _share(record: Record, key: str) -> float | None:
    number = _maybe((int, float), record, key)
    return None if number is None else float(_number(number))


def _number(value: int | float) -> int | float:
    if not math.isfinite(value):
        raise ValueError(f"{value} is not a number")
    return value


def _pair(value: Any) -> tuple[int, int]:
    if not (isinstance(value, list) and len(value) == 2 and all(type(n) is int for n in value)):
        raise ValueError(f"a span is [start, end], not {value!r}")
    return value[0], value[1]


def _strings(value: Any) -> list[str]:
    if not (isinstance(value, list) and all(isinstance(s, str) for s in value)):
        raise ValueError(f"a list of keys is expected, not {value!r}")
    return value


def _listed(role: str, value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise ValueError(f"the fillers of {role!r} are a list, not {value!r}")
    return value
