"""What `kg review` lists, pairs that may be one and the same, and the decisions that its verdicts make.

Two entities are listed when their names are nearly alike, or when one is a surname that just one other has. Two
situations are listed when they share who, and with whom or where, and one condition of being the same is not met.
"""

from __future__ import annotations

import csv
import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from rapidfuzz import fuzz
from rapidfuzz.process import extract_iter

from kg.decisions import Decision, decided
from kg.errors import InputError
from kg.ids import iri, is_local_id, local_id
from kg.names import name_key
from kg.plain import inert
from kg.project import Problem, Project, decisions_of

if TYPE_CHECKING:
    from kg.stores import Store

__all__ = ["COLUMNS", "Candidate", "alike_pairs", "candidates", "decisions_from", "write_candidates"]

COLUMNS = ("verdict", "kind", "a", "name_a", "b", "name_b", "why")
"""Of the CSV; `verdict` is empty, and a person fills in same or different."""

ALIKE = 88.0
"""rapidfuzz's token_sort_ratio of two names from which on they are listed: "kurmanbek bakiev" and "kurmanbek bakiyev"
have 97, "maksim bakiyev" and "marat bakiyev" 81."""

_ENTITIES = """
MATCH (e:Entity) WHERE e.name IS NOT NULL
RETURN e.uri AS uri, e.name AS name, e.type AS type, e.country AS country ORDER BY uri
"""
_NAMES = "MATCH (s:Situation) WHERE s.uri IN $uris RETURN s.uri AS uri, s.name AS name"
_UNNAMED = {"Group", "Post"}
_DELIMITERS = ",;\t"
"""What spreadsheets write between cells: that depends on the country that the machine is set to."""

_VERDICTS = ("same", "different")


@dataclass(frozen=True, slots=True)
class Candidate:
    """Two ids of one kind (entity or situation) that may be one, with names for a person, and why they are listed."""

    kind: str
    a: str
    name_a: str
    b: str
    name_b: str
    why: str


def candidates(project: Project, store: Store) -> Iterator[Candidate]:
    """Entities first, then situations; what is decided already is left out."""
    decisions, _ = decisions_of(project)
    decided_pairs = {frozenset(pair) for pair in (*decisions.same, *decisions.different)}
    found = (*_entities(store), *_situations(project, store))
    return (candidate for candidate in found if frozenset((candidate.a, candidate.b)) not in decided_pairs)


def write_candidates(found: Iterable[Candidate], out: TextIO) -> int:
    """Write the CSV; return how many pairs there were."""
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    count = 0
    for candidate in found:
        writer.writerow(["", *(inert(getattr(candidate, column)) for column in COLUMNS[1:])])
        count += 1
    return count


