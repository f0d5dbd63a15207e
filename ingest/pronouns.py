"""Which earlier mention a pronoun stands for: salience by syntactic role, distance, frequency and agreement.

The weights follow Lappin and Leass (1994, Computational Linguistics 20:535), fitted by hand on GUM news and bio.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable

from spacy.tokens import Token

from ingest.chains import Chain, Scene, Seen
from ingest.lexicon import listed
from ingest.mentions import BODIES, TextMention
from ingest.syntax import SUBJECTS, case_of, is_infinitive, is_passive, logical_subject, surface_subject
from ingest.words import words

__all__ = ["antecedent", "bound_pair"]

_ROLES = {
    "nsubj": 80, "nsubj:pass": 80, "obj": 50, "iobj": 45, "obl": 40, "obl:agent": 40, "nmod": 20, "nmod:poss": 35,
    "appos": 10, "conj": 40, "ROOT": 60, "compound": -20, "parataxis": 30, "xcomp": 10, "amod": -40,
}  # fmt: skip
_ARGUMENTS = {"nsubj", "nsubj:pass", "obj", "iobj", "obl", "obl:agent"}
_PAIR = 150
"""Salience of two whom one verb binds: as much as a plural subject has that is named again."""

_FAR = 4
"""Sentences back that an antecedent is looked for; in GUM news 97 % stand within four."""


def antecedent(scene: Scene, mention: TextMention) -> Chain | None:
    """The chain that a pronoun belongs to, or None. Mentions before it must have been resolved."""
    token = scene.doc[mention.head]
    if mention.gender == "rel":
        return _of_relative(scene, token)
    if mention.gender == "1":
        return _speaker(scene, token, mention)
    if token.lower_ == "both":
        return _last_two(scene, token)
    return _own(scene, token, mention) or _named_ahead(scene, token, mention) or _most_salient(scene, token, mention)


def _most_salient(scene: Scene, token: Token, mention: TextMention) -> Chain | None:
    best, top = _pair(scene, token, mention)
    others = _others(scene, token)
    for entry in scene.back_from(mention.head):
        if scene.sentences[mention.head] - entry.sentence > _FAR:
            break
        if not _agrees(entry.chain, mention) or entry.chain in others:
            continue
        score = _salience(scene, entry, token, mention)
        if score is not None and (best is None or score > top):
            best, top = entry.chain, score
    thing = best is not None and not _told(token) and _means_a_thing(scene, token, top)
    return _as_before(scene, token) if thing else best


def _told(it: Token) -> bool:
    """Whether "it" is asked or told to do something, which no thing is: "urged it to stay"."""
    return (
        it.dep_ in ("obj", "iobj")
        and it.head.lemma_ in words().allowing
        and any(is_infinitive(t) for t in it.head.children)
    )


def _as_before(scene: Scene, token: Token) -> Chain | None:
    """Who an earlier "it" of the sentence is: "This lets it escape the sanctions that were put on it"."""
    same = (e for e in scene.inside(token.i) if e.mention.kind == "pronoun" and e.mention.gender == "n")
    return next((e.chain for e in same if e.mention.name.casefold() == "it"), None)


def _named_ahead(scene: Scene, token: Token, mention: TextMention) -> Chain | None:
    """The subject whose clause a pronoun in front of it belongs to: "Asked why he resigned, Ruiz said …"."""
    front = next((t for t in (token, *token.ancestors) if t.dep_ in _FRONTED and t.i < t.head.i), None)
    if front is None or token.dep_ not in ("nsubj", "nsubj:pass", "nmod:poss") or token.lower_ == "it":
        return None
    subjects = [t for t in front.head.children if t.dep_ in ("nsubj", "nsubj:pass") and t.i > token.i]
    entry = next((e for t in subjects if (e := scene.named_by.get(t.i) or scene.at.get(t.i))), None)
    if entry is None or entry.mention.kind != "name" or not _agrees(entry.chain, mention):
        return None
    again = (t.lower_ for t in front.head.subtree if t.i > subjects[0].i and t.dep_ in ("obj", "iobj", "obl"))
    return None if set(again) & _OTHERS else entry.chain


_FRONTED = {"advcl", "obl"}
_OTHERS = {"him", "her", "them"}
"""Objects that stand for the one in front where the subject is another: "When she spoke, Ruiz praised her"."""


def _others(scene: Scene, token: Token) -> list[Chain]:
    """Who cannot be meant: whom one verb has beside the pronoun (in "Ruiz met Soto and urged him to go" Ruiz), and who
    speaks of it in a quotation as "I".
    """
    if token.lower_.endswith(("self", "selves")):
        return []
    beside: list[Token | None] = []
    if token.dep_ in ("obj", "iobj"):
        beside = [logical_subject(token.head)[0]]
    elif token.dep_ == "nsubj":
        beside = [t for t in token.head.children if t.dep_ in ("obj", "iobj")]
    found = (scene.chain_at(t.i) or scene.covering(t.i) for t in beside if t is not None)
    speaking = (e.chain for e in scene.inside(token.i) if e.mention.gender == "1" and _in_one_quote(scene, e, token))
    return [chain for chain in (*found, *speaking) if chain is not None]


def _in_one_quote(scene: Scene, entry: Seen, token: Token) -> bool:
    return entry.mention.number == "sing" and scene.quoted[entry.mention.head] and scene.quoted[token.i]


def _means_a_thing(scene: Scene, token: Token, top: float) -> bool:
    """Whether "it" rather means a thing that no mention stands for ("a law", "the letter") than who scores `top`."""
    if token.lower_ != "it":
        return False
    here = scene.sentences[token.i]
    near = itertools.takewhile(lambda t: here - scene.sentences[t.i] < 2, reversed(token.doc[: token.i]))
    return any(_thing_score(scene, thing, token) > top for thing in near if _is_thing(scene, thing, token))


def _is_thing(scene: Scene, noun: Token, token: Token) -> bool:
    known = noun.i in scene.at or noun.i in scene.named_by
    return noun.tag_ == "NN" and noun.dep_ in _THINGS and not known and not _bound(noun, token)


_THINGS = {"nsubj", "nsubj:pass", "obj", "obl"}


def _thing_score(scene: Scene, thing: Token, token: Token) -> float:
    gap = scene.sentences[token.i] - scene.sentences[thing.i]
    score = (_ROLES[thing.dep_] + (0 if gap else 40 - 0.5 * (token.i - thing.i))) * 0.6**gap
    return score + 15 + (25 if token.dep_ == "obj" and thing.dep_ in ("obj", "nsubj:pass") else 0)


def _own(scene: Scene, token: Token, mention: TextMention) -> Chain | None:
    """Of "their own party", the subject's; of "X's attempt to halt his trial" and "X, accused by his aide", X's."""
    if token.dep_ != "nmod:poss":
        return None
    clause = next((t for t in token.ancestors if t.pos_ == "VERB"), None)
    if clause is None:
        return None
    undergone = is_passive(clause) and token.head.dep_ in ("obl:agent", "obl") and case_of(token.head) == "by"
    subject, via = surface_subject(clause) if undergone else logical_subject(clause)
    if subject is None or subject.i >= token.i:
        return None
    if via != "owner" and not undergone and not any(t.lower_ == "own" for t in token.head.children):
        return None
    if mention.number == "plur" and (pair := _joined(scene, subject)) is not None:
        return pair
    chain = scene.chain_at(subject.i) or scene.covering(subject.i)
    return chain if chain is not None and _agrees(chain, mention) else None


