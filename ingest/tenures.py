"""Who holds which post, as titles, appositions and predicates say it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from ingest.coreference import Referents
from ingest.lexicon import lexicon, listed
from ingest.mentions import TextMention
from ingest.posts import with_article
from ingest.states import FoundState, bodies_in, case_of, holds_post, is_unreal, span_of, subject_of
from ingest.syntax import is_passive, logical_object, logical_subject
from kg.ids import entity_id
from kg.model import Mention, Span

__all__ = ["agreeing", "of_predecessors", "of_verbs", "tenures_of"]

_LEADS = {
    "lead": "leader",
    "head": "head",
    "chair": "chair",
    "own": "owner",
    "command": "commander",
    "govern": "governor",
    "found": "founder",
    "rule": "ruler",
    "run": "head",
    "direct": "director",
    "preside": "head",
}
_OF_COUNTRIES = {"lead", "rule", "govern"}
"""Verbs by which one leads a country as well as a body."""

_DEGREES = {"prime", "vice", "deputy", "assistant", "crown"}
_SAME_POST = {"premier": "minister", "president-elect": "president"}
_IN_NAME = re.compile(r" (?:of|for|to|at|in) ")


@dataclass(frozen=True, slots=True)
class _Said:
    """One wording of a tenure: the post's head noun, the tokens of the whole title, where it stands, which rule."""

    head: Token
    inside: range
    where: Span
    rule: str
    clearness: float
    phase: str | None = None


def tenures_of(doc: Doc, referents: Referents, mention: TextMention) -> Iterator[FoundState]:
    """Tenures that a mention states: by the title before its name, as an apposition, as a predicate."""
    person = referents.of(mention.head)
    if mention.kind == "name" and person is not None and mention.title is not None:
        yield from _titled(doc, referents, mention, person)
    elif mention.kind == "nominal" and mention.type == "Person" and person is not None and person.type == "Person":
        yield from _apposed(doc, referents, mention, person)
    if mention.kind == "nominal":
        yield from _predicated(doc, referents, mention)
        yield from _of_office(doc, referents, mention)


def _titled(doc: Doc, referents: Referents, mention: TextMention, person: Mention) -> Iterator[FoundState]:
    """As in "Prime Minister X", "former lawmakers X and Y", "Deputy Premier and Foreign Minister X"."""
    start, head = mention.title or (0, 0)
    if not holds_post(doc[head]) or head == start and doc[head].lower_ in listed("styles"):
        return
    said = _Said(doc[head], range(start, mention.head), span_of(doc, start, mention.end), "title.before-name", 0.95)
    yield from _tenure(referents, person, said)
    for at, partner in _partners(doc, referents, mention):
        for state in _tenure(referents, partner, replace(said, rule="title.plural", clearness=0.85)):
            yield _elsewhere(state, _nation_of(referents, doc[at]))
    first = doc[start - 2].left_edge.i if start > 1 else 0
    second = start > 1 and doc[start - 1].lower_ == "and" and holds_post(doc[start - 2])
    if second and doc[first].lower_ not in ("the", "a", "an"):
        where = span_of(doc, first, mention.end)
        yield from _tenure(
            referents, person, _Said(doc[start - 2], range(first, start - 1), where, "title.second", 0.85)
        )


def _partners(doc: Doc, referents: Referents, mention: TextMention) -> Iterator[tuple[int, Mention]]:
    """(token, person) of the further people of a plural title: "former lawmakers X and Y"."""
    if mention.title is None or doc[mention.title[1]].tag_ not in ("NNS", "NNPS"):
        return
    for other in doc[mention.head].children:
        person = referents.of(other.i)
        if other.dep_ == "conj" and person is not None and person.type == "Person":
            yield other.i, person


def _nation_of(referents: Referents, token: Token) -> Mention | None:
    """The country that a name says it is of: "Presidents X of Peru and Y of Chile"."""
    found = (referents.place(t.i) for t in token.children if t.dep_ == "nmod" and case_of(t) == "of")
    return next((m for m in found if m is not None and m.type == "Country"), None)


