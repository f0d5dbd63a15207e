"""Which situations the words of an article speak of, and who takes part: frames applied to predicates."""

from __future__ import annotations

import fnmatch
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from ingest.clauses import Predicate, lemma_of, predicate_at, real_noun
from ingest.coreference import Referents
from ingest.frame_schema import PUBLIC, THING, Emission, Frame, Slot, Test, Trigger
from ingest.lexicon import lexicon, listed
from ingest.meant import People, meant
from ingest.modality import Reading, reading_of
from ingest.public_life import about_public_life, of_public_life
from ingest.syntax import kids
from kg.model import Mention
from kg.ontology import Ontology
from kg.ontology.terms import RoleUse

__all__ = ["Index", "Match", "Scene", "fillers", "index", "matches", "missed", "tokens_in"]

Entry = tuple[Trigger, Frame]
Index = Mapping[tuple[str, str], Sequence[Entry]]
"""(kind of word, lemma) -> what it may evoke."""

WHERE = ("in", "at", "near", "outside", "inside", "around", "on", "across", "throughout", "along", "towards")
GAINS = frozenset({"Appointment", "Candidacy", "Election"})
"""Classes whose post is gained, or meant to be."""

SEATS = ("at", "outside", "inside")
_THROUGH_OF = frozenset({"by", "against", "to", "from"})
_AS_PLACE = frozenset({"place", "origin", "destination", "host"})
_THROUGH_OBJECT = frozenset(
    {"to", "with", "against", "from", "on", "over", "for", "between", "at", "in", "by", "about"}
)
_MODIFIES = frozenset({"case", "mark", "det", "amod", "compound", "fixed", "nummod", "nmod:unmarked", "punct", "conj"})
_CURRENCY = frozenset("$€£¥₹")


@dataclass(frozen=True, slots=True)
class Match:
    """A frame that a word evokes, with who fills its roles.

    `stated` are the roles that the clause itself fills;
    `links`: name of a link -> tokens of the situations that it leads to; `implied` are the frame's emissions that
    apply, each with its roles.
    """

    frame: Frame
    predicate: Predicate
    roles: Mapping[str, tuple[Mention, ...]]
    stated: frozenset[str] = frozenset()
    links: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    implied: tuple[tuple[Emission, Mapping[str, tuple[Mention, ...]]], ...] = ()


@dataclass(slots=True)
class Scene:
    """One article under reading: its Doc, who is who, and what has been found so far (caches, filled on demand)."""

    doc: Doc
    referents: Referents
    index: Index
    ontology: Ontology
    people: People
    predicates: dict[int, Predicate] = field(default_factory=dict)
    found: dict[int, Match | None] = field(default_factory=dict)
    readings: dict[int, Reading] = field(default_factory=dict)
    _political: bool | None = None

    @property
    def political(self) -> bool:
        """Whether the article is about public life."""
        if self._political is None:
            words = sum(token.is_alpha for token in self.doc)
            self._political = about_public_life(self.referents.found, words, self.ontology)
        return self._political

    def meant(self, token: int) -> Sequence[Mention]:
        """Who the word at that index refers to."""
        return meant(self.people, token)

    def predicate(self, token: int) -> Predicate:
        """The word at that index as a predicate."""
        if token not in self.predicates:
            self.predicates[token] = predicate_at(self.doc, token)
        return self.predicates[token]

    def match(self, token: int) -> Match | None:
        """The situation that the word names, or None; a word under examination names none to itself."""
        if token not in self.found:
            self.found[token] = None
            self.found[token] = _best(self, token)
        return self.found[token]

    def reading(self, token: int) -> Reading:
        """Whether what the word names happened, is planned, denied…"""
        if token not in self.readings:
            predicate = self.predicate(token)
            self.readings[token] = reading_of(self.doc, token, anchor=predicate.anchor)
        return self.readings[token]


