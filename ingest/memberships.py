"""Who belongs to which party or body, and who stands on whose side, as titles, possessives and descriptions say it."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from ingest.coreference import Referents
from ingest.lexicon import listed
from ingest.mentions import BODIES, TextMention
from ingest.states import FoundState, bodies_in, case_of, is_unreal, span_of, subject_of
from ingest.syntax import is_passive
from ingest.tenures import name_beside, shared_subject
from kg.model import Mention, Span

__all__ = ["members_by_word", "memberships_of", "sides_of"]


def memberships_of(doc: Doc, referents: Referents, mention: TextMention) -> Iterator[FoundState]:
    """Memberships that a mention states."""
    found = referents.of(mention.head)
    if found is None:
        return
    if found.type == "Party":
        yield from _possessed(doc, referents, mention, found)
    elif mention.kind == "name" and found.type == "Person":
        yield from _titled(doc, referents, mention, found)
        yield from _bracketed(doc, referents, mention, found)
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
        if body.type in ("Party", "MediaOutlet") or _serves(doc[head].lemma_.lower(), body):
            yield _member(person, body, where, at=head, rule="title")


def _serves(noun: str, body: Mention) -> bool:
    """Whether a noun tells that somebody is of a body without a post in it: "a Hamas official"."""
    return noun in listed("rank and file") and body.named and body.type in ("Organization", "InternationalOrganization")


def _bracketed(doc: Doc, referents: Referents, mention: TextMention, person: Mention) -> Iterator[FoundState]:
    """As in "X (Labour)", "Labour's X"."""
    at = mention.end + 1
    party = referents.of(at) if at < len(doc) and doc[mention.end].text == "(" else None
    if party is not None and party.type == "Party" and party.named:
        last = referents.names[at].end if at in referents.names else at + 1
        if doc[last].text in (")", "/", ","):
            yield _member(person, party, span_of(doc, mention.start, last + 1), at=mention.head, rule="bracket")
    for child in doc[mention.head].children:
        owner = referents.of(child.i) if child.dep_ == "nmod:poss" and child.i < mention.head else None
        if owner is not None and owner.type == "Party" and owner.named:
            where = span_of(doc, child.left_edge.i, mention.end)
            yield _member(person, owner, where, at=mention.head, rule="owned")


def _apposed(doc: Doc, referents: Referents, mention: TextMention, person: Mention) -> Iterator[FoundState]:
    """As in "X, a leader of the Y party"."""
    name = name_beside(doc, referents, mention)
    noun = mention.noun
    if name is None or noun not in listed("members"):
        return
    where = span_of(doc, min(mention.start, name[0]), max(mention.end, name[1]))
    reach = min(doc[mention.head].right_edge.i + 1, mention.head + 12)
    bodies = bodies_in(referents, range(mention.start, max(mention.end, reach)), but=person)
    for body in [b for b in bodies if b.named] or bodies:
        if body.type in ("Party", "MediaOutlet") or noun == "member" or _serves(noun, body):
            yield _member(person, body, where, at=mention.head, rule="apposition")


def _predicated(doc: Doc, referents: Referents, mention: TextMention) -> Iterator[FoundState]:
    """As in "X is a senator for the Y party"."""
    token = doc[mention.head]
    subject = shared_subject(token) if any(t.dep_ == "cop" for t in token.children) else None
    actor = None if subject is None or is_unreal(token) else referents.of(subject.i)
    if subject is None or actor is None or actor.type not in {"Person", "Group", "Country"} | BODIES:
        return
    where = span_of(doc, min(subject.left_edge.i, mention.start), token.right_edge.i + 1)
    bodies = bodies_in(referents, range(mention.start, min(token.right_edge.i + 1, token.i + 12)), but=actor)
    for body in [b for b in bodies if b.named] or bodies:
        if body.type == "Party" or mention.noun == "member":
            yield _member(actor, body, where, at=token.i, rule="predicate")


def _of_body(doc: Doc, referents: Referents, mention: TextMention, actor: Mention) -> Iterator[FoundState]:
    """As in "some lawmakers from Y", "X of party Y", "members of Y"."""
    if mention.kind != "name" and (mention.noun not in listed("members") or name_beside(doc, referents, mention)):
        return
    if mention.kind != "name" and _of_a_state(doc[mention.head]):
        return
    any_body = mention.noun == "member"
    for child in (c for i in {mention.head, mention.end - 1} for c in doc[i].children):
        body = _named_body(referents, child) if child.dep_ in ("nmod", "obl") else None
        if body is None or not body.named or case_of(child) not in ("of", "from", "with", "for"):
            continue
        if body.type == "Party" or any_body and body.type in BODIES:
            yield _member(actor, body, span_of(doc, mention.start, child.right_edge.i + 1), at=mention.head, rule="of")


def _named_body(referents: Referents, token: Token) -> Mention | None:
    """What the token stands for, or the party that is named before it: "the Honor Colorado movement"."""
    body = referents.of(token.i)
    inner = (referents.of(t.i) for t in token.children if t.dep_ == "compound")
    party = next((m for m in inner if m is not None and m.type == "Party" and m.named), None)
    return party if party is not None and (body is None or not body.named) else body


def _of_a_state(token: Token) -> bool:
    """Whether what is called a member is no person but told of something else: "Turkey is a member of NATO"."""
    return any(t.dep_ == "cop" for t in token.children) or token.dep_ == "appos"


def members_by_word(doc: Doc, referents: Referents, token: Token) -> Iterator[FoundState]:
    """As in "X belongs to Y", "X joined party Y", "X is part of Y", "X, a member of Y".

    X may be a country or a body as well as a person.
    """
    actor, cases = _belonging(token)
    who = None if actor is None else referents.of(actor.i)
    if actor is None or who is None or who.type not in {"Person", "Group", "Country"} | BODIES:
        return
    if is_unreal(token):
        return
    bodies = {"Party"} if token.lemma_.lower() == "join" else BODIES  # who joins another body may only take its side
    for child in token.children:
        body = referents.of(child.i)
        within = child.dep_ in ("nmod", "obl") and case_of(child) in cases or child.dep_ in cases
        if within and body is not None and body.type in bodies and body.entity != who.entity:
            where = span_of(doc, min(actor.left_edge.i, token.left_edge.i), token.right_edge.i + 1)
            yield _member(who, body, where, at=token.i, rule=token.lemma_.lower())


def _belonging(token: Token) -> tuple[Token | None, tuple[str, ...]]:
    """Who is said to belong, and by which prepositions or relations the body stands with the word."""
    lemma = token.lemma_.lower()
    if lemma == "belong" and token.pos_ == "VERB":
        return subject_of(token), ("to",)
    if lemma == "join" and token.tag_ in ("VBD", "VBN") and not is_passive(token):
        return subject_of(token), ("obj",)
    if lemma == "part" and any(t.dep_ == "cop" for t in token.children):
        subject = shared_subject(token)
        relative = subject is not None and subject.tag_ in ("WDT", "WP") and token.dep_ == "acl:relcl"
        return token.head if relative else subject, ("of",)
    if lemma == "member" and token.dep_ == "appos" and token.head.ent_type_ != "PERSON":
        return token.head, ("of", "compound")
    return None, ()


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
