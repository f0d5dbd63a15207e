"""Fixtures that every test may use."""

from __future__ import annotations

from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of gold articles, corpora and scorers beside the repository; the test is skipped where it is not."""
    if not (SHARED / "gold").is_dir():
        pytest.skip("the folder ../shared (gold articles, scorers) is not beside this checkout")
    return SHARED