def index(frames: Iterable[Frame]) -> Index:
    """Frames by the kind and lemma of their words."""
    table: dict[tuple[str, str], list[tuple[Trigger, Frame]]] = {}
    for frame in frames:
        for trigger in frame.triggers:
            table.setdefault((trigger.kind, trigger.head.lower()), []).append((trigger, frame))
    return table


def matches(scene: Scene) -> Iterator[Match]:
    """Every situation that a word of the article names, in the order of the text."""
    for token in scene.doc:
        if token.is_space or token.is_punct:
            continue
        match = scene.match(token.i)
        if match is not None:
            yield match


def _keys(token: Token) -> list[tuple[str, str]]:
    """The entries of the index that a word may stand under."""
    lemma = lemma_of(token)
    if token.pos_ in ("VERB", "AUX"):
        kinds = ["verb"] if not kids(token, "cop") else ["verb", "adjective"]
    elif token.pos_ == "ADJ":
        kinds = ["adjective"]
    elif token.pos_ in ("NOUN", "PROPN") and not _part_of_name(token):
        kinds = ["noun"]
    else:
        return []
    return [(kind, lemma) for kind in kinds]


def _part_of_name(token: Token) -> bool:
    """Whether a noun only helps to name something: "Economic Cooperation" of an organisation, a month, a modifier."""
    if token.ent_type_ or token.dep_ == "compound":
        return True
    return token.pos_ == "PROPN" and token.text in ("March", "May") and not token.is_sent_start


def _best(scene: Scene, token: int) -> Match | None:
    """Of the frames that fit the word, the one with the longest word, then the most tests, then the first."""
    entries = _entries(scene, token)
    if not entries:
        return None
    predicate = scene.predicate(token)
    entries = list(_fitting(scene, predicate, entries))
    fitting = [(trigger, frame) for trigger, frame in entries if _passes(scene, predicate, frame)]
    if not fitting:
        return None
    ids = [frame.id for _, frame in fitting]
    beaten = {
        i for _, frame in fitting for pattern in frame.beats for i in fnmatch.filter(ids, pattern) if i != frame.id
    }
    fitting.sort(key=lambda pair: (pair[1].id in beaten, -len(pair[0].others), -_weight(pair[1])))
    return _filled(scene, predicate, fitting[0][1])


def _entries(scene: Scene, token: int) -> list[Entry]:
    """What the index has for a word, whatever stands around it."""
    return [entry for key in _keys(scene.doc[token]) for entry in scene.index.get(key, ())]


def _weight(frame: Frame) -> int:
    return 2 * len(frame.needs) + len(frame.unless) + len(frame.if_filled)


def _fitting(scene: Scene, predicate: Predicate, entries: list[Entry]) -> Iterator[Entry]:
    """The entries whose other words stand with the head of the phrase, and no particle that the phrase lacks."""
    particles = {t.lower_ for t in kids(scene.doc[predicate.token], "compound:prt")}
    near = _phrase_words(scene, predicate) if any(trigger.others for trigger, _ in entries) else set()
    for trigger, frame in entries:
        if predicate.kind == "verb" and particles - set(trigger.others):
            continue
        if near.issuperset(trigger.others):
            yield trigger, frame


def _phrase_words(scene: Scene, predicate: Predicate) -> set[str]:
    """Texts and lemmas of the words that may belong to a phrase with the predicate."""
    word = scene.doc[predicate.token]
    near = _near_words(word)
    if predicate.anchor != predicate.token:
        near |= _near_words(scene.doc[predicate.anchor])
    if predicate.kind == "noun" and word.head.pos_ == "VERB":
        near.add(lemma_of(word.head))  # "submit resignation" as a phrase of the noun
    return near


def _near_words(word: Token) -> set[str]:
    """Texts and lemmas of the words at most two arcs below."""
    own = [child for child in word.children if child.tag_ != "TO"]  # "to commit crimes" says nothing of "commit to"
    below = [*own, *(g for child in word.children for g in child.children if g.dep_ in _MODIFIES)]
    if word.dep_ == "compound":
        below.append(word.head)
    # "back" is no word of "the Iran-backed militia fired"
    return {form for t in below for form in (t.lower_, t.lower_ if t.dep_ == "amod" else lemma_of(t))}