def decisions_from(path: Path, *, who: str, now: dt.datetime) -> tuple[list[Decision], list[Problem]]:
    """The verdicts of a CSV as decisions; a Problem for each row that cannot be taken.

    Rows without a verdict are skipped. Two situations that are the same become a redirect from the second to the first.
    Raises InputError when the file is no such CSV.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            header = file.readline()
            file.seek(0)
            reader = csv.DictReader(file, delimiter=max(_DELIMITERS, key=header.count))
            missing = sorted({"verdict", "kind", "a", "b"} - set(reader.fieldnames or ()))
            if missing:
                raise InputError(f"{path}: the column {missing[0]!r} is missing; kg review writes such a file")
            rows = list(enumerate(reader, 2))
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: is not UTF-8; save it as “CSV UTF-8”") from error
    except (OSError, csv.Error) as error:
        raise InputError(f"{path}: cannot be read: {getattr(error, 'strerror', None) or error}") from error
    results = [
        _taken(row, f"{path}:{number}", who=who, now=now) for number, row in rows if (row["verdict"] or "").strip()
    ]
    return (
        [result for result in results if isinstance(result, Decision)],
        [result for result in results if isinstance(result, Problem)],
    )


def _taken(row: Mapping[str, str], where: str, *, who: str, now: dt.datetime) -> Decision | Problem:
    verdict, kind, a, b = ((row[name] or "").strip() for name in ("verdict", "kind", "a", "b"))
    verdict = verdict.lower()
    if verdict not in _VERDICTS:
        return Problem(where, f"the verdict {verdict!r}; write same or different, or nothing")
    if kind not in ("entity", "situation") or not is_local_id(a) or not is_local_id(b) or a == b:
        return Problem(where, "two different ids of one kind (entity or situation) are needed")
    why = row.get("why") or "review"
    if (verdict, kind) == ("same", "situation"):
        return decided("redirect", (b, a), who=who, why=why, now=now)
    return decided(verdict, (a, b), who=who, why=why, now=now)


# --------------------------------------------------------------------------------------------------- entities


def _entities(store: Store) -> Iterator[Candidate]:
    blocks: dict[tuple[str, str | None], list[tuple[str, str, str]]] = defaultdict(list)
    for row in store.read(_ENTITIES):
        if row["type"] not in _UNNAMED:
            blocks[row["type"], row["country"]].append((local_id(row["uri"]), row["name"], name_key(row["name"])))
    for block in blocks.values():
        for one, other, why in alike_pairs([key for _, _, key in block]):
            yield Candidate("entity", *block[one][:2], *block[other][:2], why)


def alike_pairs(keys: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """The places of each two names that may be one entity's, and why, in order.

    `keys` are the names, as `kg.names.name_key` makes them, of all entities of one type and country.
    """
    bearers = Counter(_surname(key) for key in set(keys) if " " in key)
    for one, other in _near(keys):
        why = _alike(keys[one], keys[other], bearers)
        if why is not None:
            yield one, other, why


def _surname(key: str) -> str:
    return key.rpartition(" ")[2]


def _near(keys: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The places, in order, of each two keys that are nearly alike, or of which one is the other's surname."""
    single, full = defaultdict[str, list[int]](list), defaultdict[str, list[int]](list)
    for place, key in enumerate(keys):
        (full if " " in key else single)[_surname(key)].append(place)
    for place, key in enumerate(keys):
        later = keys[place + 1 :]
        alike = extract_iter(key, later, scorer=fuzz.token_sort_ratio, processor=None, score_cutoff=ALIKE)
        found = {place + 1 + offset for _, _, offset in alike}
        found.update(other for other in (single if " " in key else full)[_surname(key)] if other > place)
        yield from ((place, other) for other in sorted(found))


def _alike(a: str, b: str, bearers: Mapping[str, int]) -> str | None:
    """Why two names of one type and country may be one entity's; None where nothing speaks for it.

    `bearers` says how many full names of that type and country have a surname.
    """
    if a == b:
        return "the same name in two articles"
    short, long = sorted((a, b), key=len)
    if " " not in short and long.endswith(f" {short}"):
        return "the last part of this name only" if bearers[short] == 1 else None
    ratio = fuzz.token_sort_ratio(a, b)
    return f"names {ratio:.0f} % alike" if ratio >= ALIKE else None


# ------------------------------------------------------------------------------------------------- situations


def _situations(project: Project, store: Store) -> list[Candidate]:
    from kg.graph import Frame
    from kg.ontology import load
    from kg.stores.index.candidates import nearly_one
    from kg.stores.index.tables import open_index
    from kg.stores.load import index_path

    index = open_index(index_path(project, store))
    try:
        pairs = list(nearly_one(index, Frame(load(), project.base)))
    finally:
        index.close()
    uris = {id_: iri("situation", id_, project.base) for a, b, _ in pairs for id_ in (a, b)}
    names = {row["uri"]: row["name"] for row in store.read(_NAMES, {"uris": sorted(uris.values())})}
    return [Candidate("situation", a, names.get(uris[a], ""), b, names.get(uris[b], ""), why) for a, b, why in pairs]
