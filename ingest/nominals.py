"""Which entity a description stands for: "the president", "the party", "his supporters", "the country"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Token

from ingest.chains import Chain, Scene
from ingest.lexicon import lexicon, listed
from ingest.mentions import BODIES, TextMention

__all__ = ["described", "is_definite"]

_ONE_EACH = {"Government", "InterimGovernment", "Legislature", "SecurityForce"}
"""Classes of which a country has one of each noun, so that "the army" needs no antecedent."""

_SAME = {
    "premier": "prime minister",
    "deputy": "lawmaker",
    "mp": "lawmaker",
    "senator": "lawmaker",
    "legislator": "lawmaker",
}


def described(scene: Scene, mention: TextMention) -> Chain:
    """The chain of a description: an earlier one, that of the name it stands beside, or a new one."""
    token = scene.doc[mention.head]
    chain = _beside(scene, mention, token) or _predicated(scene, mention, token)
    if chain is None and mention.noun in listed("quantities"):
        chain = _of_many(scene, mention)
    if chain is None:
        chain = _BY_TYPE.get(mention.type, _body)(scene, mention, token)
    chain.titles.add(_title(mention))
    return chain


def _predicated(scene: Scene, mention: TextMention, token: Token) -> Chain | None:
    """The subject that the description is said of: "X is also a senator"."""
    if not any(t.dep_ == "cop" for t in token.children) or mention.number == "plur" or mention.type == "Group":
        return None
    subject = next((t for t in token.children if t.dep_ in ("nsubj", "nsubj:outer")), None)
    denied = any(t.lower_ in ("not", "n't", "never") for t in token.children)
    chain = None if subject is None or denied else scene.chain_at(subject.i) or scene.covering(subject.i)
    if chain is None or chain.type != mention.type or chain.type != "Person":
        return None
    return chain


def is_definite(token: Token) -> bool:
    """Whether the phrase is marked as known: "the", "this", a possessive, or a bare singular body ("parliament")."""
    marks = [t for t in token.children if t.dep_ in ("det", "nmod:poss", "det:poss")]
    return any(t.lower_ in ("the", "this", "that", "these", "those", "both") or t.dep_ == "nmod:poss" for t in marks)


def _indefinite(token: Token) -> bool:
    return any(t.lower_ in ("a", "an", "some", "another", "other", "any", "no", "every", "each") for t in token.lefts)


def _title(mention: TextMention) -> str:
    """The words of a description that tell the post, the noun last: "interim foreign minister"."""
    before = re.split(r" (?:of|for|to|in|from) ", mention.name.casefold())[0].split()
    kept = [w for w in before if w in lexicon().ranks or w in lexicon().phases]
    return " ".join([*kept, _SAME.get(mention.noun, mention.noun)])


def _same_title(one: str, other: str) -> bool:
    """Whether two wordings may be of one post: as said, or one of them in fewer words ("minister")."""
    a, b = one.split(), other.split()
    ranks = {"prime", "vice", "deputy", "assistant", "crown", "former", "ex", "interim", "acting"}
    return a[-1:] == b[-1:] and ranks & set(a) == ranks & set(b) and (set(a) <= set(b) or set(b) <= set(a))


def _beside(scene: Scene, mention: TextMention, token: Token) -> Chain | None:
    """The name that the description is an apposition of, or that is one of it: "X, the foreign minister"."""
    for other in [*_across_comma(scene, mention), *(t.i for t in _appositives(token))]:
        between = scene.doc[min(mention.end, other) : max(mention.start, other)]
        if any(t.text == "." or "\n" in t.text for t in between):
            continue
        chain = scene.chain_at(other) or scene.covering(other)
        if chain is not None and chain.kind == "name" and _may_be(chain, mention):
            if mention.country and not chain.country:
                chain.country = mention.country
            chain.sector = chain.sector or mention.sector
            return chain
    return _city_of(scene, mention)


def _appositives(token: Token) -> list[Token]:
    found = [t for t in token.children if t.dep_ in ("appos", "nmod:desc", "flat") and t.pos_ == "PROPN"]
    if token.dep_ in ("appos", "nmod:desc"):
        found.append(token.head)
    return found


def _across_comma(scene: Scene, mention: TextMention) -> Iterator[int]:
    """The person's name on the other side of a comma, whatever the parse: "the head of X, N", "N, head of X"."""
    doc = scene.doc
    noun = lexicon().nouns.get(mention.noun)
    if mention.type != "Person" or noun is None or not noun.post or mention.number == "plur":
        return
    if doc[mention.head + 1 : mention.head + 2].text.lower() == "and":
        following = next((e for e in scene.seen if e.mention.title and e.mention.title[0] == mention.head + 2), None)
        if following is not None:
            yield following.mention.head
            return
    at = mention.head + 1
    while at < min(len(doc) - 1, mention.head + 15) and (doc[at].pos_ in _NOMINAL or doc[at].text in "()-’'&/"):
        at += 1
    if doc[at].text == "," and at + 1 < len(doc):
        after = scene.at.get(at + 1) or next(
            (e for e in scene.seen if e.mention.start == at + 1 and e.mention.kind == "name"), None
        )
        if (
            after is not None
            and after.chain.type == "Person"
            and after.mention.kind == "name"
            and (mention.start == 0 or doc[mention.start - 1].text != ",")
        ):
            yield after.mention.head
    before = mention.start - 2
    if before >= 0 and doc[mention.start - 1].text == ",":
        ended = next((e for e in scene.seen if e.mention.end == before + 1 and e.mention.kind == "name"), None)
        if ended is not None and ended.chain.type == "Person":
            yield ended.mention.head


