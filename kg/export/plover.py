"""Claims as PLOVER records in JSON Lines, our own fields beside PLOVER's (one object a claim).

The form is fixed: partners and scorers read it. `event` follows what is said, not only the class: an offer of aid is
AGREE, a planned strike THREATEN, a demand for talks REQUEST (PLOVER 2.0 has no event for what is merely possible,
conditional or denied: null).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from kg.claims import mention_record
from kg.model import Article, Claim, Interval
from kg.ontology import Ontology

__all__ = ["FIELDS", "plover_event", "plover_records"]

FIELDS = {
    "id": "the claim's id",
    "article": "what the input called the article",
    "class": "the ontology's class",
    "event": "the PLOVER 2.0 event type of what is said; null for a denial, a state, and what is merely possible",
    "mode": "the PLOVER 2.0 mode, where the event is the class's own",
    "cameo": "the nearest CAMEO code of the class",
    "actor": "who acts: a list of fillers",
    "recipient": "who or what is acted upon: a list of fillers",
    "place": "where: a list of fillers",
    "roles": "the other roles of the ontology, each with its list of fillers",
    "date": "when: `edtf`, `earliest`, `latest`, and the `text` that says so",
    "size": "numbers of people: `killedMin`, `killedMax`, and so on for injured, arrested, participants",
    "amount": "a sum of money: `value` and `currency` (ISO 4217)",
    "phase": "how a post is held: current, former, acting, elect",
    "realis": "event, state, prospect",
    "prospect": "why it is a prospect: offered, promised, planned, requested, threatened, conditional, possible",
    "polarity": "affirmed, negated",
    "certainty": "how sure the voice is: certain, probable, possible, unknown",
    "attribution": "whose voice: author, named, unnamed",
    "attributed_to": "the source that is named: a filler",
    "text": "the words of the article",
    "start": "where they begin, in code points of the text",
    "end": "where they end (the first code point after them)",
    "evidence": "all words that support the claim, the clearest first: `start`, `end`, `text`",
    "rule": "the rule that found the claim",
    "confidence": "the chance that a reader finds the class right, 0 to 1",
}
"""The fields of a record, in their order, and what each says."""

_COOPERATIVE = {"CONSULT", "SUPPORT", "COOPERATE", "AID", "CONCEDE", "RETREAT"}
_CONFLICTUAL = {"SANCTION", "COERCE", "ASSAULT", "PROTEST", "MOBILIZE"}
_AGREED = {"offered", "promised", "planned"}
_THREATENED = {"promised", "planned", "threatened"}
_OWN_FIELDS = ("actor", "recipient", "place")


def plover_records(article: Article, claims: Iterable[Claim], *, ontology: Ontology) -> Iterator[dict[str, Any]]:
    """One record a claim, in the claims' order; `article.text` must be there, for the evidence verbatim."""
    return (_record(article, claim, ontology) for claim in claims)


def plover_event(claim: Claim, ontology: Ontology) -> str | None:
    """The PLOVER event type that the claim amounts to, or None."""
    event = ontology.classes[claim.class_].plover
    if claim.polarity == "negated" or claim.realis == "state":
        return None
    if claim.realis == "event":
        return event
    if claim.prospect == "requested":
        return "REQUEST"
    if event in _COOPERATIVE and claim.prospect in _AGREED:
        return "AGREE"
    return "THREATEN" if event in _CONFLICTUAL and claim.prospect in _THREATENED else None


def _record(article: Article, claim: Claim, ontology: Ontology) -> dict[str, Any]:
    class_ = ontology.classes[claim.class_]
    event = plover_event(claim, ontology)
    roles = {role: [mention_record(filler) for filler in fillers] for role, fillers in claim.roles.items()}
    first = claim.spans[0]
    return {
        "id": claim.id,
        "article": article.given_id,
        "class": claim.class_,
        "event": event,
        "mode": class_.mode if event == class_.plover else None,
        "cameo": class_.cameo,
        **{role: roles.get(role, []) for role in _OWN_FIELDS},
        "roles": {role: fillers for role, fillers in roles.items() if role not in _OWN_FIELDS},
        "date": _date(claim.date),
        "size": dict(claim.size) or None,
        "amount": None if claim.amount is None else {"value": claim.amount.value, "currency": claim.amount.currency},
        "phase": claim.phase,
        "realis": claim.realis,
        "prospect": claim.prospect,
        "polarity": claim.polarity,
        "certainty": claim.certainty,
        "attribution": claim.attribution,
        "attributed_to": None if claim.attributed_to is None else mention_record(claim.attributed_to),
        "text": article.text[first.start : first.end],
        "start": first.start,
        "end": first.end,
        "evidence": [{"start": s.start, "end": s.end, "text": article.text[s.start : s.end]} for s in claim.spans],
        "rule": claim.rule,
        "confidence": claim.confidence,
    }


def _date(interval: Interval | None) -> dict[str, str | None] | None:
    if interval is None:
        return None
    days = {"earliest": interval.earliest, "latest": interval.latest}
    iso = {name: None if day is None else day.isoformat() for name, day in days.items()}
    return {"edtf": interval.edtf, **iso, "text": interval.text}
