"""Who is meant: mentions of one article put together, each with its full name, type and country."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from spacy.tokens import Doc

from ingest.mentions import TextMention
from kg.model import Article, Mention
from kg.registry import Registry

__all__ = ["Referents", "resolved"]


@dataclass(frozen=True, slots=True)
class Referents:
    """What the words of one Doc refer to. Every look-up is by a token's index; any token inside a name will do."""

    mentions: Mapping[int, Mention]
    places: Mapping[int, Mention] = field(default_factory=dict)
    posts: Mapping[int, Mention] = field(default_factory=dict)
    members: Mapping[int, tuple[Mention, ...]] = field(default_factory=dict)

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


def resolved(
    doc: Doc, mentions: tuple[TextMention, ...], *, article: Article, registry: Registry
) -> Referents:
    """Chain the mentions of an article over its sentences and give each the name, type and country of its chain."""
    raise NotImplementedError
