"""Who takes part in public life: countries, governments, parties, forces, and people with a post or a side in it."""

from __future__ import annotations

from collections.abc import Iterable

from ingest.mentions import TextMention
from kg.model import Mention
from kg.ontology import Ontology

__all__ = ["about_public_life", "of_public_life"]

PUBLIC = (
    *("Country", "Government", "GovernmentBody", "Legislature", "Party", "SecurityForce"),
    *("InternationalOrganization", "MilitaryBase"),
)
SECTORS = frozenset({"GOV", "OPP", "MIL", "COP", "SPY", "REB", "LEG", "JUD", "PTY", "IGO"})
"""Types and PLOVER sectors of those who take part in public life."""

DENSE = 4.0
"""Mentions of people and bodies of public life, per hundred words, from which an article is about it: whoever acts in
it belongs to the story. Of 42 gold articles 37 have as many, of 40 from newspapers' other pages 5."""


def about_public_life(found: Iterable[TextMention], words: int, ontology: Ontology) -> bool:
    """Whether an article of so many words is about public life, by who is mentioned in it, countries apart."""
    people = sum(of_public_life(m, ontology) and not ontology.is_a(m.type, "Country") for m in found)
    return 100 * people >= DENSE * words


def of_public_life(mention: Mention | TextMention, ontology: Ontology) -> bool:
    """Whether somebody's acts are public acts by who they are."""
    return mention.sector in SECTORS or any(ontology.is_a(mention.type, type_) for type_ in PUBLIC)
