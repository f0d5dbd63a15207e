"""Who belongs to which party or body, and who stands on whose side, as titles, possessives and descriptions say it."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from ingest.coreference import Referents
from ingest.lexicon import listed
from ingest.mentions import BODIES, TextMention
from ingest.states import FoundState, bodies_in, case_of, span_of
from ingest.tenures import name_beside, shared_subject
from kg.model import Mention, Span

__all__ = ["memberships_of", "sides_of"]


def memberships_of(doc: Doc, referents: Referents, mention: TextMention) -> Iterator[FoundState]:
    """Memberships that a mention states."""
    found = referents.of(mention.head)
    if found is None:
        return
    if found.type == "Party":
        yield from _possessed(doc, referents, mention, found)
    elif mention.kind == "name" and found.type == "Person":
        yield from _titled(doc, referents, mention, found)
        yield from _of_body(doc, referents, mention, found)
    elif mention.kind == "nominal" and found.type in ("Person", "Group"):
        yield from _apposed(doc, referents, mention, found)
        yield from _predicated(doc, referents, mention)
        yield from _of_body(doc, referents, mention, found)


def sides_of(doc: Doc, referents: Referents, mention: TextMention) -> Iterator[FoundState]:
    """Sides that a description states: "supporters of X" are aligned with X, "his opponents" opposed."""
    group = referents.of(mention.head)
    if mention.kind != "nominal" or group is None or mention.noun not in listed("backers") | listed("foes"):
        return
    class_ = "Alignment" if mention.noun in listed("backers") else "Opposition"
    for link in ("owner", "of", "compound"):
        at = mention.links.get(link, -1)
        side = referents.of(at)
        if side is not None and side.entity != group.entity and side.type not in ("City", "Facility", "Post"):
            where = span_of(doc, min(mention.start, at), max(mention.end, at + 1))
            roles = {"actor": (group,), "recipient": (side,)}
            yield FoundState(class_, roles, None, where, mention.head, f"side.{mention.noun}", 0.7)
            return


def _member(actor: Mention, body: Mention, where: Span, *, at: int, rule: str) -> FoundState:
    return FoundState(
        "Membership", {"actor": (actor,), "organization": (body,)}, None, where, at, f"member.{rule}", 0.8
    )


def _titled(doc: Doc, referents: Referents, mention: TextMention, person: Mention) -> Iterator[FoundState]:
    """As in "Y party leader X", "Y correspondent X"."""
    if mention.title is None:
        return
    start, head = mention.title
    where = span_of(doc, start, mention.end)
    for body in bodies_in(referents, range(start, mention.head), but=person):
        if body.type in ("Party", "MediaOutlet"):
            yield _member(person, body, where, at=head, rule="title")


def _apposed(doc: Doc, referents: Referents, mention: TextMention, person: Mention) -> Iterator[FoundState]:
    """As in "X, a leader of the Y party"."""
    name = name_beside(doc, referents, mention)
    noun = mention.noun
    if name is None or noun not in listed("members"):
        return
    where = span_of(doc, min(mention.start, name[0]), max(mention.end, name[1]))
    reach = min(doc[mention.head].right_edge.i + 1, mention.head + 12)
    for body in bodies_in(referents, range(mention.start, max(mention.end, reach)), but=person):
        if body.type in ("Party", "MediaOutlet") or noun == "member":
            yield _member(person, body, where, at=mention.head, rule="apposition")


def _predicated(doc: Doc, referents: Referents, mention: TextMention) -> Iterator[FoundState]:
    """As in "X is a senator for the Y party"."""
    token = doc[mention.head]
    words = {t.lower_ for t in token.children}
    subject = shared_subject(token) if any(t.dep_ == "cop" for t in token.children) else None
    actor = None if subject is None or words & listed("unreal") else referents.of(subject.i)
    if subject is None or actor is None or actor.type not in ("Person", "Group"):
        return
    where = span_of(doc, min(subject.left_edge.i, mention.start), token.right_edge.i + 1)
    for body in bodies_in(referents, range(mention.start, min(token.right_edge.i + 1, token.i + 12)), but=actor):
        if body.type == "Party" or mention.noun == "member":
            yield _member(actor, body, where, at=token.i, rule="predicate")


def _of_body(doc: Doc, referents: Referents, mention: TextMention, actor: Mention) -> Iterator[FoundState]:
    """As in "some lawmakers from Y", "X of party Y", "members of Y"."""
    if mention.kind != "name" and (mention.noun not in listed("members") or name_beside(doc, referents, mention)):
        return
    any_body = mention.noun == "member"
    for child in (c for i in {mention.head, mention.end - 1} for c in doc[i].children):
        body = referents.of(child.i) if child.dep_ in ("nmod", "obl") else None
        if body is None or not body.named or case_of(child) not in ("of", "from", "with", "for"):
            continue
        if body.type == "Party" or any_body and body.type in BODIES:
            yield _member(actor, body, span_of(doc, mention.start, child.right_edge.i + 1), at=mention.head, rule="of")


def _possessed(doc: Doc, referents: Referents, mention: TextMention, party: Mention) -> Iterator[FoundState]:
    """As in "X's own Y party", "his party" where it is known which: the owner belongs to it."""
    if mention.kind == "pronoun" or not party.named:
        return
    for child in _owners(doc, mention):
        owner = referents.of(child.i)
        if owner is not None and owner.type == "Person":
            yield _member(
                owner, party, span_of(doc, child.left_edge.i, mention.end), at=mention.head, rule="possessive"
            )


def _owners(doc: Doc, mention: TextMention) -> Iterator[Token]:
    inside = range(mention.start, mention.end)
    for i in inside:
        for child in doc[i].children:
            if child.dep_ == "nmod:poss" and (mention.kind == "nominal" or child.i not in inside):
                yield child
