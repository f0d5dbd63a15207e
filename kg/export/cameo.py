"""Events as tab-separated records with a header, in the manner of ICEWS and GDELT: who did what to whom, and when.

One row for each event that a claim tells and each pair of parties. Written are events that are affirmed and have a
CAMEO code; and, of what is only said, what is an event itself: an offer, plan or promise to cooperate (AGREE, 030), a
request (REQUEST, 100), a threat (THREATEN, 130). Denials, mere possibilities and states are not written: nothing in
this form can say that they are no events. A Goldstein scale is left out, for its numbers are others' data.
"""

from __future__ import annotations

import csv
import itertools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TextIO

from kg.export.plover import plover_event
from kg.model import Article, Claim, Mention
from kg.ontology import Ontology
from kg.plain import inert, one_line

__all__ = ["COLUMNS", "EventColumn", "actor_code", "event_rows", "write_events"]


@dataclass(frozen=True, slots=True)
class EventColumn:
    """A column, what it says, and what ICEWS and GDELT call the like of it (empty: neither has it)."""

    name: str
    meaning: str
    icews: str = ""
    gdelt: str = ""


COLUMNS = (
    EventColumn("Event ID", "the claim's id, and the number of the pair of parties", "Event ID", "GlobalEventID"),
    EventColumn("Event Date", "the first day on which it may have been; see Date Basis", "Event Date", "SQLDATE"),
    EventColumn("Event Date Latest", "the last day on which it may have been"),
    EventColumn("Date Basis", "text: the article dates the event; published: its own day of publication stands in"),
    EventColumn("Source ID", "the id of the one who acts"),
    EventColumn("Source Name", "the one who acts", "Source Name", "Actor1Name"),
    EventColumn("Source Country", "its country (ISO 3166-1 alpha-3)", "Source Country", "Actor1CountryCode"),
    EventColumn("Source Sector", "its PLOVER sector", "Source Sectors", "Actor1Type1Code"),
    EventColumn("Source Code", "country and role as CAMEO puts them together: KGZGOV", "", "Actor1Code"),
    EventColumn("Event Text", "the ontology's class, in words", "Event Text"),
    EventColumn("CAMEO Code", "the nearest CAMEO code", "CAMEO Code", "EventCode"),
    EventColumn("CAMEO Root", "its first two digits", "", "EventRootCode"),
    EventColumn("PLOVER Event", "the PLOVER 2.0 event type"),
    EventColumn("PLOVER Mode", "the PLOVER 2.0 mode"),
    EventColumn(
        "Quad Class",
        "as PLOVER groups events: 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict",
        "",
        "QuadClass",
    ),
    EventColumn("Target ID", "the id of the one acted upon"),
    EventColumn("Target Name", "the one acted upon", "Target Name", "Actor2Name"),
    EventColumn("Target Country", "its country", "Target Country", "Actor2CountryCode"),
    EventColumn("Target Sector", "its PLOVER sector", "Target Sectors", "Actor2Type1Code"),
    EventColumn("Target Code", "country and role together", "", "Actor2Code"),
    EventColumn("Location", "where it was", "City", "ActionGeo_FullName"),
    EventColumn("Country", "the country of that place (ISO 3166-1 alpha-3)", "Country", "ActionGeo_CountryCode"),
    EventColumn("Prospect", "empty: it happened; else how what is said falls short of it (offered, requested, …)"),
    EventColumn("Certainty", "how sure the voice is: certain, probable, possible, unknown"),
    EventColumn("Attribution", "whose voice: author, named, unnamed"),
    EventColumn("Attributed To", "the source that is named"),
    EventColumn("Story ID", "the article's id", "Story ID"),
    EventColumn("Publisher", "who published it", "Publisher"),
    EventColumn("Published", "on which day", "", "DATEADDED"),
    EventColumn("URL", "its address", "", "SOURCEURL"),
    EventColumn("Sentence", "the words of the article"),
    EventColumn("Claim ID", "the claim; kg show CLAIM shows it"),
    EventColumn("Situation ID", "rows of one situation report one event: count these, not rows"),
    EventColumn("Confidence", "the chance that a reader finds the class right, 0 to 1"),
)
"""The columns, in their order."""

_SPOKEN = {"AGREE": "Offer", "REQUEST": "Demand", "THREATEN": "Threat"}
"""What is said and not done is coded as the speech act that saying it amounts to."""

_TARGETS = ("recipient", "leftSide", "person", "organization", "host")
"""Who is acted upon: the first of these roles that is filled."""

_AS_CAMEO: Mapping[str, str] = {
    **{code: code for code in ("COP", "GOV", "JUD", "MIL", "OPP", "REB", "SPY", "UAF", "AGR", "BUS", "CRM", "CVL")},
    **{code: code for code in ("EDU", "ELI", "LAB", "LEG", "REF", "IGO", "NGO", "IMG", "MNC")},
    **{"JRN": "MED", "MED": "HLH", "UNO": "IGOUNO", "EUR": "IGO"},
}
"""PLOVER sector -> role code of CAMEO; a sector that CAMEO has not (parties, prisoners) gives none."""

