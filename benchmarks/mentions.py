"""How many of the gold's entities are found, with the right type, and how many words in the evidence lead to them.

    .venv/bin/python -m benchmarks.mentions [--errors] [ARTICLE…]        needs ../shared

found       gold entities (of core claims' roles) that some mention of the article names (the scorer's `same`)
type, country   of those, with exactly the gold's class and country
evidence    fillers of core claims that a mention within the claim's own evidence resolves to: what roles can reach
pronouns    he, she, they … in the evidence of core claims that resolve to some gold entity, and to a filler there

Then a line a class of entity, over all entities of the gold, whatever the tier of their claims:
gold        how many of that class there are
recall      of those, named by some mention that has that class (what is not found counts as missed)
precision   of the different entities of that class that our claims name and that name something in the gold, those
            that name one of that class; what names nothing in the gold cannot be judged and is left out
Names are compared whatever the class, but that a post is never a person or a body. A government stands for its
country and is right for either, as in the gold. Of devtest only all classes together are printed.
"""

from __future__ import annotations

import argparse
import collections
import importlib.util
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import yaml
from spacy.tokens import Doc

from benchmarks.extraction import SHARED, gold_articles
from ingest.claims import scenes, told_in
from ingest.coreference import Referents, resolved
from ingest.mentions import mentions_in
from ingest.nlp import load
from kg import registry
from kg.model import Article, Mention

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


@dataclass(slots=True)
class Typed:
    """Counts of one class of entity."""

    gold: int = 0
    recalled: int = 0
    named: int = 0
    right: int = 0

    def line(self, name: str) -> str:
        recall, precision = self.recalled / max(1, self.gold), self.right / max(1, self.named)
        f = 2 * recall * precision / ((recall + precision) or 1)
        counts = f"{self.right:3} of {self.named:3}   {self.recalled:3} of {self.gold:3}"
        return f"{name:26} precision {precision:.2f}  recall {recall:.2f}  F {f:.2f}   {counts}"


def of_types(path: Path, named: Sequence[Mention], anywhere: Sequence[Mention], same: Any) -> Iterator[Measured]:
    """As `of_article`, of classes: the figure is "recall CLASS" or "precision CLASS".

    `named` is what our claims name, `anywhere` what any mention resolves to.
    """
    entities = yaml.safe_load(path.read_text("utf-8"))["entities"].values()
    for entity in entities:
        alike = {m.type for m in anywhere if _alike(m, entity, same)}
        fits = any(_fits(type_, entity) for type_ in alike)
        yield f"recall {entity['type']}", fits, f"{entity['names'][:2]}: {sorted(alike)}"
    for mention in {m.entity: m for m in named}.values():
        alike = [entity for entity in entities if _alike(mention, entity, same)]
        if alike:
            fits = any(_fits(mention.type, entity) for entity in alike)
            yield f"precision {mention.type}", fits, f"{mention.name}: {[e['type'] for e in alike]}"


def _alike(mention: Mention, entity: dict[str, Any], same: Any) -> bool:
    """Whether the names fit, whatever the class."""
    post = (mention.type == "Post") == (entity["type"] == "Post")
    return post and bool(same({"name": mention.name, "mention": mention.text}, entity))


def _fits(type_: str, entity: dict[str, Any]) -> bool:
    return type_ == entity["type"] or (type_, entity["type"]) == ("Government", "Country")


def types_of(folder: Path, same: Any) -> Iterator[tuple[str, Measured]]:
    """(article, what is measured) of all gold articles of a folder."""
    for article, scene in scenes(gold_articles(folder)):
        who = scene.referents
        tokens = range(len(scene.doc))
        found = [m for i in tokens for m in (*who.each(i), who.place(i), who.post(i)) if m is not None]
        named = [m for told in told_in(article, scene) for each in told.claim.roles.values() for m in each]
        path = folder / f"{article.given_id}.yml"
        for measured in of_types(path, named, list({(m.name, m.text, m.type): m for m in found}.values()), same):
            yield article.given_id, measured


def tally(found: Iterable[Measured]) -> dict[str, Typed]:
    counts: dict[str, Typed] = collections.defaultdict(Typed)
    for name, right, _ in found:
        measure, type_ = name.split()
        for each in (counts[type_], counts["all"]):
            if measure == "recall":
                each.gold, each.recalled = each.gold + 1, each.recalled + right
            else:
                each.named, each.right = each.named + 1, each.right + right
    return counts


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
    print_types(same, errors=args.errors)


def print_types(same: Any, *, errors: bool) -> None:
    dev = list(types_of(SHARED / "gold" / "dev", same))
    for article, (name, right, what) in dev if errors else ():
        if not right:
            print(f"{article}: {name}: {what}")
    for name, typed in sorted(tally(m for _, m in dev).items(), key=lambda pair: -pair[1].gold):
        print(typed.line(name))
    unseen = tally(m for _, m in types_of(SHARED / "gold" / "devtest", same))
    print(unseen["all"].line("all, devtest"))


if __name__ == "__main__":
    main()
