"""The demo's articles, and the claims that were written by hand for them."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from kg.model import Article, Claim
from kg.ontology import check, load
from kg.resources import folder
from tests.queries.conftest import GOLDEN, demo_articles

OURS = ("situation", "links")


@pytest.mark.parametrize(
    ("article", "claims"), list(demo_articles()), ids=lambda part: getattr(part, "given_id", "claims")
)
def test_claims_fit_the_article_and_the_ontology(article: Article, claims: list[Claim]) -> None:
    assert article.published is not None
    assert 100 <= len(article.text.split()) <= 250
    for claim in claims:
        check(claim, ontology=load())
        assert all(article.text[span.start : span.end].strip() for span in claim.spans)


def test_the_gold_checker_passes(shared: Path, tmp_path: Path) -> None:
    for line in (folder("demo") / "articles.jsonl").read_text("utf-8").splitlines():
        article = json.loads(line)
        (tmp_path / f"{article['id']}.txt").write_text(article["text"], "utf-8")
        gold = yaml.safe_load((GOLDEN / f"{article['id']}.yml").read_text("utf-8"))
        for claim in gold["claims"]:
            for key in OURS:
                claim.pop(key, None)
        (tmp_path / f"{article['id']}.yml").write_text(yaml.safe_dump(gold), "utf-8")
    command = [sys.executable, str(shared / "eval" / "check_gold.py"), *map(str, sorted(tmp_path.glob("*.yml")))]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout


def test_nobody_is_quoted() -> None:
    """Indirect speech only: the demo gives nobody words."""
    for article, _ in demo_articles():
        assert not re.search(r"[\"“”«»„]", article.text), article.given_id
