"""What a careful reader wrote down of an article: a YAML file beside its text.

article: herald-0417            # the text lies beside, in herald-0417.txt
published: 2010-04-17           # left out where nobody knows
entities:
  bek: {type: Person, country: KGZ, names: [Anna Bek, Bek]}   # every name that would be right
claims:
  - class: Resignation          # `also: [Removal]` lists classes that are right as well
    quotes: [Anna Bek resigned on Friday]     # or `spans: [[0, 27]]`, in code points of the text
    roles: {actor: [bek]}
    realis: event               # event, prospect (with `kind`) or state
    polarity: affirmed          # or negated
    voice: author               # author, unnamed, or named with `source: bek`
    date: {earliest: 2010-04-16, latest: 2010-04-16}
    size: {killedMin: 81}
    amount: {value: 50000000, currency: USD}
    phase: current              # of a Tenure
    tier: core                  # optional: neither missed when not found nor wrong when found
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from kg.errors import InputError
from kg.ids import article_id, text_sha256
from kg.model import Amount, Article, Span
from kg.ontology import Ontology

__all__ = ["GoldArticle", "GoldClaim", "Wanted", "read_gold"]

_CLAIM = frozenset(
    "class also quotes spans roles realis kind polarity voice source certainty date size amount tier phase note".split()  # noqa: SIM905
)
_ENTITY = frozenset({"type", "country", "names", "note"})
_VALUES = {"realis": ("event", "prospect", "state"), "polarity": ("affirmed", "negated")}
_VOICES = ("author", "named", "unnamed")
_TIERS = ("core", "optional")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Who or what a role is to be filled with: any of these names is right."""

    type: str
    names: tuple[str, ...]
    country: str | None = None


@dataclass(frozen=True, slots=True)
class GoldClaim:
    """A claim as a reader wrote it down.

    classes   the best one first, then others that are right as well
    places    each place of the text that tells it, as one or more spans
    core      False for what is neither missed when it is not found nor wrong when it is
    """

    classes: tuple[str, ...]
    places: tuple[tuple[Span, ...], ...]
    roles: Mapping[str, tuple[Wanted, ...]]
    realis: str
    polarity: str
    voice: str
    kind: str | None = None
    source: Wanted | None = None
    days: tuple[dt.date | None, dt.date | None] | None = None
    size: Mapping[str, int] = field(default_factory=dict)
    amount: Amount | None = None
    phase: str | None = None
    core: bool = True


@dataclass(frozen=True, slots=True)
class GoldArticle:
    """An article with all that a reader found in it."""

    article: Article
    claims: tuple[GoldClaim, ...]


def read_gold(path: Path, ontology: Ontology) -> GoldArticle:
    """The gold file and the text beside it. Raises InputError that names file, claim and what is allowed."""
    try:
        table = yaml.safe_load(path.read_text("utf-8"))
        text = path.with_suffix(".txt").read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: {error}") from error
    except yaml.YAMLError as error:
        raise InputError(f"{path}: not YAML: {error}") from error
    if not isinstance(table, dict) or not isinstance(table.get("claims"), list):
        raise InputError(f"{path}: a gold file is a mapping with article, entities and claims")
    try:
        entities = {str(k): _entity(str(k), v, ontology) for k, v in (table.get("entities") or {}).items()}
        claims = tuple(_numbered(table["claims"], _Reader(text, entities, ontology)))
        name, day = str(table.get("article", path.stem)), _day(table.get("published"))
    except ValueError as error:
        raise InputError(f"{path}: {error}") from error
    article = Article(article_id(text=text, given_id=name), text, text_sha256(text), name, published=day)
    return GoldArticle(article, claims)


def _entity(key: str, fields: Any, ontology: Ontology) -> Wanted:
    _keys(fields, _ENTITY, f"entity {key}")
    type_ = str(fields.get("type"))
    if not ontology.is_a(type_, "Entity"):
        raise ValueError(f"entity {key}: {type_!r} is no class of entity{ontology.nearest(type_)}")
    names = fields.get("names")
    if not isinstance(names, list) or not names:
        raise ValueError(f"entity {key}: names are missing")
    return Wanted(type_, tuple(map(str, names)), fields.get("country"))


