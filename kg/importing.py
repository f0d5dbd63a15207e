"""Exports of kg taken back into a project, and what others say about its entities taken in beside its articles.

An export goes through a temporary store of quads on the disk, because its lines may come in any order. Articles are
made of it one at a time, put aside, and moved into the project together, after the decisions that go with them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from kg.build import objection
from kg.claims import ClaimsFile
from kg.decisions import Decision, Decisions
from kg.errors import InputError, UsageError
from kg.files import replacing
from kg.ids import text_sha256
from kg.model import Article, Claim
from kg.project import (
    Problem,
    Project,
    append_decisions,
    decisions_of,
    read_article,
    read_decisions,
    write_claims,
    write_claims_file,
    write_quotes,
)
from kg.stores.hold import loading

if TYPE_CHECKING:
    import pyoxigraph as ox

    from kg.rdf.reading import Found

__all__ = ["Imported", "Joined", "import_export", "import_source"]

Progress = Callable[[int, int | None], None]

_SHA256 = re.compile("[0-9a-f]{64}")
_LANGUAGE = re.compile("[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
_NAMED = re.compile("(?:article|claim)/([a-z0-9][a-z0-9-]*)")
_SOURCE = re.compile("[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(slots=True)
class Imported:
    """How much was new, how much was there before, how many articles lack their text, and what was left out and why."""

    articles: int = 0
    claims: int = 0
    unchanged: int = 0
    textless: int = 0
    quoted: int = 0
    decisions: int = 0
    problems: list[Problem] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Joined:
    """How many statements about how many entities a source holds now, and what was left out and why."""

    statements: int
    entities: int
    problems: tuple[Problem, ...]


# ------------------------------------------------------------------------------------------------- our own exports


def import_export(project: Project, path: Path, *, texts: Path | None, progress: Progress) -> Imported:
    """Take the articles, claims, decisions and sources of an export (claims as named graphs) into the project.

    `texts` is a folder of texts named by their digests, as a project's own. What is there already stays as it is. A
    Problem for what cannot be taken: a broken line and the article or claim that it is about, a claim that the ontology
    does not allow, an article that the project holds with other claims, a decision against one of its own.
    Raises InputError for a file that is no such export at all, BusyError when another process loads the project.
    """
    with loading(project), TemporaryDirectory(dir=project.store, prefix="import-") as place:
        from kg.rdf.decisions import decisions_in

        done = Imported()
        store, hurt = _stored(path, Path(place) / "quads", done.problems)
        _fitting(store, path, project)
        aside = replace(project, root=Path(place) / "aside")
        shelf = _Shelf(project, aside, texts)
        left: set[str] = set()
        for number, claims_left in enumerate(_put_aside(store, shelf, hurt, done, str(path)), 1):
            left.update(claims_left)
            progress(number, None)
        _put_sources(store, shelf, done, str(path))
        taken = _new_decisions(project, decisions_in(store, project.base), left=left, done=done, where=str(path))
        append_decisions(project, taken)
        done.decisions = len(taken)
        _move(aside, project)
        return done


def _stored(path: Path, place: Path, problems: list[Problem]) -> tuple[ox.Store, set[str]]:
    """The file's quads in a store at `place`, and the ids of articles and claims of which a line is broken."""
    import pyoxigraph as ox

    from kg.rdf.parsing import Broken, form_of, quads_in

    if not form_of(path).supports_datasets:
        raise InputError(
            f"{path}: this form knows no graphs, and so does not tell which claim says what; "
            "kg import takes exports as TriG, N-Quads or JSON-LD (others' statements in any form with --as SOURCE)"
        )
    hurt: set[str] = set()

    def whole() -> Iterator[ox.Quad]:
        for item in quads_in(path):
            if isinstance(item, Broken):
                problems.append(Problem(f"{path}:{item.line}", f"no statement: {item.reason}"))
                hurt.update(_NAMED.findall(item.words))
            else:
                yield item

    store = ox.Store(str(place))
    store.bulk_extend(whole())
    return store, hurt


def _fitting(store: ox.Store, path: Path, project: Project) -> None:
    """Raise InputError unless the store holds an export that this project can take."""
    from kg.ontology import load
    from kg.rdf.reading import bases_in, ontology_version

    bases = bases_in(store)
    if not bases:
        raise InputError(
            f"{path}: no article with claims as named graphs in it; kg import takes what kg export writes as trig, "
            "nquads or jsonld, and not the flat view; others' statements are taken with --as SOURCE"
        )
    if project.base not in bases or len(bases) > 1:
        other = min(bases - {project.base})
        raise InputError(
            f"{path}: its IRIs begin with {other}, those of this project with {project.base}; make a project for it "
            f'and write base = "{other}" into its kg.toml'
        )
    version, known = ontology_version(store), load().version
    if version is None or not _is_known(version, known):
        said = "names no version of the ontology" if version is None else f"uses version {version} of the ontology"
        raise InputError(f"{path}: it {said}; this kg knows {known} and earlier ones of the same first number")


