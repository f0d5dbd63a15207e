from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fetching import server
from tests.fetching.trips import Trips


@pytest.fixture
def site() -> Iterator[server.Site]:
    """A server that answers as it is told."""
    with server.site() as made:
        yield made


@pytest.fixture
def trips(tmp_path: Path) -> Trips:
    """Fetching into an archive of the test's own, without pauses."""
    return Trips(tmp_path / "pages.warc.gz")
