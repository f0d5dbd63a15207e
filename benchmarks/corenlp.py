"""Stanford CoreNLP on the texts that the bundled pipeline is measured on, by the same measure.

python -m benchmarks.corenlp JARS FILE.conllu… [--names FILE.iob2]

JARS is a folder with the jars that Maven copies for edu.stanford.nlp:stanford-corenlp and its `models` (4.5.10 was
measured): `mvn dependency:copy-dependencies -DoutputDirectory=JARS` in a project that depends on both. CoreNLP is GPL:
it runs as a process of its own, for measuring, and is no part of this project. Options are those of
`benchmarks.parse`. Its names that are COUNTRY, CITY, STATE_OR_PROVINCE or LOCATION count as places. It gives no
universal parts of speech.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

import ingest.nlp
from benchmarks import parse

ANNOTATORS = "tokenize,ssplit,pos,lemma,ner,depparse"
KINDS = {
    "PERSON": "PERSON",
    "ORGANIZATION": "ORG",
    **dict.fromkeys(["LOCATION", "COUNTRY", "CITY", "STATE_OR_PROVINCE"], "LOC"),
}
PRONOUNS = {"PRP", "PRP$"}
"""Its mentions of persons include pronouns, which are no names."""

MEMORY = "-Xmx5g"


class CoreNLP:
    """CoreNLP where a spaCy Language is asked for; `vocab` is that of the Docs it gives."""

    def __init__(self, jars: Path, vocab: Vocab) -> None:
        self._jars, self._vocab = jars, vocab

    def pipe(self, texts: Iterable[str]) -> Iterator[Doc]:
        """The texts, parsed in one process."""
        texts = list(texts)
        for text, found in zip(texts, analysed(self._jars, texts, ANNOTATORS), strict=True):
            yield self._doc(text, found)

    def _doc(self, text: str, found: Mapping[str, Any]) -> Doc:
        pieces = list(_pieces(text, [token for token, _ in _words(found)]))
        place = [i for i, (_, token) in enumerate(pieces) if token is not None]
        heads, relations, starts = list(range(len(pieces))), ["dep"] * len(pieces), [False] * len(pieces)
        for i, (_, arc) in enumerate(_words(found)):
            heads[place[i]] = place[arc.head]
            relations[place[i]] = "ROOT" if arc.head == i else parse.FOLDED.get(arc.relation, arc.relation)
            starts[place[i]] = arc.first
        for i, (_, token) in enumerate(pieces):
            if token is None:  # white space hangs on the word before it
                heads[i] = max(0, i - 1)
        doc = Doc(
            self._vocab,
            words=[word for word, _ in pieces],
            spaces=[False] * len(pieces),
            tags=[token["pos"] if token else "_SP" for _, token in pieces],
            lemmas=[token["lemma"] if token else word for word, token in pieces],
            heads=heads,
            deps=relations,
            sent_starts=starts,
        )
        doc.ents = tuple(_names(doc, found))
        return doc


def analysed(jars: Path, texts: Sequence[str], annotators: str) -> Iterator[Mapping[str, Any]]:
    """What CoreNLP says of each text, as its JSON has it, all in one process."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        files = [folder / f"{i}.txt" for i in range(len(texts))]
        for file, text in zip(files, texts, strict=True):
            file.write_text(text, "utf-8")
        (folder / "list").write_text("\n".join(map(str, files)), "utf-8")
        begin = time.perf_counter()
        _run(jars, folder, annotators)
        sys.stderr.write(f"CoreNLP took {time.perf_counter() - begin:.0f} s, its models' loading included\n")
        for file in files:
            yield json.loads(file.with_name(f"{file.name}.json").read_text("utf-8"))


def _run(jars: Path, folder: Path, annotators: str) -> None:
    plain = ["-ner.useSUTime", "false", "-ner.applyNumericClassifiers", "false"]  # names only
    options = ["-annotators", annotators, *plain, "-outputFormat", "json", "-filelist", str(folder / "list")]
    command = ["java", MEMORY, "-cp", f"{jars}/*", "edu.stanford.nlp.pipeline.StanfordCoreNLP", *options]
    subprocess.run([*command, "-outputDirectory", str(folder)], check=True, capture_output=True)


class _Arc(NamedTuple):
    head: int
    relation: str
    first: bool


def _words(found: Mapping[str, Any]) -> Iterator[tuple[Mapping[str, Any], _Arc]]:
    """The words of all sentences, each with its arc; heads are counted from 0, a root is its own head."""
    offset = 0
    for sentence in found["sentences"]:
        arcs = {arc["dependent"]: arc for arc in sentence["basicDependencies"]}
        for token in sentence["tokens"]:
            number = token["index"]
            arc = arcs[number]
            yield token, _Arc(offset + (arc["governor"] or number) - 1, arc["dep"], number == 1)
        offset += len(sentence["tokens"])


def _pieces(text: str, tokens: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, Mapping[str, Any] | None]]:
    """The words, and what is between them as pieces of their own, so that offsets are those of the text."""
    at = 0
    for token in tokens:
        begin, end = token["characterOffsetBegin"], token["characterOffsetEnd"]
        if begin > at:
            yield text[at:begin], None
        yield text[begin:end], token
        at = end
    if at < len(text):
        yield text[at:], None


def _names(doc: Doc, found: Mapping[str, Any]) -> Iterator[Span]:
    for sentence in found["sentences"]:
        for entity in sentence["entitymentions"]:
            kind = KINDS.get(entity["ner"])
            span = kind and doc.char_span(entity["characterOffsetBegin"], entity["characterOffsetEnd"], label=kind)
            if span and not all(token.tag_ in PRONOUNS for token in span):
                yield span


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("jars", type=Path)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--names", action="append", default=[], type=Path)
    arguments = parser.parse_args()
    nlp = CoreNLP(arguments.jars, ingest.nlp.load().vocab)
    for path in arguments.files:
        parse.measure(path, nlp)
    for path in arguments.names:
        parse.measure_names(path, nlp)


if __name__ == "__main__":
    main()