def _joined(scene: Scene, subject: Token) -> Chain | None:
    """Two people or countries that are one subject: "X and Y"."""
    entry = scene.at.get(subject.i) or scene.named_by.get(subject.i)
    partner = None if entry is None else _partner(scene, subject, entry.chain)
    return None if entry is None or partner is None else both_of(scene, entry.chain, partner)


def _top(scene: Scene, entry: Seen) -> Token:
    """The word by which the phrase hangs in its sentence: of a name that is read as part of its title, the title."""
    token, mention = scene.doc[entry.mention.head], entry.mention
    while token.head.i != token.i and mention.start <= token.head.i < mention.end:
        token = token.head
    return token


def _pair(scene: Scene, token: Token, mention: TextMention) -> tuple[Chain | None, float]:
    """For "they": two people or countries that one verb binds, "X spoke with Y", and how salient they are."""
    pair = bound_pair(scene, token) if mention.number == "plur" else None
    return (None, 0.0) if pair is None else (both_of(scene, *pair[:2]), _PAIR * 0.7 ** pair[2])


def _two_actors(one: Chain, other: Chain) -> bool:
    return one.type == other.type and one.type in ("Person", "Country")


def bound_pair(
    scene: Scene, token: Token, fits: Callable[[Chain, Chain], bool] = _two_actors
) -> tuple[Chain, Chain, int] | None:
    """The last two that one verb binds, in this sentence or the one before, and how many sentences back."""
    here = scene.sentences[token.i]
    for gap in (0, 1):
        for entry in scene.back_from(token.i):
            subject = _top(scene, entry)
            if entry.sentence != here - gap or subject.dep_ not in ("nsubj", "nsubj:pass") or subject.i > token.i:
                continue
            other = _partner(scene, subject, entry.chain, fits)
            if other is not None and subject.head.i != token.head.i:
                return entry.chain, other, gap
    return None


