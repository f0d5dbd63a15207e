"""Who is meant, beside GUM: do the mentions that a reader put together come out as one entity?

python -m benchmarks.coreference GUM [--corenlp JARS] [--kinds] [--errors NAME…]

GUM is the treebank's folder, with `Entity` in its last column. Raw text goes in. What is compared are chains of two
mentions or more of people, organizations and places (GUM's etype person, organization, place): names, descriptions and
pronouns, with GUM's apposition and predication as links. A mention counts as found by its head word (of a name also
the words that hang on it as `flat` or `nmod:desc`); of several with one head the one that overlaps most. A mention
found where GUM has one of another kind (a law, a day) is out of the question and left out; where GUM has none, it
counts against. Clusters of one are left out on both sides, as in CoNLL-2012. Relative pronouns are no mentions of GUM.

alone        every mention an entity of its own (0 by the definition of the measures)
same string  our mentions, one entity where the words are the same; pronouns alone
ours         what ingest makes of them
CoreNLP      4.5.10 by its rules (`dcoref`) and by its statistical model (`coref`); JARS as in `benchmarks.corenlp`

--kinds      what becomes of each mention that has one before it in its chain, by kind
--errors     for the documents named (never those of the test part): each such mention that goes wrong
"""

from __future__ import annotations

import argparse
import collections
import functools
import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import ingest.nlp
from benchmarks import corenlp, parse
from benchmarks.clusterings import Clustering, conll, scores
from ingest.coreference import resolved
from ingest.mentions import TextMention, mentions_in
from kg import registry
from kg.model import Article
from training import corpora

LOOKED_AT = "news that may be looked at"
TYPES = {"person", "organization", "place"}
RELATIVES = {"who", "whom", "whose", "which", "that"}
_BRACKET = re.compile(r"\((\d+)-(\w+)-[^()]*(\))?|(\d+)\)")
_ENTITY = re.compile(r"(?:^|\|)Entity=([^|]*)")


class Gold(NamedTuple):
    """A mention of GUM: where, its head words by where they begin, what kind of thing and of word, and which."""

    start: int
    end: int
    heads: frozenset[int]
    type: str
    kind: str
    group: str


class Said(NamedTuple):
    """A mention that was found: where, its head word, and whom it means."""

    start: int
    end: int
    head: int
    entity: Hashable


@dataclass(frozen=True, slots=True)
class Document:
    name: str
    text: str
    mentions: tuple[Gold, ...]


# --- GUM ----------------------------------------------------------------------------------------------------------


def document(path: Path) -> Document:
    """One file of GUM; paragraphs are parted by an empty line."""
    text, mentions = "", []
    for rows in _paragraphs(path):
        part, words = parse.paragraph(rows)
        notes = [row[9] for sentence in rows for row in sentence if row[0].isdigit()]
        mentions += [_gold(words[a:b], words, len(text), of) for a, b, of in _spans(notes)]
        text += part + "\n\n"
    return Document(path.stem, text, tuple(sorted(mentions)))


def _paragraphs(path: Path) -> Iterator[list[list[list[str]]]]:
    rows: list[list[list[str]]] = []
    for block in path.read_text("utf-8").strip().split("\n\n"):
        lines = block.split("\n")
        if rows and any(line.startswith("# newpar") and "newpar_block" not in line for line in lines):
            yield rows
            rows = []
        rows.append([line.split("\t") for line in lines if not line.startswith("#")])
    yield rows


def _spans(notes: Sequence[str]) -> Iterator[tuple[int, int, tuple[str, str]]]:
    """(first word, word behind the last, (group, type)) of each mention; `notes` are the words' last columns."""
    begun: dict[str, list[tuple[int, str]]] = collections.defaultdict(list)
    for i, note in enumerate(notes):
        found = _ENTITY.search(note)
        for group, type_, whole, ended in _BRACKET.findall(found[1] if found else ""):
            if whole:
                yield i, i + 1, (group, type_)
            elif group:
                begun[group].append((i, type_))
            else:
                first, kind = begun[ended].pop()
                yield first, i + 1, (ended, kind)


def _gold(inside: Sequence[parse.Word], words: Sequence[parse.Word], offset: int, of: tuple[str, str]) -> Gold:
    held = {word.start for word in inside}
    head = next((w for w in inside if words[w.head].start not in held or words[w.head] is w), inside[0])
    joined = {head.start}
    for word in inside:
        if words[word.head].start in joined and word.relation in ("flat", "nmod:desc") and word.pos == "PROPN":
            joined.add(word.start)
    kind = "pronoun" if head.pos in ("PRON", "DET") else "name" if head.pos == "PROPN" else "description"
    heads = frozenset(offset + start for start in joined)
    return Gold(inside[0].start + offset, inside[-1].end + offset, heads, of[1], kind, of[0])


