"""A web page's bytes as text, and as a tree of elements."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING

from ingest.readers.text import decoded

if TYPE_CHECKING:
    from lxml.html import HtmlElement

__all__ = ["decoded_page", "squeezed", "tree_of", "words_of"]

DECLARED = 4096
"""Bytes at the top of a page in which its own word on its encoding is looked for (browsers look at 1,024)."""

_BOMS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_XML = re.compile(r"<\?xml[^>]*\bencoding\s*=\s*[\"']([\w.:-]+)", re.IGNORECASE)
_CONTROL = re.compile(
    "[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]|&#(?:0*(?:[0-8]|1[124-9]|2\\d|3[01])|[xX]0*(?:[0-8bBcCeEfF]|1[0-9a-fA-F]))(?!\\w);?"
)
"""Characters, and references to them, that no tree can hold."""

_AS_BROWSERS = {"iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254", "gb2312": "gb18030"}
"""What browsers understand by a label (https://encoding.spec.whatwg.org/#names-and-labels), where Python does not."""


def decoded_page(raw: bytes, content_type: str | None = None) -> str | None:
    """The page's text: by its byte order mark, as UTF-8, by the HTTP header, by its own word, else by a guess.

    UTF-8 goes before what is declared, because text in another encoding is hardly ever valid UTF-8, and pages are saved
    as UTF-8 that still declare what they were served in. None for what is no text.
    """
    bom = next((name for mark, name in _BOMS.items() if raw.startswith(mark)), None)
    for encoding in filter(None, (bom, "utf-8", *_declared(raw, content_type))):
        try:
            text = raw.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
        return text
    return decoded(raw)


def _declared(raw: bytes, content_type: str | None) -> list[str]:
    """The encodings that header and page name, as Python calls them."""
    top = raw[:DECLARED].decode("latin-1")
    found = (_CHARSET.search(content_type or ""), _XML.match(top.lstrip()), _CHARSET.search(top))
    return [_python_name(match[1]) for match in found if match is not None]


def _python_name(label: str) -> str:
    try:
        name = codecs.lookup(label).name
    except LookupError:
        return label
    return _AS_BROWSERS.get(name, name)


def tree_of(text: str) -> HtmlElement | None:
    """The page as a tree; None where there is no element in it. Entities stay as they are, nothing is fetched."""
    from lxml import etree, html

    plain = _CONTROL.sub(" ", text)
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        tree = html.document_fromstring(plain.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError):
        return None
    return tree if isinstance(tree, html.HtmlElement) else None


def squeezed(text: str) -> str:
    """The text on one line, white space (the no-break kind too) as single blanks."""
    return " ".join(text.split())


def words_of(element: HtmlElement) -> str:
    """All words in an element, on one line."""
    return squeezed(element.text_content())
