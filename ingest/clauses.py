"""Predicates with their arguments: what a frame sees of a sentence.

Functions are subject, object, indirect, complement (a clause), possessive, compound, and prepositions by name. Voice,
coordination, relative clauses, control and light verbs are undone: "Troops were pulled out by the general", "the
general, who pulled the troops out" and "the general's withdrawal of troops" give the same functions.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from ingest.lexicon import lexicon
from ingest.syntax import (
    SUBJECTS,
    antecedent,
    case_of,
    gives,
    is_charge,
    is_infinitive,
    is_passive,
    is_predicate,
    kids,
    logical_object,
    logical_subject,
    members,
    surface_subject,
)
from ingest.words import words

__all__ = ["Argument", "Predicate", "lemma_of", "predicate_at", "real_noun", "subtree_tokens"]

Functions = dict[str, list[tuple[Token, str]]]
_NAMING = frozenset({"appoint", "choose", "crown", "declare", "designate", "elect", "make", "name", "proclaim"})
_INTENDING = frozenset({"need", "seek", "want"})
"""Verbs whose bare infinitive says what the subject means to do itself: "sought to end the war"."""

_COMPLEMENTS = ("ccomp", "xcomp", "csubj")


@dataclass(frozen=True, slots=True)
class Argument:
    """A token that fills a function, and the path by which it was found ("nsubj", "relcl", "control:object")."""

    token: int
    via: str


@dataclass(frozen=True, slots=True)
class Predicate:
    """A word that may name a situation, with its arguments.

    token      index of the word itself; `anchor` that of the verb that carries it ("held" in "held talks"), or token
    kind       verb | noun | adjective
    arguments  function -> who stands there, in the order of the text, coordinated members each by themselves
    """

    token: int
    anchor: int
    lemma: str
    kind: str
    arguments: Mapping[str, tuple[Argument, ...]]

    def heads(self, function: str) -> tuple[int, ...]:
        """The tokens that fill a function."""
        return tuple(argument.token for argument in self.arguments.get(function, ()))


def predicate_at(doc: Doc, token: int) -> Predicate:
    """The word at that index, read as a predicate."""
    word = doc[token]
    if word.pos_ in ("VERB", "AUX") and not kids(word, "cop", "det"):
        kind, anchor, functions = "verb", word, _verbal(word)
    elif word.pos_ == "ADJ" or (word.pos_ == "VERB" and kids(word, "cop")):
        kind, anchor, functions = "adjective", word, _verbal(word)
    else:
        kind = "noun"
        anchor, functions = _nominal(word)
    return Predicate(word.i, anchor.i, lemma_of(word), kind, dict(_arguments(functions)))


def lemma_of(word: Token) -> str:
    """The lemma in lower case."""
    return (word.lemma_ or word.text).lower()


def _arguments(functions: Functions) -> Iterator[tuple[str, tuple[Argument, ...]]]:
    for name, found in functions.items():
        seen: dict[int, Argument] = {}
        for token, via in found:
            for member in _each(token) if name != "complement" else (token,):
                seen.setdefault(member.i, Argument(member.i, via))
        yield name, tuple(seen.values())


def _each(token: Token) -> Iterator[Token]:
    """The token and what is coordinated with it, within a quantity too: "a number of bishops | and teachers"."""
    for member in members(token):
        yield member
        inner = real_noun(member)
        if inner != member and _of_people(inner):
            yield from (t for t in members(inner) if t != inner)


def _of_people(noun: Token) -> bool:
    """Whether a word of the lexicon stands for people, or a name does."""
    known = lexicon().noun(noun.lower_) or lexicon().noun(lemma_of(noun))
    return noun.ent_type_ == "PERSON" or known is not None and known.type in ("Person", "Group")


def _put(functions: Functions, name: str, token: Token | None, via: str) -> None:
    if token is not None and all(token != other for other, _ in functions.get(name, ())):
        functions.setdefault(name, []).append((token, via))


def _verbal(verb: Token) -> Functions:
    """Functions of a verb, or of an adjective or noun with a copula."""
    functions: Functions = {}
    subject, via = logical_subject(verb)
    _put(functions, "subject", subject, via)
    if subject is not None and _several(subject):
        _put(functions, "several", subject, via)
    object_, via = logical_object(verb) if verb.pos_ in ("VERB", "AUX") else (None, "")
    _put(functions, "object", object_, via)
    _indirect(verb, functions)
    for child in verb.children:
        if child.dep_ in _COMPLEMENTS or (child.dep_ == "parataxis" and is_predicate(child)):
            _put(functions, "complement", child, child.dep_)
    if lemma_of(verb) in _NAMING and not is_passive(verb):
        for child in kids(verb, "obj")[1:]:  # "named the banker minister"
            _put(functions, "complement", child, "obj")
    _prepositions(verb, functions)
    _relative_preposition(verb, functions)
    _put(functions, "host", _host(verb), verb.dep_)
    if "complement" not in functions:
        _late_complement(verb, functions)
    _infinitives(verb, functions)
    return functions


def _infinitives(verb: Token, functions: Functions) -> None:
    """Of the complements those with "to", and of these what the subject means to do itself."""
    intending = lemma_of(verb) in _INTENDING and not functions.keys() & {"object", "indirect"}
    for child, via in functions.get("complement", []):
        if is_infinitive(child):
            functions.setdefault("infinitive", []).append((child, via))
            if intending:
                _put(functions, "intent", child, via)


def _several(noun: Token) -> bool:
    """Whether a noun stands for more than one: a plural, or names joined by "and"."""
    return noun.tag_ in ("NNS", "NNPS") or len(list(members(noun))) > 1


def _host(verb: Token) -> Token | None:
    """The verb whose clause one without a subject of its own only adds to: "attacked the town, killing two"."""
    if verb.dep_ not in ("advcl", "conj") or kids(verb, *SUBJECTS) or verb.head.pos_ != "VERB":
        return None
    return verb.head


def _late_complement(verb: Token, functions: Functions) -> None:
    """As in "ordered the paper to close", wherever the parser hangs the infinitive: on the verb or on its object."""
    above = verb.head
    told = verb.dep_ == "parataxis" and above.i < verb.i and is_predicate(above)
    if told and "object" not in functions and kids(verb, *SUBJECTS):  # "the police lied, a rights group protested"
        _put(functions, "complement", above, "parataxis")
    heads = [verb]
    if lemma_of(verb) in words().governors:
        heads += kids(verb, "obj", "iobj")
    for head in heads:
        for child in kids(head, "advcl", "acl"):
            if is_infinitive(child):
                _put(functions, "complement", child, child.dep_)


def _indirect(verb: Token, functions: Functions) -> None:
    """As in "Gave them aid", "they were given aid": the one with a second object."""
    for child in kids(verb, "iobj"):
        _put(functions, "indirect", child, "iobj")
    if gives(verb):
        _put(functions, "indirect", kids(verb, "obj")[0], "obj")
    if is_passive(verb) and kids(verb, "obj"):
        _put(functions, "indirect", surface_subject(verb)[0], "nsubj:pass")


def _prepositions(head: Token, functions: Functions) -> None:
    for child in head.children:
        if child.dep_ in (
            "obl",
            "nmod",
            "obl:agent",
            "advcl",
            "acl",
            "obl:unmarked",
            "nmod:unmarked",
            "xcomp",
            "ccomp",
        ):
            name = case_of(child)
            if not name and child.dep_ in ("obl:unmarked", "nmod:unmarked"):
                name = "unmarked"
            if name and not (name == "by" and is_passive(head) and child.dep_.startswith("obl")):
                _put(functions, name, antecedent(child, head) if child.dep_ == "obl" else child, child.dep_)
            if child.dep_ == "acl" and name in ("", "that"):
                _put(functions, "complement", child, "acl")


def _relative_preposition(verb: Token, functions: Functions) -> None:
    """As in "The square where they clashed": the noun is where it happens."""
    if verb.dep_ == "acl:relcl" and any(t.lower_ == "where" for t in verb.children):
        _put(functions, "in", verb.head, "relcl:where")


def real_noun(noun: Token) -> Token:
    """The noun that is meant: "talks" for "rounds" in "five rounds of talks"; any other noun is itself."""
    for _ in range(3):  # "tens of thousands of students"
        inner = _inside(noun)
        if inner is None:
            break
        noun = inner
    return noun


def _inside(noun: Token) -> Token | None:
    if lemma_of(noun) in words().containers or noun.pos_ in ("NUM", "DET", "PRON", "ADJ"):
        for child in kids(noun, "nmod", "obl"):
            if case_of(child) == "of" and child.pos_ in ("NOUN", "PROPN"):
                return child
    return None


def _outer(noun: Token) -> Token:
    """The container or first conjunct that stands in the sentence for a noun."""
    for _ in range(4):
        head = noun.head
        if head == noun:
            return noun
        contained = noun.dep_ == "nmod" and case_of(noun) == "of" and lemma_of(head) in words().containers
        if contained or (noun.dep_ == "conj" and head.pos_ == "NOUN"):
            noun = head
        else:
            return noun
    return noun


def _nominal(noun: Token) -> tuple[Token, Functions]:
    """Functions of a noun: its own, then those of the verb that carries it."""
    functions: Functions = {}
    outer = _outer(noun)
    for word in (noun, outer) if outer != noun else (noun,):
        _own_functions(word, functions)
    for child in kids(outer.head, "advcl") if outer.dep_ in SUBJECTS else ():
        if is_infinitive(child) and outer.i < child.i < outer.head.i:  # "calls for the mayor to resign are growing"
            _put(functions, "complement", child, "advcl")
    anchor = _carrier(outer, functions)
    _put(functions, "carrier", anchor, "carrier")
    if any(t.dep_ == "cop" for t in outer.children):
        _put(functions, "subject", surface_subject(outer)[0], "cop")
    elif outer.dep_ == "appos" and outer.head != outer:
        _put(functions, "apposed", outer.head, "appos")
    return anchor or noun, functions


def _own_functions(noun: Token, functions: Functions) -> None:
    for child in noun.children:
        if child.dep_ == "nmod:poss":
            _put(functions, "possessive", child, "nmod:poss")
        elif child.dep_ in ("compound", "amod", "nmod:desc"):
            _put(functions, "compound", child, child.dep_)
        elif child.dep_ == "appos":
            _put(functions, "apposition", child, "appos")
        elif child.dep_ == "case" and child.i < noun.i:
            _put(functions, "case", child, "case")
        elif child.dep_ == "acl" and child.tag_ in ("VBN", "VBD"):
            _participle(child, functions)
    _prepositions(noun, functions)


def _participle(verb: Token, functions: Functions) -> None:
    """As in "An attack carried out by rebels", "talks held in the capital": what the light verb's participle adds."""
    if lemma_of(verb) in words().support:
        _put(functions, "subject", logical_subject(verb)[0], "acl:by")
        _prepositions(verb, functions)