def _numbered(tables: list[Any], reader: _Reader) -> Iterator[GoldClaim]:
    for number, fields in enumerate(tables, 1):
        try:
            yield reader.claim(fields)
        except ValueError as error:
            raise ValueError(f"claim {number}: {error}") from error


@dataclass(frozen=True, slots=True)
class _Reader:
    text: str
    entities: Mapping[str, Wanted]
    ontology: Ontology

    def claim(self, fields: Any) -> GoldClaim:
        _keys(fields, _CLAIM, "the claim")
        days, amount, voice = fields.get("date"), fields.get("amount"), _one_of(fields, "voice", _VOICES)
        return GoldClaim(
            classes=tuple(self.situation(str(name)) for name in (fields.get("class"), *(fields.get("also") or ()))),
            places=tuple(self.places(fields)),
            roles={role: tuple(map(self.entity, keys)) for role, keys in (fields.get("roles") or {}).items()},
            realis=_one_of(fields, "realis", _VALUES["realis"]),
            polarity=_one_of(fields, "polarity", _VALUES["polarity"]),
            voice=voice,
            kind=fields.get("kind"),
            source=self.entity(fields.get("source")) if voice == "named" else None,
            days=None if days is None else (_day(days.get("earliest")), _day(days.get("latest"))),
            size={str(key): int(value) for key, value in (fields.get("size") or {}).items()},
            amount=None if amount is None else Amount(amount["value"], amount["currency"]),
            phase=fields.get("phase"),
            core=_one_of(fields, "tier", _TIERS) == "core",
        )

    def situation(self, name: str) -> str:
        if not self.ontology.is_a(name, "Situation"):
            raise ValueError(f"{name!r} is no class of situation{self.ontology.nearest(name)}")
        return name

    def entity(self, key: Any) -> Wanted:
        if key not in self.entities:
            raise ValueError(f"{key!r} is none of the file's entities ({', '.join(self.entities)})")
        return self.entities[key]

    def places(self, fields: Mapping[str, Any]) -> Iterator[tuple[Span, ...]]:
        """Of each quote all the places where it stands; of each pair of offsets that one."""
        for quote in map(str, fields.get("quotes") or ()):
            found = tuple(self.standing(quote))
            if not found:
                raise ValueError(f"the text does not hold the quote {quote!r}")
            yield found
        for start, end in fields.get("spans") or ():
            if not 0 <= start < end <= len(self.text):
                raise ValueError(f"the text has no characters [{start}, {end})")
            yield (Span(start, end),)

    def standing(self, quote: str) -> Iterator[Span]:
        plain, wanted = _plain(self.text), _plain(quote)
        at = plain.find(wanted)
        while at >= 0:
            yield Span(at, at + len(wanted))
            at = plain.find(wanted, at + 1)


_APOSTROPHES = str.maketrans("’‘“”\n", "''\"\" ")


def _plain(text: str) -> str:
    """The text with plain quotation marks, character for character."""
    return text.translate(_APOSTROPHES)


def _keys(fields: Any, allowed: frozenset[str], what: str) -> None:
    if not isinstance(fields, dict):
        raise ValueError(f"{what} is no mapping")
    unknown = sorted(set(map(str, fields)) - allowed)
    if unknown:
        raise ValueError(f"unknown key {unknown[0]!r} in {what}; allowed are {', '.join(sorted(allowed))}")


def _one_of(fields: Mapping[str, Any], key: str, allowed: tuple[str, ...]) -> str:
    value = fields.get(key)
    if value not in allowed:
        raise ValueError(f"{key} is {value!r}; allowed are {', '.join(allowed)}")
    return str(value)


def _day(value: Any) -> dt.date | None:
    return None if value is None else dt.date.fromisoformat(str(value))
