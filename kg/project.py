"""A project folder: claims files, texts and decisions, which are the source of truth, and the names of its own.

kg.toml                          the project's settings
claims/<2 hex>/<article>.jsonl   what each article says
texts/<sha256>.txt               the exact text that offsets count in
texts/<sha256>.quotes.jsonl      in its place, where only quotes of the text are at hand: [start, words] a line
decisions.jsonl                  what people and the loader decided
entities.csv                     the project's own names
sources/web/pages.warc.gz        pages that were fetched, as their servers sent them
.kg/                             the store: an index, rebuilt from the above at any time
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from kg.claims import ClaimsFile, lines, parse
from kg.decisions import Decision, Decisions, effective, line, parse_line
from kg.errors import InputError, ProjectError, UsageError
from kg.files import named, replacing
from kg.ids import BASE, is_local_id, text_sha256
from kg.model import Article, Claim

__all__ = [
    "ArticleEntry",
    "Note",
    "Problem",
    "Project",
    "append_decisions",
    "article_entries",
    "claims_files",
    "decisions_of",
    "enclosing_project",
    "find_project",
    "init_project",
    "is_whole",
    "place_of",
    "problem_of",
    "quoted_text",
    "read_article",
    "read_decisions",
    "write_claims",
    "write_claims_file",
    "write_quotes",
]

SETTINGS_FILE = "kg.toml"
_SETTINGS = {"title", "base", "publisher", "license", "contact"}
_TEMPLATE = """# Settings of this kg project; every line may be left out.
title = {title}
# Where the IRIs of articles, claims, entities and situations begin. Do not change it once others cite them.
base = "{base}"
# Who hands the data on, under which licence (its address), and whom to write to: for kg export --package.
# publisher = "Institute of Peace Research"
# license = "https://creativecommons.org/licenses/by/4.0/"
# contact = "data@example.org"
"""
_BASE = re.compile(r"https?://[^\s<>\"{}|\\^`]+[/#]")
_ADDRESS = re.compile(r"https?://[^\s<>\"{}|\\^`]+")
_MAILBOX = re.compile(r"[^\s<>\"{}|\\^`@]+@[^\s<>\"{}|\\^`@]+")
_NAME = re.compile(r"(?s)\s*\S.*")
_ENTITIES_HEADER = "id,type,name,aliases,country\n"


@dataclass(frozen=True, slots=True)
class Project:
    """A project folder and its settings. `base` is where its IRIs begin; `license` is an address."""

    root: Path
    title: str
    base: str = BASE
    publisher: str | None = None
    license: str | None = None
    contact: str | None = None

    @property
    def store(self) -> Path:
        """The folder of the embedded store and of everything else that can be rebuilt."""
        return self.root / ".kg"

    @property
    def entities_csv(self) -> Path:
        """The project's own names."""
        return self.root / "entities.csv"

    @property
    def own_files(self) -> tuple[Path, ...]:
        """The files and folders that the project consists of: nothing else is to be written there."""
        kept = (self.root / name for name in (SETTINGS_FILE, "claims", "texts", "sources"))
        return (*kept, self.entities_csv, self.decisions_file, self.store)

    @property
    def decisions_file(self) -> Path:
        """What people and the loader decided."""
        return self.root / "decisions.jsonl"

    def claims_path(self, article: str) -> Path:
        """The claims file of the article with that id. Raises InputError for an id that would lead elsewhere."""
        if not is_local_id(article):
            raise InputError(f"{article!r} is no id of an article: a-z, 0-9 and - are allowed")
        return self.root / "claims" / article[:2] / f"{article}.jsonl"

    def text_path(self, sha256: str) -> Path:
        """The text with that digest."""
        return self.root / "texts" / f"{sha256}.txt"

    def quotes_path(self, sha256: str) -> Path:
        """What is at hand of the text with that digest, where the text itself is not."""
        return self.root / "texts" / f"{sha256}.quotes.jsonl"

    def source_path(self, name: str) -> Path:
        """The statements of a source that is no article."""
        return self.root / "sources" / f"{name}.nq"

    @property
    def web_archive(self) -> Path:
        """The pages that were fetched for the project."""
        return self.root / "sources" / "web" / "pages.warc.gz"


