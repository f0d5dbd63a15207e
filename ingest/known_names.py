"""Names of the registry in an article, and which countries it speaks of."""

from __future__ import annotations

import collections
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from anyascii import anyascii
from spacy.tokens import Doc, Span, Token

from ingest.lexicon import lexicon, listed
from ingest.peoples import people_ending
from kg.model import Entity
from kg.names import name_key
from kg.registry import Registry

__all__ = ["Name", "branch_of", "core", "focus", "known_in", "without_initials"]


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


ANYWHERE = {"InternationalOrganization", "MediaOutlet", "Country", "City", "Region", "AirBase", "MilitaryBase"}
"""Entries that an article may name without speaking of their country; a party's initials need it near."""


PLACES = {"Country", "Region", "City"}


_SURNAME = {"surname", "name", "named", "called", "nickname", "nicknamed"}


def focus(doc: Doc, *, registry: Registry) -> collections.Counter[str]:
    """How often an article speaks of each country (alpha-3), by name, adjective or capital."""
    seen: collections.Counter[str] = collections.Counter()
    for start, end, entity in _matches(doc, registry):
        if entity.type == "Country" and entity.country:
            seen[entity.country] += 3 if doc[end - 1].dep_ in ("nsubj", "nmod:poss") else 2
        elif entity.country and entity.type not in ("MediaOutlet", "InternationalOrganization"):
            seen[entity.country] += 1 if end - start > 1 or entity.type in PLACES else 0
    for token in doc:
        people = people_ending(doc, token.i, registry)
        if people is not None and not _before_title(token):
            seen[people[1]] += 1
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
    letters = _Letters(doc.text, [token.text for token in doc], [token.idx for token in doc])
    at = 0
    while at < len(doc):
        match = _longest(letters, at, registry)
        if match is None:
            at += 1
            continue
        end, entities = match
        for entity in entities:
            yield at, end, entity
        at = end


@dataclass(frozen=True, slots=True)
class _Letters:
    """A Doc's text, its tokens and where each begins: read once, since asking spaCy for a span is slow."""

    text: str
    words: list[str]
    begins: list[int]

    def between(self, start: int, end: int) -> str:
        """The text of the tokens `[start, end)`."""
        return self.text[self.begins[start] : self.begins[end - 1] + len(self.words[end - 1])]


def _longest(letters: _Letters, at: int, registry: Registry) -> tuple[int, list[Entity]] | None:
    first = letters.words[at]
    if (
        not first[:1].isalnum()
        or first.islower()
        and not first[:1].isdigit()
        and first not in ("al", "von", "el", "bin", "southern", "northern", "interim", "south", "north")
    ):
        return None
    start = name_key(first).partition(" ")[0]
    owned = at + 1 < len(letters.words) and letters.words[at + 1] in ("'s", "’s")
    words = max(registry.starts.get(start, 0), registry.starts.get(f"{start}s", 0) if owned else 0)
    if not words:
        return None
    # hyphens, brackets and full stops are tokens and no words of a key
    for end in range(min(len(letters.words), at + 2 * words + 3), at, -1):
        surface = letters.between(at, end)
        if "\n" in surface or not _ends_well(surface, letters.words[end - 1]):
            continue
        ids = registry.names.get(name_key(surface), ())
        fitting = [registry.entities[id_] for id_ in ids if _as_written(registry.entities[id_], surface)]
        if fitting:
            return end, fitting
    return None


def _ends_well(surface: str, last: str) -> bool:
    if last == "today":  # "visited Russia today" speaks of no broadcaster
        return False
    return last[-1:].isalnum() or last == ")" and "(" in surface or last.endswith(".") and len(last) > 1 or last == "+"


def _as_written(entity: Entity, surface: str) -> bool:
    """A name of one word must stand as it is written, capitals and all: "US" is not "us", nor "Mas" the party."""
    if " " in surface or "-" in surface:
        return not surface.islower() or surface in entity.aliases
    plain = anyascii(surface)
    if any(plain == anyascii(name) for name in (entity.name, *entity.aliases)):
        return True
    return plain.isupper() and len(plain) > 5


