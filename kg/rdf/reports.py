"""Reports of a validation: for people, for spreadsheets and programs, and as the W3C has it (SHACL, section 3.6)."""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import TextIO

from kg.ids import local_id
from kg.ontology.terms import Ontology
from kg.plain import harmless, inert, one_line
from kg.rdf.batches import Batch
from kg.rdf.findings import FIELDS, Finding, findings
from kg.rdf.validation import ENTITY, PREFIX_LINES, Violation, shacl_report, short

__all__ = ["REPORTS", "Checked", "Summary", "checked", "write"]


@dataclass(frozen=True, slots=True)
class Checked:
    """A batch that has been looked at: how many claims it had, and what is wrong."""

    claims: int
    violations: tuple[Violation, ...]
    findings: tuple[Finding, ...]


@dataclass(slots=True)
class Summary:
    """How many claims were looked at, how many of them are wrong, and how often in which way."""

    claims: int = 0
    wrong: int = 0
    kinds: Counter[str] = field(default_factory=Counter)

    def add(self, one: Checked) -> None:
        """Count one batch more."""
        self.claims += one.claims
        self.wrong += len({finding.claim for finding in one.findings} - {""})
        self.kinds.update(finding.kind for finding in one.findings)

    @property
    def conforms(self) -> bool:
        """Whether nothing is wrong."""
        return not self.kinds

    def __str__(self) -> str:
        kinds = "".join(f"; {kind}: {count:,}" for kind, count in self.kinds.most_common())
        return f"claims checked: {self.claims:,}, wrong: {self.wrong:,}{kinds}"


def checked(batches: Iterable[Batch], ontology: Ontology) -> Iterator[Checked]:
    """The batches, each looked at by SHACL when its turn comes."""
    for batch in batches:
        only = (ENTITY, batch.entities) if batch.entities else None
        report = shacl_report(batch.quads, only=only)
        told = findings(report.violations, batch.quads, ontology)
        yield Checked(batch.claims, report.violations, tuple(told))


def write(results: Iterable[Checked], form: str, out: TextIO) -> Summary:
    """Write the report in one of REPORTS, batch by batch; return what it comes to."""
    summary = Summary()
    out.writelines(REPORTS[form](_counted(results, summary), summary))
    return summary


def _counted(results: Iterable[Checked], summary: Summary) -> Iterator[Checked]:
    for one in results:
        summary.add(one)
        yield one


# ----------------------------------------------------------------------------------------------------- for people


def _text(results: Iterable[Checked], summary: Summary) -> Iterator[str]:
    for one in results:
        for (claim, article), group in groupby(one.findings, key=lambda finding: (finding.claim, finding.article)):
            held = list(group)
            yield from (f"{line}\n" for line in (*_head(claim, article, held[0]), *_wrongs(held), ""))
    yield f"{summary}\n"


def _head(claim: str, article: str, first: Finding) -> Iterator[str]:
    """Which claim, its words, and where they stand."""
    yield f"claim {local_id(claim)}: {first.class_ or 'of no class'}" if claim else one_line(article)
    if first.sentence:
        yield f"  “{first.sentence}”"
    source = (first.title and f"“{first.title}”", first.outlet, first.date, first.url)
    if any(source):
        yield f"  {one_line(', '.join(filter(None, source)))}"


def _wrongs(found: Iterable[Finding]) -> Iterator[str]:
    for finding in found:
        yield f"  {'wrong':8} {finding.wrong}"
        if finding.allowed:
            yield f"  {'allowed':8} {finding.allowed}"


# ---------------------------------------------------------------------------------- for spreadsheets and programs


class _Line:
    """What a csv writer writes to: it hands back the line."""

    def write(self, line: str) -> str:
        return line


def _csv(results: Iterable[Checked], summary: Summary) -> Iterator[str]:
    writer = csv.writer(_Line(), lineterminator="\n")
    yield _row(writer, FIELDS)
    for one in results:
        yield from (_row(writer, map(inert, map(harmless, finding.row()))) for finding in one.findings)


def _row(writer: object, cells: Iterable[str]) -> str:
    line: str = writer.writerow(cells)  # type: ignore[attr-defined]
    return line


def _json(results: Iterable[Checked], summary: Summary) -> Iterator[str]:
    """One object, its findings first, so that it can be written as they come."""
    yield '{"findings": ['
    comma = "\n"
    for one in results:
        for finding in one.findings:
            yield comma + json.dumps(dict(zip(FIELDS, finding.row(), strict=True)), ensure_ascii=False)
            comma = ",\n"
    rest = {"claims": summary.claims, "wrong": summary.wrong, "kinds": dict(summary.kinds.most_common())}
    yield f"\n], {json.dumps(rest)[1:]}\n"


# ----------------------------------------------------------------------------------------------------- as SHACL


def _turtle(results: Iterable[Checked], summary: Summary) -> Iterator[str]:
    yield from PREFIX_LINES
    for one in results:
        for violation in one.violations:
            yield "\n_:report sh:result [\n    " + " ;\n    ".join(_result(violation)) + " ] .\n"
    yield f"\n_:report a sh:ValidationReport ; sh:conforms {str(summary.conforms).lower()} .\n"


def _result(violation: Violation) -> Iterator[str]:
    yield f"a sh:ValidationResult ; sh:resultSeverity sh:Violation ; sh:focusNode {violation.focus}"
    if violation.path:
        yield f"sh:resultPath {violation.path}"
    if violation.value is not None:
        yield f"sh:value {violation.value}"
    yield f"sh:sourceConstraintComponent sh:{violation.constraint} ; sh:sourceShape {short(violation.shape)}"
    yield f"sh:resultMessage {json.dumps(violation.message, ensure_ascii=False)}"


REPORTS: Mapping[str, Callable[[Iterable[Checked], Summary], Iterator[str]]] = {
    "text": _text,
    "csv": _csv,
    "json": _json,
    "turtle": _turtle,
}
"""The forms of a report, and what writes each."""
