"""Which person or group a description stands for: "the president", "his supporters", "the two leaders"."""

from __future__ import annotations

import bisect
import itertools
import re

from spacy.tokens import Token

from ingest.chains import Chain, Scene, Seen
from ingest.lexicon import lexicon, listed
from ingest.mentions import BODIES, TextMention
from ingest.ownership import country_of_links, is_definite, is_indefinite, new_chain, owner_of
from ingest.pronouns import bound_pair
from ingest.syntax import is_infinitive
from ingest.syntax import members as joined

__all__ = ["group", "person", "same_title", "title_of"]


_SAME = {
    "premier": "prime minister",
    "deputy": "lawmaker",
    "mp": "lawmaker",
    "senator": "lawmaker",
    "legislator": "lawmaker",
    "representative": "lawmaker",
    "rep": "lawmaker",
    "congressman": "lawmaker",
    "congresswoman": "lawmaker",
    "assemblyman": "lawmaker",
    "mla": "lawmaker",
    "parliamentarian": "lawmaker",
}


def title_of(mention: TextMention) -> str:
    """The words of a description that tell the post, the noun last: "interim foreign minister"."""
    before = re.split(r" (?:of|for|to|in|from) ", mention.name.casefold())[0].split()
    kept = [w for w in before if w in lexicon().ranks or w in lexicon().phases]
    noun = lexicon().abbreviations.get(mention.noun, mention.noun)
    return " ".join([*kept, _SAME.get(noun, noun)])


def same_title(one: str, other: str) -> bool:
    """Whether two wordings may be of one post: as said, or one of them in fewer words ("minister")."""
    a, b = one.split(), other.split()
    ranks = {"prime", "vice", "deputy", "assistant", "crown", "former", "ex", "interim", "acting"}
    return a[-1:] == b[-1:] and ranks & set(a) == ranks & set(b) and (set(a) <= set(b) or set(b) <= set(a))


def person(scene: Scene, mention: TextMention, token: Token) -> Chain:
    """The chain of one person: by the post that they hold, the last that fits, or a new one."""
    if _is_numbered(token):
        return new_chain(scene, mention, token)
    return _known_person(scene, mention, token)


def _known_person(scene: Scene, mention: TextMention, token: Token) -> Chain:
    noun, title = mention.noun, title_of(mention)
    known = is_definite(token) or token.text[:1].isupper() or noun == "old" and _follows_article(token)
    if not known or is_indefinite(token):
        return _named_next(scene, token) or new_chain(scene, mention, token)
    code = mention.country or country_of_links(scene, mention)
    fits = [
        e.chain for e in scene.before(mention.head, lambda c: c.type == "Person" and _fits_person(c, mention, code))
    ]
    for chain in fits:
        if any(same_title(title, known) for known in chain.titles):
            return chain
    holder = _holder(scene, mention, code) or _head_of_body(scene, mention)
    if holder is not None:
        return holder
    if noun in listed("any person") and fits and not mention.links.get("owner") and "of" not in mention.links:
        near = [c for c in fits if c.sector not in ("JRN", "CVL") or noun in ("man", "woman")]
        if "compound" in mention.links:  # "the judge … the opposition leader"
            near = [c for c in near if c.kind == "name" or c.noun == noun]
        if near and (code is None or near[0].country == code):
            return near[0]
    return _spoken_of(scene, mention, token) or _of_lead(scene, mention, token) or new_chain(scene, mention, token)


def _is_numbered(token: Token) -> bool:
    """Whether a description is of one in a row, so not of who was spoken of: "the second vice president"."""
    numbers = (t.lower_ for t in token.lefts if t.dep_ == "amod" and t.lower_ in _ORDINALS)
    return any(
        f"{number} {token.lower_}" not in lexicon().nouns.keys() | listed("provincial posts") for number in numbers
    )


_ORDINALS = {"first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"}


