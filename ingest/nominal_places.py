"""Which place a description stands for: "the country", "the capital", "the city", "the base"."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from ingest.chains import Chain, Scene
from ingest.lexicon import listed
from ingest.mentions import TextMention
from ingest.ownership import country_of_links, is_definite, new_chain

__all__ = ["is_no_place", "place"]


def is_no_place(doc: Doc, mention: TextMention) -> bool:
    """Whether a lone noun says no place: a state to be in ("in prison"), or matters ("areas where they agree")."""
    alone = mention.kind == "nominal" and mention.start == mention.head == mention.end - 1
    lower = doc[mention.head].lower_
    return alone and (lower in listed("states to be in") or lower in listed("matters"))


def place(scene: Scene, mention: TextMention, token: Token) -> Chain:
    """The chain of a place: the one spoken of, the article's own country, a capital, or a new one."""
    if mention.noun == "capital" and is_definite(token):
        found = _capital(scene, mention)
    elif mention.type == "Country":
        found = _country(scene, mention, token)
    elif (
        mention.type in ("City", "Region")
        and is_definite(token)
        and mention.noun not in listed("directions")
        and not _told_apart(token)
    ):
        found = next(
            (e.chain for e in scene.before(mention.head, lambda c: c.type == mention.type and c.kind == "name")), None
        )
    elif mention.type == "Facility" and is_definite(token):
        found = next(
            (e.chain for e in scene.before(mention.head, lambda c: c.noun == mention.noun and c.type == "Facility")),
            None,
        )
        found = found or _facility_named(scene, mention)
    else:
        found = None
    return found or new_chain(scene, mention, token)


def _facility_named(scene: Scene, mention: TextMention) -> Chain | None:
    if len(mention.name.split()) > 1:
        return None
    fits = (e.chain for e in scene.before(mention.head, lambda c: c.type == "Facility" and c.kind == "name"))
    return next((c for c in fits if c.name.casefold().endswith(mention.noun)), None)


def _told_apart(token: Token) -> bool:
    """Whether words before it tell the place from the one spoken of: "the neighbouring city", "Iran's region"."""
    return any(
        t.dep_ in ("amod", "compound", "nmod:poss") and t.pos_ != "PRON" and t.lower_ not in ("whole", "entire", "same")
        for t in token.lefts
    )


def _capital(scene: Scene, mention: TextMention) -> Chain | None:
    code = mention.country or country_of_links(scene, mention) or scene.home
    capitals = scene.registry.capitals
    id_ = next((city for city, country in capitals.items() if country == code), None)
    if id_ is None:
        return None
    entity = scene.registry.entities[id_]
    known = next((c for c in scene.chains if c.entity == id_), None)
    if known is None:
        known = Chain("City", entity.name, "name", id_, code, gender="n")
        scene.chains.append(known)
    return known


def _country(scene: Scene, mention: TextMention, token: Token) -> Chain | None:
    if mention.number == "plur" or mention.count not in (None, 1) or not is_definite(token):
        return None
    owner = scene.chain_at(mention.links.get("owner"))
    if owner is not None:
        return scene.country_chain(owner.country or scene.home)
    if any(t.dep_ == "amod" and t.lower_ not in ("whole", "entire", "same") for t in token.lefts):
        return scene.country_chain(mention.country)
    here = scene.sentences[mention.head]
    recent = scene.before(mention.head, lambda c: c.type == "Country" and c.kind == "name")
    if mention.noun == "kingdom":
        return next((e.chain for e in recent if e.chain.country in _KINGDOMS), scene.country_chain(scene.home))
    for entry in recent:
        head = scene.doc[entry.mention.head]
        if entry.sentence < here:
            break
        if entry.sentence == here and head.dep_ in ("nsubj", "nsubj:pass", "nmod:poss", "obl", "obj", "conj"):
            return entry.chain
    return scene.country_chain(scene.home)


_KINGDOMS = {
    "SAU",
    "GBR",
    "JOR",
    "MAR",
    "THA",
    "BHR",
    "ESP",
    "NLD",
    "BEL",
    "SWE",
    "NOR",
    "DNK",
    "KHM",
    "BTN",
    "SWZ",
    "LSO",
    "TON",
}
