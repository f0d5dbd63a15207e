"""Commands that hand things on: export, and the ontology's own pages."""

from __future__ import annotations

import shlex
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.options import SOME_REJECTED, ProjectFolder, output, progress, project_at, report, say

if TYPE_CHECKING:
    from kg.project import Problem, Project

__all__ = ["export", "ontology_app"]


class ExportFormat(StrEnum):
    """The forms in which claims leave the project."""

    NQUADS = "nquads"
    TRIG = "trig"
    TURTLE = "turtle"
    NTRIPLES = "ntriples"
    JSONLD = "jsonld"
    RDFXML = "rdfxml"
    PLOVER = "plover"
    CAMEO = "cameo"
    FTM = "ftm"
    GRAPHML = "graphml"
    CSV = "csv"
    TABLE_SCHEMA = "table-schema"
    TABLES = "tables"
    PARQUET = "parquet"
    NEO4J_ADMIN = "neo4j-admin"


class View(StrEnum):
    """What the RDF forms show of the project."""

    CLAIMS = "claims"
    GRAPH = "graph"
    FLAT = "flat"


class Profile(StrEnum):
    """For whom a package is made."""

    PARTNER = "partner"
    STORE = "store"
    WEB = "web"
    CATALOGUE = "catalogue"


class Quotes(StrEnum):
    """Whether other people's sentences go with the data."""

    FULL = "full"
    NONE = "none"


def export(
    form: Annotated[
        ExportFormat | None,
        typer.Option("--format", help="RDF, records of events, FollowTheMoney, GraphML, or tables."),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option("-o", "--output", help="Write there (a new folder for tables); stdout when left out."),
    ] = None,
    view: Annotated[
        View,
        typer.Option(
            help="Of RDF: every claim in a graph of its own; the graph as kg load makes it; or only what is affirmed."
        ),
    ] = View.CLAIMS,
    package: Annotated[
        Path | None,
        typer.Option(help="Instead of one form: a new folder with data, ontology, description, rights and checksums."),
    ] = None,
    profile: Annotated[
        Profile,
        typer.Option(help="Of a package: to read and keep, to load into a store, for JSON-LD, or as RDF/XML."),
    ] = Profile.PARTNER,
    quotes: Annotated[
        Quotes, typer.Option(help="Of RDF and packages: with the sentences, or only with their offsets.")
    ] = Quotes.FULL,
    base: Annotated[
        str | None, typer.Option(help="Where IRIs begin, if elsewhere than kg.toml says; it ends in / or #.")
    ] = None,
    address: Annotated[
        str | None, typer.Option(help="Of a package: the web address at which it will lie; it ends in /.")
    ] = None,
    issued: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Of a package: its day; today when left out.")
    ] = None,
    project: ProjectFolder = Path(),
) -> None:
    """Write the project's claims for other tools, or pack them for a partner.

    csv has one row a claim, and table-schema says what its columns hold. plover and cameo are records of events, ftm
    entities of FollowTheMoney, graphml the graph for Gephi and networkx. Three forms are folders, and need -o: tables
    holds claims as CSV, parquet claims and graph, both with a data dictionary; neo4j-admin holds the graph for Neo4j's
    importer, and prints the command that imports it. A file whose name ends in .gz or .zst is compressed.

    Example: kg export --format csv -o claims.csv
    """
    from kg.errors import UsageError
    from kg.project import with_base
    from kg.rdf import FORMS

    opened = with_base(project_at(project), base)
    told = quotes is Quotes.FULL
    if package is not None:
        left_out = _package(opened, package, profile=profile, quotes=told, issued=issued, address=address)
    elif form is None:
        raise UsageError(f"name a form with --format ({', '.join(ExportFormat)}), or a new folder with --package")
    elif form.value in FORMS:
        left_out = _rdf(opened, form, out, view=view, quotes=told)
    elif view is not View.CLAIMS or not told:
        raise UsageError(f"--view and --quotes are for RDF ({', '.join(FORMS)}), which {form.value} is not")
    else:
        left_out = _plain(opened, form, out)
    if report(left_out):
        raise typer.Exit(SOME_REJECTED)


def _plain(opened: Project, form: ExportFormat, out: Path | None) -> tuple[Problem, ...]:
    if form in (ExportFormat.TABLES, ExportFormat.PARQUET, ExportFormat.NEO4J_ADMIN):
        return _folder(opened, form, out)
    if form in (ExportFormat.CAMEO, ExportFormat.FTM, ExportFormat.GRAPHML):
        return _of_graph(opened, form, out)
    return _stream(opened, form, out)


