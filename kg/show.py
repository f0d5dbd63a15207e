"""What `kg show` prints: an entity and what it takes part in, a claim with its sentence, an article with its claims."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

from kg.ids import iri, local_id
from kg.lookup import articles_called, claim_called, find_article
from kg.model import Article, Claim, Mention
from kg.project import Project, read_article

if TYPE_CHECKING:
    from kg.stores import Store

__all__ = ["shown", "status"]

_TAKES_PART = """
UNWIND [$uri] AS one
MATCH (e:Resource {uri: one})
MATCH (e)<-[r]-(s:Situation)
RETURN s.name AS name, s.uri AS situation, r.as AS part, s.earliest AS earliest
ORDER BY earliest, name, part
"""
_ENTITY = """
MATCH (e:Resource {uri: $uri})
RETURN e.name AS name, e.type AS type, e.aliases AS aliases, e.country AS country, e.sector AS sector,
       e.sameAs AS merged
"""


Asked = Callable[[Project], AbstractContextManager["Store"]]
"""What opens a project's store."""


def shown(project: Project, thing: str, asked: Asked) -> Iterator[str]:
    """Lines about the claim, the article or the entity that `thing` names (id, IRI, name), tried in that order.

    `asked` opens the store, for an entity. Raises UsageError for a name that several articles have, InputError for an
    article whose claims file is damaged, QueryError for a name that nothing has.
    """
    claim = claim_called(project, thing)
    if claim is not None:
        return _shown_claim(project, *claim)
    if articles_called(project, thing):
        return _shown_article(project, find_article(project, thing).article.id)
    return _shown_entity(project, thing, asked)


def _shown_claim(project: Project, article: Article, claim: Claim) -> Iterator[str]:
    yield f"claim {claim.id}: {claim.class_} ({status(claim)})"
    yield f"  iri {iri('claim', claim.id, project.base)}"
    for span in claim.spans:
        yield f'  "{_flat(article.text[span.start : span.end])}" [{span.start}, {span.end})'
    for role, fillers in claim.roles.items():
        yield from (f"  {role:14} {_filler(filler)}" for filler in fillers)
    yield from _details(claim)
    yield f"  {'in':14} {_source(article)}"
    yield f"  {'article':14} {article.id}, text {article.text_sha256}"


def _shown_article(project: Project, id_: str) -> Iterator[str]:
    content = read_article(project, id_)
    article = content.article
    yield f"article {article.id}: {_source(article)}"
    yield f"  iri {iri('article', article.id, project.base)}; text {article.text_sha256}"
    yield f"  called {article.given_id} by the input; {len(article.text)} characters; run {content.run}"
    for claim in content.claims:
        first = claim.spans[0]
        yield f'  {claim.id} {claim.class_} ({status(claim)}): "{_flat(article.text[first.start : first.end])}"'


def _shown_entity(project: Project, thing: str, asked: Asked) -> Iterator[str]:
    from kg.queries.names import resolve
    from kg.rdf.sources import about_entity

    with asked(project) as store:
        for uri in resolve(store, thing):
            for row in store.read(_ENTITY, {"uri": uri}):
                yield f"{row['name']} ({', '.join(filter(None, (row['type'], row['country'], row['sector'])))})"
                yield f"  id {local_id(uri)}; iri {uri}"
                for label, values in (("also called", row["aliases"]), ("merged", row["merged"])):
                    if values:
                        yield f"  {label}: {', '.join(values)}"
            for row in store.read(_TAKES_PART, {"uri": uri}):
                yield f"  {row['part'] or ''}: {row['name']}"
            for source, what, said in about_entity(project, uri):
                yield f"  {what} (source {source}, no article): {_flat(said)}"


def status(claim: Claim) -> str:
    """Whether it happened, how certain, and in whose voice: "event, affirmed, certain, voice: author"."""
    parts = (
        claim.prospect or claim.realis,
        claim.phase,
        claim.polarity,
        claim.certainty,
        f"voice: {claim.attribution}",
    )
    return ", ".join(filter(None, parts))


def _filler(mention: Mention) -> str:
    what = ", ".join(filter(None, (mention.type, mention.country, mention.sector)))
    said = f' as "{_flat(mention.text)}"' if mention.text and mention.text != mention.name else ""
    return f"{mention.name} ({what}){said}"


def _details(claim: Claim) -> Iterator[str]:
    if claim.attributed_to is not None:
        yield f"  {'said by':14} {_filler(claim.attributed_to)}"
    if claim.date is not None:
        yield f"  {'when':14} {claim.date.edtf}" + (f' ("{_flat(claim.date.text)}")' if claim.date.text else "")
    if claim.size:
        yield f"  {'size':14} " + ", ".join(f"{key} {value}" for key, value in claim.size.items())
    if claim.amount is not None:
        yield f"  {'amount':14} {claim.amount.value:,} {claim.amount.currency}"
    yield f"  {'rule':14} {claim.rule}, confidence {claim.confidence}"


def _source(article: Article) -> str:
    date = None if article.published is None else article.published.isoformat()
    return ", ".join(filter(None, (article.title and f'"{article.title}"', article.publisher, date, article.url)))


def _flat(text: str) -> str:
    return " ".join(text.split())
