"""States that titles, appositions and possessives state: who holds which post, who belongs to which party."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from ingest.coreference import Referents
from ingest.lexicon import lexicon
from ingest.mentions import BODIES, TextMention
from kg.model import Mention, Span

__all__ = ["FoundState", "states_in"]

_BASES = {"AirBase", "MilitaryBase"}
_RUNS = {"have", "operate", "maintain", "run", "keep", "own", "lease", "establish", "install", "host"}
_LEADS = {"lead": "leader", "head": "head", "chair": "chair", "own": "owner", "command": "commander", "govern": "governor", "found": "founder"}  # fmt: skip
_BACKERS = {"supporter", "follower", "sympathizer", "sympathiser", "backer", "loyalist", "ally"}
_FOES = {"opponent", "critic", "foe", "rival", "enemy"}
_SERVES = {"serve", "act", "work"}
_NOT_SO = {"not", "n't", "never", "will", "would", "could", "may", "might", "should", "can", "must", "wo"}
_STYLES = {"prince", "princess", "sheikh", "lord", "lady", "sir", "dame"}
_MEMBERS = {"member", "lawmaker", "mp", "deputy", "senator", "councillor", "politician", "figure", "candidate", "legislator", "correspondent", "journalist", "reporter", "leader", "activist", "official"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class FoundState:
    """A state as the words give it: class_ is Tenure, Membership, BaseOperation, Alignment or Opposition.

    `phase` (Tenure only) is current, former, acting or elect; `span` is the evidence, `token` its head in the Doc;
    `rule` names the construction ("title.before-name"), `confidence` goes from 0 to 1.
    """

    class_: str
    roles: Mapping[str, tuple[Mention, ...]]
    phase: str | None
    span: Span
    token: int
    rule: str
    confidence: float


def states_in(doc: Doc, referents: Referents) -> Iterator[FoundState]:
    """The states of an article, in the order of the text; the same state said twice comes twice.

    What is said of one person and one post agrees in post and phase: "former President X" makes a later "President X"
    former too.
    """
    found = [state for mention in referents.found for rule in _RULES for state in rule(doc, referents, mention)]
    found += [state for token in doc for state in _verbs(doc, referents, token)]
    found += [state for mention in referents.found for state in _predecessor(doc, referents, mention, found)]
    found.sort(key=lambda state: (state.span.start, state.class_))
    yield from _agreeing(found)


# --- tenures ------------------------------------------------------------------------------------------------------


def _titled(doc: Doc, referents: Referents, mention: TextMention) -> Iterator[FoundState]:
    """ "Prime Minister X", "X party leader Y"."""
    if mention.kind != "name" or mention.title is None:
        return
    start, head = mention.title
    person = referents.of(mention.head)
    if person is None:
        return
    where = _span(doc, start, mention.end)
    title = doc[start : mention.start if mention.start > head else head + 1]
    inside = range(start, mention.head)
    bodies = _bodies(referents, inside, person)
    if _is_post(doc[head]) and not (head == start and doc[head].lower_ in _STYLES):
        yield from _tenure(referents, person, head, inside, where, "title.before-name", 0.95, title)
        for other in _partners(doc, referents, mention):
            yield from _tenure(referents, other, head, range(start, head + 1), where, "title.plural", 0.85, title)
    yield from _second_title(doc, referents, mention, person, where)
    for body in bodies:
        if (
            body.type == "Party"
            or body.type == "MediaOutlet"
            or doc[head].lemma_.lower() in _MEMBERS - {"official", "activist"}
            and body.type == "Organization"
        ):
            yield FoundState(
                "Membership", {"actor": (person,), "organization": (body,)}, None, where, head, "title.of-body", 0.8
            )


def _partners(doc: Doc, referents: Referents, mention: TextMention) -> Iterator[Mention]:
    """The further people of a plural title: "former lawmakers X and Y"."""
    if mention.title is None or doc[mention.title[1]].tag_ not in ("NNS", "NNPS"):
        return
    for other in doc[mention.head].children:
        person = referents.of(other.i)
        if other.dep_ == "conj" and person is not None and person.type == "Person":
            yield person


def _second_title(
    doc: Doc, referents: Referents, mention: TextMention, person: Mention, where: Span
) -> Iterator[FoundState]:
    """ "Deputy Prime Minister and Foreign Minister X" holds both."""
    start = mention.title[0] if mention.title else 0
    if start < 2 or doc[start - 1].lower_ != "and" or not _is_post(doc[start - 2]):
        return
    head = start - 2
    first = doc[head].left_edge.i
    whole = _span(doc, first, mention.end)
    yield from _tenure(
        referents, person, head, range(first, head + 1), whole, "title.second", 0.85, doc[first : head + 1]
    )


def _apposed(doc: Doc, referents: Referents, mention: TextMention) -> Iterator[FoundState]:
    """ "X, the foreign minister and deputy premier", "the mayor, X", "the president" of somebody named elsewhere."""
    if mention.kind != "nominal" or mention.type != "Person":
        return
    person, token = referents.of(mention.head), doc[mention.head]
    if person is None or person.type != "Person" or not _named(referents, person):
        return
    name = _name_beside(doc, referents, mention, person)
    rule = "title.apposition" if name is not None else "title.instead-of-name"
    where = (
        _span(doc, mention.start, mention.end)
        if name is None
        else _span(doc, min(mention.start, name[0]), max(mention.end, name[1]))
    )
    heads = [token, *(t for t in token.children if t.dep_ == "conj" and _is_post(t))]
    for head in heads:
        inside = range(mention.start if head is token else head.left_edge.i, max(mention.end, head.right_edge.i + 1))
        if _is_post(head):
            yield from _tenure(
                referents, person, head.i, inside, where, rule, 0.9 if name else 0.6, doc[inside.start : inside.stop]
            )
        for body in _bodies(referents, inside, person):
            if (
                name is not None
                and body.type in ("Party", "MediaOutlet")
                and head.lemma_.lower() in _MEMBERS | {"spokesman", "spokeswoman", "chairman", "secretary", "nominee"}
            ):
                yield FoundState(
                    "Membership",
                    {"actor": (person,), "organization": (body,)},
                    None,
                    where,
                    head.i,
                    "title.member-of",
                    0.85,
                )


def _copular(doc: Doc, referents: Referents, mention: TextMention) -> Iterator[FoundState]:
    """ "X is the mayor of Y", "X, who was prime minister"."""
    token = doc[mention.head]
    copula = next((t for t in token.children if t.dep_ == "cop"), None)
    subject = _shared_subject(token)
    if (
        mention.kind != "nominal"
        or copula is None
        or subject is None
        or any(t.lower_ in _NOT_SO for t in token.children)
    ):
        return
    person = referents.of(subject.i)
    if person is None or person.type != ("Group" if mention.type == "Group" else "Person"):
        return
    where = _span(doc, min(subject.left_edge.i, mention.start), mention.end)
    inside = range(
        mention.start, max(mention.end, token.right_edge.i + 1 if token.right_edge.i - token.i < 12 else mention.end)
    )
    if _is_post(token):
        past = copula.lower_ in ("was", "were")
        phase = "former" if past else None
        yield from _tenure(
            referents, person, token.i, inside, where, "title.copula", 0.85, doc[mention.start : token.i + 1], phase
        )
    for body in _bodies(referents, inside, person):
        if body.type == "Party" or token.lemma_.lower() == "member":
            yield FoundState(
                "Membership", {"actor": (person,), "organization": (body,)}, None, where, token.i, "member.copula", 0.85
            )


def _shared_subject(token: Token) -> Token | None:
    """The subject of a predicate, or that of the predicate it is coordinated with; a relative's antecedent."""
    for _ in range(4):
        subject = next((t for t in token.children if t.dep_ in ("nsubj", "nsubj:outer", "nsubj:pass")), None)
        if subject is not None:
            return subject
        if token.dep_ != "conj":
            return None
        token = token.head
    return None