@dataclass(frozen=True, slots=True)
class ArticleEntry:
    """What a load needs to know of an article before it reads it: its header, and the digest of its claims file."""

    article: Article
    run: str
    path: Path
    sha256: str


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in the folder that was left out, and why."""

    where: str
    reason: str


class Note(Problem):
    """Something that was taken, though not quite as it came: it is said, and does not count as left out."""


# ------------------------------------------------------------------------------------------------ the folder


def init_project(root: Path) -> Project:
    """Make `root` a project folder (idempotent: what is there stays) and return it."""
    try:
        for name in ("claims", "texts"):
            (root / name).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"{root} cannot be made a project folder: {error.filename}: {error.strerror}") from error
    defaults = {
        SETTINGS_FILE: _TEMPLATE.format(title=_toml_text(root.resolve().name), base=BASE),
        "entities.csv": _ENTITIES_HEADER,
        "decisions.jsonl": "",
    }
    for name, text in defaults.items():
        if not (root / name).exists():
            (root / name).write_text(text, encoding="utf-8")
    return _project(root)


def _toml_text(text: str) -> str:
    """The text as a basic string of TOML, its escapes those of JSON but for U+007F, which JSON lets stand."""
    whole = text.encode("utf-8", "replace").decode("utf-8")
    return json.dumps(whole, ensure_ascii=False).replace("\x7f", "\\u007f")


def enclosing_project(folder: Path) -> Path | None:
    """The folder of the project that a folder, which is none itself, lies in."""
    place = folder.resolve()
    if (place / SETTINGS_FILE).is_file():
        return None
    return next((above for above in place.parents if (above / SETTINGS_FILE).is_file()), None)


def find_project(start: Path) -> Project:
    """The project folder that `start` is, or lies in. Raises ProjectError when there is none."""
    for place in (start.resolve(), *start.resolve().parents):
        if (place / SETTINGS_FILE).is_file():
            return _project(place)
    raise ProjectError(f"{start.resolve()} is not in a kg project; make one with: kg init [FOLDER]")


def is_base(address: str) -> bool:
    """Whether IRIs can begin with the address."""
    return _BASE.fullmatch(address) is not None


def with_base(project: Project, base: str | None) -> Project:
    """The project with IRIs that begin elsewhere, where `base` is given. Raises UsageError when none can."""
    if base is not None and not is_base(base):
        raise UsageError(f"--base {base}: an http(s) address that ends in / or # is expected")
    return project if base is None else replace(project, base=base)


def _project(root: Path) -> Project:
    path = root / SETTINGS_FILE
    try:
        settings = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ProjectError(f"{path}: not TOML: {error}") from error
    unknown = sorted(set(settings) - _SETTINGS)
    if unknown:
        raise ProjectError(f"{path}: unknown setting {unknown[0]!r}; known are {', '.join(sorted(_SETTINGS))}")
    base = settings.get("base", BASE)
    if not (isinstance(base, str) and is_base(base)):
        raise ProjectError(f"{path}: base = {base!r}; an http(s) address that ends in / or # is expected")
    patterns = {
        "publisher": (_NAME, "a name"),
        "license": (_ADDRESS, "an http(s) address"),
        "contact": (_MAILBOX, "a mail address"),
    }
    for name, (pattern, wanted) in patterns.items():
        value = settings.get(name)
        if value is not None and not (isinstance(value, str) and pattern.fullmatch(value)):
            raise ProjectError(f"{path}: {name} = {value!r}; {wanted} is expected")
    handed_on = {name: settings.get(name) for name in patterns}
    return Project(root.resolve(), str(settings.get("title", root.name)), base, **handed_on)


# ----------------------------------------------------------------------------------------------- claims files


def article_entries(project: Project) -> Iterator[ArticleEntry | Problem]:
    """Every article of the folder, in the order in which a load takes them: by date (none first), then by id.

    A claims file that cannot be read is a Problem (after the articles), not an error; ProjectError when a folder of
    them cannot, because its articles would count as gone.
    """
    found, problems = [], []
    for path in claims_files(project):
        try:
            found.append(_entry(project, path))
        except InputError as error:
            problems.append(problem_of(error, place_of(project, path)))
    yield from sorted(found, key=lambda e: (e.article.published is not None, e.article.published or 0, e.article.id))
    yield from problems


def place_of(project: Project, path: Path) -> str:
    """What messages call a file of the project: its path inside the folder."""
    return path.relative_to(project.root).as_posix()


def problem_of(error: InputError, place: str) -> Problem:
    """The error as a Problem of the file; a message that begins with the file, and perhaps a line, says it once."""
    rest = str(error).removeprefix(place)
    found = re.match(r"(?::(\d+))?: (.*)", rest, re.DOTALL) if rest != str(error) else None
    if found is None:
        return Problem(place, str(error))
    return Problem(place, found[2] if found[1] is None else f"line {found[1]}: {found[2]}")


def claims_files(project: Project) -> list[Path]:
    """The paths of all claims files. Raises ProjectError when a folder of them cannot be read."""
    root = project.root / "claims"
    try:
        folders = [path for path in root.iterdir() if path.is_dir()] if root.exists() else []
        return sorted(path for place in folders for path in place.iterdir() if path.match("[!.]*.jsonl"))
    except OSError as error:
        raise ProjectError(f"{error.filename} cannot be read: {error.strerror}") from error


def _bytes(path: Path, place: str) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise
    except OSError as error:
        raise InputError(f"{place}: cannot be read: {error.strerror}") from error


def _entry(project: Project, path: Path) -> ArticleEntry:
    place = place_of(project, path)
    raw = _bytes(path, place)
    header = parse(_decoded(raw.splitlines()[:1], place), where=place)
    if header.article.id != path.stem:
        raise InputError(f"{place}: holds article {header.article.id}, named as {path.stem}")
    if path != project.claims_path(path.stem):
        raise InputError(f"{place}: lies in the wrong folder; it belongs into claims/{path.stem[:2]}")
    return ArticleEntry(header.article, header.run, path, hashlib.sha256(raw).hexdigest())


def read_article(project: Project, article: str) -> ClaimsFile:
    """The article with its text, and its claims. Raises InputError when a file is missing, damaged or does not fit.

    Where only quotes of the text are at hand, it is made of them, with blanks between: `is_whole` tells the two apart.
    """
    path = project.claims_path(article)
    place = place_of(project, path)
    try:
        content = parse(_decoded(_bytes(path, place).splitlines(), place), where=place)
    except FileNotFoundError as error:
        raise InputError(f"no article {article!r} in this project") from error
    text = _text(project, content.article, place)
    for claim in content.claims:
        if any(not 0 <= span.start < span.end <= len(text) for span in claim.spans):
            raise InputError(f"{place}: claim {claim.id} points outside the text of {len(text)} characters")
    return replace(content, article=replace(content.article, text=text))


def _decoded(rows: list[bytes], place: str) -> Iterator[str]:
    try:
        yield from (row.decode("utf-8") for row in rows)
    except UnicodeDecodeError as error:
        raise InputError(f"{place}: not UTF-8: {error}") from error


def is_whole(article: Article) -> bool:
    """Whether the article's text is the one that its digest was made of, not only quotes of it."""
    return text_sha256(article.text) == article.text_sha256


