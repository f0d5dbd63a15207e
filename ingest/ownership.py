"""What all descriptions share: whether they are definite, whose they are, of which country."""

from __future__ import annotations

from spacy.tokens import Token

from ingest.chains import Chain, Scene
from ingest.lexicon import listed
from ingest.mentions import TextMention

__all__ = ["country_of_links", "is_definite", "is_indefinite", "new_chain", "owner_of"]


def is_definite(token: Token) -> bool:
    """Whether the phrase is marked as known: "the", "this", a possessive, or a bare singular body ("parliament")."""
    marks = [t for t in token.children if t.dep_ in ("det", "nmod:poss", "det:poss")]
    return any(t.lower_ in ("the", "this", "that", "these", "those", "both") or t.dep_ == "nmod:poss" for t in marks)


def is_indefinite(token: Token) -> bool:
    """Whether the phrase is marked as new: "a", "some", "another", "every"."""
    return any(t.lower_ in ("a", "an", "some", "another", "other", "any", "no", "every", "each") for t in token.lefts)


def owner_of(scene: Scene, mention: TextMention) -> Chain | None:
    """Whose it is: "his supporters", "opponents of Bakiev", "Trump supporters"."""
    for link in ("owner", "of", "compound"):
        at = mention.links.get(link, -1)
        chain = scene.chain_at(at) or scene.covering(at)
        if mention.type == "Group" and scene.doc[at].lower_ in ("our", "my"):  # "our soldiers" are not the speaker's
            continue
        if chain is not None and (link != "compound" or chain.type in ("Person", "Party", "InterimGovernment")):
            return chain
    return None


def country_of_links(scene: Scene, mention: TextMention) -> str | None:
    """The country (alpha-3) of whoever or whatever the phrase says it belongs to, comes from or is in."""
    where = _where_clause(scene, scene.doc[mention.head])
    if where is not None:
        return where
    for link in ("owner", "of", "drawnFrom", "compound", "in"):
        chain = scene.chain_at(mention.links.get(link)) or scene.covering(mention.links.get(link, -1))
        if chain is not None and chain.country:
            return chain.country
    return None


def _where_clause(scene: Scene, token: Token) -> str | None:
    """The country of the place that a clause with "where" speaks of: "Ruritania, where the government …"."""
    for ancestor in (token, *token.ancestors):
        if ancestor.dep_ == "acl:relcl" and any(t.lower_ == "where" for t in ancestor.children):
            chain = scene.chain_at(ancestor.head.i) or scene.covering(ancestor.head.i)
            return None if chain is None else chain.country
    return None


def new_chain(scene: Scene, mention: TextMention, token: Token) -> Chain:
    """A chain for what has not been spoken of; what nothing places is of the article's own country."""
    chain = scene.new(mention)
    source = mention.links.get("drawnFrom", -1)
    chain.country = mention.country or country_of_links(scene, mention)
    chain.owner = owner_of(scene, mention)
    chain.drawn_from = scene.chain_at(source) or scene.covering(source)
    if chain.country is None and _local(mention, token):
        chain.country = scene.here(mention.head)
    return chain


def _local(mention: TextMention, token: Token) -> bool:
    if mention.noun in listed("from anywhere") or mention.type in ("MediaOutlet", "InternationalOrganization"):
        return False
    return not any(t.lower_ in listed("abroad") for t in token.lefts)
