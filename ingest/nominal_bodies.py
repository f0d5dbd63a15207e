"""Which body a description stands for: "the party", "the court", "the interim government", "police"."""

from __future__ import annotations

import re

from spacy.tokens import Token

from ingest.chains import Chain, Scene, Seen
from ingest.lexicon import listed
from ingest.mentions import BODIES, TextMention
from ingest.ownership import country_of_links, is_definite, is_indefinite, new_chain, owner_of
from ingest.peoples import people_ending

__all__ = ["body"]


_ONE_EACH = {"Government", "InterimGovernment", "Legislature", "SecurityForce"}
"""Classes of which a country has one of each noun, so that "the army" needs no antecedent."""


def body(scene: Scene, mention: TextMention, token: Token) -> Chain:
    """The chain of a body: its owner's party, one named before, the country's own, one described so before, or new."""
    owner, said = owner_of(scene, mention), mention.country or country_of_links(scene, mention)
    said = said or _of_holder(scene, token)
    if _is_made(token):
        return new_chain(scene, mention, token)
    if mention.noun in _RULING and token.tag_ == "NNS" and not is_definite(token):
        return _of_anywhere(scene, mention, token, said)
    code = said or _known_home(scene, mention)
    found = None
    if mention.type == "Party" and owner is not None and owner.type == "Person":
        found = _party_of(scene, owner)
    if found is None and (code is None or owner is None):
        found = _named_body(scene, mention, token) or _taken_up(scene, mention, token)
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


def _is_made(token: Token) -> bool:
    """Whether a body is only being made: "left the party and formed their own party"."""
    made = token.dep_ == "obj" and token.head.lemma_.lower() in ("create", "establish", "form", "found", "launch")
    return made and any(t.lower_ in ("own", "new") for t in token.lefts)


def _of_holder(scene: Scene, token: Token) -> str | None:
    """The country that is said of whoever has a post in a body: "Colombian chief of police"."""
    if token.dep_ != "nmod" or token.head.i > token.i:
        return None
    people = (people_ending(scene.doc, t.i, scene.registry) for t in token.head.lefts if t.dep_ in ("amod", "compound"))
    return next((found[1] for found in people if found is not None), None)


_RULING = {"government", "regime", "parliament", "administration"}


def _of_anywhere(scene: Scene, mention: TextMention, token: Token, country: str | None) -> Chain:
    """Governments and parliaments in general: "opponents of governments" are of no country that is not said."""
    found = new_chain(scene, mention, token)
    found.country = country
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
    side = next((t.lower_ for t in token.lefts if t.lower_ in _SIDES), None)
    if mention.noun == "party" and side is not None and is_definite(token):
        return _party_on(scene, mention, side)
    strict = [t for t in token.lefts if t.dep_ in ("amod", "compound") and t.lower_ not in listed("own words")]
    if not is_definite(token) or strict or mention.country:
        return None
    named = scene.before(mention.head, lambda c: c.kind == "name" and c.type in BODIES)
    return next((entry.chain for entry in named if _goes_by(entry.chain, mention.noun)), None)


_SIDES = {"ruling", "governing", "opposition"}


def _party_on(scene: Scene, mention: TextMention, side: str) -> Chain | None:
    """The party that was said to rule or to oppose, for "the ruling party": "the ruling Harvest Party"."""
    said = {"ruling", "governing"} if side != "opposition" else {side}
    named = scene.before(mention.head, lambda c: c.kind == "name" and c.type == "Party")
    return next((e.chain for e in named if _words_before(scene, e) & said), None)


def _words_before(scene: Scene, entry: Seen) -> set[str]:
    return {t.lower_ for t in scene.doc[max(0, entry.mention.start - 2) : entry.mention.start + 1]}


def _goes_by(chain: Chain, noun: str) -> bool:
    """Whether a named body may be called by a noun."""
    if noun in listed("any body"):
        return chain.type in ("Organization", "InternationalOrganization")
    head = re.split(r"\s(?:of|for|on)\s", chain.name.casefold())[
        0
    ]  # no "Ministry of Government Affairs" is the government
    return noun in re.split(r"[\s’']+", head) or noun == "party" and chain.type == "Party"


_NEARBY = 2
"""Sentences back in which a name stands that a bare description takes up."""

_KINDS = {
    **dict.fromkeys(("agency", "regulator", "watchdog", "body"), {"Organization", "GovernmentBody"}),
    **dict.fromkeys(("newspaper", "daily", "outlet", "broadcaster", "channel", "magazine"), {"MediaOutlet"}),
    **dict.fromkeys(("union", "federation", "association", "charity", "foundation", "ngo"), {"Organization"}),
    **dict.fromkeys(("company", "firm", "corporation", "airline", "insurer", "lender"), {"Organization"}),
    "bloc": {"InternationalOrganization"},
}
"""Kinds of named bodies that a noun takes up though it is no part of their names: "USAID … the agency"."""


def _taken_up(scene: Scene, mention: TextMention, token: Token) -> Chain | None:
    """The body named last, the subject of its sentence before others, that a bare "the agency" may mean."""
    bare = all(t.dep_ == "det" for t in token.lefts) and not mention.links and token.tag_ != "NNS"
    if mention.noun not in _KINDS or not bare or not is_definite(token):
        return None
    here, found = scene.sentences[token.i], None
    for entry in scene.back_from(token.i):
        if here - entry.sentence > _NEARBY or found is not None and entry.sentence < found.sentence:
            break
        if not _is_kind(entry.chain, mention):
            continue
        if found is None or scene.doc[entry.mention.head].dep_ in ("nsubj", "nsubj:pass"):
            found = entry
    return None if found is None else found.chain


def _is_kind(chain: Chain, mention: TextMention) -> bool:
    """Whether a body is described by the same noun, or named and of a kind that the noun takes up."""
    if chain.kind == "nominal":
        return chain.noun == mention.noun and chain.type == mention.type and chain.number == "sing"
    return chain.type in _KINDS[mention.noun] and chain.sector in (None, "CVL", mention.sector, "GOV", "JRN")


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
