"""GUM's mentions read and set beside others: spans, heads, kinds, and what is left out of the question."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.coreference import Document, Said, aligned, document, key, outcomes, response

SENTENCES = """\
# newdoc id = made
# newpar
# newpar_block = p (1 s)
# text = Minister Ada Lom met the guards.
1	Minister	minister	PROPN	NNP	_	2	nmod:desc	_	Entity=(1-person-new-n-cf1-1,2-coref-Ada_Lom
2	Ada	Ada	PROPN	NNP	_	4	nsubj	_	_
3	Lom	Lom	PROPN	NNP	_	2	flat	_	Entity=1)
4	met	meet	VERB	VBD	_	0	root	_	_
5	the	the	DET	DT	_	6	det	_	Entity=(2-person-new-n-cf2-2-coref
6	guards	guard	NOUN	NNS	_	4	obj	_	Entity=2)|SpaceAfter=No
7	.	.	PUNCT	.	_	4	punct	_	_

# newpar
# text = She praised them and her law.
1	She	she	PRON	PRP	_	2	nsubj	_	Entity=(1-person-giv-n-cf1-1-ana)
2	praised	praise	VERB	VBD	_	0	root	_	_
3	them	they	PRON	PRP	_	2	obj	_	Entity=(2-person-giv-n-cf2-1-ana)
4	and	and	CCONJ	CC	_	6	cc	_	_
5	her	her	PRON	PRP$	_	6	nmod:poss	_	Entity=(3-abstract-new-n-cf3-2-sgl(1-person-giv-n-cf1-1-ana)
6	law	law	NOUN	NN	_	3	conj	_	Entity=3)|SpaceAfter=No
7	.	.	PUNCT	.	_	2	punct	_	_
"""


@pytest.fixture
def made(tmp_path: Path) -> Document:
    path = tmp_path / "made.conllu"
    path.write_text(SENTENCES, "utf-8")
    return document(path)


def said(of: Document, words: str, head: str, entity: str) -> Said:
    start = of.text.index(words)
    return Said(start, start + len(words), start + words.index(head), entity)


def test_mentions_are_read_with_their_heads(made: Document) -> None:
    assert made.text == "Minister Ada Lom met the guards.\n\nShe praised them and her law.\n\n"
    found = [(made.text[m.start : m.end], m.kind, m.type, m.group) for m in made.mentions]
    assert found == [
        ("Minister Ada Lom", "name", "person", "1"),
        ("the guards", "description", "person", "2"),
        ("She", "pronoun", "person", "1"),
        ("them", "pronoun", "person", "2"),
        ("her", "pronoun", "person", "1"),
        ("her law", "description", "abstract", "3"),
    ]
    assert [made.text[h:].split()[0] for h in sorted(made.mentions[0].heads)] == ["Minister", "Ada", "Lom"]
    assert key(made) == [{0, 2, 4}, {1, 3}]


def test_other_kinds_are_left_out_and_what_is_nowhere_counts(made: Document) -> None:
    found = [
        said(made, "Ada Lom", "Lom", "lom"),
        said(made, "She", "She", "lom"),
        said(made, "her law", "law", "lom"),  # a law: out of the question
        said(made, "praised", "praised", "lom"),  # nothing at all
        said(made, "them", "them", "guards"),  # alone
    ]
    assert aligned(made.mentions, found) == {0: 0, 1: 2, 2: 5, 4: 3}
    assert response(made, found) == [{0, 2, -4}]


def test_of_two_with_one_head_the_one_that_overlaps_more(made: Document) -> None:
    found = [said(made, "Lom", "Lom", "a"), said(made, "Minister Ada Lom", "Ada", "b")]
    assert aligned(made.mentions, found) == {1: 0}


def test_what_becomes_of_each_mention(made: Document) -> None:
    found = [
        said(made, "Minister Ada Lom", "Ada", "lom"),
        said(made, "the guards", "guards", "guards"),
        said(made, "She", "She", "lom"),
        said(made, "them", "them", "lom"),
    ]
    told = {made.text[o.mention.start : o.mention.end]: o.what for o in outcomes(made, found)}
    assert told == {"She": "right", "her": "not found", "them": "to another"}
