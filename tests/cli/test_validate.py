"""`kg validate`: what is wrong with claims in RDF, told to a researcher, a program and a partner's tools."""

from __future__ import annotations

import csv
import gzip
import io
import json
import re
import subprocess
import sys
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

from kg.ontology import load
from kg.rdf.batches import Batch, batches_of, opened, stored_batches
from kg.rdf.findings import FIELDS
from kg.rdf.reports import REPORTS, Summary, checked, write
from kg.rdf.validation import shacl_report
from tests.foreign.conftest import Exported, exported_to

MAIN = "import sys; from kg.cli import main; sys.argv = ['kg', *sys.argv[1:]]; main()"
KG = "https://w3id.org/crisiskg/ontology#"
TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Exported:
    return exported_to(tmp_path_factory.mktemp("exported"), only="steppe")


def kg(*arguments: str | Path, code: int = 0) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", MAIN, *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == code, done.stdout + done.stderr
    return done


def reported(path: Path, form: str, *, size: int = 100) -> tuple[str, Summary]:
    out = StringIO()
    with opened(path) as store:
        summary = write(checked(stored_batches(store, size=size), load()), form, out)
    return out.getvalue(), summary


def told(path: Path) -> list[dict[str, str]]:
    found: list[dict[str, str]] = json.loads(reported(path, "json")[0])["findings"]
    return found


@pytest.fixture
def damaged(exported: Exported, tmp_path: Path) -> Callable[[Callable[[str], str]], Path]:
    """Makes a copy of the N-Quads file, each line changed (an empty one is left out)."""

    def made(change: Callable[[str], str]) -> Path:
        path = tmp_path / "damaged.nq"
        lines = exported.files["nquads"].read_text("utf-8").splitlines()
        path.write_text("".join(f"{line}\n" for line in map(change, lines) if line), "utf-8")
        return path

    return made


def a_claim(exported: Exported, class_: str = "Defection") -> str:
    """The IRI of an affirmed claim of the class."""
    typed = (q for q in exported.quads if q.object == ox.NamedNode(KG + class_) and q.predicate.value in TYPE)
    return min(quad.subject.value for quad in typed).removesuffix("#it")  # type: ignore[union-attr]


# -------------------------------------------------------------------------------------------------------- sound


def test_sound_exports_pass_in_every_form(exported: Exported) -> None:
    for path in exported.files.values():
        text, summary = reported(path, "text")
        assert summary.conforms
        assert summary.claims > 10
        assert text == f"claims checked: {summary.claims}, wrong: 0\n"


def test_a_project_is_checked_as_it_would_be_exported(exported: Exported) -> None:
    project = exported.files["nquads"].parent / "project"
    done = kg("validate", "--project", project)
    claims = len([q for q in exported.quads if q.object == ox.NamedNode(KG + "Claim")])
    assert done.stdout == f"claims checked: {claims}, wrong: 0\n"
    assert done.stderr == ""
    assert kg("validate", "--project", project, "--format", "turtle").stderr == done.stdout


# ------------------------------------------------------------------------------------------------------- damaged


def test_a_fault_is_told_with_claim_sentence_article_and_what_is_allowed(
    exported: Exported, damaged: Callable[[Callable[[str], str]], Path]
) -> None:
    claim = a_claim(exported)

    def change(line: str) -> str:
        return line.replace("/certainty/certain>", "/certainty/sure>") if line.startswith(f"<{claim}> ") else line

    done = kg("validate", damaged(change), code=3)
    head, words, source, wrong, allowed, _, end = done.stdout.splitlines()
    assert head == f"claim {claim[-16:]}: Defection"
    assert re.fullmatch("  “.+”", words)
    assert re.fullmatch("  “.+”, .+, 2010-04-.., https://example.org/.+", source)
    assert wrong == "  wrong    certainty 'sure' is no value of the scheme"
    assert allowed == "  allowed  certain, probable, possible, unknown"
    assert re.fullmatch(r"claims checked: \d+, wrong: 1; certainty: 1", end)
    assert done.stderr == ""


