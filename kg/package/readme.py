"""The page that people read first when they get a package."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg import __version__
from kg.package.description import Named
from kg.package.writing import Written
from kg.plain import one_line
from kg.views import Facts

__all__ = ["readme"]

_PAGE = """\
# {title}

{what}

## Files

| file | what | media type | triples | bytes |
|---|---|---|---|---|
{files}
| `dataset.ttl` | the data set for a catalogue: DCAT 3, VoID | text/turtle | | |
| `provenance.ttl` | which runs read the articles: PROV | text/turtle | | |
| `rights.csv` | each article: outlet, day, address, who may use its text | text/csv | | |
| `ontology/` | the terms, with definitions, and the shapes | text/turtle | | |

## To read it

{views}

Everywhere, only what somebody affirms as having happened or as holding has its class as `rdf:type`; a plan is a
`kg:Prospect`, a denial `kg:Denied`, with the class under `kg:claimedClass`. So all graphs may be read as one.
{quotes}

## To check it

The folder above this page is a bag (BagIt, RFC 8493): there, `sha256sum -c manifest-sha256.txt`, or any BagIt tool,
tells whether a file has changed since. The data keep to the shapes in `ontology/shapes.ttl` (SHACL).

## Rights

Licence of the data: {license}. {texts}
What people decided (`kg:Decision`: which are one, which situation a claim is of) stands with their names and reasons.
"""

_VIEWS = {
    "claims": """\
- `claims`: the IRI of a claim is the name of the graph that holds what it says, about `<claim>#it`. The default graph
  says who makes it, in which article, how surely (`kg:certainty`), and about which situation.""",
    "flat": "- `flat`: one graph of what happened or holds, fused from all claims. It is derived.",
    "graph": "- `graph`: one graph of all situations, plans and denials among them, and of the claims. It is derived.",
}

_QUOTED = "Quotes are in `oa:exact`; offsets count Unicode code points of the article's text from 0."
_SILENT = """\
There are no quotes. Offsets (`oa:start`, `oa:end`) count Unicode code points from 0 of a text whose SHA-256 is the
article's `kg:textSha256`: with the text at hand, they lead to the words."""


def readme(named: Named, files: Sequence[Written], facts: Facts, *, quotes: bool) -> str:
    """The page, in Markdown: what this is, what lies where, how to open and check it, what may be done with it."""
    views = dict.fromkeys(one.distribution.view for one in files)
    return _PAGE.format(
        title=one_line(named.title),
        what="\n".join(_what(named, facts)),
        files="\n".join(map(_row, files)),
        views="\n".join(_VIEWS[view] for view in views),
        quotes=_QUOTED if quotes else _SILENT,
        license=f"<{named.license}>" if named.license else "not stated; ask the publisher before you pass them on",
        texts=f"The {'quoted sentences' if quotes else 'articles'} belong to those who published them (`rights.csv`).",
    )


def _what(named: Named, facts: Facts) -> Iterator[str]:
    span = f", published from {facts.first} to {facts.last}" if facts.first else ""
    outlets = len(facts.publishers)
    by = f" by {outlets} outlet{'' if outlets == 1 else 's'}" if outlets else ""
    yield f"What {facts.articles} news articles{by} say of a political crisis{span}:"
    yield f"{facts.claims} claims, made from the texts by kg {__version__}."
    yield "Nothing here is asserted by whoever hands it on: each claim names its article and the place in it."
    who = f"Published by {one_line(named.publisher)}" if named.publisher else "Packed"
    yield f"{who} on {named.issued.isoformat()}."


def _row(one: Written) -> str:
    wanted = one.distribution
    return f"| `{wanted.file}` | {wanted.says} | {wanted.media_type} | {one.triples} | {one.bytes} |"
