"""Readers: articles and megabytes a second of one core, form by form.

python -m benchmarks.readers [COUNT]     articles in a file (200); of forms that hold one, as many files

Articles of 400 words, in files made for the purpose. What is measured is from the bytes of a file to the drafts of its
articles (`ingest.readers.finding.drafts`); language, day and sentences come after that.
"""

from __future__ import annotations

import gzip
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from time import process_time

from ingest.readers.finding import drafts
from ingest.readers.source import Draft
from tests.ingest.readers import exports, test_warc
from tests.ingest.readers.exports import BODY, Story

COUNT = 200
_WORDS = 400


def _stories(count: int) -> list[Story]:
    times = _WORDS // len(" ".join(BODY).split())
    return [
        Story(f"Vote number {n} is put off in the capital", (f"This is sitting {n}.", *BODY * times), number=n)
        for n in range(1, count + 1)
    ]


def _warc(count: int) -> bytes:
    archive = test_warc.Archive()
    headers = {"Content_Type": "text/plain", "Content_Encoding": "gzip"}
    for story in _stories(count):
        archive.add(f"https://example.org/{story.number}", gzip.compress(story.text.encode()), **headers)
    return archive.raw


def _wacz(count: int) -> bytes:
    return test_warc.wacz({"archive/data.warc.gz": _warc(count)})


def _export(form: str, written: Callable[[str], bytes] = str.encode) -> Callable[[int], list[bytes]]:
    return lambda count: [written(exports.FORMS[form](_stories(count)))]


def _each(written: Callable[[str], bytes]) -> Callable[[int], list[bytes]]:
    return lambda count: [written(story.text.replace("\n\n", "\n")) for story in _stories(count)]


FORMS: dict[str, Callable[[int], list[bytes]]] = {
    "text": _each(str.encode),
    "WARC, compressed, pages of text": lambda count: [_warc(count)],
    "WACZ of the same": lambda count: [_wacz(count)],
    "PDF": _each(exports.as_pdf),
    "Word": _each(exports.as_docx),
    "RTF": _each(exports.as_rtf),
    "Nexis, older text": _export("nexis_older"),
    "Nexis Uni, Word": _export("nexis_newer", exports.as_docx),
    "Nexis Uni, RTF": _export("nexis_newer", exports.as_rtf),
    "Nexis Uni, PDF": _export("nexis_newer", exports.as_pdf),
    "Factiva, text with codes": _export("factiva_coded"),
    "Factiva, RTF for display": _export("factiva_displayed", exports.as_rtf),
    "ProQuest, text": _export("proquest"),
}
"""A form and how files with so many articles in it are made: a reader is added by a line."""


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else COUNT
    for line in speeds(count):
        print(line)


def speeds(count: int) -> Iterator[str]:
    """A line for each form: articles and megabytes that one core reads in a second."""
    yield "| form | articles a second | MB a second |\n|---|---|---|"
    for name, made in FORMS.items():
        with tempfile.TemporaryDirectory() as folder:
            _read(_written(made(1), Path(folder)))  # libraries are loaded
            paths = _written(made(count), Path(folder))
            start = process_time()
            found = _read(paths)
            seconds = process_time() - start
            if found != count:
                raise ValueError(f"{name}: {found} articles of {count}")
            size = sum(path.stat().st_size for path in paths)
            yield f"| {name} | {count / seconds:,.0f} | {size / 1e6 / seconds:.2f} |"


def _written(files: list[bytes], folder: Path) -> list[Path]:
    paths = [folder / str(number) for number in range(len(files))]
    for path, raw in zip(paths, files, strict=True):
        path.write_bytes(raw)
    return paths


def _read(paths: list[Path]) -> int:
    return sum(isinstance(one, Draft) for one in drafts(paths))


if __name__ == "__main__":
    main()
