"""What a resolved mention is called: a name, a readable description, or for a capital that acts its country."""

from __future__ import annotations

import re

from spacy.tokens import Token

from ingest.chains import Chain, Scene, Seen
from ingest.lexicon import listed
from ingest.mentions import BODIES
from kg.ids import entity_id
from kg.model import Article, Mention, Span

__all__ = ["bare", "mention_of", "name_of", "short_name"]

PLACES = frozenset({"Country", "City", "Region", "Facility", "AirBase", "MilitaryBase"})
_BRANCHES = {"Person": "Person", "Group": "Group", "Post": "Post"}


def mention_of(scene: Scene, seen: Seen, article: Article) -> tuple[Mention, Mention | None]:
    """The mention as an agent or thing, and as a place where it is one."""
    plain = _mention(scene, seen, seen.chain, article)
    if plain.type not in PLACES:
        return plain, None
    nation = scene.registry.country_of_capital(seen.chain.entity or "")
    if nation is None or not _acts(scene.doc[seen.mention.head]):
        return plain, plain
    chain = scene.country_chain(nation.country)
    return (plain if chain is None else _mention(scene, seen, chain, article)), plain


def _acts(token: Token) -> bool:
    """Whether a capital stands where an actor does, not a place."""
    while token.dep_ in ("conj", "appos", "flat") and token.head.i != token.i and not _case(token):
        token = token.head
    case, verb = _case(token), token.head.lemma_.lower()
    if case in listed("where") or token.dep_ in ("ROOT", "compound", "parataxis", "dep") and not case:
        return False
    if case in ("to", "from", "for"):
        return verb not in listed("motion")
    if token.dep_ in ("obj", "iobj", "nsubj:pass") and not case:
        return verb not in listed("moved over")
    return True


def _case(token: Token) -> str:
    return next((t.lower_ for t in token.lefts if t.dep_ == "case"), "")


def _mention(scene: Scene, seen: Seen, chain: Chain, article: Article) -> Mention:
    name = name_of(scene, chain)
    known = None if chain.kind == "name" else scene.registry.find(name, country=chain.country)
    if known is not None and (known.type not in BODIES or known.type != chain.type):
        known = None
    named = known is not None or chain.entity is not None or _fully_named(chain)
    span = _span(scene, seen)
    return Mention(
        entity=known.id if known else chain.entity or _id(chain, name, None if named else article.id),
        name=known.name if known else name,
        type=chain.type,
        text=article.text[span.start : span.end],
        span=span,
        country=chain.country,
        sector=chain.sector,
        named=named,
        links=_links(scene, seen, chain, article),
    )


def _id(chain: Chain, name: str, scope: str | None) -> str:
    branch = _BRANCHES.get(chain.type, "Place" if chain.type in PLACES else "Organization")
    return entity_id(branch=branch, name=name, country=chain.country, article=scope)


def _fully_named(chain: Chain) -> bool:
    return chain.kind == "name" and chain.type != "Group" and (chain.type != "Person" or " " in chain.name)


def _span(scene: Scene, seen: Seen) -> Span:
    mention = seen.mention
    start = mention.start
    if mention.kind == "name" and mention.title is not None:
        start = mention.title[1] + 1
        while start < mention.head and not scene.doc[start].text[:1].isupper():
            start += 1
        start = min(start, mention.head)
    last = scene.doc[mention.end - 1]
    return Span(scene.doc[start].idx, last.idx + len(last.text))


def short_name(scene: Scene, chain: Chain) -> str:
    """The last name of a person as the article writes it; the whole name of anything else."""
    if chain.type != "Person" or chain.kind != "name":
        return name_of(scene, chain)
    singles = [e.mention for e in scene.seen if e.chain is chain and e.mention.kind == "name"]
    texts = {scene.doc[m.head if m.title else m.start : m.end].text for m in singles}
    return min(texts, key=len) if texts else chain.name


