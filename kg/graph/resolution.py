"""Which ids mean the same entity or situation: the registry, redirects, and what people decided."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

from kg.decisions import Decisions
from kg.ids import is_minted
from kg.model import Claim, Mention

__all__ = ["Resolution", "resolution", "settled"]


@dataclass(frozen=True, slots=True)
class Resolution:
    """Where an id leads. `merged` holds, for each id that others were merged into, those others, sorted."""

    canonical: Mapping[str, str] = field(default_factory=dict)
    merged: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def __call__(self, id_: str) -> str:
        """The canonical id; an id that nothing is decided about is its own."""
        return self.canonical.get(id_, id_)


def resolution(decisions: Decisions, listed: Mapping[str, str] | None = None) -> Resolution:
    """What follows from the decisions and from `listed`: found ids -> the registry entry that their name fits.

    A pair that is decided to be different is never joined, nor are two ids that a join would bring together with such
    a pair. Joins are made in a fixed order (redirects, registry, `same`), so the result depends on the decisions only.
    """
    joined = _Joined(decisions.different)
    for pairs in (sorted(decisions.redirects.items()), sorted((listed or {}).items()), decisions.same):
        for a, b in pairs:
            joined.join(a, b)
    canonical: dict[str, str] = {}
    merged: dict[str, tuple[str, ...]] = {}
    for members in joined.groups():
        chosen = _chosen(members, decisions.redirects)
        merged[chosen] = tuple(sorted(members - {chosen}))
        canonical |= dict.fromkeys(merged[chosen], chosen)
    return Resolution(canonical, merged)


def _chosen(members: set[str], redirects: Mapping[str, str]) -> str:
    """Who stands for the group: a registry entry, else an id that is not redirected, else the smallest."""
    return min(members, key=lambda id_: (is_minted(id_), id_ in redirects, id_))


class _Joined:
    """Disjoint sets that refuse to bring certain pairs together."""

    def __init__(self, different: Iterable[tuple[str, str]]) -> None:
        self._group: dict[str, set[str]] = {}
        self._apart: dict[str, set[str]] = {}
        for a, b in different:
            self._apart.setdefault(a, set()).add(b)
            self._apart.setdefault(b, set()).add(a)

    def join(self, a: str, b: str) -> None:
        first, second = self._group.get(a, {a}), self._group.get(b, {b})
        if first is second or any(self._apart.get(member, set()) & second for member in first):
            return
        both = first | second
        self._group |= dict.fromkeys(both, both)

    def groups(self) -> list[set[str]]:
        unique = {id(group): group for group in self._group.values() if len(group) > 1}
        return sorted(unique.values(), key=min)


def settled(
    claim: Claim,
    *,
    canonical: Callable[[str], str],
    situation: Callable[[str], str | None],
    name: Callable[[str], str | None],
) -> Claim:
    """The claim in terms of the graph: canonical entities, and ids of situations instead of the article's keys.

    `situation` gives the id for a key, or None where no claim speaks of it: such a link is dropped. `name` gives the
    registry's name of an entity, or None where it lists none.
    """

    def mention(found: Mention) -> Mention:
        entity = canonical(found.entity)
        called = name(entity) or found.name
        if not found.links and (entity, called) == (found.entity, found.name):
            return found
        links = {link: tuple(map(mention, targets)) for link, targets in found.links.items()}
        return replace(found, entity=entity, name=called, links=links)

    targets = {link: tuple(filter(None, map(situation, keys))) for link, keys in claim.links.items()}
    return replace(
        claim,
        situation=situation(claim.situation) or claim.situation,
        roles={role: tuple(map(mention, fillers)) for role, fillers in claim.roles.items()},
        links=targets,
        attributed_to=None if claim.attributed_to is None else mention(claim.attributed_to),
    )
