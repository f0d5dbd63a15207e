"""What decisions say, brought into the index: which ids are one, and which claims are of which situation."""

from __future__ import annotations

import datetime as dt
import json
import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice

from kg.decisions import Decision, Decisions, decided, effective
from kg.graph import Frame, Profile, Resolution, joins, profile, resolution
from kg.ids import digest
from kg.model import Claim
from kg.names import name_key
from kg.project import Problem, Project, append_decisions, read_decisions
from kg.registry import Registry
from kg.stores.index.fragments import settled_claims
from kg.stores.index.tables import mark_article, mark_entity, meta, set_meta

__all__ = ["assign", "profiles", "resolve", "take_decisions"]

BATCH = 100
"""Articles whose new assignments are written down together."""

BRANCHES = ("Person", "Group", "Organization", "Place", "Post")
WHO = "kg load"
_MINTED = re.compile(r"[0-9a-f]{16}")


# ------------------------------------------------------------------------------------------------- decisions


def take_decisions(index: sqlite3.Connection, project: Project) -> tuple[Decisions, list[Problem]]:
    """Everything that is decided but assignments, which go into the index, and the lines that cannot be read.

    The file is read line by line, twice: an undo may come long after what it undoes.
    """
    undone = _undone(project)
    problems: list[Problem] = []

    def standing() -> Iterator[Decision]:
        for item in read_decisions(project):
            if isinstance(item, Problem):
                problems.append(item)
            elif item.kind != "undo" and item.id not in undone:
                yield item

    kept: list[Decision] = []
    index.execute("CREATE TEMP TABLE said (claim TEXT PRIMARY KEY, situation TEXT NOT NULL)")
    for decision in standing():
        if decision.kind == "assign":
            index.execute("INSERT OR REPLACE INTO said VALUES (?, ?)", decision.about)
        else:
            kept.append(decision)
    _mirror(index)
    return effective(kept), problems


def _undone(project: Project) -> set[str]:
    """The ids of decisions that are taken back; an undo may itself be undone later."""
    undos = [d for d in read_decisions(project) if isinstance(d, Decision) and d.kind == "undo"]
    undone: set[str] = set()
    for undo in reversed(undos):
        if undo.id not in undone:
            undone.add(undo.about[0])
    return undone


def _mirror(index: sqlite3.Connection) -> None:
    """Make the table of assignments what was said, and mark the articles for which that changes something."""
    index.execute("BEGIN")
    changed = index.execute(
        "SELECT DISTINCT c.article FROM claim c LEFT JOIN said s ON s.claim = c.id WHERE c.assigned IS NOT s.situation"
    ).fetchall()
    for (article,) in changed:
        mark_article(index, article)
    index.execute(
        "UPDATE claim SET assigned = (SELECT situation FROM said WHERE said.claim = claim.id) WHERE assigned IS NOT "
        "(SELECT situation FROM said WHERE said.claim = claim.id)"
    )
    index.execute("DELETE FROM assigned")
    index.execute("INSERT INTO assigned SELECT claim, situation FROM said ORDER BY claim")
    index.execute("DROP TABLE said")
    index.execute("COMMIT")


# ------------------------------------------------------------------------------------------------ resolution


def resolve(index: sqlite3.Connection, decisions: Decisions, *, registry: Registry, frame: Frame) -> Resolution:
    """Which id each mention and situation leads to; what that changes is marked."""
    index.execute("BEGIN")
    _look_up(index, registry, frame)
    listed = dict(index.execute("SELECT entity, entry FROM listed WHERE entry IS NOT NULL"))
    found = resolution(decisions, listed)
    rows = index.execute("SELECT DISTINCT entity, canonical FROM mention")
    changed = {entity: found(entity) for entity, canonical in rows if found(entity) != canonical}
    for entity, canonical in changed.items():
        rows = index.execute("SELECT DISTINCT article, canonical FROM mention WHERE entity = ?", (entity,))
        for article, before in rows.fetchall():
            mark_article(index, article)
            mark_entity(index, (before, canonical))
        index.execute("UPDATE mention SET canonical = ? WHERE entity = ?", (canonical, entity))
    _mark_merged(index, found)
    _move_situations(index, found)
    index.execute("COMMIT")
    return found


