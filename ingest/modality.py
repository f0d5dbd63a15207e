"""Whether what a clause speaks of happened, is offered, planned, demanded, threatened, possible, or denied."""

from __future__ import annotations

from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from ingest.clauses import lemma_of
from ingest.syntax import SUBJECTS, case_of, is_infinitive, is_predicate, kids
from ingest.words import Governor, words

__all__ = ["Reading", "reading_of"]

_NEGATIONS = frozenset({"not", "n't", "never", "no", "neither", "nor", "without", "none", "nobody"})
_FUTURE = frozenset({"will", "'ll", "’ll", "shall", "wo"})
_POSSIBLE = frozenset({"might", "may", "could"})
_DUTY = frozenset({"should", "must", "ought"})
_CONDITIONS = frozenset({"if", "unless", "provided", "whether"})
_CLAUSAL = frozenset({"xcomp", "ccomp", "acl", "advcl", "csubj", "obj", "nmod", "obl", "nsubj", "nsubj:pass", "compound"})
_MAX_CLIMB = 8


@dataclass(frozen=True, slots=True)
class Reading:
    """realis event | prospect; kind of prospect; polarity; certainty (the source's)."""

    realis: str = "event"
    kind: str | None = None
    polarity: str = "affirmed"
    certainty: str = "certain"


def reading_of(doc: Doc, token: int, *, anchor: int) -> Reading:
    """How the situation that the word at `token` names is presented; `anchor` is the verb that carries it, or itself.

    The word's own auxiliaries and negation come first, then each word that governs it, from the inside out; the
    innermost that says something decides.
    """
    word, top = doc[token], doc[anchor]
    state = _own(word)
    if top is not word:
        state = _merged(state, _own(top))
    return _finished(_climbed(state, word, top))


@dataclass(frozen=True, slots=True)
class _State:
    realis: str | None = None
    kind: str | None = None
    negated: bool = False
    certainty: str | None = None


def _finished(state: _State) -> Reading:
    realis = state.realis or "event"
    certainty = state.certainty or ("possible" if state.kind in ("possible", "conditional") else "certain")
    kind = state.kind or "planned" if realis == "prospect" else None
    return Reading(realis, kind, "negated" if state.negated else "affirmed", certainty)


def _merged(inner: _State, outer: _State) -> _State:
    """What the inside says, completed by the outside."""
    return _State(
        inner.realis or outer.realis,
        inner.kind if inner.realis else outer.kind,
        inner.negated or outer.negated,
        inner.certainty or outer.certainty,
    )


def _own(word: Token) -> _State:
    """What auxiliaries, negation and adverbs of a word say of it."""
    below = list(word.children)
    negated = any(_negates(t) for t in below)
    certainty = "probable" if any(t.lower_ in words().doubt for t in below) else None
    aux = {t.lower_ for t in below if t.dep_ in ("aux", "cop", "aux:pass")}
    state = _State(None, None, negated, certainty)
    if any(t.lower_ in _CONDITIONS and t.dep_ in ("mark", "advmod") for t in below):
        return replace(state, realis="prospect", kind="conditional")
    if aux & _POSSIBLE and not (negated and "could" in aux):
        return replace(state, realis="prospect", kind="possible", certainty="possible")
    if aux & _DUTY:
        return replace(state, realis="prospect", kind="requested")
    if aux & _FUTURE:
        return replace(state, realis="prospect", kind="planned")
    if aux & {"would", "'d", "’d"}:
        return _would(word, state)
    if _headline_future(word):
        return replace(state, realis="prospect", kind="planned")
    return state


def _would(word: Token, state: _State) -> _State:
    conditional = any(t.dep_ == "advcl" and any(m.lower_ in _CONDITIONS for m in t.children) for t in word.children)
    return replace(state, realis="prospect", kind="conditional" if conditional else "planned")


def _negates(token: Token) -> bool:
    if token.lower_ in _NEGATIONS and token.dep_ in ("advmod", "det", "cc:preconj", "case", "mark", "cc"):
        return True
    return token.dep_ in ("nsubj", "nsubj:pass", "obj") and any(
        t.lower_ in ("no", "neither", "none") and t.dep_ == "det" for t in token.children
    )


