"""Articles from files, folders, JSON Lines and standard input, one after another."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from ingest.language import language_of
from ingest.masthead import agency_of, heading_of, stated_url
from ingest.nlp import MAX_CHARACTERS
from ingest.publication import PRINTING, Said, day_objection, publication
from ingest.readers.finding import drafts
from ingest.readers.source import Draft, Noted, Rejected, whole_characters
from kg.ids import article_id, text_sha256
from kg.model import Article

__all__ = ["LONGEST_SENTENCE", "LONGEST_WORD", "PRINTING", "Noted", "Rejected", "day_objection"]
__all__ += ["known_by", "read_articles"]

LONGEST_WORD = 5_000
"""Characters without white space from which a text counts as no prose.

The tokenizer's time grows with the square of a run of punctuation: 2 s for 5,000 marks, 36 s for 20,000.
"""

LONGEST_SENTENCE = 3_000
"""Words without a mark that ends a sentence from which a text counts as no prose.

The longest stretch in 1,072 news articles has 182. What is read out of a text without sentences means nothing, and
what it mentions is compared with all that it mentions: 20,000 words took minutes.
"""

LETTERS = 0.5
"""Share of letters, of all characters but blanks, from which a text counts as prose. 1,072 news articles have 0.78
and more; a table of figures with words for its rows has 0.2 to 0.4."""

_SENTENCE_END = re.compile(r"[.!?…:;。！？؟।]")
_UNBROKEN = re.compile(r"\S+")
_DATE = re.compile(r"\d{4}-\d\d-\d\d(?=$|[T ])")


def read_articles(
    paths: Iterable[Path], *, date: dt.date | None = None, met: dict[str, str] | None = None
) -> Iterator[Article | Noted | Rejected]:
    """The articles in files and in folders (`-` is standard input), and what cannot be taken with the reason, in order.

    A text file is one article, named as the file; a record of JSON and a row of a table is one: text and id, with
    title, date, url, publisher, rights and language where known. What was done to an article is Noted after it. The
    day of publication is the record's `date` or, failing that, the argument `date` (basis "given"), that of a page's
    "metadata", the one in the dateline or on a line at the top ("stated"), or the one in the address or the file's name
    ("inferred"): see `ingest.publication`. Nothing is raised for bad input: the rest goes on. `met` says where
    articles were met before, by `known_by`; those of these paths are added.
    """
    kept = {} if met is None else met
    for draft in drafts(paths):
        if isinstance(draft, Noted):
            yield draft
            continue
        item = draft if isinstance(draft, Rejected) else _article(draft, date)
        first = None if isinstance(item, Rejected) else kept.setdefault(known_by(item), draft.where)
        if first in (None, draft.where):
            yield item
            if not isinstance(draft, Rejected) and not isinstance(item, Rejected):
                yield from (Noted(draft.where, note) for note in draft.notes)
        else:
            by = _identity(item, draft)
            yield Rejected(draft.where, f"is the same article as {first} (by its {by}), which is kept")


def known_by(article: Article) -> str:
    """What no second article of the input may have: the id, with another text at one address for a version of it."""
    return article.id if article.url is None else f"{article.id} {article.text_sha256}"


def _identity(article: Article | Rejected, draft: Draft | Rejected) -> str:
    """What tells the article from others; see `kg.ids.article_id`."""
    if isinstance(article, Rejected) or isinstance(draft, Rejected) or article.url is not None:
        return "address"
    return "text" if _field(draft, "publisher") is None else "publisher and id"


def _article(draft: Draft, date: dt.date | None) -> Article | Rejected:
    reason = next(filter(None, (check(draft) for check in _CHECKS)), None)
    if reason is not None:
        return Rejected(draft.where, reason)
    language = _field(draft, "language") or language_of(draft.text)
    url = _field(draft, "url") or (stated_url(draft.text) if draft.is_file else None)
    publisher = _field(draft, "publisher")
    said = Said(_field(draft, "date"), _field(draft, "dateBasis") or "given")
    published = publication(text=draft.text, url=url, name=draft.given_id, said=said, given=date)
    objection = None if published.day is None else day_objection(published.day)
    if objection is not None:
        return Rejected(draft.where, f"the day of publication, {published.day} ({published.basis}), {objection}")
    return Article(
        id=article_id(text=draft.text, url=url, publisher=publisher, given_id=draft.given_id),
        text=draft.text,
        text_sha256=text_sha256(draft.text),
        given_id=draft.given_id,
        url=url,
        title=_field(draft, "title") or heading_of(draft.text),
        publisher=publisher or agency_of(draft.text),  # no part of its id: it may be one reprint of many
        published=published.day,
        date_basis=published.basis,
        language=language,
        rights=_field(draft, "rights"),
        byline=_field(draft, "byline"),
        date_confidence=published.confidence,
    )


def _field(draft: Draft, name: str) -> str | None:
    """A field of the record, its white space trimmed; None where it is missing."""
    value = draft.fields.get(name)
    return whole_characters(value).strip() or None if isinstance(value, str) else None


def _day(text: str) -> dt.date | None:
    """The day of an ISO 8601 date or time, or None."""
    found = _DATE.match(text)
    try:
        return dt.date.fromisoformat(found.group()) if found is not None else None
    except ValueError:
        return None


def _is_empty(draft: Draft) -> str | None:
    return None if draft.text.strip() else "is empty"


def _is_long(draft: Draft) -> str | None:
    count = len(draft.text)
    return f"has {count:,} characters; one article has at most {MAX_CHARACTERS:,}" if count > MAX_CHARACTERS else None


def _is_unbroken(draft: Draft) -> str | None:
    words = _UNBROKEN.finditer(draft.text)
    start = next((word.start() for word in words if word.end() - word.start() > LONGEST_WORD), None)
    if start is None:
        return None
    return f"has more than {LONGEST_WORD:,} characters without a blank (from character {start} on), so it is no prose"


def _is_endless(draft: Draft) -> str | None:
    if all(len(part.split()) <= LONGEST_SENTENCE for part in _SENTENCE_END.split(draft.text)):
        return None
    return f"has more than {LONGEST_SENTENCE:,} words without the end of a sentence, so it is no prose"


def _is_table(draft: Draft) -> str | None:
    signs = "".join(draft.text.split())
    letters = sum(unicodedata.category(sign)[0] in "LM" for sign in signs)
    return "has more figures and signs than letters, so it is no prose" if letters < LETTERS * len(signs) else None


def _has_bad_field(draft: Draft) -> str | None:
    wrong = next((name for name, value in draft.fields.items() if not isinstance(value, str)), None)
    return None if wrong is None else f"the field `{wrong}` is not a string"


def _has_bad_date(draft: Draft) -> str | None:
    given = _field(draft, "date")
    if given is None or _day(given) is not None:
        return None
    return f"the date {given[:40]!r} is not a day such as 2010-04-15"


_CHECKS: tuple[Callable[[Draft], str | None], ...] = (
    _is_empty,
    _is_long,
    _is_unbroken,
    _is_endless,
    _is_table,
    _has_bad_field,
    _has_bad_date,
)
