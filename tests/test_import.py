"""Exports read back: the same claims, the same decisions; what others say beside them; and input that is damaged."""

from __future__ import annotations

import dataclasses
import datetime as dt
import gzip
from collections.abc import Callable, Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

import pyoxigraph as ox
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from kg.decisions import Decision, decided
from kg.errors import InputError, UsageError
from kg.export.graphs import project_quads
from kg.ids import text_sha256
from kg.importing import Imported, import_export, import_source
from kg.lookup import standing
from kg.model import Amount, Article, Claim, Mention, Span
from kg.ontology import load
from kg.ontology.gate import faults
from kg.project import (
    Problem,
    Project,
    append_decisions,
    init_project,
    is_whole,
    read_article,
    read_decisions,
    write_claims,
)
from kg.rdf import serialize
from kg.rdf.reading import Found, articles_in
from tests import strategies
from tests.test_rdf import ARTICLE as BARE
from tests.test_rdf import CLAIM as FLOATING
from tests.test_rdf import RIOT, TEXT

ARTICLE = dataclasses.replace(
    BARE,
    text_sha256=text_sha256(TEXT),
    title="Gone over",
    publisher="Northern Line",
    rights="theirs",
    byline="A. Writer",
    date_confidence=0.9,
)
CLAIM = dataclasses.replace(FLOATING, amount=Amount(25_000_000, "USD"))
"""A whole sum comes back as an integer, which is the same value and other bytes than 25000000.0."""
WHEN = dt.datetime(2026, 4, 1, 10, 0, 0, 120, tzinfo=dt.UTC)
KYRGYZSTAN = "https://w3id.org/crisiskg/entity/kyrgyzstan"
Q813 = "http://www.wikidata.org/entity/Q813"
SAME_AS = f"<{KYRGYZSTAN}> <http://www.w3.org/2002/07/owl#sameAs> <{Q813}> .\n"


def project_with(
    root: Path, *articles: tuple[Article, list[Claim]], decisions: list[Decision] | None = None
) -> Project:
    project = init_project(root)
    for article, claims in articles:
        write_claims(project, article, claims=claims, run="0" * 16)
    append_decisions(project, decisions or [])
    return project


def exported(project: Project, path: Path) -> Path:
    form = {".trig": "trig", ".nq": "nquads", ".jsonld": "jsonld", ".ttl": "turtle"}[path.suffix]
    articles = (item for item in standing(project) if not isinstance(item, Problem))
    return written(articles, project, form, path)


def written(articles: Iterable[tuple[Article, Iterable[Claim]]], project: Project, form: str, path: Path) -> Path:
    with path.open("w", encoding="utf-8", newline="") as out:
        serialize(project_quads(articles, project), form, out=out, base=project.base)
    return path


def taken(project: Project, path: Path, texts: Path | None = None) -> Imported:
    return import_export(project, path, texts=texts, progress=lambda done, total: None)


def files(project: Project, *names: str) -> dict[str, bytes]:
    found = (path for name in names or ("claims", "decisions.jsonl") for path in [project.root / name])
    every = (p for path in found for p in ([path] if path.is_file() else sorted(path.rglob("*.*"))))
    return {p.relative_to(project.root).as_posix(): p.read_bytes() for p in every if p.is_file()}


def edited(path: Path, change: Callable[[str], str]) -> Path:
    before = path.read_text(encoding="utf-8")
    after = change(before)
    assert after != before
    path.write_text(after, encoding="utf-8")
    return path


def one(tmp_path: Path, *claims: Claim) -> tuple[Project, Path]:
    """A project with an article, and its export as N-Quads."""
    project = project_with(tmp_path / "one", (ARTICLE, list(claims or (CLAIM, RIOT))))
    return project, exported(project, tmp_path / "one.nq")


# --------------------------------------------------------------------------------------------- nothing is lost

DECISIONS = st.one_of(
    st.tuples(st.just("assign"), st.tuples(strategies.hexes, strategies.hexes)),
    st.tuples(st.sampled_from(["same", "different"]), st.tuples(strategies.slugs, strategies.hexes)),
    st.tuples(st.just("redirect"), st.tuples(strategies.hexes, strategies.hexes)),
)
TIMES = st.datetimes(dt.datetime(2000, 1, 1), dt.datetime(2040, 1, 1), timezones=st.just(dt.UTC))