_NOMINAL = {"PROPN", "NOUN", "ADP", "DET", "ADJ", "CCONJ", "PART", "NUM"}


def _may_be(chain: Chain, mention: TextMention) -> bool:
    if mention.type == "Group" or mention.number == "plur":
        return False
    if chain.type == "Person" or mention.type == "Person":
        return chain.type == mention.type
    return (chain.type in BODIES) == (mention.type in BODIES)


def _city_of(scene: Scene, mention: TextMention) -> Chain | None:
    """ "the southern city of Osh" is Osh."""
    inner = scene.chain_at(mention.links.get("of"))
    places = ("City", "Region", "Country")
    if (
        mention.type in places
        and inner is not None
        and inner.type in places
        and inner.kind == "name"
        and mention.noun not in listed("directions")
    ):
        return (
            inner
            if mention.noun
            in (
                "city",
                "town",
                "village",
                "province",
                "state",
                "region",
                "district",
                "republic",
                "kingdom",
                "country",
                "island",
                "capital",
            )
            else None
        )
    return None


def _of_many(scene: Scene, mention: TextMention) -> Chain | None:
    """ "a crowd of opponents" is the opponents, once they have been read."""
    inner = mention.links.get("of") or mention.links.get("drawnFrom")
    chain = scene.chain_at(inner)
    return chain if chain is not None and (chain.type == "Group" or chain.number == "plur") else None


# --- places -------------------------------------------------------------------------------------------------------


def _place(scene: Scene, mention: TextMention, token: Token) -> Chain:
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
    return found or _new(scene, mention, token)


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
    code = mention.country or _country_of_links(scene, mention) or scene.home
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


# --- bodies -------------------------------------------------------------------------------------------------------


def _body(scene: Scene, mention: TextMention, token: Token) -> Chain:
    owner, code = _owner(scene, mention), mention.country or _country_of_links(scene, mention)
    found = (
        _party_of(scene, owner) if mention.type == "Party" and owner is not None and owner.type == "Person" else None
    )
    found = found or (_named_body(scene, mention, token) if code is None or owner is None else None)
    if found is None and (is_definite(token) or mention.type in _ONE_EACH and not _indefinite(token)):
        country = code or (owner.country if owner else None) or scene.home
        found = _of_country(scene, mention, country)
    if found is None and code is None and is_definite(token):
        fits = scene.before(mention.head, lambda c: c.noun == mention.noun and c.type == mention.type)
        found = next((e.chain for e in fits), None)
    return found or _new(scene, mention, token)


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
    strict = [
        t
        for t in token.lefts
        if t.dep_ in ("amod", "compound") and t.lower_ not in ("ruling", "own", "same", "former", "new")
    ]
    if not is_definite(token) or strict or mention.country:
        return None
    noun = mention.noun
    for entry in scene.before(mention.head, lambda c: c.kind == "name" and c.type in BODIES):
        chain = entry.chain
        words = re.split(r"[\s’']+", chain.name.casefold())
        if noun in words or noun == "party" and chain.type == "Party":
            return chain
        if noun in ("organization", "organisation", "group", "body", "bloc", "agency") and chain.type in (
            "Organization",
            "InternationalOrganization",
        ):
            return chain
    return None


def _of_country(scene: Scene, mention: TextMention, country: str | None) -> Chain | None:
    kin = (
        {"Government", "InterimGovernment"}
        if mention.type == "Government" and " new " in f" {mention.name} "
        else {mention.type}
    )
    for chain in scene.chains:
        if chain.type in kin and chain.country == country and chain.kind != "name":
            if chain.noun == mention.noun or mention.type in ("Government", "InterimGovernment", "Legislature"):
                if chain.owner is None or mention.type != "SecurityForce":
                    return chain
    return None


# --- people -------------------------------------------------------------------------------------------------------


def _person(scene: Scene, mention: TextMention, token: Token) -> Chain:
    noun, title = mention.noun, _title(mention)
    if not is_definite(token) and not token.text[:1].isupper() or _indefinite(token):
        return _new(scene, mention, token)
    code = mention.country or _country_of_links(scene, mention)
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
        if near and (code is None or near[0].country == code):
            return near[0]
    return _new(scene, mention, token)


def _fits_person(chain: Chain, mention: TextMention, code: str | None) -> bool:
    if mention.gender and chain.gender and mention.gender != chain.gender:
        return False
    return code is None or chain.country in (None, code)


