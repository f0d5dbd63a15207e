"""Proper names of an article: where each stands, what kind of thing it names, which registry entry it is."""

from __future__ import annotations

import collections
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from spacy.tokens import Doc, Span, Token

from ingest.known_names import Name, branch_of, core, known_in, without_initials
from ingest.lexicon import Noun, lexicon, listed
from kg.names import normalised
from kg.registry import Registry

__all__ = ["names_in"]


_POSSESSIVE = re.compile(r"['’]s?\s")
_CUT = re.compile(r"\s(?:of|for|on|in|at|to|against)\s", re.IGNORECASE)


def names_in(doc: Doc, *, registry: Registry, countries: Mapping[str, int]) -> tuple[Name, ...]:
    """The names of a parsed article in the order of the text; none overlaps another.

    `countries` counts mentions of countries (`focus`): towns and initials are read with them in mind.
    """
    known = list(known_in(doc, registry, countries))
    taken = {i for name in known for i in range(name.start, name.end)}
    known += [Name(t.i, t.i + 1, "Person", t.text) for t in doc if t.i not in taken and _has_initials(t)]
    taken |= {name.start for name in known}
    found = [*known, *_recognised(doc, taken, registry, countries)]
    taken |= {i for name in found for i in range(name.start, name.end)}
    found += _capitalised(doc, taken)
    whole = [_hyphened(doc, name) for name in found]
    return tuple(sorted(_settled(_with_kind_said(doc, whole)), key=lambda name: name.start))


def _hyphened(doc: Doc, name: Name) -> Name:
    """A person's name with the syllable that a hyphen parts from it: "Yu Si | -kun"."""
    rest = doc[name.end - 1 : name.end + 2]
    glued = len(rest) == 3 and rest[1].text == "-" and not rest[0].whitespace_ and not rest[1].whitespace_
    if name.type != "Person" or name.entity is not None or not glued or not rest[2].text.islower():
        return name
    if name.end - name.start < 2 or not rest[2].is_alpha or len(rest[2]) > _LONGEST_SYLLABLE:
        return name
    end = name.end + 2
    return replace(name, end=end, text=_text(doc[name.start : end]))


_LONGEST_SYLLABLE = 6


_GLUED = re.compile(r"([A-Z][a-z]?\.){1,2}[A-Z][a-z]{2,}(?:-[A-Z]?[a-z]+)?")


def _has_initials(token: Token) -> bool:
    """Whether a word is a surname with its initials before it and no space between: "S.Bold", "Ts.Enkh"."""
    found = _GLUED.fullmatch(token.text) if "." in token.text else None
    return found is not None and found.group(1).lower().rstrip(".") not in lexicon().honorifics and found.start(1) == 0


def _recognised(doc: Doc, taken: set[int], registry: Registry, countries: Mapping[str, int]) -> Iterator[Name]:
    surnames = _name_parts(doc, registry)
    for ent in doc.ents:
        for span in _pieces(ent, taken):
            person = ent.label_ == "PERSON" or len(_behind_opposition(span)) < len(span)
            span = _without_title(span, registry) if person else without_initials(_behind_dateline(span))
            if ent.label_ == "PERSON" and len(span) == 1 and span.text in surnames:
                yield Name(span.start, span.end, "Person", span.text)
                continue
            if not len(span) or not any(t.pos_ in ("PROPN", "NOUN", "ADJ", "X") or t.text[:1].isupper() for t in span):
                continue
            name = _classified(span, "PERSON" if person else ent.label_, registry, countries)
            if name is not None:
                yield name


def _behind_dateline(span: Span) -> Span:
    """A name without a dateline that the recogniser has run into it: "Srinagar- The | Anti-Corruption Bureau"."""
    begins = [t.i + 1 for t in span[1:-1] if t.text == "The" and t.nbor(-1).text in ("-", "–", "—", ":")]
    return core(span.doc[begins[-1] : span.end] if begins else span)


def _with_kind_said(doc: Doc, names: Iterable[Name]) -> Iterator[Name]:
    """Names that nothing in them tells the kind of, with what the words around say: "the broadcaster X", "X, a
    newspaper"; among parties a party.
    """
    names = list(names)
    parties = {i for name in names if name.type == "Party" for i in range(name.start, name.end)}
    for name in names:
        kind = _kind_said(doc[name.start : name.end], name, parties)
        yield name if kind is None else Name(name.start, name.end, kind.type, name.text, sector=kind.sector)


def _kind_said(span: Span, name: Name, parties: set[int]) -> Noun | None:
    kind = _kind_before(span) if name.type in ("Organization", "Region", "City") else None
    if kind is not None or name.type != "Organization" or name.entity is not None or name.sector is not None:
        return kind
    return _kind_beside(span.root) or (_PARTY if _among(span.root, parties) else None)


