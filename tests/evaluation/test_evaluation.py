"""`kg eval`: its figures are those of the scorer beside us, its reader is strict, its command compares runs."""

from __future__ import annotations

import datetime as dt
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.extraction import scored, written
from ingest.claims import extract
from kg.errors import InputError
from kg.evaluation import Score, evaluated, read_gold
from kg.evaluation.gold import Wanted
from kg.evaluation.matching import same
from kg.export.plover import plover_records
from kg.model import Mention
from kg.ontology import load as load_ontology
from tests.cli.test_start import kg

TEXT = "Anna Bek resigned as mayor of Osh on Friday. Police detained two students.\n"
GOLD = """article: herald
published: 2010-04-17
entities:
  bek: {type: Person, country: KGZ, names: [Anna Bek, Bek]}
  mayor: {type: Post, names: [mayor of Osh, mayor]}
  police: {type: SecurityForce, country: KGZ, names: [Police, Kyrgyz police]}
  students: {type: Group, names: [two students]}
claims:
  - {class: Resignation, quotes: [Anna Bek resigned as mayor of Osh], roles: {actor: [bek], post: [mayor]},
     realis: event, polarity: affirmed, voice: author, date: {earliest: 2010-04-16, latest: 2010-04-16}, tier: core}
  - {class: Arrest, spans: [[45, 74]], roles: {actor: [police], recipient: [students]},
     realis: event, polarity: affirmed, voice: author, tier: core}
"""
OUTSIDE = {"others' voices": "not the author's voice"}


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    (tmp_path / "herald.txt").write_text(TEXT, "utf-8")
    (tmp_path / "herald.yml").write_text(GOLD, "utf-8")
    return tmp_path / "herald.yml"


def test_figures_are_those_of_the_scorer(shared: Path, tmp_path: Path) -> None:
    ontology, folder = load_ontology(), tmp_path / "gold"
    folder.mkdir()
    for path in sorted((shared / "gold" / "dev").glob("*.yml"))[:7]:
        shutil.copy(path, folder)
        shutil.copy(path.with_suffix(".txt"), folder)
    articles = [read_gold(path, ontology) for path in sorted(folder.glob("*.yml"))]
    read = [(gold, claims) for gold, (_, claims) in zip(articles, extract(g.article for g in articles), strict=True)]
    figures = evaluated(read, ontology)
    records = [r for gold, claims in read for r in plover_records(gold.article, claims, ontology=ontology)]
    options = ("--gold", folder, "--texts", folder, "--json", written(tmp_path, "claims", records))
    theirs = json.loads(scored(shared / "eval" / "score.py", *options))
    for name, score in figures.scores.items():
        assert score.f == pytest.approx(theirs[OUTSIDE.get(name, name)]["F"], abs=6e-4), name
    assert {name: list(share) for name, share in figures.shares.items() if share[1]} == {
        name: [theirs[key]["right"], theirs[key]["of"]]
        for name in figures.shares
        if theirs[key := {"prospect": "prospect kind"}.get(name, name)]["of"]
    }


def test_a_gold_file_is_read(gold: Path) -> None:
    read = read_gold(gold, load_ontology())
    assert read.article.published == dt.date(2010, 4, 17)
    resignation, arrest = read.claims
    assert [TEXT[s.start : s.end] for s in resignation.places[0]] == ["Anna Bek resigned as mayor of Osh"]
    assert [TEXT[s.start : s.end] for s in arrest.places[0]] == ["Police detained two students."]
    assert resignation.roles["actor"][0].names == ("Anna Bek", "Bek")


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        ("class: Arrest", "class: Arest", "claim 2: 'Arest' is no class of situation; did you mean Arrest"),
        ("actor: [police]", "actor: [cops]", "claim 2: 'cops' is none of the file's entities (bek, mayor"),
        ("resigned as mayor of Osh]", "left Osh]", "claim 1: the text does not hold the quote 'Anna Bek left Osh'"),
        ("[[45, 74]]", "[[45, 174]]", "claim 2: the text has no characters [45, 174)"),
        ("voice: author, tier: core}\n", "voice: hers, tier: core}\n", "voice is 'hers'; allowed are author, named"),
        ("type: Person", "type: Persons", "entity bek: 'Persons' is no class of entity; did you mean Person"),
        ("{class: Arrest,", "{clas: Arrest,", "claim 2: unknown key 'clas' in the claim; allowed are also"),
        ("claims:", "claims: none\nothers:", "a gold file is a mapping with article, entities and claims"),
        ("2010-04-17", "last week", "Invalid isoformat string: 'last week'"),
        ("entities:", "entities: [", "not YAML"),
    ],
)
def test_a_mistake_in_a_gold_file_is_named(gold: Path, before: str, after: str, message: str) -> None:
    assert before in GOLD
    gold.write_text(GOLD.replace(before, after), "utf-8")
    with pytest.raises(InputError) as error:
        read_gold(gold, load_ontology())
    assert message in str(error.value)
    assert "herald.yml" in str(error.value)


def test_a_text_that_is_missing_is_named(gold: Path) -> None:
    gold.with_suffix(".txt").unlink()
    with pytest.raises(InputError, match=r"herald\.txt"):
        read_gold(gold, load_ontology())


def test_the_command_counts_lists_and_compares(gold: Path, tmp_path: Path) -> None:
    done = kg("eval", str(tmp_path), "--errors", "--save", "run.json", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "class          P 1.000  R 1.000  F 1.000  (2 right of 2 read and 2 in the gold)" in done.stdout
    assert "date           1/1 = 1.000" in done.stdout
    assert kg("eval", str(tmp_path), "--against", "run.json", cwd=tmp_path).returncode == 0
    gold.write_text(GOLD.replace("class: Arrest", "class: Strike"), "utf-8")
    worse = kg("eval", str(gold), "--errors", "--against", "run.json", cwd=tmp_path)
    assert worse.returncode == 1
    assert "kg: class is worse: F 1.000 before, 0.500 now" in worse.stderr
    assert '- herald [45] Strike: missed: "Police detained two students."' in worse.stdout
    assert '+ herald [45] Arrest: rule arrest.detain: "Police detained two students."' in worse.stdout


def test_a_folder_without_gold_is_refused(tmp_path: Path) -> None:
    done = kg("eval", "nothing", cwd=tmp_path)
    assert done.returncode == 2
    assert "nothing: no gold files; they are called NAME.yml" in done.stderr


WORDS = ("ada", "bek", "union", "army", "green", "of", "the", "national")
NAMES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join)
TYPES = st.sampled_from(["Person", "Party", "Group", "Post", "Country", "City", "SecurityForce"])


@given(NAMES, TYPES, NAMES)
def test_whoever_has_one_of_the_names_is_meant(name: str, type_: str, other: str) -> None:
    found = Mention("e", name, type_)
    if set(name.split()) - {"the"}:
        assert same(found, Wanted(type_, (other, name)))
    post = "Person" if type_ == "Post" else "Post"
    assert not same(found, Wanted(post, (name,))) or "Post" not in (type_, post)


@given(st.integers(0, 50), st.integers(0, 50), st.integers(0, 50))
def test_f_lies_between_precision_and_recall(right: int, more: int, missing: int) -> None:
    score = Score(right, right + more, right + missing)
    low, high = sorted((score.precision, score.recall))
    assert low - 1e-9 <= score.f <= high + 1e-9 or right == 0


def test_import_brings_in_no_reader() -> None:
    code = "import sys, kg.evaluation; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not {"spacy", "onnxruntime", "neo4j"} & set(done.stdout.split())