def _elsewhere(state: FoundState, nation: Mention | None) -> FoundState:
    """The tenure with the same post in another country; itself where no country is given."""
    post = state.roles["post"][0]
    if nation is None or nation in post.links.get("postOf", ()):
        return state
    other = replace(post, country=nation.country, links={"postOf": (nation,)})
    moved = replace(state, roles={"actor": state.roles["actor"], "post": (other,)})
    return _named(moved, _IN_NAME.split(post.name)[0])


def _named(state: FoundState, title: str) -> FoundState:
    """The tenure with another title for its post, of the country that the post is of."""
    post = state.roles["post"][0]
    nation = next((m.name for m in post.links.get("postOf", ())), None)
    name = title if nation is None else f"{title} of {with_article(nation)}"
    other = replace(post, entity=entity_id(branch="Post", name=name, country=post.country), name=name)
    return replace(state, roles={**state.roles, "post": (other,)})


def _of_office(doc: Doc, referents: Referents, mention: TextMention) -> Iterator[FoundState]:
    """As in "under X's presidency", "the premiership of X"."""
    if mention.type != "Post" or mention.noun not in lexicon().offices:
        return
    for link in ("owner", "of"):
        at = mention.links.get(link, -1)
        person = referents.of(at)
        if person is not None and person.type == "Person" and person.named:
            where = span_of(doc, min(mention.start, at), max(mention.end, doc[at].right_edge.i + 1))
            said = _Said(doc[mention.head], range(mention.head, mention.head + 1), where, "title.office", 0.7)
            for state in _tenure(referents, person, said):
                yield _named(state, lexicon().offices[mention.noun].capitalize())
            return


def _apposed(doc: Doc, referents: Referents, mention: TextMention, person: Mention) -> Iterator[FoundState]:
    """As in "X, the foreign minister and deputy premier", "the mayor, X"; or instead of a name known from elsewhere."""
    token = doc[mention.head]
    if any(t.dep_ == "cop" for t in token.children):
        return
    name = name_beside(doc, referents, mention)
    edges = (mention.start, mention.end) if name is None else (min(mention.start, name[0]), max(mention.end, name[1]))
    rule = "title.instead-of-name" if name is None else "title.apposition"
    bodies = [t for t in token.children if t.dep_ == "nmod"]
    for head in (token, *(t for word in (token, *bodies) for t in word.children if t.dep_ == "conj")):
        if holds_post(head):
            first = mention.start if head is token else head.left_edge.i
            inside = range(first, max(mention.end, _clause_behind(head)))
            yield from _tenure(
                referents, person, _Said(head, inside, span_of(doc, *edges), rule, 0.6 if name is None else 0.9)
            )


def _clause_behind(head: Token) -> int:
    """One past the last token of a description, before a clause that only tells of the person."""
    told = [t.left_edge.i for t in head.rights if t.dep_ in ("acl:relcl", "acl", "advcl")]
    return min([head.right_edge.i + 1, *told])


def name_beside(doc: Doc, referents: Referents, mention: TextMention) -> tuple[int, int] | None:
    """Where the name of the described person stands next to the description, a comma between or none."""
    person = referents.of(mention.head)
    far = max(mention.end, doc[mention.head].right_edge.i + 1) + _GAP
    first = mention.start - (_GAP + 1 if not _aged(doc, mention.start) else _GAP + 3)
    near = {name.start: name for i in range(first, far + 1) if (name := referents.names.get(i))}
    for start, other in near.items():
        found = referents.of(other.head)
        if (
            person is not None
            and found is not None
            and found.entity == person.entity
            and _adjacent(doc, other, mention)
        ):
            return start, other.end
    return None


_GAP = 2
"""Tokens that may part a name from its apposition: a comma, an article."""


def _aged(doc: Doc, start: int) -> bool:
    """Whether an age stands between commas before a description: "X, 63, the mayor"."""
    return start > 3 and doc[start - 1].text == "," and doc[start - 2].pos_ == "NUM" and doc[start - 3].text == ","


def _adjacent(doc: Doc, name: TextMention, description: TextMention) -> bool:
    if name.end <= description.start:
        between = doc[name.end : description.start - (2 if _aged(doc, description.start) else 0)]
    elif name.start >= description.end:
        between = doc[max(description.end, min(doc[description.head].right_edge.i + 1, name.start)) : name.start]
    else:
        return True
    return len(between) <= _GAP and not any(t.text == "." or t.is_space for t in between)