# --- what is found ------------------------------------------------------------------------------------------------


System = Callable[[Sequence[Document]], Iterator[list[Said]]]


def ours(documents: Sequence[Document]) -> Iterator[list[Said]]:
    for mentions, entities, doc in _read(documents):
        yield [_said(m, entities(m.head), doc) for m in mentions]


def alone(documents: Sequence[Document]) -> Iterator[list[Said]]:
    for mentions, _, doc in _read(documents):
        yield [_said(m, m.head, doc) for m in mentions]


def same_string(documents: Sequence[Document]) -> Iterator[list[Said]]:
    for mentions, _, doc in _read(documents):
        yield [_said(m, m.head if m.kind == "pronoun" else m.name.lower(), doc) for m in mentions]


Reading = tuple[list[TextMention], Callable[[int], Hashable], Any]


def _read(documents: Sequence[Document]) -> Iterator[Reading]:
    """Our mentions of each document, what gives the entity of a token, and the parsed text."""
    return map(_reading, documents)


@functools.cache
def _reading(of: Document) -> Reading:
    nlp, known = _reader()
    doc = nlp(of.text)
    article = Article("0" * 16, doc.text, "", of.name)
    found = resolved(doc, mentions_in(doc, article=article, registry=known), article=article, registry=known)
    mentions = [m for m in found.found if doc[m.head].lower_ not in RELATIVES]
    return mentions, lambda token: found.mentions[token].entity, doc


@functools.cache
def _reader() -> tuple[Any, registry.Registry]:
    return ingest.nlp.load(), registry.load()


def _said(mention: TextMention, entity: Hashable, doc: Any) -> Said:
    """A mention, with as its head the word by which it hangs in the sentence."""
    span = doc[mention.start : mention.end]
    token = doc[mention.head]
    while token.head.i != token.i and mention.start <= token.head.i < mention.end:
        token = token.head
    return Said(span.start_char, span.end_char, token.idx, entity)


def stanford(jars: Path, annotators: str) -> System:
    """CoreNLP with these annotators."""

    def system(documents: Sequence[Document]) -> Iterator[list[Said]]:
        for found in corenlp.analysed(jars, [one.text for one in documents], annotators):
            yield list(_of_corenlp(found))

    return system


def _of_corenlp(found: Mapping[str, Any]) -> Iterator[Said]:
    for chain, mentions in found["corefs"].items():
        for mention in mentions:
            tokens = found["sentences"][mention["sentNum"] - 1]["tokens"]
            first, last = tokens[mention["startIndex"] - 1], tokens[mention["endIndex"] - 2]
            head = tokens[mention["headIndex"] - 1]
            if head["pos"] not in ("WP", "WDT", "WP$"):
                start, end = first["characterOffsetBegin"], last["characterOffsetEnd"]
                yield Said(start, end, head["characterOffsetBegin"], chain)


# --- side by side -------------------------------------------------------------------------------------------------


def aligned(gold: Sequence[Gold], said: Sequence[Said]) -> dict[int, int]:
    """For mentions that were found, by number, the number of GUM's that has the same head and overlaps most."""
    by_head: dict[int, list[int]] = collections.defaultdict(list)
    for number, mention in enumerate(gold):
        for head in mention.heads:
            by_head[head].append(number)
    pairs = [(_overlap(gold[g], one), -s, -g) for s, one in enumerate(said) for g in by_head[one.head]]
    found: dict[int, int] = {}
    taken = set()
    for _, s, g in sorted(pairs, reverse=True):
        if -s not in found and g not in taken:
            found[-s] = -g
            taken.add(g)
    return found


def _overlap(one: Gold, other: Said) -> float:
    shared = min(one.end, other.end) - max(one.start, other.start)
    return shared / (max(one.end, other.end) - min(one.start, other.start))


def key(of: Document) -> Clustering:
    """The chains of GUM that are asked for, as sets of numbers of mentions."""
    groups: dict[str, set[int]] = collections.defaultdict(set)
    for number, mention in enumerate(of.mentions):
        if mention.type in TYPES:
            groups[mention.group].add(number)
    return _chains(groups.values())


def response(of: Document, said: Sequence[Said]) -> Clustering:
    """The chains that were found; a mention that GUM lacks has a number below 0."""
    at = aligned(of.mentions, said)
    groups: dict[Hashable, set[int]] = collections.defaultdict(set)
    for number, mention in enumerate(said):
        found = at.get(number)
        if found is None or of.mentions[found].type in TYPES:
            groups[mention.entity].add(-1 - number if found is None else found)
    return _chains(groups.values())


def _chains(groups: Iterable[set[int]]) -> Clustering:
    return [group for group in groups if len(group) > 1]