def of_filler(claim: str, line: str) -> str:
    """The party that is left is called a city in this claim."""
    return re.sub(r"ontology#Party> <", "ontology#City> <", line) if line.endswith(f"<{claim}> .") else line


LOST = ["about", "says", "statedIn", "evidence", "confidence", "certainty", "polarity", "realis", "attribution"]


@pytest.mark.parametrize("name", LOST)
def test_a_claim_that_lacks_a_part_is_told(
    exported: Exported, damaged: Callable[[Callable[[str], str]], Path], name: str
) -> None:
    claim = a_claim(exported)
    path = damaged(lambda line: "" if line.startswith(f"<{claim}> <{KG}{name}>") else line)
    assert {finding["claim"] for finding in told(path)} == {claim}


CHANGED = [
    ("<{claim}#it> {type} <{kg}Defection>", "Defection>", "Defecton>", "class", "'Defecton'", "did you mean Defection"),
    ("<{claim}#it> {type} <{kg}Defection>", "Defection>", "Violence>", "class", "Violence is abstract", "Attack"),
    (
        "<{claim}#it> <{kg}leftSide>",
        "leftSide>",
        "base>",
        "role",
        "the class Defection has no role base",
        "leftSide (side",
    ),
    ("<{claim}#it> <{kg}leftSide>", "leftSide>", "thief>", "form", "no property 'thief'", "leftSide"),
    ("<{claim}> <{kg}confidence>", '> "', '> "7', "certainty", "confidence '7", "one number from 0 to 1"),
    ("<{claim}> <{kg}realis>", "realis/event", "realis/prospect", "reality", "typed kg:Prospect", ""),
    ("<{claim}> <{kg}polarity>", "affirmed", "negated", "reality", "typed kg:Denied", ""),
    ("<{claim}> {type}", "#Claim>", "#Clam>", "form", "typed kg:Claim", ""),
]


@pytest.mark.parametrize(("start", "old", "new", "kind", "wrong", "allowed"), CHANGED)
def test_what_is_changed_is_told_in_the_ontologys_words(
    exported: Exported,
    damaged: Callable[[Callable[[str], str]], Path],
    start: str,
    old: str,
    new: str,
    kind: str,
    wrong: str,
    allowed: str,
) -> None:
    claim = a_claim(exported)
    begin = start.format(claim=claim, type=TYPE, kg=KG)
    path = damaged(lambda line: line.replace(old, new) if line.startswith(begin) else line)
    found = told(path)
    assert {finding["claim"] for finding in found} == {claim}
    assert [f for f in found if f["kind"] == kind and wrong in f["wrong"] and allowed in f["allowed"]], found


def test_a_filler_of_the_wrong_kind_is_told_by_name(
    exported: Exported, damaged: Callable[[Callable[[str], str]], Path]
) -> None:
    claim = next(q.graph_name.value for q in sorted(exported.quads, key=str) if q.predicate.value == KG + "leftSide")  # type: ignore[union-attr]
    found = told(damaged(lambda line: of_filler(claim, line)))
    wrong = [finding for finding in found if finding["kind"] == "role"]
    assert {finding["claim"] for finding in found} == {claim}
    assert "is of type City" in wrong[0]["wrong"]
    assert re.match(r"role \w+ \(.+\): '.+' is", wrong[0]["wrong"])
    assert wrong[0]["allowed"].startswith("Person, Group, Organization, Party")


def test_an_entity_after_merging_is_told_without_a_claim(
    exported: Exported, damaged: Callable[[Callable[[str], str]], Path]
) -> None:
    countries = (q for q in exported.quads if q.predicate.value == KG + "country" and q.object.value == "KGZ")
    merged = [q for q in countries if q.graph_name == ox.DefaultGraph() and "/entity/" in str(q.subject)]
    start = min(f"{quad.subject} {quad.predicate} " for quad in merged)
    path = damaged(lambda line: line.replace('"KGZ" .', '"Kyrgyzstan" .') if line.startswith(start) else line)
    text, summary = reported(path, "text")
    assert "ISO 3166-1 alpha-3" in text
    assert (summary.wrong, dict(summary.kinds)) == (0, {"entity": 1})
    assert not summary.conforms


