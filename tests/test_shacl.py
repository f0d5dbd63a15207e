"""`kg.ontology.check` and the SHACL shapes are two gates with one verdict."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections.abc import Iterable
from itertools import product
from pathlib import Path
from typing import Any

import edtf
import pytest
import rdflib
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from kg.ids import digest, local_id
from kg.model import Amount, Article, Claim, Interval, Mention, Span
from kg.ontology import load
from kg.ontology.gate import EDTF, SIZES, faults
from kg.rdf import quads
from kg.rdf.validation import shacl_report
from kg.resources import folder
from tests import strategies
from tests.gold import article_of, claims_of
from tests.test_ontology import DAMAGES, GOOD

ONTOLOGY = load()
ARTICLE = Article(id="b" * 16, text="", text_sha256="0" * 64, given_id="one")
WORD = "nonsense"
TYPES = [name for name, c in ONTOLOGY.classes.items() if "Entity" in c.ancestors]

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")


def refused(claims: Iterable[Claim]) -> set[str]:
    """Ids of the claims in whose triples SHACL finds something."""
    report = shacl_report(quads([(ARTICLE, [dataclasses.replace(claim, article=ARTICLE.id) for claim in claims])]))
    assert all(violation.claims for violation in report.violations), report.violations
    return {local_id(claim) for violation in report.violations for claim in violation.claims}


def one_verdict(claims: Iterable[Claim]) -> dict[str, bool]:
    """Whether each claim is refused, by its id; both gates have to say the same."""
    held = list(claims)
    assert len({claim.id for claim in held}) == len(held)
    wrong = {claim.id: list(faults(claim, ONTOLOGY)) for claim in held}
    found = refused(held)
    for claim in held:
        assert (claim.id in found) == bool(wrong[claim.id]), (claim, wrong[claim.id])
    return {id_: bool(reasons) for id_, reasons in wrong.items()}


def changed(number: int, **change: Any) -> Claim:
    """A good claim with an id of its own, and the change."""
    return dataclasses.replace(GOOD, id=digest(str(number)), **change)


def verdicts(changes: Iterable[dict[str, Any]]) -> list[bool]:
    """Whether each change to a good claim is refused, in their order."""
    return list(one_verdict(changed(number, **change) for number, change in enumerate(changes)).values())


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


edtfs = st.sampled_from(["2010-04"] * 9 + [WORD])


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
        date=draw(st.none() | st.builds(Interval, edtfs, st.sampled_from([days[0], None]), st.just(days[1]))),
        size=draw(st.dictionaries(st.sampled_from([*SIZES] * 3 + [WORD]), st.integers(0, 9) | st.just(-1), max_size=2)),
        amount=draw(
            st.none() | st.builds(Amount, st.sampled_from([0, 2.5, 10**6, -1]), st.sampled_from(["USD", "EUR", "$"]))
        ),
    )


@settings(
    max_examples=6,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(st.lists(claims(), min_size=25, max_size=25, unique_by=lambda c: c.id))
def test_both_gates_give_one_verdict(drawn: list[Claim]) -> None:
    one_verdict(drawn)


@settings(max_examples=3, deadline=None, phases=[Phase.generate], suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(strategies.claims(), min_size=5, max_size=15, unique_by=lambda c: c.id))
def test_both_gates_give_one_verdict_on_nasty_texts(drawn: list[Claim]) -> None:
    one_verdict(drawn)


# ------------------------------------------------------------------------------------ every kind of fault, for itself


@pytest.mark.parametrize("role", ONTOLOGY.roles)
def test_every_type_in_every_role(role: str) -> None:
    """A class that has the role, filled by each class of entity, by none and by classes of situation."""
    class_ = next(name for name in ONTOLOGY.concrete("Situation") if role in ONTOLOGY.classes[name].roles)
    realis = "state" if ONTOLOGY.is_a(class_, "State") else "event"
    fillers = [Mention(f"x{number}", "x", type_) for number, type_ in enumerate([*TYPES, WORD, "Attack", "Claim"])]
    found = verdicts({"class_": class_, "realis": realis, "roles": {role: (filler,)}} for filler in fillers)
    assert True in found
    assert False in found


def test_every_class_has_its_roles_and_no_others() -> None:
    concrete = ONTOLOGY.concrete("Situation")
    right = {role: _filler(role) for role in ONTOLOGY.roles}
    changes = [
        {"class_": name, "realis": "state" if ONTOLOGY.is_a(name, "State") else "event", "roles": {role: (filler,)}}
        for number, name in enumerate(concrete)
        for place, (role, filler) in enumerate(right.items())
        if (number + place) % 9 == 0
    ]
    assert verdicts(changes) == [
        next(iter(change["roles"])) not in ONTOLOGY.classes[change["class_"]].roles for change in changes
    ]


def _filler(role: str) -> Mention:
    type_ = next(t for t in ONTOLOGY.concrete("Entity") for f in ONTOLOGY.roles[role].fillers if ONTOLOGY.is_a(t, f))
    return Mention(f"f-{role.lower()}", "x", type_)


def test_every_class_in_every_reality() -> None:
    names = [*ONTOLOGY.concrete("Situation")[::9], *ONTOLOGY.concrete("State"), "Violence", "Prospect", "Denied", WORD]
    found = verdicts(
        {"class_": name, "realis": realis, "prospect": prospect, "polarity": polarity, "roles": {}}
        for name in names
        for realis, prospect in (("event", None), ("state", None), ("prospect", "planned"), ("prospect", None))
        for polarity in ("affirmed", "negated")
    )
    assert True in found
    assert False in found


@pytest.mark.parametrize("field", ["realis", "polarity", "certainty", "attribution", "prospect", "phase"])
def test_every_value_of_every_scheme(field: str) -> None:
    """Each value, one of another scheme, a word that is none; on an event, a prospect, a tenure."""
    words = [*ONTOLOGY.schemes[field], "offered", "certain", "event", WORD, "", "Ä b/c"]
    bases: list[dict[str, Any]] = [
        {},
        {"realis": "prospect", "prospect": "planned"},
        {"class_": "Tenure", "realis": "state", "roles": {}},
        {"attribution": "named", "attributed_to": Mention("m", "m", "Person")},
    ]
    found = verdicts(base | {field: word} for base in bases for word in dict.fromkeys(words))
    assert True in found
    assert False in found


@pytest.mark.parametrize("link", [*ONTOLOGY.entity_links, WORD])
def test_every_type_at_the_end_of_every_tie(link: str) -> None:
    def tied(type_: str, place: str) -> dict[str, Any]:
        who = Mention("who", "who", "Group", links={link: (Mention(f"t-{type_.lower()}", "t", type_),)})
        if place == "source":
            return {"attribution": "named", "attributed_to": who}
        return {"roles": {place: (who,)}}

    found = verdicts(tied(type_, place) for type_ in [*TYPES, WORD] for place in ("actor", "source"))
    assert found == [
        link == WORD
        or type_ == WORD
        or ONTOLOGY.classes[type_].abstract
        or not any(ONTOLOGY.is_a(type_, target) for target in ONTOLOGY.entity_links[link].targets)
        for type_ in [*TYPES, WORD]
        for place in ("actor", "source")
    ]


CODES = ["KGZ", "kgz", "KG", "KGZZ", "", " KGZ", "KGZ\n", "K1Z", "КЫР"]


def test_codes_of_countries_and_currencies() -> None:
    wrong = [code != "KGZ" for code in CODES]
    who = ({"roles": {"actor": (Mention(f"c{n}", "c", "Party", country=code),)}} for n, code in enumerate(CODES))
    assert verdicts(who) == wrong
    assert verdicts({"amount": Amount(1, code)} for code in CODES) == wrong


def test_sectors() -> None:
    sectors = [*ONTOLOGY.schemes["sector"], WORD, "gov", ""]
    found = verdicts(
        {"roles": {"actor": (Mention(f"c{n}", "c", "Party", sector=sector),)}} for n, sector in enumerate(sectors)
    )
    assert found == [sector not in ONTOLOGY.schemes["sector"] for sector in sectors]


def test_numbers() -> None:
    counts = [-1, 0, 1, 10**12]
    found = verdicts({"size": {key: count}} for key in SIZES for count in counts)
    assert found == [count < 0 for _ in SIZES for count in counts]
    pairs = [(low, high) for low in (0, 2, 3) for high in (0, 2, 10**9)]
    keys = list(zip(SIZES[::2], SIZES[1::2], strict=True))
    found = verdicts({"size": {low: a, high: b}} for low, high in keys for a, b in pairs)
    assert found == [a > b for _ in keys for a, b in pairs]
    sums = [0, 0.01, 2.5e7, 1e300, -0.0, -0.01, float("nan"), float("inf"), float("-inf")]
    assert verdicts({"amount": Amount(value, "USD")} for value in sums) == [not 0 <= v < float("inf") for v in sums]
    chances = [0, 1, 0.5, 1e-9, -1e-9, 1.0000001, float("nan"), float("inf")]
    assert verdicts({"confidence": chance} for chance in chances) == [not 0 <= chance <= 1 for chance in chances]


def test_stretches_of_text() -> None:
    stretches = [(0, 1), (5, 9), (0, 0), (3, 3), (4, 2), (-1, 4), (-2, -1)]
    wrong = [not 0 <= start < end for start, end in stretches]
    assert verdicts({"spans": (Span(*stretch),)} for stretch in stretches) == wrong
    assert verdicts({"spans": (Span(0, 1), Span(*stretch))} for stretch in stretches) == wrong
    assert verdicts([{"spans": ()}]) == [True]


GOOD_DATES = ["2010", "2010-04", "2010-04-07", "2010-04-07~", "2012-02-29", "201X", "20XX", "2010-XX", "2010-04-XX"]
GOOD_DATES += ["2010-22", "2010-04/..", "../2010-04-15", "2010-04-07/2010-04-15", "1900/2000", "2010?", "0001-01-01"]
BAD_DATES = ["x", "2010-02-30", "0000", "0000-01-01", "2011-02-29", "1900-02-29", "2010-13", "2010-4", "../..", "/", ""]
BAD_DATES += [
    "2010/2011/2012",
    "2010-04-31",
    "2010-00",
    "٢٠١٠",
    "2010\n",
    " 2010",
    "7 April 2010",
    "2010-04-07T12",
]


def test_dates_in_edtf() -> None:
    dates = [*GOOD_DATES, *BAD_DATES]
    assert verdicts({"date": Interval(edtf)} for edtf in dates) == [edtf in BAD_DATES for edtf in dates]


@settings(max_examples=6, deadline=None, phases=[Phase.generate])
@given(st.lists(st.from_regex(EDTF, fullmatch=True) | st.text("0123456789-/.X~?", max_size=12), max_size=20))
def test_dates_that_nobody_thought_of(dates: list[str]) -> None:
    verdicts({"date": Interval(edtf)} for edtf in dates)


def test_every_day_is_a_date_in_edtf_and_no_other() -> None:
    for year in (1896, 1900, 2000, 2004, 2010):
        for month, day in product(range(14), range(33)):
            text = f"{year}-{month:02}-{day:02}"
            assert (re.fullmatch(EDTF, text) is not None) == _is_day(text), text


def _is_day(text: str) -> bool:
    try:
        return bool(dt.date.fromisoformat(text))
    except ValueError:
        return False


def test_edtf_is_what_the_fields_own_library_takes() -> None:
    """The forms that claims may have are EDTF to the library, too; from the year 1, and without more."""
    for text in GOOD_DATES:
        assert edtf.parse_edtf(text.replace("XX-XX", "XX")), text


def test_the_shapes_have_the_gates_pattern() -> None:
    graph = rdflib.Graph().parse(folder("ontology") / "shapes.ttl")
    patterns = {str(o) for o in graph.objects(None, rdflib.URIRef("http://www.w3.org/ns/shacl#pattern"))}
    assert EDTF in patterns


def test_days_in_their_order() -> None:
    days = [None, dt.date(1, 1, 1), dt.date(2010, 4, 7), dt.date(2010, 4, 8), dt.date(9999, 12, 31)]
    pairs = list(product(days, days))
    found = verdicts({"date": Interval("2010", first, last)} for first, last in pairs)
    assert found == [first is not None and last is not None and first > last for first, last in pairs]


def test_another_article_does_not_excuse_a_claim() -> None:
    """The same entity is a city to one claim and a party to the other: the city has left no party for that."""
    town, party = Mention("x", "x", "City"), Mention("x", "x", "Party")
    assert verdicts([{"roles": {"leftSide": (town,)}}, {"roles": {"leftSide": (party,)}}]) == [True, False]


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
