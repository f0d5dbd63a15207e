"""The bookkeeping of coreference: chains of mentions of one entity, and where each was last spoken of."""

from __future__ import annotations

import bisect
import datetime as dt
import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from spacy.tokens import Doc

from ingest.mentions import TextMention
from kg.names import name_key
from kg.registry import Registry

__all__ = ["Chain", "Scene", "Seen"]


_HERE = 2
"""Sentences that a town holds for: those after "in Lima" speak of Peru until they name another place."""

_ELSEWHERE = {"nsubj", "compound"}
"""Where a town is its government, which acts from elsewhere ("Washington suspended aid"), or only part of a name."""

_TOWNS = {"City", "Region", "Facility", "AirBase", "MilitaryBase"}


@dataclass(slots=True, eq=False)
class Chain:
    """An entity as one article shows it, growing while the article is read.

    `titles` are head nouns of titles and descriptions ("president"); `owner` is the chain of whose it is
    ("supporters of X"); `members` are the chains that a plural stands for.
    """

    type: str
    name: str
    kind: str
    entity: str | None = None
    country: str | None = None
    sector: str | None = None
    gender: str = ""
    number: str = "sing"
    noun: str = ""
    count: int | None = None
    titles: set[str] = field(default_factory=set)
    owner: Chain | None = None
    drawn_from: Chain | None = None
    members: tuple[Chain, ...] = ()
    mentions: int = 0


@dataclass(frozen=True, slots=True)
class Seen:
    """A mention that has been resolved: where, how, to which chain."""

    mention: TextMention
    chain: Chain
    sentence: int


@dataclass(slots=True, eq=False)
class Scene:
    """What has been read of an article so far.

    home       the country (alpha-3) that the article is mostly about
    sentences  number of its sentence for each token; `quoted` whether it stands between quotation marks
    seen       resolved mentions in the order of the text; `at` the same by head, `named_by` names by each token
    by_entity, by_key, people   chains of names by registry entry, by name key, people by four letters of each name
    """

    doc: Doc
    registry: Registry
    published: dt.date | None
    home: str | None
    sentences: tuple[int, ...]
    quoted: tuple[bool, ...]
    chains: list[Chain] = field(default_factory=list)
    seen: list[Seen] = field(default_factory=list)
    at: dict[int, Seen] = field(default_factory=dict)
    named_by: dict[int, Seen] = field(default_factory=dict)
    by_entity: dict[str | None, Chain] = field(default_factory=dict)
    by_key: dict[str, list[Chain]] = field(default_factory=dict)
    people: dict[str, list[Chain]] = field(default_factory=dict)

    def add(self, mention: TextMention, chain: Chain) -> Chain:
        """Put a mention into a chain, and remember it."""
        chain.mentions += 1
        entry = Seen(mention, chain, self.sentences[mention.head])
        bisect.insort(self.seen, entry, key=_head)
        self.at[mention.head] = entry
        if mention.kind == "name":
            self.named_by |= dict.fromkeys(range(mention.start, mention.end), entry)
        return chain

    def new(self, mention: TextMention) -> Chain:
        """A chain that begins with this mention; the mention is not yet in it."""
        chain = Chain(
            type=mention.type,
            name=mention.name,
            kind=mention.kind,
            entity=mention.entity,
            country=mention.country,
            sector=mention.sector,
            gender=mention.gender,
            number=mention.number,
            noun=mention.noun,
            count=mention.count,
        )
        self.chains.append(chain)
        if mention.kind == "name":
            self._index(chain)
        return chain

    def _index(self, chain: Chain) -> None:
        key = name_key(chain.name)
        self.by_key.setdefault(key, []).append(chain)
        if chain.entity is not None:
            self.by_entity[chain.entity] = chain
        if chain.type == "Person":
            entry = self.registry.entities.get(chain.entity or "")
            words = {w for name in (chain.name, *(entry.aliases if entry else ())) for w in name_key(name).split()}
            for start in {word[:4] for word in words}:
                self.people.setdefault(start, []).append(chain)

    def chain_at(self, token: int | None) -> Chain | None:
        """The chain of the mention headed by a token."""
        entry = self.at.get(-1 if token is None else token)
        return None if entry is None else entry.chain

    def covering(self, token: int) -> Chain | None:
        """The chain of the name or title that a token is part of."""
        entry = self.named_by.get(token)
        return None if entry is None else entry.chain

    def back_from(self, token: int) -> Iterator[Seen]:
        """Resolved mentions before a token, the nearest first."""
        return reversed(self.seen[: bisect.bisect_left(self.seen, token, key=_head)])

    def inside(self, token: int) -> Iterator[Seen]:
        """Resolved mentions of its sentence before a token, the nearest first."""
        return itertools.takewhile(lambda entry: entry.sentence == self.sentences[token], self.back_from(token))

    def on_from(self, token: int) -> Iterator[Seen]:
        """Resolved mentions from a token on, the nearest first."""
        first = bisect.bisect_left(self.seen, token, key=_head)
        return (self.seen[i] for i in range(first, len(self.seen)))

    def before(self, token: int, fits: Callable[[Chain], bool]) -> Iterator[Seen]:
        """Resolved mentions before a token whose chains fit, the nearest first."""
        return (entry for entry in self.back_from(token) if fits(entry.chain))

    def here(self, token: int) -> str | None:
        """The country (alpha-3) that the text is in: of a town of the sentence, else of the last one before it in the
        paragraph, else the one that the paragraph is set in ("In Chile, the government …"), else `home`.
        """
        first = bisect.bisect_left(self.seen, token, key=_head)
        after = itertools.takewhile(lambda entry: entry.sentence == self.sentences[token], self.seen[first:])
        for entry in (*self.inside(token), *after, *self.back_from(token)):
            if self.sentences[token] - entry.sentence > _HERE or self._parted(entry.mention.head, token):
                break
            chain, word = entry.chain, self.doc[entry.mention.head]
            if chain.type in _TOWNS and chain.kind == "name" and chain.country and word.dep_ not in _ELSEWHERE:
                return chain.country
        return self._set_in(token) or self.home

    def _set_in(self, token: int) -> str | None:
        """The country that the sentence, or one before it in the paragraph, begins with: "In Chile, …"."""
        for entry in self.back_from(token):
            if self._parted(entry.mention.head, token):
                return None
            first = entry.mention.start - 1
            opens = first >= 0 and self.doc[first].text == "In" and bool(self.doc[first].is_sent_start)
            if opens and entry.chain.type == "Country" and entry.chain.kind == "name":
                return entry.chain.country
        return None

    def _parted(self, first: int, last: int) -> bool:
        return any("\n" in token.text for token in self.doc[first:last])

    def country_chain(self, code: str | None) -> Chain | None:
        """The chain of a country, made from the registry where the article has not named it."""
        if code is None:
            return None
        for chain in self.chains:
            if chain.type == "Country" and chain.country == code:
                return chain
        entity = self.registry.country(code)
        if entity is None:
            return None
        chain = Chain("Country", entity.name, "name", entity.id, code, gender="n")
        self.chains.append(chain)
        return chain


def _head(entry: Seen) -> int:
    return entry.mention.head
