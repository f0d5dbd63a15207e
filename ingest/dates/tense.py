"""Whether a clause looks ahead: "will meet on Tuesday" means the next Tuesday, "met on Tuesday" the last one."""

from __future__ import annotations

from itertools import chain

from spacy.tokens import Token

__all__ = ["looks_ahead"]

_MODALS = {"will", "shall", "would", "may", "might", "could", "should", "must", "can"}
_PLANS = {"agree", "aim", "ask", "call", "decide", "demand", "due", "expect", "forecast", "hope", "intend", "invite"}
_PLANS |= {"likely", "order", "plan", "pledge", "prepare", "project", "promise", "propose", "schedule", "set", "slate"}
_PLANS |= {"threaten", "urge", "vow", "want"}
_COMING = {"upcoming", "planned", "scheduled", "next", "coming", "future", "forthcoming"}
_SAYING = {"add", "announce", "claim", "declare", "quote", "report", "say", "state", "tell", "write"}


def looks_ahead(token: Token) -> bool:
    """True when the clause that the token stands in speaks of what is still to come at the time of writing.

    So does a time after "for": "called a strike for Thursday".
    """
    if any(child.dep_ == "case" and child.lower_ == "for" for child in token.children):
        return True
    for word in chain([token], token.ancestors):
        if any(child.lower_ in _COMING for child in word.children if child.dep_ == "amod"):
            return True
        if word.pos_ in ("VERB", "AUX") or any(child.dep_ in ("cop", "aux") for child in word.children):
            return _verb_ahead(word)
    return False


def _verb_ahead(verb: Token) -> bool:
    auxiliaries = {child.lemma_ for child in verb.children if child.dep_ in ("aux", "aux:pass", "cop")}
    if "have" in auxiliaries:
        return False
    if auxiliaries & _MODALS:
        return True
    if "Inf" in verb.morph.get("VerbForm", []):
        return _infinitive_ahead(verb)
    if verb.lemma_ in _PLANS and verb.tag_ == "VBN":
        return True
    return _present(verb, auxiliaries)


def _infinitive_ahead(verb: Token) -> bool:
    """Of "plans to meet", "a motion to meet", "Minister to meet", not of "managed to meet" nor "flew there to meet"."""
    if verb.dep_ in ("acl", "ROOT"):
        return True
    if verb.dep_ == "conj":
        return _verb_ahead(verb.head)
    return verb.dep_ in ("xcomp", "ccomp") and verb.head.lemma_ in _PLANS


def _present(verb: Token, auxiliaries: set[str]) -> bool:
    """The present of a full sentence ("the talks begin on Monday"); a heading's present tells of what has happened."""
    finite = [verb, *(child for child in verb.children if child.dep_ in ("aux", "aux:pass", "cop"))]
    present = any("Pres" in word.morph.get("Tense", []) and "Fin" in word.morph.get("VerbForm", []) for word in finite)
    return present and verb.lemma_ not in _SAYING and any(token.text == "." for token in verb.sent[-3:])
