"""The properties of a load, on random articles: it depends on the folder alone, and undoes what is undone."""

from __future__ import annotations

import contextlib
import datetime as dt
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.cypher import Statement
from kg.decisions import decided
from kg.errors import BusyError
from kg.ids import claim_id, text_sha256
from kg.model import Article, Claim, Mention, Span
from kg.project import Project, append_decisions, init_project
from kg.stores import Store
from kg.stores.contents import dump
from kg.stores.embedded import EmbeddedStore
from kg.stores.hold import take
from kg.stores.load import index_path, load
from tests.stores.conftest import wipe
from tests.stores.worlds import AGENTS, PEOPLE, POWERS, SIDES, SIEGE, TOWNS, Story, add, project_of, stories, worlds
from tests.strategies import NASTY

# one store serves all examples of a test: each empties it first
many = settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


@contextmanager
def project(store: Store, told: Iterable[Story]) -> Iterator[Project]:
    """A project with these articles, and the store emptied for it."""
    wipe(store)
    with tempfile.TemporaryDirectory() as folder:
        yield project_of(Path(folder), told)


def loaded(project: Project, store: Store) -> list[str]:
    report = load(project, store)
    assert report.problems == ()
    return list(dump(store))


def decide(project: Project, kind: str, *about: str) -> str:
    decision = decided(kind, about, who="tester", why="", now=dt.datetime.now(dt.UTC))
    append_decisions(project, [decision])
    return decision.id


def forget(project: Project, store: Store) -> None:
    """Lose everything but the folder."""
    index_path(project, store).unlink()
    wipe(store)


class CutOffError(Exception):
    """The store is gone in the middle of a load."""


class Fragile:
    """A store that dies after some transactions, before or after it has committed the last one."""

    def __init__(self, store: Store, transactions: int, *, committed: bool) -> None:
        self._store, self._left, self._committed = store, transactions, committed
        self.place = store.place
        self.read, self.query, self.stream = store.read, store.query, store.stream
        self.ensure_schema, self.ensure_search, self.close = store.ensure_schema, store.ensure_search, store.close

    def write(self, statements: Iterable[Statement]) -> int:
        self._left -= 1
        if self._left < 0:
            if self._committed:
                self._store.write(statements)
            raise CutOffError
        return self._store.write(statements)


@many
@given(told=worlds)
def test_second_load_writes_nothing(store: Store, told: tuple[Story, ...]) -> None:
    with project(store, told) as folder:
        first = loaded(folder, store)
        again = load(folder, store)
        assert (again.written, again.removed) == (0, 0)
        assert list(dump(store)) == first


@many
@given(told=worlds)
def test_a_load_that_remembers_nothing_writes_nothing(store: Store, told: tuple[Story, ...]) -> None:
    with project(store, told) as folder:
        first = loaded(folder, store)
        index_path(folder, store).unlink()
        assert load(folder, store).written == 0
        assert list(dump(store)) == first


@many
@given(told=worlds, order=st.randoms(use_true_random=False))
def test_one_after_another_is_a_rebuild(store: Store, told: tuple[Story, ...], order: object) -> None:
    with project(store, ()) as folder:
        one_by_one = list(told)
        order.shuffle(one_by_one)  # type: ignore[attr-defined]
        for story in one_by_one:
            add(folder, story)
            load(folder, store)
        grown = list(dump(store))
        forget(folder, store)
        assert loaded(folder, store) == grown


@many
@given(told=worlds, new=stories(99))
def test_retracted_is_as_if_never_loaded(store: Store, told: tuple[Story, ...], new: Story) -> None:
    with project(store, told) as folder:
        before = loaded(folder, store)
        add(folder, new)
        with_it = loaded(folder, store)
        retraction = decide(folder, "retract", new.article.id)
        assert loaded(folder, store) == before
        decide(folder, "undo", retraction)
        assert loaded(folder, store) == with_it
        folder.claims_path(new.article.id).unlink()
        assert loaded(folder, store) == before
        add(folder, new)
        assert loaded(folder, store) == with_it


@many
@given(told=worlds, pair=st.permutations(AGENTS).map(lambda found: found[:2]))
def test_same_then_undone_is_as_before(store: Store, told: tuple[Story, ...], pair: list) -> None:
    with project(store, told) as folder:
        before = loaded(folder, store)
        decision = decide(folder, "same", *(mention.entity for mention in pair))
        merged = loaded(folder, store)
        forget(folder, store)
        assert loaded(folder, store) == merged
        decide(folder, "undo", decision)
        assert loaded(folder, store) == before