def _holder(scene: Scene, mention: TextMention, code: str | None) -> Chain | None:
    """Who held the post on the day that the article was written, where the article names them or the registry knows."""
    words = mention.name.casefold().split()
    if (
        not lexicon().nouns.get(mention.noun)
        or not lexicon().nouns[mention.noun].post
        or {"former", "ex", "new", "next", "interim", "acting"} & set(words)
    ):
        return None
    country = code or scene.home
    title = "prime minister" if mention.noun == "premier" or "prime" in words else mention.noun
    if {"vice", "deputy"} & set(words) or country is None:
        return None
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


def _group(scene: Scene, mention: TextMention, token: Token) -> Chain:
    members = _pair(scene, mention, token)
    if members:
        chain = _new(scene, mention, token)
        chain.members = members
        chain.name = " and ".join(c.name for c in members)
        return chain
    owner = _owner(scene, mention)
    known = scene.before(mention.head, lambda c: c.type == "Group" and c.noun == mention.noun)
    for entry in known:
        chain = entry.chain
        same_owner = chain.owner is owner or (chain.owner is None or owner is None) and not _told_of(mention)
        same_country = mention.country is None or chain.country in (None, mention.country)
        fresh = _indefinite(token) or mention.count not in (None, chain.count)
        if same_owner and same_country and not fresh:
            chain.owner = chain.owner or owner
            return chain
    return _new(scene, mention, token)


def _told_of(mention: TextMention) -> bool:
    return "drawnFrom" in mention.links or mention.country is not None


def _two_countries(scene: Scene, mention: TextMention) -> tuple[Chain, ...]:
    """The last two countries that anything spoken of belongs to."""
    codes: list[str] = []
    for entry in scene.before(mention.head, lambda c: c.country is not None):
        if entry.chain.country and entry.chain.country not in codes:
            codes.append(entry.chain.country)
    found = [chain for code in codes[:2] if (chain := scene.country_chain(code)) is not None]
    return tuple(reversed(found)) if len(found) == 2 else ()


def _pair(scene: Scene, mention: TextMention, token: Token) -> tuple[Chain, ...]:
    """ "the two leaders", "both countries": the last two that were named."""
    both = mention.count == 2 or any(t.lower_ == "both" for t in token.lefts)
    if not both or mention.noun not in listed("in pairs") or "of" in mention.links:
        return ()
    if mention.noun in ("country", "nation", "side"):
        return _two_countries(scene, mention)
    type_ = "Party" if mention.noun == "party" else "Person"
    found: list[Chain] = []
    for entry in scene.before(mention.head, lambda c: c.type == type_ and c.kind == "name"):
        if entry.chain not in found:
            found.append(entry.chain)
        if len(found) == 2:
            return tuple(reversed(found))
    return ()


# --- what all share -----------------------------------------------------------------------------------------------


def _owner(scene: Scene, mention: TextMention) -> Chain | None:
    """Whose it is: "his supporters", "opponents of Bakiev", "Trump supporters"."""
    for link in ("owner", "of", "compound"):
        chain = scene.chain_at(mention.links.get(link)) or scene.covering(mention.links.get(link, -1))
        if chain is not None and (link != "compound" or chain.type in ("Person", "Party", "InterimGovernment")):
            return chain
    return None


def _country_of_links(scene: Scene, mention: TextMention) -> str | None:
    where = _where_clause(scene, scene.doc[mention.head])
    if where is not None:
        return where
    for link in ("owner", "of", "drawnFrom", "compound", "in", "to"):
        chain = scene.chain_at(mention.links.get(link)) or scene.covering(mention.links.get(link, -1))
        if chain is not None and chain.country and link != "to":
            return chain.country
    return None


def _where_clause(scene: Scene, token: Token) -> str | None:
    """The country of the place that a clause with "where" speaks of: "Ruritania, where the government …"."""
    for ancestor in (token, *token.ancestors):
        if ancestor.dep_ == "acl:relcl" and any(t.lower_ == "where" for t in ancestor.children):
            chain = scene.chain_at(ancestor.head.i) or scene.covering(ancestor.head.i)
            return None if chain is None else chain.country
    return None


def _new(scene: Scene, mention: TextMention, token: Token) -> Chain:
    chain = scene.new(mention)
    chain.country = mention.country or _country_of_links(scene, mention)
    chain.owner = _owner(scene, mention)
    chain.drawn_from = scene.chain_at(mention.links.get("drawnFrom")) or scene.covering(
        mention.links.get("drawnFrom", -1)
    )
    if (
        chain.country is None
        and mention.noun not in listed("from anywhere")
        and mention.type not in ("MediaOutlet", "InternationalOrganization")
        and not _abroad(token)
    ):
        chain.country = scene.home
    return chain


def _abroad(token: Token) -> bool:
    return any(
        t.lower_
        in (
            "foreign",
            "international",
            "world",
            "western",
            "european",
            "african",
            "arab",
            "other",
            "overseas",
            "global",
            "regional",
        )
        for t in token.lefts
    )


_BY_TYPE = {
    **dict.fromkeys(("Country", "City", "Region", "Facility", "AirBase", "MilitaryBase"), _place),
    "Person": _person,
    "Group": _group,
    "Post": _new,
}
