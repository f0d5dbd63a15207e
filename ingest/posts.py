"""Posts as entities: "Kyrgyz President" and "president of Kyrgyzstan" are the post President of Kyrgyzstan."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Doc, Token

from ingest.chains import Chain, Scene
from ingest.lexicon import lexicon, listed
from ingest.mentions import TextMention
from kg.ids import entity_id
from kg.model import Article, Mention, Span

__all__ = ["post_mention"]


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


def _title_end(scene: Scene, mention: TextMention) -> int:
    """One past the title's last token: its head, and "of State", "to the Horn of Africa" after it."""
    end = (mention.title or (0, 0))[1] + 1
    stop = end
    while stop < mention.end and (scene.doc[stop].ent_type_ != "PERSON" or scene.doc[stop].lower_ in ("of", "the")):
        stop += 1
    tokens = scene.doc[end:stop]
    return stop if any(t.lower_ in ("of", "for", "to") for t in tokens) else end


def _post(scene: Scene, article: Article, where: tuple[int, int, int], chain: Chain) -> Mention:
    """The post that the tokens from start to end, with its noun at head, name."""
    start, head, end = where
    doc = scene.doc
    adjective = _adjective(scene, start, head)
    country = chain.country if adjective is None else scene.registry.country_of_adjective(adjective.text)
    nation = scene.registry.country(country)
    text = _words(doc, where, adjective)
    national = adjective is not None or doc[head].lemma_.lower() in listed("national posts") | set(lexicon().offices)
    if nation is not None and national and not _OF.search(text) and nation.name not in text:
        text = f"{text} of {nation.name}"
    text = text[:1].upper() + text[1:]
    links = {}
    if nation is not None:
        links["postOf"] = (Mention(nation.id, nation.name, nation.type, country=country, named=True),)
    span = Span(doc[start].idx, doc[end - 1].idx + len(doc[end - 1].text))
    id_ = entity_id(branch="Post", name=text, country=country)
    quote = article.text[span.start : span.end]
    return Mention(id_, text, "Post", quote, span, country=country, named=True, links=links)


_OF = re.compile(r" (?:of|to|for) |['’]s ")
_EDGES = re.compile(r"^[-’'s\s]+(?=[A-Z])|[\s,]+$")
_DROPPED = {"the", "a", "an", "his", "her", "their", "its"}


def _adjective(scene: Scene, start: int, head: int) -> Token | None:
    """The adjective of a people before a post: "Kyrgyz" President."""
    words = (t for t in scene.doc[start:head] if t.text[:1].isupper())
    return next((t for t in words if scene.registry.country_of_adjective(t.text)), None)


def _words(doc: Doc, where: tuple[int, int, int], adjective: Token | None) -> str:
    """The post's own words: no article, "former" or people; its noun in the singular, an office's holder."""
    start, head, end = where
    kept = []
    for token in doc[start:end]:
        phase = lexicon().phases.get(token.lower_)
        passing = token.lower_ in _DROPPED | lexicon().current or phase == "former"
        if token.is_space or token.i < head and (passing or adjective is not None and token.i == adjective.i):
            continue
        text = token.lemma_ if token.i == head and token.tag_ in ("NNS", "NNPS") else token.text
        kept.append(lexicon().offices.get(token.lower_, text) + token.whitespace_)
    return _EDGES.sub("", "".join(kept).strip())
