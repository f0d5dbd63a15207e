"""Readers, labels, windows and templates: what needs no PyTorch."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.nlp import entities
from tests.training.sentences import conllu as our_treebank
from tests.training.sentences import write_corpora
from training import conllu, corpora, iob, own, propbank
from training.conventions import harmonized
from training.examples import as_heading, runs, varied
from training.sentence import KINDS, Sentence, biluo

Span = tuple[int, int, str]


@st.composite
def apart(draw: st.DrawFn) -> tuple[int, list[Span]]:
    """A number of words, and names in them that do not overlap."""
    pieces = draw(st.lists(st.tuples(st.integers(1, 4), st.sampled_from(["", *KINDS])), min_size=1, max_size=8))
    spans: list[Span] = []
    at = 0
    for length, kind in pieces:
        if kind:
            spans.append((at, at + length, kind))
        at += length
    return at, spans


@given(apart())
def test_biluo_spells_the_names(case: tuple[int, list[Span]]) -> None:
    length, spans = case
    assert list(entities.spans(biluo(length, spans))) == spans


NAMES = st.tuples(st.integers(0, 11), st.integers(1, 5), st.sampled_from(KINDS))


@given(st.integers(1, 12), st.lists(NAMES, max_size=6))
def test_of_names_that_overlap_one_stays_whole(length: int, drawn: list[tuple[int, int, str]]) -> None:
    spans = [(start, min(length, start + size), kind) for start, size, kind in drawn if start < length]
    found = list(entities.spans(biluo(length, spans)))
    assert set(found) <= set(spans)
    assert all(any(a < d and c < b for c, d, _ in found) for a, b, _ in spans)


@given(apart())
def test_iob_is_read_back(case: tuple[int, list[Span]]) -> None:
    length, spans = case
    tags = ["O"] * length
    for start, end, kind in spans:
        tags[start:end] = [f"B-{kind}", *[f"I-{kind}"] * (end - start - 1)]
    assert list(iob.spans(tags, {kind: kind for kind in KINDS})) == spans


def test_iob_of_the_old_style_begins_with_inside() -> None:
    kinds = {"PER": "PERSON", "ORG": "ORG"}
    assert list(iob.spans(["I-PER", "I-PER", "I-ORG", "O", "I-MISC"], kinds)) == [(0, 2, "PERSON"), (2, 3, "ORG")]


@pytest.mark.parametrize(
    ("text", "spans", "expected"),
    [
        ("President Rosa Esenova", [(0, 3, "PERSON")], [(1, 3, "PERSON")]),
        ("the Interior Ministry", [(0, 3, "ORG")], [(1, 3, "ORG")]),
        ("Kyrgyzstan", [(0, 1, "ORG")], [(0, 1, "LOC")]),
        ("Afghan troops", [(0, 1, "GPE")], [(0, 1, "NORP")]),
        ("South Korean troops", [], [(0, 2, "NORP")]),
        ("southern Osh", [(0, 2, "LOC")], [(1, 2, "LOC")]),
        ("Ar-Namys Party", [(0, 2, "LOC")], [(0, 2, "ORG")]),
        ("West Bank", [(0, 2, "LOC")], [(0, 2, "LOC")]),
        ("Toy Story", [(0, 2, "MISC")], []),
        ("Mr.", [(0, 1, "PERSON")], []),
    ],
)
def test_one_convention_for_names(text: str, spans: list[Span], expected: list[Span]) -> None:
    assert harmonized(text.split(), spans) == expected


def test_a_word_of_a_corpus_may_be_several_tokens() -> None:
    sentence = iob.sentence(["Osh-based", "Severgaz", "``"], [(1, 2, "ORG")])
    assert sentence.words == ("Osh", "-", "based", "Severgaz", '"')
    assert sentence.names == ("O", "O", "O", "U-ORG", "O")


def test_a_treebank_gives_trees_names_and_headings(tmp_path: Path) -> None:
    path = tmp_path / "ours.conllu"
    path.write_text(our_treebank("ours"), "utf-8")
    heading, first, *_ = map(conllu.named, conllu.blocks(path))
    assert heading.heading
    assert not first.heading
    assert first.names == biluo(10, [(2, 4, "PERSON"), (5, 6, "ORG")])
    assert first.tree is not None
    assert first.tree.heads[:5] == (1, 2, 4, 2, 4)
    assert first.tree.relations[1] == "nmod:desc"


def test_the_head_of_an_argument_is_the_word_that_hangs_outside() -> None:
    heads = [1, 2, 4, 2, 4]
    spans = (("ARG0", 0, 4), ("R-ARG0", 0, 1), ("ARGM-DIS", 0, 1), ("ARG1", 4, 5))
    assert propbank.on_heads((4, spans), heads).arguments == ((2, "ARG0"),)


def test_what_may_be_trained_on(tmp_path: Path) -> None:
    write_corpora(tmp_path)
    found = corpora.load(tmp_path)
    assert len(found.treebank) + sum(map(len, corpora.aside(tmp_path))) == len(["web_a", "web_b", "GUM_news_one"])
    assert sum(sentence.predicates is not None for document in found.treebank for sentence in document) == 3
    assert [len(document) for document in (*found.newswire, *found.wiki)] == [3, 3]
    trained = {path.name for path in (*corpora.aside(tmp_path)[0], *corpora.aside(tmp_path)[1])}
    assert trained.isdisjoint(path.name for paths in corpora.tests(tmp_path).values() for path in paths)


@given(
    st.lists(st.tuples(st.integers(1, 250), st.booleans()), max_size=30),
    st.integers(1, 6),
    st.randoms(use_true_random=False),
)
def test_runs_lose_only_what_is_too_long(drawn: list[tuple[int, bool]], most: int, rng: random.Random) -> None:
    document = [Sentence(("word",) * length, heading=heading) for length, heading in drawn]
    cut = list(runs(document, lambda sentence: len(sentence.words), rng, most=most))
    assert [sentence for run in cut for sentence in run] == [s for s in document if len(s.words) <= 180]
    for run in cut:
        assert sum(len(sentence.words) for sentence in run) <= 180
        assert len(run) <= most or any(sentence.heading for sentence in run)


def test_a_heading_has_no_full_stop_and_keeps_its_tree(tmp_path: Path) -> None:
    path = tmp_path / "ours.conllu"
    path.write_text(our_treebank("ours"), "utf-8")
    _, first, *_ = map(conllu.named, conllu.blocks(path))
    heading = as_heading(first, title=True)
    assert " ".join(heading.words) == "Interim Leader Rosa Esenova Accused Severgaz of Raising Prices"
    assert heading.tree is not None
    assert heading.tree.heads == first.tree.heads[:-1]  # type: ignore[union-attr]
    assert as_heading(heading, title=False) == heading


@given(st.integers(0, 10_000))
def test_case_changes_no_label(seed: int) -> None:
    sentences = [iob.sentence(text.split(), []) for text in ("Osh was calm .", "He met Rosa Esenova .")]
    for before, after in zip(sentences, varied(sentences, random.Random(seed)), strict=True):
        assert [word.lower() for word in after.words] == [word.lower() for word in before.words[: len(after.words)]]
        assert after.names == before.names[: len(after.words)]  # type: ignore[index]


@pytest.mark.parametrize("template", own.read(), ids=lambda template: template.sentences[0][:40])
def test_templates_fill_into_whole_sentences(template: own.Template) -> None:
    keys = {part for text in template.sentences for part in own.keys(text)}
    assert all(dependent in keys and head in keys for dependent, head, _ in template.arcs)
    for sentence in own.filled(template, random.Random(7)):
        assert sentence.names is not None
        assert sentence.tree is not None
        assert len(sentence.words) == len(sentence.names) == len(sentence.tree.heads)
        known = {i: head for i, head in enumerate(sentence.tree.heads) if head not in (None, i)}
        assert all(relation != "root" or i not in known for i, relation in enumerate(sentence.tree.relations))
        for word in known:
            seen = {word}
            while known.get(word) is not None:
                word = known[word]
                assert word not in seen, "arcs in a circle"
                seen.add(word)


def test_slots_for_verbs_say_their_forms() -> None:
    template = own.Template(("#{country} {personvbz} {desc}",), (("personvbz", "personvbz", "root"),))
    (sentence,) = own.filled(template, random.Random(5))
    assert sentence.tree is not None
    known = [i for i, tag in enumerate(sentence.tree.tags) if tag]
    assert [sentence.tree.tags[i] for i in known] == ["VBZ"]
    assert [sentence.tree.words[i] for i in known] == ["VERB|Mood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin"]
    assert [sentence.tree.heads[i] for i in known] == known
    assert [sentence.tree.relations[i] for i in known] == ["root"]


def test_templates_that_are_wrong_are_named(tmp_path: Path) -> None:
    path = tmp_path / "templates.txt"
    path.write_text("{person} left . || person left nsubj\n", "utf-8")
    with pytest.raises(ValueError, match="person left nsubj"):
        own.read(path)


def test_our_sentences_are_the_same_for_a_seed() -> None:
    templates = own.read()
    first, second = ([*own.documents(templates, 20, random.Random(3))] for _ in range(2))
    assert first == second