def missed(scene: Scene, token: int) -> Iterator[tuple[Frame, str]]:
    """The frames that list the word at `token`, each with what it asks for and does not find there."""
    entries = _entries(scene, token)
    predicate = scene.predicate(token)
    together = {frame.id: frame for _, frame in _fitting(scene, predicate, entries)}
    for frame in together.values():
        yield from ((frame, f"{key} {test.written}") for key, test in _lacking(scene, predicate, frame))
    for trigger, frame in entries:
        if frame.id not in together:
            yield frame, f"is asked for as {' '.join((trigger.head, *trigger.others))!r}"


def _passes(scene: Scene, predicate: Predicate, frame: Frame) -> bool:
    return next(_lacking(scene, predicate, frame), None) is None


def _lacking(scene: Scene, predicate: Predicate, frame: Frame) -> Iterator[tuple[str, Test]]:
    """The tests that keep a frame from naming the situation, each with the key that it stands under."""
    for test in frame.needs:
        if not _holds(scene, predicate, test):
            yield "needs", test
    for test in frame.unless:
        if _holds(scene, predicate, test):
            yield "unless", test
    for test in frame.if_filled:
        if any(tokens_in(scene, predicate, slot) for slot in test.slots) and not _holds(scene, predicate, test):
            yield "if_filled", test


def _holds(scene: Scene, predicate: Predicate, test: Test) -> bool:
    return any(_is(scene, token, test) for slot in test.slots for token in tokens_in(scene, predicate, slot))


def _is(scene: Scene, token: int, test: Test) -> bool:
    word = scene.doc[token]
    real = real_noun(word)
    if test.readings and any(_reads(scene, token, reading) for reading in test.readings):
        return True
    if test.anything or not test.lemmas.isdisjoint(_called(real, word)):
        return True
    if test.money and any(not _CURRENCY.isdisjoint(t.text) for t in (word, *word.children)):
        return True
    if test.types and any(_typed(scene, mention, test.types) for mention in scene.meant(token)):
        return True
    if THING in test.types and _is_thing(scene, real):
        return True
    return any(_names(scene, at, test) for at in {real.i, token}) if test.classes else False


def _is_thing(scene: Scene, word: Token) -> bool:
    """Whether a common noun stands for nobody and no place: "the goats", "a tightening"."""
    named = scene.meant(word.i) or scene.match(word.i) or lexicon().noun(lemma_of(word))
    return word.pos_ == "NOUN" and not named and lemma_of(word) not in listed("quantities")


def _called(*words: Token) -> set[str]:
    """The lemmas of the words, and of what is said of them before a name: "Mayor Anna Berg" is a mayor."""
    return {lemma_of(w) for word in words for w in (word, *kids(word, "nmod:desc"))}


def _names(scene: Scene, token: int, test: Test) -> bool:
    match = scene.match(token)
    if match is None:
        return False
    return any(
        scene.ontology.is_a(match.frame.class_, class_) and (realis is None or _reads(scene, token, realis))
        for class_, realis in test.classes
    )


def _reads(scene: Scene, token: int, wanted: str) -> bool:
    reading = scene.reading(token)
    return wanted in (reading.realis, reading.kind, reading.polarity)


def _typed(scene: Scene, mention: Mention, types: Iterable[str]) -> bool:
    return any(
        _is_public(scene, mention) if type_ == PUBLIC else scene.ontology.is_a(mention.type, type_) for type_ in types
    )


def _is_public(scene: Scene, mention: Mention) -> bool:
    """Whether somebody's act is one of public life, by who it is or by what the article is about."""
    if of_public_life(mention, scene.ontology):
        return True
    return scene.political and scene.ontology.is_a(mention.type, "Agent")