def _stream(opened: Project, form: ExportFormat, out: Path | None) -> tuple[Problem, ...]:
    from kg.export import write
    from kg.views import Source

    with output(out, inputs=opened.own_files) as file, progress("exporting") as show:
        source = Source(opened, quotes=True, progress=show)
        count = write(source.articles(), opened, form=form.value, out=file)
    if out is not None and str(out) != "-":
        say(f"{count} claims in {out}" if form is not ExportFormat.TABLE_SCHEMA else f"the columns of csv in {out}")
    return tuple(source.problems)


def _rdf(opened: Project, form: ExportFormat, out: Path | None, *, view: View, quotes: bool) -> tuple[Problem, ...]:
    from kg.rdf import serialize
    from kg.views import Source, view_quads

    with output(out, inputs=opened.own_files) as file, progress("exporting") as show:
        source = Source(opened, quotes, show)
        with view_quads(source, view.value) as quads:
            serialize(quads, form.value, out=file, base=opened.base)
    if out is not None and str(out) != "-":
        counted_claims = f"{source.facts.claims} claims" if view is View.CLAIMS else f"the view {view.value}"
        say(f"{counted_claims} in {out}")
    return tuple(source.problems)


def _package(
    opened: Project, folder: Path, *, profile: Profile, quotes: bool, issued: datetime | None, address: str | None
) -> tuple[Problem, ...]:
    from kg.package import Terms, make_package

    day = date.today() if issued is None else issued.date()
    with progress("packing") as show:
        done = make_package(opened, folder, Terms(profile.value, quotes, day, address), progress=show)
    say(f"{done.facts.claims} claims of {done.facts.articles} articles in {folder}; its data/README.md says more")
    if opened.license is None:
        say('kg: no licence is stated: write its address into kg.toml (license = "https://..."), so that others know')
    return done.problems


def _of_graph(opened: Project, form: ExportFormat, out: Path | None) -> tuple[Problem, ...]:
    from kg.bulk import export_events, export_ftm, export_graphml

    write = {"cameo": export_events, "ftm": export_ftm, "graphml": export_graphml}[form.value]
    with output(out, inputs=opened.own_files) as file, progress("exporting") as show:
        done = write(opened, file, progress=show)
    if out is not None and str(out) != "-":
        say(f"{done.summary} in {out}")
    return done.problems


def _folder(opened: Project, form: ExportFormat, out: Path | None) -> tuple[Problem, ...]:
    from kg.bulk import export_admin, export_parquet, export_tables
    from kg.errors import UsageError

    if out is None or str(out) == "-":
        raise UsageError(f"the form {form.value} is a folder of files: name a new one with -o FOLDER")
    with progress("exporting") as show:
        write = {"tables": export_tables, "parquet": export_parquet, "neo4j-admin": export_admin}[form.value]
        done = write(opened, out, progress=show)
    say(done.summary)
    if done.command:
        typer.echo(shlex.join(done.command))
    return done.problems


def check(
    folder: Annotated[Path | None, typer.Argument(help="Another folder of Turtle files.")] = None,
) -> None:
    """Say what is wrong with the ontology: unknown terms, clashing names, missing definitions, what is not OWL 2 RL.

    Example: kg ontology check
    """
    from kg.ontology.lint import findings

    found = list(findings(folder))
    for finding in found:
        typer.echo(str(finding))
    say(f"{len(found)} findings" if found else "the ontology is in order")
    if found:
        raise typer.Exit(7)


def show_class(class_: Annotated[str, typer.Argument(metavar="CLASS", help="A class, such as Defection.")]) -> None:
    """Show a class: what it means, its roles and who may fill them, its codes, its shortcuts.

    Example: kg ontology show Defection
    """
    from kg.ontology import load
    from kg.ontology.reference import describe

    typer.echo(describe(class_, load()))


def page(
    out: Annotated[Path | None, typer.Option("-o", "--output", help="Write there; stdout when left out.")] = None,
    turtle: Annotated[
        str, typer.Option("--turtle", help="Where the Turtle files lie, seen from the page: ../ontology/, https://….")
    ] = "",
) -> None:
    """Write the ontology as one web page, with a lasting anchor for each class, role and value.

    Example: kg ontology page -o ontology.html
    """
    from kg.ontology.page import page as made

    with output(out) as file:
        file.write(made(files=turtle))


def ontology_app() -> typer.Typer:
    """The commands of `kg ontology`."""
    app = typer.Typer(
        help="Check the ontology, show one of its classes, write its web page.",
        no_args_is_help=True,
        rich_markup_mode=None,
    )
    app.command("check")(check)
    app.command("show")(show_class)
    app.command("page")(page)
    return app