def _tenure(
    referents: Referents, person: Mention, head: int, inside: range, where: Span, rule: str, confidence: float,
    words: Iterable[Token], phase: str | None = None,
) -> Iterator[FoundState]:  # fmt: skip  # noqa: PLR0913
    post = referents.post(head)
    if post is None:
        return
    roles = {"actor": (person,), "post": (post,)}
    bodies = tuple(b for b in _bodies(referents, inside, person) if b.type not in ("Government", "InterimGovernment"))
    if bodies and _words_of(post) & _OF_BODIES:
        roles["organization"] = bodies[:1]
    yield FoundState("Tenure", roles, _phase(words) or phase or "current", where, head, rule, confidence)


def _predecessor(doc: Doc, referents: Referents, mention: TextMention, found: list[FoundState]) -> Iterator[FoundState]:
    """ "his predecessor X" held the post that he holds, "his successor X" that which he held."""
    if (
        mention.kind != "name"
        or mention.title is None
        or doc[mention.title[1]].lemma_ not in ("predecessor", "successor")
    ):
        return
    owner = next(
        (referents.of(t.i) for t in doc[max(0, mention.title[0] - 2) : mention.title[1]] if t.dep_ == "nmod:poss"), None
    )
    person = referents.of(mention.head)
    held = [
        s for s in found if owner is not None and s.class_ == "Tenure" and s.roles["actor"][0].entity == owner.entity
    ]
    if held and person is not None and owner is not None and person.entity != owner.entity:
        phase = "former" if doc[mention.title[1]].lemma_ == "predecessor" else "current"
        where = _span(doc, mention.title[0] - 1, mention.end)
        yield FoundState(
            "Tenure", {**held[0].roles, "actor": (person,)}, phase, where, mention.head, "title.predecessor", 0.7
        )


