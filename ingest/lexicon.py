"""Word lists of people, organisations, places and degrees, read from `ingest/lexicon/*.yml`."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from kg.errors import ResourceError
from kg.registry import ENTITY_TYPES

__all__ = ["SECTORS", "Lexicon", "Noun", "lexicon", "listed", "lists", "read"]

SECTORS = frozenset(
    "COP GOV JUD LEG MIL PRM PTY REB SPY UAF UNK AGR BUS CRM CVL EDU ELI JRN LAB MED REF OPP PRE REL SOC "  # noqa: SIM905
    "IGO UNO EUR NGO ISM IMG MNC".split()
)
"""Sector codes of the PLOVER manual (2023)."""

_FOLDER = Path(__file__).resolve().parent / "lexicon"
_PEOPLE = ("posts", "persons", "groups", "offices", "abbreviations", "masculine", "feminine", "honorifics")
_DEGREES = ("phases", "current", "ranks")
_PHASES = {"former", "acting", "elect"}


@dataclass(frozen=True, slots=True)
class Noun:
    """What a head noun says of the phrase: the entity class in the singular, a sector, whether it is a post."""

    type: str
    sector: str | None = None
    post: bool = False
    gender: str = ""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The word lists. Keys are lower case; a noun may have several words ("prime minister")."""

    nouns: Mapping[str, Noun]
    honorifics: frozenset[str]
    masculine: frozenset[str]
    feminine: frozenset[str]
    phases: Mapping[str, str]
    current: frozenset[str]
    ranks: frozenset[str]
    offices: Mapping[str, str]
    abbreviations: Mapping[str, str]

    def noun(self, *words: str) -> Noun | None:
        """The noun that the words end in, the longest known: ("deputy", "prime", "minister") gives "prime minister"."""
        for start in range(max(0, len(words) - 3), len(words)):
            found = self.nouns.get(" ".join(words[start:]).casefold())
            if found is not None:
                return found
        return None


@functools.cache
def lexicon() -> Lexicon:
    """The word lists that ship with ingest, read once."""
    return read(_FOLDER)


def listed(name: str) -> frozenset[str]:
    """A closed word list of `lists.yml` that ships with ingest. Raises ResourceError for a list that is not there."""
    found = _shipped_lists().get(name)
    if found is None:
        raise ResourceError(
            f"{_FOLDER / 'lists.yml'}: no list {name!r}; there are {', '.join(sorted(_shipped_lists()))}"
        )
    return found


@functools.cache
def _shipped_lists() -> Mapping[str, frozenset[str]]:
    return lists(_FOLDER / "lists.yml")


def lists(path: Path) -> Mapping[str, frozenset[str]]:
    """The word lists of a file by name. Raises ResourceError naming file and key for what is no list of words."""
    content = _content(path)
    return {name: frozenset(_words(words, f"{path}: {name}")) for name, words in content.items()}


def read(folder: Path) -> Lexicon:
    """The word lists in a folder. Raises ResourceError naming file and key for whatever is not as it must be."""
    people, degrees = _sections(folder / "people.yml", _PEOPLE), _sections(folder / "degrees.yml", _DEGREES)
    organizations = _sections(folder / "organizations.yml", tuple(ENTITY_TYPES))
    places = _sections(folder / "places.yml", tuple(ENTITY_TYPES))
    lists = {key: frozenset(_words(people.get(key, []), f"{folder / 'people.yml'}: {key}")) for key in _PEOPLE[5:]}
    masculine, feminine = lists["masculine"], lists["feminine"]
    nouns: dict[str, Noun] = {}
    entries = [*_people(people, folder), *_organizations(organizations, folder), *_places(places, folder)]
    for where, word, noun in entries:
        if word in nouns:
            raise ResourceError(f"{where}: {word!r} stands in the lexicon twice")
        gender = "m" if word in masculine else "f" if word in feminine else ""
        nouns[word] = Noun(noun.type, noun.sector, noun.post, gender)
    offices = _offices(people, nouns, folder)
    short = _abbreviations(people, nouns, folder)
    nouns |= {office: Noun("Post", nouns[holder].sector, post=True) for office, holder in offices.items()}
    nouns |= {word: nouns[post.split()[-1]] for word, post in short.items()}
    return Lexicon(
        nouns,
        lists["honorifics"],
        masculine,
        feminine,
        offices=offices,
        abbreviations=short,
        **_degrees(degrees, folder),
    )


