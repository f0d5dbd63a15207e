"""Several processes read what one reads, in its order; an error costs one article; nothing is left running."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import psutil
import pytest

from ingest.claims import BATCH, extract
from ingest.pool import AHEAD, Failed, extract_on
from kg.errors import KgError
from kg.ids import article_id, text_sha256
from kg.model import Article

TEXTS = (
    "Police arrested the editor of a newspaper in Porto on Monday.",
    "The minister of finance resigned after thousands of protesters marched in Lima.",
    "Norway pledged 30 million dollars in relief to Estonia.",
)


def articles(count: int) -> list[Article]:
    texts = [f"{TEXTS[number % len(TEXTS)]} It was case {number}." for number in range(count)]
    return [Article(article_id(text=text), text, text_sha256(text), f"a{n}") for n, text in enumerate(texts)]


def children() -> list[psutil.Process]:
    """Processes of pools that run; `is_alive` is wrong where two threads have waited for the end of one process."""
    found = []
    for child in psutil.Process().children():
        with suppress(psutil.NoSuchProcess):
            if child.status() != psutil.STATUS_ZOMBIE and any("spawn_main" in word for word in child.cmdline()):
                found.append(child)
    return found


def test_two_processes_find_what_one_finds() -> None:
    given = articles(3 * BATCH + 1)
    alone = list(extract(given))
    assert sum(len(claims) for _, claims in alone) > len(given) / 2
    assert list(extract_on(2, given)) == alone
    assert not children()


def test_a_few_are_read_without_another_process() -> None:
    for found in extract_on(8, articles(2)):
        assert not isinstance(found[1], Failed)
        assert not children()


def test_what_is_out_at_once_is_bounded() -> None:
    taken = 0

    def counted() -> Iterator[Article]:
        nonlocal taken
        for article in articles(20 * BATCH):
            taken += 1
            yield article

    found = extract_on(2, counted())
    next(found)
    assert taken <= BATCH * (2 * AHEAD + 2)
    assert children()
    found.close()
    assert not children()


def test_an_error_costs_one_article() -> None:
    given = articles(2 * BATCH)
    broken = replace(given[3], text=None)  # type: ignore[arg-type]
    given[3] = broken
    found = {article.given_id: claims for article, claims in extract_on(2, given)}
    assert isinstance(found["a3"], Failed)
    assert "fault of kg" in found["a3"].reason
    assert sum(isinstance(claims, Failed) for claims in found.values()) == 1
    assert len(found) == len(given)


def test_a_killed_process_is_told(tmp_path: Path) -> None:
    found = extract_on(2, articles(40 * BATCH))
    next(found)
    for child in multiprocessing.active_children():
        child.kill()
    with pytest.raises(KgError, match="--jobs"):
        list(found)
    assert not children()
