"""Which words of an article stand for somebody or something, and what kind of thing each is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from spacy.tokens import Doc, Token

from ingest.lexicon import Noun, lexicon
from ingest.names import Name, focus, names_in
from kg.model import Article
from kg.registry import Registry

__all__ = ["BODIES", "TextMention", "mentions_in"]

BODIES = frozenset(
    ["Organization", "Party", "Government", "InterimGovernment", "Legislature", "GovernmentBody", "SecurityForce", "MediaOutlet", "InternationalOrganization"]
)
"""Classes of what acts as one: "it" and "they" may mean each."""

_INSIDE = {"compound", "flat", "nmod:desc", "fixed", "goeswith", "amod"}
_MODIFIERS = {
    "compound",
    "amod",
    "nummod",
    "det",
    "nmod:poss",
    "advmod",
    "nmod:desc",
    "flat",
    "punct",
    "case",
    "det:predet",
}
_INTERIM = {"interim", "caretaker", "provisional", "transitional"}
_MANY = {
    "dozen",
    "dozens",
    "score",
    "scores",
    "hundred",
    "hundreds",
    "thousand",
    "thousands",
    "million",
    "millions",
    "number",
    "group",
    "crowd",
    "majority",
    "handful",
    "series",
    "tens",
    "half",
    "third",
    "most",
    "many",
    "some",
    "several",
    "all",
    "part",
    "band",
}
_NUMBERS = {w: n for n, w in enumerate(["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"])}
_PRONOUNS = {
    **dict.fromkeys(("he", "him", "his", "himself"), ("m", "sing")),
    **dict.fromkeys(("she", "her", "hers", "herself"), ("f", "sing")),
    **dict.fromkeys(("it", "its", "itself"), ("n", "sing")),
    **dict.fromkeys(("they", "them", "their", "theirs", "themselves"), ("", "plur")),
    **dict.fromkeys(("i", "me", "my", "myself", "mine"), ("1", "sing")),
    **dict.fromkeys(("we", "us", "our", "ourselves", "ours"), ("1", "plur")),
    **dict.fromkeys(("who", "whom", "whose", "which", "that"), ("rel", "")),
}


@dataclass(frozen=True, slots=True)
class TextMention:
    """Words that stand for an entity, not yet resolved: what `ingest.coreference` chains.

    start, end, head   token indices of the Doc; `[start, end)` is the noun phrase up to its head or name, with an
                       "of", "from" phrase of a description
    kind      name | nominal | pronoun
    type      an entity class of the ontology ("Person"); "" for a pronoun that may be anything
    name      the name or the description as it stands, without article ("some lawmakers from Ak-Jol")
    noun      the head noun's lemma of a description; "" of a name
    entity    id of a registry entry or of a city, or None
    country   ISO 3166-1 alpha-3 where the words say it ("Kyrgyz President …")
    sector    PLOVER sector code
    number    sing | plur
    gender    m | f | n | "" (unknown); of pronouns also 1 (I, we) and rel (who, which)
    count     how many the words say ("two journalists": 2)
    title     tokens `(start, head)` of the title before a name ("Prime Minister"): its first token, its head noun
    links     owner, drawnFrom, of, in -> head tokens of other mentions within the phrase
    """

    start: int
    end: int
    head: int
    kind: str
    type: str
    name: str
    noun: str = ""
    entity: str | None = None
    country: str | None = None
    sector: str | None = None
    number: str = "sing"
    gender: str = ""
    count: int | None = None
    title: tuple[int, int] | None = None
    links: Mapping[str, int] = field(default_factory=dict)


def mentions_in(doc: Doc, *, article: Article, registry: Registry) -> tuple[TextMention, ...]:
    """Every mention of a parsed article, in the order of the text: names, descriptions, pronouns."""
    countries = focus(doc, registry=registry)
    names = names_in(doc, registry=registry, countries=countries)
    starts = {i: name.start for name in names for i in range(name.start, name.end)}
    named = [_named(doc, name, registry, starts) for name in names]
    inside = {i for m in named for i in range(m.start, m.end)}
    heads = {i for name in names for i in range(name.start, name.end)} | {m.title[1] for m in named if m.title}
    found = list(named)
    for token in doc:
        if token.i in heads:
            continue
        mention = _pronoun(token) or _people_of(token, registry) or _nominal(token, registry)
        if mention is not None and not (token.i in inside and mention.type in ("Person", "Group")):
            found.append(mention)
    return tuple(sorted(found, key=lambda m: (m.head, m.start)))


def _named(doc: Doc, name: Name, registry: Registry, starts: Mapping[int, int]) -> TextMention:
    span = doc[name.start : name.end]
    head = span.root.i
    title = _title_before(doc, name.start, starts) if name.type == "Person" else None
    country = name.country or (None if title is None else _country_of_title(doc, title, name.start, registry))
    if name.type != "Person" and country is None and name.type not in ("InternationalOrganization", "MediaOutlet"):
        country = _country_in(doc, name.start, name.end, registry)
    gender = registry.genders.get(name.entity.id, "") if name.entity else ""
    if name.type == "Person" and not gender:
        gender = _gender_of_words(doc[max(0, name.start - 3) : name.start])
    return TextMention(
        start=name.start if title is None else title[0],
        end=name.end,
        head=head,
        kind="name",
        type=name.type,
        name=name.text if name.entity is not None else " ".join(span.text.split()),
        entity=None if name.entity is None else name.entity.id,
        country=country,
        sector=name.sector or (None if title is None else _sector_of_title(doc, title[1])),
        gender=gender if name.type == "Person" else "n",
        title=title,
    )


def _gender_of_words(words: object) -> str:
    for token in words:  # type: ignore[attr-defined]
        lower = token.lower_.rstrip(".")
        if lower in lexicon().masculine:
            return "m"
        if lower in lexicon().feminine:
            return "f"
    return ""


def _sector_of_title(doc: Doc, head: int) -> str | None:
    noun = lexicon().noun(*(t.lower_ for t in doc[max(0, head - 2) : head + 1]))
    return None if noun is None else noun.sector


def _title_before(doc: Doc, start: int, starts: Mapping[int, int]) -> tuple[int, int] | None:
    """Where the title before a person's name begins, and its head noun: "Assistant Secretary of State | Robert Blake".

    `starts` gives for each token of a name where the name starts.
    """
    head = _title_head(doc, start)
    if head is None:
        return None
    head = _outer_title(doc, head)
    first = head
    while first > 0 and (first - 1 in starts and _joined(doc, first) or _modifies(doc[first - 1], doc[head])):
        first = starts.get(first - 1, first - 1)
    while first < head and (doc[first].lower_ in ("the", "a", "an", "-", "and", "’s", "'s") or doc[first].is_punct):
        first += 1
    return first, head


def _joined(doc: Doc, first: int) -> bool:
    """Whether the name before a title belongs to it, not to the sentence: "Peru's Ambassador", "RFE/RL correspondent"."""
    before = doc[first - 1]
    return before.text in ("’s", "'s") or before.head.i >= first or before.dep_ in ("compound", "flat", "nmod:poss")


def _title_head(doc: Doc, start: int) -> int | None:
    words = lexicon()
    at = _before_honorifics(doc, start)
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
        if doc[at - 1].lower_ in lexicon().ranks and holds(doc[at]):
            return at
        at -= 1
    behind = lexicon().noun(doc[at].lower_) if at >= 0 else None
    if behind is not None and behind.post:
        return at
    at = start - 1
    while at > 0 and doc[at].lower_.rstrip(".") in styles and lexicon().noun(doc[at].lower_) is None:
        at -= 1
    return at


def holds(token: Token) -> bool:
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
    if token.is_punct and token.text not in ("-", ".") or token.is_space:
        return False
    if token.text in ("-", "’s", "'s"):
        return True
    if token.pos_ not in ("ADJ", "PROPN", "NOUN", "PART", "ADV", "DET", "NUM", "VERB"):
        return False
    if token.pos_ == "VERB":
        return token.lower_ in lexicon().current or token.lower_ in lexicon().phases
    if token.pos_ == "ADV":
        return token.lower_ in lexicon().current or token.lower_ in lexicon().phases
    if token.pos_ == "DET":
        return token.lower_ in ("the", "a", "an")
    climbing, steps = token, 0
    while climbing.head.i != climbing.i and steps < 5 and climbing.i <= head.i:
        climbing = climbing.head
        steps += 1
        if climbing.i == head.i:
            return True
    return (
        token.ent_type_ == "NORP"
        or token.head.i == head.head.i
        and token.dep_ in ("amod", "compound", "nmod:desc", "nmod:poss")
    )


def _country_of_title(doc: Doc, title: tuple[int, int], end: int, registry: Registry) -> str | None:
    """Whom a title serves: before it, or in its "of" phrase, not where it is posted ("Ambassador to Peru")."""
    stop = next((t.i for t in doc[title[1] : end] if t.lower_ in ("to", "for")), end)
    return _country_in(doc, title[0], stop, registry)


def _country_in(doc: Doc, start: int, end: int, registry: Registry) -> str | None:
    """The first country that the tokens `[start, end)` speak of, by name or adjective."""
    at = start
    while at < end:
        code = registry.country_of_adjective(doc[at].text) if doc[at].text[:1].isupper() else None
        if code is not None:
            return code
        for stop in range(min(end, at + 4), at, -1):
            entity = registry.find(doc[at:stop].text, type="Country") if doc[at].text[:1].isupper() else None
            if entity is not None:
                return entity.country
        at += 1
    return None


def _pronoun(token: Token) -> TextMention | None:
    found = _PRONOUNS.get(token.lower_)
    if found is None or token.pos_ not in ("PRON", "DET") or token.lower_ == "that" and token.dep_ == "det":
        return None
    if (
        token.lower_ == "it"
        and token.dep_ == "expl"
        or token.lower_ == "that"
        and "Rel" not in token.morph.get("PronType")
    ):
        return None
    if found[0] == "rel" and "Rel" not in token.morph.get("PronType"):
        return None
    gender, number = found
    return TextMention(token.i, token.i + 1, token.i, "pronoun", "", token.text, number=number or "sing", gender=gender)


def _people_of(token: Token, registry: Registry) -> TextMention | None:
    """ "the Russians", "two Iranians": a people, as a noun."""
    code = registry.country_of_adjective(token.text) if token.text[:1].isupper() else None
    if code is None or token.pos_ not in ("NOUN", "PROPN") or token.dep_ in _INSIDE:
        return None
    plural = token.lower_.endswith("s") or token.tag_ in ("NNS", "NNPS") or _count(token) not in (None, 1)
    start = _left_edge(token)
    return TextMention(
        start, token.i + 1, token.i, "nominal", "Group" if plural else "Person", _phrase(token.doc, start, token.i + 1),
        noun=token.lower_, country=code, sector="CVL", number="plur" if plural else "sing", count=_count(token),
    )  # fmt: skip


def _nominal(token: Token, registry: Registry) -> TextMention | None:
    if token.pos_ not in ("NOUN", "PROPN", "ADJ", "NUM", "DET", "PRON") or token.dep_ in ("flat", "fixed", "goeswith"):
        return None
    noun = _noun_of(token)
    if (
        noun is None
        or token.pos_ == "ADJ"
        and token.dep_ in ("amod", "advmod", "compound", "acl", "acl:relcl", "xcomp", "ROOT", "conj")
    ):
        return None
    if token.lemma_ == "side" and not ("both" in (t.lower_ for t in token.lefts) or _count(token) == 2):
        return None
    if token.dep_ in ("nmod", "conj") and token.text[:1].isupper() and _finishes_title(token):
        return None
    if token.dep_ in ("compound", "amod") and noun.type not in BODIES | {"Group"}:
        return None
    if token.pos_ == "ADJ" and not any(t.lower_ == "the" for t in token.lefts):
        return None
    return _described(token, noun, registry)


def _finishes_title(token: Token) -> bool:
    """Whether the noun only says of what somebody is minister: "Minister of Justice and Security"."""
    while token.dep_ == "conj" and token.head.i < token.i:
        token = token.head
    return token.dep_ == "nmod" and token.head.lemma_.lower() in (
        "minister",
        "ministry",
        "secretary",
        "department",
        "undersecretary",
    )


def _noun_of(token: Token) -> Noun | None:
    words = lexicon()
    doc = token.doc
    first = max(0, token.i - 2)
    before = [t.lower_ for t in doc[first : token.i] if t.head.i == token.i or t.dep_ in ("compound", "amod")]
    for last in (token.lower_, token.lemma_.lower()):
        found = words.noun(*before, last)
        if found is not None:
            return found
    lower = token.lower_
    if token.dep_ not in ("compound", "amod") and lower in (
        "dozens",
        "scores",
        "hundreds",
        "thousands",
        "others",
        "many",
        "some",
        "several",
        "those",
    ):
        return Noun("Group", "CVL") if _subjectlike(token) else None
    if token.pos_ == "NUM" and token.dep_ in ("nsubj", "nsubj:pass") and _count(token):
        return Noun("Group", "CVL")
    prefix = lower.split("-")[-1]
    return words.nouns.get(prefix) if "-" in lower else None


def _subjectlike(token: Token) -> bool:
    return token.dep_ in ("nsubj", "nsubj:pass", "obj", "obl:agent", "conj")


def _described(token: Token, noun: Noun, registry: Registry) -> TextMention:
    doc = token.doc
    plural = "Plur" in token.morph.get("Number") or token.tag_ in ("NNS", "NNPS")
    type_, start, end = noun.type, _left_edge(token), _right_edge(token)
    modifiers = {t.lower_ for t in doc[start : token.i]}
    if type_ == "Person" and (plural or _count(token) not in (None, 1)):
        type_ = "Group"
    if type_ == "Government" and modifiers & _INTERIM:
        type_ = "InterimGovernment"
    if (
        type_ in BODIES - {"SecurityForce", "GovernmentBody", "Government", "MediaOutlet", "Organization"}
        and plural
        or type_ == "Country"
        and plural
    ):
        type_ = "Group"
    if noun.type in ("Party", "Legislature") and modifiers & {"opposition"} and plural:
        noun = replace(noun, sector="OPP")
    return TextMention(
        start=start,
        end=end,
        head=token.i,
        kind="nominal",
        type=type_,
        name=_phrase(doc, start, end),
        noun=token.lemma_.lower(),
        country=_country_of_title(doc, (start, token.i), end if noun.post else token.i, registry),
        sector=_sector(noun, modifiers),
        number="plur" if plural or type_ == "Group" else "sing",
        gender=noun.gender if type_ == "Person" else "n",
        count=_count(token),
        links=_links(token),
    )


def _sector(noun: Noun, modifiers: set[str]) -> str | None:
    if "opposition" in modifiers:
        return "OPP"
    if "military" in modifiers or "army" in modifiers:
        return "MIL"
    if "police" in modifiers:
        return "COP"
    if "rebel" in modifiers or "separatist" in modifiers:
        return "REB"
    return noun.sector


def _left_edge(token: Token) -> int:
    """The first token of the phrase before its head: determiners, adjectives, owners, numbers."""
    first = token.i
    for child in token.lefts:
        if child.dep_ in _MODIFIERS and child.dep_ != "case" and child.lower_ not in ("both", "also", "only", "not"):
            first = min(first, child.left_edge.i)
            break
    while first < token.i and (
        token.doc[first].is_space or token.doc[first].is_punct or token.doc[first].dep_ in ("case", "mark", "cc")
    ):
        first += 1
    return first


def _right_edge(token: Token) -> int:
    """One past the last token: the head, with a phrase in "of", "from", "in" or a short clause that tells who they are."""
    end = token.i + 1
    for child in token.rights:
        if child.dep_ in ("nmod", "acl") and child.left_edge.i == end and child.right_edge.i - end < 10:
            marks = [t.lower_ for t in child.lefts if t.dep_ == "case"]
            if (
                child.dep_ == "nmod"
                and marks[:1]
                and marks[0] in ("of", "from", "for", "to")
                or child.dep_ == "acl"
                and token.lemma_ in ("people", "person", "those")
            ):
                end = _before_comma(token.doc, end, child.right_edge.i + 1)
                break
    return end


def _before_comma(doc: Doc, start: int, end: int) -> int:
    for i in range(start, end):
        if doc[i].text in (",", "–", "—", ";", ".") or doc[i].is_space or doc[i].dep_ == "acl:relcl":
            return i
    return end


def _phrase(doc: Doc, start: int, end: int) -> str:
    text = " ".join(doc[start:end].text.split())
    return re.sub(r"^(?:the|a|an)\s+", "", text, flags=re.IGNORECASE)


def _count(token: Token) -> int | None:
    for child in [*token.lefts, token]:
        if child.dep_ == "nummod" or child is token and token.pos_ == "NUM":
            word = child.lower_.replace(",", "")
            if word.isdigit() and len(word) < 9:
                return int(word)
            if word in _NUMBERS:
                return _NUMBERS[word]
    return None


_CASES = {"of": "of", "from": "drawnFrom", "in": "in", "at": "in", "within": "drawnFrom", "for": "of", "to": "to"}


def _links(token: Token) -> dict[str, int]:
    """Heads of phrases inside: whose it is, what it is drawn from, where it is."""
    links: dict[str, int] = {}
    for child in token.children:
        if child.dep_ == "nmod:poss":
            links.setdefault("owner", child.i)
        elif child.dep_ == "compound" and child.i < token.i:
            links["compound"] = child.i
        elif child.dep_ in ("nmod", "obl"):
            case = next((t.lower_ for t in child.lefts if t.dep_ == "case"), "")
            if case in _CASES:
                links.setdefault(_CASES[case], child.i)
    return links