@st.composite
def decisions(draw: st.DrawFn) -> list[Decision]:
    """Decisions of every kind that travels, some of them undone."""
    made: dict[str, Decision] = {}
    for kind, about in draw(st.lists(DECISIONS, max_size=5)):
        one = decided(kind, about, who=draw(strategies.texts), why=draw(strategies.texts), now=draw(TIMES))
        made[one.id] = one
        if draw(st.booleans()):
            undo = decided("undo", (one.id,), who="x", why="", now=draw(TIMES))
            made[undo.id] = undo
    return list(made.values())


@st.composite
def articles(draw: st.DrawFn) -> tuple[Article, list[Claim]]:
    """An article with claims that the ontology allows; a role without a filler says nothing, and is left out."""
    article = draw(strategies.articles())
    claims = draw(st.lists(strategies.claims(article.id), max_size=3, unique_by=lambda claim: claim.id))
    filled = [dataclasses.replace(c, roles={r: f for r, f in c.roles.items() if f}) for c in claims]
    return article, [claim for claim in map(sensible, filled) if not list(faults(claim, load()))]


def sensible(claim: Claim) -> Claim:
    source = claim.attributed_to
    fit = source is None or source.type != "City"
    return claim if fit else dataclasses.replace(claim, attributed_to=None, attribution="author")


@settings(max_examples=12, deadline=None, phases=[Phase.generate])
@given(
    st.lists(articles(), max_size=2, unique_by=lambda item: item[0].id),
    decisions(),
    st.sampled_from(["trig", "nq", "jsonld"]),
)
def test_what_is_exported_comes_back_byte_for_byte(
    held: list[tuple[Article, list[Claim]]], made: list[Decision], form: str
) -> None:
    with TemporaryDirectory() as place:
        ids = set()
        unique = [(a, [c for c in cs if not (c.id in ids or ids.add(c.id))]) for a, cs in held]  # type: ignore[func-returns-value]
        source = project_with(Path(place) / "a", *unique, decisions=made)
        export = exported(source, Path(place) / f"x.{form}")
        target = init_project(Path(place) / "b")
        if not held:
            with pytest.raises(InputError, match="no article"):
                taken(target, export)
            return
        assert taken(target, export).problems == []
        assert files(target) == files(source)
        again = exported(target, Path(place) / f"y.{form}")
        assert sorted(again.read_text("utf-8").splitlines()) == sorted(export.read_text("utf-8").splitlines())


def test_spans_links_and_fillers_keep_their_order(tmp_path: Path) -> None:
    kept = dataclasses.replace(
        CLAIM,
        spans=(Span(20, 30), Span(0, 5), Span(20, 30)),
        links={"because": ("s9", "s1", "s9"), "after": ("s1",)},
        roles={"leftSide": CLAIM.roles["leftSide"], "actor": CLAIM.roles["actor"] * 2},
    )
    source, export = one(tmp_path, kept, RIOT)
    target = init_project(tmp_path / "b")
    assert taken(target, export).problems == []
    assert files(target) == files(source)


def test_one_entity_described_in_two_ways_by_one_claim_stays_so(tmp_path: Path) -> None:
    named = Mention("d" * 16, "Ana Kost", "Person", country="KGZ", named=True)
    plain = Mention("d" * 16, "Kost", "Person", text="she")
    source, export = one(tmp_path, dataclasses.replace(CLAIM, roles={"actor": (named, plain)}))
    target = init_project(tmp_path / "b")
    taken(target, export)
    assert files(target) == files(source)


def test_the_joined_graphs_still_find_no_denial_or_prospect_by_its_class(tmp_path: Path) -> None:
    denied = dataclasses.replace(CLAIM, id="1" * 16, polarity="negated")
    hoped = dataclasses.replace(CLAIM, id="2" * 16, realis="prospect", prospect="possible")
    _, export = one(tmp_path, denied, hoped)
    found = list(ox.parse(path=str(export), format=ox.RdfFormat.N_QUADS))
    assert not [q for q in found if q.object.value.endswith("#Defection") and q.predicate.value.endswith("#type")]
    assert not [q for q in found if isinstance(q.subject, ox.BlankNode) or isinstance(q.object, ox.BlankNode)]


