"""Which person or group a description stands for: "the president", "his supporters", "the two leaders"."""

from __future__ import annotations

import re

from spacy.tokens import Token

from ingest.chains import Chain, Scene, Seen
from ingest.lexicon import lexicon, listed
from ingest.mentions import TextMention
from ingest.ownership import country_of_links, is_definite, is_indefinite, new_chain, owner_of

__all__ = ["group", "person", "title_of"]


_SAME = {
    "premier": "prime minister",
    "deputy": "lawmaker",
    "mp": "lawmaker",
    "senator": "lawmaker",
    "legislator": "lawmaker",
}


def title_of(mention: TextMention) -> str:
    """The words of a description that tell the post, the noun last: "interim foreign minister"."""
    before = re.split(r" (?:of|for|to|in|from) ", mention.name.casefold())[0].split()
    kept = [w for w in before if w in lexicon().ranks or w in lexicon().phases]
    noun = lexicon().abbreviations.get(mention.noun, mention.noun)
    return " ".join([*kept, _SAME.get(noun, noun)])


def _same_title(one: str, other: str) -> bool:
    """Whether two wordings may be of one post: as said, or one of them in fewer words ("minister")."""
    a, b = one.split(), other.split()
    ranks = {"prime", "vice", "deputy", "assistant", "crown", "former", "ex", "interim", "acting"}
    return a[-1:] == b[-1:] and ranks & set(a) == ranks & set(b) and (set(a) <= set(b) or set(b) <= set(a))


def person(scene: Scene, mention: TextMention, token: Token) -> Chain:
    """The chain of one person: by the post that they hold, the last that fits, or a new one."""
    noun, title = mention.noun, title_of(mention)
    if not is_definite(token) and not token.text[:1].isupper() or is_indefinite(token):
        return new_chain(scene, mention, token)
    code = mention.country or country_of_links(scene, mention)
    fits = [
        e.chain for e in scene.before(mention.head, lambda c: c.type == "Person" and _fits_person(c, mention, code))
    ]
    for chain in fits:
        if any(_same_title(title, known) for known in chain.titles):
            return chain
    holder = _holder(scene, mention, code)
    if holder is not None:
        return holder
    if noun in listed("any person") and fits and not mention.links.get("owner") and "of" not in mention.links:
        near = [c for c in fits if c.sector not in ("JRN", "CVL") or noun in ("man", "woman")]
        if "compound" in mention.links:  # "the judge … the opposition leader"
            near = [c for c in near if c.kind == "name" or c.noun == noun]
        if near and (code is None or near[0].country == code):
            return near[0]
    return new_chain(scene, mention, token)


def _fits_person(chain: Chain, mention: TextMention, code: str | None) -> bool:
    if mention.gender and chain.gender and mention.gender != chain.gender:
        return False
    return code is None or chain.country in (None, code)


def _holder(scene: Scene, mention: TextMention, code: str | None) -> Chain | None:
    """Who held the post on the day that the article was written, where the article names them or the registry knows;
    of one that has been held ("the ousted president"), the last holder by then that the article names.
    """
    words = mention.name.casefold().split()
    country = code or scene.home
    noun = lexicon().nouns.get(mention.noun)
    if noun is None or not noun.post or country is None or _OTHERS & set(words):
        return None
    title = "prime minister" if mention.noun == "premier" or "prime" in words else mention.noun
    if any(lexicon().phases.get(word) == "former" for word in words):
        return _past_holder(scene, title, country)
    entity = scene.registry.holder(title, country, scene.published)
    if entity is None:
        return None
    known = next((c for c in scene.chains if c.entity == entity.id), None)
    if known is None and title in ("president", "prime minister", "king"):
        known = Chain(
            "Person",
            entity.name,
            "name",
            entity.id,
            entity.country,
            entity.sector,
            scene.registry.genders.get(entity.id, ""),
        )
        scene.chains.append(known)
    return known


_OTHERS = {"new", "next", "interim", "acting", "vice", "deputy"}


def _past_holder(scene: Scene, title: str, country: str) -> Chain | None:
    if scene.published is None:
        return None
    gone = scene.registry.past_holders(title, country, scene.published)
    named = (scene.by_entity[entity.id] for entity in gone if entity.id in scene.by_entity)
    return next(named, None)


def group(scene: Scene, mention: TextMention, token: Token) -> Chain:
    """The chain of a group: those it names, one described so before, or a new one."""
    members = _pair(scene, mention, token)
    if members:
        chain = new_chain(scene, mention, token)
        chain.members = members
        chain.name = " and ".join(c.name for c in members)
        return chain
    owner = owner_of(scene, mention)
    known = scene.before(mention.head, lambda c: c.type == "Group" and c.noun == mention.noun)
    for entry in known:
        chain = entry.chain
        same_owner = chain.owner is owner or (chain.owner is None or owner is None) and not _told_of(mention)
        same_country = mention.country is None or chain.country in (None, mention.country)
        fresh = (
            is_indefinite(token)
            or _is_anybody(mention, token)
            or mention.count not in (None, chain.count)
            or _said_of_others(mention, chain)
        )
        if same_owner and same_country and not fresh:
            chain.owner = chain.owner or owner
            return chain
    return new_chain(scene, mention, token)


def _is_anybody(mention: TextMention, token: Token) -> bool:
    """Whether it is people at large: "called on people to march"; "the people" may be those spoken of."""
    return mention.noun == "people" and not is_definite(token) and mention.count is None


def _said_of_others(mention: TextMention, chain: Chain) -> bool:
    """Whether the description says whose or from where they are, and the earlier one says otherwise."""
    _, joint, tail = mention.name.casefold().partition(" from ")
    return bool(joint) and tail not in chain.name.casefold()


def _told_of(mention: TextMention) -> bool:
    return "drawnFrom" in mention.links or mention.country is not None


def _pair(scene: Scene, mention: TextMention, token: Token) -> tuple[Chain, ...]:
    """The last two that were named, for "the two leaders", "both parties"."""
    both = mention.count == 2 or any(t.lower_ == "both" for t in token.lefts)
    if not both or mention.noun not in listed("in pairs") or "of" in mention.links:
        return ()
    if mention.noun in ("country", "nation", "side"):
        return _two_countries(scene, token)
    type_ = "Party" if mention.noun == "party" else "Person"
    found: list[Chain] = []
    for entry in scene.before(mention.head, lambda c: c.type == type_ and c.kind == "name"):
        if entry.chain not in found:
            found.append(entry.chain)
        if len(found) == 2:
            return tuple(reversed(found))
    return ()


def _in_dateline(scene: Scene, entry: Seen) -> bool:
    return bool(scene.doc[entry.mention.head]._.dateline)


def _two_countries(scene: Scene, token: Token) -> tuple[Chain, ...]:
    """The last two countries that anything spoken of belongs to; never who acts on them, nor where it is written."""
    actors = (scene.chain_at(t.i) for above in token.ancestors for t in above.children if t.dep_ == "nsubj")
    acting = {chain.country for chain in actors if chain is not None and token.dep_ != "nsubj"}
    codes: list[str] = []
    for entry in scene.before(token.i, lambda c: c.country is not None and c.country not in acting):
        if entry.chain.country and entry.chain.country not in codes and not _in_dateline(scene, entry):
            codes.append(entry.chain.country)
    found = [chain for code in codes[:2] if (chain := scene.country_chain(code)) is not None]
    return tuple(reversed(found)) if len(found) == 2 else ()
