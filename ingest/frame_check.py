"""Every frame on the sentences that stand with it: those on which it must fire, and those on which it must not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from ingest.claims import scenes
from ingest.frame_schema import Example, Frame
from ingest.merging import Candidate
from ingest.situations import candidates_in
from kg.ids import article_id, text_sha256
from kg.model import Article, Mention
from kg.names import normalised

__all__ = ["Verdict", "article_of", "candidates_of", "failing", "verdicts"]

_ARTICLES = ("the ", "a ", "an ", "its ", "his ", "some ")


@dataclass(frozen=True, slots=True)
class Verdict:
    """A sentence of a frame, and what is wrong with what was read in it; "" when it is right."""

    frame: Frame
    text: str
    wrong: str


def verdicts(frames: Iterable[Frame]) -> Iterator[Verdict]:
    """One verdict a sentence, frame by frame, those of `says` before those of `says_not`."""
    asked = [(frame, sentence) for frame in frames for sentence in _sentences(frame)]
    texts = [sentence if isinstance(sentence, str) else sentence.text for _, sentence in asked]
    for (frame, sentence), text, found in zip(asked, texts, candidates_of(texts), strict=True):
        yield Verdict(frame, text, failing(frame, sentence, found))


def _sentences(frame: Frame) -> Iterator[Example | str]:
    yield from frame.says
    yield from frame.says_not


def candidates_of(texts: Iterable[str]) -> Iterator[tuple[Candidate, ...]]:
    """The situations that each text names, each text an article of its own without a date."""
    for _, scene in scenes(map(article_of, texts)):
        yield tuple(candidates_in(scene, published=None))


def article_of(text: str) -> Article:
    """A text as an article of its own without a date."""
    return Article(article_id(text=text), text, text_sha256(text), "the text")


def failing(frame: Frame, sentence: Example | str, found: Iterable[Candidate]) -> str:
    """What is wrong with the situations found in a sentence of `says`, or in one (a plain text) of `says_not`."""
    found = tuple(found)
    own = [candidate for candidate in found if candidate.rule == frame.id]
    if isinstance(sentence, str):
        return f"must not fire, but does: {_roles(own)}" if any(c.named for c in own) else ""
    if not own:
        return f"does not fire; what does: {_roles(found) or 'nothing'}"
    fitting = [candidate for candidate in own if _fills(candidate, sentence.roles)]
    if not fitting:
        return f"wanted {dict(sentence.roles)}, got {_roles(own)}"
    if sentence.size is not None and all(dict(c.size) != dict(sentence.size) for c in fitting):
        return f"wanted the figures {dict(sentence.size)}, got {[dict(c.size) for c in fitting]}"
    return ""


def _roles(found: Iterable[Candidate]) -> str:
    return "; ".join(f"{c.rule} ({_filled(c)})" for c in found)


def _filled(candidate: Candidate) -> str:
    return ", ".join(f"{role}: {' and '.join(m.name for m in some)}" for role, some in candidate.roles.items())


def _fills(candidate: Candidate, wanted: Mapping[str, tuple[str, ...]]) -> bool:
    return all(
        any(_plain(name) in _names(mention) for mention in candidate.roles.get(role, ()))
        for role, listed in wanted.items()
        for name in listed
    )


def _names(mention: Mention) -> Iterator[str]:
    yield _plain(mention.name)
    if mention.text is not None:
        yield _plain(mention.text)


def _plain(name: str) -> str:
    name = normalised(name)
    for article in _ARTICLES:
        name = name.removeprefix(article)
    return name
