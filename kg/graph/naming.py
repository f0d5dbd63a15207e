"""The name of a situation, as a person would write it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.graph.dates import written
from kg.graph.values import Frame, Report
from kg.model import Interval

__all__ = ["class_words", "situation_name"]

LISTED = 3
"""So many names are written out; of more, the first two and how many others."""

_GOAL = ("recipient", "post", "organization", "base", "joinedSide", "leftSide", "person", "destination")
_PLACE = ("place", "host", "origin")
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")


def class_words(class_: str) -> str:
    """The class as words: `AidPledge` is `aid pledge`."""
    return _HUMP.sub(" ", class_).lower()


def situation_name(reports: Sequence[Report], *, class_: str, status: str, when: Interval | None, frame: Frame) -> str:
    """`[happened] attack: gunmen → police, Osh, 5–11 Apr 2010`; what is not known is left out.

    The arrow stays where nobody is known to have acted: `[happened] arrest: → Aibek Osmonov` is not what he did.
    """
    actors, goals = _names(reports, ("actor",)), _names(reports, _GOAL)
    who = " – ".join(filter(None, (actors, goals)))
    if goals and not frame.ontology.classes[class_].symmetric:
        who = f"{actors} → {goals}".lstrip()
    where = _names(reports, _PLACE)
    details = ", ".join(filter(None, (who, where, "" if when is None else written(when))))
    return f"[{status}] {class_words(class_)}" + (f": {details}" if details else "")


def _names(reports: Sequence[Report], roles: Sequence[str]) -> str:
    """Who fills the first of the roles that anybody fills; each entity once, under its first name."""
    for role in roles:
        names: dict[str, str] = {}
        for mention in (m for report in reports for m in report.claim.roles.get(role, ())):
            names.setdefault(mention.entity, mention.name)
        if names:
            return _listed(list(names.values()))
    return ""


def _listed(names: Sequence[str]) -> str:
    if len(names) > LISTED:
        return f"{', '.join(names[: LISTED - 1])} and {len(names) - LISTED + 1} others"
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
