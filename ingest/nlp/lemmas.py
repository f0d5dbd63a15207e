"""The lemma of each word, from WordNet's exceptions, endings and index (spacy-lookups-data)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from spacy.language import Language
from spacy.lookups import load_lookups
from spacy.tokens import Doc

from kg.errors import ResourceError

__all__ = ["NAME", "Lemmas", "make"]

NAME = "kg_lemmas"
"""The component's name in spaCy's registry."""

Table = Mapping[str, Any]

_TABLES = ("lemma_exc", "lemma_index", "lemma_rules")
_INFLECTED = {"NOUN": "noun", "VERB": "verb", "AUX": "verb", "ADJ": "adj", "ADV": "adv"}

_CLOSED: Mapping[tuple[str, str], str] = {
    (form, pos): lemma
    for pos, forms in {
        "AUX": "'s:be 're:be 'm:be 've:have 'd:have 'll:will wo:will ca:can sha:shall ai:be am:be is:be are:be was:be "
        "were:be been:be being:be has:have had:have having:have does:do did:do done:do got:get getting:get could:could "
        "would:would should:should might:might may:may must:must to:to",
        "PRON": "me:I us:we him:he them:they 's:we these:this those:that whom:who whose:whose i:I 'em:they",
        "DET": "an:a these:this those:that",
        "PART": "n't:not na:to",
        "VERB": "has:have had:have having:have 's:be 've:have does:do did:do done:do",
    }.items()
    for form, lemma in (entry.split(":") for entry in forms.split())
}

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
        """Set the lemmas in place."""
        for token in doc:
            token.lemma_ = self.lemma(token.text, token.pos_, token.tag_)
        return doc

    def _lemma(self, word: str, pos: str, tag: str) -> str:
        """The lemma: of a name the name itself, of other words in lower case."""
        if pos in ("PROPN", "SPACE"):
            return word
        form = word.lower().replace("’", "'")
        known = _CLOSED.get((form, pos))
        if known is not None:
            return known
        table = _INFLECTED.get(pos)
        if table is None or tag in _BASE:
            return form
        return self._open(form, table)

    def _open(self, form: str, table: str) -> str:
        exceptions: Sequence[str] = self._exceptions[table].get(form, ())
        if exceptions:
            return exceptions[0]
        guesses: list[str] = [
            form[: -len(end)] + stem
            for end, stem in self._endings[table]
            if end and len(form) > len(end) and form.endswith(end)
        ]
        index = self._index[table]
        known = (guess for guess in guesses if guess in index)
        return next(known, form if form in index or not guesses else _unknown(form, guesses))


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
