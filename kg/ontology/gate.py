"""The gate for claims: whether the ontology allows what a claim says."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping

from kg.errors import ClaimError
from kg.ids import iri
from kg.model import Claim, Mention
from kg.ontology.terms import Ontology, OntologyClass

__all__ = ["EDTF", "check", "faults"]

SIZES = tuple(
    f"{what}{bound}" for what in ("killed", "injured", "arrested", "participants") for bound in ("Min", "Max")
)
"""What may be counted of a situation."""

_YEAR = "([0-9]{3}[1-9]|[0-9]{2}[1-9][0-9]|[0-9][1-9][0-9]{2}|[1-9][0-9]{3})"
_MONTH = "(0[1-9]|1[0-2])"
_DAYS = (
    "((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8]))",
    "([0-9]{2}(0[48]|[2468][048]|[13579][26])|(0[48]|[2468][048]|[13579][26])00)-02-29",
)
_SEASON = "(2[1-9]|3[0-9]|4[01])"
_FORMS = (
    *(_YEAR, f"{_YEAR}-{_MONTH}", f"{_YEAR}-{_DAYS[0]}", _DAYS[1], f"{_YEAR}-{_SEASON}"),
    *("[0-9]{3}X", "[0-9]{2}XX", f"{_YEAR}-XX(-XX)?", f"{_YEAR}-{_MONTH}-XX"),
)
_DATE = f"({'|'.join(_FORMS)})[?~%]?"
EDTF = f"^((\\.\\.)?/{_DATE}|{_DATE}(/({_DATE}|\\.\\.)?)?)$"
"""What a date looks like in the Extended Date/Time Format (https://www.loc.gov/standards/datetime/): level 1 without
times, in the calendar, from the year 1. As the shapes have it: without what regular expressions of SPARQL lack."""

_EDTF = re.compile(EDTF)
_CAPITALS = re.compile("[A-Z]{3}")
_ID_FORM = "lower-case letters, digits and -"


def check(claim: Claim, ontology: Ontology) -> None:
    """Let the claim pass, or raise ClaimError with its first fault: the claim's rule, class, role, what is allowed.

    A missing role, date or source of an article is no fault: articles are incomplete.
    """
    fault = next(faults(claim, ontology), None)
    if fault is not None:
        raise ClaimError(f"claim {claim.id} (rule {claim.rule}, class {claim.class_}): {fault}")


def faults(claim: Claim, ontology: Ontology) -> Iterator[str]:
    """All that is wrong with the claim, in words."""
    class_ = ontology.classes.get(claim.class_)
    if class_ is None or "Situation" not in class_.ancestors:
        yield f"the ontology has no such class of situation{ontology.nearest(claim.class_)}"
        return
    if class_.abstract:
        below = [n for n in ontology.concrete(claim.class_) if n != claim.class_]
        yield f"the class is abstract; narrower ones are {', '.join(below[:8])}{' …' if len(below) > 8 else ''}"
        return
    yield from (f"{local!r} is no id; ids are {_ID_FORM}" for local in (claim.id, claim.article) if not _is_id(local))
    yield from _values(claim, ontology.schemes)
    yield from _voice(claim, ontology)
    yield from _reality(claim, class_)
    yield from _roles(claim, class_, ontology)
    yield from _links(claim, ontology)
    yield from _figures(claim)
    yield from _money(claim)
    yield from _date(claim)
    yield from _evidence(claim)


def _values(claim: Claim, schemes: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    for field in ("realis", "polarity", "certainty", "attribution", "prospect", "phase"):
        value = getattr(claim, field)
        if value is not None and value not in schemes[field]:
            yield f"{field} {value!r} is not known; allowed are {', '.join(schemes[field])}"


def _voice(claim: Claim, ontology: Ontology) -> Iterator[str]:
    source = claim.attributed_to
    if claim.attribution == "named" and source is None:
        yield "attribution named needs attributedTo, the source"
    if claim.attribution != "named" and source is not None:
        yield f"attribution {claim.attribution} has no attributedTo; only named has"
    if source is not None:
        yield from _filler("attributedTo", source, ("Agent",), ontology)


def _reality(claim: Claim, class_: OntologyClass) -> Iterator[str]:
    if (claim.realis == "prospect") != (claim.prospect is not None):
        yield f"realis {claim.realis} with prospect {claim.prospect}; a prospect, and nothing else, has its kind"
    if claim.realis == "event" and "State" in class_.ancestors:
        yield "the class is a state of affairs; realis is state or prospect, not event"
    if claim.phase is not None and "Tenure" not in class_.ancestors:
        yield f"phase {claim.phase} stands on a Tenure only"


def _roles(claim: Claim, class_: OntologyClass, ontology: Ontology) -> Iterator[str]:
    for role, fillers in claim.roles.items():
        use = class_.roles.get(role)
        if use is None:
            yield f"role {role!r} is not one of the class; allowed are {', '.join(class_.roles)}"
            continue
        for filler in fillers:
            yield from _filler(f"role {role} ({use.as_})", filler, use.fillers, ontology)


def _filler(what: str, filler: Mention, allowed: tuple[str, ...], ontology: Ontology) -> Iterator[str]:
    found = ontology.classes.get(filler.type)
    if found is None or found.abstract or "Entity" not in found.ancestors:
        kinds = ", ".join(ontology.concrete("Entity"))
        yield f"{what}: {filler.name!r} is of type {filler.type!r}, which is no class of entity; known are {kinds}"
    elif not any(kind in found.ancestors for kind in allowed):
        yield f"{what}: {filler.name!r} is of type {filler.type}; allowed are {', '.join(allowed)} and what is below"
    if not _is_id(filler.entity):
        yield f"{what}: {filler.entity!r} is no id; ids are {_ID_FORM}"
    if filler.country is not None and not _CAPITALS.fullmatch(filler.country):
        yield f"{what}: country {filler.country!r} is not an ISO 3166 code of three capitals"
    if filler.sector is not None and filler.sector not in ontology.schemes["sector"]:
        yield f"{what}: sector {filler.sector!r} is not known; known are {', '.join(ontology.schemes['sector'])}"
    yield from _ties(what, filler, ontology)


def _is_id(local: str) -> bool:
    try:
        iri("entity", local)
    except ValueError:
        return False
    return True


def _ties(what: str, filler: Mention, ontology: Ontology) -> Iterator[str]:
    for name, targets in filler.links.items():
        link = ontology.entity_links.get(name)
        if link is None:
            yield f"{what}: link {name!r} of {filler.name!r} is not known; known are {', '.join(ontology.entity_links)}"
            continue
        for target in targets:
            yield from _filler(f"{what}, {name}", target, link.targets, ontology)


def _links(claim: Claim, ontology: Ontology) -> Iterator[str]:
    for name in claim.links:
        if name not in ontology.links:
            yield f"link {name!r} is not known; known are {', '.join(ontology.links)}"


def _figures(claim: Claim) -> Iterator[str]:
    for key, count in claim.size.items():
        if key not in SIZES:
            yield f"size {key!r} is not known; known are {', '.join(SIZES)}"
        elif count < 0:
            yield f"size {key} is {count}; people are counted from 0"
    for low, high in zip(SIZES[::2], SIZES[1::2], strict=True):
        if low in claim.size and claim.size[low] > claim.size.get(high, math.inf):
            yield f"size {low} {claim.size[low]} is above {high} {claim.size[high]}"


def _money(claim: Claim) -> Iterator[str]:
    if claim.amount is None:
        return
    if not (math.isfinite(claim.amount.value) and claim.amount.value >= 0):
        yield f"amount {claim.amount.value} is not a sum of 0 or more"
    if not _CAPITALS.fullmatch(claim.amount.currency):
        yield f"currency {claim.amount.currency!r} is not an ISO 4217 code of three capitals"


def _evidence(claim: Claim) -> Iterator[str]:
    if not claim.spans:
        yield "no span; a claim needs the words that make it"
    for span in claim.spans:
        if not 0 <= span.start < span.end:
            yield f"span {span.start}-{span.end} is not a stretch of text, start before end, from 0"
    if not 0 <= claim.confidence <= 1:
        yield f"confidence {claim.confidence} is not between 0 and 1"


def _date(claim: Claim) -> Iterator[str]:
    if claim.date is None:
        return
    if not _EDTF.fullmatch(claim.date.edtf):
        yield f"date {claim.date.edtf!r} is not in EDTF, as 2010-04-07, 2010-04, 2010-04-07/2010-04-15 or ../2010-04-07"
    first, last = claim.date.earliest, claim.date.latest
    if first is not None and last is not None and first > last:
        yield f"date runs from {first} to {last}, which is earlier"