def name_of(scene: Scene, chain: Chain) -> str:
    """What a reader would call the entity."""
    if chain.kind == "name":
        return chain.name
    if chain.members:
        return chain.name
    if chain.owner is not None and chain.owner is not chain:
        return _owned(scene, chain, chain.owner)
    if chain.drawn_from is not None and chain.drawn_from is not chain and " from " in chain.name:
        return f"{chain.name.split(' from ')[0]} from {name_of(scene, chain.drawn_from)}"
    if (
        chain.drawn_from is not None
        and chain.drawn_from is not chain
        and chain.type == "Group"
        and chain.drawn_from.kind == "name"
    ):
        return f"{chain.name} from {chain.drawn_from.name}"
    if chain.noun in listed("one each") and chain.country:
        return _national(scene, chain)
    return _OURS.sub("", chain.name)


_OURS = re.compile(r"^(?:our|my) (?=.)", re.IGNORECASE)
"""Whose people are, as the one says who speaks of them: "our soldiers" are soldiers."""


_OWNER = re.compile(r"^(?:(?!\s(?:of|from|for)\s).)*?(?:['’]s?|\b(?:his|her|their|its|our|my))\s+", re.IGNORECASE)
"""Whose something is, before it; not in "rebels of the Lord's Army"."""


def _owned(scene: Scene, chain: Chain, owner: Chain) -> str:
    core = _OWNER.sub("", chain.name)
    if core == chain.name and re.search(r"\b(?:his|her|their|its|['’]s)\b", core):
        core = chain.noun
    whose = short_name(scene, owner) if owner.owner is not chain else owner.name
    if chain.type == "Group" and owner.type in BODIES and owner.kind == "name":
        return _drawn(core, whose)
    if " of " in core or " to " in core:
        return core
    if core.casefold().startswith(whose.casefold()):
        return core
    core = re.sub(r"^own\s+", "", core)
    if owner.type in ("Person", "Group"):
        return f"{core} of {whose}" if chain.type == "Group" else f"{whose}'s {core}"
    return f"{whose}'s {core}" if whose.casefold() not in core.casefold() else core


def _drawn(core: str, whose: str) -> str:
    """People of a body, with the preposition that the text has: "some lawmakers of Ak-Jol", else "from"."""
    found = _DRAWN.match(core)
    return f"{core} from {whose}" if found is None else f"{found.group(1)} {whose}"


_DRAWN = re.compile(r"(.+? (?:of|from))\s")


def _national(scene: Scene, chain: Chain) -> str:
    country = scene.registry.country(chain.country)
    adjectives = [words for words, code in scene.registry.adjectives.items() if code == chain.country]
    if country is None or not adjectives or country.name in chain.name:
        return chain.name
    if any(f" {words} " in f" {chain.name.casefold()} " for words in adjectives):
        return chain.name
    first = adjectives[0]
    return f"{first.title() if len(first) > 3 else first.upper()} {chain.name}"


def _links(scene: Scene, seen: Seen, chain: Chain, article: Article) -> dict[str, tuple[Mention, ...]]:
    links: dict[str, tuple[Mention, ...]] = {}
    if chain.drawn_from is not None and chain.type in ("Group", "Person") and chain.drawn_from.type in BODIES:
        links["drawnFrom"] = (bare(scene, chain.drawn_from, article),)
    if chain.type == "City" and chain.country:
        home = scene.registry.country(chain.country)
        if home is not None:
            links["locatedIn"] = (Mention(home.id, home.name, home.type, country=home.country, named=True),)
    if chain.type in ("Government", "InterimGovernment") and chain.country:
        home = scene.registry.country(chain.country)
        if home is not None:
            links["governs"] = (Mention(home.id, home.name, home.type, country=home.country, named=True),)
    return links


def bare(scene: Scene, chain: Chain, article: Article) -> Mention:
    """An entity without the words that stand for it, as a link's target."""
    name = name_of(scene, chain)
    named = chain.entity is not None or _fully_named(chain)
    id_ = chain.entity or _id(chain, name, None if named else article.id)
    return Mention(id_, name, chain.type, country=chain.country, sector=chain.sector, named=named)