def _follows_article(token: Token) -> bool:
    """Whether "the" stands before an age, wherever the parser hangs it: "the 45-year-old"."""
    return token.i > 4 and token.nbor(-5).lower_ == "the"  # number, hyphen, "year", hyphen between


def _of_lead(scene: Scene, mention: TextMention, token: Token) -> Chain | None:
    """As `_named_next`, for "the son of a drug lord", which does not say that he is known."""
    noun = lexicon().nouns.get(mention.noun)
    described = "of" in mention.links and noun is not None and not noun.post
    return _named_next(scene, token) if described else None


def _named_next(scene: Scene, token: Token) -> Chain | None:
    """Whom the next sentence names: "A reporter was jailed on Monday. Brian Phiri, 34, was convicted of libel"."""
    if token.dep_ not in ("nsubj", "nsubj:pass", "obj", "ROOT"):
        return None
    here = scene.sentences[token.i]
    near = itertools.takewhile(lambda entry: entry.sentence <= here + 1, scene.on_from(_sentence_start(scene, token.i)))
    first = next((e for e in near if e.mention.kind == "name" and e.chain.type == "Person"), None)
    if first is None or first.sentence == here or first.chain.titles or first.chain.entity is not None:
        return None
    name = scene.doc[first.mention.head]
    if name.dep_ not in ("nsubj", "nsubj:pass") or name.head.lemma_ in listed("says"):
        return None
    told = any(t.dep_ in ("appos", "nmod:desc", "conj") and t.pos_ != "NUM" for t in name.children)
    return None if told else first.chain


def _sentence_start(scene: Scene, token: int) -> int:
    return bisect.bisect_left(scene.sentences, scene.sentences[token])


def _is_named_person(chain: Chain) -> bool:
    return chain.type == "Person" and chain.kind == "name"


_NEARBY = 2
"""Sentences back in which somebody stands whom a bare description may mean."""

_UNLIKE = {"victim", "witness", "survivor", "resident", "relative", "neighbour", "neighbor", "child", "visitor"}
"""Descriptions of people beside the one who is spoken of."""


def _spoken_of(scene: Scene, mention: TextMention, token: Token) -> Chain | None:
    """The person named last whom a bare description may mean: "Juan Garcia … the reporter", "the 45-year-old"."""
    if not _says_nothing_new(mention, token):
        return None
    here, fits = scene.sentences[token.i], []
    for entry in scene.before(token.i, _is_named_person):
        if here - entry.sentence > _NEARBY or entry.sentence == here:
            break
        if entry.chain not in fits and _may_be_called(entry.chain, mention):
            fits.append(entry.chain)
            if scene.doc[entry.mention.head].dep_ in ("nsubj", "nsubj:pass"):
                return entry.chain
    return fits[0] if len(fits) == 1 else None


def _says_nothing_new(mention: TextMention, token: Token) -> bool:
    """Whether a description only takes up somebody: "the" and a noun for people, an age, "the mother of two"."""
    noun = lexicon().nouns.get(mention.noun)
    if mention.noun == "old":
        return True
    if mention.noun in ("mother", "father"):
        return any(t.dep_ == "nmod" and t.pos_ == "NUM" for t in token.rights)
    if noun is None or noun.post or mention.noun in _UNLIKE or mention.links:
        return False
    return all(t.dep_ == "det" for t in token.lefts) and not any(t.dep_ in _TELLING for t in token.rights)


_TELLING = {"acl", "acl:relcl", "appos", "nmod", "nmod:desc", "flat"}


def _may_be_called(chain: Chain, mention: TextMention) -> bool:
    """Whether nothing that is known of a person speaks against a description; a journalist is also a reporter."""
    if mention.gender and chain.gender not in ("", mention.gender):
        return False
    known = [noun for title in chain.titles if (noun := lexicon().nouns.get(title.split()[-1])) is not None]
    if not known or mention.noun in ("old", "mother", "father"):
        return True
    sector = lexicon().nouns[mention.noun].sector
    return any(noun.sector == sector for noun in known)


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


