"""Articles for tests, of words of our own: as many stories as wanted, with reprints that editors made of them."""

from __future__ import annotations

import datetime as dt
import random
from pathlib import Path

from kg.ids import article_id, text_sha256
from kg.model import Article
from kg.project import Project, init_project, read_article
from kg.versions import write_version

DAY = dt.date(2010, 4, 15)
_NOUNS = """council mayor bridge harvest train minister river school market court village border road clinic factory
union deputy reservoir museum stadium letter budget treaty garrison convoy orchard teacher pipeline ballot warehouse"""
_VERBS = "closed opened refused visited praised blocked repaired sold bought mentioned guarded left counted"
_ENDS = "yesterday,at noon,before dawn,after the storm,without notice,in the valley,for a week,by mistake"


def prose(seed: int, sentences: int = 20) -> str:
    """Sentences that no other seed gives in a row."""
    chance = random.Random(seed)
    nouns, verbs, ends = _NOUNS.split(), _VERBS.split(), _ENDS.split(",")
    parts = []
    for _ in range(sentences):
        one, other, third = chance.sample(nouns, 3)
        parts.append(f"The {one} of the {other} {chance.choice(verbs)} the {third} {chance.choice(ends)}.")
    return " ".join(parts)


def cut(text: str, share: float = 0.7) -> str:
    words = text.split()
    return " ".join(words[: int(len(words) * share)])


def article(text: str, outlet: str | None, *, name: str = "story", day: dt.date | None = DAY, **others: str) -> Article:
    host = "" if outlet is None else outlet.lower().replace(" ", "-")
    url = others.pop("url", None) or (f"https://{host}.example/{name}" if outlet else None)
    return Article(
        id=article_id(text=text, url=url),
        text=text,
        text_sha256=text_sha256(text),
        given_id=name,
        url=url,
        title=others.pop("title", None),
        publisher=outlet,
        published=day,
        **others,  # type: ignore[arg-type]
    )


def project_of(root: Path, *articles: Article) -> Project:
    project = init_project(root)
    for one in articles:
        write_version(project, one, claims=(), run="0" * 16)
    return project


def links(project: Project, *articles: Article) -> list[tuple[str | None, str | None]]:
    """versionOf and reprintOf of each, as the outlet or name of the article that they lead to."""
    called = {one.id: one.given_id if one.publisher is None else one.publisher for one in articles}
    heads = [read_article(project, one.id).article for one in articles]
    return [(called.get(h.version_of or ""), called.get(h.reprint_of or "")) for h in heads]
