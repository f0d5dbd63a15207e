"""Which power runs a military base where."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from ingest.coreference import Referents
from ingest.lexicon import listed
from ingest.mentions import TextMention
from ingest.states import FoundState, case_of, is_unreal, span_of, subject_of, together
from kg.model import Mention

__all__ = ["bases_of", "bases_of_verb"]

_BASES = {"AirBase", "MilitaryBase"}
_POWERS = {"Country", "Government", "SecurityForce", "InternationalOrganization"}


def bases_of(doc: Doc, referents: Referents, mention: TextMention) -> Iterator[FoundState]:
    """As in "the Russian air base at Kant", "Russia's base at Kant": a power's base in another country."""
    base = referents.of(mention.head)
    power = None if mention.country is None else referents.country(mention.country)
    if base is None or base.type not in _BASES or mention.kind != "nominal" or power is None:
        return
    host = next((h for h in _hosts(doc[mention.head], referents) if h.country != power.country), None)
    named = next(
        (m for t in doc[mention.head].children if (m := _base(referents, t)) and case_of(t) in ("at", "in")), None
    )
    if host is None and named is not None and named.country not in (None, power.country):  # "Russia's base at Kant"
        base, host = named, referents.country(named.country or "")
    if host is not None:
        where = span_of(doc, mention.start, doc[mention.head].right_edge.i + 1)
        roles = {"actor": (power,), "base": (base,), "host": (host,)}
        yield FoundState("BaseOperation", roles, None, where, mention.head, "base.of-power", 0.8)


def bases_of_verb(doc: Doc, referents: Referents, verb: Token) -> Iterator[FoundState]:
    """As in "both of which have air bases in X"."""
    if verb.pos_ != "VERB" or verb.lemma_.lower() not in listed("runs") or is_unreal(verb):
        return
    thing = next((t for t in verb.children if t.dep_ == "obj" and _base(referents, t)), None)
    subject = subject_of(verb)
    base = None if thing is None else _base(referents, thing)
    if thing is None or subject is None or base is None:
        return
    actors = {m.entity: m for m in together(referents, subject) if m.type in _POWERS}
    hosts = [*_hosts(thing, referents), *_hosts(verb, referents)]
    roles = {"actor": tuple(actors.values()), "base": (base,), "host": tuple(hosts[:1])}
    if actors:
        last = max([thing.right_edge.i, *(c.right_edge.i for c in verb.children if referents.place(c.i) in hosts)])
        where = span_of(doc, subject.left_edge.i, last + 1)
        yield FoundState("BaseOperation", {k: v for k, v in roles.items() if v}, None, where, verb.i, "base.verb", 0.85)


def _base(referents: Referents, token: Token) -> Mention | None:
    found = referents.of(token.i)
    return found if found is not None and found.type in _BASES else None


def _hosts(token: Token, referents: Referents) -> Iterator[Mention]:
    for child in token.children:
        place = referents.place(child.i)
        near = case_of(child) in ("in", "at", "on", "near", "outside")
        if near and place is not None and place.type in ("Country", "City", "Region"):
            yield place
