"""Who is meant: mentions of one article put together, each with its full name, type and country."""

from __future__ import annotations

import bisect
import collections
import itertools
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from ingest.chains import Chain, Scene
from ingest.known_names import focus
from ingest.lexicon import lexicon, listed
from ingest.mentions import BODIES, TextMention
from ingest.nominal_people import same_title
from ingest.nominal_places import is_no_place
from ingest.nominals import described
from ingest.posts import height, post_mention
from ingest.pronouns import antecedent
from ingest.wording import mention_of
from kg.model import Article, Mention
from kg.names import name_key
from kg.registry import Registry

__all__ = ["Referents", "resolved"]

REMEMBERED = 200
"""Mentions back to which one is looked for among several people of one surname; further back nobody remembers, and the
time of a text would grow as its square.
"""

_PLACES = {"Country", "City", "Region", "Facility", "AirBase", "MilitaryBase"}


@dataclass(frozen=True, slots=True)
class Referents:
    """What the words of one Doc refer to. Every look-up is by a token's index; any token inside a name will do.

    `found` are the resolved mentions as they stand, `names` those that are names by each of their tokens. `home` is the
    country that the article is mostly about, said or not: a mention without text, for events that nothing places.
    """

    mentions: Mapping[int, Mention]
    places: Mapping[int, Mention] = field(default_factory=dict)
    posts: Mapping[int, Mention] = field(default_factory=dict)
    members: Mapping[int, tuple[Mention, ...]] = field(default_factory=dict)
    found: tuple[TextMention, ...] = ()
    names: Mapping[int, TextMention] = field(default_factory=dict)
    home: Mention | None = None
    nations: Mapping[str, Mention] = field(default_factory=dict)

    def country(self, code: str) -> Mention | None:
        """A country that the article speaks of, by its alpha-3 code."""
        return self.nations.get(code)

    def held(self, entity: str) -> tuple[Mention, ...]:
        """The posts that titles and descriptions in the article give to a person: the highest first, past ones last."""
        own = {p.entity: p for i, p in self.posts.items() if (m := self.mentions.get(i)) and m.entity == entity}
        return tuple(sorted(own.values(), key=height))

    def of(self, token: int) -> Mention | None:
        """Who or what the noun phrase headed by the token means; None for what can fill no role ("peace", "Tuesday").

        A capital in agent position is its country ("Moscow offered"), "the president" is the person.
        """
        return self.mentions.get(token)

    def place(self, token: int) -> Mention | None:
        """The token read as a place: "Moscow" the city, "the UN offices" the facility; None when it is none."""
        return self.places.get(token)

    def post(self, token: int) -> Mention | None:
        """The token read as a post: "president" in "elected president", "Prime Minister" before a name; else None."""
        return self.posts.get(token)

    def each(self, token: int) -> tuple[Mention, ...]:
        """As `of`, but a plural that stands for several that are named gives them all ("both", "the two leaders")."""
        one = self.mentions.get(token)
        return self.members.get(token) or (() if one is None else (one,))

    def all(self) -> tuple[Mention, ...]:
        """Every mention, in the order of the text."""
        seen = {id(m): m for _, m in sorted(self.mentions.items())}
        return tuple(seen.values())

    def chain(self, entity: str) -> tuple[Mention, ...]:
        """The mentions of one entity, in the order of the text."""
        return tuple(m for m in self.all() if m.entity == entity)


def resolved(doc: Doc, mentions: tuple[TextMention, ...], *, article: Article, registry: Registry) -> Referents:
    """Chain the mentions of an article over its sentences and give each the name, type and country of its chain."""
    scene = Scene(
        doc=doc,
        registry=registry,
        published=article.published,
        home=_home(doc, registry),
        quoted=_quoted(doc),
        sentences=tuple(number for number, sentence in enumerate(doc.sents) for _ in sentence),
    )
    _chain_names(scene, [m for m in mentions if m.kind == "name"])
    rest = [m for m in mentions if m.kind != "name"]
    _give_genders(scene, rest)
    late = _speakers_behind(scene, rest)
    for mention in sorted(rest, key=lambda mention: _reading_order(mention, late)):
        chain = described(scene, mention) if mention.kind == "nominal" else antecedent(scene, mention)
        if chain is not None:
            scene.add(mention, chain)
    _give_countries(scene)
    return _referents(scene, article)


