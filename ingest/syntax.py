"""Who is subject and who is object of a verb once voice, relative clauses, conjunction and control are undone."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from ingest.words import words

__all__ = [
    "SUBJECTS",
    "addressee",
    "antecedent",
    "case_of",
    "gives",
    "head_clause",
    "is_charge",
    "is_infinitive",
    "is_passive",
    "is_predicate",
    "kids",
    "logical_object",
    "logical_subject",
    "members",
    "surface_subject",
]

SUBJECTS = frozenset({"nsubj", "nsubj:pass", "csubj", "csubj:pass", "nsubj:outer"})
_WH = frozenset({"who", "whom", "which", "that", "whose"})
_ADDRESSING = {
    "appeal": ("to",),
    "arrange": ("for",),
    "call": ("on", "upon", "for"),
    "count": ("on", "upon"),
    "depend": ("on", "upon"),
    "plead": ("with",),
    "prevail": ("on", "upon"),
    "push": ("for",),
    "rely": ("on", "upon"),
    "wait": ("for",),
}
"""Verbs whose infinitive is done by whom a preposition names: "called on the army to leave". Parsers hang such an
infinitive on the verb as an adverbial clause, or on the noun."""

_CONTROLLING = frozenset(
    "allow appoint ask authorise authorize cause choose compel convince drive enable encourage force instruct invite "  # noqa: SIM905
    "lead name nominate oblige order permit persuade pick press pressure prompt push require select tap task tell urge "
    "warn".split()
)
"""Verbs whose object does what their infinitive says, also where the parser takes it for a clause of purpose."""

_DEPTH = 8
"""How many heads are climbed in search of a shared or controlled subject; parses of real text need up to 4."""


def kids(token: Token, *deps: str) -> list[Token]:
    """The children of a token with one of these relations, in the order of the text."""
    return [child for child in token.children if child.dep_ in deps]


def members(token: Token) -> Iterator[Token]:
    """The token and what is coordinated with it: "Moscow and Washington" gives both."""
    yield token
    for child in token.children:
        if child.dep_ == "conj" and child.pos_ not in ("VERB", "AUX"):
            yield from members(child)
        elif child.dep_ == "appos" and token.ent_type_ == "PERSON":
            yield from _beyond_post(child)


def _beyond_post(post: Token) -> Iterator[Token]:
    """The people whom the parser hangs on the body in somebody's post: "X, head of the Union, and | Y, its founder"."""
    for body in kids(post, "nmod"):
        for other in kids(body, "conj"):
            if other.ent_type_ == "PERSON" and body.ent_type_ != "PERSON":
                yield from members(other)


def case_of(token: Token) -> str:
    """The preposition that marks a noun or a clause, lower case ("out of"); "" where none does."""
    marks = [t for t in token.children if t.dep_ == "case" and t.tag_ != "POS" and t.i < token.i]
    if not marks:
        marks = [t for t in token.children if t.dep_ == "mark" and t.tag_ == "IN" and t.i < token.i]
    if not marks:  # "of former president X": the preposition may hang on the title
        titles = [t for t in token.children if t.dep_ == "nmod:desc" and t.i < token.i]
        marks = [
            t for title in titles for t in title.children if t.dep_ == "case" and t.tag_ != "POS" and t.i < title.i
        ]
    said = []
    for mark in marks:
        said += [mark.lower_, *(t.lower_ for t in mark.children if t.dep_ == "fixed")]
    return " ".join(said)


def is_predicate(token: Token) -> bool:
    """Whether the token heads a clause: a verb, or a noun or adjective with a copula."""
    return token.pos_ in ("VERB", "AUX") or any(t.dep_ == "cop" for t in token.children)


def is_infinitive(token: Token) -> bool:
    """Whether the verb is marked by "to"."""
    return any(t.dep_ == "mark" and t.tag_ == "TO" for t in token.children)


def is_passive(verb: Token) -> bool:
    """Whether the surface subject is the logical object: passives, reduced relatives, bare participles of headlines."""
    if kids(verb, "nsubj:pass") and (kids(verb, "obj") or _shifted(verb)) and not _passive_marks(verb, "aux"):
        return False  # "the blast killed two": the label is the parser's slip
    if _passive_marks(verb, "nsubj:pass"):
        return not any(t.dep_ == "aux" and t.lemma_ == "have" and _last_aux(verb) == t for t in verb.children)
    if verb.tag_ == "VBN" and verb.dep_ == "advcl" and verb.lemma_.lower() in words().giving and not kids(verb, "aux"):
        return True  # "denied entry, the editor left"
    if verb.tag_ not in ("VBN", "VBD") or any(t.dep_ in ("aux", "obj", "cop") for t in verb.children):
        return False
    if verb.dep_ in ("acl", "amod"):
        return verb.tag_ == "VBN" or not kids(verb, "obj", "ccomp", "xcomp")
    if verb.tag_ == "VBD":
        return any(t.dep_ == "obl:agent" for t in verb.children) or _in_headline(verb)
    if verb.dep_ == "conj" and verb.head.pos_ == "VERB":
        return not kids(verb, *SUBJECTS) and is_passive(verb.head)
    return not kids(verb, "ccomp")