def _predicated(doc: Doc, referents: Referents, mention: TextMention) -> Iterator[FoundState]:
    """As in "X is the mayor of Y", "X, who was prime minister"."""
    token = doc[mention.head]
    copula = next((t for t in token.children if t.dep_ == "cop"), None)
    subject = shared_subject(token)
    person = None if subject is None else referents.of(subject.i)
    if copula is None or subject is None or person is None or not holds_post(token):
        return
    if is_unreal(token):
        return
    if person.type != ("Group" if mention.type == "Group" else "Person"):
        return
    where = span_of(doc, min(subject.left_edge.i, mention.start), mention.end)
    reach = token.right_edge.i + 1
    inside = range(mention.start, reach if reach - token.i < 12 else mention.end)
    phase = "former" if copula.lower_ in ("was", "were") else None
    yield from _tenure(referents, person, _Said(token, inside, where, "title.copula", 0.85, phase))


def shared_subject(token: Token) -> Token | None:
    """The subject of a predicate, or that of the predicate it is coordinated with."""
    for _ in range(4):
        subject = next((t for t in token.children if t.dep_ in ("nsubj", "nsubj:outer", "nsubj:pass")), None)
        if subject is not None or token.dep_ != "conj":
            return subject
        token = token.head
    return None


def of_verbs(doc: Doc, referents: Referents, verb: Token) -> Iterator[FoundState]:
    """As in "X leads the Y party", "X served as economy minister"."""
    if verb.pos_ != "VERB" or is_unreal(verb):
        return
    subject = logical_subject(verb)[0] if is_passive(verb) else subject_of(verb)
    person = None if subject is None else referents.of(subject.i)
    if subject is None or person is None or person.type != "Person":
        return
    if verb.lemma_.lower() in _LEADS:
        yield from _leading(doc, referents, verb, person)
    if verb.lemma_.lower() in _SERVES:
        yield from _serving(doc, referents, verb, person)
    if verb.lemma_.lower() in ("hold", "occupy"):
        yield from _holding(doc, referents, verb, person)


_SERVES = {"serve", "act", "work", "spend", "continue", "remain", "stay", "double"}


def _holding(doc: Doc, referents: Referents, verb: Token, person: Mention) -> Iterator[FoundState]:
    """As in "X holds the post of interior minister"."""
    for thing in (t for t in verb.children if t.dep_ == "obj" and t.lemma_.lower() in ("post", "position", "office")):
        for child in thing.children:
            if child.dep_ == "nmod" and case_of(child) == "of" and holds_post(child):
                inside = range(child.left_edge.i, child.right_edge.i + 1)
                where = span_of(doc, min(t.left_edge.i for t in verb.children), inside.stop)
                phase = "former" if verb.tag_ == "VBD" else "current"
                yield from _tenure(referents, person, _Said(child, inside, where, "title.holds", 0.8, phase))


def _leading(doc: Doc, referents: Referents, verb: Token, person: Mention) -> Iterator[FoundState]:
    thing, _ = logical_object(verb)
    if verb.lemma_.lower() == "preside":
        thing = next((t for t in verb.children if t.dep_ == "obl" and case_of(t) == "over"), None)
    body = None if thing is None else _led(referents, thing, person, verb.lemma_.lower())
    if thing is None or body is None:
        return
    noun = _LEADS[verb.lemma_.lower()]
    name = f"{noun.capitalize()} of {with_article(body.name)}"
    post = Mention(
        entity_id(branch="Post", name=name, country=body.country), name, "Post", country=body.country, named=True
    )
    where = span_of(doc, min([verb.i, *(t.left_edge.i for t in verb.children)]), max(verb.i, thing.right_edge.i) + 1)
    past = verb.tag_ == "VBD" or any(t.lower_ in ("was", "were") for t in verb.children if t.dep_ == "aux:pass")
    phase = "former" if past and noun != "founder" else "current"
    roles = {"actor": (person,), "post": (post,)}
    if body.type != "Country":
        roles["organization"] = (body,)
    yield FoundState("Tenure", roles, phase, where, verb.i, "title.leads", 0.75)