def _quoted(doc: Doc) -> tuple[bool, ...]:
    """For each token, whether it stands between quotation marks; a paragraph's end closes what was left open."""
    flags, inside = [], False
    for token in doc:
        if "\n" in token.text:
            inside = False
        if token.text in _OPENING:
            inside = True
        flags.append(inside)
        if token.text in _CLOSING:
            inside = False
        elif token.text == '"':
            inside = not inside
    return tuple(flags)


_OPENING = {"“", "«", "‘‘", "``"}
_CLOSING = {"”", "»", "’’", "''"}


def _reading_order(mention: TextMention, late: Mapping[int, int]) -> tuple[int, int]:
    """By the place of the phrase's owner or inner phrase, which must be read before it ("a crowd of opponents").

    `late` gives for heads of mentions a later word that must be read before them.
    """
    inner = [i for link, i in mention.links.items() if link in ("of", "drawnFrom", "owner", "compound")]
    return max(late.get(i, i) for i in (mention.head, *inner)), -mention.head


def _give_genders(scene: Scene, mentions: Iterable[TextMention]) -> None:
    """People whose gender nothing tells have that of the pronouns that can mean nobody else: "X said that she …"."""
    votes: dict[Chain, collections.Counter[str]] = collections.defaultdict(collections.Counter)
    for mention in mentions:
        chain = _surely(scene, scene.doc[mention.head]) if mention.gender in ("m", "f") else None
        if chain is not None and not chain.gender:
            votes[chain][mention.gender] += 1
    for chain, told in votes.items():
        (gender, most), *others = told.most_common(2)
        if not others or most > others[0][1]:
            chain.gender = gender


def _surely(scene: Scene, pronoun: Token) -> Chain | None:
    """The one person whom the sentence names before a pronoun, the subject of a verb that the pronoun is below."""
    named = list(scene.inside(pronoun.i))
    people = {entry.chain for entry in named if entry.chain.type == "Person"}
    above = {token.i for token in pronoun.ancestors}
    subjects = [e for e in named if (top := scene.doc[e.mention.head]).dep_ == "nsubj" and top.head.i in above]
    return subjects[0].chain if len(people) == 1 and subjects and subjects[0].chain in people else None


def _speakers_behind(scene: Scene, mentions: Iterable[TextMention]) -> Mapping[int, int]:
    """For each "I", "we" the pronoun behind it that speaks: "We were beaten," she said."""
    mentions = list(mentions)
    speaking = sorted(m.head for m in mentions if m.gender in ("m", "f") and _speaks(scene.doc[m.head]))
    behind: dict[int, int] = {}
    for mention in (m for m in mentions if m.gender == "1"):
        next_one = bisect.bisect_right(speaking, mention.head)
        if next_one < len(speaking) and scene.sentences[speaking[next_one]] - scene.sentences[mention.head] < 2:
            behind[mention.head] = speaking[next_one]
    return behind


def _speaks(token: Token) -> bool:
    return token.dep_ == "nsubj" and token.head.lemma_ in listed("says")


def _home(doc: Doc, registry: Registry) -> str | None:
    """The country that an article is mostly about: counted, its first fifth twice."""
    everywhere = focus(doc, registry=registry)
    top = everywhere.most_common(1)
    return top[0][0] if top and top[0][1] > 0 else None


# --- names --------------------------------------------------------------------------------------------------------


def _chain_names(scene: Scene, names: list[TextMention]) -> None:
    acronyms = _acronyms(scene.doc, names)
    by_length = sorted(names, key=lambda m: (m.entity is None, -len(m.name.split()), m.head))
    for mention in by_length:
        chain = _known_name(scene, mention, acronyms) or scene.new(mention)
        scene.add(mention, chain)
        chain.country = chain.country or mention.country
        chain.sector = mention.sector if chain.sector in (None, "CVL") else chain.sector
        chain.gender = chain.gender or mention.gender
        if mention.title is not None:
            chain.titles.add(_title_words(scene, mention.title))


def _title_words(scene: Scene, title: tuple[int, int]) -> str:
    """A title before a name as descriptions have it, the noun last: "deputy minister"."""
    start, head = title
    words = [t.lower_ for t in scene.doc[start:head]]
    kept = [w for w in words if w in lexicon().ranks or w in lexicon().phases]
    return " ".join([*kept, scene.doc[head].lemma_.lower()])