def _head_of_body(scene: Scene, mention: TextMention) -> Chain | None:
    """The person whose title names the same body: "UN Secretary-General X … the UN chief"."""
    if mention.noun not in _HEADS:
        return None
    at = mention.links.get("compound") or mention.links.get("of") or mention.links.get("owner")
    body = None if at is None else scene.chain_at(at) or scene.covering(at)
    if body is None or body.type not in BODIES:
        return None
    for entry in scene.before(mention.head, _is_named_person):
        title = entry.mention.title
        if title is not None and any(scene.chain_at(i) is body for i in range(*title)):
            return entry.chain
    return None


_HEADS = {"boss", "chief", "head", "leader"}


def _past_holder(scene: Scene, title: str, country: str) -> Chain | None:
    if scene.published is None:
        return None
    gone = scene.registry.past_holders(title, country, scene.published)
    named = (scene.by_entity[entity.id] for entity in gone if entity.id in scene.by_entity)
    return next(named, None)


def group(scene: Scene, mention: TextMention, token: Token) -> Chain:
    """The chain of a group: those it names, one described so before, or a new one."""
    body = _the_group(scene, mention, token)
    if body is not None:
        return body
    members = _told_of_names(scene, mention, token)
    if members:
        return _of_members(scene, mention, token, members)
    part = _part_of_those(scene, mention, token)
    if part is not None:
        return part
    known_two = _the_two(scene, mention, token)
    if known_two is not None:
        return known_two
    members = _pair(scene, mention, token)
    if members:
        return _of_members(scene, mention, token, members)
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


def _the_group(scene: Scene, mention: TextMention, token: Token) -> Chain | None:
    """The organisation that was spoken of last, for a bare "the group"."""
    bare = all(t.dep_ == "det" for t in token.lefts) and not mention.links
    if mention.noun != "group" or token.tag_ in ("NNS", "NNPS") or not bare or not is_definite(token):
        return None
    known = scene.before(token.i, lambda c: c.type in _GROUPED or c.type == "Group" and c.count is None)
    near = [e.chain for e in known if scene.sentences[token.i] - e.sentence <= _NEARBY]
    return next((c for c in near if c.type in _GROUPED), near[0] if near else None)


_GROUPED = {"Organization", "InternationalOrganization"}


def _part_of_those(scene: Scene, mention: TextMention, token: Token) -> Chain | None:
    """Some of the people spoken of in the sentence before: "Teachers marched. Some wept" are "some teachers"."""
    word = mention.name.casefold()
    if word not in _PARTS or mention.links or any(t.dep_ in _TELLING for t in token.rights):
        return None
    here = scene.sentences[token.i]
    near = itertools.takewhile(lambda e: here - e.sentence < 2, scene.before(token.i, _is_crowd))
    those = next((e.chain for e in near if e.sentence < here and _subject_or_object(scene, e)), None)
    if those is None:
        return None
    chain = new_chain(scene, mention, token)
    chain.name = f"{_PARTS[word]} {_UNCOUNTED.sub('', those.name)}"
    chain.country, chain.sector = chain.country or those.country, those.sector or chain.sector
    return chain


_PARTS = {w: w for w in ("some", "many", "several", "most")} | {"others": "other"} | {
    w: f"{w} of" for w in ("dozens", "hundreds", "scores", "thousands")
}  # fmt: skip
_UNCOUNTED = re.compile(
    r"^(?:some|many|several|most|other|dozens of|hundreds of|scores of|thousands of) ", re.IGNORECASE
)


def _is_crowd(chain: Chain) -> bool:
    return chain.type == "Group" and chain.kind == "nominal" and chain.count is None and not chain.members


def _subject_or_object(scene: Scene, entry: Seen) -> bool:
    return scene.doc[entry.mention.head].dep_ in ("nsubj", "nsubj:pass", "obj", "obl:agent")


