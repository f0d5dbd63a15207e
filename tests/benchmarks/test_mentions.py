"""Classes of entities counted: what is recalled, what is named rightly, what cannot be judged."""

from __future__ import annotations

from pathlib import Path

from benchmarks.mentions import of_types, tally
from kg.model import Mention

GOLD = """\
entities:
  mira: {type: MediaOutlet, names: [Mira]}
  peru: {type: Country, country: PER, names: [Peru, Peruvian government]}
  head: {type: Post, names: [head of Mira]}
"""


def same(filler: dict[str, str], entity: dict[str, list[str]]) -> bool:
    return filler["name"] in entity["names"]


def test_classes_are_counted(tmp_path: Path) -> None:
    gold = tmp_path / "made.yml"
    gold.write_text(GOLD, "utf-8")
    mira, government = Mention("a", "Mira", "Organization"), Mention("b", "Peruvian government", "Government")
    outlet, nobody = Mention("a", "Mira", "MediaOutlet"), Mention("c", "Nobody", "Person")
    person = Mention("d", "head of Mira", "Person")  # no post, and so not the gold's
    named = [mira, government, nobody, person]
    counts = tally(of_types(gold, named, [*named, outlet], same))
    assert (counts["MediaOutlet"].recalled, counts["MediaOutlet"].gold) == (1, 1)
    assert (counts["Organization"].right, counts["Organization"].named) == (0, 1)
    assert (counts["Government"].right, counts["Government"].named) == (1, 1)
    assert (counts["Country"].recalled, counts["Post"].recalled, counts["Person"].named) == (1, 0, 0)
    assert counts["all"].line("all").endswith("precision 0.50  recall 0.67  F 0.57     1 of   2     2 of   3")


def test_nothing_at_all_is_nothing(tmp_path: Path) -> None:
    gold = tmp_path / "made.yml"
    gold.write_text("entities: {}", "utf-8")
    assert tally(of_types(gold, [], [], same)) == {}
