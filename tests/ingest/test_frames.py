"""Every frame on its own sentences, and the strictness of the loader."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import ingest.frames
from ingest.coreference import resolved
from ingest.frame_schema import Example, Frame, read_frames, slot
from ingest.mentions import mentions_in
from ingest.merging import Candidate
from ingest.nlp import load as load_nlp
from ingest.situations import candidates_of
from kg.errors import ResourceError
from kg.ids import article_id, text_sha256
from kg.model import Article, Mention
from kg.names import normalised
from kg.ontology import load as load_ontology
from kg.registry import load as load_registry

FOLDER = Path(ingest.frames.__file__).parent / "frames"
FRAMES = read_frames(FOLDER, load_ontology())
SAYS = [(frame, example) for frame in FRAMES for example in frame.says]
SAYS_NOT = [(frame, text) for frame in FRAMES for text in frame.says_not]
_ARTICLES = ("the ", "a ", "an ", "its ", "his ", "some ")


@cache
def _nlp():
    return load_nlp(), load_registry(), load_ontology()


@cache
def candidates(text: str) -> tuple[Candidate, ...]:
    nlp, registry, ontology = _nlp()
    article = Article(article_id(text=text), text, text_sha256(text), "test")
    doc = nlp(text)
    mentions = mentions_in(doc, article=article, registry=registry)
    referents = resolved(doc, mentions, article=article, registry=registry)
    return tuple(candidates_of(article, doc, referents=referents, registry=registry, ontology=ontology))


def of_frame(frame: Frame, text: str) -> list[Candidate]:
    return [c for c in candidates(text) if c.rule == frame.id]


def plain(name: str) -> str:
    name = normalised(name)
    for article in _ARTICLES:
        name = name.removeprefix(article)
    return name


def names(mention: Mention) -> Iterator[str]:
    yield plain(mention.name)
    if mention.text is not None:
        yield plain(mention.text)


def fills(candidate: Candidate, example: Example) -> bool:
    return all(
        any(plain(name) in names(mention) for mention in candidate.roles.get(role, ()))
        for role, listed in example.roles.items()
        for name in listed
    )


@pytest.mark.parametrize(("frame", "example"), SAYS, ids=[f"{f.id}-{n}" for n, (f, _) in enumerate(SAYS)])
def test_a_frame_says_what_its_sentence_says(frame: Frame, example: Example) -> None:
    found = of_frame(frame, example.text)
    others = [(c.rule, {r: [m.name for m in ms] for r, ms in c.roles.items()}) for c in candidates(example.text)]
    assert found, f"{frame.id} does not fire on {example.text!r}; what does: {others}"
    fitting = [c for c in found if fills(c, example)]
    assert fitting, f"{frame.id} on {example.text!r}: wanted {dict(example.roles)}, got {others}"
    if example.size is not None:
        assert any(dict(c.size) == dict(example.size) for c in fitting), [dict(c.size) for c in fitting]


@pytest.mark.parametrize(("frame", "text"), SAYS_NOT, ids=[f"{f.id}-{n}" for n, (f, _) in enumerate(SAYS_NOT)])
def test_a_frame_does_not_fire_on_what_it_does_not_say(frame: Frame, text: str) -> None:
    assert [c for c in of_frame(frame, text) if c.named] == []


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
