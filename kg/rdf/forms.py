"""Quads written out in the forms that RDF tools read."""

from __future__ import annotations

import codecs
import heapq
import io
import re
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from itertools import groupby, islice
from typing import IO, TextIO, cast

import pyoxigraph as ox

from kg.errors import UsageError
from kg.ids import BASE
from kg.rdf.jsonld import write_jsonld
from kg.rdf.vocabulary import PREFIXES, A, ours

__all__ = ["FORMS", "WITHOUT_GRAPHS", "serialize"]

FORMS = {
    "nquads": ox.RdfFormat.N_QUADS,
    "trig": ox.RdfFormat.TRIG,
    "turtle": ox.RdfFormat.TURTLE,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdfxml": ox.RdfFormat.RDF_XML,
}
"""Turtle, N-Triples and RDF/XML know no graphs: they get the union of all, which the model makes safe to read."""

WITHOUT_GRAPHS = frozenset({"turtle", "ntriples", "rdfxml"})
_SORTED = {"nquads", "ntriples"}
_RUN_LENGTH = 200_000
"""Quads sorted in memory at a time (some 40 MB); longer outputs go through temporary files, whatever their length."""

_WRITTEN_AT_ONCE = 1_000
"""Lines that are decoded and handed on together."""


def serialize(quads: Iterable[ox.Quad], form: str, *, out: TextIO, base: str = BASE) -> None:
    """Write the quads in one of FORMS; N-Quads and N-Triples sorted, each line once: the same claims, the same bytes.

    `base` is where their IRIs begin. Memory stays bounded however many quads there are. Raises UsageError for an
    unknown form.
    """
    if form not in FORMS:
        raise UsageError(f"no RDF form {form!r}; there are {', '.join(FORMS)}")
    plain = _united(quads) if form in WITHOUT_GRAPHS else quads
    if form in _SORTED:
        out.writelines(_sorted_lines(plain))
    elif form == "jsonld":
        write_jsonld(plain, out, base=base)
    else:
        written = map(_for_xml, plain) if form == "rdfxml" else plain
        ox.serialize(written, cast(IO[bytes], _Encoded(out)), format=FORMS[form], prefixes=PREFIXES)


_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def _for_xml(quad: ox.Quad) -> ox.Quad:
    """The quad; a character that no XML document can hold, not even escaped, becomes U+FFFD."""
    literal = quad.object
    if not isinstance(literal, ox.Literal) or not _NO_XML.search(literal.value):
        return quad
    clean = _NO_XML.sub("\ufffd", literal.value)
    kind = {"language": literal.language} if literal.language else {"datatype": literal.datatype}
    return ox.Quad(quad.subject, quad.predicate, ox.Literal(clean, **kind), quad.graph_name)


def _united(quads: Iterable[ox.Quad]) -> Iterator[ox.Quad]:
    """The quads without their graphs; sources beside the articles stay out, as nothing would tell them apart."""
    sources: set[object] = set()
    for quad in quads:
        if quad.predicate == A and quad.object == ours("Source"):
            sources.add(quad.subject)
        if quad.graph_name not in sources and quad.subject not in sources:
            yield ox.Quad(*quad.triple)


class _Encoded:
    """A binary file, as the serializer wants one, that writes to a text file."""

    def __init__(self, out: TextIO) -> None:
        self._out = out
        self._decoder = codecs.getincrementaldecoder("utf-8")()

    def write(self, raw: bytes) -> int:
        self._out.write(self._decoder.decode(raw))
        return len(raw)

    def flush(self) -> None:
        self._out.flush()


def _sorted_lines(quads: Iterable[ox.Quad]) -> Iterator[str]:
    """The lines in the order of their code points, which is that of their bytes in UTF-8, each once; many at a time."""
    left = iter(quads)
    with ExitStack() as stack:
        runs: list[Iterable[bytes]] = []
        while run := _lines(islice(left, _RUN_LENGTH)):
            runs.append(run if len(run) < _RUN_LENGTH and not runs else stack.enter_context(_spilled(run)))
        merged = iter(runs[0]) if len(runs) == 1 else (line for line, _ in groupby(heapq.merge(*runs)))
        while lines := list(islice(merged, _WRITTEN_AT_ONCE)):
            yield b"".join(lines).decode("utf-8")


def _lines(quads: Iterable[ox.Quad]) -> list[bytes]:
    """Each line once, sorted. Literals have no line ends in them: N-Quads escapes these."""
    raw = io.BytesIO()
    ox.serialize(quads, raw, format=ox.RdfFormat.N_QUADS)
    return sorted(set(raw.getvalue().splitlines(keepends=True)))


def _spilled(run: list[bytes]) -> IO[bytes]:
    """The lines in a temporary file, to be read from its beginning."""
    file = tempfile.TemporaryFile("w+b")  # noqa: SIM115 - the caller closes it
    file.writelines(run)
    file.seek(0)
    return file