@many
@given(told=worlds, which=st.integers(0, 20))
def test_rejected_then_undone_is_as_before(store: Store, told: tuple[Story, ...], which: int) -> None:
    claims = [claim.id for story in told for claim in story.claims]
    with project(store, told) as folder:
        before = loaded(folder, store)
        if not claims:
            return
        claim = claims[which % len(claims)]
        decision = decide(folder, "reject", claim)
        without = loaded(folder, store)
        assert not any(f"/claim/{claim}" in line for line in without)
        forget(folder, store)
        assert loaded(folder, store) == without
        decide(folder, "undo", decision)
        assert loaded(folder, store) == before


@many
@given(told=worlds, changed=stories(1))
def test_a_changed_article_is_a_rebuild(store: Store, told: tuple[Story, ...], changed: Story) -> None:
    with project(store, told) as folder:
        load(folder, store)
        add(folder, changed)
        grown = loaded(folder, store)
        forget(folder, store)
        assert loaded(folder, store) == grown


@many
@given(told=worlds, transactions=st.integers(0, 4), committed=st.booleans())
def test_a_load_that_was_cut_off_is_finished_by_the_next(
    store: Store, monkeypatch: pytest.MonkeyPatch, told: tuple[Story, ...], transactions: int, committed: bool
) -> None:
    # a transaction for each article
    monkeypatch.setattr("kg.stores.index.writing.ROWS", 1)
    with project(store, told) as folder:
        whole = loaded(folder, store)
        forget(folder, store)
        folder.decisions_file.write_text("")
        with contextlib.suppress(CutOffError):
            load(folder, Fragile(store, transactions, committed=committed))
        assert loaded(folder, store) == whole
        assert load(folder, store).written == 0


def test_an_empty_folder_is_an_empty_graph(store: Store, tmp_path: Path) -> None:
    folder = init_project(tmp_path / "project")
    assert load(folder, store).entities == 0
    assert list(dump(store)) == []


@pytest.mark.parametrize("name", ["claims/zz/0000000000000009.jsonl"])
def test_a_damaged_file_is_reported_and_the_rest_loaded(store: Store, tmp_path: Path, name: str) -> None:
    folder = init_project(tmp_path / "project")
    (folder.root / name).parent.mkdir(parents=True)
    (folder.root / name).write_text("{broken\n")
    report = load(folder, store)
    assert [problem.where for problem in report.problems] == [name]


# ------------------------------------------------------------------------------------------- one thing at a time

TEXT = "Words that mean nothing, long enough for every span."


def story(number: int, *, claims: int = 1, **fields: Any) -> Story:
    """An article that tells of the siege; `fields` are the claims' own."""
    article = Article(f"{number:016x}", TEXT, text_sha256(TEXT), f"report-{number}", published=dt.date(2010, 4, number))
    made = [
        Claim(
            **SIEGE
            | {"id": claim_id(article, "Attack", span=Span(0, 9), voice="author", ordinal=n), "article": article.id},
            polarity="affirmed",
            certainty="certain",
            attribution="author",
            spans=(Span(0, 9),),
            rule="made-up",
            confidence=1.0,
        )
        for n in range(claims)
    ]
    return Story(article, tuple(replace(claim, **fields) for claim in made))


def one(store: Store, query: str) -> dict[str, Any]:
    (row,) = store.read(query)
    return row


def test_labels_follow_the_claims_and_edges_stay(store: Store, tmp_path: Path) -> None:
    plan = story(1, realis="prospect", prospect="planned")
    folder = project_of(tmp_path, [plan])
    load(folder, store)
    query = "MATCH (c:Claim)-[:ABOUT]->(s:Situation)-[:ACTOR]->(p:Person) RETURN labels(s) AS labels, p.name AS who"
    assert set(one(store, query)["labels"]) == {"Prospect", "Situation", "Resource"}
    add(folder, story(1))
    load(folder, store)
    row = one(store, query)
    assert {"Attack", "Violence", "Situation", "Resource"} <= set(row["labels"])
    assert row["who"] == PEOPLE[0].name
    assert one(store, "MATCH (a:Person)-[e:ATTACKED]->(b:Entity) RETURN e.claims AS n") == {"n": 1}
    load(folder, store)
    add(folder, plan)
    load(folder, store)
    assert set(one(store, query)["labels"]) == {"Prospect", "Situation", "Resource"}
    assert store.read("MATCH (a:Person)-[e:ATTACKED]->(b:Entity) RETURN e.claims AS n").rows == []


