"""What a state found in the text looks like, and what the rules that find states share."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from ingest.coreference import Referents
from ingest.lexicon import lexicon, listed
from ingest.mentions import BODIES
from kg.model import Mention, Span

__all__ = ["FoundState", "bodies_in", "case_of", "holds_post", "is_unreal", "span_of", "subject_of", "together"]

_RELATIVES = {"WDT", "WP"}


@dataclass(frozen=True, slots=True)
class FoundState:
    """A state as the words give it: class_ is Tenure, Membership, BaseOperation, Alignment or Opposition.

    `phase` (Tenure only) is current, former, acting or elect; `span` is the evidence, `token` its head in the Doc;
    `rule` names the construction ("title.before-name"), `clearness` goes from 0 to 1.
    """

    class_: str
    roles: Mapping[str, tuple[Mention, ...]]
    phase: str | None
    span: Span
    token: int
    rule: str
    clearness: float


def span_of(doc: Doc, start: int, end: int) -> Span:
    """The characters of the tokens `[start, end)`, without spaces and commas at the edges."""
    while end > start + 1 and (doc[end - 1].is_space or doc[end - 1].is_punct and doc[end - 1].text not in ')”".'):
        end -= 1
    while start < end - 1 and doc[start].is_space:
        start += 1
    return Span(doc[start].idx, doc[end - 1].idx + len(doc[end - 1].text))


def holds_post(token: Token) -> bool:
    """Whether the noun is one for somebody who holds a post."""
    nouns = lexicon().nouns
    found = nouns.get(token.lemma_.lower()) or nouns.get(token.lower_)
    return found is not None and found.post


def is_unreal(word: Token) -> bool:
    """Whether a word beside it says that it is not so, or not yet: "may", "not"; a name such as "May" says nothing."""
    return any(t.lower_ in listed("unreal") and t.pos_ != "PROPN" for t in word.children)


def case_of(token: Token) -> str:
    """The preposition before a noun; "" where there is none."""
    return next((t.lower_ for t in token.lefts if t.dep_ == "case"), "")


def bodies_in(referents: Referents, inside: range, *, but: Mention) -> list[Mention]:
    """Organisations that the tokens stand for, once each, in their order."""
    found: dict[str, Mention] = {}
    for token in inside:
        body = referents.of(token)
        if body is not None and body.type in BODIES and body.entity != but.entity:
            found.setdefault(body.entity, body)
    return list(found.values())


def subject_of(verb: Token) -> Token | None:
    """The subject of a verb; that of a relative clause is its antecedent ("both of which have …")."""
    subject = next((t for t in verb.children if t.dep_ == "nsubj"), None)
    if verb.dep_ not in ("acl:relcl", "acl"):
        return subject
    words = [*([] if subject is None else subject.subtree), *verb.children]
    relative = any(t.tag_ in _RELATIVES and t.i <= verb.i for t in words)
    return verb.head if subject is None or relative else subject


def together(referents: Referents, token: Token) -> Iterator[Mention]:
    """What the token stands for, and what is coordinated with it."""
    yield from referents.each(token.i)
    for child in token.children:
        if child.dep_ == "conj":
            yield from together(referents, child)