def _text(project: Project, article: Article, place: str) -> str:
    quotes = project.quotes_path(article.text_sha256)
    if quotes.exists() and not project.text_path(article.text_sha256).exists():
        return quoted_text(_quotes(quotes, place_of(project, quotes)))
    try:
        text = _bytes(project.text_path(article.text_sha256), place).decode("utf-8")
    except (FileNotFoundError, UnicodeDecodeError) as error:
        raise InputError(f"{place}: its text texts/{article.text_sha256}.txt is missing or damaged") from error
    if text_sha256(text) != article.text_sha256:
        raise InputError(f"{place}: its text texts/{article.text_sha256}.txt has been changed; offsets no longer hold")
    return text


def quoted_text(quotes: Iterable[tuple[int, str]]) -> str:
    """A text of which only the quotes are known: they stand in their places, and blanks between them."""
    text: list[str] = []
    for start, words in quotes:
        text.extend(" " * (start + len(words) - len(text)))
        text[start : start + len(words)] = words
    return "".join(text)


def _quotes(path: Path, place: str) -> Iterator[tuple[int, str]]:
    for number, row in enumerate(_decoded(_bytes(path, place).splitlines(), place), 1):
        try:
            start, words = json.loads(row)
        except ValueError as error:
            raise InputError(f"{place}:{number}: not [start, words]") from error
        if not (isinstance(start, int) and start >= 0 and isinstance(words, str)):
            raise InputError(f"{place}:{number}: not [start, words]")
        yield start, words