def tokens_in(scene: Scene, predicate: Predicate, slot: Slot) -> list[int]:
    """The tokens that stand in a slot of a predicate, in the order of the text."""
    first, *rest = [name for name in slot.path if name != "home"]
    at = [predicate.token] if first == "self" else list(_function(scene, predicate, first))
    for name in rest:
        at = [token for before in at for token in _function(scene, scene.predicate(before), name)]
    return at


def _function(scene: Scene, predicate: Predicate, name: str) -> Iterable[int]:
    """Who stands in a function; a preposition may also stand after the object ("offered help to the town").

    After a noun it may stand with the one before it ("the arrest of students by police").
    """
    own = predicate.heads(name)
    if own or name not in _THROUGH_OBJECT:
        return own
    if predicate.kind == "verb":
        places = (*predicate.heads("object"), *predicate.heads("in"))
    else:
        places = predicate.heads("of") if name in _THROUGH_OF else ()
    return [token for place in places for token in scene.predicate(place).heads(name)]


def fillers(scene: Scene, predicate: Predicate, slot: Slot, use: RoleUse) -> list[Mention]:
    """Who fills a role from a slot: who is of the slot's types, or of those that the ontology allows there."""
    wanted, role = slot.types or use.fillers, use.role
    if slot.path == ("within",):
        return _nearest(scene, predicate, wanted)
    found: list[Mention] = []
    for token in tokens_in(scene, predicate, slot):
        found += [
            m for m in _mentions(scene, token, slot, role) if _typed(scene, m, wanted) and _typed(scene, m, use.fillers)
        ]
    for other in slot.more:
        found += fillers(scene, predicate, other, use)
    return found


def _nearest(scene: Scene, predicate: Predicate, wanted: Iterable[str]) -> list[Mention]:
    """Of the words below a verb or its content, the highest ones that are of a type; its subject apart.

    "Threatened to cut off power to Latvia" is aimed at Latvia, however deep it stands.
    """
    level = [scene.doc[t] for name in _CONTENT for t in predicate.heads(name)]
    apart = set(predicate.heads("subject")) | {predicate.token}
    for _ in range(_DEPTH):
        found = [m for t in level for m in scene.meant(t.i) if _typed(scene, m, wanted)]
        if found:
            return found
        level = [c for t in level for c in t.children if c.dep_ not in _ASIDE and c.i not in apart]
    return []


_CONTENT = ("object", "complement", "to", "with", "against", "for", "on", "from", "of", "over", "about")
_ASIDE = frozenset({"acl:relcl", "advcl", "parataxis", "appos", "nsubj", "nsubj:pass", "obl:unmarked"})
_DEPTH = 5


def _is_left(frame: Frame, role: str, post: Mention) -> bool:
    """Whether a post was left before another was gained: "a former general who was elected" leads no army."""
    gained = role == "post" and frame.class_ in GAINS
    return gained and any(lexicon().phases.get(word) == "former" for word in (post.text or "").casefold().split())


def _mentions(scene: Scene, token: int, slot: Slot, role: str) -> Sequence[Mention]:
    if slot.role is not None:
        match = scene.match(token) or scene.match(real_noun(scene.doc[token]).i)
        if match is None:
            return ()
        return match.roles.get(slot.role) or _recalled(scene, match).get(slot.role, ())
    if "home" in slot.path:
        return [home for m in scene.meant(token) for home in m.links.get("drawnFrom", ())]
    if role == "post":
        post = scene.referents.post(token)
        return () if post is None else (post,)
    if role in _AS_PLACE:
        place = scene.referents.place(token)
        return scene.meant(token) if place is None else (place,)
    return scene.meant(token)


_RECALLED = 3
"""Sentences back that a noun may take up what was told: "the attack", "this strike"."""


