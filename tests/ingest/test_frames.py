"""Every frame on its own sentences, and the strictness of the loader."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Token

import ingest.frames
import ingest.nlp
from ingest.frame_check import failing, verdicts
from ingest.frame_schema import Example, Frame, read_frames, slot
from ingest.merging import Candidate
from kg.errors import ResourceError
from kg.ontology import load as load_ontology
from tests.ingest import parses

FOLDER = Path(ingest.frames.__file__).parent / "frames"
FRAMES = read_frames(FOLDER, load_ontology())
SAYS = [(frame, example) for frame in FRAMES for example in frame.says]
SAYS_NOT = [(frame, text) for frame in FRAMES for text in frame.says_not]


LIVE = 0.9
"""Share of the sentences that must be read rightly by the language model's own parse, whatever it is."""


@pytest.mark.parametrize(("frame", "example"), SAYS, ids=[f"{f.id}-{n}" for n, (f, _) in enumerate(SAYS)])
def test_a_frame_says_what_its_sentence_says(frame: Frame, example: Example) -> None:
    assert failing(frame, example, found(example.text)) == ""


@pytest.mark.parametrize(("frame", "text"), SAYS_NOT, ids=[f"{f.id}-{n}" for n, (f, _) in enumerate(SAYS_NOT)])
def test_a_frame_does_not_fire_on_what_it_does_not_say(frame: Frame, text: str) -> None:
    assert failing(frame, text, found(text)) == ""


@cache
def found(text: str) -> tuple[Candidate, ...]:
    """What the stored parse of a sentence gives."""
    doc = parses.stored().get(text)
    assert doc is not None, f"no parse is stored of {text!r}: python -m tests.ingest.parses"
    return parses.situations(doc)


def test_most_sentences_are_read_rightly_without_the_stored_parse() -> None:
    wrong = [verdict.text for verdict in verdicts(FRAMES) if verdict.wrong]
    assert len(wrong) <= (1 - LIVE) * (len(SAYS) + len(SAYS_NOT)), wrong


def test_no_parse_is_stored_for_nothing() -> None:
    assert set(parses.stored()) <= {text for _, _, text in parses.asked(FRAMES)}


@settings(max_examples=40, deadline=None)
@given(
    st.text('aBé’\\"., \n\t1-', min_size=1, max_size=40).filter(str.strip) | st.sampled_from([e.text for _, e in SAYS])
)
def test_a_parse_is_what_it_was_when_it_is_read_back(text: str) -> None:
    nlp = ingest.nlp.load()
    doc = nlp(text)
    (again,) = parses.read(parses.written([doc]), nlp)
    assert again.text == doc.text
    assert [_layers(token) for token in again] == [_layers(token) for token in doc]


def _layers(token: Token) -> tuple[object, ...]:
    plain = (token.text, token.lemma_, token.pos_, token.tag_, str(token.morph), token.head.i, token.dep_)
    return (*plain, token.is_sent_start, token.ent_iob_ if token.ent_type_ else "O", token.ent_type_, token._.dateline)


GOOD = """
frames:
  - id: a.b
    class: Arrest
    word: {verbs: [arrest]}
    roles: {actor: [subject]}
    says: ["The police arrested a man."]
"""


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        ("    word:", "    wird: 1\n    word:", "x.yml:3: frame a.b: unknown key 'wird'"),
        ("class: Arrest", "class: Arest", "x.yml:3: 'Arest' is no class of situation"),
        ("actor:", "actr:", "x.yml:3: unknown role 'actr' of Arrest"),
        ('    says: ["The police arrested a man."]\n', "", "x.yml:3: frame a.b: 'says' is missing"),
        ("verbs:", "werbs:", "x.yml:3: unknown kind of word 'werbs'"),
        ("frames:", "farmes:", "unknown key 'farmes'"),
        ("word: {verbs: [arrest]}", "word: arresting", "unknown sense 'arresting'"),
        ("    roles:", "    class: Arrest\n    roles:", "'class' is given twice"),
    ],
)
def test_a_mistake_in_a_frame_is_an_error_that_says_where(tmp_path, before, after, message) -> None:
    (tmp_path / "x.yml").write_text(GOOD.replace(before, after), encoding="utf-8")
    with pytest.raises(ResourceError) as error:
        read_frames(tmp_path, load_ontology())
    assert message in str(error.value)


def test_two_frames_with_one_id_are_an_error(tmp_path) -> None:
    (tmp_path / "x.yml").write_text(GOOD, encoding="utf-8")
    (tmp_path / "y.yml").write_text(GOOD, encoding="utf-8")
    with pytest.raises(ResourceError, match="two frames have the id 'a.b'"):
        read_frames(tmp_path, load_ontology())


def test_a_slot_is_read_in_its_parts() -> None:
    read = slot("object.of>actor:Person|Group")
    assert (read.path, read.role, read.types) == (("object", "of"), "actor", ("Person", "Group"))
    with pytest.raises(ResourceError, match="is no slot"):
        slot("object:of:")


def test_every_core_class_of_event_has_a_frame(shared) -> None:
    import yaml

    classes = yaml.safe_load((shared / "gold" / "classes.yml").read_text("utf-8"))
    covered = {frame.class_ for frame in FRAMES} | {e.class_ for frame in FRAMES for e in frame.emits}
    by_titles = {"Tenure", "Membership", "BaseOperation", "Alignment"}
    never_core = {"Statement", "Condition"}
    assert set(classes) - covered - by_titles - never_core == set()