_OF_BODIES = set("head chief chair chairman chairwoman chairperson director leader speaker secretary general councillor councilor spokesman spokeswoman spokesperson founder owner ceo commander president member senator rector dean professor fellow lecturer editor manager deputy mp representative coordinator judge".split())  # fmt: skip


def _words_of(post: Mention) -> set[str]:
    """The words of a post before "of", "for" and the like, lower case."""
    return set(re.split(r" (?:of|for|to|at|in) ", post.name.casefold())[0].split())


def _phase(words: Iterable[Token]) -> str | None:
    for token in words:
        lower = token.lower_
        phase = lexicon().phases.get(lower) or lexicon().phases.get(
            lower.split("-")[0] if lower.startswith("ex-") else ""
        )
        if phase == "former" and lower in ("late", "then", "previous", "fallen") and token.dep_ != "amod":
            continue
        if phase is not None:
            return phase
    return None


def _is_post(token: Token) -> bool:
    words = lexicon()
    found = words.nouns.get(token.lemma_.lower()) or words.nouns.get(token.lower_)
    return found is not None and found.post


def _bodies(referents: Referents, inside: range, person: Mention) -> list[Mention]:
    """Organisations named within a title or description, once each."""
    found: dict[str, Mention] = {}
    for token in inside:
        body = referents.of(token)
        if body is not None and body.type in BODIES and body.entity != person.entity:
            found.setdefault(body.entity, body)
    return list(found.values())


def _named(referents: Referents, person: Mention) -> bool:
    return person.named or any(
        m.kind == "name" for m in referents.found if (r := referents.of(m.head)) and r.entity == person.entity
    )


def _name_beside(doc: Doc, referents: Referents, mention: TextMention, person: Mention) -> tuple[int, int] | None:
    """Where the person's name stands next to the description, a comma between or none."""
    for other in referents.found:
        if other.kind != "name" or not -2 <= _gap(doc, other, mention) <= 2:
            continue
        resolved = referents.of(other.head)
        if resolved is not None and resolved.entity == person.entity:
            return other.start, other.end
    return None


