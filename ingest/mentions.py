"""Which words of an article stand for somebody or something, and what kind of thing each is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from spacy.tokens import Doc, Span, Token

from ingest.known_names import Name, focus
from ingest.lexicon import Noun, lexicon, listed
from ingest.names import names_in
from ingest.peoples import people_ending
from ingest.phrases import count_of, left_edge, links_of, phrase, right_edge
from ingest.title_words import country_in, country_of_title, title_before
from ingest.words import words
from kg.model import Article
from kg.names import name_key
from kg.registry import Registry

__all__ = ["BODIES", "TextMention", "mentions_in"]

BODIES = frozenset(
    [
        "Organization",
        "Party",
        "Government",
        "InterimGovernment",
        "Legislature",
        "GovernmentBody",
        "SecurityForce",
        "MediaOutlet",
        "InternationalOrganization",
    ]
)
"""Classes of what acts as one: "it" and "they" may mean each."""

_INSIDE = {"compound", "flat", "nmod:desc", "fixed", "goeswith", "amod"}
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
_DETERMINING = {"det", "det:predet", "cc:preconj", "advmod", "amod", "nummod"}
_PRONOUNS = {
    **dict.fromkeys(("he", "him", "his", "himself"), ("m", "sing")),
    **dict.fromkeys(("she", "her", "hers", "herself"), ("f", "sing")),
    **dict.fromkeys(("it", "its", "itself"), ("n", "sing")),
    "both": ("", "plur"),
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
    """Every mention of a parsed article, in the order of the text: names, descriptions, pronouns; not in credits."""
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
    return tuple(sorted((m for m in found if not doc[m.head]._.credit), key=lambda m: (m.head, m.start)))


def _named(doc: Doc, name: Name, registry: Registry, starts: Mapping[int, int]) -> TextMention:
    span = doc[name.start : name.end]
    head = span.root.i
    title = title_before(doc, name.start, starts) if name.type == "Person" else None
    country = name.country or (None if title is None else country_of_title(doc, title, name.start, registry))
    if name.type != "Person" and country is None and name.type not in ("InternationalOrganization", "MediaOutlet"):
        country = country_in(doc, name.start, name.end, registry)
    gender = registry.genders.get(name.entity.id, "") if name.entity else ""
    if name.type == "Person" and not gender:
        gender = _gender_of_words(doc[max(0, name.start - 3) : name.start]) or _gender_of_name(span)
    return TextMention(
        start=name.start if title is None else title[0],
        end=name.end,
        head=head,
        kind="name",
        type=name.type,
        name=name.text if name.entity is not None else _in_full(span, name.type),
        entity=None if name.entity is None else name.entity.id,
        country=country,
        sector=name.sector or (None if title is None else _sector_of_title(doc, title[1])),
        gender=gender if name.type == "Person" else "n",
        title=title,
    )


def _in_full(span: Span, type_: str) -> str:
    """The words of a name; a first name that shares the surname behind it with it: "Ana and Luis | Ferro"."""
    words = " ".join(span.text.split())
    surname = _shared_surname(span) if type_ == "Person" and len(span) == 1 else None
    return words if surname is None else f"{words} {surname}"


def _shared_surname(first: Span) -> str | None:
    """The surname of the one who is named after "and", where a list of first names or kinship says that it is of both.

    Otherwise a lone name before "and" is a surname: "Petran and Luis Ferro".
    """
    doc, other = first.doc, first.doc[first.end + 1 : first.end + 3]
    if len(other) < 2 or doc[first.end].lower_ not in ("and", "&") or any(t.ent_type_ != "PERSON" for t in other):
        return None
    if other[0].ent_iob_ != "B" or len(doc) > other.end and doc[other.end].ent_iob_ == "I":
        return None
    kin = listed("shares a surname")
    before = first.start > 0 and doc[first.start - 1].lower_ in kin
    given = all(
        name_key(name) in listed("women's names") | listed("men's names") for name in (first.text, other[0].text)
    )
    said = any(doc[t.i + 1].lower_ in kin for t in doc[:-1] if t.text == other[1].text)
    return other[1].text if before or given or said else None


def _gender_of_words(words: object) -> str:
    for token in words:  # type: ignore[attr-defined]
        lower = token.lower_.rstrip(".")
        if lower in lexicon().masculine:
            return "m"
        if lower in lexicon().feminine:
            return "f"
    return ""


def _gender_of_name(name: Span) -> str:
    """What a common first name of a full name says."""
    first = name_key(name[0].text) if len(name) > 1 else ""
    return "f" if first in listed("women's names") else "m" if first in listed("men's names") else ""


def _sector_of_title(doc: Doc, head: int) -> str | None:
    noun = lexicon().noun(*(t.lower_ for t in doc[max(0, head - 2) : head + 1]))
    return None if noun is None else noun.sector


def _pronoun(token: Token) -> TextMention | None:
    found = _PRONOUNS.get(token.lower_)
    determines = token.lower_ in ("that", "both") and token.dep_ in _DETERMINING
    if found is None or token.pos_ not in ("PRON", "DET") or determines:
        return None
    if (
        token.lower_ == "it"
        and (token.dep_ == "expl" or _announces(token))
        or token.lower_ == "that"
        and "Rel" not in token.morph.get("PronType", [])
    ):
        return None
    if found[0] == "rel" and "Rel" not in token.morph.get("PronType", []):
        return None
    gender, number = found
    return TextMention(token.i, token.i + 1, token.i, "pronoun", "", token.text, number=number or "sing", gender=gender)


def _announces(it: Token) -> bool:
    """Whether "it" only stands for an infinitive behind: "It is a good way to meet people"."""
    what = it.head
    infinitives = [t for t in what.rights if t.dep_ in ("acl", "advcl", "csubj", "ccomp", "xcomp")]
    said_of = it.dep_ == "nsubj" and what.pos_ == "NOUN" and what.lemma_.lower() in _WORTH
    return said_of and any(m.dep_ == "mark" and m.tag_ == "TO" for t in infinitives for m in t.children)


_WORTH = frozenset(
    "chance crime duty honor honour idea mistake move occasion offence opportunity pity pleasure practice privilege "  # noqa: SIM905
    "responsibility shame step thing time way".split()
)


def _people_of(token: Token, registry: Registry) -> TextMention | None:
    """A people, as a noun: "the Russians", "two Iranians"."""
    people = people_ending(token.doc, token.i, registry)
    if people is None or token.pos_ not in ("NOUN", "PROPN") or token.dep_ in _INSIDE:
        return None
    plural = token.lower_.endswith("s") or token.tag_ in ("NNS", "NNPS") or count_of(token) not in (None, 1)
    start = left_edge(token)
    return TextMention(
        start, token.i + 1, token.i, "nominal", "Group" if plural else "Person", phrase(token.doc, start, token.i + 1),
        noun=token.lower_, country=people[1], sector="CVL", number="plur" if plural else "sing", count=count_of(token),
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
    if _is_thing(token):
        return None
    if token.lemma_ == "side" and not ("both" in (t.lower_ for t in token.lefts) or count_of(token) == 2):
        return None
    if token.dep_ in ("nmod", "conj") and token.text[:1].isupper() and _finishes_title(token):
        return None
    if token.dep_ in ("compound", "amod") and noun.type not in BODIES | {"Group"}:
        return None
    bare = token.lower_ in ("many", "several", "some") and token.dep_ in ("nsubj", "nsubj:pass") and _of_people(token)
    if token.pos_ == "ADJ" and not bare and not _is_age(token) and not any(t.lower_ == "the" for t in token.lefts):
        return None
    return _described(token, noun, registry)


def _is_age(token: Token) -> bool:
    """Whether the word ends an age that stands for somebody: "the 45-year-old"."""
    return token.lower_ == "old" and token.i > 3 and token.nbor(-2).lower_ == "year"


def _is_thing(token: Token) -> bool:
    """Whether a noun for a body or a place is none here: "state of war", a way to manage, "suspension order"."""
    if token.lemma_ == "order":
        return any(t.dep_ == "compound" and t.text.islower() for t in token.lefts)
    return token.lemma_ == "state" and _of_affairs(token) or token.lower_ == "management" and _is_managing(token)


def _is_managing(token: Token) -> bool:
    """Whether "management" is of a thing, and so no people: "the management of finances", "waste management"."""
    blamed = token.head.lemma_.lower() in words().ridding  # "accused the management of fraud"
    told = [t for t in token.children if t.dep_ == "compound" or t.dep_ == "nmod" and not blamed]
    return any(not t.ent_type_ and lexicon().noun(t.lemma_.lower()) is None for t in told)


def _of_affairs(token: Token) -> bool:
    """Whether a "state" is a condition, not a place: "state of emergency"."""
    affairs = (
        "emergency",
        "siege",
        "exception",
        "war",
        "alert",
        "calamity",
        "disaster",
        "catastrophe",
        "play",
        "affair",
    )
    return any(t.dep_ in ("nmod", "obl") and t.lemma_.lower() in affairs for t in token.rights)


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


def _has_article(token: Token) -> bool:
    return any(t.dep_ in ("det", "nmod:poss", "nummod") for t in token.children)


def _noun_of(token: Token) -> Noun | None:
    nouns = lexicon()
    doc = token.doc
    if token.lower_ in listed("only in names") or token.lower_ in listed("mass nouns") and not _has_article(token):
        return None
    if _only_leans(token) or token.lower_ == "pm" and token.i > 0 and doc[token.i - 1].like_num:  # the hour
        return None
    first = max(0, token.i - 2)
    before = [t.lower_ for t in doc[first : token.i] if t.head.i == token.i or t.dep_ in ("compound", "amod")]
    for last in (token.lower_, token.lemma_.lower()):
        found = nouns.noun(*before, last)
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
    if token.pos_ == "NUM" and token.dep_ in ("nsubj", "nsubj:pass") and count_of(token):
        return _counted(token)
    if _is_age(token):
        return Noun("Person", "CVL")
    prefix = lower.split("-")[-1]
    return nouns.nouns.get(prefix) if "-" in lower else None


def _only_leans(token: Token) -> bool:
    """Whether a noun only says whom others are for or against: "pro-government" crowds, one token or three."""
    before = token.doc[max(0, token.i - 2) : token.i]
    torn = len(before) == 2 and before[1].text == "-" and before[0].lower_ in ("anti", "pro")
    return torn or token.lower_.startswith(("anti-", "pro-"))


def _counted(number: Token) -> Noun | None:
    """What a number stands for as a subject: "two were arrested"; "one of the laws" is nobody."""
    if count_of(number) != 1:
        return Noun("Group", "CVL")
    return Noun("Person", "CVL") if _of_people(number) else None


def _of_people(quantity: Token) -> bool:
    """Whether nothing says that a quantity is of things: "one", "many of them", "one of the teachers"."""
    inside = [t for t in quantity.children if t.dep_ == "nmod"]
    nouns = (lexicon().noun(t.lower_) or lexicon().noun(t.lemma_.lower()) for t in inside if t.lower_ not in _THEM)
    return all(noun is not None and noun.type in ("Person", "Group") for noun in nouns)


_THEM = {"them", "us", "you", "whom"}


def _subjectlike(token: Token) -> bool:
    return token.dep_ in ("nsubj", "nsubj:pass", "obj", "obl:agent", "conj")


def _described(token: Token, noun: Noun, registry: Registry) -> TextMention:
    doc = token.doc
    plural = "Plur" in token.morph.get("Number", []) or token.tag_ in ("NNS", "NNPS")
    type_, start, end = noun.type, token.i - 4 if _is_age(token) else left_edge(token), right_edge(token)
    modifiers = {t.lower_ for t in doc[start : token.i]}
    if type_ == "Person" and (plural or count_of(token) not in (None, 1)):
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
        name=phrase(doc, start, end),
        noun=token.lemma_.lower(),
        country=country_of_title(doc, (start, token.i), end if noun.post else token.i, registry),
        sector=_sector(noun, modifiers),
        number="plur" if plural or type_ == "Group" else "sing",
        gender=noun.gender if type_ == "Person" else "n",
        count=count_of(token),
        links=links_of(token),
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
