"""Proper names of an article: where each stands, what kind of thing it names, which registry entry it is."""

from __future__ import annotations

import collections
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from anyascii import anyascii
from spacy.tokens import Doc, Span, Token

from ingest.lexicon import Noun, lexicon
from kg.model import Entity
from kg.names import name_key, normalised
from kg.registry import Registry

__all__ = ["Name", "focus", "names_in"]

ANYWHERE = {"InternationalOrganization", "MediaOutlet", "Country", "City", "Region", "AirBase", "MilitaryBase"}
"""Entries that an article may name without speaking of their country; a party's initials need it near."""

PLACES = {"Country", "Region", "City"}
_LABELS = {"PERSON": "Person", "ORG": "Organization", "LOC": "Region"}
_SURNAME = {"surname", "name", "named", "called", "nickname", "nicknamed"}
_LINK_WORDS = {
    "of",
    "for",
    "and",
    "on",
    "the",
    "de",
    "del",
    "la",
    "al",
    "bin",
    "van",
    "von",
    "da",
    "dos",
    "du",
    "&",
    "'s",
    "’s",
    "-",
    "/",
}
_EDGES = {
    "the",
    "a",
    "an",
    "'s",
    "’s",
    "'",
    "’",
    '"',
    "“",
    "”",
    ",",
    ".",
    "-",
    "–",
    "—",
    "(",
    ")",
    ":",
    ";",
    "/",
    "his",
    "her",
    "their",
    "its",
    "our",
}
_POSSESSIVE = re.compile(r"['’]s?\s")
_CUT = re.compile(r"\s(?:of|for|on|in|at|to|against)\s", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Name:
    """A proper name at tokens `[start, end)`: its class, and the registry entry (or city) that it names, if known."""

    start: int
    end: int
    type: str
    text: str
    entity: Entity | None = None
    country: str | None = None
    sector: str | None = None


def names_in(doc: Doc, *, registry: Registry, countries: Mapping[str, int]) -> tuple[Name, ...]:
    """The names of a parsed article in the order of the text; none overlaps another.

    `countries` counts mentions of countries (`focus`): towns and initials are read with them in mind.
    """
    known = list(_registered(doc, registry, countries))
    taken = {i for name in known for i in range(name.start, name.end)}
    found = [*known, *_recognised(doc, taken, registry, countries)]
    taken |= {i for name in found for i in range(name.start, name.end)}
    found += _capitalised(doc, taken)
    return tuple(sorted(_settled(found), key=lambda name: name.start))


def focus(doc: Doc, *, registry: Registry) -> collections.Counter[str]:
    """How often an article speaks of each country (alpha-3), by name, adjective or capital."""
    seen: collections.Counter[str] = collections.Counter()
    for start, end, entity in _matches(doc, registry):
        if entity.type == "Country" and entity.country:
            seen[entity.country] += 3 if doc[end - 1].dep_ in ("nsubj", "nmod:poss") else 2
        elif entity.country and entity.type not in ("MediaOutlet", "InternationalOrganization"):
            seen[entity.country] += 1 if end - start > 1 or entity.type in PLACES else 0
    for token in doc:
        code = registry.country_of_adjective(token.text) if token.text[:1].isupper() else None
        if code is not None and not _before_title(token):
            seen[code] += 1
    for ent in doc.ents:
        city = registry.city(ent.text) if ent.label_ == "LOC" and ent.text not in registry.names else None
        if city is not None and city.country:
            seen[city.country] += 1
    return seen


def _before_title(token: Token) -> bool:
    """Whether an adjective only says whose president: those of other countries are introduced so, one's own are not."""
    noun = lexicon().nouns.get(token.head.lower_)
    return token.dep_ == "amod" and noun is not None and noun.post


def _matches(doc: Doc, registry: Registry) -> Iterator[tuple[int, int, Entity]]:
    """Longest matches of registry names, left to right, as the letters stand."""
    at = 0
    while at < len(doc):
        match = _longest(doc, at, registry)
        if match is None:
            at += 1
            continue
        end, entities = match
        for entity in entities:
            yield at, end, entity
        at = end


def _longest(doc: Doc, at: int, registry: Registry) -> tuple[int, list[Entity]] | None:
    first = doc[at].text
    if (
        not first[:1].isalnum()
        or first.islower()
        and not first[:1].isdigit()
        and first not in ("al", "von", "el", "bin", "southern", "northern", "interim", "south", "north")
    ):
        return None
    if name_key(first).partition(" ")[0] not in registry.starts:
        return None
    for end in range(min(len(doc), at + registry.longest + 4), at, -1):
        surface = doc[at:end].text
        if "\n" in surface or not _ends_well(doc[at:end]):
            continue
        ids = registry.names.get(name_key(surface), ())
        fitting = [registry.entities[id_] for id_ in ids if _as_written(registry.entities[id_], surface)]
        if fitting:
            return end, fitting
    return None


def _ends_well(span: Span) -> bool:
    last = span[-1].text
    return (
        last[-1:].isalnum() or last == ")" and "(" in span.text or last.endswith(".") and len(last) > 1 or last == "+"
    )


def _as_written(entity: Entity, surface: str) -> bool:
    """A name of one word must stand as it is written, capitals and all: "US" is not "us", nor "Mas" the party."""
    if " " in surface or "-" in surface:
        return not surface.islower() or surface in entity.aliases
    plain = anyascii(surface)
    if any(plain == anyascii(name) for name in (entity.name, *entity.aliases)):
        return True
    return plain.isupper() and len(plain) > 5


def _registered(doc: Doc, registry: Registry, countries: Mapping[str, int]) -> Iterator[Name]:
    by_span: dict[tuple[int, int], list[Entity]] = collections.defaultdict(list)
    for start, end, entity in _matches(doc, registry):
        if _fits(doc[start:end], entity, countries):
            by_span[start, end].append(entity)
    for (start, end), entities in by_span.items():
        best = max(entities, key=lambda e: countries.get(e.country or "", 0))
        yield Name(start, end, best.type, best.name, best, best.country, best.sector)


def _fits(span: Span, entity: Entity, countries: Mapping[str, int]) -> bool:
    doc, single = span.doc, len(span.text.split()) == 1
    if entity.type not in ANYWHERE and (single or entity.type != "Person") and entity.country:
        if entity.country not in countries and not (single and entity.type == "Person" and len(span.text) > 7):
            return False
    if _inside_longer_name(span, entity):
        return False
    before = doc[span.start - 1] if span.start else None
    if before is not None and entity.type != "Person" and before.lower_ in _SURNAME:
        return False
    if single and entity.type == "Person":
        return not _has_neighbour(span)
    honorific = before is not None and before.lower_.rstrip(".") in lexicon().honorifics
    return not (honorific and entity.type in PLACES)


def _inside_longer_name(span: Span, entity: Entity) -> bool:
    """Whether the recogniser sees a longer name around: "Bank of Russia", "Paris Hilton"."""
    for ent in span.doc.ents:
        if ent.start <= span.start and span.end <= ent.end and len(_core(ent)) > len(span):
            if ent.label_ == "PERSON" and _after_title(span):
                return False
            if ent.label_ == "PERSON":
                rest = [t for t in _core(ent) if not span.start <= t.i < span.end]
                return any(t.pos_ == "PROPN" and lexicon().noun(t.lower_) is None for t in rest)
            tail = lexicon().noun(*(t.lower_ for t in ent))
            return ent.label_ in ("ORG", "LOC") and (tail is not None or " of " in ent.text) and entity.type in PLACES
    return False


def _after_title(span: Span) -> bool:
    """Whether a country ends a title that runs into a name: "Ambassador to | Peru | Joaquim Lemos"."""
    return (
        span.start > 1
        and span.doc[span.start - 1].lower_ in ("to", "of", "for")
        and span.doc[span.start - 2].pos_ in ("NOUN", "PROPN")
    )


def _core(ent: Span) -> Span:
    start, end = ent.start, ent.end
    while start < end and ent.doc[start].lower_ in _EDGES | {" "}:
        start += 1
    while end > start and (ent.doc[end - 1].lower_ in _EDGES or ent.doc[end - 1].is_space):
        end -= 1
    return ent.doc[start:end]


def _has_neighbour(span: Span) -> bool:
    """Whether another part of a name stands right before or after: "Maria Chavez" is not Hugo."""
    doc = span.doc
    before = doc[span.start - 1] if span.start else None
    after = doc[span.end] if span.end < len(doc) else None
    if (
        before is not None
        and _name_part(before)
        and (before.head.i in range(span.start, span.end) or span.root.head == before)
    ):
        return True
    return after is not None and _name_part(after) and after.dep_ == "flat" and after.tag_ != "POS"


def _name_part(token: Token) -> bool:
    lower = token.lower_.rstrip(".")
    return (
        token.pos_ == "PROPN"
        and token.text[:1].isupper()
        and lexicon().noun(lower) is None
        and lower not in lexicon().honorifics
        and token.ent_type_ in ("PERSON", "")
        and token.dep_ in ("flat", "compound", "nsubj", "obj", "obl", "nmod", "nsubj:pass", "appos", "conj", "ROOT")
        and token.ent_type_ == "PERSON"
    )


def _recognised(doc: Doc, taken: set[int], registry: Registry, countries: Mapping[str, int]) -> Iterator[Name]:
    for ent in doc.ents:
        for span in _pieces(ent, taken):
            span = _without_title(span) if ent.label_ == "PERSON" else _core(span)
            if not len(span) or not any(t.pos_ in ("PROPN", "NOUN", "ADJ", "X") or t.text[:1].isupper() for t in span):
                continue
            name = _classified(span, ent.label_, registry, countries)
            if name is not None:
                yield name


def _pieces(ent: Span, taken: set[int]) -> Iterator[Span]:
    """An entity without the tokens that registry names have taken; cut at line ends."""
    start = None
    for token in ent:
        free = token.i not in taken and "\n" not in token.text
        if free and start is None:
            start = token.i
        if not free and start is not None:
            yield ent.doc[start : token.i]
            start = None
    if start is not None:
        yield ent.doc[start : ent.end]


def _without_title(span: Span) -> Span:
    """A person's name without the posts and honorifics before it: "President Kenyatta" gives "Kenyatta"."""
    span = _core(span)
    start, words = span.start, lexicon()
    while start < span.end - 1:
        lower = span.doc[start].lower_.rstrip(".")
        noun = words.nouns.get(lower)
        if not (lower in words.honorifics or noun is not None and noun.type == "Person" or lower in words.phases):
            break
        start += 1
    return _core(span.doc[start : span.end])


def _classified(span: Span, label: str, registry: Registry, countries: Mapping[str, int]) -> Name | None:
    if label == "NORP" or _of_a_title(span) or all(_honorific(t) for t in span):
        return None
    text = _text(span)
    tail = _head_noun(span)
    after = span.doc[span.end].lower_ if span.end < len(span.doc) else ""
    if label == "PERSON":
        if tail is not None and len(span) == 1:
            return None
        if tail is None or tail.type not in ("Party", "Legislature", "GovernmentBody", "Facility"):
            return Name(span.start, span.end, "Person", text)
    if after in _PARTIES or tail is None and _owned_by_person(span):
        return Name(span.start, span.end, "Party", text, sector="PTY")
    if tail is not None and tail.type not in ("Person", "Group"):
        if len(span) == 1:
            return None
        span = _with_adjective(span)
        return Name(span.start, span.end, tail.type, _text(span), sector=tail.sector)
    if tail is not None and tail.type == "Person":
        return None
    if label == "LOC":
        return _place(span, text, registry, countries)
    span = _with_adjective(span)
    return Name(span.start, span.end, _LABELS.get(label, "Organization"), _text(span))


_PARTIES = {"party", "coalition", "alliance", "movement", "bloc", "faction", "wing"}
_TITLES = {"minister", "ministers", "secretary", "undersecretary", "minster"}


def _of_a_title(span: Span) -> bool:
    """Whether the words only finish a title: "Minister of | Justice and Public Security"."""
    doc, at = span.doc, span.start - 1
    while (
        at >= max(0, span.start - 6)
        and doc[at].lower_ in ("of", "for", "the", "and", ",", "public", "foreign")
        or at >= max(0, span.start - 6)
        and doc[at].head.i == at + 1
    ):
        at -= 1
    return at >= 0 and at < span.start - 1 and doc[at].lower_ in _TITLES and doc[at + 1].lower_ in ("of", "for")


def _honorific(token: Token) -> bool:
    return token.lower_.rstrip(".") in lexicon().honorifics or token.lower_ in (
        "his",
        "her",
        "highness",
        "majesty",
        "excellency",
    )


def _owned_by_person(span: Span) -> bool:
    """Whether a person's possessive stands before the name: "X's Better Future"."""
    owners = [t for t in span.root.children if t.dep_ == "nmod:poss" and t.i < span.start]
    return any(t.ent_type_ == "PERSON" for t in owners)


def _with_adjective(span: Span) -> Span:
    """A body's name with the people's adjective before it: "Korean | Confederation of Trade Unions"."""
    before = span.doc[span.start - 1] if span.start else None
    if before is not None and before.ent_type_ == "NORP" and before.pos_ == "ADJ" and before.text[:1].isupper():
        return span.doc[span.start - 1 : span.end]
    return span


def _place(span: Span, text: str, registry: Registry, countries: Mapping[str, int]) -> Name:
    for country in [code for code, _ in collections.Counter(countries).most_common(3)]:
        city = registry.city(text, country=country)
        if city is not None and city.country == country:
            return Name(span.start, span.end, "City", city.name, city, city.country)
    city = registry.city(text)
    if city is not None:
        return Name(span.start, span.end, "City", city.name, city, city.country)
    return Name(span.start, span.end, "Region", text)


def _head_noun(span: Span) -> Noun | None:
    """The common noun that a name ends in, or has before "of": "Ministry of Health", "Superior Electoral Court"."""
    words, text = lexicon(), _text(span).casefold()
    whole = words.nouns.get(text)
    if whole is not None:
        return whole
    owned = _POSSESSIVE.split(text)[-1]
    found = words.noun(*_CUT.split(owned)[0].split())
    return None if found is not None and found.type == "Facility" and owned.endswith(("house", "home")) else found


def _text(span: Span) -> str:
    return " ".join(span.text.split())


def _capitalised(doc: Doc, taken: set[int]) -> Iterator[Name]:
    """Runs of capitalised proper nouns that the recogniser passed over."""
    run: list[Token] = []
    for token in [*doc, None]:
        free = token is not None and token.i not in taken and _may_run(token, run)
        if free and token is not None:
            run.append(token)
        elif run:
            yield from _named_run(doc, run)
            run = [token] if token is not None and token.i not in taken and _may_run(token, []) else []


def _may_run(token: Token, run: list[Token]) -> bool:
    if token.pos_ != "PROPN" or not token.text[:1].isupper() or token.ent_type_ == "NORP":
        return False
    if token.lower_ in _MONTHS:
        return False
    return not run or token.i == run[-1].i + 1


_MONTHS = set(
    ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "ramadan", "easter", "christmas", "eid", "god", "internet", "covid-19", "covid", "coronavirus"]
)