def write_quotes(project: Project, sha256: str, quotes: Iterable[tuple[int, str]]) -> Path:
    """Write what is at hand of a text, atomically; return the file's path."""
    path = project.quotes_path(sha256)
    # ASCII only, as in decisions.jsonl: nothing in a quote breaks the line
    _write(path, "".join(f"{json.dumps(quote)}\n" for quote in quotes).encode("utf-8"))
    return path


def write_claims(project: Project, article: Article, *, claims: Iterable[Claim], run: str) -> Path:
    """Write the text, then the claims file, each atomically; return the claims file's path."""
    text_path = project.text_path(article.text_sha256)
    if not text_path.exists():
        _write(text_path, article.text.encode("utf-8"))
    return write_claims_file(project, article, claims=claims, run=run)


def write_claims_file(project: Project, article: Article, *, claims: Iterable[Claim], run: str) -> Path:
    """Write the claims file atomically, and no text; return its path."""
    path = project.claims_path(article.id)
    _write(path, "".join(lines(article, claims, run=run)).encode("utf-8"))
    return path


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with replacing(path) as file:
        file.write(content)


# -------------------------------------------------------------------------------------------------- decisions


def read_decisions(project: Project) -> Iterator[Decision | Problem]:
    """The lines of decisions.jsonl in order; a broken line is a Problem and the rest counts."""
    if not project.decisions_file.exists():
        return
    with project.decisions_file.open("rb") as file:
        for number, raw in enumerate(file, 1):
            where = f"{project.decisions_file.name}:{number}"
            if not raw.strip():
                continue
            try:
                yield _possible(parse_line(raw.decode("utf-8"), where=where), where)
            except (InputError, UnicodeDecodeError) as error:
                yield Problem(where, str(error).removeprefix(f"{where}: "))


def _possible(decision: Decision, where: str) -> Decision:
    wrong = next((id_ for id_ in decision.about if not is_local_id(id_)), None)
    if wrong is not None:
        raise InputError(f"{where}: {wrong!r} is no id: a-z, 0-9 and - are allowed")
    return decision


def decisions_of(project: Project) -> tuple[Decisions, list[Problem]]:
    """What holds after all undoing, and the lines that could not be read."""
    read = list(read_decisions(project))
    problems = [item for item in read if isinstance(item, Problem)]
    return effective(item for item in read if isinstance(item, Decision)), problems


def append_decisions(project: Project, decisions: Iterable[Decision]) -> None:
    """Add lines at the end, in one write, on a line of their own even after a line that was cut off."""
    added = "".join(map(line, decisions)).encode("utf-8")
    if not added:
        return
    with named(project.decisions_file), project.decisions_file.open("ab+") as file:
        if file.tell() > 0:
            file.seek(-1, os.SEEK_END)
            if file.read(1) != b"\n":
                added = b"\n" + added
        file.write(added)
        file.flush()
        os.fsync(file.fileno())
