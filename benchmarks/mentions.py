"""How many of the gold's entities are found, with the right type, and how many words in the evidence lead to them.

    .venv/bin/python benchmarks/mentions.py [--errors] [ARTICLE…]        needs ../shared

found       gold entities (of core claims' roles) that some mention of the article names (the scorer's `same`)
type, country   of those, with exactly the gold's class and country
evidence    fillers of core claims that a mention within the claim's own evidence resolves to: what roles can reach
pronouns    he, she, they … in the evidence of core claims that resolve to some gold entity, and to a filler there
"""

from __future__ import annotations

import argparse
import collections
import importlib.util
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import yaml
from spacy.tokens import Doc

from benchmarks.extraction import SHARED
from ingest.coreference import Referents, resolved
from ingest.mentions import mentions_in
from ingest.nlp import load
from kg import registry
from kg.model import Article

PRONOUNS = {"he", "him", "his", "she", "her", "they", "them", "their", "it", "its"}
Measured = tuple[str, bool, str]


def scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", SHARED / "eval" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def read(path: Path, nlp: Any, known: registry.Registry) -> tuple[dict[str, Any], Doc, Referents]:
    gold = yaml.safe_load(path.read_text("utf-8"))
    doc = nlp(path.with_suffix(".txt").read_text("utf-8"))
    article = Article("0" * 16, doc.text, "", gold["article"], published=gold.get("published"))
    found = mentions_in(doc, article=article, registry=known)
    return gold, doc, resolved(doc, found, article=article, registry=known)


def fillers(referents: Referents, token: int) -> list[dict[str, Any]]:
    found = [*referents.each(token), referents.place(token), referents.post(token)]
    return [{"name": m.name, "mention": m.text, "type": m.type, "country": m.country} for m in found if m is not None]


def of_article(gold: dict[str, Any], doc: Doc, referents: Referents, same: Any) -> Iterator[Measured]:
    """(figure, right, what) of everything measured in an article."""
    core = [claim for claim in gold["claims"] if claim["tier"] == "core"]
    used = {key for claim in core for keys in claim.get("roles", {}).values() for key in keys}
    everywhere = [f for token in doc for f in fillers(referents, token.i)]
    for key in sorted(used):
        entity = gold["entities"][key]
        right = [f for f in everywhere if same(f, entity)]
        yield "found", bool(right), f"{entity['type']} {entity['names'][:3]}"
        if right:
            yield "type", any(f["type"] == entity["type"] for f in right), f"type of {entity['names'][0]}"
            yield (
                "country",
                any(f["country"] == entity.get("country") for f in right),
                f"country of {entity['names'][0]}",
            )
    for claim in core:
        inside = [t.i for t in doc if any(a <= t.idx < b for a, b in claim["spans"])]
        yield from of_claim(gold, claim, [fillers(referents, i) for i in inside], same)
        yield from of_pronouns(
            gold, claim, {i: fillers(referents, i) for i in inside if doc[i].lower_ in PRONOUNS}, same
        )


def of_claim(gold: dict[str, Any], claim: dict[str, Any], here: list[Any], same: Any) -> Iterator[Measured]:
    for role, keys in claim.get("roles", {}).items():
        for entity in (gold["entities"][key] for key in keys):
            hit = any(same(f, entity) for found in here for f in found)
            yield "evidence", hit, f"{claim['class']} {role} {entity['type']} {entity['names'][:3]}"


def of_pronouns(gold: dict[str, Any], claim: dict[str, Any], found: dict[int, Any], same: Any) -> Iterator[Measured]:
    wanted = [gold["entities"][key] for keys in claim.get("roles", {}).values() for key in keys]
    for token, mine in found.items():
        what = f"pronoun at token {token}: {[f['name'] for f in mine]}"
        yield "pronouns", any(same(f, e) for f in mine for e in gold["entities"].values()), what
        yield "pronouns that fill a role", any(same(f, e) for f in mine for e in wanted), what


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--errors", action="store_true", help="list what is not found")
    parser.add_argument("articles", nargs="*")
    args = parser.parse_args()
    nlp, known, same = load(), registry.load(), scorer().same
    figures: dict[str, list[bool]] = collections.defaultdict(list)
    for path in sorted((SHARED / "gold" / "dev").glob("*.yml")):
        if args.articles and not any(name in path.stem for name in args.articles):
            continue
        for name, right, what in of_article(*read(path, nlp, known), same):
            figures[name].append(right)
            if args.errors and not right:
                print(f"{path.stem}: {name}: {what}")
    for name, each in sorted(figures.items()):
        print(f"{name:28} {sum(each):4} of {len(each):4} = {sum(each) / len(each):.3f}")


if __name__ == "__main__":
    main()
