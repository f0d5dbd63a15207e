"""`kg.ontology.check` and the SHACL shapes are two gates with one verdict."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from kg.ids import digest
from kg.model import Amount, Article, Claim, Interval, Mention, Span
from kg.ontology import load
from kg.ontology.gate import SIZES, faults
from kg.rdf import quads
from kg.rdf.validation import shacl_report
from tests.gold import article_of, claims_of
from tests.test_ontology import DAMAGES, GOOD

ONTOLOGY = load()
ARTICLE = Article(id="b" * 16, text="", text_sha256="0" * 64, given_id="one")
WORD = "nonsense"
TYPES = [name for name, c in ONTOLOGY.classes.items() if "Entity" in c.ancestors]

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")


def refused(claims: Iterable[Claim]) -> set[str]:
    """Ids of the claims in whose triples SHACL finds something; each claim has an article and entities of its own."""
    alone = [(dataclasses.replace(ARTICLE, id=c.id), [dataclasses.replace(c, article=c.id)]) for c in claims]
    report = shacl_report(quads(alone))
    return {node.removeprefix("https://w3id.org/crisiskg/").split("/")[1][:16] for node, _ in report.violations}


# --------------------------------------------------------------------------------------- claims, good and damaged


def values(scheme: str) -> st.SearchStrategy[str]:
    return st.sampled_from([*ONTOLOGY.schemes[scheme] * 2, WORD])


@st.composite
def mentions(draw: st.DrawFn, claim: str, kinds: list[str]) -> Mention:
    """A filler mostly of one of the kinds; its id is its own, so that types do not meet on one entity."""
    links = {}
    if draw(st.integers(0, 9)) == 0:
        name = draw(st.sampled_from([*ONTOLOGY.entity_links, WORD]))
        links = {name: (Mention(f"{claim}-{draw(st.integers(0, 999))}-t", "t", draw(st.sampled_from(TYPES))),)}
    type_ = draw(st.sampled_from(kinds * 20 + [*TYPES, WORD]))
    country = draw(st.sampled_from([None] * 8 + ["KGZ", "kg"]))
    sector = draw(st.sampled_from([None] * 8 + ["GOV", WORD]))
    number = digest(type_, str(country), str(sector), repr(links))
    return Mention(f"{claim}-{number}", "x", type_, country=country, sector=sector, links=links)


@st.composite
def roles(draw: st.DrawFn, claim: str, class_: str) -> dict[str, tuple[Mention, ...]]:
    uses = ONTOLOGY.classes[class_].roles if class_ in ONTOLOGY.classes else {}
    names = draw(st.lists(st.sampled_from([*uses] * 8 + [*ONTOLOGY.roles, WORD]), max_size=3, unique=True))
    found = {}
    for name in names:
        fillers = uses[name].fillers if name in uses else ("Person",)
        kinds = [t for t in TYPES if any(ONTOLOGY.is_a(t, f) for f in fillers) and not ONTOLOGY.classes[t].abstract]
        found[name] = (draw(mentions(claim, kinds)),)
    return found


@st.composite
def claims(draw: st.DrawFn) -> Claim:
    claim = digest(str(draw(st.integers(0, 10**12))))
    concrete = list(ONTOLOGY.concrete("Situation"))
    class_ = draw(st.sampled_from(concrete * 3 + ["Violence", "State", "Country", "Prospect", WORD]))
    state = ONTOLOGY.is_a(class_, "State")
    realis = draw(st.sampled_from(["state" if state else "event"] * 6 + ["prospect"] * 3 + ["event", "state", WORD]))
    prospect = draw(values("prospect")) if realis == "prospect" else None
    attribution = draw(values("attribution"))
    source = draw(mentions(claim, ["Person", "Party", "Country"])) if attribution == "named" else None
    chance = st.integers(0, 19)
    if draw(chance) == 0:
        prospect = None if prospect else "planned"
    if draw(chance) == 0:
        source = None if source else draw(mentions(claim, ["Person"]))
    spans = st.builds(
        Span, st.integers(-1 if draw(chance) == 0 else 0, 20), st.integers(0 if draw(chance) == 0 else 21, 40)
    )
    days = sorted((draw(st.dates()), draw(st.dates())), reverse=draw(chance) == 0)
    return Claim(
        id=claim,
        article=ARTICLE.id,
        situation="s0",
        class_=class_,
        realis=realis,
        prospect=prospect,
        polarity=draw(values("polarity")),
        certainty=draw(values("certainty")),
        attribution=attribution,
        attributed_to=source,
        phase=draw(values("phase")) if draw(chance) == 0 or (class_ == "Tenure" and draw(st.booleans())) else None,
        spans=tuple(draw(st.lists(spans, min_size=draw(chance) != 0, max_size=2))),
        rule="r",
        confidence=draw(st.sampled_from([0, 0.5, 1, 1.0] * 4 + [-0.1, 1.1])),
        roles=draw(roles(claim, class_)),
        links=draw(st.dictionaries(st.sampled_from([*ONTOLOGY.links] * 3 + [WORD]), st.just(("s0",)), max_size=1)),
        date=Interval("x", draw(st.sampled_from([days[0], None])), days[1]) if draw(st.booleans()) else None,
        size=draw(st.dictionaries(st.sampled_from([*SIZES] * 3 + [WORD]), st.integers(0, 9) | st.just(-1), max_size=2)),
        amount=draw(
            st.none() | st.builds(Amount, st.sampled_from([0, 2.5, 10**6, -1]), st.sampled_from(["USD", "EUR", "$"]))
        ),
    )


@settings(
    max_examples=8,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(st.lists(claims(), min_size=25, max_size=25, unique_by=lambda c: c.id))
def test_both_gates_give_one_verdict(drawn: list[Claim]) -> None:
    wrong = {claim.id: list(faults(claim, ONTOLOGY)) for claim in drawn}
    found = refused(drawn)
    for claim in drawn:
        assert (claim.id in found) == bool(wrong[claim.id]), (claim, wrong[claim.id])


@pytest.mark.parametrize(("change", "message"), DAMAGES)
def test_every_damage_that_the_gate_refuses_is_refused_by_the_shapes(change: dict[str, object], message: str) -> None:
    claim = dataclasses.replace(GOOD, article=ARTICLE.id, **change)  # type: ignore[arg-type]
    if "No Slug" in repr(change):
        with pytest.raises(ValueError, match="no IRI"):
            refused([claim])
    else:
        assert refused([claim]), message


def test_good_claims_pass_both() -> None:
    assert not refused([dataclasses.replace(GOOD, article=ARTICLE.id)])
    open_date = dataclasses.replace(
        GOOD, article=ARTICLE.id, date=Interval("../2010", None, dt.date(2010, 4, 15)), roles={}
    )
    assert not refused([open_date])


def test_the_seed_and_some_gold_files_pass(shared: Path) -> None:
    passes(sorted((shared / "gold" / "dev").glob("r*.yml")))


@pytest.mark.slow
def test_every_gold_file_passes(shared: Path) -> None:
    passes(sorted((shared / "gold" / "dev").glob("*.yml")))


def passes(paths: list[Path]) -> None:
    for path in paths:
        article = article_of(path, path.with_suffix(".txt").read_text("utf-8"))
        report = shacl_report(quads([(article, claims_of(path, article))]))
        assert report.conforms, (path.name, report.violations[:3])
