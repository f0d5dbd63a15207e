"""Which entities a person means by a name: in any spelling or script that the graph or the registry knows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from rapidfuzz import fuzz, process

from kg.errors import QueryError
from kg.ids import local_id
from kg.names import name_key
from kg.registry import Registry, load

if TYPE_CHECKING:
    from kg.queries.reader import Reader

__all__ = ["country_code", "resolve"]

NEAREST = 5
"""So many names are offered in place of one that is not known."""

_ENTITIES = """
MATCH (e:Entity) RETURN e.uri AS uri, e.name AS name, e.aliases AS aliases, e.type AS type ORDER BY uri
"""


@dataclass(frozen=True, slots=True)
class _Known:
    """An entity of the graph under one of its names: `key` is that name as search sees it, `name` the main one."""

    uri: str
    name: str
    key: str
    type: str


@cache
def _registry() -> Registry:
    return load()


def resolve(store: Reader, name: str) -> tuple[str, ...]:
    """The IRIs of the entities of the graph that are called so, sorted.

    Names and aliases of the graph and of the registry count, without regard to case, accents, hyphens or script; an
    IRI or id stands for itself; else a name that is the last part of one person's ("Beknazarov"). Raises QueryError
    for a name that nothing has (with the nearest), and for a surname that several persons have.
    """
    known = [k for row in store.read(_ENTITIES, {}) for k in _names(row)]
    wanted = _keys(name)
    listed = {id_ for key in wanted for id_ in _registry().names.get(key, ())}
    found = {k.uri for k in known if k.key in wanted or local_id(k.uri) in listed or name in (k.uri, local_id(k.uri))}
    return tuple(sorted(found or _by_surname(name, wanted, known)))


def _names(row: Mapping[str, Any]) -> Iterator[_Known]:
    for name in (row["name"], *(row["aliases"] or ())):
        yield _Known(row["uri"], row["name"], name_key(name), row["type"] or "")


def _keys(name: str) -> set[str]:
    key = name_key(name)
    return {key, key.removeprefix("the ")} - {""}


def _by_surname(name: str, wanted: Iterable[str], known: list[_Known]) -> set[str]:
    ends = tuple(f" {key}" for key in wanted)
    people = {k.uri: k.name for k in known if ends and k.type == "Person" and k.key.endswith(ends)}
    if len(people) == 1:
        return set(people)
    if people:
        raise QueryError(f"several people are called {name!r}: {', '.join(sorted(people.values()))}")
    raise QueryError(f"nothing in the graph is called {name!r}; {_nearest(name, {k.key: k.name for k in known})}")


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