def table(systems: Mapping[str, System], documents: Sequence[Document]) -> Iterator[str]:
    """A line for each system: precision, recall and F of each measure, and the mean of CoNLL."""
    for name, system in systems.items():
        pairs = [(key(one), response(one, said)) for one, said in zip(documents, system(documents), strict=True)]
        found = scores(pairs)
        cells = [f"{m} {100 * s.precision:4.1f} {100 * s.recall:4.1f} {100 * s.f:4.1f}" for m, s in found.items()]
        yield f"{name:22} CoNLL {100 * conll(found):4.1f}   " + "   ".join(cells)


# --- kinds of error -----------------------------------------------------------------------------------------------


class Outcome(NamedTuple):
    kind: str
    what: str
    mention: Gold
    beside: tuple[Gold, ...]


def outcomes(of: Document, said: Sequence[Said]) -> Iterator[Outcome]:
    """For each mention of a chain but its first: is it put with one before it that means the same?"""
    at = aligned(of.mentions, said)
    entity = {g: said[s].entity for s, g in at.items()}
    for chain in key(of):
        earlier: list[int] = []
        for number in sorted(chain, key=lambda n: of.mentions[n][:2]):
            if earlier:
                yield _outcome(of, number, earlier, entity)
            earlier.append(number)


def _outcome(of: Document, number: int, earlier: Sequence[int], entity: Mapping[int, Hashable]) -> Outcome:
    mention = of.mentions[number]
    mine = [g for g, e in entity.items() if number in entity and e == entity[number] and g < number]
    if number not in entity:
        what = "not found"
    elif set(mine) & set(earlier):
        what = "right"
    else:
        what = "to another" if mine else "begins anew"
    return Outcome(mention.kind, what, mention, tuple(of.mentions[g] for g in mine[-3:]))


def kinds(documents: Sequence[Document], *, shown: Iterable[str] = ()) -> Iterator[str]:
    """What becomes of each kind of mention; in full for the documents shown."""
    counts: dict[str, collections.Counter[str]] = collections.defaultdict(collections.Counter)
    for one, said in zip(documents, ours(documents), strict=True):
        for found in outcomes(one, said):
            counts[found.kind][found.what] += 1
            if one.name in shown and found.what != "right":
                yield _told(one, found)
    for kind, each in counts.items():
        yield f"{kind:12} {sum(each.values()):5}  " + "  ".join(f"{n} {what}" for what, n in each.most_common())


def _told(of: Document, found: Outcome) -> str:
    text, mention = of.text, found.mention
    before = " ".join(text[max(0, mention.start - 70) : mention.start].split())
    chain = next(m for m in of.mentions if m.group == mention.group)
    beside = [text[m.start : m.end] for m in found.beside]
    words = text[mention.start : mention.end]
    return f"{of.name} {found.kind} {found.what}: …{before} [{words}] = {text[chain.start : chain.end]!r}; {beside}"


def parts(gum: Path) -> dict[str, list[Document]]:
    """The documents that no model of ours has been trained on: news, and the test part's other genres."""
    paths = [path for part in ("dev", "test") for path in corpora.files(gum, part)]
    news = [path for path in paths if "_news_" in path.name]
    other = [path for path in corpora.files(gum, "test") if "_news_" not in path.name]
    return {"news": _documents(news), "other genres": _documents(other)}


def working(gum: Path) -> list[Document]:
    """News whose errors may be looked at: the training part, on which the parser was trained, and development."""
    paths = [path for part in ("train", "dev") for path in corpora.files(gum, part) if "_news_" in path.name]
    return _documents(paths)


def _documents(paths: Iterable[Path]) -> list[Document]:
    return [document(path.with_name(path.name + ".conllu")) for path in paths]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gum", type=Path)
    parser.add_argument("--corenlp", type=Path)
    parser.add_argument("--kinds", action="store_true")
    parser.add_argument("--errors", nargs="*", default=[])
    options = parser.parse_args()
    systems: dict[str, System] = {"alone": alone, "same string": same_string, "ours": ours}
    if options.corenlp:
        systems["CoreNLP, rules"] = stanford(options.corenlp, "tokenize,ssplit,pos,lemma,ner,parse,dcoref")
        systems["CoreNLP, statistical"] = stanford(options.corenlp, "tokenize,ssplit,pos,lemma,ner,depparse,coref")
    sets = {**parts(options.gum), LOOKED_AT: working(options.gum)}
    for name, documents in sets.items():
        chains = [chain for one in documents for chain in key(one)]
        print(f"{name}: {len(documents)} documents, {len(chains)} chains, {sum(map(len, chains))} mentions in them")
        print("\n".join(table(systems, documents)), flush=True)
        if options.kinds:
            shown = options.errors if name == LOOKED_AT else ()
            print("\n".join(kinds(documents, shown=shown)), flush=True)


if __name__ == "__main__":
    main()