def _is_known(version: str, known: str) -> bool:
    try:
        one, other = (tuple(map(int, text.split("."))) for text in (version, known))
    except ValueError:
        return False
    return one[0] == other[0] and one <= other


@dataclass(frozen=True, slots=True)
class _Shelf:
    """Where an import puts its articles aside, and what it looks up meanwhile."""

    project: Project
    aside: Project
    texts: Path | None

    def text_of(self, sha256: str) -> str | None:
        """The text with that digest: the project's, else that of the folder of texts."""
        paths = [self.project.text_path(sha256)]
        paths += [] if self.texts is None else [self.texts / f"{sha256}.txt"]
        for path in paths:
            if _SHA256.fullmatch(sha256) and path.is_file():
                raw = path.read_bytes()
                text = raw.decode("utf-8", "replace")
                if text_sha256(text) == sha256:
                    return text
        return None


def _put_aside(store: ox.Store, shelf: _Shelf, hurt: set[str], done: Imported, where: str) -> Iterator[tuple[str, ...]]:
    """Put each article aside that can be taken; the ids of the claims that cannot, article by article."""
    from kg.rdf.reading import articles_in

    for item in articles_in(store, shelf.project.base, shelf.text_of):
        if isinstance(item, InputError):
            done.problems.append(Problem(where, str(item)))
            yield ()
            continue
        content, left, faults = _allowed(item, hurt)
        refusal = _refusal(item, hurt) or _clash(shelf.project, content)
        done.problems += [Problem(where, fault) for fault in ([] if refusal else faults)]
        if refusal is not None:
            done.problems.append(Problem(where, f"article {content.article.id}: {refusal}"))
            yield tuple(claim.id for claim in item.content.claims)
            continue
        _put(item, content, shelf, done)
        yield left


def _refusal(found: Found, hurt: set[str]) -> str | None:
    """Why the article cannot be taken at all."""
    article = found.content.article
    if article.id in hurt:
        return "a line about it is broken"
    if not _SHA256.fullmatch(article.text_sha256):
        return f"kg:textSha256 is {article.text_sha256!r}, which is no SHA-256 in hexadecimal"
    if not _LANGUAGE.fullmatch(article.language):
        return f"dcterms:language is {article.language!r}, which is no language tag (BCP 47) such as en"
    return None


def _allowed(found: Found, hurt: set[str]) -> tuple[ClaimsFile, tuple[str, ...], list[str]]:
    """The article with those of its claims that a load takes; the ids of the others, and why."""
    article, claims, left, faults = found.content.article, [], [], list(found.faults)
    for claim in found.content.claims:
        reason = f"claim {claim.id}: a line about it is broken" if claim.id in hurt else _objection(claim, found)
        if reason is None:
            claims.append(claim)
        else:
            left.append(claim.id)
            faults.append(f"article {article.id}, {reason}")
    return replace(found.content, claims=tuple(claims)), tuple(left), faults


def _objection(claim: Claim, found: Found) -> str | None:
    ends = [span.end for span in (*found.quotes, *claim.spans)]
    return objection(claim, len(found.content.article.text) or max(ends, default=0))


def _clash(project: Project, content: ClaimsFile) -> str | None:
    """What the project holds against the article; None where it holds the same, or nothing."""
    if not project.claims_path(content.article.id).exists():
        return None
    try:
        held = read_article(project, content.article.id)
    except InputError as error:
        return f"the project holds it, and it cannot be read: {error}" if not _lacks_text(project, content) else None
    rejected = decisions_of(project)[0].rejected
    standing = tuple(claim for claim in held.claims if claim.id not in rejected)
    if _own(held.article, content.article) != _own(content.article, content.article):
        return "the project holds it with another header, or of another text"
    if standing != content.claims:
        return "the project holds it with other claims"
    return None


def _own(article: Article, taken: Article) -> Article:
    """The article as its input gives it, without its text; links that were found here give way to those taken."""
    if article.copy_basis is None:
        return replace(article, text="")
    return replace(article, text="", version_of=taken.version_of, reprint_of=taken.reprint_of, copy_basis=None)


def _lacks_text(project: Project, content: ClaimsFile) -> bool:
    sha256 = content.article.text_sha256
    return not project.text_path(sha256).exists() and not project.quotes_path(sha256).exists()


def _put(found: Found, content: ClaimsFile, shelf: _Shelf, done: Imported) -> None:
    """Put the article aside with its text, or with what is at hand of it, unless the project has all that already."""
    article, project = content.article, shelf.project
    whole = bool(article.text)
    # an article without claims quotes nothing, and nothing needs its words
    readable = whole or bool(found.quotes) or not content.claims
    done.quoted += readable and not whole
    done.textless += not readable
    if project.claims_path(article.id).exists() and not (readable and _lacks_text(project, content)):
        done.unchanged += 1
        return
    done.articles, done.claims = done.articles + 1, done.claims + len(content.claims)
    if whole:
        write_claims(shelf.aside, article, claims=content.claims, run=content.run)
        return
    if readable:
        quotes = [(span.start, words) for span, words in found.quotes.items()]
        write_quotes(shelf.aside, article.text_sha256, quotes)
    write_claims_file(shelf.aside, article, claims=content.claims, run=content.run)


