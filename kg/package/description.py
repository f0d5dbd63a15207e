"""What a catalogue wants to know of a package: DCAT 3 and VoID of the data, PROV of how they came about."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from kg import __version__
from kg.package.writing import Written
from kg.rdf.vocabulary import DCTERMS, KG, PROV, RDFS, XSD, A, day, integer, node, ours, text
from kg.views import Facts

__all__ = ["Named", "dataset", "provenance"]

DCAT = "http://www.w3.org/ns/dcat#"
FOAF = "http://xmlns.com/foaf/0.1/"
SPDX = "http://spdx.org/rdf/terms#"
VOID = "http://rdfs.org/ns/void#"
PREFIXES = {"dcat": DCAT, "dcterms": DCTERMS, "foaf": FOAF, "spdx": SPDX, "void": VOID, "prov": PROV, "xsd": XSD}
PREFIXES |= {"kg": KG, "rdfs": RDFS}

_IANA = "https://www.iana.org/assignments/media-types/"
_ONTOLOGY = "https://w3id.org/crisiskg/ontology"
_SOFTWARE = "https://w3id.org/crisiskg/software/"
_VOCABULARIES = (
    "http://www.w3.org/ns/oa#",
    PROV,
    DCTERMS,
    "http://www.w3.org/2004/02/skos/core#",
    "https://schema.org/",
)

Triples = Iterator[ox.Triple]


@dataclass(frozen=True, slots=True)
class Named:
    """What the package is called and by whom it is published. `license` is an IRI; `address` is where it will lie."""

    title: str
    base: str
    issued: dt.date
    publisher: str | None = None
    license: str | None = None
    contact: str | None = None
    address: str | None = None

    @property
    def iri(self) -> str:
        """The data set's own IRI."""
        return f"{self.base}dataset"


def dataset(named: Named, files: Sequence[Written], facts: Facts, *, quotes: bool) -> Triples:
    """The data set, its distributions, its publisher. Counts are of the files as they lie in the package."""
    this = node(named.iri)
    for kind in (DCAT + "Dataset", VOID + "Dataset", PROV + "Entity"):
        yield ox.Triple(this, A, node(kind))
    yield ox.Triple(this, node(DCTERMS + "title"), text(named.title))
    yield ox.Triple(this, node(DCTERMS + "description"), text(_about(facts, quotes=quotes)))
    yield ox.Triple(this, node(DCTERMS + "issued"), day(named.issued))
    yield ox.Triple(this, node(DCTERMS + "language"), node("http://id.loc.gov/vocabulary/iso639-1/en"))
    yield ox.Triple(this, node(DCTERMS + "conformsTo"), node(_ONTOLOGY))
    yield ox.Triple(this, node(VOID + "uriSpace"), text(named.base))
    for vocabulary in (KG, *_VOCABULARIES):
        yield ox.Triple(this, node(VOID + "vocabulary"), node(vocabulary))
    yield ox.Triple(this, node(PROV + "wasGeneratedBy"), node(named.iri + "/export"))
    yield from _responsible(this, named)
    yield from _period(this, named, facts)
    for one in files:
        yield from _distribution(this, named, one)


def _about(facts: Facts, *, quotes: bool) -> str:
    words = "with the sentences quoted" if quotes else "with the places of the sentences in the texts, but no quotes"
    return (
        f"What {facts.articles} news articles say of a political crisis, as {facts.claims} claims: who did what to "
        f"whom, who says so, how surely, {words}."
    )


def _responsible(this: ox.NamedNode, named: Named) -> Triples:
    if named.license is not None:
        yield ox.Triple(this, node(DCTERMS + "license"), node(named.license))
    if named.publisher is not None:
        agent = node(named.iri + "/publisher")
        yield ox.Triple(this, node(DCTERMS + "publisher"), agent)
        yield ox.Triple(agent, A, node(FOAF + "Agent"))
        yield ox.Triple(agent, node(FOAF + "name"), text(named.publisher))
        if named.contact is not None:
            yield ox.Triple(agent, node(FOAF + "mbox"), node(f"mailto:{named.contact}"))