def _carrier(noun: Token, functions: Functions) -> Token | None:
    """Add what the verb above gives to the noun; returns that verb when it only carries the noun."""
    verb = noun.head
    _put(functions, "subject", _answerable(noun), "answerable")
    if verb == noun or verb.pos_ not in ("VERB", "AUX") or noun.dep_ == "acl:relcl":
        return None
    if noun.dep_ in ("obl", "obl:unmarked"):
        return _circumstance(verb, case_of(noun), functions)
    is_object = noun.dep_ == "obj" or (noun.dep_ in SUBJECTS and is_passive(verb))
    if noun.dep_ == "obj":
        _stray_prepositions(noun, verb, functions)
    if is_object and not _lent(verb, noun, functions):
        _put(functions, "matrix", logical_subject(verb)[0], "matrix")
        return None
    if not is_object and not (noun.dep_ in SUBJECTS and lemma_of(verb) in words().happening):
        return None
    _missing_prepositions(verb, functions)
    for child in kids(verb, "advcl"):  # "protests broke out, led by miners"
        if child.tag_ == "VBN":
            _participle(child, functions)
    return verb


def _stray_prepositions(noun: Token, verb: Token, functions: Functions) -> None:
    """As in "Criticised the ban on rallies", where the parser hangs on the verb what stands right behind its object."""
    for child in kids(verb, "obl"):
        name = case_of(child)
        if (
            child.left_edge.i == noun.i + 1
            and name in ("against", "into", "of", "on", "over")
            and name not in functions
        ):
            _put(functions, name, child, "stray")