Row = dict[str, str | int | float]
Pair = tuple[Mention | None, Mention | None]


def write_events(articles: Iterable[tuple[Article, Iterable[Claim]]], out: TextIO, *, ontology: Ontology) -> int:
    """Write the header and the rows, article by article; return how many rows.

    A cell holds no tab and no line end; one with a quotation mark in it is quoted as RFC 4180 has it. What a
    spreadsheet would take for a formula is made harmless (`kg.plain.inert`).
    """
    writer = csv.writer(out, delimiter="\t", lineterminator="\n")
    writer.writerow([column.name for column in COLUMNS])
    count = 0
    for article, claims in articles:
        for row in event_rows(article, claims, ontology=ontology):
            writer.writerow([_cell(row.get(column.name)) for column in COLUMNS])
            count += 1
    return count


def event_rows(article: Article, claims: Iterable[Claim], *, ontology: Ontology) -> Iterator[Row]:
    """The rows of an article's claims, a value for every column that has one; `article.text` must be there."""
    for claim in claims:
        codes = _codes(claim, ontology)
        if codes is None:
            continue
        told = {**codes, **_when(article, claim), **_place(claim), **_evidence(article, claim)}
        for number, (source, target) in enumerate(_pairs(claim, ontology), 1):
            row: dict[str, str | int | float | None] = {
                "Event ID": f"{claim.id}-{number}",
                **told,
                **_party("Source", source),
                **_party("Target", target),
            }
            yield {name: value for name, value in row.items() if value is not None}


def actor_code(country: str | None, sector: str | None) -> str:
    """Country and role as CAMEO puts them together; what is not known, or has no code, is left out.

    >>> actor_code("KGZ", "GOV"), actor_code("KGZ", "PTY"), actor_code(None, "UNO")
    ('KGZGOV', 'KGZ', 'IGOUNO')
    """
    return (country or "") + _AS_CAMEO.get(sector or "", "")


def _codes(claim: Claim, ontology: Ontology) -> Row | None:
    """The codes of the event that the claim amounts to; None where it is no event."""
    class_ = ontology.classes[claim.class_]
    event = plover_event(claim, ontology)
    if claim.realis == "event" and claim.polarity == "affirmed":
        coded, mode = class_, class_.mode
    elif event is not None:
        coded, mode = ontology.classes[_SPOKEN[event]], None
    else:
        return None
    if coded.cameo is None:
        return None
    return {
        "Event Text": class_.label,
        "CAMEO Code": coded.cameo,
        "CAMEO Root": coded.cameo[:2],
        "PLOVER Event": event or "",
        "PLOVER Mode": mode or "",
        "Quad Class": coded.quad or "",
        "Prospect": claim.prospect or "",
    }


def _pairs(claim: Claim, ontology: Ontology) -> Iterator[Pair]:
    """Each actor with each of those acted upon; where two sides do one thing together, each two of them."""
    actors = claim.roles.get("actor", ())
    targets = next((claim.roles[role] for role in _TARGETS if claim.roles.get(role)), ())
    if not targets and len(actors) > 1 and ontology.classes[claim.class_].symmetric:
        yield from itertools.combinations(actors, 2)
    else:
        yield from itertools.product(actors or (None,), targets or (None,))


def _party(side: str, mention: Mention | None) -> Row:
    if mention is None:
        return {}
    return {
        f"{side} ID": mention.entity,
        f"{side} Name": mention.name,
        f"{side} Country": mention.country or "",
        f"{side} Sector": mention.sector or "",
        f"{side} Code": actor_code(mention.country, mention.sector),
    }


def _when(article: Article, claim: Claim) -> Row:
    days = () if claim.date is None else (claim.date.earliest, claim.date.latest)
    known = [day for day in days if day is not None]
    if known:
        return {"Event Date": str(known[0]), "Event Date Latest": str(known[-1]), "Date Basis": "text"}
    if article.published is None:
        return {}
    day = str(article.published)
    return {"Event Date": day, "Event Date Latest": day, "Date Basis": "published"}


def _place(claim: Claim) -> Row:
    place = next((p for role in ("place", "destination", "origin") for p in claim.roles.get(role, ())), None)
    return {} if place is None else {"Location": place.name, "Country": place.country or ""}


def _evidence(article: Article, claim: Claim) -> Row:
    first = claim.spans[0]
    return {
        "Certainty": claim.certainty,
        "Attribution": claim.attribution,
        "Attributed To": "" if claim.attributed_to is None else claim.attributed_to.name,
        "Story ID": article.id,
        "Publisher": article.publisher or "",
        "Published": "" if article.published is None else str(article.published),
        "URL": article.url or "",
        "Sentence": article.text[first.start : first.end],
        "Claim ID": claim.id,
        "Situation ID": claim.situation,
        "Confidence": claim.confidence,
    }


def _cell(value: str | float | None) -> str | float:
    return inert(one_line(value)) if isinstance(value, str) else "" if value is None else value
