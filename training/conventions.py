"""One convention for the names of corpora that each have their own.

A title is no part of a person's name. Countries are places, whatever they do in the sentence. Words for the people of a
country, a faith or a region are NORP, as noun and as adjective. Products, works, events and laws are no names here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from kg import registry

__all__ = ["Span", "harmonized"]

Span = tuple[int, int, str]
"""Of a name: the index of its first word, that after its last, and its kind."""

_PEOPLES = """
African Arab Asian Azeri Balkan Basque Bedouin Buddhist Catholic Caucasian Chechen Christian Circassian Copt Coptic
Crimean Croat Dagestani Darfuri Druze European Flemish Gypsy Hazara Hindu Hispanic Houthi Hutu Igbo Ingush Islamist Jew
Jewish Kashmiri Kurd Kurdish Latino Maronite Muslim Ossetian Pashtun Protestant Rohingya Scot Scottish Semitic Serb
Shi'ite Shia Shiite Sikh Sinhalese Slav Slavic Sunni Tamil Tatar Tibetan Tutsi Uighur Uyghur Welsh Yazidi Yugoslav Zulu
"""
"""Peoples, faiths and regions beside the demonyms that the registry has."""

_TITLES = """
president vice prime minister premier chancellor mr mrs ms miss dr prof professor sir lord lady dame king queen prince
princess emperor sheikh sheik ayatollah imam pope father bishop archbishop cardinal reverend rev rabbi saint general gen
lieutenant lt colonel col major maj captain capt sergeant sgt admiral adm brigadier marshal commander chief secretary
senator sen representative rep congressman congresswoman governor gov mayor ambassador envoy judge justice
spokesman spokeswoman spokesperson chairman chairwoman director leader former foreign defense defence interior finance
deputy acting interim ex coach actor actress singer author writer
"""

_BODIES = """
party union ministry council committee army court congress movement front alliance commission organization organisation
association parliament assembly bank university league agency institute corporation corp company group federation
department office brigade brigades forces police service authority foundation fund society senate cabinet bureau
"""

_COMPASS = {"North", "South", "East", "West", "Northern", "Southern", "Eastern", "Western", "Central", "Latin"}


@dataclass(frozen=True, slots=True)
class _Words:
    peoples: frozenset[str]
    countries: frozenset[str]
    titles: frozenset[str]
    bodies: frozenset[str]


@cache
def _words() -> _Words:
    known = registry.load()
    countries = {
        name
        for entity in known.entities.values()
        if entity.type == "Country"
        for name in (entity.name, *entity.aliases)
    }
    peoples = {word.casefold() for word in _PEOPLES.split()}
    plurals = {word + "s" for word in peoples if not word.endswith(("s", "sh", "ese"))}
    adjectives = {word for word in known.adjectives if "." not in word and len(word) > len("usa")}
    return _Words(
        peoples=frozenset(peoples | plurals | adjectives),
        countries=frozenset(countries),
        titles=frozenset(_TITLES.split()),
        bodies=frozenset(_BODIES.split()),
    )


def harmonized(words: Sequence[str], spans: Iterable[Span]) -> list[Span]:
    """The names of a sentence by the convention; `spans` may have the kinds PERSON, ORG, LOC, NORP, GPE and MISC.

    GPE and MISC become one of the others or are left out. Peoples that the corpus does not mark are added.
    """
    found = [span for span in (_one(words, span) for span in spans) if span is not None and span[2] != "NORP"]
    taken = {i for start, end, _ in found for i in range(start, end)}
    found.extend(span for span in _peoples(words) if taken.isdisjoint(range(span[0], span[1])))
    return sorted(found)


def _one(words: Sequence[str], span: Span) -> Span | None:
    start, end, kind = span
    if kind == "PERSON":
        start = _after_titles(words, start, end)
    while start < end and kind != "PERSON" and (words[start].islower() or words[start] == "The"):
        start += 1
    if start == end:
        return None
    name = " ".join(words[start:end])
    if name.casefold() in _words().peoples:
        return start, end, "NORP"
    if name in _words().countries:
        return start, end, "LOC"
    if kind in ("PERSON", "LOC", "GPE") and _is_body(words[start:end]):
        return start, end, "ORG"
    if kind == "GPE":
        return start, end, "LOC"
    return None if kind in ("MISC", "NORP") else (start, end, kind)


def _after_titles(words: Sequence[str], start: int, end: int) -> int:
    while start < end and words[start].lower().rstrip(".") in _words().titles:
        start += 1
    return start


def _is_body(name: Sequence[str]) -> bool:
    return len(name) > 1 and name[-1].lower() in _words().bodies and name[-2] not in _COMPASS


def _peoples(words: Sequence[str]) -> Iterator[Span]:
    """Words for peoples, with the point of the compass before them: "South Korean", "North African"."""
    peoples = _words().peoples
    for i, word in enumerate(words):
        pair = i > 0 and words[i - 1][:1].isupper() and f"{words[i - 1]} {word}".casefold() in peoples
        if word[:1].isupper() and (pair or word.casefold() in peoples):
            yield i - 1 if pair or i > 0 and words[i - 1] in _COMPASS else i, i + 1, "NORP"