def known_in(doc: Doc, registry: Registry, countries: Mapping[str, int]) -> Iterator[Name]:
    """The names that the registry knows, of namesakes the one whose country the article speaks of most."""
    by_span: dict[tuple[int, int], list[Entity]] = collections.defaultdict(list)
    defined = _defined(doc)
    for start, end, entity in _matches(doc, registry):
        full = defined.get(doc[start:end].text)
        if full is not None and entity.id not in registry.names.get(name_key(full), ()):
            continue  # the article's own "NPA" is not the registry's
        if _fits(doc[start:end], entity, countries):
            by_span[start, end].append(entity)
    for (start, end), entities in by_span.items():
        best = max(entities, key=lambda e: countries.get(e.country or "", 0))
        yield Name(start, end, best.type, best.name, best, best.country, best.sector)


def _defined(doc: Doc) -> dict[str, str]:
    """Acronyms that the article itself explains, with what they stand for: "National Grain Agency (NGA)"."""
    found: dict[str, str] = {}
    for token in doc[1:-1]:
        if not token.text.isupper() or token.nbor(-1).text != "(" or token.nbor().text != ")":
            continue
        start = _initials_from(doc, token.i - 2, token.text)
        if start is not None:
            found.setdefault(token.text, doc[start : token.i - 1].text)
    return {**_abbreviated(doc), **found}


def _abbreviated(doc: Doc) -> dict[str, str]:
    """Acronyms of bodies that the article names in full before, without brackets: "Election Commission … the EC"."""
    bodies = [without_initials(core(ent)) for ent in doc.ents if ent.label_ == "ORG"]
    full = {"".join(t.text[0] for t in body if t.text[:1].isupper()): body for body in bodies if len(body) > 1}
    short = (t for t in doc if t.text.isupper() and t.text in full)
    return {t.text: full[t.text].text for t in short if full[t.text].end <= t.i}


def without_initials(name: Span) -> Span:
    """A name without its own initials behind it: "Alternative National Movement | ANM"."""
    capitals = [t.text[0] for t in name[:-1] if t.text[:1].isupper()]
    repeated = len(capitals) > 1 and name[-1].text.isupper() and name[-1].text == "".join(capitals)
    return name[:-1] if repeated else name


def _initials_from(doc: Doc, last: int, acronym: str) -> int | None:
    """Where the capitalised words begin whose initials, up to `last`, are the letters of an acronym."""
    at, left = last, acronym
    while at >= 0 and left:
        text = doc[at].text
        if text[:1].isupper():
            if text[0] != left[-1]:
                return None
            left = left[:-1]
        elif text.lower() not in ("of", "for", "and", "the", "on", "to", "in", "-", "&"):
            return None
        at -= 1
    return None if left else at + 1


def _fits(span: Span, entity: Entity, countries: Mapping[str, int]) -> bool:
    """Whether a match is meant: not a namesake from elsewhere, not part of a longer name, not "the surname Paris"."""
    single = len(span.text.split()) == 1
    if not _at_home(span, entity, countries) or _inside_longer_name(span, entity) or _namesake_abroad(span, entity):
        return False
    before = span.doc[span.start - 1] if span.start else None
    if entity.type == "Person":
        return not (single and _has_neighbour(span))
    if before is not None and before.lower_ in _SURNAME:
        return False
    honorific = before is not None and before.lower_.rstrip(".") in lexicon().honorifics
    return not (honorific and entity.type in PLACES)


_TELLING = 8
"""Letters from which on a surname alone tells the person, wherever the article is set ("Otunbayeva", not "Khan")."""


def _at_home(span: Span, entity: Entity, countries: Mapping[str, int]) -> bool:
    """Whether the article speaks of the entry's country, where its name alone says too little."""
    full = " " in span.text and entity.type == "Person"
    if full or entity.type in ANYWHERE or entity.country is None or entity.country in countries:
        return True
    return entity.type == "Person" and len(span.text) >= _TELLING


