"""The commands of `kg frames`: how sentences become claims, for whoever reads or edits the frames."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.explore import AnswerForm, Form
from kg.cli.options import ProjectFolder, counted, progress, project_at, say

if TYPE_CHECKING:
    from ingest.frame_schema import Frame

__all__ = ["frames_app"]


def frames_app() -> typer.Typer:
    """The commands of `kg frames`."""
    app = typer.Typer(
        help="The frames by which situations are found: try them on a sentence, check them, see where they fire.",
        no_args_is_help=True,
        rich_markup_mode=None,
    )
    app.command("try", no_args_is_help=True)(try_)
    app.command()(check)
    app.command()(audit)
    app.command("ledger", no_args_is_help=True)(ledger_)
    return app


def try_(
    text: Annotated[str, typer.Argument(help="A sentence, or a whole text; - is stdin.")],
    missed: Annotated[
        bool, typer.Option("--missed", help="Also the frames that know a word of it, and why they do not fire.")
    ] = False,
) -> None:
    """Show what is read in a sentence, by which frame, and where in it each role was found.

    Example: kg frames try --missed "Deputies of the ruling party called on the mayor to resign."
    """
    from kg.explain import missed_lines, read, told_lines
    from kg.plain import visible

    article, scene = read(typer.get_text_stream("stdin").read() if text == "-" else text)
    lines = list(told_lines(article, scene))
    for line in [*lines, *(missed_lines(scene) if missed else ())]:
        typer.echo(visible(line))
    if not lines:
        say("kg: no situation is named")


def check(
    pattern: Annotated[str, typer.Argument(help="Ids of frames, with * for any letters.")] = "*",
) -> None:
    """Run the frames on their own sentences, and name those that are read wrongly.

    For all frames, also say which counted words are neither in a frame nor in the ledger, and what else is wrong
    with it. The exit code is 1 when there is anything.

    Example: kg frames check "violence.*"
    """
    from ingest.frame_check import verdicts
    from ingest.ledger import faults

    frames = _frames(pattern)
    total = sum(len(frame.says) + len(frame.says_not) for frame in frames)
    wrong = 0
    with progress("sentences") as shown:
        for done, verdict in enumerate(verdicts(frames), 1):
            shown(done, total)
            if verdict.wrong:
                wrong += 1
                typer.echo(f"{verdict.frame.where}: {verdict.frame.id}: {verdict.text!r}: {verdict.wrong}")
    say(f"{counted(len(frames), 'frame')}: {total - wrong} of {counted(total, 'sentence')} read as they must be")
    amiss = list(faults()) if pattern == "*" else []
    for fault in amiss:
        typer.echo(f"ledger: {fault}")
    if wrong or amiss:
        raise typer.Exit(1)


def audit(form: AnswerForm = Form.TABLE, project: ProjectFolder = Path()) -> None:
    """Count where each frame and construction fires in the project, the frames that never do last.

    Example: kg frames audit --format csv
    """
    from kg.explain import audited
    from kg.queries import render

    for line in render(audited(project_at(project)), form.value):
        typer.echo(line)


def ledger_(
    texts: Annotated[list[Path], typer.Argument(help="Text files and folders of them, as for `kg ingest`.")],
    least: Annotated[int, typer.Option(min=1, help="How often a word must occur.")] = 5,
    gaps: Annotated[bool, typer.Option("--gaps", help="Only the words that no frame and no decision covers.")] = False,
) -> None:
    """Count the verbs and event nouns of texts, and say for each which frames list it, or what was decided about it.

    One word a line: its kind, the word, how often it occurs, and what covers it. The first three columns are what
    `ingest/frames/counts.tsv` holds.

    Example: kg frames ledger articles/ --gaps
    """
    from ingest.articles import read_articles
    from ingest.ledger import Tally, standing
    from ingest.nlp import load
    from kg.model import Article

    tally = Tally()
    with progress("articles") as shown:
        articles = (found.text for found in read_articles(texts) if isinstance(found, Article))
        for done, doc in enumerate(load().pipe(articles), 1):
            tally.add(doc)
            shown(done, None)
    for (kind, lemma), count in tally.counts(least=least).items():
        covered = ", ".join(standing((kind, lemma)))
        if not (gaps and covered):
            typer.echo(f"{kind}\t{lemma}\t{count}\t{covered}")


def _frames(pattern: str) -> list[Frame]:
    from fnmatch import fnmatchcase

    from ingest.situations import shipped_frames
    from kg.errors import UsageError

    found = [frame for frame in shipped_frames() if fnmatchcase(frame.id, pattern)]
    if not found:
        raise UsageError(f"no frame is called {pattern!r}; `kg frames audit` lists them, * stands for any letters")
    return found
