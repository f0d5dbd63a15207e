"""Posts as entities: "Kyrgyz President" and "president of Kyrgyzstan" are the post President of Kyrgyzstan."""

from __future__ import annotations

import re
from collections.abc import Iterator

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
    start, head, end = where
    doc, words = scene.doc, lexicon()
    country = chain.country
    tokens = [t for t in doc[start:end] if not t.is_space]
    kept, seen_country = [], False
    for token in tokens:
        lower = token.lower_
        if token.i < head and (
            lower in words.phases
            and words.phases[lower] == "former"
            or lower in words.current
            or lower in ("the", "a", "an", "his", "her", "their", "its")
        ):
            continue
        if token.i < head and scene.registry.country_of_adjective(token.text) and token.text[:1].isupper():
            seen_country = True
            country = scene.registry.country_of_adjective(token.text)
            continue
        kept.append(token)
    office = words.offices.get(doc[head].lower_)
    singular = office or doc[head].lemma_ if doc[head].tag_ in ("NNS", "NNPS") else doc[head].text
    text = re.sub(
        r"^[-’'s\s]+|[\s,]+$", "", "".join((singular if t.i == head else t.text) + t.whitespace_ for t in kept).strip()
    )
    nation = scene.registry.country(country)
    bare = (
        " of " not in f" {text} "
        and " to " not in text
        and " for " not in text
        and "’s " not in text
        and "'s " not in text
    )
    if (
        nation is not None
        and bare
        and (seen_country or office or doc[head].lemma_.lower() in listed("national posts"))
        and nation.name not in text
    ):
        text = f"{text} of {nation.name}"
    text = text[:1].upper() + text[1:]
    links = (
        {}
        if nation is None
        else {"postOf": (Mention(nation.id, nation.name, nation.type, country=country, named=True),)}
    )
    span = Span(doc[start].idx, doc[end - 1].idx + len(doc[end - 1].text))
    id_ = entity_id(branch="Post", name=text, country=country)
    return Mention(id_, text, "Post", article.text[span.start : span.end], span, country, None, True, links)