def _look_up(index: sqlite3.Connection, registry: Registry, frame: Frame) -> None:
    """Look each named entity that was found in a text up in the registry, once."""
    rows = index.execute(
        "SELECT entity, min(name), min(type), min(country) FROM mention WHERE named = 1 "
        "AND entity NOT IN (SELECT entity FROM listed) GROUP BY entity"
    )
    entries = [(row[0], _entry(*row, registry=registry, frame=frame)) for row in rows if _MINTED.fullmatch(row[0])]
    index.executemany("INSERT INTO listed VALUES (?, ?)", entries)


def _entry(entity: str, name: str, type_: str, country: str | None, *, registry: Registry, frame: Frame) -> str | None:
    """The one entry that name, branch and country fit; None for none or several."""
    branch = _branch(type_, frame)
    fitting = [
        id_
        for id_ in registry.names.get(name_key(name), ())
        if _branch(registry.entities[id_].type, frame) == branch
        and country in (None, registry.entities[id_].country)
        and id_ != entity
    ]
    return fitting[0] if len(fitting) == 1 else None


def _branch(type_: str, frame: Frame) -> str | None:
    return next((branch for branch in BRANCHES if frame.ontology.is_a(type_, branch)), None)


def _mark_merged(index: sqlite3.Connection, found: Resolution) -> None:
    """Mark entities that have other names than before for being the same."""
    before = {key: tuple(ids) for key, ids in json.loads(meta(index, "merged") or "{}").items()}
    merged = dict(found.merged)
    mark_entity(index, (key for key in {*before, *merged} if before.get(key) != merged.get(key)))
    set_meta(index, "merged", json.dumps(merged))


def _move_situations(index: sqlite3.Connection, found: Resolution) -> None:
    """Let each assigned claim be of the situation that its assignment leads to."""
    query = "SELECT id, article, assigned, situation FROM claim WHERE assigned IS NOT NULL AND "
    rows = index.execute(f"{query} situation IS NOT assigned").fetchall()
    for id_ in found.canonical:
        rows += index.execute(f"{query} assigned = ?", (id_,)).fetchall()
    for claim, article, assigned, situation in rows:
        if situation != found(assigned):
            mark_article(index, article)
            _give(index, claim, assigned, found(assigned))


# ------------------------------------------------------------------------------------------------ assignment


def assign(
    index: sqlite3.Connection, project: Project, *, found: Resolution, names: Mapping[str, str], frame: Frame
) -> None:
    """Give every claim its situation: the one it is assigned to, one that it fits, or a new one, written down.

    Takes the articles that changed in order of date and id. A situation's id is made from its first claim.
    """
    query = "SELECT id FROM dirty WHERE kind = 'article' AND id IN (SELECT id FROM article) ORDER BY position"
    articles = [row[0] for row in index.execute(query)]
    index.execute("BEGIN")
    for article in articles:
        index.execute("DELETE FROM profile WHERE article = ?", (article,))
        index.execute("DELETE FROM pair WHERE article = ?", (article,))
    for article in articles:
        for key, claims in _groups(index, article, found=found, names=names):
            known = _known_situation(index, claims)
            if known is not None:
                _keep_profile(index, article, key, profile(claims, frame), found(known))
    index.execute("COMMIT")
    remaining = iter(articles)
    while batch := list(islice(remaining, BATCH)):
        _assign_new(index, project, batch, found=found, names=names, frame=frame)


def _groups(
    index: sqlite3.Connection, article: str, *, found: Resolution, names: Mapping[str, str]
) -> Iterator[tuple[str, list[Claim]]]:
    """The claims of an article by its own key of the situation, in the article's order."""
    groups: dict[str, list[Claim]] = {}
    for key, claim in settled_claims(index, article, found=found, names=names):
        groups.setdefault(key, []).append(claim)
    yield from groups.items()


