"""Whose voice a claim is told in."""

from __future__ import annotations

import pytest

from ingest.attribution import Speakers, voice_of
from ingest.clauses import predicate_at
from ingest.coreference import resolved
from ingest.meant import People
from ingest.mentions import mentions_in
from ingest.quotations import quotations_in
from kg.ids import article_id, text_sha256
from kg.model import Article
from kg.ontology import load as load_ontology
from kg.registry import load as load_registry


def voice(nlp, text: str, word: str) -> tuple[str, str | None]:
    article = Article(article_id(text=text), text, text_sha256(text), "test")
    doc, registry = nlp(text), load_registry()
    referents = resolved(doc, mentions_in(doc, article=article, registry=registry), article=article, registry=registry)
    token = next(t for t in doc if t.text == word)
    found = voice_of(
        doc,
        token.i,
        anchor=predicate_at(doc, token.i).anchor,
        speakers=Speakers(People(doc, referents, registry, article), load_ontology()),
        quotations=quotations_in(doc),
    )
    return found.attribution, None if found.source is None else found.source.name


AUTHOR = ("author", None)
UNNAMED = ("unnamed", None)
NORWAY = ("named", "Norway")


@pytest.mark.parametrize(
    ("text", "word", "wanted"),
    [
        ("Police arrested the editor.", "arrested", AUTHOR),
        ("Norway said that police arrested the editor.", "arrested", NORWAY),
        ("Police arrested the editor, Norway said.", "arrested", NORWAY),
        ("According to Norway, police arrested the editor.", "arrested", NORWAY),
        ("Norway denied that police arrested the editor.", "arrested", NORWAY),
        ("Norway accused the police of beating the editor.", "beating", NORWAY),
        ("Police reportedly arrested the editor.", "arrested", UNNAMED),
        ("Reports said that police arrested the editor.", "arrested", UNNAMED),
        ("The editor is believed to have fled.", "fled", UNNAMED),
        ("It was reported that police arrested the editor.", "arrested", UNNAMED),
        ("“Police have arrested the editor in the south,” Norway said.", "arrested", NORWAY),
        ("After the riot in the south, Norway said that police arrested the editor.", "riot", AUTHOR),
    ],
)
def test_the_innermost_speaker_is_the_voice(nlp, text, word, wanted) -> None:
    assert voice(nlp, text, word) == wanted


def test_a_quotation_goes_on_over_sentences(nlp) -> None:
    text = "“The army has left the town,” Norway said. “Police have arrested the editor in the south.”"
    assert voice(nlp, text, "arrested") == NORWAY


def test_words_in_quotation_marks_are_no_speech(nlp) -> None:
    text = "Norway praised the “great victory” of the army."
    assert quotations_in(nlp(text)) == ()