def test_a_later_entry_adds_a_redirect_and_an_alias(store: Store, tmp_path: Path) -> None:
    folder = project_of(tmp_path, [story(1)])
    before = loaded(folder, store)
    header = folder.entities_csv.read_text()
    folder.entities_csv.write_text(header + "the-council,GovernmentBody,Council of Elders,Elders' Council,KGZ\n")
    load(folder, store)
    query = "MATCH (e:GovernmentBody) RETURN e.uri AS uri, e.aliases AS aliases, e.sameAs AS same"
    base = folder.base + "entity/"
    found = one(store, query)
    assert found == {"uri": base + "the-council", "aliases": ["Elders' Council"], "same": [base + SIDES[2].entity]}
    folder.entities_csv.write_text(header)
    assert loaded(folder, store) == before


def grown_and_rebuilt(folder: Project, store: Store) -> tuple[list[str], list[str]]:
    """What the store holds after one more load, and after one from the folder alone."""
    load(folder, store)
    grown = list(dump(store))
    forget(folder, store)
    load(folder, store)
    return grown, list(dump(store))


def at(entity: Mention) -> dict[str, Any]:
    return {"actor": (PEOPLE[0],), "recipient": (entity,)}


def test_an_alias_that_only_a_retracted_article_has_is_gone(store: Store, tmp_path: Path) -> None:
    minted, slug = POWERS[1:]
    folder = project_of(tmp_path, [story(1, roles=at(slug))])
    before = loaded(folder, store)
    other = story(2, roles=at(minted))
    add(folder, other)
    load(folder, store)
    same = one(store, "MATCH (e:Country) RETURN e.sameAs AS same")
    assert same == {"same": [f"{folder.base}entity/{minted.entity}"]}
    decide(folder, "retract", other.article.id)
    assert loaded(folder, store) == before


def test_what_an_entity_is_called_in_all_articles_decides_whether_the_registry_lists_it(
    store: Store, tmp_path: Path
) -> None:
    organization, newspaper = SIDES[1], SIDES[3]
    assert organization.entity == newspaper.entity
    folder = project_of(tmp_path, [story(1, roles=at(organization))])
    before = loaded(folder, store)
    assert any("/entity/meadow-party" in line for line in before)
    other = story(2, roles=at(newspaper))
    add(folder, other)
    grown, rebuilt = grown_and_rebuilt(folder, store)
    assert grown == rebuilt
    assert not any("/entity/meadow-party" in line for line in grown)
    decide(folder, "retract", other.article.id)
    assert loaded(folder, store) == before


def test_a_claim_in_two_files_is_the_earlier_articles_while_it_is_there(store: Store, tmp_path: Path) -> None:
    late = story(3)
    early, middle = (
        replace(told, claims=(replace(told.claims[0], id=late.claims[0].id),)) for told in (story(1), story(2))
    )
    folder = project_of(tmp_path, [late, middle])
    load(folder, store)
    query = "MATCH (c:Claim)-[:STATED_IN]->(a:Article) RETURN a.givenId AS article"
    assert one(store, query) == {"article": "report-2"}
    add(folder, early)
    report = load(folder, store)
    assert one(store, query) == {"article": "report-1"}
    assert {problem.reason for problem in report.problems} == {
        f"claim {late.claims[0].id}: article {early.article.id} has one of this id already"
    }
    for article, left in ((early, "report-2"), (middle, "report-3")):
        decide(folder, "retract", article.article.id)
        grown, rebuilt = grown_and_rebuilt(folder, store)
        assert grown == rebuilt
        assert one(store, query) == {"article": left}


def test_a_claim_in_two_files_that_was_rejected_is_the_earlier_articles_again(store: Store, tmp_path: Path) -> None:
    early, late = story(1), story(2)
    late = replace(late, claims=(replace(late.claims[0], id=early.claims[0].id),))
    folder = project_of(tmp_path, [early, late])
    before = load(folder, store)
    rejection = decide(folder, "reject", early.claims[0].id)
    assert (load(folder, store).claims, load(folder, store).problems) == (0, ())
    decide(folder, "undo", rejection)
    assert load(folder, store).problems == before.problems
    decide(folder, "retract", early.article.id)
    report = load(folder, store)
    assert (report.claims, report.problems) == (1, ())


def test_a_link_of_the_registry_follows_where_its_end_leads(store: Store, tmp_path: Path) -> None:
    folder = project_of(tmp_path, [story(1, roles={"actor": (PEOPLE[0],), "place": (TOWNS[1],)})])
    before = loaded(folder, store)
    decision = decide(folder, "same", "kyrgyzstan", "kazakhstan")
    grown, rebuilt = grown_and_rebuilt(folder, store)
    assert grown == rebuilt
    assert one(store, "MATCH (:City)-[:LOCATED_IN]->(e) RETURN e.name AS name") == {"name": "Kazakhstan"}
    decide(folder, "undo", decision)
    assert loaded(folder, store) == before


