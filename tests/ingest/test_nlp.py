"""The language pipeline: what it puts on a Doc, its layout rules, its bounds, and what it says when it is damaged."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

import ingest.nlp
from ingest.nlp import entities, layout, lemmas
from ingest.nlp.arcs import LIKELY
from ingest.nlp.encoder import shape
from ingest.nlp.trees import best_tree
from ingest.nlp.weights import FOLDER
from kg.errors import ResourceError

TEXT = """Ministers Flee Capital

Ministers Flee Capital(ABC/DE) – Finance Minister Anna Petrova has reportedly fled to Kazakhstan, officials said.

"We were not asked," said a deputy of the ruling party. The protesters left the square after police fired shots.
"""


def sentences(doc: Doc) -> list[str]:
    return [sent.text.strip() for sent in doc.sents]


def triples(doc: Doc) -> set[tuple[str, str, str]]:
    return {(token.text, token.dep_, token.head.text) for token in doc}


def test_layout_tags_trees_names(nlp: Language) -> None:
    doc = nlp(TEXT)
    assert sentences(doc) == [
        "Ministers Flee Capital",
        "Ministers Flee Capital",
        "(ABC/DE) –",
        "Finance Minister Anna Petrova has reportedly fled to Kazakhstan, officials said.",
        '"We were not asked," said a deputy of the ruling party.',
        "The protesters left the square after police fired shots.",
    ]
    assert {("Kazakhstan", "obl", "fled"), ("protesters", "nsubj", "left"), ("shots", "obj", "fired")} <= triples(doc)
    assert [(e.text, e.label_) for e in doc.ents if e.label_ != "ORG"] == [
        ("Anna Petrova", "PERSON"),
        ("Kazakhstan", "LOC"),
    ]
    assert "".join(token.text_with_ws for token in doc if token._.dateline).strip() == "(ABC/DE) –"


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("Kenya and Uganda signed on Tuesday a treaty.", {("on", "case", "Tuesday"), ("Tuesday", "obl", "signed")}),
        ("The envoys met this Thursday with the mayor.", {("this", "det", "Thursday")}),
        ("Guards shot dead two miners.", {("dead", "xcomp", "shot"), ("miners", "obj", "shot")}),
        ("He was re-arrested at the port.", {("arrested", "ROOT", "arrested"), ("He", "nsubj:pass", "arrested")}),
        ("Police broke up a sit-in in the square.", {("in", "obj", "broke")}),
        ("Premier to lift ban on rallies", {("lift", "ROOT", "lift"), ("Premier", "nsubj", "lift")}),
        ("Bid to lift ban on rallies", {("Bid", "ROOT", "Bid")}),
        ("Decision to lift ban on rallies", {("Decision", "ROOT", "Decision")}),
        ("The lawmaker said that the plan had failed.", {("lawmaker", "nsubj", "said")}),
    ],
)
def test_what_the_network_forgets_is_mended(nlp: Language, sentence: str, wanted: set[tuple[str, str, str]]) -> None:
    assert wanted <= triples(nlp(sentence))


def test_every_sentence_has_one_root(nlp: Language) -> None:
    for sent in nlp(TEXT).sents:
        assert [token for token in sent if token.head == token] == [sent.root]
        assert sent.root.dep_ == "ROOT"


@pytest.mark.parametrize(
    ("text", "lemma"),
    [
        ("The president fled.", "flee"),
        ("Police shot a man.", "shoot"),
        ("They fired on the crowd.", "fire"),
        ("He left the country.", "leave"),
        ("The ousted leader spoke.", "oust"),
        ("Some protesters stayed.", "protester"),
        ("It said so.", "say"),
        ("They are seizing land.", "seize"),
        ("The two sides were singing.", "sing"),
        ("Troops clashed with rebels.", "clash"),
    ],
)
def test_lemmas(nlp: Language, text: str, lemma: str) -> None:
    assert lemma in {token.lemma_ for token in nlp(text)}


def test_lemmas_of_unknown_verbs() -> None:
    words = lemmas.Lemmas()
    forms = {"zibbed": "zib", "wozing": "woze", "clarced": "clarce", "plosted": "plost"}
    assert {form: words.lemma(form, "VERB", "VBN") for form in forms} == forms


@pytest.mark.parametrize(
    ("line", "dateline"),
    [
        ("OSH, Kyrgyzstan, April 15 (Agency) -- The mayor", "OSH, Kyrgyzstan, April 15 (Agency) -- "),
        ("OSH: The mayor", "OSH: "),
        ("OSH — The mayor", "OSH — "),
        ("Osh - The mayor", "Osh - "),
        ("OSH- 24 July 2022: The mayor", "OSH- 24 July 2022: "),
        ("Osh News, 20 June - The mayor", "Osh News, 20 June - "),
        ("osh News, 6 May - The mayor", "osh News, 6 May - "),
        ("(RFE/RL) – The mayor", "(RFE/RL) – "),
        ("Osh, Jun 16 2022 (ABC) - The mayor", "Osh, Jun 16 2022 (ABC) - "),
        ("The mayor – who left – is back.", None),
        ("Marcos Jnr – who is in Osh – said", None),
        ("The party said: We will stay.", None),
        ("Osh-based Ivan left.", None),
    ],
)
def test_datelines(line: str, dateline: str | None) -> None:
    text = f"A Heading About the Mayor\n\n{line}"
    found = [text[start:end] for start, end in layout.datelines(text)]
    assert found == ([] if dateline is None else [dateline])


def test_wrapped_text_is_read_across_its_lines(nlp: Language) -> None:
    text = "The president left the\ncapital on Monday and\nwent to the south of the\ncountry with his family."
    assert len(list(nlp(text).sents)) == 1


@pytest.mark.parametrize(
    "text", ["", " ", "\n\n", "\n Police left.", "Police left.\n", "a", "\u200b", "!!! ???", "\x00", " \na\nB\nC"]
)
def test_odd_texts(nlp: Language, text: str) -> None:
    doc = nlp(text)
    assert doc.text == text
    assert all(token.head.sent == token.sent for token in doc)


@settings(max_examples=60, deadline=None)
@given(text=st.text(st.sampled_from("ab. \n(–)'\"’-A,9é\u200f\t中"), max_size=80))
def test_any_text_comes_back_whole(nlp: Language, text: str) -> None:
    doc = nlp(text)
    assert "".join(token.text_with_ws for token in doc) == text
    assert sum(len(sent) for sent in doc.sents) == len(doc)
    for sent in doc.sents:
        assert all(token.head in sent for token in sent)


def test_same_result_in_any_company(nlp: Language) -> None:
    texts = [TEXT, "Police left Osh on Monday.", "x " * 300, TEXT[:200]]
    alone = [nlp(text).to_bytes() for text in texts]
    assert [doc.to_bytes() for doc in nlp.pipe(texts, batch_size=4)] == alone
    assert [doc.to_bytes() for doc in nlp.pipe(texts, n_process=2, batch_size=1)] == alone


def test_arcs_that_the_tree_left_out_are_handed_on(nlp: Language) -> None:
    doc = nlp("Police detained two students with leaflets in a square near the ministry on Monday night.")
    found = [(token, arc) for token in doc for arc in token._.arcs]
    assert found
    for token, arc in found:
        assert arc.head != token.head.i
        assert doc[arc.head] in token.sent
        assert arc.relation
        assert LIKELY < arc.probability < 1
    leaflets = next(token for token in doc if token.text == "leaflets")
    assert {leaflets.head.text, *(doc[arc.head].text for arc in leaflets._.arcs)} == {"detained", "students"}


@given(st.text(alphabet="the police left Osh on Monday with aid, men and talks. ", min_size=1, max_size=200))
@settings(max_examples=30, deadline=None)
def test_arcs_are_likely_and_of_one_sentence(nlp: Language, text: str) -> None:
    for token in nlp(text):
        chances = [arc.probability for arc in token._.arcs]
        assert chances == sorted(chances, reverse=True)
        assert sum(chances) <= 1.001
        assert all(doc_head in token.sent for doc_head in (token.doc[arc.head] for arc in token._.arcs))


def test_long_text_without_a_full_stop(nlp: Language) -> None:
    begin = time.monotonic()
    doc = nlp("the mayor of the city left and " * 1_000)
    assert len(doc) == 7_000
    assert time.monotonic() - begin < 30


def test_text_over_the_limit_is_refused(nlp: Language) -> None:
    with pytest.raises(ValueError, match="exceeds maximum"):
        nlp("a " * ingest.nlp.MAX_CHARACTERS)


@pytest.mark.parametrize("name", ["int8.onnx", "labels.json", "Ur.npy", "tokenizer.json", "SHA256SUMS"])
def test_missing_file(tmp_path: Path, name: str) -> None:
    folder = copied(tmp_path)
    (folder / name).unlink()
    with pytest.raises(ResourceError, match=f"{re.escape(name)} is missing"):
        ingest.nlp.load(model=folder)


def test_damaged_file(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    content = bytearray((folder / "int8.onnx").read_bytes())
    content[1_000_000] ^= 1
    (folder / "int8.onnx").write_bytes(content)
    with pytest.raises(ResourceError, match="int8.onnx is damaged"):
        ingest.nlp.load(model=folder)


def copied(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FOLDER, tmp_path / "model"))


def test_import_does_not_bring_in_spacy() -> None:
    code = "import sys, ingest.nlp; sys.exit('spacy' in sys.modules or 'onnxruntime' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("osh", 1),
        ("Osh", 2),
        ("O'Neil", 2),
        ("OSH", 3),
        ("iPad", 4),
        ("2010", 5),
        ("4th", 6),
        ("--", 7),
        ("I", 8),
        ("U.S.", 9),
    ],
)
def test_shapes(word: str, kind: int) -> None:
    assert shape(word) == kind


def exhaustive(scores: np.ndarray) -> float:
    """The score of the best tree with one root, by trying all assignments of heads."""
    n = len(scores)
    best = -np.inf
    for code in range(n**n):
        heads = [code // n**i % n for i in range(n)]
        if is_tree(heads):
            best = max(best, sum(scores[i, head] for i, head in enumerate(heads)))
    return float(best)


def is_tree(heads: list[int]) -> bool:
    def reaches_root(word: int) -> bool:
        for _ in heads:
            word = heads[word]
        return heads[word] == word

    return sum(head == i for i, head in enumerate(heads)) == 1 and all(map(reaches_root, range(len(heads))))


@settings(max_examples=60, deadline=None)
@given(n=st.integers(1, 4), seed=st.integers(0, 10_000))
def test_best_tree_is_a_tree_and_the_best_under_its_root(n: int, seed: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(n, n))
    heads = best_tree(scores).tolist()
    assert is_tree(heads)
    root = next(i for i, head in enumerate(heads) if head == i)
    fixed = scores.copy()
    fixed[np.arange(n) != root, np.arange(n) != root] = -1e6
    assert sum(scores[i, head] for i, head in enumerate(heads)) == pytest.approx(exhaustive(fixed))


def test_names_follow_the_rules_of_biluo() -> None:
    labels = ("O", "B-LOC", "I-LOC", "L-LOC", "U-LOC")
    allowed = entities.transitions(labels)
    logits = np.zeros((1, 3, 5), np.float32)
    logits[0, :, 2] = 5  # I-LOC everywhere, which may neither begin nor end a name
    classes = entities.decode(logits, [3], allowed)[0]
    assert [labels[i] for i in classes] == ["B-LOC", "I-LOC", "L-LOC"]
    assert list(entities.spans(["O", "B-LOC", "L-LOC", "U-LOC"])) == [(1, 3, "LOC"), (3, 4, "LOC")]
