"""Whether what a clause speaks of happened, is offered, planned, demanded, threatened, possible, or denied."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from ingest.clauses import lemma_of
from ingest.syntax import SUBJECTS, addressee, case_of, is_infinitive, kids
from ingest.words import Governor, words

__all__ = ["ATTEMPT", "FAILED", "PURPOSE", "Reading", "deciding", "reading_of"]

_CENSURE = frozenset({"confidence", "trust"})
"""What "no" stands before in the name of a motion: "a vote of no confidence" is a vote."""

_NEGATIONS = frozenset({"not", "n't", "n’t", "never", "no", "neither", "nor", "without", "none", "nobody"})
_FUTURE = frozenset({"will", "'ll", "’ll", "shall", "wo"})
_WOULD = frozenset({"would", "'d", "’d"})
_POSSIBLE = frozenset({"might", "may", "could"})
_DUTY = frozenset({"should", "must", "ought"})
_CONDITIONS = frozenset({"if", "unless", "provided", "whether"})
_CLAUSAL = frozenset({"xcomp", "ccomp", "acl", "csubj"})
_NOMINAL = frozenset({"obj", "nmod", "obl", "nsubj", "nsubj:pass", "compound", "obl:agent", "nmod:poss"})
_REPORTS = frozenset(
    {"tell", "warn", "insist", "suggest", "charge", "ask", "assure", "direct", "hold", "claim", "hear"}
)
"""Verbs that order or threaten with an infinitive, but report with a finite clause ("told reporters that")."""
_UNDOES = frozenset({"foil", "avert", "thwart", "prevent", "block", "cancel", "postpone", "abort", "delay", "fail"})
_HAVE_TO = Governor("prospect", "requested")
_MAX_CLIMB = 8

ATTEMPT = "attempted"
FAILED = "failed"
"""Kind of what somebody tries to do (governors of words.yml)."""

PURPOSE = "purpose"
"""Kind of an infinitive of purpose: planned, but a speech act ("marched to demand") is done by what is done."""


@dataclass(frozen=True, slots=True)
class Reading:
    """realis event | prospect; kind of prospect; polarity; certainty (the source's)."""

    realis: str = "event"
    kind: str | None = None
    polarity: str = "affirmed"
    certainty: str = "certain"


@dataclass(frozen=True, slots=True)
class _State:
    """What has been gathered so far; None where nothing has been said."""

    realis: str | None = None
    kind: str | None = None
    negated: bool = False
    certainty: str | None = None


def reading_of(doc: Doc, token: int, *, anchor: int) -> Reading:
    """How the situation that the word at `token` names is presented; `anchor` is the verb that carries it, or itself.

    The word's own auxiliaries, adjectives and negation come first, then each word that governs it, from the inside
    out; the innermost that says something decides. A noun that is merely mentioned in a clause ("after the attack, he
    might resign") is not touched by what is said of the clause.
    """
    *_, (_, state) = _states(doc[token], doc[anchor])
    return _finished(state)


def deciding(doc: Doc, token: int, *, anchor: int) -> list[int]:
    """The words that have a say in `reading_of`: the word itself for its auxiliaries, then those that govern it."""
    found, before = [], _State()
    for word, state in _states(doc[token], doc[anchor]):
        if state != before:
            found.append(word.i)
        before = state
    return found


def _states(word: Token, top: Token) -> Iterator[tuple[Token, _State]]:
    """What is known after each word has had its say, from the inside out, until one that only mentions this."""
    state = _own(word)
    yield word, state
    if top != word:
        state = _merged(state, _own(top))
        state = _merged(state, _of_governor(_governor(word, top), _State()))
        yield top, state
    current, goes_on = top, True
    for _ in range(_MAX_CLIMB):
        if current.head == current or not goes_on:
            return
        state, goes_on = _step(state, current, current.head)
        current = current.head
        yield current, state


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
    """What auxiliaries, negation, adjectives and adverbs of a word say of it."""
    below = list(word.children)
    state = _adjectives(word)
    if any(_negates(t) for t in below):
        state = replace(state, negated=True)
    if any(t.lower_ in words().doubt for t in below):
        state = replace(state, certainty="probable")
    realis, kind = _auxiliary(word, below, negated=state.negated)
    if realis is not None:
        return replace(state, realis=realis, kind=kind, certainty="possible" if kind == "possible" else state.certainty)
    return state


def _auxiliary(word: Token, below: list[Token], *, negated: bool) -> tuple[str | None, str | None]:
    aux = {t.lower_ for t in below if t.dep_ in ("aux", "cop", "aux:pass")}
    if any(t.lower_ in _CONDITIONS and t.dep_ in ("mark", "advmod") for t in below):
        return "prospect", "conditional"
    if aux & _POSSIBLE and not (negated and "could" in aux):
        return "prospect", "possible"
    if aux & _DUTY:
        return "prospect", "requested"
    if aux & _FUTURE:
        return "prospect", "planned"
    if aux & _WOULD:
        return "prospect", "conditional" if _has_condition(word) else "planned"
    return ("prospect", "planned") if _headline_future(word) else (None, None)


def _has_condition(word: Token) -> bool:
    return any(t.dep_ == "advcl" and any(m.lower_ in _CONDITIONS for m in t.children) for t in word.children)


def _adjectives(word: Token) -> _State:
    """As in "Upcoming talks", "a possible strike", "the failed coup": what an adjective before a noun says of it."""
    for child in kids(word, "amod", "compound", "advmod"):
        for kind, listed in words().adjectives.items():
            if child.lower_ in listed:
                return _State(negated=True) if kind == "negated" else _State("prospect", kind)
    return _State()


def _negates(token: Token) -> bool:
    if token.i + 1 < len(token.doc) and token.nbor().lower_ in ("only", "just", "merely", "simply"):
        return False  # "not only did they go"
    if token.lower_ in _NEGATIONS and token.dep_ in ("advmod", "det", "cc:preconj", "case", "mark", "cc"):
        return token.head.lower_ not in _CENSURE
    return token.dep_ in ("nsubj", "nsubj:pass", "obj") and any(
        t.lower_ in ("no", "neither", "none") and t.dep_ == "det" and token.lower_ not in _CENSURE
        for t in token.children
    )


def _headline_future(word: Token) -> bool:
    """As in "Ministers to meet on Friday": an infinitive as the main verb, with a subject."""
    return is_infinitive(word) and word.head == word and bool(kids(word, *SUBJECTS))


def _step(state: _State, current: Token, head: Token) -> tuple[_State, bool]:
    """What the word above says, and whether the word above that has a say too."""
    dep = current.dep_
    if dep == "acl" and addressee(current) is not None:  # "called on the army to leave", read as the army's
        return _governed(state, current, head.head), False
    if dep == "conj":
        return _shared(state, current, head), True
    if dep == "advcl":
        return _adverbial(state, current, head), _belongs(current)
    if dep in _CLAUSAL:
        return _governed(state, current, head), dep != "ccomp" or _governor(current, head) is not None
    if dep in _NOMINAL and _passes_on(current, head):
        return _governed(state, current, head), True
    return state, False


def _passes_on(current: Token, head: Token) -> bool:
    """Whether what is said of the head is said of this noun: its governor, its light verb, its container."""
    if _governor(current, head) is not None:
        return True
    known, lemma = words(), lemma_of(head)
    if current.dep_ == "obj" or (current.dep_ == "nsubj:pass"):
        return lemma in known.support
    if current.dep_ == "nsubj":
        return lemma in known.happening
    return lemma in known.containers


def _shared(state: _State, current: Token, head: Token) -> _State:
    """Auxiliaries of the first verb hold for a coordinated one that has none and no subject of its own."""
    if kids(current, "aux", "aux:pass", "cop", *SUBJECTS) and not is_infinitive(current):
        return state
    if current.tag_ in ("VBD", "VBZ", "VBP") and head.tag_ not in ("VBD", "VBZ", "VBP"):
        return state
    return _merged(state, replace(_own(head), negated=False))


def _belongs(clause: Token) -> bool:
    """Whether an adverbial clause stands for an argument ("accused of killing", "prevented from leaving")."""
    return case_of(clause) in ("of", "from", "for", "against", "into", "on", "at", "to")


def _adverbial(state: _State, current: Token, head: Token) -> _State:
    if _belongs(current) or addressee(current) is not None:
        return _governed(state, current, head)
    marks = {t.lower_ for t in current.children if t.dep_ == "mark"}
    if is_infinitive(current) and state.realis is None:
        return replace(state, realis="prospect", kind=PURPOSE)
    if marks & {"before", "until"} and {t.lower_ for t in current.children} & {"could", "able"}:
        return replace(state, realis="event", kind=None, negated=True, certainty="certain")
    if "without" in marks:
        return replace(state, negated=True)
    return state


def _governor(current: Token, head: Token) -> Governor | None:
    """What the word above does to this one: only a word that takes it as content, not as a bystander."""
    lemma, dep = lemma_of(head), current.dep_
    governor = words().governors.get(lemma)
    if lemma == "have" and dep == "xcomp" and is_infinitive(current):
        return _HAVE_TO
    if governor is None or (dep == "ccomp" and lemma in _REPORTS):
        return None
    if dep in SUBJECTS:
        undone = dep == "nsubj:pass" or lemma == "fail"
        return governor if governor.polarity == "negated" and lemma in _UNDOES and undone else None
    if dep in ("obl", "nmod", "advcl", "acl") and not _content_case(current, head):
        return None
    return governor


def _content_case(current: Token, head: Token) -> bool:
    case = case_of(current)
    if current.dep_ in ("acl", "advcl") and is_infinitive(current):
        return True
    if head.pos_ in ("NOUN", "PROPN"):
        return case in ("of", "for", "to", "on", "that", "against") or (current.dep_ == "acl" and current.tag_ != "VBN")
    return case in ("of", "for", "from", "on", "to", "against", "with", "at", "about", "in", "into")


def _of_governor(governor: Governor | None, own: _State) -> _State:
    """What a governor says of its content, given what is said of the governor itself."""
    if governor is None:
        return own
    negated = governor.polarity == "negated" or (own.negated and governor.realis != "event")
    state = _State(governor.realis, governor.kind, negated, governor.certainty)
    if governor.realis == "event":
        return _merged(replace(state, realis=None), own)
    return _merged(state, replace(own, negated=False)) if governor.polarity == "negated" else state


def _governed(state: _State, current: Token, head: Token) -> _State:
    """What the word above says of this one."""
    governor, own = _governor(current, head), _own(head)
    if governor is not None:
        return _merged(state, _of_governor(governor, own))
    if current.dep_ == "xcomp" and is_infinitive(current) and lemma_of(head) in words().motion:
        return _merged(state, _State("prospect", PURPOSE))
    spreads = current.dep_ == "xcomp" or current.dep_ in _NOMINAL
    return _merged(state, own) if spreads else state
