"""Fetching without pauses, the seconds that would have been waited written down; archives read back."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from warcio.archiveiterator import ArchiveIterator
from warcio.checker import Checker

from kg.fetching.archive import opened
from kg.fetching.fetch import Done, Failure, fetched
from kg.fetching.limits import Limits
from kg.fetching.manner import Manner
from kg.fetching.networks import everywhere
from kg.fetching.trying import Patience


@dataclass
class Trips:
    archive: Path
    waited: list[float] = field(default_factory=list)
    manner: Manner = field(default_factory=lambda: Manner(limits=Limits(seconds=20), pause=0, allowed=everywhere))

    def go(self, *urls: Any, follow: bool = False, most: int = 1000, **changes: Any) -> list[Any]:
        manner = replace(self.manner, patience=Patience(sleep=self.waited.append), **changes)
        with opened(self.archive, manner.about()) as archive:
            visitor = manner.visitor(archive.kept_page if follow else archive.kept)
            return list(fetched(urls, visitor, archive, follow=follow, most=most))

    def outcome(self, url: str, **changes: Any) -> str:
        """What came of one address: how it was taken, or why it was not."""
        (result,) = self.go(url, **changes)
        assert isinstance(result, Done | Failure)
        return str(result.outcome) if isinstance(result, Done) else result.reason

    def records(self) -> list[tuple[str, str, bytes]]:
        """Type, address and unpacked content of the archive's records."""
        if not self.archive.exists():
            return []
        with self.archive.open("rb") as file:
            return [
                (r.rec_type, r.rec_headers.get_header("WARC-Target-URI") or "", r.content_stream().read())
                for r in ArchiveIterator(file)
            ]

    def kept(self, kind: str = "response") -> list[str]:
        return [url for type_, url, _ in self.records() if type_ == kind]

    def check(self) -> None:
        """Hold the archive against warcio's own checker."""
        assert Checker(SimpleNamespace(inputs=[str(self.archive)], verbose=False)).process_all() == 0
