"""Posts as entities: "Kyrgyz President" and "president of Kyrgyzstan" are the post President of Kyrgyzstan."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Doc, Token

from ingest.chains import Chain, Scene
from ingest.lexicon import lexicon, listed
from ingest.mentions import TextMention
from ingest.peoples import people_ending
from ingest.wording import bare, name_of
from kg.ids import entity_id
from kg.model import Article, Entity, Mention, Span

__all__ = ["height", "post_mention", "with_article"]


def post_mention(scene: Scene, article: Article) -> Iterator[tuple[int, Mention]]:
    """(token, post) of every title before a name and every description that names a post."""
    for entry in scene.seen:
        mention = entry.mention
        if mention.kind == "name" and mention.title is not None:
            start, head = mention.title
            end = _title_end(scene, mention)
            yield head, _post(scene, article, (start, head, end), entry.chain)
        elif mention.kind == "nominal" and mention.type in ("Person", "Group", "Post"):
            noun = lexicon().nouns.get(mention.noun)
            if noun is not None and noun.post:
                yield mention.head, _post(scene, article, (mention.start, mention.head, mention.end), entry.chain)


def height(post: Mention) -> tuple[bool, bool, int]:
    """A key that sorts the posts of one person: present before past, the highest offices first, then the fullest."""
    words = set((post.text or "").casefold().split())
    past = any(lexicon().phases.get(word) == "former" for word in words)
    return past, not set(post.name.casefold().split()) & listed("highest posts"), -len(post.name)


def _title_end(scene: Scene, mention: TextMention) -> int:
    """One past the title's last token: its head, and "of State", "to the Horn of Africa" after it."""
    end = (mention.title or (0, 0))[1] + 1
    stop = max(_name_start(scene, mention), end)
    while stop > end and _is_style(scene.doc[stop - 1]):
        stop -= 1
    tokens = scene.doc[end:stop]
    return stop if any(t.lower_ in ("of", "for", "to") for t in tokens) else end


def _is_style(token: Token) -> bool:
    """Whether a word before a name is of the person, not of the post: "Dr." but not "King" in "Office of the King"."""
    return token.lower_.rstrip(".") in lexicon().honorifics and token.lower_ not in lexicon().nouns


def _name_start(scene: Scene, mention: TextMention) -> int:
    """Where the name behind a title begins: where its words do, failing that where the recogniser sees a person."""
    after = range((mention.title or (0, 0))[1] + 1, mention.end)
    for at in after:
        if " ".join(scene.doc[at : mention.end].text.split()) == mention.name:
            return at
    return next((at for at in after if scene.doc[at].ent_type_ == "PERSON"), mention.end)


def _post(scene: Scene, article: Article, where: tuple[int, int, int], chain: Chain) -> Mention:
    """The post that the tokens from start to end, with its noun at head, name."""
    start, head, end = where
    doc = scene.doc
    whose, said = _people(scene, start, head) or (None, None)
    text, body = _words(scene, where, whose), _body(scene, where)
    if body is not None and body.kind == "nominal":  # "head of the interim government": of which country
        text = f"{text.split(' of ')[0]} of {with_article(name_of(scene, body))}"
    seat = _seat(scene, start, head)
    country = said or seat or (chain.country if body is None else body.country)
    nation = scene.registry.country(country)
    noun = _in_full(doc[head].lower_, doc[head].lemma_).casefold().split()[-1]
    national = whose is not None or noun in listed("national posts") | set(lexicon().offices)
    national = national and body is None and seat is None and not _of_company(scene, where)
    national = national and (whose is not None or noun not in _ANYWHERE and not _is_provincial(doc, head, country))
    if nation is not None and national and not _OF.search(text) and nation.name not in text:
        text = f"{text} of {with_article(nation.name)}"
    text = text[:1].upper() + text[1:]
    span = Span(doc[start].idx, doc[end - 1].idx + len(doc[end - 1].text))
    return Mention(
        entity_id(branch="Post", name=text, country=country),
        text,
        "Post",
        article.text[span.start : span.end],
        span,
        country=country,
        named=True,
        links=_belongs_to(scene, article, nation, body),
    )


_ANYWHERE = frozenset({"leader", "head", "secretary", "speaker"})
"""Posts that parties, expeditions and provinces have as well: of a country only where the words say so."""


def _is_provincial(doc: Doc, head: int, country: str | None) -> bool:
    """Whether a post is of a province or state of its country: "Chief Minister", "Premier" in Canada."""
    noun = doc[head].lemma_.lower()
    named = f"{doc[head - 1].lower_} {noun}" if head else noun
    premiers = (country or "").lower() in listed("provincial premiers")
    return named in listed("provincial posts") or noun == "premier" and premiers


def _body(scene: Scene, where: tuple[int, int, int]) -> Chain | None:
    """The body that a post is of, where its title or description names one: "UN" Secretary-General, "head of the X"."""
    start, head, end = where
    for at in (*range(head + 1, end), *range(start, head)):
        entry = scene.at.get(at) or scene.named_by.get(at)
        if entry is None or at == head or entry.mention.title is not None:
            continue
        chain = entry.chain
        if chain.type == "InternationalOrganization" or chain.type in _GOVERNMENTS and entry.mention.kind == "nominal":
            return chain
    return None