def _in_headline(verb: Token) -> bool:
    """Whether a seeming past tense is the participle of a headline: "Two reporters arrested over report".

    So where a verb that always has an object has none; "the man whom police arrested" has it before.
    """
    if (
        verb.lemma_.lower() not in words().transitive
        or kids(verb, "ccomp", "xcomp")
        or _shifted(verb)
        or _of_particle(verb)
    ):
        return False
    return verb.dep_ != "acl:relcl" and _shared_object(verb) is None


def _passive_marks(verb: Token, other: str) -> list[Token]:
    """Auxiliaries of the passive, and children of another relation; not the "re" of "re-arrested"."""
    return [t for t in kids(verb, "aux:pass", other) if t.lower_ != "re"]


def _shifted(verb: Token) -> Token | None:
    """The object behind something else: "jailed in absentia two men", "adopted, on Thursday, a bill".

    Parsers take it for an adverbial without a preposition, or for an apposition to the day before it.
    """
    if verb.pos_ != "VERB":
        return None
    first = next((t for t in kids(verb, "obl", "obl:unmarked", "advmod") if t.i > verb.i), None)
    if first is None:
        return None
    late = [*kids(verb, "obl", "parataxis"), *kids(first, "appos")]
    for noun in sorted(late, key=lambda t: t.i):
        if noun.i > first.i and noun.pos_ == "NOUN" and not case_of(noun) and not kids(noun, *SUBJECTS, "cop"):
            return noun if noun.lemma_.lower() not in words().measures else None
    return None


def _last_aux(verb: Token) -> Token | None:
    aux = kids(verb, "aux", "aux:pass")
    return aux[-1] if aux else None


def head_clause(verb: Token) -> Token | None:
    """The noun that a relative clause modifies, climbing over coordinated verbs; None outside relative clauses."""
    while verb.dep_ == "conj" and verb.head != verb:
        verb = verb.head
    return verb.head if verb.dep_ == "acl:relcl" else None


def antecedent(word: Token, verb: Token) -> Token:
    """What a relative pronoun stands for ("who", "both of which"); any other word stands for itself."""
    noun = head_clause(verb)
    if noun is None:
        return word
    if word.lower_ in _WH or any(t.lower_ in _WH for t in word.subtree if t.i - word.i in (1, 2)):
        return noun
    return word


def surface_subject(verb: Token, depth: int = 0) -> tuple[Token | None, str]:
    """The grammatical subject, own or shared or controlled, and the path by which it was found."""
    own = [t for t in verb.children if t.dep_ in SUBJECTS]
    if own:
        return antecedent(own[0], verb), own[0].dep_
    introduced = _introduced(verb)
    if introduced is not None:
        return kids(introduced, "obj")[0], "introduced"
    if depth > _DEPTH or verb.head == verb:
        return None, ""
    if verb.dep_ == "advcl" and _introduced(verb.head) == verb:
        return kids(verb, "obj")[0], "introduces"
    return _borrowed(verb, depth)


def _introduced(verb: Token) -> Token | None:
    """The participle in "visiting Foreign Minister Hansen said", which parsers take for a clause of its own.

    Its seeming object is the subject of a verb that has none, and no comma stands between.
    """
    if verb.tag_ not in ("VBD", "VBZ", "VBP") and not kids(verb, "aux"):
        return None
    for participle in kids(verb, "advcl"):
        objects = kids(participle, "obj")
        if participle.tag_ == "VBG" and objects and participle.i < objects[0].i < verb.i:
            between = verb.doc[objects[0].i : verb.i]
            if not case_of(participle) and not any(t.text in (",", "-", "–", "—") for t in between):
                return participle
    return None


