"""What is no claim because the article is not about public life: everyday acts of private people.

People visit, phone, praise, offer, agree and leave in every kind of article. In one about politics such an act belongs
to the story whoever does it; in one about sport, travel or a family it does not, unless somebody of public life takes
part. An article about sport tells contests in the words of war and politics ("attack", "defeat", "captain"): of it only
what concerns the law and protest counts, and who holds a post.
"""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc

from ingest.clauses import lemma_of
from ingest.lexicon import listed
from ingest.merging import Candidate
from ingest.public_life import of_public_life
from kg.ontology import Ontology

__all__ = ["SHORT", "about_sport", "is_everyday", "is_public", "publicness", "relevant"]

EVERYDAY = (
    *("Consultation", "Offer", "ReformPromise", "CooperationAgreement", "AidRequest", "Refusal", "Concession"),
    *("Endorsement", "Recognition", "Cooperation", "AidTransfer", "AgreementSigning", "Appointment", "Departure"),
    *("Alignment", "Opposition", "Boycott"),
)
"""Branches of what people do in private life as well."""

GRAVE = ("Flight", "AsylumGrant", "ResignationOffer")
"""Classes below them that are not."""

PRINCIPALS = ("actor", "recipient", "leftSide", "joinedSide", "organization", "host", "person")

SHORT = 100
"""Words up to which a text is too short to say what it is about."""

LEAST = 0.6
"""Situations with somebody of public life, per hundred words, from which an article is about it. Of 42 gold articles 41
have .7 at least. Of 100 claims from other articles that a reader judged (benchmarks/judgements/1.csv), it takes away
13: of 11 the class was wrong."""


SPORTLIKE = 1.0
"""Words of sport, per hundred, from which an article may be about sport; of the gold articles none has .4."""

NO_CONTEST = (
    "Tenure",
    "Membership",
    "Arrest",
    "Conviction",
    "Indictment",
    "Investigation",
    "Accusation",
    "Demonstration",
)
"""Classes whose words mean the same in an article about sport."""


def about_sport(doc: Doc) -> bool:
    """Whether an article speaks of sport, by its words."""
    words = [lemma_of(token) for token in doc if token.is_alpha]
    sporting = [word for word in words if word in listed("sport")]
    return len(set(sporting)) > 1 and 100 * len(sporting) >= SPORTLIKE * len(words)


def publicness(found: Sequence[Candidate], words: int, ontology: Ontology) -> float:
    """How much an article is about public life: its situations with somebody of it, per hundred words."""
    return 100 * sum(is_public(candidate, ontology) for candidate in found) / max(1, words)


def relevant(found: Sequence[Candidate], doc: Doc, ontology: Ontology) -> list[Candidate]:
    """The situations of an article, without what private people do every day in one that is not about public life."""
    words = sum(token.is_alpha for token in doc)
    if publicness(found, words, ontology) >= LEAST:
        return list(found)
    if about_sport(doc):
        return [c for c in found if any(ontology.is_a(c.class_, class_) for class_ in NO_CONTEST)]
    if words <= SHORT:
        return list(found)
    return [c for c in found if is_public(c, ontology) or not is_everyday(c.class_, ontology)]


def is_everyday(class_: str, ontology: Ontology) -> bool:
    """Whether private people do it as well."""
    return any(ontology.is_a(class_, branch) for branch in EVERYDAY) and not any(
        ontology.is_a(class_, grave) for grave in GRAVE
    )


def is_public(candidate: Candidate, ontology: Ontology) -> bool:
    """Whether somebody of public life takes part."""
    return any(of_public_life(m, ontology) for role in PRINCIPALS for m in candidate.roles.get(role, ()))