def _of_company(scene: Scene, where: tuple[int, int, int]) -> bool:
    """Whether a post is of a party or a company and so of no country: "Harvest Party leader", "president of both X"."""
    start, head, _ = where
    before = (scene.at.get(at) for at in range(start, head))
    within = any(
        entry is not None and entry.mention.kind == "name" and entry.chain.type in ("Party", "Organization")
        for entry in before
    )
    behind = (scene.chain_at(t.i) for t in scene.doc[head].rights if t.dep_ == "nmod")
    return within or any(chain is not None and chain.type in ("Party", "Organization") for chain in behind)


_GOVERNMENTS = {"Government", "InterimGovernment"}


def _belongs_to(
    scene: Scene, article: Article, nation: Entity | None, body: Chain | None
) -> dict[str, tuple[Mention, ...]]:
    if body is not None:
        return {"postOf": (bare(scene, body, article),)}
    if nation is None:
        return {}
    return {"postOf": (Mention(nation.id, nation.name, nation.type, country=nation.country, named=True),)}


_OF = re.compile(r" (?:of|to|for) |['’]s ")
_EDGES = re.compile(r"^[-’'s\s]+(?=[A-Z])|^[-–.\s]+|[\s,]+$|\s(?:at|for|in|of|to)\s*$")
_DROPPED = {"the", "a", "an", "his", "her", "their", "its"}


def _seat(scene: Scene, start: int, head: int) -> str | None:
    """The country of a government that stands before a post by its seat: "Kremlin" spokesman."""
    for at in range(start, head):
        entry = scene.at.get(at)
        if entry is not None and entry.chain.kind == "name" and entry.chain.type == "Government":
            return entry.chain.country
    return None


def _people(scene: Scene, start: int, head: int) -> tuple[range, str] | None:
    """The words before a post that say whose it is, and the country: "Sri Lankan" President, "the country's" leader."""
    for token in scene.doc[start:head]:
        entry = scene.at.get(token.i) if token.dep_ in _WHOSE else None
        if entry is not None and entry.chain.type == "Country" and entry.chain.country is not None:
            return range(entry.mention.start, entry.mention.end), entry.chain.country
        people = people_ending(scene.doc, token.i, scene.registry)
        if people is not None:
            return range(people[0], token.i + 1), people[1]
    return None


_WHOSE = ("nmod:poss", "compound", "flat", "nmod:desc")


def with_article(name: str) -> str:
    """The name of a country or body as it stands after "of": "the United States", "the Kyrgyz interim government"."""
    first, last = name.split()[0], name.split()[-1]
    return f"the {name}" if first in _THE_FIRST or last in _THE_LAST or last.islower() else name


_THE_FIRST = {"United", "Democratic", "Republic", "Central", "Dominican", "Solomon", "Marshall"}
_THE_LAST = {"Netherlands", "Philippines", "Bahamas", "Maldives", "Gambia", "Comoros", "Seychelles", "Emirates"}


def _words(scene: Scene, where: tuple[int, int, int], whose: range | None) -> str:
    """The post's own words: no article, "former" or people; its noun in the singular, an office's holder."""
    start, head, end = where
    kept = []
    for token in scene.doc[start:end]:
        own = whose is not None and (token.i in whose or token.head.i in whose)
        passing = own or _initials(token) or _passing(scene, token, head)
        if token.is_space or token.lower_ == "ruling" or token.i < head and passing:
            continue
        text = token.lemma_ if token.i == head and token.tag_ in ("NNS", "NNPS") else token.text
        kept.append(lexicon().offices.get(token.lower_, _in_full(token.lower_, text)) + token.whitespace_)
    return _EDGES.sub("", "".join(kept).strip())


def _in_full(word: str, otherwise: str) -> str:
    """What an abbreviated post stands for, "Prime Minister" for "PM"; the other word for one that is not."""
    full = lexicon().abbreviations.get(word)
    return otherwise if full is None else full.title()


def _initials(token: Token) -> bool:
    """Whether a word or mark before a post is of the initials in brackets: "National Farm Agency (NFA)" chief."""
    around = token.doc[max(0, token.i - 1) : token.i + 2]
    return token.text in ("(", ")") or len(around) > 2 and (around[0].text, around[2].text) == ("(", ")")


def _passing(scene: Scene, token: Token, head: int) -> bool:
    """Whether a word before a post says nothing of the post itself: "the", "former", "renowned"."""
    words, lower = lexicon(), token.lower_
    long = lower == "time" and token.i > 1 and token.nbor(-1).text == "-"
    if long or lower in _DROPPED or lower.rstrip(".") in words.honorifics and lower not in words.nouns:
        return True
    name = scene.named_by.get(token.i)
    if lower in words.ranks or name is not None and (name.mention.title is None or name.mention.title[1] != head):
        return False
    tells = lower in words.phases or lower in listed("kinds of post")
    praise = token.text.islower() and token.pos_ in ("ADJ", "ADV", "VERB") and not tells
    named = token.ent_type_ == "ORG"  # "New Power Party" lawmaker
    return praise or lower in words.current and not named or words.phases.get(lower) == "former"