def _lent(verb: Token, noun: Token, functions: Functions) -> bool:
    """Whether a verb lends its subject to the noun in its object: as doer ("held"), or as target ("faces")."""
    lemma = lemma_of(verb)
    if lemma in words().converse:
        _put(functions, "object", logical_subject(verb)[0], "converse")
        return True
    if lemma in words().support and not (lemma in words().telling and _is_known(noun)):
        for other in _inherited(verb):
            _lend(other, functions)
        return True
    return False


def _is_known(noun: Token) -> bool:
    """Whether a noun is of something spoken of before: who confirms "the attack" need not have attacked."""
    known = ("the", "this", "that", "these", "those")
    return any(child.dep_ == "det" and child.lower_ in known for child in noun.lefts)


def _lend(subject: Token, functions: Functions) -> None:
    _put(functions, "subject", subject, "support")
    if _several(subject):
        _put(functions, "several", subject, "support")


def _inherited(verb: Token) -> Iterator[Token]:
    subject, _ = logical_subject(verb)
    if subject is not None:
        yield subject


def _circumstance(verb: Token, case: str, functions: Functions) -> Token | None:
    """As in "Came under attack", "said in a meeting with": the clause around a noun in a prepositional phrase."""
    lemma = lemma_of(verb)
    if case in ("under", "into") and lemma in ("come", "be", "go", "fall", "face"):
        _put(functions, "object", surface_subject(verb)[0], "converse")
        _missing_prepositions(verb, functions)
        return verb
    if lemma in words().support and case in ("in", "into", "on", "to", "out", "for"):
        for other in _inherited(verb):
            _lend(other, functions)
        return verb
    if is_charge(verb, case):
        _put(functions, "subject", logical_object(verb)[0], "charge")
    _put(functions, "matrix", logical_subject(verb)[0], "matrix")
    return None


