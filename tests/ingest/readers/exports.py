"""Files as press databases export them, made from stories; the words are ours, the structures theirs."""

from __future__ import annotations

import datetime as dt
import io
import textwrap
from collections.abc import Callable, Sequence
from dataclasses import dataclass

BODY = (
    "Deputies in Bishkek put off the vote on Thursday because the hall was half empty.",
    "The speaker, who had asked for it, said that she would try again on Monday. Nobody objected to that, and the "
    "sitting ended before noon, although three bills were still waiting to be read.",
    "Outside, some two hundred people asked for new elections.",
)


@dataclass(frozen=True)
class Story:
    title: str
    paragraphs: Sequence[str] = BODY
    publisher: str = "Steppe Observer"
    date: dt.date = dt.date(2010, 4, 15)
    byline: str = "Aigul Stone"
    number: int = 1

    @property
    def accession(self) -> str:
        return f"STEPOB0020{self.date:%Y%m%d}e64f{self.number:05d}"

    @property
    def rights(self) -> str:
        return f"Copyright {self.date.year} {self.publisher} Ltd"

    @property
    def text(self) -> str:
        return "\n\n".join(self.paragraphs)


def stories(count: int) -> list[Story]:
    return [
        Story(f"Vote number {n} is put off in the capital", (f"This is sitting {n} of the year.", *BODY), number=n)
        for n in range(1, count + 1)
    ]


def _wrapped(text: str) -> str:
    return "\n".join(textwrap.wrap(text, 78, break_long_words=False, break_on_hyphens=False))


def _centred(line: str) -> str:
    return line.center(78).rstrip()


def nexis_older(items: Sequence[Story]) -> str:
    cover = "\n\nDownload Request: Selected Items: 1-2\nTime Of Request: Friday, May 20, 2016\n\nTerms: (vote)\n\n"
    return cover + "".join(_older(item, n, len(items)) for n, item in enumerate(items, 1))


def _older(item: Story, number: int, total: int) -> str:
    body = "\n\n".join(map(_wrapped, item.paragraphs))
    return (
        f"\n\n{_centred(f'{number} of {total} DOCUMENTS')}\n\n\n\n{_centred(item.publisher)}\n\n"
        f"{_centred(f'{item.date:%B} {item.date.day}, {item.date:%Y %A}')}\n{_centred('Late Edition')}\n\n"
        f"{_wrapped(item.title)}\n\nBYLINE: {item.byline}\n\nSECTION: NEWS; Pg. 3\n\nLENGTH: 355 words\n\n\n{body}\n\n"
        f"LOAD-DATE: {item.date:%B %d, %Y}\n\nLANGUAGE: ENGLISH\n\nGRAPHIC: The hall, half empty\n\n"
        f"PUBLICATION-TYPE: Newspaper\n\n\n{_centred(item.rights)}\n{_centred('All Rights Reserved')}\n"
    )


def nexis_newer(items: Sequence[Story]) -> str:
    listed = "\n".join(
        f"{n}. {item.title}\nClient/Matter: -None-\nSearch Terms: vote" for n, item in enumerate(items, 1)
    )
    cover = (
        f"Date and Time: Friday, May 20, 2016 4:51:00 PM\nJob Number: 31415926\nDocuments ({len(items)})\n{listed}\n"
    )
    return cover + "".join(map(_newer, items))


def _newer(item: Story) -> str:
    body = "\n\n".join(item.paragraphs)
    return (
        f"\n{item.title}\n\n{item.publisher}\n\n{item.date:%B} {item.date.day}, {item.date:%Y %A} 8:21 PM GMT\n\n"
        f"{item.rights} All Rights Reserved\n\nSection: NEWS; Pg. 3\n\nLength: 355 words\n\nByline: {item.byline}\n\n"
        f"Dateline: BISHKEK\n\nBody\n\n{body}\n\nGraphic\n\nThe hall, half empty.\n\nClassification\n\n"
        f"Language: ENGLISH\n\nPublication-Type: Newspaper\n\nSubject: PARLIAMENTS (90%); VOTERS (75%)\n\n"
        f"Load-Date: {item.date:%B} {item.date.day}, {item.date.year}\n\nEnd of Document\n"
    )


def factiva_coded(items: Sequence[Story]) -> str:
    return "".join(map(_coded, items)) + "\n\nSearch Summary\nText\tvote\nDate\tAll Dates\n"