def test_without_the_words_the_place_is_told(
    exported: Exported, damaged: Callable[[Callable[[str], str]], Path]
) -> None:
    claim = a_claim(exported)

    def change(line: str) -> str:
        if "#exact>" in line:
            return ""
        return line.replace("/certain>", "/sure>") if line.startswith(f"<{claim}> ") else line

    (finding,) = told(damaged(change))
    assert re.fullmatch(r"\[\d+, \d+\)", finding["sentence"])


# ------------------------------------------------------------------------------------------------- forms of reports


@pytest.fixture
def broken(exported: Exported, damaged: Callable[[Callable[[str], str]], Path]) -> Path:
    """A file in which many claims have faults."""
    return damaged(lambda line: line.replace("/certain>", "/=sure>").replace("ontology#Group>", "ontology#City>"))


def test_the_forms_tell_the_same_and_the_same_again(broken: Path) -> None:
    whole = {form: reported(broken, form)[0] for form in REPORTS}
    assert {form: reported(broken, form, size=7)[0] for form in REPORTS} == whole
    found = json.loads(whole["json"])
    rows = list(csv.DictReader(io.StringIO(whole["csv"])))
    assert [tuple(row) for row in rows[:1]] == [FIELDS]
    assert rows == found["findings"]
    assert whole["text"].count("\n  wrong ") == len(rows) > 10
    assert sum(found["kinds"].values()) == len(rows)
    assert found["wrong"] == len({row["claim"] for row in rows}) == whole["text"].count("\nclaim ") + 1


def test_the_report_in_turtle_is_shacls_own(broken: Path) -> None:
    graph = rdflib.Graph().parse(data=reported(broken, "turtle")[0], format="turtle")
    sh = rdflib.Namespace("http://www.w3.org/ns/shacl#")
    (report,) = graph.subjects(rdflib.RDF.type, sh.ValidationReport)
    assert graph.value(report, sh.conforms) == rdflib.Literal(False)
    found = shacl_report(ox.parse(path=str(broken))).violations
    results = list(graph.objects(report, sh.result))
    assert len(results) == len(found)
    assert {str(graph.value(r, sh.focusNode)) for r in results} == {v.focus.value for v in found}
    for result in results:
        for name in ("focusNode", "resultSeverity", "sourceConstraintComponent", "sourceShape", "resultMessage"):
            assert len(list(graph.objects(result, sh[name]))) == 1, name


def test_cells_run_as_no_formula(exported: Exported, damaged: Callable[[Callable[[str], str]], Path]) -> None:
    claim = a_claim(exported)

    def change(line: str) -> str:
        line = re.sub(r'(dc/terms/title> )"[^"]*"', r'\1"=1+1"', line)
        return line.replace("/certain>", "/sure>") if line.startswith(f"<{claim}> ") else line

    assert ",'=1+1," in reported(damaged(change), "csv")[0]


def test_the_report_goes_to_a_file_whole_or_not_at_all(broken: Path, tmp_path: Path) -> None:
    out = tmp_path / "report.csv"
    done = kg("validate", broken, "--format", "csv", "-o", out, code=3)
    assert done.stdout == ""
    assert done.stderr.startswith("claims checked: ")
    assert out.read_text("utf-8") == reported(broken, "csv")[0]
    assert "is what is read" in kg("validate", broken, "-o", broken, code=2).stderr
    assert list(tmp_path.glob(".*")) == []


# -------------------------------------------------------------------------------------------------------- batches