def test_the_text_is_needed_for_no_more_than_a_new_reading(tmp_path: Path) -> None:
    source, export = one(tmp_path)
    target = init_project(tmp_path / "b")
    done = taken(target, export)
    assert (done.articles, done.quoted, done.textless) == (1, 1, 0)
    article = read_article(target, ARTICLE.id).article
    assert article.text[0:51] == TEXT[0:51]
    assert not is_whole(article)
    with_texts = init_project(tmp_path / "c")
    assert taken(with_texts, export, source.root / "texts").quoted == 0
    assert read_article(with_texts, ARTICLE.id).article == ARTICLE


def test_an_export_without_quotes_needs_the_texts(tmp_path: Path) -> None:
    source, _ = one(tmp_path)
    wordless = [(dataclasses.replace(ARTICLE, text=""), (CLAIM, RIOT))]
    silent = written(wordless, source, "nquads", tmp_path / "silent.nq")
    target = init_project(tmp_path / "b")
    assert taken(target, silent).textless == 1
    with pytest.raises(InputError, match="missing"):
        read_article(target, ARTICLE.id)
    later = taken(target, silent, source.root / "texts")
    assert (later.articles, later.problems) == (1, [])
    assert read_article(target, ARTICLE.id).article == ARTICLE
    assert files(target)[f"claims/aa/{ARTICLE.id}.jsonl"] == files(source)[f"claims/aa/{ARTICLE.id}.jsonl"]


def test_what_was_rejected_and_retracted_does_not_travel(tmp_path: Path) -> None:
    other = dataclasses.replace(ARTICLE, id="b" * 16)
    lines = [
        decided(kind, about, who="ana", why="", now=WHEN)
        for kind, about in (
            ("assign", (CLAIM.id, "1" * 16)),
            ("assign", (RIOT.id, "2" * 16)),
            ("reject", (RIOT.id,)),
            ("retract", (other.id,)),
            ("reject", (CLAIM.id,)),
        )
    ]
    undo = decided("undo", (lines[-1].id,), who="ana", why="mistaken", now=WHEN)
    source = project_with(tmp_path / "a", (ARTICLE, [CLAIM, RIOT]), (other, []), decisions=[*lines, undo])
    target = init_project(tmp_path / "b")
    done = taken(target, exported(source, tmp_path / "x.trig"))
    assert (done.articles, done.claims) == (1, 1)
    assert list(read_decisions(target)) == [lines[0], lines[4], undo]
    back = taken(source, tmp_path / "x.trig")
    assert (back.articles, back.unchanged, back.decisions, back.problems) == (0, 1, 0, [])


# ------------------------------------------------------------------------------------- beside what is there already


@pytest.mark.parametrize("ending", ["trig", "nq", "jsonld"])
def test_a_base_that_ends_in_a_hash_comes_back_too(tmp_path: Path, ending: str) -> None:
    made = project_with(tmp_path / "one", (ARTICLE, [CLAIM, RIOT]))
    project = dataclasses.replace(made, base="https://data.example.org/kg#")
    target = dataclasses.replace(init_project(tmp_path / "b"), base=project.base)
    done = taken(target, exported(project, tmp_path / f"one.{ending}"))
    assert done.problems == []
    assert files(target, "claims") == files(project, "claims")


def test_importing_twice_changes_nothing(tmp_path: Path) -> None:
    _, export = one(tmp_path)
    target = init_project(tmp_path / "b")
    taken(target, export)
    before = files(target, "claims", "texts", "decisions.jsonl")
    done = taken(target, export)
    assert (done.articles, done.claims, done.decisions, done.unchanged, done.problems) == (0, 0, 0, 1, [])
    assert files(target, "claims", "texts", "decisions.jsonl") == before


def test_two_exports_meet_in_one_project(tmp_path: Path) -> None:
    other = dataclasses.replace(ARTICLE, id="b" * 16, url="https://example.org/two")
    first = project_with(tmp_path / "a", (ARTICLE, [CLAIM]), decisions=[decision("assign", CLAIM.id, "1" * 16)])
    riot = dataclasses.replace(RIOT, article=other.id)
    second = project_with(tmp_path / "b", (other, [riot]), decisions=[decision("same", "ak-jol", "1" * 16)])
    target = init_project(tmp_path / "c")
    for number, project in enumerate((first, second)):
        assert taken(target, exported(project, tmp_path / f"{number}.trig")).problems == []
    assert files(target, "claims") == files(first, "claims") | files(second, "claims")
    assert [*read_decisions(target)] == [*read_decisions(first), *read_decisions(second)]