def _gap(doc: Doc, name: TextMention, description: TextMention) -> int:
    if name.end <= description.start:
        return description.start - name.end
    far = max(description.end, doc[description.head].right_edge.i + 1)
    if description.start < name.start < far:
        return 0
    return name.start - far if name.start >= description.end else 0


# --- memberships, sides -------------------------------------------------------------------------------------------


def _possessed_party(doc: Doc, referents: Referents, mention: TextMention) -> Iterator[FoundState]:
    """ "X's own Y party", "his party": the owner belongs to it."""
    party = referents.of(mention.head)
    if party is None or party.type != "Party" or mention.kind == "pronoun":
        return
    for child in _owners(doc, mention):
        owner = referents.of(child.i)
        if owner is not None and owner.type == "Person" and (party.named or mention.kind == "name"):
            where = _span(doc, child.left_edge.i, mention.end)
            yield FoundState(
                "Membership",
                {"actor": (owner,), "organization": (party,)},
                None,
                where,
                mention.head,
                "member.possessive",
                0.85,
            )


def _owners(doc: Doc, mention: TextMention) -> list[Token]:
    return [
        t
        for i in range(mention.start, mention.end)
        for t in doc[i].children
        if t.dep_ == "nmod:poss"
        and not mention.start <= t.i < mention.end
        or t.dep_ == "nmod:poss"
        and mention.kind == "nominal"
    ]


def _member_of(doc: Doc, referents: Referents, mention: TextMention) -> Iterator[FoundState]:
    """ "some lawmakers from X", "X of party Y", "members of Y"."""
    member = referents.of(mention.head)
    if member is None or member.type not in ("Person", "Group"):
        return
    for child in doc[mention.head].children:
        case = next((t.lower_ for t in child.lefts if t.dep_ == "case"), "")
        body = referents.of(child.i)
        if child.dep_ not in ("nmod", "obl") or body is None or case not in ("of", "from", "with", "for"):
            continue
        fits = body.type == "Party" if mention.kind == "name" or mention.noun != "member" else body.type in BODIES
        if fits and (mention.kind == "name" or mention.noun in _MEMBERS) and body.named:
            where = _span(doc, mention.start, child.right_edge.i + 1)
            yield FoundState(
                "Membership", {"actor": (member,), "organization": (body,)}, None, where, mention.head, "member.of", 0.8
            )


def _sides(doc: Doc, referents: Referents, mention: TextMention) -> Iterator[FoundState]:
    """ "supporters of X" are aligned with X, "his opponents" opposed."""
    if mention.kind != "nominal" or mention.noun not in _BACKERS | _FOES:
        return
    group = referents.of(mention.head)
    for link in ("owner", "of", "compound"):
        side = referents.of(mention.links.get(link, -1))
        if (
            group is not None
            and side is not None
            and side.entity != group.entity
            and side.type not in ("City", "Facility")
        ):
            class_ = "Alignment" if mention.noun in _BACKERS else "Opposition"
            where = _span(doc, min(mention.start, mention.links[link]), max(mention.end, mention.links[link] + 1))
            yield FoundState(
                class_,
                {"actor": (group,), "recipient": (side,)},
                None,
                where,
                mention.head,
                f"side.{mention.noun}",
                0.7,
            )
            return


# --- bases --------------------------------------------------------------------------------------------------------


def _described_base(doc: Doc, referents: Referents, mention: TextMention) -> Iterator[FoundState]:
    """ "the Russian air base at Kant": a power's base in a place."""
    base = referents.of(mention.head)
    if base is None or mention.type not in _BASES or mention.country is None or mention.kind != "nominal":
        return
    powers = [referents.of(i) for i in range(mention.start, mention.head)]
    power = next((p for p in powers if p is not None and p.type == "Country"), None)
    host = next((h for h in _hosts(doc[mention.head], referents) if h.country != mention.country), None)
    if power is not None and host is not None:
        where = _span(doc, mention.start, doc[mention.head].right_edge.i + 1)
        yield FoundState(
            "BaseOperation",
            {"actor": (power,), "base": (base,), "host": (host,)},
            None,
            where,
            mention.head,
            "base.of-power",
            0.8,
        )


