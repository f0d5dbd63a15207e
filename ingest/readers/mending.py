"""Text that was decoded in the wrong encoding before it came here: repaired where that is clear, else reported."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from ingest.readers.source import Draft
from kg.plain import counted

__all__ = ["lost", "mended", "repaired"]

_WESTERN = {"latin-1", "sloppy-windows-1252", "windows-1252"}
_FEWEST = 3  # words of nothing but question marks from which they were letters: in jest, "???" stands alone
_REPLACED = "\N{REPLACEMENT CHARACTER}"
_MARK_IN_WORD = re.compile(r"\W*[^\W\d_]+(?:\?+[^\W\d_A-Z][^\W\d_]*)+\W*")
_WORD_OF_MARKS = re.compile(r"\?{3,}[.,;:]?")
_LONGEST = 60  # characters of a word; what is longer is an address


def mended(draft: Draft) -> Draft:
    """The draft with its text and what is said with it repaired, and notes on that and on letters that are lost."""
    text = repaired(draft.text)
    fields = {name: repaired(value) if isinstance(value, str) else value for name, value in draft.fields.items()}
    notes = list(draft.notes)
    if text != draft.text:
        changed = sum(new != old for new, old in zip(text.split("\n"), draft.text.split("\n"), strict=True))
        notes.append(f"had been decoded in the wrong encoding; repaired in {counted(changed, 'line')}")
    loss = lost(text)
    if loss is not None:
        notes.append(loss)
    return replace(draft, text=text, fields=fields, notes=tuple(notes))


def repaired(text: str) -> str:
    """The text with UTF-8 that was read as Windows-1252 or Latin-1, once or twice, read rightly; mostly itself.

    Line by line, because texts are put together of several sources. ftfy decides, by how unlikely characters are
    beside each other (https://ftfy.readthedocs.io); what it would only guess at (bytes that are gone) is left alone.
    """
    return text if text.isascii() else "\n".join(map(_repaired, text.split("\n")))


def _repaired(line: str) -> str:
    from ftfy import fix_encoding_and_explain
    from ftfy.badness import is_bad

    if line.isascii() or not is_bad(line):
        return line
    found = fix_encoding_and_explain(line, restore_byte_a0=False, replace_lossy_sequences=False, fix_c1_controls=False)
    return found.text if all(map(_is_clear, found.explanation or ())) and "\n" not in found.text else line


def _is_clear(step: Any) -> bool:
    """Whether a step of ftfy only writes what was read as Western European, and reads it as what it is."""
    action, parameter = step
    if action == "encode":
        return parameter in _WESTERN
    return parameter in ("utf-8", "windows-1252", "decode_inconsistent_utf8")


def lost(text: str) -> str | None:
    """What is said of a text in which bytes were replaced before it came here; None where nothing shows it."""
    replaced = text.count(_REPLACED)
    doubtful = [word for word in text.split() if "?" in word and len(word) <= _LONGEST] if "?" in text else []
    marked = [word for word in doubtful if _MARK_IN_WORD.fullmatch(word)]
    words = [word for word in doubtful if _WORD_OF_MARKS.fullmatch(word)]
    if len(words) >= _FEWEST:
        marked += words
    if replaced:
        return f"has lost letters in {counted(replaced + len(marked), 'place')} (they are shown as {_REPLACED} or ?)"
    if marked:
        return f"has perhaps lost letters in {counted(len(marked), 'word')}, such as {marked[0]!r}"
    return None