def test_a_base_that_ends_in_a_hash(store: Store, tmp_path: Path) -> None:
    settings_file = init_project(tmp_path).root / "kg.toml"
    settings_file.write_text('base = "https://example.org/kg#"\n')
    folder = project_of(tmp_path, [story(1)])
    before = loaded(folder, store)
    assert load(folder, store).entities > 0
    index_path(folder, store).unlink()
    assert load(folder, store).written == 0
    add(folder, story(2))
    load(folder, store)
    folder.claims_path(story(2).article.id).unlink()
    assert loaded(folder, store) == before


def test_two_situations_that_are_one_and_then_not(store: Store, tmp_path: Path) -> None:
    folder = project_of(tmp_path, [story(1), story(2, date=None)])
    before = loaded(folder, store)
    ids = [row["uri"].rsplit("/")[-1] for row in store.read("MATCH (s:Attack) RETURN s.uri AS uri ORDER BY uri")]
    assert len(ids) == 2
    decision = decide(folder, "redirect", *ids)
    load(folder, store)
    row = one(store, "MATCH (s:Attack) RETURN s.uri AS uri, s.claims AS claims, s.articles AS articles")
    assert row == {"uri": f"{folder.base}situation/{ids[1]}", "claims": 2, "articles": 2}
    decide(folder, "undo", decision)
    assert loaded(folder, store) == before


def test_a_reprint_is_no_new_source(store: Store, tmp_path: Path) -> None:
    first, again = story(1), story(2)
    again = replace(again, article=replace(again.article, reprint_of=first.article.id))
    folder = project_of(tmp_path, [first, again])
    load(folder, store)
    row = one(store, "MATCH (s:Attack) RETURN s.articles AS articles, s.sources AS sources")
    assert row == {"articles": 2, "sources": 1}
    assert one(store, "MATCH (a:Article)-[:REPRINT_OF]->(b:Article) RETURN b.givenId AS of") == {"of": "report-1"}
    decide(folder, "retract", first.article.id)
    load(folder, store)
    assert store.read("MATCH (a:Article)-[:REPRINT_OF]->(b:Article) RETURN b.givenId AS of").rows == []


@pytest.mark.parametrize("order", list(permutations((1, 2, 3))))
def test_reprints_that_go_round_are_one_source_whatever_leads_to_them(
    store: Store, tmp_path: Path, order: tuple[int, ...]
) -> None:
    first, second, tail = map(story, order)
    parents = ((first, second), (second, first), (tail, first))
    told = [replace(one, article=replace(one.article, reprint_of=of.article.id)) for one, of in parents]
    load(project_of(tmp_path, told), store)
    assert one(store, "MATCH (s:Attack) RETURN s.articles AS articles, s.sources AS sources") == {
        "articles": 3,
        "sources": 1,
    }


def test_what_the_ontology_does_not_allow_is_named_and_the_rest_loaded(store: Store, tmp_path: Path) -> None:
    folder = project_of(tmp_path, [story(1), story(2, class_="Picnic"), story(3, roles={"chef": (PEOPLE[0],)})])
    report = load(folder, store)
    ids = [story(n).article.id for n in (2, 3)]
    assert [problem.where for problem in report.problems] == [f"claims/{id_[:2]}/{id_}.jsonl" for id_ in ids]
    assert [story(n).claims[0].id in p.reason for n, p in zip((2, 3), report.problems, strict=True)] == [True, True]
    assert "Picnic" in report.problems[0].reason
    assert (report.articles, report.claims) == (3, 1)
    assert load(folder, store).problems == report.problems


@many
@given(word=st.one_of(st.sampled_from(NASTY), st.text(st.characters(exclude_categories=["Cs"]), min_size=1)))
def test_no_text_is_ever_read_as_anything_else(store: Store, word: str) -> None:
    crowd = Mention("crowd-1", word, "Group", text=word)
    told = story(1, roles={"actor": (crowd,)}, attribution="named", attributed_to=crowd, situation=word, rule=word)
    article = replace(told.article, text=word + TEXT, text_sha256=text_sha256(word + TEXT), title=word, rights=word)
    article = replace(article, publisher=word, given_id=word, url=word)
    with project(store, [Story(article, told.claims)]) as folder:
        assert load(folder, store).problems == ()
        row = one(
            store,
            "MATCH (o:MediaOutlet)<-[:PUBLISHED_BY]-(a:Article)<-[:STATED_IN]-(c:Claim)-[f:FILLS]->(g:Group) "
            "RETURN o.name AS outlet, a.title AS title, a.rights AS rights, a.url AS url, a.givenId AS given, "
            "c.quote AS quote, c.speaker AS speaker, c.rule AS rule, f.mention AS mention, g.name AS crowd",
        )
        assert row.pop("quote") == (word + TEXT)[:9]
        assert set(row.values()) == {word}
        assert load(folder, store).written == 0