def _borrowed(verb: Token, depth: int) -> tuple[Token | None, str]:
    head, dep = verb.head, verb.dep_
    if dep == "acl:relcl":
        return head, "relcl"
    called = addressee(verb) or _allowed(verb)
    if called is not None:
        return called, "control:addressee"
    if dep in ("acl", "amod"):
        if is_infinitive(verb) or case_of(verb):
            return _owner(head, depth + 1)
        return head, dep
    if dep in ("xcomp", "ccomp") and is_predicate(head) or dep == "advcl" and _is_controlled(verb):
        return _controller(head, depth + 1)
    if dep in ("conj", "advcl", "parataxis") and is_predicate(head):
        subject, path = surface_subject(head, depth + 1)
        return subject, f"{dep}<{path}"
    if dep in ("conj", "advcl", "obl", "nmod", "obj") and head.pos_ in ("NOUN", "PROPN", "ADJ"):
        return _owner(head, depth + 1)
    return None, ""


def _is_controlled(verb: Token) -> bool:
    """As in "the storm forced them to flee"."""
    return is_infinitive(verb) and verb.head.lemma_.lower() in _CONTROLLING and bool(kids(verb.head, "obj"))


def addressee(verb: Token) -> Token | None:
    """Who should do what an infinitive says, where a preposition of the verb above names them; None elsewhere."""
    if not is_infinitive(verb) or verb.dep_ not in ("advcl", "xcomp", "acl"):
        return None
    if verb.dep_ == "advcl" and verb.i < verb.head.i:  # "calls for the mayor to resign are growing"
        nouns = [t for t in kids(verb.head, *SUBJECTS) if t.i < verb.i]
        wanted = [t for noun in nouns for t in kids(noun, "nmod") if case_of(t) == "for" and t.i < verb.i]
        return wanted[-1] if wanted else None
    above = verb.head.head if verb.dep_ == "acl" else verb.head
    cases = _ADDRESSING.get(above.lemma_.lower(), ())
    particles = {t.lower_ for t in kids(above, "compound:prt")}  # as which parsers may take the "on" of "called on"
    named = [t for t in kids(above, "obl") if (case_of(t) or " ".join(particles)) in cases and t.i < verb.i]
    if verb.dep_ == "acl":
        named = [t for t in named if t == verb.head]
    return named[-1] if named and above.pos_ == "VERB" else None


def _allowed(verb: Token) -> Token | None:
    """Who does what a verb says that the parser hangs on them: "allowed the union to march", "accused it of lying"."""
    noun = verb.head
    if verb.dep_ == "advcl" and is_charge(noun, case_of(verb)):
        return logical_object(noun)[0]
    thanked = _thanked(verb)
    if thanked is not None:
        return thanked
    if verb.dep_ != "acl" or noun.dep_ not in ("obj", "iobj"):
        return None
    above = noun.head.lemma_.lower()
    if case_of(verb) == "of":
        return noun if above in words().ridding else None
    controls = is_infinitive(verb) and above in words().allowing
    return noun if controls and noun.lemma_.lower() not in words().governors else None


def _thanked(verb: Token) -> Token | None:
    """Who has done what somebody is grateful for: "expressed gratitude to Oman for hosting the talks"."""
    if verb.dep_ not in ("advcl", "acl") or verb.tag_ != "VBG" or case_of(verb) != "for":
        return None
    above = verb.head.head if verb.dep_ == "acl" else verb.head
    things = [t for t in kids(above, "obj") if t.lemma_.lower() in _THANKS]
    named = [t for word in (above, *things) for t in kids(word, "obl", "nmod") if case_of(t) == "to" and t.i < verb.i]
    return named[-1] if things and named else None


_THANKS = frozenset({"admiration", "appreciation", "gratitude", "praise", "thanks"})


def is_charge(verb: Token, case: str) -> bool:
    """Whether what stands behind the preposition is what the object of the verb has done: "accused him of fraud"."""
    lemma = verb.lemma_.lower()
    return case == "of" and lemma in _CHARGING or case == "for" and lemma in words().blaming


_CHARGING = frozenset({"accuse", "convict", "suspect"})


def _controller(head: Token, depth: int) -> tuple[Token | None, str]:
    """The subject of an infinitive: the object of the verb above ("urged them to go"), else its subject."""
    objects = [] if head.lemma_ in ("promise", "vow", "threaten") else kids(head, "obj", "iobj")
    if objects and not is_passive(head):
        return objects[0], "control:object"
    subject, _ = surface_subject(head, depth)
    return subject, "control:subject"


def _owner(noun: Token, depth: int) -> tuple[Token | None, str]:
    """Who has the noun that governs a clause: "her offer to resign", "made an offer to resign"."""
    for owner in kids(noun, "nmod:poss"):
        return owner, "owner"
    if depth > _DEPTH:
        return None, ""
    if kids(noun, *SUBJECTS):
        return surface_subject(noun, depth + 1)
    head = noun.head
    if noun.dep_ == "conj" and head != noun:
        return _owner(head, depth + 1)
    if noun.dep_ in ("obj", "obl", "xcomp") and is_predicate(head):
        return logical_subject(head, depth + 1)
    return None, ""


