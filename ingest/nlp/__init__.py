"""The language pipeline that ships with the package: raw English text in, an annotated spaCy Doc out."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from spacy.language import Language

__all__ = ["MAX_CHARACTERS", "load"]

MAX_CHARACTERS = 2_000_000
"""The longest text that the pipeline takes, in code points: some 350,000 words."""


def load(*, model: Path | None = None) -> Language:
    """The pipeline, opened from its bundled files (or from another folder of such files).

    It sets, with Universal Dependencies labels: `token.tag_` (Penn), `pos_`, `morph`, `dep_` ("ROOT" for a root),
    `head`, `sent_start`, `lemma_`, `doc.ents` (PERSON, ORG, LOC, NORP), `token._.dateline`, `token._.credit`, and
    `token._.arcs`, the heads beside its own that the network holds possible. More than one blank is a token of its own
    (`pos_` SPACE). A line break ends a sentence, but in a text that is wrapped at a line length. The result of a text
    depends on that text alone. Works with `nlp.pipe(texts, n_process=2)`.

    Raises ResourceError when a file of the model is missing or damaged. spaCy raises ValueError for a text longer than
    `MAX_CHARACTERS`.
    """
    import spacy

    from ingest.nlp import arcs, component, layout, lemmas, tokens

    layout.set_extensions()
    arcs.set_extension()
    nlp = spacy.blank("en")
    nlp.max_length = MAX_CHARACTERS
    tokens.adapt(nlp)
    nlp.add_pipe(component.NAME, config={"folder": None if model is None else str(model)})
    nlp.add_pipe(lemmas.NAME)
    return nlp
