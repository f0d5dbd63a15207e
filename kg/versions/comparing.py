"""What a later version of an article added, took back or changed: claims by what they say, and sentences."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise
from typing import TypeVar

from kg.claims import ClaimsFile
from kg.model import Article, Claim
from kg.names import normalised

__all__ = ["Change", "changes"]

ALIKE = 0.6
"""difflib's ratio of the words of two sentences from which on the second is the first, changed."""

_SENTENCE = re.compile(r"[.!?…]+[\"”’)\]]*(?=\s|$)|[。！？]+[\"”’)\]]*|\n")
_ABBREVIATION = re.compile(r"\b(?:[A-Z]|Mr|Mrs|Ms|Dr|Gen|Col|Lt|Sgt|St|No|vs|etc|U\.S|U\.N)\.$")

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that differs: `what` is claim or sentence, `how` added, removed or changed.

    `before` and `after` are the sentences, or the claims' quotes; None on the side where there is nothing. Of a claim,
    `said` tells class and roles, and what of it is another.
    """

    what: str
    how: str
    before: str | None
    after: str | None
    said: str | None = None


def changes(before: ClaimsFile, after: ClaimsFile) -> Iterator[Change]:
    """What the second version says otherwise than the first; both with their texts. Claims first, then sentences."""
    yield from _claims(before, after)
    yield from _sentences(before.article.text, after.article.text)


# --------------------------------------------------------------------------------------------------------- claims


def _claims(before: ClaimsFile, after: ClaimsFile) -> Iterator[Change]:
    """Claims that are in one version only; two that differ in day or figures alone are one that was changed."""
    gone, come = _unmatched(before.claims, after.claims, _whole)
    pairs, gone, come = _paired(gone, come)
    for old, new in pairs:
        said = f"{_said(new)}: {_details(old) or 'nothing'} -> {_details(new) or 'nothing'}"
        yield Change("claim", "changed", _quote(old, before.article), _quote(new, after.article), said)
    yield from (Change("claim", "removed", _quote(claim, before.article), None, _told(claim)) for claim in gone)
    yield from (Change("claim", "added", None, _quote(claim, after.article), _told(claim)) for claim in come)


def _unmatched(
    one: Iterable[Claim], other: Iterable[Claim], key: Callable[[Claim], Hashable]
) -> tuple[list[Claim], list[Claim]]:
    """The claims of either side that the other side has none for; said twice, it has to be there twice."""
    left: dict[Hashable, list[Claim]] = defaultdict(list)
    for claim in one:
        left[key(claim)].append(claim)
    come = []
    for claim in other:
        if left.get(key(claim)):
            left[key(claim)].pop(0)
        else:
            come.append(claim)
    return [claim for claims in left.values() for claim in claims], come


def _paired(gone: Sequence[Claim], come: Sequence[Claim]) -> tuple[list[tuple[Claim, Claim]], list[Claim], list[Claim]]:
    """Those that have the same class, roles, polarity and realis on both sides, and what is left of either."""
    waiting: dict[Hashable, list[Claim]] = defaultdict(list)
    for claim in gone:
        waiting[_core(claim)].append(claim)
    pairs, added = [], []
    for claim in come:
        if waiting.get(_core(claim)):
            pairs.append((waiting[_core(claim)].pop(0), claim))
        else:
            added.append(claim)
    return pairs, [claim for claims in waiting.values() for claim in claims], added


def _core(claim: Claim) -> Hashable:
    """Class, who does what to whom, and whether it happened: by names, for ids and offsets are of one text."""
    roles = tuple(sorted((role, tuple(sorted(normalised(m.name) for m in ms))) for role, ms in claim.roles.items()))
    return claim.class_, roles, claim.polarity, claim.realis, claim.prospect, claim.phase


def _whole(claim: Claim) -> Hashable:
    return _core(claim), _details(claim)


def _details(claim: Claim) -> str:
    """Day and figures."""
    parts = [claim.date.edtf] if claim.date is not None else []
    parts += [f"{name} {number}" for name, number in sorted(claim.size.items())]
    parts += [f"{claim.amount.value} {claim.amount.currency}"] if claim.amount is not None else []
    return ", ".join(parts)


def _said(claim: Claim) -> str:
    status = ", ".join(filter(None, (claim.prospect or claim.realis, claim.phase, claim.polarity)))
    roles = (f"{role} {' and '.join(mention.name for mention in fillers)}" for role, fillers in claim.roles.items())
    return f"{claim.class_} ({'; '.join([status, *roles])})"


def _told(claim: Claim) -> str:
    return ", ".join(filter(None, (_said(claim), _details(claim))))


def _quote(claim: Claim, article: Article) -> str:
    span = claim.spans[0]
    return " ".join(article.text[span.start : span.end].split())


# ------------------------------------------------------------------------------------------------------ sentences


def _sentences(before: str, after: str) -> Iterator[Change]:
    old, new = sentences(before), sentences(after)
    for tag, i, j, k, n in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            yield from _replaced(old[i:j], new[k:n])


def _replaced(old: Sequence[str], new: Sequence[str]) -> Iterator[Change]:
    """Sentences that stand in place of others: each with the first that it is like, the rest removed or added."""
    waiting = list(old)
    for sentence in new:
        like = next((one for one in waiting if _alike(one, sentence)), None)
        if like is None:
            yield Change("sentence", "added", None, sentence)
        else:
            waiting.remove(like)
            yield Change("sentence", "changed", like, sentence)
    yield from (Change("sentence", "removed", sentence, None) for sentence in waiting)


def _alike(one: str, other: str) -> bool:
    return SequenceMatcher(None, one.split(), other.split(), autojunk=False).ratio() >= ALIKE


def sentences(text: str) -> list[str]:
    """The text's sentences, white space made even; by marks and lines alone, which does for a comparison."""
    ends = [0]
    for end in _SENTENCE.finditer(text):
        if end[0] == "\n" or not _ABBREVIATION.search(text[max(0, end.start() - 10) : end.end()]):
            ends.append(end.end())
    parts = (" ".join(text[start:end].split()) for start, end in pairwise([*ends, len(text)]))
    return [part for part in parts if part]