def decision(kind: str, *about: str) -> Decision:
    return decided(kind, about, who="ana", why="seen", now=WHEN)


ASSIGNED = decision("assign", CLAIM.id, "1" * 16)


def test_an_article_held_with_other_claims_is_refused_by_name_and_the_rest_is_taken(tmp_path: Path) -> None:
    other = dataclasses.replace(ARTICLE, id="b" * 16, url="https://example.org/two")
    source = project_with(
        tmp_path / "a", (ARTICLE, [CLAIM]), (other, []), decisions=[decision("assign", CLAIM.id, "1" * 16)]
    )
    target = project_with(tmp_path / "b", (ARTICLE, [RIOT]))
    before = files(target)
    done = taken(target, exported(source, tmp_path / "x.trig"))
    assert [problem.reason for problem in done.problems] == [
        f"article {ARTICLE.id}: the project holds it with other claims"
    ]
    assert (done.articles, done.decisions) == (1, 0)
    assert before.items() <= files(target).items()


def test_a_decision_against_one_of_the_project_is_left_out_and_named(tmp_path: Path) -> None:
    apart = decision("different", "1" * 16, "ak-jol")
    source = project_with(
        tmp_path / "a",
        (ARTICLE, [CLAIM]),
        decisions=[decision("assign", CLAIM.id, "1" * 16), decision("same", "ak-jol", "1" * 16)],
    )
    target = project_with(tmp_path / "b", decisions=[decision("assign", CLAIM.id, "2" * 16), apart])
    before = list(read_decisions(target))
    done = taken(target, exported(source, tmp_path / "x.trig"))
    assert len(done.problems) == 2
    assert all("what the project has decided stays" in problem.reason for problem in done.problems)
    assert list(read_decisions(target)) == before


# ------------------------------------------------------------------------------------------------- damaged input


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("empty.trig", b"", "empty"),
        ("empty.nq.gz", gzip.compress(b""), "empty"),
        ("cut.nq.gz", gzip.compress(b"x" * 5000)[:-20], "damaged"),
        ("photo.trig", b"\x89PNG\r\n", "photo.trig:1: not TriG"),
        ("blank.trig", b"\n\n", "no article"),
        ("half.jsonld", b'{"@id": "http://a/s", "http://a/p": ', "not JSON-LD"),
        ("tag.trig", b'\n<http://a/s> <http://a/p> "x"@en_US .', "tag.trig:2: not TriG"),
        ("blanks.trig", b"<http://a b> <http://a/p> <http://a/o> .", "blanks.trig:1: not TriG"),
        ("surrogate.trig", b'<http://a/s> <http://a/p> "\\uD800" .', "surrogate.trig:1: not TriG"),
        ("plain.ttl", b"<http://a/s> <http://a/p> <http://a/o> .", "knows no graphs"),
        ("other.trig", b"<http://a/s> <http://a/p> <http://a/o> .", "no article"),
    ],
)
def test_what_is_no_export_is_refused_in_a_sentence_and_nothing_is_written(
    tmp_path: Path, name: str, content: bytes, said: str
) -> None:
    target = init_project(tmp_path / "b")
    before = files(target, "claims", "texts", "decisions.jsonl")
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(InputError, match=said):
        taken(target, path)
    assert files(target, "claims", "texts", "decisions.jsonl") == before
    assert not list(target.store.glob("import-*"))


def test_another_ending_is_refused_with_those_that_are_known(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"\.trig"):
        taken(init_project(tmp_path / "b"), tmp_path / "claims.xlsx")


def test_another_base_is_named_with_what_to_do(tmp_path: Path) -> None:
    _, export = one(tmp_path)
    target = dataclasses.replace(init_project(tmp_path / "b"), base="https://data.example.org/")
    with pytest.raises(InputError, match='write base = "https://w3id.org/crisiskg/"'):
        taken(target, export)