def _content(path: Path) -> Mapping[str, Any]:
    try:
        content = yaml.load(path.read_text("utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506
    except (OSError, yaml.YAMLError) as error:
        raise ResourceError(f"{path}: cannot be read: {error}") from error
    if not isinstance(content, dict):
        raise ResourceError(f"{path}: must be a mapping of names to lists")
    return content


def _sections(path: Path, allowed: tuple[str, ...]) -> Mapping[str, Any]:
    content = _content(path)
    unknown = {str(key) for key in content} - set(allowed)
    if unknown:
        raise ResourceError(f"{path}: unknown key {', '.join(sorted(unknown))}; allowed are {', '.join(allowed)}")
    return content


def _words(words: Any, where: str) -> Iterator[str]:
    if not isinstance(words, list) or not all(isinstance(word, str) and word == word.casefold() for word in words):
        raise ResourceError(f"{where}: must be a list of words in lower case")
    yield from words


def _by_sector(content: Mapping[str, Any], key: str, path: Path) -> Iterator[tuple[str, str, str]]:
    sectors = content.get(key, {})
    if not isinstance(sectors, dict) or set(sectors) - SECTORS:
        raise ResourceError(f"{path}: {key}: must be lists by sector, sectors being {', '.join(sorted(SECTORS))}")
    for sector, words in sectors.items():
        where = f"{path}: {key}: {sector}"
        yield from ((where, sector, word) for word in _words(words, where))


Entry = tuple[str, str, Noun]


def _people(content: Mapping[str, Any], folder: Path) -> Iterator[Entry]:
    path = folder / "people.yml"
    for key, type_ in (("posts", "Person"), ("persons", "Person"), ("groups", "Group")):
        for where, sector, word in _by_sector(content, key, path):
            yield where, word, Noun(type_, sector, key == "posts")


def _offices(content: Mapping[str, Any], nouns: Mapping[str, Noun], folder: Path) -> dict[str, str]:
    offices = content.get("offices", {})
    for office, holder in offices.items():
        if holder not in nouns or not nouns[holder].post:
            raise ResourceError(f"{folder / 'people.yml'}: offices: {office}: {holder!r} is not among the posts")
    return dict(offices)


def _abbreviations(content: Mapping[str, Any], nouns: Mapping[str, Noun], folder: Path) -> dict[str, str]:
    short = content.get("abbreviations", {})
    for word, post in short.items():
        noun = nouns.get(str(post).split()[-1])
        if noun is None or not noun.post:
            raise ResourceError(
                f"{folder / 'people.yml'}: abbreviations: {word}: {post!r} does not end in one of the posts"
            )
    return dict(short)


def _organizations(content: Mapping[str, Any], folder: Path) -> Iterator[Entry]:
    for type_ in content:
        for where, sector, word in _by_sector(content, type_, folder / "organizations.yml"):
            yield where, word, Noun(type_, sector)


def _places(content: Mapping[str, Any], folder: Path) -> Iterator[Entry]:
    for type_, words in content.items():
        where = f"{folder / 'places.yml'}: {type_}"
        yield from ((where, word, Noun(type_)) for word in _words(words, where))


def _degrees(content: Mapping[str, Any], folder: Path) -> dict[str, Any]:
    path = folder / "degrees.yml"
    phases = content.get("phases", {})
    if set(phases) - _PHASES:
        raise ResourceError(f"{path}: phases: unknown key; allowed are {', '.join(sorted(_PHASES))}")
    return {
        "phases": {word: phase for phase in phases for word in _words(phases[phase], f"{path}: phases: {phase}")},
        "current": frozenset(_words(content.get("current", []), f"{path}: current")),
        "ranks": frozenset(_words(content.get("ranks", []), f"{path}: ranks")),
    }