def _answerable(noun: Token) -> Token | None:
    """Who did it, as the words around a noun say: "claimed responsibility for the attack", "accused X of fraud"."""
    above = noun.head
    if noun.dep_ == "obl" and any(lemma_of(t) in _ANSWERING for t in kids(above, "obj")):
        return logical_subject(above)[0] if case_of(noun) == "for" else None
    if noun.dep_ != "nmod" or above.dep_ != "obj":
        return None
    if lemma_of(above) in _ANSWERING:
        return logical_subject(above.head)[0] if case_of(noun) == "for" else None
    return above if is_charge(above.head, case_of(noun)) else None


_ANSWERING = frozenset({"blame", "credit", "responsibility"})
"""What one claims, takes or denies for what one has done."""


def _missing_prepositions(verb: Token, functions: Functions) -> None:
    found: Functions = {}
    _prepositions(verb, found)
    _relative_preposition(verb, found)
    for child in verb.children:
        if child.dep_ in ("iobj",):
            _put(found, "indirect", child, "iobj")
        if child.dep_ in ("xcomp", "advcl", "ccomp") and "complement" not in functions:
            _put(found, "complement", child, child.dep_)
    for name, fillers in found.items():
        if name not in functions:
            for token, via in fillers:
                _put(functions, name, token, f"support:{via}")


def subtree_tokens(word: Token, cut: Iterable[str]) -> list[Token]:
    """The subtree of a word without the branches whose relation is in `cut`, in the order of the text."""
    out, stack, cut = [], [word], frozenset(cut)
    while stack:
        token = stack.pop()
        out.append(token)
        stack += [child for child in token.children if child.dep_ not in cut and not _new_clause(child)]
    return sorted(out, key=lambda t: t.i)


def _new_clause(token: Token) -> bool:
    return token.dep_ == "conj" and is_predicate(token) and token.pos_ == "VERB"