def _period(this: ox.NamedNode, named: Named, facts: Facts) -> Triples:
    """From the day of the oldest article to that of the newest."""
    if facts.first:
        period = node(named.iri + "/period")
        yield ox.Triple(this, node(DCTERMS + "temporal"), period)
        yield ox.Triple(period, A, node(DCTERMS + "PeriodOfTime"))
        yield ox.Triple(period, node(DCAT + "startDate"), day(dt.date.fromisoformat(facts.first)))
        yield ox.Triple(period, node(DCAT + "endDate"), day(dt.date.fromisoformat(facts.last)))


def _distribution(this: ox.NamedNode, named: Named, one: Written) -> Triples:
    wanted = one.distribution
    subject, subset = node(f"{named.iri}/{wanted.file}"), node(f"{named.iri}/{wanted.file}/data")
    checksum = node(f"{named.iri}/{wanted.file}/sha256")
    yield ox.Triple(this, node(DCAT + "distribution"), subject)
    yield ox.Triple(subject, A, node(DCAT + "Distribution"))
    yield ox.Triple(subject, node(DCTERMS + "title"), text(wanted.file))
    yield ox.Triple(subject, node(DCTERMS + "description"), text(wanted.says))
    yield ox.Triple(subject, node(DCAT + "mediaType"), node(_IANA + wanted.media_type))
    yield ox.Triple(subject, node(DCAT + "byteSize"), integer(one.bytes, "nonNegativeInteger"))
    if named.license is not None:
        yield ox.Triple(subject, node(DCTERMS + "license"), node(named.license))
    if named.address is not None:
        yield ox.Triple(subject, node(DCAT + "accessURL"), node(named.address))
        yield ox.Triple(subject, node(DCAT + "downloadURL"), node(f"{named.address}data/{wanted.file}"))
    yield ox.Triple(subject, node(SPDX + "checksum"), checksum)
    yield ox.Triple(checksum, A, node(SPDX + "Checksum"))
    yield ox.Triple(checksum, node(SPDX + "algorithm"), node(SPDX + "checksumAlgorithm_sha256"))
    yield ox.Triple(checksum, node(SPDX + "checksumValue"), ox.Literal(one.sha256, datatype=node(XSD + "hexBinary")))
    yield ox.Triple(this, node(VOID + "subset"), subset)
    yield ox.Triple(subset, A, node(VOID + "Dataset"))
    yield ox.Triple(subset, node(VOID + "triples"), integer(one.triples))
    yield ox.Triple(subset, node(VOID + "dataDump"), subject)


def provenance(named: Named, runs: Iterable[tuple[str, int]], current: str) -> Triples:
    """The runs that read the articles, (digest, number of articles), and the export that made the package.

    Of the `current` run it is known which version of kg it was; of older ones only that they were others.
    """
    software = node(f"{_SOFTWARE}{__version__}")
    export = node(named.iri + "/export")
    yield ox.Triple(software, A, node(PROV + "SoftwareAgent"))
    yield ox.Triple(software, node(RDFS + "label"), text(f"kg {__version__}"))
    yield ox.Triple(export, A, node(PROV + "Activity"))
    yield ox.Triple(export, node(RDFS + "label"), text("export of this package"))
    yield ox.Triple(export, node(PROV + "wasAssociatedWith"), software)
    for digest, articles in sorted(runs):
        run = node(f"{named.base}run/{digest}")
        yield ox.Triple(run, A, ours("Run"))
        yield ox.Triple(run, A, node(PROV + "Activity"))
        yield ox.Triple(run, ours("articles"), integer(articles))
        yield ox.Triple(export, node(PROV + "wasInformedBy"), run)
        if digest == current:
            yield ox.Triple(run, node(PROV + "wasAssociatedWith"), software)
