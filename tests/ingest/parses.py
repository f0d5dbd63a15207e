"""The parses on which frames are tested, stored in CoNLL-U: what a frame says of a sentence is one thing, whether the
language model parses it so today is another.

`python -m tests.ingest.parses` stores the parse of each sentence of ingest/frames that has none yet and that is read as
it must be, drops those of sentences that are gone, and names the sentences that are read wrongly: their parse has to be
corrected by hand, in the file of their frames, before it can serve.

A text is a `newdoc`, its sentences blocks. MISC has `SpaceAfter=No`, `Name=B-PERSON` and so on, `Dateline=Yes`. White
space that is a token, and words with a backslash, are written as in JSON.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

import ingest.nlp
from ingest.claims import scene_in
from ingest.frame_check import article_of, failing
from ingest.frame_schema import Example, Frame
from ingest.merging import Candidate
from ingest.situations import candidates_in, shipped_frames
from kg import registry
from kg.ontology import load as load_ontology

FOLDER = Path(__file__).resolve().parent / "parses"


def asked(frames: Iterable[Frame]) -> Iterator[tuple[Frame, Example | str, str]]:
    """Each sentence that stands with a frame, with its text."""
    for frame in frames:
        yield from ((frame, example, example.text) for example in frame.says)
        yield from ((frame, text, text) for text in frame.says_not)


@cache
def stored() -> dict[str, Doc]:
    """The stored parses by their texts."""
    nlp = ingest.nlp.load()
    return {doc.text: doc for path in sorted(FOLDER.glob("*.conllu")) for doc in read(path.read_text("utf-8"), nlp)}


def situations(doc: Doc) -> tuple[Candidate, ...]:
    """What a parse gives, the text an article of its own without a date."""
    article = article_of(doc.text)
    return tuple(candidates_in(scene_in(article, doc, registry=_registry(), ontology=load_ontology()), published=None))


@cache
def _registry() -> registry.Registry:
    found, _ = registry.sound()
    return found


# ------------------------------------------------------------------------------------------------------ CoNLL-U


def written(docs: Iterable[Doc]) -> str:
    """The Docs as CoNLL-U."""
    return "".join("# newdoc\n" + "".join(f"{block}\n" for block in map(_block, doc.sents)) for doc in docs)


def _block(sentence: Span) -> str:
    return "".join("\t".join(_fields(token, sentence.start)) + "\n" for token in sentence)


def _fields(token: Token, start: int) -> Iterator[str]:
    yield from (str(token.i - start + 1), _form(token.text), _form(token.lemma_) or "_", token.pos_, token.tag_)
    yield str(token.morph) or "_"
    root = token.head == token
    yield from (("0", "root") if root else (str(token.head.i - start + 1), token.dep_))
    misc = [] if token.whitespace_ else ["SpaceAfter=No"]
    misc += [f"Name={token.ent_iob_}-{token.ent_type_}"] if token.ent_type_ else []
    misc += ["Dateline=Yes"] if token._.dateline else []
    yield from ("_", "|".join(misc) or "_")


def _form(text: str) -> str:
    return json.dumps(text)[1:-1] if text.isspace() or "\\" in text else text


def _text(form: str) -> str:
    return str(json.loads(f'"{form}"')) if "\\" in form else form


def read(text: str, nlp: Language) -> Iterator[Doc]:
    """The Docs of a file."""
    for document in text.split("# newdoc\n")[1:]:
        blocks = [[line.split("\t") for line in block.splitlines()] for block in document.strip("\n").split("\n\n")]
        yield _doc(blocks, nlp)


def _doc(blocks: list[list[list[str]]], nlp: Language) -> Doc:
    starts = [sum(map(len, blocks[:i])) for i in range(len(blocks))]
    rows = [row for block in blocks for row in block]
    misc = [dict(part.split("=", 1) for part in row[9].split("|") if "=" in part) for row in rows]
    heads = [
        start + (int(row[6]) - 1 if row[6] != "0" else i)
        for start, block in zip(starts, blocks, strict=True)
        for i, row in enumerate(block)
    ]
    doc = Doc(
        nlp.vocab,
        words=[_text(row[1]) for row in rows],
        spaces=["SpaceAfter" not in entry for entry in misc],
        lemmas=[_text(row[2]) if row[2] != "_" else "" for row in rows],
        pos=[row[3] for row in rows],
        tags=[row[4] for row in rows],
        morphs=[row[5] if row[5] != "_" else "" for row in rows],
        heads=heads,
        deps=["ROOT" if row[6] == "0" else row[7] for row in rows],
        sent_starts=[i in set(starts) for i in range(len(rows))],
        ents=[entry.get("Name", "O") for entry in misc],
    )
    for token, entry in zip(doc, misc, strict=True):
        token._.dateline = "Dateline" in entry
    return doc


# ------------------------------------------------------------------------------------------------------- storing


def main() -> None:
    """Bring the stored parses up to date; the exit code is 1 when a sentence has none that serves."""
    frames, kept, nlp = shipped_frames(), stored(), ingest.nlp.load()
    files: dict[str, dict[str, Doc]] = {}
    unfit: dict[str, str] = {}
    for frame, example, text in asked(frames):
        doc = kept.get(text) or nlp(text)
        wrong = failing(frame, example, situations(doc))
        if wrong and text not in kept:
            unfit[text] = f"{frame.where}: {text!r}: {wrong}"
        files.setdefault(frame.where.partition(":")[0], {})[text] = doc
    FOLDER.mkdir(exist_ok=True)
    done: set[str] = set()
    for name, docs in sorted(files.items()):
        new = [doc for text, doc in sorted(docs.items()) if text not in unfit and text not in done]
        done |= {doc.text for doc in new}
        (FOLDER / name).with_suffix(".conllu").write_text(written(new), "utf-8")
    sys.stdout.writelines(f"{line}\n" for line in unfit.values())
    sys.exit(1 if unfit else 0)


if __name__ == "__main__":
    main()
