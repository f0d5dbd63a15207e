"""The lemma of each word, from WordNet's exceptions, endings and index (spacy-lookups-data)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from spacy.language import Language
from spacy.lookups import load_lookups
from spacy.tokens import Doc, Token

from kg.errors import ResourceError

__all__ = ["NAME", "Lemmas", "make"]

NAME = "kg_lemmas"
"""The component's name in spaCy's registry."""

Table = Mapping[str, Any]

_TABLES = ("lemma_exc", "lemma_index", "lemma_rules")
_INFLECTED = {"NOUN": "noun", "VERB": "verb", "AUX": "verb", "ADJ": "adj", "ADV": "adv"}

_BE = "am are be been being is was were 's 're 'm ai"
_HAVE = "has have had having 've"
_DO = "do does did done doing"

_CLOSED: Mapping[tuple[str, ...], Mapping[str, str]] = {
    ("AUX", "VERB"): {
        **dict.fromkeys(_BE.split(), "be"),
        **dict.fromkeys(_HAVE.split(), "have"),
        **dict.fromkeys(_DO.split(), "do"),
        "gon": "go",
    },
    ("AUX",): {
        **{word: word for word in ["could", "would", "should", "might", "may", "must", "to"]},
        **{"'ll": "will", "wo": "will", "ca": "can", "sha": "shall", "'d": "would"},
    },
    ("PRON",): {
        **{"me": "I", "i": "I", "us": "we", "him": "he", "them": "they", "'em": "they", "'s": "we"},
        **{"these": "this", "those": "that", "whom": "who"},
    },
    ("DET",): {"an": "a", "these": "this", "those": "that"},
    ("PART",): {"n't": "not", "na": "to", "'": "'s"},
    ("NOUN",): {word: word for word in ["means", "goods", "species", "media", "data", "regards", "supplies"]}
    | {"marches": "march"},
}
"""Words whose lemma no ending tells, by universal part of speech."""

_LEMMAS = {(pos, form): lemma for kinds, forms in _CLOSED.items() for form, lemma in forms.items() for pos in kinds}

_BASE = {"NN", "VB", "VBP", "JJ", "RB", "MD"}
_SILENT_E = re.compile(r"[cuvz]$|[^aeiou][aeiou]s$|[dr]g$|[^aeiou]l$|[^aeiou]at$")


class Lemmas:
    """A spaCy component: sets `token.lemma_` from the word and its part of speech and features."""

    def __init__(self) -> None:
        self._exceptions, self._index, self._endings = _tables()
        self.lemma = lru_cache(maxsize=100_000)(self._lemma)

    def __reduce__(self) -> tuple[type[Lemmas], tuple[()]]:
        return Lemmas, ()

    def __call__(self, doc: Doc) -> Doc:
        """Set the lemmas in place; first, what only its place at the beginning made a name is made a noun again."""
        doc.ents = [ent for ent in doc.ents if len(ent) > 1 or not self._is_common(ent[0])]
        for token in doc:
            token.lemma_ = self.lemma(token.text, token.pos_, token.tag_)
        return doc

    def _is_common(self, first: Token) -> bool:
        """Whether a sentence's first word is a plural in the dictionary and no name elsewhere: "Clashes"."""
        form = first.lower_
        if first.tag_ != "NNPS" and not (first.pos_ == "PROPN" and form.endswith("s")) or not first.is_sent_start:
            return False
        if any(other.lower_ == form and other.i != first.i and other.is_title for other in first.doc):
            return False
        if first.i + 1 < len(first.doc) and first.nbor().is_title:
            return False
        index = self._index["noun"]
        if form in index or not any(guess in index for guess in self._guesses(form, "noun")):
            return False
        first.pos_, first.tag_ = "NOUN", "NNS"
        return True

    def _lemma(self, word: str, pos: str, tag: str) -> str:
        """The lemma: of a name the name itself, of other words in lower case."""
        if pos in ("PROPN", "SPACE"):
            return word
        form = word.lower().replace("’", "'")
        table = _INFLECTED.get(pos)
        if (pos, form) in _LEMMAS:
            return _LEMMAS[pos, form]
        if table is None:
            return "she" if (form, tag) == ("her", "PRP") else form
        return self._inflected(form, table, tag)

    def _inflected(self, form: str, table: str, tag: str) -> str:
        index = self._index[table]
        if tag in _BASE and form in index:
            return form
        exceptions: Sequence[str] = () if tag == "NN" else self._exceptions[table].get(form, ())
        guesses = list(self._guesses(form, table))
        known = [*exceptions, *(guess for guess in guesses if guess in index)]
        if known:
            return known[0]
        return form if tag in _BASE or form in index or not guesses else _unknown(form, guesses)

    def _guesses(self, form: str, table: str) -> Iterator[str]:
        endings = [("inging", "ing")] if form.endswith("inging") else self._endings[table]  # of "sing", not of "singe"
        for end, stem in endings:
            if end and len(form) > len(end) and form.endswith(end):
                yield form[: -len(end)] + stem


def _unknown(form: str, guesses: Sequence[str]) -> str:
    """Of the guesses for a word in no dictionary, the one that English spelling prefers."""
    stem = guesses[-1]
    if form.endswith(("ed", "ing")) and len(stem) > 2:
        if stem[-1] == stem[-2] and stem[-1] not in "lsfz":
            return stem[:-1]
        return stem + "e" if _SILENT_E.search(stem) else stem
    return guesses[0] if not form.endswith("ies") else guesses[-1]


def _tables() -> tuple[Table, Table, Table]:
    lookups = load_lookups("en", list(_TABLES), strict=False)
    missing = [name for name in _TABLES if not lookups.has_table(name)]
    if missing:
        raise ResourceError(f"the lemma tables {', '.join(missing)} are missing; install spacy-lookups-data again")
    exceptions, index, endings = (
        {pos: table.get(pos) for pos in set(_INFLECTED.values())} for table in map(lookups.get_table, _TABLES)
    )
    return exceptions, {pos: frozenset(words) for pos, words in index.items()}, endings


@Language.factory(NAME)
def make(nlp: Language, name: str) -> Lemmas:
    """The component."""
    return Lemmas()
