"""The Browser's style sheet: a rule for everything, in an order that lets the special win, in colours told apart."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.browser import palette
from kg.browser.style import FILLS, labels_in_order, style
from kg.ontology import load
from kg.queries.vocabulary import vocabulary
from tests.browser.grass import look, rules

ONTOLOGY = load()
RULES = rules(style(ONTOLOGY))
SELECTORS = [selector for selector, _ in RULES]

Light = tuple[float, float, float]

SIGHT: dict[str, tuple[Light, Light, Light]] = {
    "usual": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "no red cones": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "no green cones": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
}
"""How linear light of a screen reaches an eye: Machado, Oliveira and Fernandes (2009), severity 1.0."""

TOLD_APART = 15
"""A distance in CIELAB (CIE 1976); 2.3 is just noticeable side by side, and nodes lie apart."""


def test_every_label_and_type_has_one_rule() -> None:
    known = vocabulary(ONTOLOGY)
    labels = [f"node.{label}" for label in known.labels]
    types = [f"relationship.{type_}" for type_ in known.types]
    assert sorted(SELECTORS) == sorted(["node", "relationship", *labels, *types])


@pytest.mark.parametrize("name", ONTOLOGY.classes)
def test_a_class_comes_after_all_above_it(name: str) -> None:
    order = labels_in_order(ONTOLOGY)
    assert max(map(order.index, ONTOLOGY.labels(name))) == order.index(name)
    assert order[0] == "Resource"


@given(st.sampled_from(sorted(ONTOLOGY.classes)), st.randoms())
def test_a_node_looks_like_its_most_special_class(name, random) -> None:
    """However the labels are listed: a database has no order of them."""
    labels = [*ONTOLOGY.labels(name), "Resource"]
    random.shuffle(labels)
    own = dict(RULES)[f"node.{name}"]
    assert own.items() <= look(RULES, labels).items()
    assert own["caption"] == "{name}"


@pytest.mark.parametrize(
    ("labels", "colour"),
    [
        (("Person", "Agent", "Entity", "Resource"), palette.BLUE),
        (("Country", "Place", "Agent", "Entity", "Resource"), palette.YELLOW),
        (("Party", "Organization", "Agent", "Entity", "Resource"), palette.GREEN),
        (("Attack", "Violence", "Happening", "Event", "Situation", "Resource"), palette.VERMILLION),
        (("Defection", "Happening", "Event", "Situation", "Resource"), palette.ORANGE),
        (("Tenure", "State", "Situation", "Resource"), palette.GREY),
        (("Prospect", "Situation", "Resource"), palette.WHITE),
        (("Claim", "Resource"), palette.PALE),
        (("Article", "Resource"), palette.BLACK),
    ],
)
def test_colours(labels: tuple[str, ...], colour: str) -> None:
    assert look(RULES, labels)["color"] == colour


def test_what_did_not_happen_is_hollow_and_told_apart() -> None:
    prospect, denied = (look(RULES, (label, "Situation", "Resource")) for label in ("Prospect", "Denied"))
    assert prospect["color"] == denied["color"] == palette.WHITE
    assert prospect["border-color"] != denied["border-color"]


def test_relationships_show_their_type() -> None:
    for selector, properties in RULES:
        if selector.startswith("relationship."):
            assert properties["caption"] == "<type>"
    found = dict(RULES)
    assert found["relationship.OFFERED_AID_TO"]["color"] == palette.GREEN
    assert found["relationship.ATTACKED"]["color"] == palette.VERMILLION
    widths = [int(found[f"relationship.{type_}"]["shaft-width"][:-2]) for type_ in ("DEFECTED_FROM", "ACTOR", "ABOUT")]
    assert widths == sorted(widths, reverse=True)


@pytest.mark.parametrize("sight", SIGHT)
def test_branches_are_told_apart_by_everybody(sight: str) -> None:
    colours = sorted(set(FILLS.values()))
    for one, other in itertools.combinations(colours, 2):
        distance = sum((a - b) ** 2 for a, b in zip(seen(one, sight), seen(other, sight), strict=True)) ** 0.5
        assert distance >= TOLD_APART, (one, other, distance)


@pytest.mark.parametrize("colour", sorted(set(FILLS.values())))
def test_captions_are_legible(colour: str) -> None:
    light, text = palette.luminance(colour), palette.luminance(palette.text_on(colour))
    assert (max(light, text) + 0.05) / (min(light, text) + 0.05) >= 4.5


def test_the_same_from_run_to_run() -> None:
    assert style(ONTOLOGY) == style(ONTOLOGY)
    assert "/*" not in style(ONTOLOGY)


def seen(colour: str, sight: str) -> Light:
    """The colour in CIELAB, as an eye of that kind sees it."""
    light = [linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5)]
    red, green, blue = (
        min(1.0, max(0.0, sum(weight * part for weight, part in zip(row, light, strict=True)))) for row in SIGHT[sight]
    )
    x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505
    y = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089
    return 116 * root(y) - 16, 500 * (root(x) - root(y)), 200 * (root(y) - root(z))


def linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def root(share: float) -> float:
    return share ** (1 / 3) if share > 0.008856 else 7.787 * share + 16 / 116
