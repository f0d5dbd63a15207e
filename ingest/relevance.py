"""What is no claim because the article is not about public life: everyday acts of private people.

People visit, phone, praise, offer, agree and leave in every kind of article. In one about politics such an act belongs
to the story whoever does it; in one about sport, travel or a family it does not, unless somebody of public life takes
part.
"""

from __future__ import annotations

from collections.abc import Sequence

from ingest.merging import Candidate
from kg.model import Mention
from kg.ontology import Ontology

__all__ = ["is_everyday", "publicness", "relevant"]

EVERYDAY = (
    *("Consultation", "Offer", "ReformPromise", "CooperationAgreement", "AidRequest", "Refusal", "Concession"),
    *("Endorsement", "Recognition", "Cooperation", "AidTransfer", "AgreementSigning", "Appointment", "Departure"),
    *("Alignment", "Opposition", "Boycott"),
)
"""Branches of what people do in private life as well."""

GRAVE = ("Flight", "AsylumGrant", "ResignationOffer")
"""Classes below them that are not."""

PUBLIC = (
    *("Country", "Government", "GovernmentBody", "Legislature", "Party", "SecurityForce"),
    *("InternationalOrganization", "MilitaryBase"),
)
SECTORS = frozenset({"GOV", "OPP", "MIL", "COP", "SPY", "REB", "LEG", "JUD", "PTY", "IGO"})
"""Types and PLOVER sectors of those who take part in public life."""

PRINCIPALS = ("actor", "recipient", "leftSide", "joinedSide", "organization", "host", "person")

SHORT = 100
"""Words up to which a text is too short to say what it is about."""

LEAST = 0.6
"""Situations with somebody of public life, per hundred words, from which an article is about it. Of 42 gold articles 41
have .7 at least. Of 100 claims from other articles that a reader judged (benchmarks/judgements/1.csv), it takes away
13: of 11 the class was wrong."""


def publicness(found: Sequence[Candidate], words: int, ontology: Ontology) -> float:
    """How much an article is about public life: its situations with somebody of it, per hundred words."""
    return 100 * sum(_is_public(candidate, ontology) for candidate in found) / max(1, words)


def relevant(found: Sequence[Candidate], words: int, ontology: Ontology) -> list[Candidate]:
    """The situations of an article of so many words, without everyday acts in one that is not about public life."""
    if words <= SHORT or publicness(found, words, ontology) >= LEAST:
        return list(found)
    return [c for c in found if _is_public(c, ontology) or not is_everyday(c.class_, ontology)]


def is_everyday(class_: str, ontology: Ontology) -> bool:
    """Whether private people do it as well."""
    return any(ontology.is_a(class_, branch) for branch in EVERYDAY) and not any(
        ontology.is_a(class_, grave) for grave in GRAVE
    )


def _is_public(candidate: Candidate, ontology: Ontology) -> bool:
    return any(_of_public_life(m, ontology) for role in PRINCIPALS for m in candidate.roles.get(role, ()))


def _of_public_life(mention: Mention, ontology: Ontology) -> bool:
    return mention.sector in SECTORS or any(ontology.is_a(mention.type, type_) for type_ in PUBLIC)