def _hosts(token: Token, referents: Referents) -> Iterator[Mention]:
    for child in token.children:
        case = next((t.lower_ for t in child.lefts if t.dep_ == "case"), "")
        place = referents.place(child.i)
        if (
            case in ("in", "at", "on", "near", "outside")
            and place is not None
            and place.type in ("Country", "City", "Region")
        ):
            yield place


def _base_verb(doc: Doc, referents: Referents, verb: Token) -> Iterator[FoundState]:
    """ "both of which have air bases in X"."""
    base_token = next(
        (t for t in verb.children if t.dep_ == "obj" and (m := referents.of(t.i)) and m.type in _BASES), None
    )
    subject = _subject(verb)
    if base_token is None or subject is None:
        return
    powers = tuple(dict.fromkeys(m.entity for m in _all(referents, subject)))
    actors = tuple(next(m for m in _all(referents, subject) if m.entity == id_) for id_ in powers)
    actors = tuple(m for m in actors if m.type in ("Country", "Government", "SecurityForce"))
    hosts = [*_hosts(base_token, referents), *_hosts(verb, referents)]
    base = referents.of(base_token.i)
    if actors and base is not None:
        roles: dict[str, tuple[Mention, ...]] = {"actor": actors, "base": (base,)}
        if hosts:
            roles["host"] = (hosts[0],)
        last = max(t.right_edge.i for t in (base_token, *(c for c in verb.children if referents.place(c.i) in hosts)))
        yield FoundState(
            "BaseOperation", roles, None, _span(doc, subject.left_edge.i, last + 1), verb.i, "base.verb", 0.85
        )


def _subject(verb: Token) -> Token | None:
    """The subject, that of a relative clause being its antecedent ("both of which")."""
    subject = next((t for t in verb.children if t.dep_ == "nsubj"), None)
    relative = verb.dep_ in ("acl:relcl", "acl")
    wh = [*([] if subject is None else subject.subtree), *verb.children]
    if subject is None or relative and any(t.tag_ in ("WDT", "WP") and t.i <= verb.i for t in wh):
        return verb.head if relative else subject
    return subject


def _all(referents: Referents, token: Token) -> list[Mention]:
    """What the token stands for, and what is coordinated with it."""
    found = list(referents.each(token.i))
    for child in token.children:
        if child.dep_ == "conj":
            found += _all(referents, child)
    return found


# --- verbs --------------------------------------------------------------------------------------------------------


def _verbs(doc: Doc, referents: Referents, token: Token) -> Iterator[FoundState]:
    lemma = token.lemma_.lower()
    if token.pos_ != "VERB" or any(t.lower_ in ("not", "n't", "never") for t in token.children):
        return
    if lemma in _RUNS:
        yield from _base_verb(doc, referents, token)
    if lemma in _LEADS:
        yield from _leads(doc, referents, token)
    if lemma in _SERVES:
        yield from _serves(doc, referents, token)


def _leads(doc: Doc, referents: Referents, verb: Token) -> Iterator[FoundState]:
    """ "X leads the Y party", "Y, headed by X"."""
    subject, thing = _subject(verb), next((t for t in verb.children if t.dep_ == "obj"), None)
    if subject is None or thing is None:
        return
    person, body = referents.of(subject.i), referents.of(thing.i)
    if person is None or body is None or person.type != "Person" or body.type not in BODIES:
        return
    noun = _LEADS[verb.lemma_.lower()]
    name = f"{noun} of {body.name}"
    where = _span(doc, min(subject.left_edge.i, verb.i), thing.right_edge.i + 1)
    from kg.ids import entity_id  # noqa: PLC0415

    post = Mention(
        entity_id(branch="Post", name=name, country=body.country), name, "Post", country=body.country, named=True
    )
    phase = "former" if verb.tag_ in ("VBD",) and noun != "founder" else "current"
    yield FoundState(
        "Tenure",
        {"actor": (person,), "post": (post,), "organization": (body,)},
        phase,
        where,
        verb.i,
        "title.leads",
        0.75,
    )