def _led(referents: Referents, thing: Token, person: Mention, verb: str) -> Mention | None:
    """The body that somebody leads; of countries only with verbs that say so, since an army may lead one to war."""
    body = next(iter(bodies_in(referents, range(thing.i, thing.i + 1), but=person)), None)
    if body is not None and body.type in ("Organization", "Legislature") and verb in ("run", "direct", "preside"):
        return None  # a business, a sitting
    found = referents.of(thing.i)
    if body is None and verb in _OF_COUNTRIES and found is not None and found.type == "Country":
        moved = any(
            t.dep_ in ("xcomp", "advcl", "obl") and case_of(t) in ("into", "to", "out of") for t in thing.head.children
        )
        return None if moved else found
    return body


def _serving(doc: Doc, referents: Referents, verb: Token, person: Mention) -> Iterator[FoundState]:
    for child in verb.children:
        if case_of(child) == "as" and holds_post(child):
            inside = range(child.left_edge.i, child.right_edge.i + 1)
            where = span_of(doc, min(t.left_edge.i for t in verb.children), inside.stop)
            phase = "former" if verb.tag_ in ("VBD", "VBN") else "current"
            yield from _tenure(referents, person, _Said(child, inside, where, "title.serves-as", 0.85, phase))


def of_predecessors(
    doc: Doc, referents: Referents, mention: TextMention, found: list[FoundState]
) -> Iterator[FoundState]:
    """As in "his predecessor X": who held the post that he holds."""
    start, head = mention.title or (mention.start, mention.head)
    noun = doc[head].lemma_.lower()
    if noun == "counterpart":
        yield from _counterpart(doc, referents, mention, found)
    if mention.title is None or noun != "predecessor":
        return
    owners = (referents.of(t.i) for t in doc[max(0, start - 2) : head] if t.dep_ == "nmod:poss")
    owner, person = next(owners, None), referents.of(mention.head)
    if owner is None or person is None or person.entity == owner.entity:
        return
    held = next((s for s in found if s.class_ == "Tenure" and s.roles["actor"][0].entity == owner.entity), None)
    if held is not None:
        where = span_of(doc, max(0, start - 1), mention.end)
        yield FoundState("Tenure", {**held.roles, "actor": (person,)}, "former", where, head, "title.predecessor", 0.7)


def _counterpart(doc: Doc, referents: Referents, mention: TextMention, found: list[FoundState]) -> Iterator[FoundState]:
    """As in "his Chilean counterpart X", "X, his Chilean counterpart": the same post in another country."""
    start, head = mention.title or (mention.start, mention.head)
    near = doc[max(0, start - 3) : head]
    owners = (referents.of(t.i) for t in near if t.dep_ == "nmod:poss" and t.lower_ in ("his", "her"))
    owner, person = next(owners, None), referents.of(mention.head)
    nation = None if mention.country is None else referents.country(mention.country)
    if owner is None or person is None or person.entity == owner.entity or not person.named or nation is None:
        return
    held = [s for s in found if s.class_ == "Tenure" and s.roles["actor"][0].entity == owner.entity]
    if held:
        other = replace(held[0], roles={"actor": (person,), "post": held[0].roles["post"]})
        where = span_of(doc, max(0, start - 1), mention.end)
        yield replace(
            _elsewhere(other, nation), phase="current", span=where, token=head, rule="title.counterpart", clearness=0.7
        )


# --- what all share -----------------------------------------------------------------------------------------------


def _tenure(referents: Referents, person: Mention, said: _Said) -> Iterator[FoundState]:
    post = referents.post(said.head.i)
    if post is None:
        return
    roles = {"actor": (person,), "post": (post,)}
    body = _body(referents, person, said)
    if body is not None:
        roles["organization"] = (body,)
    phase = _phase(said) or said.phase or "current"
    yield FoundState("Tenure", roles, phase, said.where, said.head.i, said.rule, said.clearness)


def _body(referents: Referents, person: Mention, said: _Said) -> Mention | None:
    """The organisation that the post is in: "chair of the X committee", "Y party leader"."""
    noun = said.head.lemma_.lower()
    if noun not in listed("body posts"):
        return None
    after = range(said.head.i, said.inside.stop)
    inside = after if noun in ("president", "member") else said.inside
    bodies = [b for b in bodies_in(referents, inside, but=person) if b.type not in ("Government", "InterimGovernment")]
    owns = [referents.of(t.i) for t in said.head.children if t.dep_ == "nmod" and t.i in said.inside]
    return next((body for body in owns if body in bodies), bodies[0] if bodies else None)