def logical_subject(verb: Token, depth: int = 0) -> tuple[Token | None, str]:
    """Who does it: the surface subject of an active verb, the by-phrase of a passive one."""
    if not is_passive(verb):
        return surface_subject(verb, depth)
    for agent in verb.children:
        if agent.dep_ in ("obl:agent", "obl") and case_of(agent) == "by" and not _amount(agent):
            return agent, "obl:agent"
    return None, ""


def _amount(noun: Token) -> bool:
    """Whether "by" tells how much or how, not by whom: "by two months", "by 80 votes", "by decree"."""
    return noun.pos_ == "NUM" or noun.lemma_.lower() in words().measures | words().means


def logical_object(verb: Token) -> tuple[Token | None, str]:
    """Whom or what it is done to: the object of an active verb, the surface subject of a passive one."""
    if verb.dep_ == "advcl" and _introduced(verb.head) == verb:
        return None, ""
    own = kids(verb, "obj") or kids(verb, "iobj") or _mistaken_object(verb)
    if own:
        last = len(own) > 1 and (own[0].lower_ in _WH or gives(verb) or _runs_on(*own[:2]) or _one_name(*own[:2]))
        return antecedent(own[-1] if last else own[0], verb), "obj"
    if is_passive(verb):
        return surface_subject(verb)
    for found, via in ((_shared_object(verb), "conj<obj"), (_of_particle(verb), "prt<obl"), (_shifted(verb), "late")):
        if found is not None:
            return found, via
    return _gap(verb)


def gives(verb: Token) -> bool:
    """Whether the first of two objects of a verb is who gets the second, however the parser calls it."""
    return verb.lemma_.lower() in words().giving and len(kids(verb, "obj")) > 1


def _mistaken_object(verb: Token) -> list[Token]:
    """An object under another label: "laid down their arms" (an oblique without a preposition, after a particle),
    "named Anna Berg minister" (the first of two nominal complements, or one beside "as minister").
    """
    if is_passive(verb):
        return []
    particles = kids(verb, "compound:prt")
    after = [
        t
        for t in kids(verb, "obl")
        if particles and not case_of(t) and t.left_edge.i == particles[-1].i + 1 and t.pos_ in ("NOUN", "PROPN")
    ]
    named = [t for t in kids(verb, "xcomp") if t.pos_ in ("NOUN", "PROPN") and not case_of(t)]
    as_what = named and named[0].pos_ == "PROPN" and any(case_of(t) == "as" for t in kids(verb, "obl"))
    return after or (named[:1] if len(named) > 1 or as_what else [])


def _runs_on(first: Token, second: Token) -> bool:
    """Whether two objects are one phrase: "heads the opposition Unity Party"."""
    return first.pos_ == "NOUN" and second.pos_ == "PROPN" and first.i + 1 == second.left_edge.i


def _one_name(first: Token, second: Token) -> bool:
    """Whether two objects are one that the parser has torn: "lifted its arms embargo", "freed ex-president Hansen"."""
    if first.head.lemma_.lower() in words().giving or first.tag_ == "NNS" and first.lower_ != "arms":
        return False
    return all(t.text == "-" for t in first.doc[first.i + 1 : second.i]) and not kids(second, "det", "nmod:poss")


def _of_particle(verb: Token) -> Token | None:
    """The object of a phrasal verb whose particle the parser takes for a preposition: "switched off the network"."""
    for noun in kids(verb, "obl"):
        for mark in kids(noun, "case"):
            if mark.i == verb.i + 1 and f"{verb.lemma_.lower()} {mark.lower_}" in words().phrasal:
                return noun
    return None


def _shared_object(verb: Token) -> Token | None:
    if kids(verb, "obl", "xcomp", "ccomp", "advcl"):
        return None
    for other in kids(verb, "conj"):
        objects = kids(other, "obj")
        near = 0 < other.i - verb.i <= 3  # only the conjunction stands between them
        if objects and near and not kids(other, *SUBJECTS):
            return objects[0]
    return None


def _gap(verb: Token) -> tuple[Token | None, str]:
    """The noun before a relative clause whose subject is another: "the aid that Norway sent"."""
    noun = verb.head if verb.dep_ == "acl:relcl" else None
    subjects = kids(verb, *SUBJECTS)
    if noun is None or not subjects or antecedent(subjects[0], verb) == noun:
        return None, ""
    below = {t.lower_ for t in verb.children}
    if below & {"where", "when", "why", "how"} or any(case_of(t) and t.lower_ in _WH for t in verb.children):
        return None, ""
    return noun, "relcl:object"