def _known_situation(index: sqlite3.Connection, claims: Iterable[Claim]) -> str | None:
    for claim in claims:
        row = index.execute("SELECT assigned FROM claim WHERE id = ?", (claim.id,)).fetchone()
        if row[0] is not None:
            return str(row[0])
    return None


def _assign_new(
    index: sqlite3.Connection,
    project: Project,
    articles: Iterable[str],
    *,
    found: Resolution,
    names: Mapping[str, str],
    frame: Frame,
) -> None:
    index.execute("BEGIN")
    decisions = []
    now = dt.datetime.now(dt.UTC)
    for article in articles:
        for key, claims in _groups(index, article, found=found, names=names):
            rows = [
                (c.id, index.execute("SELECT assigned FROM claim WHERE id = ?", (c.id,)).fetchone()[0]) for c in claims
            ]
            if all(assigned is not None for _, assigned in rows):
                continue
            shape = profile(claims, frame)
            situation, why = _situation(index, article, shape, claims, frame=frame)
            _keep_profile(index, article, key, shape, found(situation))
            for claim, assigned in rows:
                if assigned is None:
                    _give(index, claim, situation, found(situation))
                    decisions.append(decided("assign", (claim, situation), who=WHO, why=why, now=now))
    # first the folder, which is the source of truth; a load that is cut off here finds them there
    append_decisions(project, decisions)
    index.execute("COMMIT")


def _situation(
    index: sqlite3.Connection, article: str, shape: Profile, claims: list[Claim], *, frame: Frame
) -> tuple[str, str]:
    known = _known_situation(index, claims)
    if known is not None:
        return known, "said with another claim of it"
    for candidate in _candidates(index, article, shape):
        known_profiles = [p for _, p in profiles(index, candidate)]
        if joins(shape, known_profiles, frame):
            return candidate, "same class, days, actor, and recipient or place"
    return digest("situation", claims[0].id), "first claim"


def _candidates(index: sqlite3.Connection, article: str, shape: Profile) -> list[str]:
    """Situations that share a pair with the profile and that the article does not tell apart; the oldest first."""
    found: dict[str, str] = {}
    for pair in shape.pairs:
        rows = index.execute(
            "SELECT p.situation, min(a.position) FROM pair p JOIN article a ON a.id = p.article "
            "WHERE p.a = ? AND p.b = ? AND p.situation NOT IN (SELECT situation FROM profile WHERE article = ?) "
            "GROUP BY p.situation",
            (*pair, article),
        )
        for situation, position in rows:
            found[situation] = min(position, found.get(situation, position))
    return sorted(found, key=lambda situation: (found[situation], situation))


def profiles(index: sqlite3.Connection, situation: str) -> Iterator[tuple[str, Profile]]:
    """Of each article about the situation, its id and what it says of it that identity depends on."""
    rows = index.execute("SELECT article, body FROM profile WHERE situation = ? ORDER BY article, key", (situation,))
    for article, body in rows:
        classes, realis, pairs, earliest, latest = json.loads(body)
        yield article, Profile(tuple(classes), tuple(realis), tuple(map(tuple, pairs)), earliest, latest)


def _keep_profile(index: sqlite3.Connection, article: str, key: str, shape: Profile, situation: str) -> None:
    body = json.dumps([shape.classes, shape.realis, shape.pairs, shape.earliest, shape.latest])
    index.execute("INSERT OR REPLACE INTO profile VALUES (?, ?, ?, ?)", (article, key, situation, body))
    index.executemany("INSERT INTO pair VALUES (?, ?, ?, ?)", ((a, b, situation, article) for a, b in shape.pairs))


def _give(index: sqlite3.Connection, claim: str, assigned: str, situation: str) -> None:
    index.execute("UPDATE claim SET assigned = ?, situation = ? WHERE id = ?", (assigned, situation, claim))
    index.execute("INSERT OR REPLACE INTO assigned VALUES (?, ?)", (claim, assigned))
    index.execute(
        "INSERT OR IGNORE INTO dirty SELECT 'situation', ?, a.position FROM article a JOIN claim c ON c.article = a.id "
        "WHERE c.id = ?",
        (situation, claim),
    )