def _known_name(scene: Scene, mention: TextMention, acronyms: Mapping[str, str]) -> Chain | None:
    """The chain that a name belongs to: by entry, by the same words, by its acronym, by a fuller name."""
    if mention.entity in scene.by_entity:
        return scene.by_entity[mention.entity]
    same = [c for c in scene.by_key.get(name_key(mention.name), []) if _alike(c, mention)]
    same += [c for c in scene.by_key.get(name_key(acronyms.get(mention.name, "")), []) if _alike(c, mention)]
    if same:
        return same[0]
    return _fuller(scene, mention) if mention.type == "Person" and mention.entity is None else None


def _alike(chain: Chain, mention: TextMention) -> bool:
    people = (chain.type == "Person") == (mention.type == "Person")
    return people and (chain.type in _PLACES) == (mention.type in _PLACES)


def _fuller(scene: Scene, mention: TextMention) -> Chain | None:
    """The person whose fuller name holds this one: a surname, a first name, a name without its middle."""
    parts = name_key(mention.name).split()
    if not parts:
        return None
    bearers = [chain for chain in scene.people.get(parts[-1][:4], ()) if _bears(scene, chain, parts)]
    return next(iter(bearers), None) if len(bearers) < 2 else _meant_of(scene, bearers, mention)


def _bears(scene: Scene, chain: Chain, parts: list[str]) -> bool:
    """Whether a person's full name, or another name that the registry has of them, holds the words."""
    full = name_key(chain.name).split()
    whole = {*full, *(w for e in _aliases(scene, chain) for w in name_key(e).split())}
    return _part_of(parts, full, whole)


def _meant_of(scene: Scene, bearers: list[Chain], mention: TextMention) -> Chain:
    """Of several people of one surname the one with the title that it has here, else who last acted, else of whom
    was spoken most, and last.
    """
    title = None if mention.title is None else _title_words(scene, mention.title)
    titled = [c for c in bearers if title and _has_title(scene, c, title)]
    fits = titled or [c for c in bearers if not (mention.gender and c.gender) or c.gender == mention.gender] or bearers
    here = scene.sentences[mention.head]
    before = [e for e in itertools.islice(scene.back_from(mention.head), REMEMBERED) if e.chain in fits]
    acting = [e for e in before if here - e.sentence < 2 and scene.doc[e.mention.head].dep_ in ("nsubj", "nsubj:pass")]
    often = collections.Counter(e.chain for e in before)
    return next((e.chain for e in acting), None) or max(often, key=lambda c: often[c], default=fits[0])


def _part_of(parts: list[str], full: list[str], whole: set[str]) -> bool:
    if len(parts) > 1:
        return set(parts) <= set(full) and (parts[-1] == full[-1] or parts[0] == full[0])
    (part,) = parts
    respelt = len(part) > 4 and full[-1].startswith(part[:4]) and abs(len(full[-1]) - len(part)) < 2
    return len(part) > 2 and part in whole or respelt


def _has_title(scene: Scene, chain: Chain, title: str) -> bool:
    """Whether the article gives somebody a title, or the registry knows them to hold the post."""
    known = None if chain.entity is None else scene.registry.holder(title, chain.country or "", scene.published)
    return known is not None and known.id == chain.entity or any(same_title(title, other) for other in chain.titles)


def _aliases(scene: Scene, chain: Chain) -> tuple[str, ...]:
    entity = scene.registry.entities.get(chain.entity or "")
    return () if entity is None else entity.aliases


_BRACKET = re.compile(r"\(\s*[“\"']?([A-Z][\w.&/-]{1,11})[”\"']?\s*\)")


def _acronyms(doc: Doc, names: Iterable[TextMention]) -> dict[str, str]:
    """Short names defined in brackets, with the name before them: "State Security Agency (SSA)"."""
    ends = {doc[m.end - 1].idx + len(doc[m.end - 1].text): m.name for m in names}
    found = {}
    for match in _BRACKET.finditer(doc.text):
        for gap in range(0, 3):
            if match.start() - gap in ends:
                found[match.group(1)] = ends[match.start() - gap]
                break
    return {**_by_initials(list(names)), **found}


def _by_initials(names: list[TextMention]) -> dict[str, str]:
    """Short names without brackets, with the body before whose initials they are: "Election Commission … the EC"."""
    full: dict[str, TextMention] = {}
    for mention in names:
        if " " in mention.name and mention.type in BODIES:
            full.setdefault("".join(word[0] for word in mention.name.split() if word[0].isupper()), mention)
    short = [m for m in names if m.entity is None and m.name.isupper() and m.name in full]
    return {m.name: full[m.name].name for m in short if full[m.name].end <= m.start}


