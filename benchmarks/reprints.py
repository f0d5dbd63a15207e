"""Near-duplicates among articles: precision and recall on made copies of a corpus, and how time grows with its size.

    python -m benchmarks.reprints FOLDER [--scale]

FOLDER holds articles, one text file each. A sixth of them is copied: cut by 30 %, under another headline and dateline,
lightly edited, with a paragraph of another article added, and all of it at once. Beside all the others stand traps:
articles that share quoted paragraphs, pairs on one event told in other words but with the same quotes, round-ups with a
common paragraph, short notes with an outlet's long ending, weather and market reports of several days.
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
import re
import resource
import sqlite3
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from kg.copies.alike import Group, Printed
from kg.copies.collection import grouped_articles
from kg.copies.shelf import Shelf
from kg.ids import text_sha256

DAY = dt.date(2010, 4, 15)
TRAPS = 40
ADVERBS = ("also", "reportedly", "meanwhile", "however", "again", "still")
ENDING = (
    "The Example Courier has told its readers what happens in the region since it was founded by three brothers in a "
    "printing house by the river. It is owned by a foundation, takes no money from any party or company, and answers "
    "letters within a week. Subscribers get the paper at home on every day but Sunday, and its archive is open to all."
)
WEATHER = (
    "Forecast for the capital and its surroundings. In the morning {} degrees are expected, in the afternoon {} "
    "degrees. Winds blow from the {} at {} kilometres an hour, with gusts of up to {}. The chance of rain is {} per "
    "cent. In the mountains it will be {} degrees at night, and the roads above {} metres may be icy. The sun rises at "
    "6.{} and sets at 19.{}. Air pressure stands at {} millimetres, humidity at {} per cent."
)
MARKET = (
    "Rates of the central bank. One dollar costs {}.{} som, one euro {}.{} som, one rouble 1.{} som, one tenge 0.{} "
    "som. At the bourse, {} shares changed hands in {} trades. A sack of flour was sold for {} som, a litre of oil for "
    "{} som, a kilogram of sugar for {} som and one of beef for {} som. Gold closed at {} dollars an ounce."
)


@dataclass(frozen=True, slots=True)
class Told:
    """An article of the benchmark: those of one `story` are copies of one another; `kind` says how it was made."""

    text: str
    story: str
    kind: str
    outlet: str
    published: dt.date = DAY


# ------------------------------------------------------------------------------------------------------ copies


def paragraphs(text: str) -> list[str]:
    return [part for part in re.split(r"\n\s*\n|\n", text) if part.strip()]


def cut(text: str, chance: random.Random, others: Sequence[str]) -> str:
    """Without 30 % of its words, at the end or in the middle, as an editor does it: sentence by sentence."""
    sentences = re.split(r"(?<=[.!?”\"])\s+", text)
    wanted, kept = 0.7 * len(text.split()), list(sentences)
    while len(kept) > 1 and sum(len(s.split()) for s in kept) > wanted:
        kept.pop(-1 if chance.random() < 0.7 else chance.randrange(1, len(kept)))
    return " ".join(kept)


def headed(text: str, chance: random.Random, others: Sequence[str]) -> str:
    """Under another headline and dateline."""
    body = "\n".join(paragraphs(text)[1:]) if len(paragraphs(text)) > 3 else text
    words = chance.choice(others).split()[:9]
    return f"{' '.join(words)}\n\nEXAMPLE CITY, {chance.randrange(1, 29)} April (Example Wire) - {body}"


def edited(text: str, chance: random.Random, others: Sequence[str]) -> str:
    """One word in thirty dropped, changed or added to."""
    words = []
    for word in text.split(" "):
        if chance.random() > 1 / 30:
            words.append(word)
        else:
            words += chance.choice([[], [chance.choice(ADVERBS)], [word, chance.choice(ADVERBS)]])
    return " ".join(words)


def added(text: str, chance: random.Random, others: Sequence[str]) -> str:
    """With paragraphs of another article added, up to a fifth of its length."""
    words = chance.choice(others).split()[: max(30, len(text.split()) // 5)]
    parts = paragraphs(text)
    parts.insert(chance.randrange(len(parts)) + 1, " ".join(words))
    return "\n\n".join(parts)


def all_at_once(text: str, chance: random.Random, others: Sequence[str]) -> str:
    for change in (cut, edited, added, headed):
        text = change(text, chance, others)
    return text


CHANGES: tuple[Callable[[str, random.Random, Sequence[str]], str], ...] = (cut, headed, edited, added, all_at_once)


def copied(texts: dict[str, str], chance: random.Random) -> Iterator[Told]:
    """Every sixth article with its copies by other outlets, one to four days later."""
    others = list(texts.values())
    for name in list(texts)[::6]:
        for number, change in enumerate(CHANGES):
            day = DAY + dt.timedelta(days=chance.randrange(1, 5))
            yield Told(change(texts[name], chance, others), name, change.__name__, f"copier {number}", day)


# ------------------------------------------------------------------------------------------------------- traps


def kept_for_traps(texts: dict[str, str], chance: random.Random) -> list[str]:
    """Texts that traps are made of and that stand nowhere else: what repeats one of them is wrong only by the trap."""
    names = chance.sample(sorted(name for name, text in texts.items() if len(text.split()) > 200), 5 * TRAPS)
    return [texts.pop(name) for name in names]


def traps(texts: dict[str, str], kept: list[str], chance: random.Random) -> Iterator[Told]:
    pool = [text for text in texts.values() if len(text.split()) > 300]
    for number in range(TRAPS):
        yield from _quoting(number, (kept.pop(), kept.pop()))
        yield from _one_event(number, (kept.pop(), kept.pop(), kept.pop()))
    yield from _round_ups(chance, pool)
    for number, text in enumerate(chance.sample(pool, 60)):
        note = " ".join(text.split()[: chance.randrange(25, 60)])
        day = DAY + dt.timedelta(days=number % 20)
        yield Told(f"{note}\n{ENDING}", f"note {number}", "note with an ending", "Example Courier", day)
    yield from _daily("weather", WEATHER, chance)
    yield from _daily("market", MARKET, chance)


def _quoting(number: int, pair: Sequence[str]) -> Iterator[Told]:
    """A second article takes three tenths of its length over from a first."""
    first, second = pair
    words = second.split()
    quoted = first.split()[: int(0.3 * len(words) / 0.7)]
    yield Told(first, f"quoted {number}", "quoted", f"outlet {number}")
    yield Told(" ".join([*words, *quoted]), f"quoting {number}", "quoting", "another")


def _one_event(number: int, three: Sequence[str]) -> Iterator[Told]:
    """Two articles with texts of their own and a third of the words, quotes and names, in common."""
    one, other, common = (text.split() for text in three)
    size = min(len(one), len(other), 2 * len(common))
    for side, own in (("a", one), ("b", other)):
        parts = _interleaved(own[: size * 2 // 3], common[: size // 3])
        yield Told(" ".join(parts), f"event {number}{side}", "one event", f"outlet {side}")


def _interleaved(own: Sequence[str], common: Sequence[str], block: int = 25) -> list[str]:
    """Two parts of the own words, one of the common ones, and so on."""
    parts: list[str] = []
    for place in range(0, max(len(common), 1), block):
        parts += [*own[2 * place : 2 * place + 2 * block], *common[place : place + block]]
    return parts


def _round_ups(chance: random.Random, pool: Sequence[str]) -> Iterator[Told]:
    common = [" ".join(text.split()[:70]) for text in pool[:15]]
    for number in range(60):
        briefs = [" ".join(text.split()[:60]) for text in chance.sample(pool[15:], 4)]
        yield Told(
            "\n\n".join([*briefs, common[number % 15]]), f"round-up {number}", "round-up", f"agency {number % 7}"
        )


def _daily(kind: str, form: str, chance: random.Random) -> Iterator[Told]:
    for number in range(30):
        figures = [chance.randrange(10, 1000) for _ in range(form.count("{}"))]
        day = DAY + dt.timedelta(days=number)
        yield Told(form.format(*figures), f"{kind} {number}", kind, "Example Courier", day)


# ---------------------------------------------------------------------------------------------------- measuring


def printed(told: Iterable[Told]) -> Iterator[Printed]:
    for number, one in enumerate(told):
        sha256 = text_sha256(one.text)
        yield Printed(f"{number:06}", one.published, sha256, outlet=one.outlet)


def groups_of(told: Sequence[Told]) -> tuple[list[Group], float]:
    """The groups, and the seconds of processor time that they took."""
    texts = {text_sha256(one.text): one.text for one in told}
    start = time.process_time()
    shelf = Shelf(sqlite3.connect(":memory:"))
    shelf.fill(texts, texts.get)
    found = grouped_articles(list(printed(told)), shelf)
    return found, time.process_time() - start


def pairs(groups: Iterable[Iterable[str]]) -> set[tuple[str, str]]:
    return {pair for group in groups for pair in combinations(sorted(group), 2)}


def measure(texts: dict[str, str], seed: int) -> None:
    chance, texts = random.Random(seed), dict(texts)
    kept = kept_for_traps(texts, chance)
    told = [Told(text, name, "article", f"paper {name.rpartition('_')[0]}") for name, text in texts.items()]
    told += [*copied(texts, chance), *traps(texts, kept, chance)]
    found, seconds = groups_of(told)
    stories: dict[str, list[str]] = defaultdict(list)
    for number, one in enumerate(told):
        stories[one.story].append(f"{number:06}")
    right, claimed = pairs(stories.values()), pairs([[m.id for m in group.members] for group in found])
    wrong = claimed - right
    hits = len(claimed & right)
    print(f"seed {seed}: {len(told):,} articles, {len(right):,} pairs of copies, {seconds:.1f} s")
    print(f"  precision {hits / max(1, hits + len(wrong)):.3f}, recall {hits / len(right):.3f}")
    by_kind = Counter(told[int(b)].kind for a, b in right if told[int(a)].kind == "article")
    met = Counter(told[int(b)].kind for a, b in right & claimed if told[int(a)].kind == "article")
    print(
        "  found with their original: " + ", ".join(f"{kind} {met[kind]} of {all_}" for kind, all_ in by_kind.items())
    )
    kinds = Counter(" and ".join(sorted(told[int(number)].kind for number in pair)) for pair in wrong)
    print("  taken for copies and none: " + (", ".join(f"{kind} {count}" for kind, count in kinds.items()) or "none"))


def own_copies(texts: dict[str, str]) -> dict[str, str]:
    """The articles of the corpus without those that repeat another one, which are printed."""
    told = [Told(text, name, "article", name) for name, text in texts.items()]
    names = list(texts)
    left = dict(texts)
    for group in groups_of(told)[0]:
        first, *rest = (names[int(member.id)] for member in group.members)
        for name in rest:
            _, found = group.near[f"{names.index(name):06}"]
            print(f"  the corpus's own: {name} repeats {first} ({found})")
            left.pop(name, None)
    return left


def scale(texts: dict[str, str]) -> None:
    """Time and memory for 1,000 and 10,000 articles, a third of them copies."""
    before = 0.0
    for count in (1_000, 10_000):
        told = list(_many(list(texts.values()), count, random.Random(count)))
        found, seconds = groups_of(told)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        ratio = f", {seconds / before:.1f} times the time for 10 times the articles" if before else ""
        print(f"{count:,} articles: {seconds:.1f} s, {len(found):,} groups, peak {peak:.0f} MB{ratio}")
        before = seconds


def _many(texts: Sequence[str], count: int, chance: random.Random) -> Iterator[Told]:
    """Articles of sentences of the corpus in another order, each third one a copy of the one before it."""
    sentences = [s for text in texts for s in re.split(r"(?<=[.!?])\s+", text) if len(s.split()) > 5]
    for number in range(count * 2 // 3):
        words = " ".join(chance.sample(sentences, 20)).split()
        # words of three sentences in four are mixed, so that few sentences stand in two articles
        own, mixed = words[: len(words) // 4], words[len(words) // 4 :]
        text = " ".join(own + chance.sample(mixed, len(mixed)))
        yield Told(text, f"story {number}", "story", f"paper {number % 50}", DAY + dt.timedelta(days=number % 300))
        if number % 2:
            yield Told(cut(text, chance, texts), f"story {number}", "copy", f"copier {number % 50}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--scale", action="store_true", help="how time grows, too")
    parser.add_argument("--seeds", type=int, default=3)
    given = parser.parse_args()
    texts = {path.name: path.read_text("utf-8", "replace") for path in sorted(given.folder.glob("*.txt"))}
    left = own_copies(texts)
    for seed in range(given.seeds):
        measure(left, seed)
    if given.scale:
        scale(left)


if __name__ == "__main__":
    main()
