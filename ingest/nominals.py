"""Which entity a description stands for: "the president", "the party", "his supporters", "the country"."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from spacy.tokens import Token

from ingest.chains import Chain, Scene
from ingest.lexicon import lexicon, listed
from ingest.mentions import BODIES, TextMention
from ingest.nominal_bodies import body
from ingest.nominal_people import group, person, title_of
from ingest.nominal_places import place
from ingest.ownership import new_chain
from ingest.syntax import case_of, kids

__all__ = ["described"]


def described(scene: Scene, mention: TextMention) -> Chain:
    """The chain of a description: an earlier one, that of the name it stands beside, or a new one."""
    token = scene.doc[mention.head]
    chain = _beside(scene, mention, token) or _predicated(scene, mention, token)
    if chain is None and mention.noun in listed("quantities"):
        chain = _of_many(scene, mention)
    if chain is None:
        chain = _BY_TYPE.get(mention.type, body)(scene, mention, token)
    chain.titles.add(title_of(mention))
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


def _beside(scene: Scene, mention: TextMention, token: Token) -> Chain | None:
    """The name that the description is an apposition of, or that is one of it: "X, the foreign minister"."""
    for other in [*_across_comma(scene, mention), *(t.i for t in _appositives(token))]:
        between = scene.doc[min(mention.end, other) : max(mention.start, other)]
        if any(t.text == "." and not _abbreviates(t) or "\n" in t.text for t in between):
            continue
        chain = scene.chain_at(other) or scene.covering(other)
        if chain is not None and chain.kind == "name" and _may_be(chain, mention):
            if mention.country and not chain.country:
                chain.country = mention.country
            chain.sector = chain.sector or mention.sector
            return chain
    return _second_post(scene, mention) or _city_of(scene, mention)


def _second_post(scene: Scene, mention: TextMention) -> Chain | None:
    """Who holds the post before "and" as well: "X, the former economy minister and | vice president of the bank"."""
    noun, joint = lexicon().nouns.get(mention.noun), mention.start - 1
    if noun is None or not noun.post or mention.number == "plur" or scene.doc[joint].lower_ != "and":
        return None
    told = (e for e in scene.inside(mention.head) if e.mention.end == joint and e.mention.kind == "nominal")
    first = next((e for e in told if (known := lexicon().nouns.get(e.mention.noun)) is not None and known.post), None)
    return None if first is None or first.chain.kind != "name" or first.chain.type != "Person" else first.chain


def _abbreviates(stop: Token) -> bool:
    """Whether a full stop ends an honorific of its own token: "Hon. X"."""
    return stop.i > 0 and stop.doc[stop.i - 1].lower_ in lexicon().honorifics


def _appositives(token: Token) -> list[Token]:
    found = [t for t in token.children if t.dep_ in ("appos", "nmod:desc", "flat") and t.pos_ == "PROPN"]
    if token.dep_ in ("appos", "nmod:desc"):
        found.append(token.head)
    return found


def _across_comma(scene: Scene, mention: TextMention) -> Iterator[int]:
    """The person's name on the other side of a comma, whatever the parse: "the head of X, N", "N, head of X"."""
    noun = lexicon().nouns.get(mention.noun)
    if mention.type != "Person" or noun is None or not noun.post or mention.number == "plur":
        return
    if scene.doc[mention.end : mention.end + 1].text in ("'s", "’s"):  # "X, the late President's director"
        return
    sides = (_name_of_next_title(scene, mention), _name_after(scene, mention), _name_before(scene, mention))
    yield from (head for head in sides if head is not None)


def _name_of_next_title(scene: Scene, mention: TextMention) -> int | None:
    """As in "Deputy Premier and Foreign Minister N": both posts are N's."""
    if scene.doc[mention.head + 1 : mention.head + 2].text.lower() != "and":
        return None
    starts = (e.mention for e in scene.seen if e.mention.title and e.mention.title[0] == mention.head + 2)
    return next((m.head for m in starts), None)


def _name_after(scene: Scene, mention: TextMention) -> int | None:
    doc, at = scene.doc, mention.head + 1
    while at < min(len(doc) - 1, mention.head + 15) and (doc[at].pos_ in _NOMINAL or doc[at].text in "()-’'&/"):
        at += 1
    in_list = mention.start > 0 and doc[mention.start - 1].text == ","
    if in_list or _is_said_of_another(doc[mention.head]) or at + 1 >= len(doc) or doc[at].text != ",":
        return None
    return _person_named(scene, lambda m: m.start == at + 1)


def _is_said_of_another(post: Token) -> bool:
    """Whether a post is what the subject before it is or was: "Brodie resigned as mayor, Ruiz wept"."""
    return case_of(post) == "as" and any(subject.i < post.i for subject in kids(post.head, "nsubj", "nsubj:pass"))


def _name_before(scene: Scene, mention: TextMention) -> int | None:
    if mention.start < 2 or scene.doc[mention.start - 1].text != ",":
        return None
    end = mention.start - 1
    if end > 2 and scene.doc[end - 1].pos_ == "NUM" and scene.doc[end - 2].text == ",":  # "X, 63, the mayor"
        end -= 2
    return _person_named(scene, lambda m: m.end == end)


def _person_named(scene: Scene, fits: Callable[[TextMention], bool]) -> int | None:
    named = (e.mention for e in scene.seen if e.mention.kind == "name" and e.chain.type == "Person")
    return next((m.head for m in named if fits(m)), None)


_NOMINAL = {"PROPN", "NOUN", "ADP", "DET", "ADJ", "CCONJ", "PART", "NUM"}


def _may_be(chain: Chain, mention: TextMention) -> bool:
    if mention.noun == "opposition":  # "the opposition United Front"
        return chain.type in BODIES and chain.sector in (None, "OPP", "PTY")
    if mention.type == "Group" or mention.number == "plur":
        return False
    if chain.type == "Person" or mention.type == "Person":
        return chain.type == mention.type
    return (chain.type in BODIES) == (mention.type in BODIES)


def _city_of(scene: Scene, mention: TextMention) -> Chain | None:
    """The named place in "the southern city of N"."""
    inner = scene.chain_at(mention.links.get("of"))
    if inner is None or inner.kind != "name" or mention.noun not in listed("city nouns"):
        return None
    return inner if {inner.type, mention.type} <= {"City", "Region", "Country"} else None


def _of_many(scene: Scene, mention: TextMention) -> Chain | None:
    """The people in "a crowd of people", once they have been read."""
    chain = scene.chain_at(mention.links.get("of") or mention.links.get("drawnFrom"))
    return chain if chain is not None and (chain.type == "Group" or chain.number == "plur") else None


_BY_TYPE = {
    **dict.fromkeys(("Country", "City", "Region", "Facility", "AirBase", "MilitaryBase"), place),
    "Person": person,
    "Group": group,
    "Post": new_chain,
}
