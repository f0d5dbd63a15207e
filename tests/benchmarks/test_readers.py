"""The benchmark of readers: every form is read whole, or the benchmark says so."""

from __future__ import annotations

import pytest

from benchmarks import readers


def test_every_form_is_measured() -> None:
    lines = list(readers.speeds(2))
    assert len(lines) == len(readers.FORMS) + 1
    assert all(float(line.split("|")[2].replace(",", "")) > 0 for line in lines[1:])


def test_an_article_that_is_lost_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readers, "FORMS", {"text": lambda count: [b"One article."]})
    with pytest.raises(ValueError, match="text: 1 articles of 2"):
        list(readers.speeds(2))
