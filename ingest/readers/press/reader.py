"""Drafts of the articles in an export of a press database; a text that is no export is one article."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from ingest.readers.press import factiva, nexis, proquest
from ingest.readers.press.fields import Printed
from ingest.readers.press.marks import database_of
from ingest.readers.source import Draft, Item, Rejected, Source, whole, whole_characters
from ingest.readers.text import decoded
from kg.ids import text_sha256

__all__ = ["MAX_FILE", "drafts_of", "read"]

MAX_FILE = 64_000_000
"""Bytes of the largest export that is read; databases give 500 articles at once, some 5,000,000 bytes."""

_TAKEN_APART: dict[str, Callable[[str], Iterator[Printed]]] = {
    "factiva": factiva.articles,
    "nexis newer": nexis.newer,
    "nexis older": nexis.older,
    "proquest": proquest.articles,
}


def read(source: Source) -> Iterator[Item]:
    """The articles of an export that is a text file."""
    raw = whole(source, MAX_FILE)
    text = raw if isinstance(raw, Rejected) else decoded(raw)
    if isinstance(text, Rejected):
        yield text
    elif text is None:
        yield Rejected(source.where, "is text in an encoding that cannot be told; save it as UTF-8")
    else:
        yield from drafts_of(source, text.replace("\r\n", "\n").replace("\r", "\n"), {})


def drafts_of(source: Source, text: str, fields: Mapping[str, str]) -> Iterator[Item]:
    """A draft for each article that a press database put into the text; the whole text as one where none did.

    `fields` are what the file says of itself, for the one article only. An article without an accession number is
    named by its text, so that it is the same one in another export.
    """
    database = database_of(text)
    count = 0
    for count, printed in enumerate(_TAKEN_APART[database](text) if database else (), 1):
        yield _draft(printed, source, count)
    if not count:
        said = {**fields, **source.fields}
        yield Draft(source.where, whole_characters(source.stem), whole_characters(text), is_file=True, fields=said)


def _draft(printed: Printed, source: Source, number: int) -> Item:
    where = f"{source.where}:{number}"
    if not printed.text:
        title = printed.fields.get("title", "")[:60]
        return Rejected(where, f"has no text in the export{f' (“{title}”)' if title else ''}")
    name = printed.accession or f"text-{text_sha256(printed.text)[:12]}"
    return Draft(where, name, whole_characters(printed.text), is_file=False, fields=printed.fields)
