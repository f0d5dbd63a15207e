"""Where the title before a name stands, and which country a title or description speaks of."""

from __future__ import annotations

from collections.abc import Mapping

from spacy.tokens import Doc, Token

from ingest.lexicon import lexicon
from ingest.peoples import people_ending
from kg.registry import Registry

__all__ = ["country_in", "country_of_title", "title_before"]


def title_before(doc: Doc, start: int, starts: Mapping[int, int]) -> tuple[int, int] | None:
    """Where the title before a person's name begins, and its head noun: "Assistant Secretary of State | Robert Blake".

    `starts` gives for each token of a name where the name starts.
    """
    head = _title_head(doc, start)
    if head is None:
        return None
    head = _outer_title(doc, _above_rank(doc, head))
    first = _first_before(doc, head, starts)
    while first < head and (doc[first].lower_ in ("the", "a", "an", "-", "and", "’s", "'s") or doc[first].is_punct):
        first += 1
    return first, head


def _first_before(doc: Doc, head: int, starts: Mapping[int, int]) -> int:
    """The first token of what stands before a title's head and belongs to it, names and their initials too."""
    first = head
    while first > 0:
        explained = _before_initials(doc, first, starts)
        if explained is not None:
            first = explained
        elif first - 1 in starts and _joined(doc, first) or _modifies(doc[first - 1], doc[head]):
            first = starts.get(first - 1, first - 1)
        else:
            break
    return first


def _before_initials(doc: Doc, first: int, starts: Mapping[int, int]) -> int | None:
    """Where the body begins whose initials stand in brackets before a title: "National Farm Agency (NFA) | chief"."""
    bracketed = first > 3 and doc[first - 1].text == ")" and doc[first - 3].text == "("
    return starts.get(first - 4) if bracketed and doc[first - 2].text.isupper() else None


def _above_rank(doc: Doc, head: int) -> int:
    """The post before a rank: "army chief | General X" is chief of the army."""
    if head > 0 and lexicon().noun(doc[head - 1].lower_, doc[head].lower_) != lexicon().noun(doc[head].lower_):
        return head  # "attorney general" is one post
    noun = lexicon().noun(doc[head - 1].lower_) if head > 1 and doc[head].lower_ in _RANKS else None
    led = head > 1 and doc[head - 2].head.i == head - 1 and doc[head - 2].dep_ in ("compound", "amod")
    return head - 1 if noun is not None and noun.post and led and doc[head - 1].lower_ not in _RANKS else head


_RANKS = {"general", "colonel", "major", "captain", "lieutenant", "admiral", "brigadier", "marshal", "sergeant"}


def _joined(doc: Doc, first: int) -> bool:
    """Whether the name before a title belongs to it, not to the sentence: "Peru's Ambassador"."""
    before = doc[first - 1]
    return before.text in ("’s", "'s") or before.head.i >= first or before.dep_ in ("compound", "flat", "nmod:poss")


def _title_head(doc: Doc, start: int) -> int | None:
    words = lexicon()
    at = _before_honorifics(doc, start)
    if at == start - 1 and doc[at].lower_ in ("and", "&"):  # "president of the Union and | Siri Lee"
        return None
    limit = max(0, at - 12)
    while at >= limit:
        token = doc[at]
        noun = words.noun(token.lower_) or words.noun(token.lemma_.lower())
        several = token.tag_ in ("NNS", "NNPS") and (at != start - 1 or not _has_partner(doc, start))
        if noun is not None and noun.type == "Person" and not several and token.tag_ not in ("VB", "VBZ", "VBD", "VBP"):
            return at
        inside = (
            token.pos_ == "PROPN"
            and (token.ent_type_ != "PERSON" or doc[at - 1].lower_ in ("to", "of"))
            or token.ent_type_ == "ORG"
            or token.lower_ in ("of", "for", "to", "the", "and", "at", "general", "elect", "-", "’s", "'s", "in")
        )
        if not inside or "\n" in token.text:
            return None
        at -= 1
    return None


def _before_honorifics(doc: Doc, start: int) -> int:
    """The token before "HH Sheikh", "Maj. Gen." and the like; a style that is all there is ("King X") is not passed."""
    styles, at = lexicon().honorifics, start - 1
    while at > 0 and (doc[at].lower_.rstrip(".") in styles or doc[at].text == "." and doc[at - 1].lower_ in styles):
        if doc[at - 1].lower_ in lexicon().ranks and _holds(doc[at]):
            return at
        at -= 1
    behind = lexicon().noun(doc[at].lower_) if at >= 0 else None
    if behind is not None and behind.post:
        return at
    at = start - 1
    while at > 0 and doc[at].lower_.rstrip(".") in styles and lexicon().noun(doc[at].lower_) is None:
        at -= 1
    return at