_PARTY = Noun("Party", "PTY")
_TOLD = {"Party", "MediaOutlet"}


def _kind_before(span: Span) -> Noun | None:
    """What the common noun right before a name says that it is: "the newspaper X"."""
    before = span.doc[span.start - 1] if span.start else None
    return None if before is None else _told_by(before)


def _kind_beside(name: Token) -> Noun | None:
    """What an apposition says that a name is: "X, a newspaper"."""
    kinds = (_told_by(t) for t in name.children if t.dep_ == "appos")
    return next((kind for kind in kinds if kind is not None), None)


def _told_by(noun: Token) -> Noun | None:
    if noun.pos_ != "NOUN" or "Plur" in noun.morph.get("Number", []) or noun.dep_ == "compound":
        return None
    kind = lexicon().noun(noun.lower_)
    return kind if kind is not None and kind.type in _TOLD else None


def _among(name: Token, parties: set[int]) -> bool:
    """Whether a name stands in a list with two or more parties, and most of it are."""
    first = name.head if name.dep_ == "conj" else name
    listed_ = [first, *(t for t in first.children if t.dep_ == "conj")]
    known = sum(t.i in parties for t in listed_)
    return known > 1 and 2 * known >= len(listed_)


def _name_parts(doc: Doc, registry: Registry) -> frozenset[str]:
    """The words of people's full names: beside "David Baker" a "Baker" is no description."""
    full = [_without_title(ent, registry) for ent in doc.ents if ent.label_ == "PERSON"]
    return frozenset(token.text for span in full if len(span) > 1 for token in span if len(token.text) > 2)


def _pieces(ent: Span, taken: set[int]) -> Iterator[Span]:
    """An entity without the tokens that registry names have taken; cut at line ends and sums of money."""
    start = None
    for token in ent:
        free = token.i not in taken and "\n" not in token.text and not _of_a_sum(token)
        if free and start is None:
            start = token.i
        if not free and start is not None:
            yield ent.doc[start : token.i]
            start = None
    if start is not None:
        yield ent.doc[start : ent.end]


def _of_a_sum(token: Token) -> bool:
    """Whether a word or mark belongs to a sum of money, which names nobody: "US$", "1,550" behind it, the bracket."""
    before = token.doc[max(0, token.i - 2) : token.i]
    closes = token.text in (")", ",") and any(_has_currency(t) for t in before)
    return _has_currency(token) or closes or bool(len(before)) and token.like_num and _has_currency(before[-1])


def _has_currency(token: Token) -> bool:
    return not _CURRENCY.isdisjoint(token.text)


_CURRENCY = frozenset("$€£¥₹")


def _without_title(span: Span, registry: Registry) -> Span:
    """A person's name without the posts and honorifics before it: "President Kenyatta" gives "Kenyatta"."""
    span = _behind_opposition(core(span))
    start, words = span.start, lexicon()
    while start < span.end - 1:
        lower = span.doc[start].lower_.rstrip(".")
        noun = words.nouns.get(lower)
        if _finishes_post(span.doc[start], registry) and span.end - start > 2:
            start += 1
            continue
        if not (lower in words.honorifics or noun is not None and noun.type == "Person" or lower in words.phases):
            break
        start += 1
    return core(span.doc[start : span.end])


def _behind_opposition(span: Span) -> Span:
    """The name behind a Commonwealth post run into it: "leader of the Opposition | Ama Kofi"."""
    led = span.doc[max(0, span.start - 3) : span.start].text.casefold() == "leader of the"
    return span[1:] if led and len(span) > 1 and span[0].text == "Opposition" else span


def _finishes_post(token: Token, registry: Registry) -> bool:
    """Whether a word only says of what the person behind is head: "CEO of | ABC | Ana Ruiz", "Mayor of | Cusco | X"."""
    before = token.doc[max(0, token.i - 2) : token.i]
    held = len(before) == 2 and before[1].lower_ in ("of", "for", "at") and _holds_post(before[0])
    initials = token.text.isupper() and token.text.isalpha() and len(token.text) > 1
    return held and (initials or registry.city(token.text) is not None)


def _classified(span: Span, label: str, registry: Registry, countries: Mapping[str, int]) -> Name | None:
    """The name with its class: the head noun decides where there is one, else the recogniser's label."""
    if label == "NORP" or _of_a_title(span) or all(_honorific(t) for t in span):
        return None
    tail = _head_noun(span)
    if label == "PERSON" and (tail is None or tail.type not in _NEVER_PEOPLE):
        return None if tail is not None and len(span) == 1 else Name(span.start, span.end, "Person", _text(span))
    if _followed_by_party(span) or tail is None and (_owned_by_person(span) or _of_a_lawmaker(span)):
        return Name(span.start, span.end, "Party", _text(span), sector="PTY")
    if tail is not None:
        return _by_noun(span, tail)
    if label == "LOC" and branch_of(span[-1:]) is None:
        return _place(span, _text(span), registry, countries)
    span = _with_adjective(span)
    return Name(span.start, span.end, "Organization", _text(span))


