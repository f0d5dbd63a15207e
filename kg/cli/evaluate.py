"""`kg eval`: articles read, beside what a careful reader wrote down of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.options import counted, progress, say

if TYPE_CHECKING:
    from kg.evaluation import Error, GoldArticle
    from kg.model import Claim

__all__ = ["evaluate"]


def evaluate(
    gold: Annotated[Path, typer.Argument(help="A folder of gold files (NAME.yml, with the text in NAME.txt), or one.")],
    errors: Annotated[
        bool, typer.Option("--errors", help="Also each claim missed -, wrong + or incomplete ~.")
    ] = False,
    save: Annotated[Path | None, typer.Option(help="Keep the figures in this file.")] = None,
    against: Annotated[
        Path | None, typer.Option(help="Figures kept before: exit with 1 when a score is worse by more than .02.")
    ] = None,
) -> None:
    """Read articles and count what is right, beside gold files that say what is in them.

    docs/gold.md shows how a gold file is written. `class` counts situations that are found and of the right class,
    `who` those with every role right, `full` those where it is also right whether it happened and in whose voice. P is
    the share of what was read, R of what is there, F their harmonic mean.

    Example: kg eval my-gold/ --errors
    """
    from kg.evaluation import compared_with, evaluated, lines, read_gold, stored
    from kg.files import replacing
    from kg.ontology import load
    from kg.plain import visible

    ontology = load()
    articles = [read_gold(path, ontology) for path in _files(gold)]
    before = None if against is None else against.read_text("utf-8")
    figures = evaluated(_read(articles), ontology)
    say(f"{counted(len(articles), 'article')}, {counted(sum(len(a.claims) for a in articles), 'claim')} in the gold")
    for line in lines(figures):
        typer.echo(line)
    texts = {article.article.given_id: article.article.text for article in articles}
    for error in sorted(figures.errors, key=lambda e: (e.article, e.start)) if errors else ():
        typer.echo(visible(_told(error, texts[error.article])))
    if save is not None:
        with replacing(save) as file:
            file.write(stored(figures).encode())
    worse = [] if before is None else list(compared_with(figures, before, where=str(against)))
    for name, then, now in worse:
        say(f"kg: {name} is worse: F {then:.3f} before, {now:.3f} now")
    if worse:
        raise typer.Exit(1)


def _files(gold: Path) -> list[Path]:
    from kg.errors import UsageError

    found = sorted(gold.glob("*.yml")) if gold.is_dir() else [gold] if gold.exists() else []
    if not found:
        raise UsageError(f"{gold}: no gold files; they are called NAME.yml, each with its text in NAME.txt")
    return found


def _read(articles: Sequence[GoldArticle]) -> Iterator[tuple[GoldArticle, Sequence[Claim]]]:
    from ingest.claims import extract

    with progress("articles") as shown:
        claims = extract(gold.article for gold in articles)
        for number, (gold, (_, found)) in enumerate(zip(articles, claims, strict=True), 1):
            shown(number, len(articles))
            yield gold, found


WORDS = 80
"""Characters of the text that stand with an error."""


def _told(error: Error, text: str) -> str:
    said = " ".join(text[error.start : error.start + WORDS].split())
    return f'{error.sign} {error.article} [{error.start}] {error.class_}: {error.what}: "{said}"'