@pytest.mark.parametrize("version", ["2.0.0", "1.99.0", "yesterday"])
def test_an_unknown_version_of_the_ontology_is_refused(tmp_path: Path, version: str) -> None:
    _, export = one(tmp_path)
    edited(export, lambda text: text.replace(f'"{load().version}"', f'"{version}"'))
    with pytest.raises(InputError, match=version):
        taken(init_project(tmp_path / "b"), export)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"2010-04-01"^^', '"2010-02-30"^^', "'2010-02-30' is no day of the calendar"),
        ('"2010-04-01"^^', '"0000-01-01"^^', "is no day of the calendar"),
        ("ontology#Defection>", "ontology#Picnic>", "no such class"),
        ("certainty/certain>", "certainty/sure>", "certainty 'sure' is not known"),
        ('#rule> "defect"', '#rules> "defect"', "kg:rule is missing"),
        (
            "#refersTo> <https://w3id.org/crisiskg/entity/d",
            "#refersTo> <https://example.org/entity/d",
            "is not the IRI of one",
        ),
    ],
)
def test_a_damaged_claim_is_named_and_the_others_are_taken(tmp_path: Path, old: str, new: str, said: str) -> None:
    riot = dataclasses.replace(
        RIOT, date=None, certainty="possible", rule="riot", attribution="author", attributed_to=None
    )
    _, export = one(tmp_path, CLAIM, riot)
    edited(export, lambda text: text.replace(old, new))
    target = init_project(tmp_path / "b")
    done = taken(target, export)
    (problem,) = done.problems
    assert f"claim {CLAIM.id}" in problem.reason
    assert said in problem.reason
    assert [claim.id for claim in read_article(target, ARTICLE.id).claims] == [RIOT.id]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"2010-04-15"^^', '"2010-13-15"^^', "no day of the calendar"),
        ('terms/language> "en"', 'terms/language> "e n"', "no language tag"),
        (ARTICLE.text_sha256, "abc", "no SHA-256"),
        (f'"{TEXT[17:23]}"', '"Ak-Jolx"', "characters long"),
    ],
)
def test_a_damaged_article_is_named(tmp_path: Path, old: str, new: str, said: str) -> None:
    _, export = one(tmp_path)
    edited(export, lambda text: text.replace(old, new))
    target = init_project(tmp_path / "b")
    done = taken(target, export)
    (problem,) = done.problems
    assert ARTICLE.id in problem.reason
    assert said in problem.reason
    assert done.articles == 0
    assert not list((target.root / "claims").rglob("*.jsonl"))


def test_a_missing_line_about_a_mention_is_noticed(tmp_path: Path) -> None:
    """Without it the claim is refused: it never becomes another one in silence."""
    _, export = one(tmp_path, CLAIM)
    every = list(ox.parse(path=str(export), format=ox.RdfFormat.N_QUADS))
    needed = ("mentionedIn", "ordinal", "fillsRole", "refersTo", "mentionedAs", "tieOf", "label")
    ours = [q for q in every if "#mention=" in q.subject.value and q.predicate.value.endswith(needed)]
    assert len(ours) > 20
    for quad in ours:
        store = ox.Store()
        store.extend(other for other in every if other != quad)
        (found,) = articles_in(store, "https://w3id.org/crisiskg/", lambda sha256: None)
        assert isinstance(found, Found)
        assert found.faults, quad
        assert not found.content.claims


def test_a_broken_line_costs_what_it_is_about_and_no_more(tmp_path: Path) -> None:
    other = dataclasses.replace(ARTICLE, id="b" * 16, url="https://example.org/two")
    source = project_with(tmp_path / "a", (ARTICLE, [CLAIM, RIOT]), (other, []))
    export = exported(source, tmp_path / "x.nq")
    lines = export.read_text("utf-8").splitlines(keepends=True)
    broken = next(n for n, row in enumerate(lines) if f"claim/{CLAIM.id}#it> " in row and "dateText" in row)
    title = next(n for n, row in enumerate(lines) if other.id in row and "title" in row)
    for number in (broken, title):
        lines[number] = lines[number].replace('"', "", 1)
    export.write_text("".join(lines), encoding="utf-8")
    target = init_project(tmp_path / "b")
    done = taken(target, export)
    said = [f"{problem.where}: {problem.reason}" for problem in done.problems]
    where = {problem.where for problem in done.problems if "no statement" in problem.reason}
    assert where == {f"{export}:{broken + 1}", f"{export}:{title + 1}"}
    assert any(f"claim {CLAIM.id}: a line about it is broken" in row for row in said)
    assert any(f"article {other.id}: a line about it is broken" in row for row in said)
    assert [claim.id for claim in read_article(target, ARTICLE.id).claims] == [RIOT.id]
    assert done.articles == 1