def test_a_damaged_index_is_made_again(store: Store, tmp_path: Path) -> None:
    folder = project_of(tmp_path, [story(1), story(2)])
    before = loaded(folder, store)
    path = index_path(folder, store)
    for content in (b"not a database at all " * 100, path.read_bytes()[:8192] + b"x" * 40_000):
        path.write_bytes(content)
        assert load(folder, store).written == 0
        assert list(dump(store)) == before


def test_an_index_of_another_version_is_made_again(store: Store, tmp_path: Path) -> None:
    folder = project_of(tmp_path, [story(1)])
    before = loaded(folder, store)
    with contextlib.closing(sqlite3.connect(index_path(folder, store))) as index:
        index.executescript("PRAGMA user_version = 0; DROP TABLE pair; CREATE TABLE pair (a TEXT);")
    assert load(folder, store).written == 0
    assert list(dump(store)) == before


def test_one_load_at_a_time(store: Store, tmp_path: Path) -> None:
    folder = project_of(tmp_path, [story(1)])
    hold = take(folder.store / "loading")
    assert hold is not None
    hold.announce()
    with pytest.raises(BusyError, match=r"process \d+\) is loading this project"):
        load(folder, store)
    hold.release()
    assert load(folder, store).articles == 1


def test_a_newspaper_is_not_the_party_of_its_name(store: Store, tmp_path: Path) -> None:
    told = story(1)
    folder = project_of(tmp_path, [replace(told, article=replace(told.article, publisher="Ak-Jol"))])
    load(folder, store)
    assert one(store, "MATCH (o:MediaOutlet)<-[:PUBLISHED_BY]-(a:Article) RETURN o.name AS name") == {"name": "Ak-Jol"}
    assert store.read("MATCH (p:Party) RETURN p.name").rows == []


BASES = ("https://e.org/", "https://e.org/nested/", "https://e.org/#", "https://other.example/kg/")


@settings(parent=many, max_examples=4)
@given(told=worlds, bases=st.lists(st.sampled_from(BASES), min_size=2, max_size=3), cut=st.integers(0, 4))
def test_a_base_that_is_changed_leaves_nothing_behind(
    store: Store, told: tuple[Story, ...], bases: list[str], cut: int
) -> None:
    with project(store, told) as folder:
        for base in bases:
            at_base = replace(folder, base=base)
            with contextlib.suppress(CutOffError):
                load(at_base, Fragile(store, cut, committed=bool(cut % 2)))
            changed = loaded(at_base, store)
            assert load(at_base, store).written == 0
        forget(at_base, store)
        assert changed == loaded(at_base, store)


@pytest.mark.parametrize("base", ["https://e.org/#", "https://e.org/entity/"])
def test_a_base_that_goes_on_where_another_ends(store: Store, base: str) -> None:
    with project(store, (story(1),)) as folder:
        loaded(replace(folder, base=base), store)
        short = replace(folder, base="https://e.org/")
        changed = loaded(short, store)
        forget(short, store)
        assert changed == loaded(short, store)


def test_a_base_that_is_changed_and_an_index_that_is_lost(embedded: EmbeddedStore) -> None:
    with project(embedded, [story(1)]) as folder:
        loaded(folder, embedded)
        index_path(folder, embedded).unlink()
        moved = replace(folder, base=BASES[0])
        changed = loaded(moved, embedded)
        forget(moved, embedded)
        assert changed == loaded(moved, embedded)


@pytest.mark.neo4j
def test_a_base_inside_that_of_another_project(neo4j: Store) -> None:
    with project(neo4j, [story(1)]) as folder, tempfile.TemporaryDirectory() as place:
        outer = replace(folder, base=BASES[0])
        alone = loaded(outer, neo4j)
        inner = replace(project_of(Path(place), [story(1)]), base=BASES[1])
        both = loaded(inner, neo4j)
        assert len(both) == 2 * len(alone)
        assert loaded(outer, neo4j) == both