def _recalled(scene: Scene, match: Match) -> Mapping[str, tuple[Mention, ...]]:
    """Who takes part in what was told before and is only taken up by a noun: "raided a village … the raid"."""
    noun = scene.doc[match.predicate.token]
    known = any(t.dep_ == "det" and t.lower_ in ("the", "this", "that", "these", "those") for t in noun.lefts)
    if match.predicate.kind != "noun" or not known or {"actor", "recipient"} & match.roles.keys():
        return {}
    sentence = noun.sent
    for _ in range(_RECALLED):
        if sentence.start == 0:
            break
        sentence = scene.doc[sentence.start - 1].sent
        for token in reversed(sentence):
            earlier = scene.match(token.i)
            if earlier is not None and earlier.frame.class_ == match.frame.class_ and earlier.roles:
                return earlier.roles
    return {}


def _filled(scene: Scene, predicate: Predicate, frame: Frame) -> Match:
    """The frame with its roles: for each role the first slot that is filled; nobody fills two roles of one frame."""
    uses = scene.ontology.classes[frame.class_].roles
    roles: dict[str, tuple[Mention, ...]] = {}
    taken: set[str] = set()
    for role, slots in frame.roles.items():
        for slot in slots:
            fitting = (m for m in fillers(scene, predicate, slot, uses[role]) if not _is_left(frame, role, m))
            found = {m.entity: m for m in fitting if m.entity not in taken}
            if found:
                roles[role] = tuple(found.values())
                if role in ("actor", "recipient"):
                    taken |= set(found)
                break
    if "place" not in roles and "place" in uses and not scene.ontology.is_a(frame.class_, "State"):
        places = _places(scene, predicate)
        if places:
            roles["place"] = places
    implied = tuple(_implied(scene, predicate, frame, roles))
    return Match(frame, predicate, roles, frozenset(roles), _links(scene, predicate, frame), implied)


def _places(scene: Scene, predicate: Predicate) -> tuple[Mention, ...]:
    """Where it happens: a place, else a body at whose seat it is."""
    return _first_read(scene, predicate, WHERE, lambda token: _place_at(scene, token)) or _first_read(
        scene, predicate, SEATS, lambda token: _seat_at(scene, token)
    )


def _place_at(scene: Scene, token: int) -> list[Mention]:
    place = scene.referents.place(token)
    return [] if place is None else [place]


def _seat_at(scene: Scene, token: int) -> list[Mention]:
    """The body at whose seat it happens: "met at the ministry", "protested outside the court"."""
    return [m for m in scene.meant(token) if _typed(scene, m, ["Organization"])]


def _first_read(
    scene: Scene, predicate: Predicate, names: Iterable[str], read: Callable[[int], list[Mention]]
) -> tuple[Mention, ...]:
    """What is read after the first preposition that gives something, of the word, then of the verb that carries it."""
    for at in (predicate, scene.predicate(predicate.anchor)):
        for name in names:
            found = {m.entity: m for token in at.heads(name) for m in read(token)}
            if found:
                return tuple(found.values())
    return ()


def _links(scene: Scene, predicate: Predicate, frame: Frame) -> dict[str, tuple[int, ...]]:
    if frame.content is None:
        return {}
    at = [real_noun(scene.doc[t]).i for t in tokens_in(scene, predicate, frame.content.slot)]
    found = tuple(token for token in at if scene.match(token) is not None)
    return {frame.content.link: found} if found else {}


def _implied(
    scene: Scene, predicate: Predicate, frame: Frame, roles: Mapping[str, tuple[Mention, ...]]
) -> Iterator[tuple[Emission, Mapping[str, tuple[Mention, ...]]]]:
    for emission in frame.emits:
        if not all(_holds(scene, predicate, test) for test in emission.when):
            continue
        uses = scene.ontology.classes[emission.class_].roles
        filled: dict[str, tuple[Mention, ...]] = {}
        for role, slots in emission.roles.items():
            for slot in slots:
                found = roles.get(slot.path[0]) or tuple(fillers(scene, predicate, slot, uses[role]))
                if found:
                    filled[role] = found
                    break
        if filled.keys() - {"place"}:
            yield emission, filled
