"""Copies of the demo for benchmarks: all of each is loaded, and no two meet."""

from __future__ import annotations

from pathlib import Path

from benchmarks.copies import demo_times
from kg.stores import open_store
from kg.stores.load import LoadReport, load


def loaded(root: Path, times: int) -> LoadReport:
    project = demo_times(root, times)
    with open_store(project) as store:
        report = load(project, store)
    assert report.problems == ()
    return report


def test_copies_are_loaded_whole_and_apart(tmp_path: Path) -> None:
    one, three = (loaded(tmp_path / str(times), times) for times in (1, 3))
    assert (three.articles, three.claims, three.situations) == (3 * one.articles, 3 * one.claims, 3 * one.situations)
