"""Which entities a person means by a name: in any spelling or script that the graph or the registry knows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from rapidfuzz import fuzz, process

from kg.errors import QueryError
from kg.ids import is_local_id, local_id
from kg.names import name_key, search_keys
from kg.registry import Registry, load

if TYPE_CHECKING:
    from kg.queries.reader import Reader

__all__ = ["country_code", "resolve", "resolve_among"]

NEAREST = 5
"""So many names are offered in place of one that is not known."""

_SHOWN = "RETURN e.uri AS uri, e.name AS name, e.aliases AS aliases, e.type AS type ORDER BY uri"
_ENTITIES = f"MATCH (e:Entity) {_SHOWN}"
_KEYED = f"CALL db.index.fulltext.queryNodes('kg_search_keys', $sought) YIELD node AS e {_SHOWN}"
"""Every name of the graph is read by the first; the second seeks in the index of search keys (`kg.stores.schema`)."""


@dataclass(frozen=True, slots=True)
class _Known:
    """An entity of the graph under one of its names: `key` is that name as search sees it, `name` the main one."""

    uri: str
    name: str
    key: str
    type: str


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What is looked for: the name as it was typed, its keys, and the ids that the registry lists under it."""

    name: str
    keys: frozenset[str]
    ids: frozenset[str]

    def fits(self, known: _Known) -> bool:
        """Whether that entity is called so, or has that IRI or id."""
        id_ = local_id(known.uri)
        return known.key in self.keys or id_ in self.ids or self.name in (known.uri, id_)


@cache
def _registry() -> Registry:
    return load()


def resolve(store: Reader, name: str) -> tuple[str, ...]:
    """The IRIs of the entities of the graph that are called so, sorted.

    Names and aliases of the graph and of the registry count, without regard to case, accents, hyphens or script; an
    IRI or id stands for itself; else a name that is the last part of one person's ("Beknazarov"). Raises QueryError
    for a name that nothing has (with the nearest), and for a surname that several persons have.

    Entities are found by their search keys. Where these lead to nothing, as in a graph that an older version has
    loaded, all entities are looked at; so they are too to find the nearest names.
    """
    wanted = _wanted(name)
    found = _called(wanted, _keyed(store, wanted))
    return tuple(sorted(found)) if found else resolve_among(name, store.read(_ENTITIES))


def resolve_among(name: str, entities: Iterable[Mapping[str, Any]]) -> tuple[str, ...]:
    """The same, where these are the entities of the graph: `uri`, `name`, `aliases` (or None), `type`; by `uri`."""
    wanted, known = _wanted(name), [k for row in entities for k in _names(row)]
    found = _called(wanted, known)
    if not found:
        near = _nearest(name, {k.key: k.name for k in known})
        raise QueryError(f"nothing in the graph is called {name!r}; {near}")
    return tuple(sorted(found))


def _wanted(name: str) -> _Wanted:
    key = name_key(name)
    keys = frozenset({key, key.removeprefix("the ")} - {""})
    return _Wanted(name, keys, frozenset(id_ for key in keys for id_ in _registry().names.get(key, ())))


def _keyed(store: Reader, wanted: _Wanted) -> list[_Known]:
    """All that may be meant, and perhaps more; nothing where the store has no index of search keys."""
    sought = search_keys(wanted.keys, person=True) | wanted.ids | {local_id(wanted.name)}
    # letters, digits, blanks and hyphens: nothing else is in a key or an id, and nothing else reaches the query
    terms = sorted(f'"{key}"' for key in sought if is_local_id(key.replace(" ", "-")))
    try:
        rows = store.read(_KEYED, {"sought": " OR ".join(terms)}) if terms else ()
        return [k for row in rows for k in _names(row)]
    except QueryError:
        return []


def _called(wanted: _Wanted, known: list[_Known]) -> set[str]:
    """The IRIs of those that are called so, of those that are known: exactly so, or else by the end of their name."""
    return {k.uri for k in known if wanted.fits(k)} or _by_surname(wanted, known)


def _names(row: Mapping[str, Any]) -> Iterator[_Known]:
    for name in (row["name"], *(row["aliases"] or ())):
        yield _Known(row["uri"], row["name"], name_key(name), row["type"] or "")


def _by_surname(wanted: _Wanted, known: list[_Known]) -> set[str]:
    ends = tuple(f" {key}" for key in wanted.keys)
    people = {k.uri: k.name for k in known if k.type == "Person" and k.key.endswith(ends)}
    if len(people) > 1:
        raise QueryError(f"several people are called {wanted.name!r}: {', '.join(sorted(people.values()))}")
    return set(people)


def _nearest(name: str, names: Mapping[str, str]) -> str:
    """The end of a message: main names of what is called nearly so; `names` gives the main name for each key."""
    found = process.extract(name_key(name), sorted(names), scorer=fuzz.WRatio, limit=4 * NEAREST)
    near = list(dict.fromkeys(names[key] for key, _, _ in found))[:NEAREST]
    return f"nearest are: {', '.join(near)}" if near else "it names nobody yet"


def country_code(name: str) -> str:
    """ISO 3166-1 alpha-3 of a country, given as code, name or adjective. Raises QueryError with the nearest names."""
    registry = _registry()
    if name.upper() in registry.countries:
        return name.upper()
    entity = registry.find(name, type="Country")
    code = registry.country_of_adjective(name) if entity is None else entity.country
    if code is None:
        countries = (registry.entities[id_] for id_ in registry.countries.values())
        names = {name_key(alias): c.name for c in countries for alias in (c.name, *c.aliases)}
        raise QueryError(f"no country is called {name!r}; {_nearest(name, names)}")
    return code