def test_batches_come_before_all_is_read(exported: Exported) -> None:
    def endless() -> object:
        while True:
            yield from whole

    whole = list(ox.parse(path=str(exported.files["trig"]), format=ox.RdfFormat.TRIG))
    batches = batches_of(endless(), "https://w3id.org/crisiskg/", size=5)  # type: ignore[arg-type]
    first = [next(batches) for _ in range(20)]
    assert all(5 <= batch.claims < 100 for batch in first)


def test_every_claim_is_in_one_batch(exported: Exported) -> None:
    claims = [q.subject.value for q in exported.quads if q.object == ox.NamedNode(KG + "Claim")]  # type: ignore[union-attr]
    with opened(exported.files["trig"]) as store:
        batches = list(stored_batches(store, size=9))
    assert sum(batch.claims for batch in batches) == len(claims)
    assert max(batch.claims for batch in batches) == 9
    typed = [q.subject.value for batch in batches for q in batch.quads if q.object == ox.NamedNode(KG + "Claim")]  # type: ignore[union-attr]
    assert sorted(typed) == sorted(claims)
    assert [batch for batch in batches if batch == Batch(())] == []


# ------------------------------------------------------------------------------------------------------- bad input

BAD = [
    ("surrogate.nq", b'<http://x/a> <http://x/b> "\\uD800" .\n', "not N-Quads: Parser error at line 1"),
    ("space.nq", b'<http://x/a b> <http://x/b> "x" .\n', "not N-Quads: Parser error at line 1"),
    ("language.nt", b'<http://x/a> <http://x/b> "x"@english-language-tag .\n', "not N-Triples: Parser error at line 1"),
    ("words.trig", b"nonsense\n", "not TriG: Parser error at line 1"),
    ("cut.nq", b'<http://x/a> <http://x/b> "x" .\n<http://x/a> <http://x', "not N-Quads: Parser error at line 2"),
    ("relative.ttl", b"<a> <b> <c> .", "not Turtle: Parser error at line 1"),
    ("encoding.ttl", b"\xff\xfe", "not Turtle: Parser error at line 1"),
    ("empty.ttl", b"", "holds no claim"),
    ("other.nt", b'<http://x/a> <http://x/b> "x" .\n', "holds no claim"),
    ("remote.jsonld", b'{"@context": "https://example.org/c.jsonld", "@id": "x"}', "not JSON-LD"),
    ("claims.txt", b"x", "the name does not tell which form of RDF this is: it should end in .nq, .trig"),
    ("plain.nq.gz", b"x", "damaged: Not a gzipped file"),
    (
        "cut.nq.gz",
        gzip.compress(b'<http://x/a> <http://x/b> "x" .\n' * 9)[:-12],
        "damaged: Compressed file ended",
    ),
]


def test_a_file_that_cannot_be_taken_is_named_and_the_rest_is_checked(exported: Exported, tmp_path: Path) -> None:
    for name, content, _ in BAD:
        (tmp_path / name).write_bytes(content)
    (tmp_path / "folder.ttl").mkdir()
    (tmp_path / "good.nq.gz").write_bytes(gzip.compress(exported.files["nquads"].read_bytes()))
    wanted = [*((name, said) for name, _, said in BAD), ("folder.ttl", "cannot be read: Is a directory")]
    wanted += [("missing.nq", "cannot be read: No such file or directory")]
    done = kg("validate", *(tmp_path / name for name, _ in wanted), tmp_path / "good.nq.gz", code=3)
    lines = done.stderr.splitlines()
    assert len(lines) == len(wanted), done.stderr
    for line, (name, said) in zip(lines, wanted, strict=True):
        assert line.startswith(f"kg: {tmp_path / name}: {said}"), line
    assert re.fullmatch(r"claims checked: \d+, wrong: 0\n", done.stdout)


def test_outside_a_project_a_file_is_needed(tmp_path: Path) -> None:
    assert "is not in a kg project" in kg("validate", "--project", tmp_path, code=4).stderr
