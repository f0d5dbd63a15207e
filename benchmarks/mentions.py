"""How many of the gold's entities are found, with the right type, and how many words in the evidence lead to them.

    .venv/bin/python benchmarks/mentions.py [--errors] [ARTICLE…]        needs ../shared

found      gold entities (of core claims' roles) that some mention of the article names (scorer's `same`)
evidence   fillers of core claims that a mention within the claim's own evidence resolves to: what roles can reach
pronouns   he, she, they … within the evidence of core claims that resolve to a filler of a claim there
"""

from __future__ import annotations

import argparse
import collections
import importlib.util
import sys
from pathlib import Path

import yaml

from ingest.coreference import resolved
from ingest.mentions import mentions_in
from ingest.nlp import load
from kg import registry
from kg.model import Article

SHARED = Path(__file__).resolve().parents[2] / "shared"
PRONOUNS = {"he", "him", "his", "she", "her", "they", "them", "their", "it", "its"}


def scorer():
    spec = importlib.util.spec_from_file_location("score", SHARED / "eval" / "score.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def fillers(referents, token):
    found = [*referents.each(token), referents.place(token), referents.post(token)]
    return [
        {"name": m.name, "mention": m.text, "type": m.type, "country": m.country, "sector": m.sector}
        for m in found
        if m
    ]


def measure(path, docs, known, score, figures, errors):
    gold = yaml.safe_load(path.read_text("utf-8"))
    text = path.with_suffix(".txt").read_text("utf-8")
    doc = docs(text)
    article = Article("0" * 16, text, "", gold["article"], published=gold.get("published"))
    referents = resolved(doc, mentions_in(doc, article=article, registry=known), article=article, registry=known)
    everywhere = [f for token in doc for f in fillers(referents, token.i)]
    used = set()
    for claim in gold["claims"]:
        if claim["tier"] != "core":
            continue
        spans = claim["spans"]
        inside = [t for t in doc if any(a <= t.idx < b for a, b in spans)]
        here = [f for t in inside for f in fillers(referents, t.i)]
        keys = [k for role in claim.get("roles", {}).values() for k in role]
        for role, ks in claim.get("roles", {}).items():
            for key in ks:
                entity = gold["entities"][key]
                hit = any(score.same(f, entity) for f in here)
                wide = hit or any(score.same(f, entity) for f in everywhere)
                figures["evidence"][hit] += 1
                figures["evidence " + entity["type"]][hit] += 1
                if not hit:
                    said = text[spans[0][0] : spans[0][1]]
                    errors.append(
                        f"{gold['article']}: {claim['class']} {role} {entity['type']} {entity['names'][:3]} {'' if wide else 'NOWHERE '}| {said[:160]}"
                    )
                used.add(key)
        for t in inside:
            if t.lower_ in PRONOUNS and t.pos_ == "PRON" and keys:
                mine = fillers(referents, t.i)
                ok = any(score.same(f, e) for f in mine for e in gold["entities"].values())
                right = any(score.same(f, gold["entities"][k]) for f in mine for k in keys)
                figures["pronouns: some gold entity"][ok] += 1
                figures["pronouns: a filler of the claim"][right] += 1
                if not right:
                    errors.append(
                        f"{gold['article']}: pronoun {t.text}@{t.idx} -> {[f['name'] for f in mine]}, wanted {[gold['entities'][k]['names'][0] for k in keys]} | {t.sent.text[:140]}"
                    )
    for key in used:
        entity = gold["entities"][key]
        figures["found"][any(score.same(f, entity) for f in everywhere)] += 1
        right = [f for f in everywhere if score.same(f, entity)]
        if right:
            figures["type exact"][any(f["type"] == entity["type"] for f in right)] += 1
            figures["country"][any(f["country"] == entity.get("country") for f in right)] += 1


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("articles", nargs="*")
    args = parser.parse_args()
    docs, known, score = load(), registry.load(), scorer()
    figures, errors = collections.defaultdict(collections.Counter), []
    for path in sorted((SHARED / "gold" / "dev").glob("*.yml")):
        if not args.articles or any(name in path.stem for name in args.articles):
            measure(path, docs, known, score, figures, errors)
    if args.errors:
        print("\n".join(errors))
    for name, counts in sorted(figures.items()):
        print(f"{name:34} {counts[True]:4}/{counts.total():4} = {counts[True] / counts.total():.3f}")


if __name__ == "__main__":
    sys.exit(main())