def _headline_future(word: Token) -> bool:
    """ "Ministers to meet on Friday": an infinitive as the main verb, with a subject."""
    return is_infinitive(word) and word.head is word and bool(kids(word, *SUBJECTS))


def _climbed(state: _State, word: Token, top: Token) -> _State:
    current = top
    for _ in range(_MAX_CLIMB):
        head, dep = current.head, current.dep_
        if head is current or dep in ("acl:relcl", "parataxis", "appos"):
            break
        if dep == "conj":
            state = _shared(state, current, head)
        elif dep == "advcl":
            state = _adverbial(state, current, head)
            if not _belongs(current):
                break
        elif dep.split(":")[0] in _CLAUSAL or dep in _CLAUSAL:
            state = _governed(state, current, head)
            if dep in ("ccomp", "nsubj", "nsubj:pass", "csubj") and is_predicate(head):
                break
        current = head
    return state


def _shared(state: _State, current: Token, head: Token) -> _State:
    """Auxiliaries of the first verb hold for a coordinated one that has none and no subject of its own."""
    if kids(current, "aux", "aux:pass", "cop", *SUBJECTS) and not is_infinitive(current):
        return state
    if current.tag_ in ("VBD", "VBZ", "VBP") and head.tag_ not in ("VBD", "VBZ", "VBP"):
        return state
    return _merged(state, _own(head))


def _belongs(clause: Token) -> bool:
    """Whether an adverbial clause stands for an argument ("accused of killing", "prevented from leaving")."""
    return case_of(clause) in ("of", "from", "for", "against", "into", "on", "at", "to")


def _adverbial(state: _State, current: Token, head: Token) -> _State:
    if _belongs(current):
        return _governed(state, current, head)
    marks = {t.lower_ for t in current.children if t.dep_ == "mark"}
    if is_infinitive(current) and state.realis is None:
        return replace(state, realis="prospect", kind="planned")
    if marks & {"before", "until"} and {t.lower_ for t in current.children} & {"could"}:
        return replace(state, realis="event", kind=None, negated=True, certainty="certain")
    if "without" in marks:
        return replace(state, negated=True)
    return state


def _governor(current: Token, head: Token) -> Governor | None:
    """What the word above does to this one: only a word that takes it as content, not as a bystander."""
    known = words().governors
    governor = known.get(lemma_of(head))
    if governor is None:
        return None
    dep = current.dep_
    if dep in SUBJECTS:
        return governor if governor.polarity == "negated" and lemma_of(head) in _UNDOES else None
    if dep in ("obl", "nmod", "advcl", "acl") and not _content_case(current, head):
        return None
    return governor


_UNDOES = frozenset({"foil", "avert", "thwart", "prevent", "block", "cancel", "postpone", "abort", "delay", "fail"})


def _content_case(current: Token, head: Token) -> bool:
    case = case_of(current)
    if current.dep_ in ("acl", "advcl") and is_infinitive(current):
        return True
    if head.pos_ in ("NOUN", "PROPN"):
        return case in ("of", "for", "to", "on", "that", "against") or (current.dep_ == "acl" and not current.tag_ == "VBN")
    return case in ("of", "for", "from", "on", "to", "against", "with", "at", "about", "in", "into")


def _governed(state: _State, current: Token, head: Token) -> _State:
    """What the word above says of this one."""
    governor = _governor(current, head)
    own = _own(head)
    if governor is None:
        spreads = current.dep_ in ("xcomp", "obj") and lemma_of(head) in words().support
        return _merged(state, own) if spreads else replace(state, negated=state.negated)
    realis = governor.realis
    state = replace(
        state,
        realis=state.realis or realis,
        kind=state.kind if state.realis else governor.kind,
        negated=state.negated or governor.polarity == "negated" or (own.negated and realis != "event"),
        certainty=state.certainty or governor.certainty,
    )
    if realis == "event" or governor.polarity == "negated":
        return _merged(state, replace(own, negated=own.negated and governor.polarity != "negated"))
    return state