def _put_sources(store: ox.Store, shelf: _Shelf, done: Imported, where: str) -> None:
    from kg.rdf.reading import sources_in
    from kg.rdf.sources import source_lines

    for name, quads in sorted(sources_in(store, shelf.project.base).items()):
        lines = "".join(source_lines((quad.triple for quad in quads), name, shelf.project.base)).encode("utf-8")
        held = shelf.project.source_path(name)
        if not _SOURCE.fullmatch(name):
            done.problems.append(Problem(where, f"source {name!r}: a name is made of a-z, 0-9 and single hyphens"))
        elif held.exists() and held.read_bytes() != lines:
            done.problems.append(Problem(where, f"source {name}: the project holds it with other statements"))
        elif not held.exists():
            _write(shelf.aside.source_path(name), lines)


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with replacing(path) as file:
        file.write(content)


def _move(aside: Project, project: Project) -> None:
    """Bring what was put aside into its place: texts before the claims that count in them."""
    files = (path for folder in ("texts", "claims", "sources") for path in sorted((aside.root / folder).rglob("*.*")))
    for path in files:
        target = project.root / path.relative_to(aside.root)
        target.parent.mkdir(parents=True, exist_ok=True)
        path.replace(target)


# -------------------------------------------------------------------------------------------------------- decisions


def _new_decisions(
    project: Project, items: Iterable[Decision | InputError], *, left: set[str], done: Imported, where: str
) -> list[Decision]:
    """The decisions that the project has not, but those about claims left out, and those against one of its own."""
    held = {item.id: item for item in read_decisions(project) if isinstance(item, Decision)}
    standing, _ = decisions_of(project)
    taken, out = [], set()
    for item in items:
        if isinstance(item, InputError):
            done.problems.append(Problem(where, str(item)))
        elif item.id in held:
            if held[item.id] != item:
                done.problems.append(Problem(where, f"decision {item.id}: the project holds another one of that id"))
        elif item.about[0] in left or item.about[0] in out:
            out.add(item.id)
        elif (against := _against(item, standing)) is not None:
            out.add(item.id)
            done.problems.append(Problem(where, f"decision {item.id}, {against}; what the project has decided stays"))
        else:
            taken.append(item)
    return taken


def _against(decision: Decision, standing: Decisions) -> str | None:
    """What the project has decided otherwise."""
    first, second = (*decision.about, "")[:2]
    pair = (min(first, second), max(first, second))
    held = {"assign": standing.assign, "redirect": standing.redirects}.get(decision.kind, {}).get(first, second)
    if held != second:
        return f"{decision.kind} {first} to {second}: it is {held} here"
    if decision.kind == "same" and pair in standing.different:
        return f"same {first} {second}: they are different here"
    if decision.kind == "different" and pair in standing.same:
        return f"different {first} {second}: they are the same here"
    if decision.kind == "copy" and pair in standing.independent:
        return f"copy {first} {second}: they are independent here"
    if decision.kind == "independent" and pair in standing.copies:
        return f"independent {first} {second}: one is a copy of the other here"
    return None


# -------------------------------------------------------------------------------------------- what others say


def import_source(project: Project, name: str, paths: Sequence[Path]) -> Joined:
    """Take what the files say about the project's entities as the source of that name, in place of what it said before.

    A Problem for each broken line of N-Quads or N-Triples. Raises UsageError for a name that is none, InputError for a
    file in another form that is broken, or when nothing in the files is about an entity of the project.
    """
    from kg.rdf.parsing import Broken, quads_in
    from kg.rdf.sources import joined, source_lines, ties_of

    if not _SOURCE.fullmatch(name):
        raise UsageError(f"{name!r} is no name of a source: a-z, 0-9 and single hyphens are allowed, such as wikidata")
    broken: dict[str, Problem] = {}

    def dump() -> Iterator[ox.Quad]:
        for path in paths:
            for item in quads_in(path):
                if isinstance(item, Broken):
                    broken[f"{path}:{item.line}"] = Problem(f"{path}:{item.line}", f"no statement: {item.reason}")
                else:
                    yield item

    with loading(project):
        triples = list(joined(dump, project.base, ties_of(project, but=name)))
        entities = {t.subject for t in triples}
        if not triples:
            raise InputError(
                f"{', '.join(map(str, paths))}: nothing about an entity of this project; a subject is one when its IRI "
                f"begins with {project.base}entity/, or when owl:sameAs ties it to such an IRI"
            )
        lines = source_lines(triples, name, project.base)
        _write(project.source_path(name), "".join(lines).encode("utf-8"))
    return Joined(len(lines), len(entities), tuple(broken.values()))