def _inside_longer_name(span: Span, entity: Entity) -> bool:
    """Whether the recogniser sees a longer name around: "Bank of Russia", "Paris Hilton"."""
    if entity.type == "Country" and branch_of(span) is not None:
        return True
    ent = _recognised_around(span)
    if ent is None or len(core(ent)) <= len(span) or ent.label_ == "PERSON" and _after_title(span):
        return False
    if ent.label_ == "PERSON":
        rest = [t for t in core(ent) if not span.start <= t.i < span.end]
        return any(t.pos_ == "PROPN" and lexicon().noun(t.lower_) is None for t in rest)
    tail = lexicon().noun(*(t.lower_ for t in ent))
    return ent.label_ in ("ORG", "LOC") and (tail is not None or " of " in ent.text) and entity.type in PLACES


def branch_of(country: Span) -> Span | None:
    """The company's or body's whole name that a country only ends: "Toyota | Kenya"; None where it is the country."""
    doc, first = country.doc, country.start
    while first > 0 and _begins_branch(doc[first - 1], doc[first]):
        first -= 1
    behind = doc[country.end] if country.end < len(doc) else None
    goes_on = behind is not None and (behind.pos_ == "PROPN" or behind.text == "-")
    if first == country.start or goes_on or not _names_body(doc[first]):
        return None
    return doc[first : country.end]


def _begins_branch(token: Token, behind: Token) -> bool:
    """Whether a proper name leads on to the next word without anything between: "Transparency | Zambia"."""
    led = token.head.i == behind.i or behind.head.i == token.i and behind.dep_ in ("flat", "compound", "nmod")
    return led and token.pos_ == "PROPN" and token.text[:1].isupper() and token.ent_type_ in ("ORG", "LOC")


def _names_body(word: Token) -> bool:
    """Whether the recogniser takes the word for a body's name, here or elsewhere in the article; never "East", "UN"."""
    if word.lower_ in listed("directions") or lexicon().noun(word.lower_) is not None or word.text.isupper():
        return False
    return any(t.text == word.text and t.ent_type_ == "ORG" for t in word.doc)


def _namesake_abroad(span: Span, entity: Entity) -> bool:
    """Whether a world body's name only ends another's: "Supreme National | Security Council"."""
    ent = _recognised_around(span)
    if entity.type != "InternationalOrganization" or ent is None or len(span) == 1 or ent.start == span.start:
        return False
    before = span.doc[span.start - 1]
    return before.text[:1].isupper() and before.lower_ not in ("nations", "un", "the") and not before.is_sent_start


def _recognised_around(span: Span) -> Span | None:
    """The recogniser's entity that holds the whole span."""
    doc, start, end = span.doc, span.start, span.end
    if not doc[start].ent_type_:
        return None
    while start > 0 and doc[start].ent_iob_ == "I":
        start -= 1
    while end < len(doc) and doc[end].ent_iob_ == "I":
        end += 1
    whole = any(t.ent_iob_ != "I" for t in doc[span.start + 1 : span.end])
    return None if whole else Span(doc, start, end, label=doc[start].ent_type_)


def _after_title(span: Span) -> bool:
    """Whether a country ends a title that runs into a name: "Ambassador to | Peru | Joaquim Lemos"."""
    return (
        span.start > 1
        and span.doc[span.start - 1].lower_ in ("to", "of", "for")
        and span.doc[span.start - 2].pos_ in ("NOUN", "PROPN")
    )


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
    return after is not None and _name_part(after) and after.dep_ == "flat"


def _name_part(token: Token) -> bool:
    lower = token.lower_.rstrip(".")
    named = token.pos_ == "PROPN" and token.ent_type_ == "PERSON" and token.text[:1].isupper()
    return named and lexicon().noun(lower) is None and lower not in lexicon().honorifics


def core(ent: Span) -> Span:
    """The span without articles, possessives and punctuation at its edges; it may be empty."""
    start, end = ent.start, ent.end
    while start < end and ent.doc[start].lower_ in _EDGES | {" "}:
        start += 1
    while end > start and (ent.doc[end - 1].lower_ in _EDGES or ent.doc[end - 1].is_space):
        end -= 1
    return ent.doc[start:end]