def _of_members(scene: Scene, mention: TextMention, token: Token, members: tuple[Chain, ...]) -> Chain:
    chain = new_chain(scene, mention, token)
    chain.members = members
    chain.name = " and ".join(c.name for c in members)
    return chain


def _told_of_names(scene: Scene, mention: TextMention, token: Token) -> tuple[Chain, ...]:
    """The people whom a plural stands beside: "Ana Lopez and Juan Perez, two students"."""
    if token.dep_ != "appos" or mention.number != "plur":
        return ()
    first = token.head
    while first.dep_ == "conj":
        first = first.head
    named = [scene.chain_at(name.i) or scene.covering(name.i) for name in joined(first)]
    people = tuple(c for c in named if c is not None and c.kind == "name" and c.type == "Person")
    return people if len(people) > 1 and mention.count in (None, len(people)) else ()


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
    both = mention.count == 2 or any(t.lower_ == "both" for t in token.lefts) or mention.noun in ("couple", "duo")
    if not both or mention.noun not in listed("in pairs") or "of" in mention.links:
        return ()
    if mention.noun in ("country", "nation", "side"):
        return _two_countries(scene, token) or _two_sides(scene, mention, token)
    if not is_definite(token) and not any(t.lower_ == "both" for t in token.lefts):  # "two men" are two others
        return ()
    type_ = "Party" if mention.noun == "party" else "Person"
    found: list[Chain] = []
    for entry in scene.before(mention.head, lambda c: c.type == type_ and c.kind == "name"):
        if entry.chain not in found:
            found.append(entry.chain)
        if len(found) == 2:
            return tuple(reversed(found))
    return ()


def _two_sides(scene: Scene, mention: TextMention, token: Token) -> tuple[Chain, ...]:
    """The two bodies that one verb binds: "the union met the management … the two sides"."""
    pair = bound_pair(scene, token, _two_parties) if mention.noun == "side" else None
    return () if pair is None else pair[:2]


def _two_parties(one: Chain, other: Chain) -> bool:
    return {one.type, other.type} <= {*BODIES, "Group"}


def _the_two(scene: Scene, mention: TextMention, token: Token) -> Chain | None:
    """The two who were described before, for "the two students" or a bare "the two"."""
    if mention.count != 2 or not is_definite(token) or mention.noun in ("side", "country", "nation"):
        return None
    bare = token.pos_ == "NUM"
    pairs = scene.before(token.i, lambda c: c.type == "Group" and c.count == 2 and (bare or c.noun == mention.noun))
    return next((entry.chain for entry in pairs), None)


def _in_dateline(scene: Scene, entry: Seen) -> bool:
    return bool(scene.doc[entry.mention.head]._.dateline)


def _acts(token: Token) -> bool:
    """Whether somebody is subject, also of a bare infinitive: "a visit that saw both sides sign a pact"."""
    bare = (t for t in token.head.children if t.dep_ in ("xcomp", "ccomp") and not is_infinitive(t))
    return token.dep_ == "nsubj" or token.dep_ == "obj" and next(bare, None) is not None


def _two_countries(scene: Scene, token: Token) -> tuple[Chain, ...]:
    """The last two countries that anything spoken of belongs to; never who acts on them, nor where it is written."""
    actors = (scene.chain_at(t.i) for above in token.ancestors for t in above.children if t.dep_ == "nsubj")
    acting = {chain.country for chain in actors if chain is not None and not _acts(token)}
    codes: list[str] = []
    for entry in scene.before(token.i, lambda c: c.country is not None and c.country not in acting):
        if entry.chain.country and entry.chain.country not in codes and not _in_dateline(scene, entry):
            codes.append(entry.chain.country)
    found = [chain for code in codes[:2] if (chain := scene.country_chain(code)) is not None]
    return tuple(reversed(found)) if len(found) == 2 else ()