def test_control_characters_and_long_titles_come_back(tmp_path: Path) -> None:
    odd = dataclasses.replace(ARTICLE, title="a\x00\x1b\u2028" + "x" * 2_000_000)
    source = project_with(tmp_path / "a", (odd, [CLAIM]))
    target = init_project(tmp_path / "b")
    assert taken(target, exported(source, tmp_path / "x.nq")).problems == []
    assert files(target) == files(source)


# ------------------------------------------------------------------------------------------------ what others say


def statements(*rows: str) -> str:
    return SAME_AS + "".join(f"{row} .\n" for row in rows)


LABEL = f'<{Q813}> <http://www.w3.org/2000/01/rdf-schema#label> "Kirgisistan"@de'
PLACE = (
    f"<{Q813}> <http://www.wikidata.org/prop/direct/P625> "
    '"Point(75 41)"^^<http://www.opengis.net/ont/geosparql#wktLiteral>'
)


def test_what_others_say_is_joined_by_iri_and_kept_apart(tmp_path: Path) -> None:
    project = project_with(tmp_path / "a", (ARTICLE, [CLAIM]))
    before = files(project)
    dump = tmp_path / "wikidata.nt"
    beside = '<http://www.wikidata.org/entity/Q1> <http://www.w3.org/2000/01/rdf-schema#label> "universe"@en'
    kind = f"<{Q813}> <http://www.wikidata.org/prop/direct/P31> <http://www.wikidata.org/entity/Q6256>"
    long = f'<{Q813}> <https://schema.org/description> "{"x" * 20_000}"'
    dump.write_text(statements(LABEL, PLACE, beside, kind, long), encoding="utf-8")
    done = import_source(project, "wikidata", [dump])
    kept = project.source_path("wikidata").read_bytes()
    assert (done.statements, done.problems) == (3, ())
    assert b"universe" not in kept
    assert all(row.endswith(b"source/wikidata> .") for row in kept.splitlines())
    assert files(project) == before
    import_source(project, "wikidata", [dump])
    assert project.source_path("wikidata").read_bytes() == kept


def test_a_post_comes_with_its_label_and_a_later_dump_is_tied_by_an_earlier_one(tmp_path: Path) -> None:
    project = init_project(tmp_path / "a")
    ties, dump = tmp_path / "ties.ttl", tmp_path / "posts.nt"
    ties.write_text(SAME_AS, encoding="utf-8")
    post = "http://www.wikidata.org/entity/Q7747"
    dump.write_text(
        f"<{Q813}> <http://www.wikidata.org/prop/direct/P39> <{post}> .\n"
        f'<{post}> <http://www.w3.org/2000/01/rdf-schema#label> "President"@en .\n',
        encoding="utf-8",
    )
    with pytest.raises(InputError, match="nothing about an entity"):
        import_source(project, "posts", [dump])
    import_source(project, "ties", [ties])
    assert import_source(project, "posts", [dump]).statements == 3
    assert b'"President"@en' in project.source_path("posts").read_bytes()


def test_sources_are_exported_in_a_graph_of_their_own_and_come_back(tmp_path: Path) -> None:
    project = project_with(tmp_path / "a", (ARTICLE, [CLAIM]))
    dump = tmp_path / "wikidata.nt"
    dump.write_text(statements(LABEL), encoding="utf-8")
    import_source(project, "wikidata", [dump])
    export = exported(project, tmp_path / "x.trig")
    found = list(ox.parse(path=str(export), format=ox.RdfFormat.TRIG))
    assert {q.graph_name.value for q in found if q.subject.value == Q813} == {project.base + "source/wikidata"}
    assert Q813 not in exported(project, tmp_path / "x.ttl").read_text("utf-8")
    target = init_project(tmp_path / "b")
    assert taken(target, export).problems == []
    assert files(target, "sources") == files(project, "sources")
    dump.write_text(statements(PLACE), encoding="utf-8")
    import_source(target, "wikidata", [dump])
    (problem,) = taken(target, export).problems
    assert "source wikidata: the project holds it with other statements" in problem.reason


def test_broken_lines_of_others_are_named(tmp_path: Path) -> None:
    dump = tmp_path / "wikidata.nt"
    dump.write_text(statements(LABEL, "<http://a b> <http://a/p> <http://a/o>"), encoding="utf-8")
    (problem,) = import_source(init_project(tmp_path / "a"), "wikidata", [dump]).problems
    assert problem.where == f"{dump}:3"
    with pytest.raises(UsageError, match="no name of a source"):
        import_source(init_project(tmp_path / "a"), "../x", [dump])