def _serves(doc: Doc, referents: Referents, verb: Token) -> Iterator[FoundState]:
    """ "X served as economy minister"."""
    subject = _subject(verb)
    for child in verb.children:
        case = next((t.lower_ for t in child.lefts if t.dep_ == "case"), "")
        if subject is None or case != "as" or not _is_post(child):
            continue
        person = referents.of(subject.i)
        if person is None or person.type != "Person":
            continue
        where = _span(doc, min(subject.left_edge.i, verb.i), child.right_edge.i + 1)
        phase = "former" if verb.tag_ in ("VBD", "VBN") else "current"
        yield from _tenure(
            referents,
            person,
            child.i,
            range(child.left_edge.i, child.right_edge.i + 1),
            where,
            "title.serves-as",
            0.85,
            doc[child.left_edge.i : child.i + 1],
            phase,
        )


# --- one state, one wording ---------------------------------------------------------------------------------------


def _agreeing(states: list[FoundState]) -> Iterator[FoundState]:
    """One post and one phase for what is said of one person and post, in more or fewer words."""
    tenures = [state for state in states if state.class_ == "Tenure"]
    for state in states:
        if state.class_ != "Tenure":
            yield state
            continue
        model = max((other for other in tenures if _same_post(state, other)), key=_rank)
        roles = {**state.roles, "post": model.roles["post"]}
        if "organization" in model.roles:
            roles["organization"] = model.roles["organization"]
        yield replace(state, roles=roles, phase=model.phase)


_DEGREES = {"prime", "vice", "deputy", "assistant", "crown"}
_SAME_POST = {"premier": "minister", "state": "president", "president-elect": "president"}


def _same_post(one: FoundState, other: FoundState) -> bool:
    """Whether two tenures of a person are of one post: "minister" and "foreign minister", not "prime minister"."""
    if one.roles["actor"][0].entity != other.roles["actor"][0].entity:
        return False
    (head, words), (head2, words2) = _post_words(one.roles["post"][0]), _post_words(other.roles["post"][0])
    return head == head2 and _DEGREES & words == _DEGREES & words2 and (words <= words2 or words2 <= words)


def _post_words(post: Mention) -> tuple[str, set[str]]:
    nation = next((m.name.casefold() for m in post.links.get("postOf", ())), "-")
    name = post.name.casefold().replace(nation, "").replace("-", " ")
    words = [w for w in re.findall(r"[\w']+", name) if w not in ("of", "the", "for", "to", "republic", "party")]
    before = re.split(r" (?:of|for|to|at|in) ", name)[0].split()
    head = before[-1] if before else ""
    if head == "premier":
        words = ["prime" if w == "premier" else w for w in words] + ["minister"]
    return _SAME_POST.get(head, head), set(words)


def _rank(state: FoundState) -> tuple[bool, bool, int]:
    return state.phase != "current", state.rule != "title.instead-of-name", len(state.roles["post"][0].name)


def _span(doc: Doc, start: int, end: int) -> Span:
    while end > start + 1 and (
        doc[end - 1].is_space or doc[end - 1].is_punct and doc[end - 1].text not in (")", "”", '"', ".")
    ):
        end -= 1
    while start < end - 1 and doc[start].is_space:
        start += 1
    return Span(doc[start].idx, doc[end - 1].idx + len(doc[end - 1].text))


_Rule = Callable[[Doc, Referents, TextMention], Iterator[FoundState]]
_RULES: tuple[_Rule, ...] = (_titled, _apposed, _copular, _possessed_party, _member_of, _sides, _described_base)