def _phase(said: _Said) -> str | None:
    """What a title says of how the post is held: "former", "ex-MP", "acting", "elect"."""
    phases = lexicon().phases
    if any(t.dep_ in ("nmod", "obl") and case_of(t) in _ENDED and _is_year(t) for t in said.head.children):
        return "former"
    hyphened = said.head.doc[said.head.i + 1 : said.head.i + 2].text == "-"
    for token in said.head.doc[said.inside.start : said.head.i + (3 if hyphened else 2)]:
        lower = token.lower_
        word = "ex" if lower.startswith("ex-") else lower
        if lower == "time" and token.i > 1 and token.nbor(-2).lower_ == "one":
            return "former"
        if word in phases and (
            phases[word] != "former" or token.dep_ in ("amod", "compound", "punct") or word in ("ex", "then")
        ):
            return phases[word]
    return None


_ENDED = ("from", "until", "between")


def _is_year(token: Token) -> bool:
    """Whether a year stands there that closes a term: "from 1991 to 2001", "until 2001"."""
    year = token.text.isdigit() and len(token.text) == 4
    return year and (
        case_of(token) == "until"
        or any(t.lower_ in ("to", "until", "and", "-", "–") for t in token.doc[token.i + 1 : token.i + 2])
    )


# --- one post, one wording ----------------------------------------------------------------------------------------


def agreeing(tenures: list[FoundState]) -> Iterator[FoundState]:
    """One post and one phase for what is said of one person and post, in more or fewer words.

    A description in place of a name ("the president … the leader") counts only beside a plain statement of the post.
    """
    wordings: dict[_Post, dict[frozenset[str], list[_Numbered]]] = {}
    for number, state in enumerate(tenures):
        post, words = _wording(state)
        wordings.setdefault(post, {}).setdefault(words, []).append((number, state))
    models = {(post, words): _model(told, words) for post, told in wordings.items() for words in told}
    for state in tenures:
        model = models[_wording(state)]
        if model is None:
            continue
        roles = {**state.roles, "post": model.roles["post"]}
        if "organization" in model.roles:
            roles["organization"] = model.roles["organization"]
        yield replace(state, roles=roles, phase=model.phase)


_Post = tuple[str, str]
"""A person's entity, and the head noun of a post."""

_Numbered = tuple[int, FoundState]


def _wording(state: FoundState) -> tuple[_Post, frozenset[str]]:
    head, words = _post_words(state.roles["post"][0])
    return (state.roles["actor"][0].entity, head), frozenset(words)


def _model(told: Mapping[frozenset[str], Sequence[_Numbered]], words: frozenset[str]) -> FoundState | None:
    """The fullest of the tenures of the post with these words, the first of equals; None for descriptions alone."""
    kin = sorted((one for other, states in told.items() if _same_post(words, other) for one in states), key=_number)
    plain = any(state.rule != "title.instead-of-name" for _, state in kin)
    return max((state for _, state in kin), key=_rank) if plain else None


def _number(one: _Numbered) -> int:
    return one[0]


def _same_post(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two wordings with one head are of one post: "minister" and "foreign minister", not "prime minister"."""
    return _DEGREES & one == _DEGREES & other and (one <= other or other <= one)


def _post_words(post: Mention) -> tuple[str, set[str]]:
    nation = next((m.name.casefold() for m in post.links.get("postOf", ())), "-")
    name = post.name.casefold().replace(nation, "").replace("-", " ")
    words = {w for w in re.findall(r"[\w']+", name) if w not in ("of", "the", "for", "to", "republic", "party")}
    before = _IN_NAME.split(name)[0].split()
    head = before[-1] if before else ""
    if head == "premier":
        words = {*words - {"premier"}, "prime", "minister"}
    return _SAME_POST.get(head, head), words


def _rank(state: FoundState) -> tuple[bool, bool, int]:
    return state.phase != "current", state.rule != "title.instead-of-name", len(state.roles["post"][0].name)