# --- what comes out -----------------------------------------------------------------------------------------------


def _give_countries(scene: Scene) -> None:
    """People and bodies that nothing places are of the article's country, places of where the text around is."""
    first = {entry.chain: entry.mention.head for entry in reversed(scene.seen)}
    for chain in scene.chains:
        elsewhere = chain.type in _PLACED or chain.sector in ("JRN", "EDU", "BUS", "IGO", "NGO")
        if chain.country is None and chain.kind == "name" and chain.entity is None and not elsewhere:
            chain.country = _country_around(scene, chain, first.get(chain)) or scene.home


def _country_around(scene: Scene, chain: Chain, at: int | None) -> str | None:
    """What the text around says of an unplaced name's country; None where it says nothing.

    A town is where the text is; a minister speaks of the own country: "Minister X said that Moscow would pay".
    """
    if at is None:
        return None
    if chain.type in _PLACES:
        return scene.here(at)
    return _spoken_for(scene, scene.doc[at]) if chain.type == "Person" and chain.titles else None


def _spoken_for(scene: Scene, name: Token) -> str | None:
    """The country that is subject of what a named official says."""
    subject = next((t for t in (name, *name.ancestors) if t.dep_ == "nsubj"), name)
    if subject.head.lemma_.lower() not in listed("says"):
        return None
    for clause in (t for t in subject.head.children if t.dep_ == "ccomp"):
        for doer in (t for t in clause.children if t.dep_ in ("nsubj", "nsubj:pass")):
            found = scene.chain_at(doer.i)
            nation = None if found is None else scene.registry.country_of_capital(found.entity or "")
            if found is not None and (nation is not None or found.type in ("Country", "Government")):
                return found.country if nation is None else nation.country
    return None


_PLACED = {"Country", "City", "InternationalOrganization", "MediaOutlet", "Group", "Post"}


def _referents(scene: Scene, article: Article) -> Referents:
    mentions: dict[int, Mention] = {}
    places: dict[int, Mention] = {}
    members: dict[int, tuple[Mention, ...]] = {}
    for entry in sorted(scene.seen, key=lambda e: e.mention.kind == "name"):
        found, place = mention_of(scene, entry, article)
        tokens = _tokens(entry.mention)
        mentions |= dict.fromkeys(tokens, found)
        if place is not None and not is_no_place(scene.doc, entry.mention):
            places |= dict.fromkeys(tokens, place)
        if entry.chain.members:
            members[entry.mention.head] = tuple(
                mention_of(scene, type(entry)(entry.mention, chain, entry.sentence), article)[0]
                for chain in entry.chain.members
            )
    posts = dict(post_mention(scene, article))
    mentions |= {
        token: posts[token] for token, mention in mentions.items() if mention.type == "Post" and token in posts
    }
    mentions |= {token: mentions[at] for token, at in _inside_titles(scene) if token not in mentions}
    ordered = tuple(e.mention for e in scene.seen)
    nations = _nations(scene)
    names = {i: m for m in ordered if m.kind == "name" for i in range(m.start, m.end)}
    return Referents(mentions, places, posts, members, ordered, names, nations.get(scene.home or ""), nations)


def _inside_titles(scene: Scene) -> Iterator[tuple[int, int]]:
    """Nouns inside a title, each with the head of the name after it: parsers may hang the name on any of them."""
    for entry in scene.seen:
        mention = entry.mention
        if mention.kind == "name" and mention.title is not None:
            first, last = mention.title
            yield from ((i, mention.head) for i in range(first, last) if scene.doc[i].pos_ in ("NOUN", "PROPN"))


def _nations(scene: Scene) -> dict[str, Mention]:
    """The countries that anything in the article belongs to, as mentions without words."""
    codes = {chain.country for chain in scene.chains} | {e.mention.country for e in scene.seen} | {scene.home}
    known = [entity for code in codes if (entity := scene.registry.country(code)) is not None]
    return {e.country or "": Mention(e.id, e.name, e.type, country=e.country, named=True) for e in known}


def _tokens(mention: TextMention) -> Iterable[int]:
    if mention.kind == "name":
        head = {mention.title[1]} if mention.title else set()
        first = mention.start if mention.title is None else mention.title[1] + 1
        return sorted({*range(first, mention.end), mention.head} | head)
    return (mention.head,)