def _named_run(doc: Doc, run: list[Token]) -> Iterator[Name]:
    words = lexicon()
    if run and _of_a_title(doc[run[0].i : run[-1].i + 1]):
        return
    while run and (
        run[0].lower_.rstrip(".") in words.honorifics
        or words.noun(run[0].lower_) is not None
        and len(run) > 1
        and words.noun(run[0].lower_).type == "Person"
    ):
        run = run[1:]
    if not run:
        return
    span = doc[run[0].i : run[-1].i + 1]
    tail = _head_noun(span)
    if tail is not None and (len(span) == 1 or tail.type in ("Person", "Group")):
        return
    text = _text(span)
    if tail is not None:
        yield Name(span.start, span.end, tail.type, text, sector=tail.sector)
        return
    before = doc[span.start - 1] if span.start else None
    title = before is not None and (
        before.lower_.rstrip(".") in words.honorifics or getattr(words.noun(before.lower_), "post", False)
    )
    if title and not text.isupper():
        yield Name(span.start, span.end, "Person", text)
    elif text.isupper() and len(text) > 1 or len(span) > 1:
        yield Name(span.start, span.end, "Organization", text)


def _settled(names: Iterable[Name]) -> Iterator[Name]:
    """The names with one type a spelling: what most of its mentions say, a part of a person's name being a person."""
    names = list(names)
    votes: dict[str, collections.Counter[str]] = collections.defaultdict(collections.Counter)
    persons = {part for n in names if n.type == "Person" for part in n.text.split() if len(part) > 2}
    for name in names:
        votes[normalised(name.text)][name.type] += 1
    for name in names:
        if name.entity is not None and name.entity.type != "City":
            yield name
            continue
        top = votes[normalised(name.text)].most_common(1)[0][0]
        if name.text in persons and name.type in ("Organization", "Region", "City"):
            top = "Person"
        yield name if top == name.type else replace(name, type=top, entity=None if top != "City" else name.entity)
