"""Which frequent words of news the frames know, and which were looked at and left out.

`frames/counts.tsv` lists the verbs and event nouns of a corpus, with how often they occur: facts, no text.
`frames/ledger.yml` keeps what was decided about those that no frame lists alone. A counted word in neither is a gap.
"""

from __future__ import annotations

import csv
import functools
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import yaml
from spacy.tokens import Doc, Token

from ingest.clauses import lemma_of
from ingest.frame_schema import KINDS
from ingest.lexicon import lexicon
from ingest.situations import shipped_frames
from kg.errors import ResourceError

__all__ = ["LEAST", "NAMES", "NONE", "Tally", "Word", "faults", "ledger", "read_ledger", "shipped_counts", "standing"]

LEAST = 5
"""Occurrences from which a word has to be decided on."""

EVENTIVE = 3
"""Times that a noun without the form of one must stand where only a happening can, to count as an event noun."""

NONE = "none"
"""Of a word that names no situation of the ontology; what else stands in the ledger tells in which sense one does."""

NAMES = "names somebody or something"
"""Of a noun that the lexicon has."""

Word = tuple[str, str]
"""Kind and lemma, as in the index of frames: ("verb", "arrest")."""

_FOLDER = Path(__file__).resolve().parent / "frames"
_KINDS = {"VERB": "verb", "NOUN": "noun"}
_FORMS = ("ion", "ment", "ing", "ance", "ence", "ancy", "ency", "al", "ure", "age", "sis", "cide", "ery")
"""Endings of nouns that are made of verbs, or name a happening."""

_CARRIERS = frozenset({"conduct", "hold", "launch", "stage", "wage"})
"""Verbs whose object happens."""

_HAPPENING = frozenset({"erupt", "happen", "occur"})
"""Verbs whose subject does."""


# ------------------------------------------------------------------------------------------------------- counting


@dataclass(slots=True)
class Tally:
    """The verbs and nouns of documents: how often each occurs, and a noun where only a happening can stand."""

    words: Counter[Word] = field(default_factory=Counter)
    happening: Counter[str] = field(default_factory=Counter)

    def add(self, doc: Doc) -> None:
        """Count the words of a document, but for names and what is no word."""
        for token in doc:
            kind, lemma = _KINDS.get(token.pos_), lemma_of(token)
            if kind is not None and not token.ent_type_ and lemma.replace("-", "").isalpha():
                self.words[kind, lemma] += 1
                self.happening[lemma] += kind == "noun" and _happens(token)

    def counts(self, *, least: int = LEAST) -> dict[Word, int]:
        """The verbs and event nouns that occur at least so often, sorted."""
        common = {word: count for word, count in self.words.items() if count >= least}
        return {word: common[word] for word in sorted(common) if word[0] == "verb" or self._is_event(word[1], common)}

    def _is_event(self, noun: str, common: Mapping[Word, int]) -> bool:
        """Whether a noun names a happening: by its form, as one that is a verb too, or by where it stands."""
        return noun.endswith(_FORMS) or ("verb", noun) in common or self.happening[noun] >= EVENTIVE


def _happens(noun: Token) -> bool:
    """Whether a noun stands where only a happening can: "during the siege", "a coup occurred", "staged a coup"."""
    if noun.dep_ == "nsubj":
        return lemma_of(noun.head) in _HAPPENING
    if noun.dep_ in ("obj", "nsubj:pass"):
        return lemma_of(noun.head) in _CARRIERS
    return any(child.dep_ == "case" and child.lower_ == "during" for child in noun.children)


def shipped_counts() -> dict[Word, int]:
    """The counted words that the ledger is about."""
    with (_FOLDER / "counts.tsv").open(encoding="utf-8", newline="") as file:
        return {(kind, lemma): int(count) for kind, lemma, count in csv.reader(file, delimiter="\t")}


# ------------------------------------------------------------------------------------------------------ decisions


@functools.cache
def ledger() -> Mapping[Word, str]:
    """The decisions that ship with the frames."""
    return read_ledger(_FOLDER / "ledger.yml")


def read_ledger(path: Path) -> dict[Word, str]:
    """The decisions in a file. Raises ResourceError for an unknown kind of word, and for words out of order."""
    content = yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader)  # noqa: S506  ("no" and "off" are words)
    for kind, decisions in content.items():
        if kind not in KINDS:
            raise ResourceError(f"{path.name}: unknown kind of word {kind!r}; allowed are {', '.join(KINDS)}")
        late = next((after for word, after in pairwise(decisions) if word >= after), None)
        if late is not None:
            raise ResourceError(f"{path.name}: {kind}: {late!r} stands too late; words are sorted")
    return {(KINDS[kind], word): said for kind, decisions in content.items() for word, said in decisions.items()}


@functools.cache
def _framed() -> Mapping[Word, tuple[str, ...]]:
    """The words that frames list alone, not in a phrase, each with the ids of the frames."""
    found: dict[Word, list[str]] = {}
    for frame in shipped_frames():
        for trigger in frame.triggers:
            if not trigger.others:
                found.setdefault((trigger.kind, trigger.head.lower()), []).append(frame.id)
    return {word: tuple(ids) for word, ids in found.items()}


def standing(word: Word) -> tuple[str, ...]:
    """What a word is covered by: frames that list it alone, else the lexicon or its decision; nothing for a gap."""
    if word in _framed():
        return _framed()[word]
    if word in ledger():
        return (ledger()[word],)
    kind, lemma = word
    return (NAMES,) if kind == "noun" and lemma in lexicon().nouns else ()


def faults() -> Iterator[str]:
    """What is wrong with the ledger: gaps, words that were not counted, decisions on words that are in frames."""
    counts = shipped_counts()
    for word, count in counts.items():
        if not standing(word):
            yield f"{' '.join(word)}: {count} times, but in no frame and not in the ledger"
    for word, said in ledger().items():
        if word not in counts:
            yield f"{' '.join(word)}: in the ledger, but not counted"
        if word in _framed():
            yield f"{' '.join(word)}: {said!r} in the ledger, but in {', '.join(_framed()[word])}"
