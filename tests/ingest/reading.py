"""Reading a few invented sentences as far as coreference."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc

from ingest.coreference import Referents, resolved
from ingest.mentions import TextMention, mentions_in
from kg.ids import article_id, text_sha256
from kg.model import Article, Mention
from kg.registry import load

KNOWN = load()


@dataclass(frozen=True)
class Reading:
    doc: Doc
    mentions: tuple[TextMention, ...]
    referents: Referents

    def token(self, word: str, nth: int = 0) -> int:
        return [t.i for t in self.doc if t.text == word][nth]

    def of(self, word: str, nth: int = 0) -> Mention:
        found = self.referents.of(self.token(word, nth))
        assert found is not None, f"nothing for {word!r}"
        return found

    def post(self, word: str, nth: int = 0) -> Mention:
        found = self.referents.post(self.token(word, nth))
        assert found is not None, f"no post for {word!r}"
        return found


def read(nlp: Language, text: str, published: dt.date | None = dt.date(2010, 4, 15)) -> Reading:
    article = Article(article_id(text=text), text, text_sha256(text), "test", published=published)
    doc = nlp(text)
    mentions = mentions_in(doc, article=article, registry=KNOWN)
    return Reading(doc, mentions, resolved(doc, mentions, article=article, registry=KNOWN))