def _holds(token: Token) -> bool:
    """Whether the word is a post: "Prince" after "Crown" is more than a style."""
    noun = lexicon().noun(token.lower_)
    return noun is not None and noun.post


def _outer_title(doc: Doc, head: int) -> int:
    """The post that a title within a title serves: "Adviser to the President X", "Director of the King's Office Y"."""
    words, at = lexicon(), head - 1
    while at > 0 and (
        doc[at].lower_ in ("the", "his", "her", "majesty", "highness", "of", "to", "for") or doc[at].lower_ == "office"
    ):
        noun = words.noun(doc[at - 1].lower_)
        if doc[at].lower_ in ("of", "to", "for") and noun is not None and noun.post:
            return _outer_title(doc, at - 1)
        at -= 1
    return head


def _has_partner(doc: Doc, start: int) -> bool:
    """Whether the name at `start` is one of several under one plural title: "Presidents X and Y"."""
    return any(t.dep_ == "conj" for t in doc[start].children) or any(t.lower_ == "and" for t in doc[start : start + 6])


def _modifies(token: Token, head: Token) -> bool:
    """Whether the token before a title belongs to it."""
    if token.text == "." and token.i > 0:  # "Maj. Gen."; not the dateline's in "/NEWS/. Minister"
        return token.nbor(-1).text.isalpha()
    if token.text in ("-", "’s", "'s"):
        return True
    if token.pos_ in ("VERB", "ADV"):
        return token.lower_ in lexicon().current or token.lower_ in lexicon().phases
    if token.pos_ == "DET":
        return token.lower_ in ("the", "a", "an")
    if token.pos_ not in ("ADJ", "PROPN", "NOUN", "PART", "NUM"):
        return False
    if token.ent_type_ == "NORP" or _below(token, head) or token.head.i == head.head.i and token.dep_ in _BEFORE:
        return True
    return _is_body_of(token, head)


def _is_body_of(token: Token, head: Token) -> bool:
    """Whether a noun for a body stands right before a title, wherever the parser hangs it: "parliament speaker X"."""
    noun = lexicon().noun(token.lower_)
    return token.i == head.i - 1 and head.text.islower() and noun is not None and noun.type in _LED


_LED = {"Legislature", "Government", "GovernmentBody", "Party", "SecurityForce"}


_BEFORE = {"amod", "compound", "nmod:desc", "nmod:poss"}


def _below(token: Token, head: Token) -> bool:
    return any(ancestor.i == head.i for ancestor, _ in zip(token.ancestors, range(5), strict=False))


def country_of_title(doc: Doc, title: tuple[int, int], end: int, registry: Registry) -> str | None:
    """Whom a title serves: before it, or in its "of" phrase, not where it is posted ("Ambassador to Peru")."""
    stop = next((t.i for t in doc[title[1] : end] if t.lower_ in ("to", "for")), end)
    return country_in(doc, title[0], stop, registry)


_TOWARDS = {"anti", "pro"}
_FROM = {
    *("affiliated", "aligned", "allied", "armed", "backed", "controlled", "financed", "friendly", "funded"),
    *("occupied", "speaking", "sponsored", "supported", "supplied", "trained"),
}


def _leans(doc: Doc, start: int, end: int) -> bool:
    """Whether a country is only whom they are for or by: "pro-Russian" fighters may be of any country."""
    before = start > 1 and doc[start - 1].text == "-" and doc[start - 2].lower_ in _TOWARDS
    behind = end + 1 < len(doc) and doc[end].text == "-" and doc[end + 1].lower_ in _FROM
    return before or behind


def country_in(doc: Doc, start: int, end: int, registry: Registry) -> str | None:
    """The first country that the tokens `[start, end)` speak of, by name or adjective."""
    at = start
    while at < end:
        people = people_ending(doc, at, registry)
        if people is not None and not _leans(doc, people[0], at + 1):
            return people[1]
        for stop in range(min(end, at + 4), at, -1):
            entity = registry.find(doc[at:stop].text, type="Country") if doc[at].text[:1].isupper() else None
            if entity is not None and not _leans(doc, at, stop):
                return entity.country
        at += 1
    return None
