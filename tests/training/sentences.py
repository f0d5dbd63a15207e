"""Sentences of our own, annotated by hand, and a corpora folder made of them."""

from __future__ import annotations

import csv
import json
from pathlib import Path

# word, universal part of speech, tag, features, head, relation, name; sentences parted by blank lines
ANNOTATED = """
Interim interim ADJ JJ Degree=Pos 2 amod O
leader leader NOUN NN Number=Sing 3 nmod:desc O
Rosa Rosa PROPN NNP Number=Sing 5 nsubj B-PER
Esenova Esenova PROPN NNP Number=Sing 3 flat I-PER
accused accuse VERB VBD Mood=Ind|Number=Sing|Person=3|Tense=Past|VerbForm=Fin 0 root O
Severgaz Severgaz PROPN NNP Number=Sing 5 obj B-ORG
of of SCONJ IN _ 8 mark O
raising raise VERB VBG VerbForm=Ger 5 advcl O
prices price NOUN NNS Number=Plur 8 obj O
. . PUNCT . _ 5 punct O

The the DET DT Definite=Def|PronType=Art 2 det O
party party NOUN NN Number=Sing 4 nsubj O
did do AUX VBD Mood=Ind|Number=Sing|Person=3|Tense=Past|VerbForm=Fin 4 aux O
leave leave VERB VB VerbForm=Inf 0 root O
Bishkek Bishkek PROPN NNP Number=Sing 4 obj B-LOC
on on ADP IN _ 7 case O
Monday Monday PROPN NNP Number=Sing 4 obl O
. . PUNCT . _ 4 punct O

The the DET DT Definite=Def|PronType=Art 2 det O
mayor mayor NOUN NN Number=Sing 4 nsubj:pass O
was be AUX VBD Mood=Ind|Number=Sing|Person=3|Tense=Past|VerbForm=Fin 4 aux:pass O
arrested arrest VERB VBN Tense=Past|VerbForm=Part|Voice=Pass 0 root O
by by ADP IN _ 6 case O
police police NOUN NN Number=Sing 4 obl:agent O
in in ADP IN _ 8 case O
Osh Osh PROPN NNP Number=Sing 4 obl B-LOC
. . PUNCT . _ 4 punct O
"""

ENTITIES = {
    "Rosa": "Entity=(1-person-new-cf1-1-sgl",
    "Esenova": "Entity=1)",
    "Severgaz": "Entity=(2-organization-new-cf2-1-sgl)",
    "Bishkek": "Entity=(3-place-new-cf1-1-sgl)",
    "Osh": "Entity=(4-place-new-cf1-1-sgl)",
}

PREDICATES = [
    [{"i": 4, "args": [["ARG0", 0, 4], ["ARG1", 5, 6], ["ARG2", 6, 9]]}, {"i": 7, "args": [["ARG1", 8, 9]]}],
    [{"i": 3, "args": [["ARG0", 0, 2], ["ARG1", 4, 5], ["ARGM-TMP", 5, 7], ["R-ARG1", 0, 1]]}],
    [{"i": 3, "args": [["ARG1", 0, 2], ["ARG0", 4, 6], ["ARGM-LOC", 6, 8]]}],
]


def rows() -> list[list[list[str]]]:
    """By sentence, by word, the fields of `ANNOTATED`."""
    return [[line.split() for line in block.split("\n")] for block in ANNOTATED.strip().split("\n\n")]


def conllu(document: str) -> str:
    """The sentences in CoNLL-U, after a heading."""
    blocks = [
        f"# newdoc id = {document}\n# newpar\n# newpar_block = head (1 s)\n"
        f"# sent_id = {document}-0\n# text = Leader quits\n"
        "1\tLeader\tleader\tNOUN\tNN\tNumber=Sing\t2\tnsubj\t_\t_\n"
        "2\tquits\tquit\tVERB\tVBZ\tTense=Pres\t0\troot\t_\t_"
    ]
    for number, sentence in enumerate(rows(), 1):
        text = " ".join(fields[0] for fields in sentence)
        lines = [f"# sent_id = {document}-{number}", f"# text = {text}"]
        if number == 1:
            lines.insert(0, "# newpar")
        for i, (form, lemma, pos, tag, features, head, relation, _) in enumerate(sentence, 1):
            entity = ENTITIES.get(form, "_")
            lines.append("\t".join([str(i), form, lemma, pos, tag, features, head, relation, "_", entity]))
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks) + "\n"


def _uner(document: str) -> str:
    blocks = []
    for number, sentence in enumerate(rows(), 1):
        text = " ".join(fields[0] for fields in sentence)
        lines = [f"# sent_id = {document}-{number}", f"# text = {text}"]
        lines += ["\t".join([str(i), fields[0], fields[7], "-", "-"]) for i, fields in enumerate(sentence, 1)]
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks) + "\n"


def write_corpora(folder: Path) -> None:
    """A folder laid out as the corpora are."""
    for treebank, parts in (
        ("ewt", {"train": "web_a.conllu", "dev": "web_b.conllu", "test": "web_c.conllu"}),
        ("gum", {"train": "GUM_news_one", "dev": "GUM_news_two", "test": "GUM_news_three"}),
    ):
        top = folder / treebank / "not-to-release"
        (top / "file-lists").mkdir(parents=True)
        (top / "sources").mkdir()
        for part, name in parts.items():
            (top / "file-lists" / f"files.{part}").write_text(name + "\n", "utf-8")
            file = name if name.endswith(".conllu") else name + ".conllu"
            (top / "sources" / file).write_text(conllu(name.split(".")[0]), "utf-8")
        _write(folder / treebank / f"en_{treebank}-ud-test.conllu", conllu(f"{treebank}-test"))
    _write(folder / "pud" / "en_pud-ud-test.conllu", conllu("pud"))
    _write(folder / "uner_pud" / "en_pud-ud-test.iob2", _uner("pud"))
    _write(folder / "uner_ewt" / "en_ewt-ud-dev.iob2", _uner("web_b"))
    _write(folder / "uner_ewt" / "en_ewt-ud-test.iob2", _uner("ewt-test"))
    _write(folder / "wikigold" / "CONLL-format" / "data" / "wikigold.conll.txt", _wikigold())
    _write(folder / "propbank_ewt" / "ewt.jsonl", _propbank("web_a") + _propbank("ewt-test"))
    gmb = folder / "gmb" / "ner_dataset.csv"
    gmb.parent.mkdir()
    with gmb.open("w", encoding="latin1", newline="") as file:
        _write_gmb(csv.writer(file))


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def _wikigold() -> str:
    lines = []
    for sentence in rows():
        lines += [f"{fields[0]} {fields[7].replace('B-', 'I-')}" for fields in sentence]
        lines.append("")
    return "\n".join(lines)


def _write_gmb(table: csv._writer) -> None:  # type: ignore[name-defined]
    kinds = {"PER": "per", "ORG": "org", "LOC": "geo"}
    table.writerow(["Sentence #", "Word", "POS", "Tag"])
    for number, sentence in enumerate(rows(), 1):
        for i, fields in enumerate(sentence):
            position, _, kind = fields[7].partition("-")
            tag = f"{position}-{kinds[kind]}" if kind else "O"
            table.writerow([f"Sentence: {number}" if i == 0 else "", fields[0], fields[3], tag])


def _propbank(document: str) -> str:
    lines = [
        json.dumps({"sent_id": f"{document}-{number}", "predicates": predicates})
        for number, predicates in enumerate(PREDICATES, 1)
    ]
    return "\n".join(lines) + "\n"
