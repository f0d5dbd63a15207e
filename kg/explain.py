"""What `kg explain` and `kg frames` print: how the words of an article became claims, and where frames fire."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from ingest.claims import Told, scenes, told_in
from ingest.confidence import LEAST
from ingest.explanation import Filling, Telling, misses, tellings, trust
from ingest.frame_check import article_of
from ingest.frames import Scene
from ingest.situations import shipped_frames
from kg.errors import UsageError
from kg.lookup import find_claim, standing
from kg.model import Article, Claim
from kg.project import Problem, Project, is_whole
from kg.show import status
from kg.stores.rows import Rows

__all__ = ["audited", "explained", "missed_lines", "read", "told_lines"]


def explained(project: Project, name: str) -> Iterator[str]:
    """Lines that say how the extractor came to a claim, given by its id or IRI.

    The article is read again. Raises UsageError where no claim has that id, or where this version of the extractor
    does not find it in the article any more.
    """
    article, claim = find_claim(project, name)
    if not is_whole(article):
        raise UsageError(
            f"only quotes of article {article.given_id} are in this project; to read it again takes its text"
        )
    ((_, scene),) = scenes([article], names=project.entities_csv)
    told = next((told for told in told_in(article, scene) if told.claim.id == claim.id), None)
    if told is None:
        raise UsageError(
            f"claim {claim.id} was made by {claim.rule}, and this version of kg does not read it in the article any "
            f"more; `kg ingest` of article {article.given_id} brings its claims up to date"
        )
    yield from _claim(article, told, list(tellings(scene, told)), trust(scene, told))


def read(text: str) -> tuple[Article, Scene]:
    """A text as an article without a date, parsed, with who is who in it."""
    article = article_of(text)
    ((_, scene),) = scenes([article])
    return article, scene


def told_lines(article: Article, scene: Scene) -> Iterator[str]:
    """Lines about every situation that the article names."""
    for told in told_in(article, scene):
        yield from _claim(article, told, list(tellings(scene, told)), trust(scene, told))


def missed_lines(scene: Scene) -> Iterator[str]:
    """A line for each word that names no situation and each frame that knows it: what the frame asks for in vain."""
    for miss in misses(scene):
        yield f'"{miss.word}" [{miss.start}] is no {miss.frame.class_} by {miss.frame.id}: {miss.reason}'


def audited(project: Project) -> Rows:
    """How often each frame or construction gave a claim that stands, in how many articles, and one such sentence."""
    claims: Counter[str] = Counter()
    articles: Counter[str] = Counter()
    examples: dict[str, str] = {}
    classes = {frame.id: frame.class_ for frame in shipped_frames()}
    for article, own in (found for found in standing(project) if not isinstance(found, Problem)):
        for claim in own:
            classes.setdefault(claim.rule, claim.class_)
            span = claim.spans[0]
            examples.setdefault(claim.rule, " ".join(article.text[span.start : span.end].split()))
        claims.update(claim.rule for claim in own)
        articles.update({claim.rule for claim in own})
    rules = sorted(classes, key=lambda rule: (-claims[rule], rule))
    rows = ((rule, classes[rule], claims[rule], articles[rule], examples.get(rule, "")) for rule in rules)
    return Rows(("rule", "class", "claims", "articles", "example"), tuple(rows))


def _claim(
    article: Article, told: Told, ways: Sequence[Telling], reasons: Sequence[tuple[str, float]]
) -> Iterator[str]:
    claim = told.claim
    yield f"claim {claim.id}: {claim.class_} ({status(claim)})"
    yield from _settled(article, claim)
    yield f"  {'confidence':14} {claim.confidence}, the chance that a reader finds the class right; from log-odds of"
    yield from (f"    {step:+.2f} {reason}" for reason, step in reasons)
    if told.doubtful:
        yield f"    below {LEAST}, and nobody of public life takes part: kg ingest leaves it out"
    for way in ways:
        yield f'  "{" ".join(article.text[way.span.start : way.span.end].split())}" [{way.span.start}, {way.span.end})'
        yield f"    {'word':12} {way.word}"
        yield f"    {'rule':12} {way.rule}" + (f", ingest/frames/{way.where}" if way.where else "")
        yield from (f"    {filling.role:12} {_filling(filling)}" for filling in way.fillings)
        if way.reading:
            yield f"    {'reading':12} by {', '.join(map(repr, way.reading))}"


def _settled(article: Article, claim: Claim) -> Iterator[str]:
    """What holds for the claim wherever it is told: in whose voice, when."""
    if claim.attributed_to is not None:
        yield f"  {'said by':14} {_called(claim.attributed_to.name, claim.attributed_to.text)}"
    if claim.date is not None:
        said = f' from "{claim.date.text}"' if claim.date.text else ""
        yield f"  {'when':14} {claim.date.edtf}{said}, read on {_anchor(article)}"


def _anchor(article: Article) -> str:
    if article.published is None:
        return "no day: the article has no date"
    return f"{article.published.isoformat()}, the day of publication (by its {article.date_basis or 'metadata'})"


def _filling(filling: Filling) -> str:
    return f"{_called(filling.mention.name, filling.mention.text)} <- {filling.way}"


def _called(name: str, text: str | None) -> str:
    return name if text in (None, name) else f'{name} (as "{" ".join(text.split())}")'