_NEVER_PEOPLE = {"Party", "Legislature", "GovernmentBody", "Facility"}


def _by_noun(span: Span, noun: Noun) -> Name | None:
    """A name that ends in a common noun; the noun alone is a description, and one for people is no name."""
    if len(span) == 1 or noun.type in ("Person", "Group", "Post"):
        return None
    span = _with_adjective(span)
    return Name(span.start, span.end, noun.type, _text(span), sector=noun.sector)


def _followed_by_party(span: Span) -> bool:
    return span.end < len(span.doc) and span.doc[span.end].lower_ in _PARTIES


_PARTIES = {"party", "coalition", "alliance", "movement", "bloc", "faction", "wing"}
_TITLES = {"minister", "ministers", "secretary", "undersecretary", "minster"}


def _of_a_lawmaker(span: Span) -> bool:
    """Whether the name tells a lawmaker's party: "Labour MP X", "X (Labour)"."""
    doc, start, end = span.doc, span.start, span.end
    if end < len(doc) and doc[end].lemma_.lower() in listed("lawmakers") and doc[end - 1].text != "'s":
        return len(span) < 4
    bracketed = start > 1 and end < len(doc) and doc[start - 1].text == "(" and doc[end].text in (")", "/", ",")
    return bracketed and doc[start - 2].ent_type_ == "PERSON" and len(span) < 4


def _of_a_title(span: Span) -> bool:
    """Whether the words only finish a title: "Minister of | Justice and Public Security"."""
    doc, at, limit = span.doc, span.start - 1, max(0, span.start - 6)
    while at >= limit and (doc[at].lower_ in _INNER or doc[at].head.i == at + 1):
        at -= 1
    return 0 <= at < span.start - 1 and doc[at].lower_ in _TITLES and doc[at + 1].lower_ in ("of", "for")


_INNER = {"of", "for", "the", "and", ",", "public", "foreign"}


def _honorific(token: Token) -> bool:
    return token.lower_.rstrip(".") in lexicon().honorifics | {"his", "her", "highness", "majesty", "excellency"}


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
    if token.lower_ in listed("no names") or _has_currency(token):
        return False
    return not run or token.i == run[-1].i + 1


def _named_run(doc: Doc, run: list[Token]) -> Iterator[Name]:
    if _of_a_title(doc[run[0].i : run[-1].i + 1]):
        return
    while run and (_honorific(run[0]) or len(run) > 1 and _says_who(run[0])):
        run = run[1:]
    if not run:
        return
    span = doc[run[0].i : run[-1].i + 1]
    tail, text = _head_noun(span), _text(span)
    before = doc[span.start - 1] if span.start else None
    if tail is not None:
        name = _by_noun(span, tail)
        yield from () if name is None else (name,)
    elif (kind := _quoted_kind(span)) is not None:
        yield Name(span.start, span.end, kind.type, text, sector=kind.sector)
    elif before is not None and (_honorific(before) or _holds_post(before)) and not text.isupper():
        yield Name(span.start, span.end, "Person", text)
    elif text.isupper() and len(text) > 1 or len(span) > 1:
        yield Name(span.start, span.end, "Organization", text)


_OPENING = {'"', "“", "‘", "«", "'"}


def _quoted_kind(span: Span) -> Noun | None:
    """What kind of body a name in quotation marks is, by the noun before: 'the rights group "Adhikar"'."""
    at = span.start - 1
    if at < 1 or span.doc[at].text not in _OPENING:
        return None
    noun = _head_noun(span.doc[max(0, at - 2) : at])
    return noun if noun is not None and noun.type in _QUOTABLE else None


_QUOTABLE = {"Organization", "Party", "MediaOutlet", "Group", "InternationalOrganization"}


def _holds_post(token: Token) -> bool:
    noun = lexicon().noun(token.lower_)
    return noun is not None and noun.post


def _says_who(token: Token) -> bool:
    """Whether the word is a common noun for a person, as before a name: "President", "lawyer"."""
    noun = lexicon().noun(token.lower_)
    return noun is not None and noun.type == "Person"


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
        told = votes[normalised(name.text)]
        top = told.most_common(1)[0][0]
        if top == "Organization" and told["Party"]:  # once "Labour MP", always the party
            top = "Party"
        if top in ("Organization", "Region") and told["MediaOutlet"]:  # once "the newspaper X", always
            top = "MediaOutlet"
        if name.text in persons and name.type in ("Organization", "Region", "City"):
            top = "Person"
        yield name if top == name.type else replace(name, type=top, entity=None if top != "City" else name.entity)
