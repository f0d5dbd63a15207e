"""The word lists: what ships loads, and a wrong list is refused with file and key."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.lexicon import SECTORS, Lexicon, lexicon, listed, lists, read
from kg.errors import ResourceError
from kg.registry import ENTITY_TYPES

GOOD = {
    "people.yml": "posts: {GOV: [president]}\npersons: {CVL: [voter]}\ngroups: {CVL: [crowd]}\n"
    "offices: {presidency: president}\nmasculine: []\nfeminine: []\nhonorifics: [mr]\n",
    "organizations.yml": "Party: {PTY: [party]}\n",
    "places.yml": "City: [town]\n",
    "degrees.yml": "phases: {former: [ex]}\ncurrent: [new]\nranks: [vice]\n",
}


def folder(tmp_path: Path, **changed: str) -> Path:
    for name, content in GOOD.items():
        (tmp_path / name).write_text(changed.get(name.removesuffix(".yml"), content), encoding="utf-8")
    return tmp_path


def test_what_ships_is_sound() -> None:
    words = lexicon()
    assert all(noun.type in ENTITY_TYPES for noun in words.nouns.values())
    assert all(noun.sector in SECTORS | {None} for noun in words.nouns.values())
    assert set(words.phases.values()) == {"former", "acting", "elect"}


@pytest.mark.parametrize(
    ("words", "type_", "sector"),
    [
        (("deputy", "prime", "minister"), "Person", "GOV"),
        (("air", "base"), "AirBase", None),
        (("supreme", "court"), "GovernmentBody", "JUD"),
        (("Riot", "Police"), "SecurityForce", "COP"),
    ],
)
def test_the_longest_noun_wins(words: tuple[str, ...], type_: str, sector: str | None) -> None:
    found = lexicon().noun(*words)
    assert found is not None
    assert (found.type, found.sector) == (type_, sector)


def test_a_small_lexicon(tmp_path: Path) -> None:
    words = read(folder(tmp_path))
    assert isinstance(words, Lexicon)
    assert words.nouns["president"].post
    assert words.nouns["presidency"].type == "Post"
    assert words.noun("unheard") is None


@pytest.mark.parametrize(
    ("name", "content", "complaint"),
    [
        ("people", "post: {GOV: [president]}\n", "unknown key post"),
        ("people", "posts: {GVO: [president]}\n", "posts: must be lists by sector"),
        ("people", "posts: {GOV: [President]}\n", "posts: GOV: must be a list of words in lower case"),
        ("people", "posts: {GOV: president}\n", "posts: GOV"),
        ("people", "posts: {GOV: [party]}\n", "'party' stands in the lexicon twice"),
        ("people", GOOD["people.yml"].replace("presidency: president", "presidency: crowd"), "'crowd' is not among"),
        ("places", "Town: [town]\n", "unknown key Town"),
        ("degrees", "phases: {late: [late]}\n", "phases: unknown key"),
        ("degrees", "- former\n", "mapping"),
        ("degrees", "phases: {", "cannot be read"),
    ],
)
def test_wrong_lists_are_refused(tmp_path: Path, name: str, content: str, complaint: str) -> None:
    with pytest.raises(ResourceError, match=complaint) as error:
        read(folder(tmp_path, **{name: content}))
    assert ".yml" in str(error.value)


def test_closed_lists(tmp_path: Path) -> None:
    assert "say" in listed("says")
    with pytest.raises(ResourceError, match="no list 'nothing'"):
        listed("nothing")
    (tmp_path / "lists.yml").write_text("says: say\n", encoding="utf-8")
    with pytest.raises(ResourceError, match="says"):
        lists(tmp_path / "lists.yml")
