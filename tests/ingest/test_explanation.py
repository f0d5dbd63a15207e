"""How a claim came about: every role of every claim has a way, and what confidence is made of adds up to it."""

from __future__ import annotations

import math
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

import ingest.nlp
from ingest.claims import Told, scene_in, told_in
from ingest.explanation import misses, tellings, trust
from ingest.frames import Scene
from kg.ids import article_id, text_sha256
from kg.model import Article
from kg.ontology import load as load_ontology
from kg.registry import load as load_registry

TEXT = """OSH, April 9 (AKI) -- Deputies of the ruling party called on the mayor to resign.

Police reportedly detained 12 activists in Osh on Thursday. Talks between Kenya and Uganda were held in Nairobi, and the
former defense minister, Anna Bek, may resign from parliament. The government plans to close the border.
"""


@cache
def pipeline() -> Language:
    return ingest.nlp.load()


def read(text: str) -> tuple[Scene, list[Told]]:
    article = Article(article_id(text=text), text, text_sha256(text), "test")
    scene = scene_in(article, pipeline()(text), registry=load_registry(), ontology=load_ontology())
    return scene, list(told_in(article, scene))


@pytest.fixture(scope="module")
def told() -> tuple[Scene, list[Told]]:
    return read(TEXT)


def test_every_role_of_every_claim_has_a_way(told: tuple[Scene, list[Told]]) -> None:
    scene, claims = told
    assert len(claims) >= 7
    for one in claims:
        ways = list(tellings(scene, one))
        assert ways
        fillings = {(f.role, f.mention.entity) for way in ways for f in way.fillings}
        wanted = {(role, m.entity) for role, some in one.claim.roles.items() for m in some}
        assert wanted <= fillings
        assert all(f.way for way in ways for f in way.fillings)


def test_reasons_add_up_to_the_confidence(told: tuple[Scene, list[Told]]) -> None:
    scene, claims = told
    for one in claims:
        odds = sum(step for _, step in trust(scene, one))
        assert math.isclose(1 / (1 + math.exp(-odds)), one.claim.confidence, abs_tol=0.002)


def by_class(told: tuple[Scene, list[Told]], class_: str) -> dict[str, str]:
    scene, claims = told
    one = next(one for one in claims if one.claim.class_ == class_)
    return {filling.role: filling.way for filling in next(tellings(scene, one)).fillings}


def test_ways(told: tuple[Scene, list[Told]]) -> None:
    assert by_class(told, "Resignation")["actor"].startswith("subject (control:addressee)")
    assert by_class(told, "Arrest")["place"] == "in: where it happens"
    assert by_class(told, "Tenure")["actor"] == "by the construction"


def test_words_that_make_it_a_prospect_are_named(told: tuple[Scene, list[Told]]) -> None:
    scene, claims = told
    prospects = {one.claim.class_: next(tellings(scene, one)).reading for one in claims if one.claim.prospect}
    assert prospects["Resignation"] == ("may resign",)
    assert prospects["RelationsBreak"] == ("plans",)
    assert all(prospects.values())


def test_what_a_frame_asks_for_in_vain_is_said() -> None:
    scene, claims = read("The minister typed an accord on paper.")
    assert claims == []
    assert [(miss.word, miss.start) for miss in misses(scene)][0] == ("accord", 22)
    assert all(miss.reason for miss in misses(scene))


@given(st.lists(st.sampled_from(TEXT.split()), min_size=1, max_size=25).map(" ".join))
@settings(max_examples=25, deadline=None)
def test_any_claim_can_be_explained(text: str) -> None:
    scene, claims = read(text)
    for one in claims:
        assert all(way.word and way.rule for way in tellings(scene, one))
    assert all(miss.frame.where for miss in misses(scene))
