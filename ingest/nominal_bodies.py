"""Which body a description stands for: "the party", "the court", "the interim government", "police"."""

from __future__ import annotations

import re

from spacy.tokens import Token

from ingest.chains import Chain, Scene
from ingest.lexicon import listed
from ingest.mentions import BODIES, TextMention
from ingest.ownership import country_of_links, is_definite, is_indefinite, new_chain, owner_of

__all__ = ["body"]


_ONE_EACH = {"Government", "InterimGovernment", "Legislature", "SecurityForce"}
"""Classes of which a country has one of each noun, so that "the army" needs no antecedent."""


def body(scene: Scene, mention: TextMention, token: Token) -> Chain:
    """The chain of a body: its owner's party, one named before, the country's own, one described so before, or new."""
    owner, said = owner_of(scene, mention), mention.country or country_of_links(scene, mention)
    code = said or _known_home(scene, mention)
    found = None
    if mention.type == "Party" and owner is not None and owner.type == "Person":
        found = _party_of(scene, owner)
    if found is None and (code is None or owner is None):
        found = _named_body(scene, mention, token)
    if found is None and (is_definite(token) or mention.type in _ONE_EACH and not is_indefinite(token)):
        country = code or (owner.country if owner else None) or scene.here(mention.head)
        found = _of_country(scene, mention, country, owner)
    if found is None and code is None and is_definite(token):
        fits = scene.before(
            mention.head, lambda c: c.noun == mention.noun and c.type == mention.type and not _of_others(c, owner)
        )
        found = next((e.chain for e in fits), None)
    if found is None:
        found = new_chain(scene, mention, token)
        found.country = code or found.country
    return found


def _party_of(scene: Scene, owner: Chain) -> Chain | None:
    """The party that "X's party" means: known as X's, by the registry or by the article."""
    entity = scene.registry.entities.get(owner.entity or "")
    for id_ in () if entity is None else entity.links.get("memberOf", ()):
        known = next((c for c in scene.chains if c.entity == id_), None)
        if known is None:
            party = scene.registry.entities[id_]
            known = Chain(party.type, party.name, "name", id_, party.country, party.sector, gender="n")
            scene.chains.append(known)
        return known
    return next((c for c in scene.chains if c.type == "Party" and c.owner is owner), None)


def _named_body(scene: Scene, mention: TextMention, token: Token) -> Chain | None:
    """A body named before by the same noun: "the Superior Electoral Court … the court"."""
    strict = [t for t in token.lefts if t.dep_ in ("amod", "compound") and t.lower_ not in listed("own words")]
    if not is_definite(token) or strict or mention.country:
        return None
    named = scene.before(mention.head, lambda c: c.kind == "name" and c.type in BODIES)
    return next((entry.chain for entry in named if _goes_by(entry.chain, mention.noun)), None)


def _goes_by(chain: Chain, noun: str) -> bool:
    """Whether a named body may be called by a noun."""
    if noun in listed("any body"):
        return chain.type in ("Organization", "InternationalOrganization")
    head = re.split(r"\s(?:of|for|on)\s", chain.name.casefold())[
        0
    ]  # no "Ministry of Government Affairs" is the government
    return noun in re.split(r"[\s’']+", head) or noun == "party" and chain.type == "Party"


_ANY_NOUN = {"Government", "InterimGovernment", "Legislature"}
_ONLY_ONE = {"InterimGovernment", "Legislature"}


def _known_home(scene: Scene, mention: TextMention) -> str | None:
    """The one country spoken of that is known to have had an interim government; few ever have one."""
    if mention.type != "InterimGovernment":
        return None
    known = {e.country for e in scene.registry.entities.values() if e.type == "InterimGovernment"}
    spoken = {chain.country for chain in scene.chains if chain.country in known}
    return spoken.pop() if len(spoken) == 1 else None


def _of_others(chain: Chain, owner: Chain | None) -> bool:
    """Whether a body is somebody else's: "the president's office", after "the prosecutor's office"."""
    return owner is not None and owner.type == "Person" and chain.owner is not None and chain.owner is not owner


def _of_country(scene: Scene, mention: TextMention, country: str | None, owner: Chain | None) -> Chain | None:
    """The government, parliament or army of a country; a new government may be the interim one."""
    kin = {mention.type}
    if mention.type == "Government" and "new" in mention.name.casefold().split():
        kin = {"Government", "InterimGovernment"}
    for chain in scene.chains:
        if (
            _of_others(chain, owner)
            or chain.type not in kin
            or chain.country != country
            or chain.kind == "name"
            and chain.type not in _ONLY_ONE
        ):
            continue
        if (chain.noun == mention.noun or mention.type in _ANY_NOUN) and (
            chain.owner is None or mention.type != "SecurityForce"
        ):
            return chain
    return None