def _partner(
    scene: Scene, subject: Token, chain: Chain, fits: Callable[[Chain, Chain], bool] = _two_actors
) -> Chain | None:
    """Whom the subject acts together with: coordinated, or the object or "with" phrase of its verb."""
    for other in (*subject.children, *subject.head.children):
        with_ = any(t.lower_ == "with" for t in other.lefts)
        if (
            other.dep_ == "conj"
            or other.dep_ == "obj"
            and subject.head.lemma_ in listed("mutual")
            or other.dep_ == "obl"
            and with_
        ):
            found = scene.chain_at(other.i) or scene.covering(other.i)
            if found is not None and found is not chain and fits(chain, found):
                return found
    return None


def _last_two(scene: Scene, token: Token) -> Chain | None:
    """For "both": the two people or countries that were named last, within two sentences."""
    first: Seen | None = None
    for entry in scene.back_from(token.i):
        if scene.sentences[token.i] - entry.sentence > 1:
            return None
        if entry.chain.kind != "name" or entry.chain.type not in ("Person", "Country", "Party"):
            continue
        if first is None:
            first = entry
        elif entry.chain is not first.chain and entry.chain.type == first.chain.type:
            return both_of(scene, entry.chain, first.chain)
    return None


def both_of(scene: Scene, one: Chain, other: Chain) -> Chain:
    """The chain of two as one plural."""
    pair = next((c for c in scene.chains if set(c.members) == {one, other}), None)
    if pair is None:
        name = f"{one.name} and {other.name}"
        pair = Chain("Group", name, "nominal", number="plur", count=2, members=(one, other), sector=one.sector)
        scene.chains.append(pair)
    return pair


def _agrees(chain: Chain, pronoun: TextMention) -> bool:
    if pronoun.gender in ("m", "f"):
        return chain.type == "Person" and chain.gender in ("", pronoun.gender)
    if pronoun.number == "plur":
        return chain.number == "plur" or chain.type in BODIES or chain.type == "Group"
    if chain.kind == "nominal" and chain.number == "plur":
        return False
    return chain.type not in ("Person", "Group", "Post") and chain.number == "sing" or chain.type in BODIES


def _salience(scene: Scene, entry: Seen, token: Token, pronoun: TextMention) -> float | None:
    other = _top(scene, entry)
    gap = scene.sentences[token.i] - entry.sentence
    if _bound(other, token) or gap == 0 and _acted_on(other, token):
        return None
    chain = entry.chain
    score = float(_ROLES.get(other.dep_, 10))
    if gap == 0:
        score += 40 - 0.5 * (token.i - other.i)
    score *= 0.6**gap
    if scene.quoted[other.i] != scene.quoted[token.i]:
        score -= 40
    score += min(chain.mentions, 5) * 5 + (12 if chain.kind == "name" else 0)
    return score + _kind_bonus(chain, pronoun, other) + (25 if _tells(other, token) or _both_say(other, token) else 0)