def _coded(item: Story) -> str:
    head = {
        "SE": "World", "HD": item.title, "BY": item.byline, "WC": "355 words",
        "PD": f"{item.date.day} {item.date:%B %Y}", "ET": "10:23", "SN": item.publisher, "SC": "STEPOB",
        "LA": "English", "CY": item.rights,
    }  # fmt: skip
    tail = {
        "CO": "stepob : Steppe Observer Ltd", "NS": "gvote : Elections | gpol : Domestic Politics",
        "RE": "kirgh : Kyrgyzstan | asiaz : Asia", "PUB": "Steppe Press", "AN": f"Document {item.accession}",
    }  # fmt: skip
    lead, rest = item.paragraphs[0], "\n\n".join(item.paragraphs[1:])
    return (
        "".join(f"{code}  {value}\n" for code, value in head.items())
        + f"LP\n\n{lead}\n\nTD\n\n{rest}\n\n"
        + "".join(f"{code}  {value}\n" for code, value in tail.items())
        + "\n"
    )


def factiva_displayed(items: Sequence[Story]) -> str:
    return "".join(map(_displayed, items)) + "\n\nSearch Summary\nText\tvote\nDate\tAll Dates\nSource\tAll Sources\n"


def _displayed(item: Story) -> str:
    body = "\n\n".join(item.paragraphs)
    return (
        f"\nWorld\n{item.title}\nBy {item.byline}\n355 words\n{item.date.day} {item.date:%B %Y}\n10:23\n"
        f"{item.publisher}\nSTEPOB\nA4\nEnglish\n{item.rights}\n\n{body}\n\nDocument {item.accession}\n\n"
    )


def proquest(items: Sequence[Story]) -> str:
    line = "_" * 60
    cover = (
        f"{line}\n\nReport Information from ProQuest\n\n20 May 2016 16:51\n{line}\n\nTable of contents\n\n1. A vote\n\n"
    )
    end = f"{line}\n\nContact us at: https://example.org\nDatabase copyright © 2016 All rights reserved.\n"
    return cover + "".join(f"{line}\n\n{_proquest(n, len(items), item)}" for n, item in enumerate(items, 1)) + end


def _proquest(number: int, total: int, item: Story) -> str:
    fields = {
        "Subject": "Parliaments; Votes", "Location": "Kyrgyzstan", "Title": item.title,
        "Publication title": item.publisher, "Pages": "A.1", "Publication year": str(item.date.year),
        "Publication date": f"{item.date:%b} {item.date.day}, {item.date.year}", "Publisher": "Steppe Press",
        "Source type": "Newspapers", "Language of publication": "English", "Document type": "News",
        "ProQuest document ID": item.accession, "Document URL": f"https://example.org/docview/{item.number}?accountid=7",
        "Copyright": item.rights, "Last updated": "2017-11-16", "Database": "Newsstream",
    }  # fmt: skip
    body = "\n\n".join(item.paragraphs)
    below = "\n\n".join(f"{name}: {value}" for name, value in fields.items())
    return (
        f"Document {number} of {total}\n\n{item.title}\n\nAuthor: {item.byline}\n\nProQuest document link\n\n"
        f"Abstract: A vote was put off.\n\nFull text: {body}\n\n{below}\n\n"
    )


FORMS: dict[str, Callable[[Sequence[Story]], str]] = {
    "nexis_older": nexis_older,
    "nexis_newer": nexis_newer,
    "factiva_coded": factiva_coded,
    "factiva_displayed": factiva_displayed,
    "proquest": proquest,
}


def as_rtf(text: str) -> bytes:
    """The text as a word processor writes RTF: a paragraph a line, other signs by their number."""
    escaped = "".join(
        f"\\{sign}" if sign in "\\{}" else sign if ord(sign) < 128 else f"\\u{ord(sign)}?" for sign in text
    )
    body = escaped.replace("\n", "\\par\n")
    return (
        "{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0\\fnil\\fcharset0 Arial;}}"
        "{\\info{\\title A vote}{\\author A. Stone}{\\creatim\\yr2016\\mo5\\dy20\\hr4\\min5}}\n" + body + "\\par}"
    ).encode("ascii")


def as_docx(text: str, **properties: object) -> bytes:
    import docx

    document = docx.Document()
    for line in text.split("\n"):
        document.add_paragraph(line)
    for name, value in properties.items():
        setattr(document.core_properties, name, value)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def as_pdf(text: str, **properties: str) -> bytes:
    """The text set in paragraphs on pages with a running head and page numbers."""
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import Paragraph, SimpleDocTemplate

    def decorate(canvas, document):  # type: ignore[no-untyped-def]
        canvas.drawString(72, 800, "Steppe Observer: the archive")
        canvas.drawString(280, 30, f"Page {document.page}")

    style = ParagraphStyle("text", fontName="Times-Roman", fontSize=11, leading=14, spaceAfter=9)
    blocks = [Paragraph(part.replace("&", "&amp;"), style) for part in text.split("\n") if part.strip()]
    stream = io.BytesIO()
    template = SimpleDocTemplate(stream, invariant=1, **properties)
    template.build(blocks, onFirstPage=decorate, onLaterPages=decorate)
    return stream.getvalue()
