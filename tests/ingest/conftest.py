"""The language pipeline, opened once for all tests of ingest."""

from __future__ import annotations

import pytest
from spacy.language import Language

import ingest.nlp


@pytest.fixture(scope="session")
def nlp() -> Language:
    return ingest.nlp.load()