def _tells(other: Token, token: Token) -> bool:
    """Whether the pronoun stands in what the other says or does: "X said that he …"."""
    clause = token.head if token.dep_ != "nmod:poss" else token.head.head
    below = clause.dep_ in ("ccomp", "xcomp", "advcl") and clause.head.i == other.head.i
    return below and other.dep_ in ("nsubj", "nsubj:pass")


def _both_say(other: Token, token: Token) -> bool:
    """Whether the pronoun goes on with what the other says: "X said … “We …,” he added"."""
    return all(t.dep_ == "nsubj" and t.head.lemma_ in listed("says") for t in (other, token))


def _kind_bonus(chain: Chain, pronoun: TextMention, other: Token) -> float:
    if pronoun.gender in ("m", "f"):
        return 25
    if pronoun.number == "plur":
        return 25 if chain.number == "plur" else -40
    if chain.type in BODIES or chain.type == "Country":
        return 15
    return -10 if chain.type in ("City", "Facility", "Region") and other.dep_ == "obl" else 0


def _bound(other: Token, token: Token) -> bool:
    """Two arguments of one verb are not one and the same, unless reflexive; nor does a phrase hold its own pronoun."""
    if token.lower_.endswith(("self", "selves")):
        return False
    if other.head.i == token.head.i and other.dep_ in _ARGUMENTS and token.dep_ in _ARGUMENTS:
        return True
    return (
        any(ancestor.i == other.i for ancestor in token.ancestors)
        and token.dep_ == "nmod:poss"
        and token.head.i == other.i
    )


def _acted_on(other: Token, token: Token) -> bool:
    """Whether the one whom the pronoun stands for does something to the other: "After ousting Rivas, he fled"."""
    verb = other.head
    if other.dep_ not in _OBJECTS or verb.pos_ != "VERB" or any(t.dep_ in SUBJECTS for t in verb.children):
        return False
    return surface_subject(verb)[0] == token and not is_passive(verb)


_OBJECTS = {"obj", "iobj", "obl"}


def _of_relative(scene: Scene, token: Token) -> Chain | None:
    """The noun that the relative clause hangs on."""
    climbing = token
    for _ in range(8):
        if climbing.dep_ in ("acl:relcl", "acl") or climbing.head.i == climbing.i:
            break
        climbing = climbing.head
    if climbing.dep_ not in ("acl:relcl", "acl"):
        return None
    return scene.chain_at(climbing.head.i) or scene.covering(climbing.head.i)


def _of_a_nation(chain: Chain) -> bool:
    """Whether a speaker's "we" may be the country: that of a minister, not of a mayor or a chief."""
    if chain.type != "Person":
        return True
    posts = {word for title in chain.titles for word in title.split()}
    return not posts or bool(posts & listed("national posts"))


def _speaker(scene: Scene, token: Token, mention: TextMention) -> Chain | None:
    """Who says it: the subject of the nearest verb of saying around, in the same or a neighbouring sentence."""
    here = scene.sentences[token.i]
    best, near = None, 10**6
    for entry in scene.seen:
        other = _top(scene, entry)
        if (
            abs(entry.sentence - here) > 2
            or other.dep_ != "nsubj"
            or other.head.lemma_ not in listed("says")
            or other.i == token.i
        ):
            continue
        away = abs(other.i - token.i) + 40 * abs(entry.sentence - here)
        if away < near and entry.chain.type in ("Person", *BODIES, "Country"):
            best, near = entry.chain, away
    if best is not None and mention.number == "plur" and best.sector == "GOV" and _of_a_nation(best):
        return scene.country_chain(best.country) or best
    return best
