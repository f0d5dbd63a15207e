"""How many claims from articles outside the gold are right, by reading: a sample drawn by hash, and a blind judge.

python -m benchmarks.judged draw ARTICLES SHARED OUT [LEAVE_OUT…]   items to judge, OUT/items.md, and OUT/key.csv
python -m benchmarks.judged count [JUDGED.csv…]                     the figures of those, or of all in judgements/

ARTICLES is a folder of plain texts. Articles of the gold, and those named in the files LEAVE_OUT (one name a line), are
left out, as are those judged before: rules were written with them. Of the others, the claims whose hashes are lowest
are drawn, two an article at most. Among the true items stand CORRUPTED ones, made wrong on purpose: a judge who misses
more than MOST_MISSED is not believed.

JUDGED.csv has a line an item: document, start, end (code points of its text), class, what was done to it ("" for a true
item), and the judge's 0 or 1 for the class, for who does it, for whether it happened and in whose voice.
"""

from __future__ import annotations

import csv
import random
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from math import sqrt
from pathlib import Path

from benchmarks.extraction import article
from ingest.claims import extract
from kg.model import Article, Claim, Mention
from kg.ontology import Ontology
from kg.ontology import load as load_ontology

DRAWN, CORRUPTED, AN_ARTICLE, DOCUMENTS = 100, 20, 2, 160
MOST_MISSED = 3
JUDGEMENTS = Path(__file__).resolve().parent / "judgements"
Z = 1.96
"""Of the 95 % interval (Wilson)."""

COLUMNS = ("item", "document", "start", "end", "class", "corrupted", "class_right", "who_right", "reading_right")


@dataclass(frozen=True, slots=True)
class Item:
    article: Article
    claim: Claim
    corrupted: str = ""


def gold_names(shared: Path) -> set[str]:
    """The names of the articles of gold."""
    return {path.stem for part in ("dev", "devtest") for path in (shared / "gold" / part).glob("*.txt")}


def texts(folder: Path, left_out: set[str], *, most: int = DOCUMENTS) -> Iterator[Article]:
    """The articles whose names have the lowest hashes."""
    paths = [path for path in folder.glob("*.txt") if path.stem not in left_out]
    for path in sorted(paths, key=lambda path: _hash(path.stem))[:most]:
        yield text_of(path)


def text_of(path: Path) -> Article:
    """An article of the corpus, its day unknown but in 2022; the address at the head of a page is cut off."""
    head, _, rest = path.read_text("utf-8", "replace").partition("\n")
    return article(path.stem, rest.strip() if head.startswith("http") else f"{head}\n{rest}".strip(), "2022-06-01")


def drawn(articles: Iterable[Article]) -> list[Item]:
    """Claims by hash, two an article at most; states apart from events by nothing but chance."""
    items = [Item(one, claim) for one, claims in extract(articles) for claim in claims]
    items.sort(key=lambda item: _hash(f"{item.article.given_id} {item.claim.spans[0]} {item.claim.class_}"))
    taken: Counter[str] = Counter()
    chosen = []
    for item in items:
        taken[item.article.id] += 1
        if taken[item.article.id] <= AN_ARTICLE:
            chosen.append(item)
    return chosen[: DRAWN + CORRUPTED]


def with_wrong_ones(items: list[Item], ontology: Ontology, choose: random.Random) -> list[Item]:
    """The items in another order, CORRUPTED of them made wrong: another class, or a doer from elsewhere."""
    people = sorted({m.name for item in items for m in item.claim.roles.get("actor", ()) if m.named})
    found = items[:DRAWN] + [corrupted(item, people, ontology, choose) for item in items[DRAWN:]]
    choose.shuffle(found)
    return found


def corrupted(item: Item, people: list[str], ontology: Ontology, choose: random.Random) -> Item:
    claim = item.claim
    if claim.roles.get("actor") and choose.random() < 1 / 2:
        stranger = Mention(
            "stranger", choose.choice([name for name in people if name not in item.article.text]), "Agent"
        )
        return replace(item, claim=replace(claim, roles={**claim.roles, "actor": (stranger,)}), corrupted="actor")
    kinds = ("SpeechAct", "Violence", "Assembly", "PowerChange", "Consultation", "State", "Coercion")
    own = {kind for kind in kinds if kind in ontology.classes and ontology.is_a(claim.class_, kind)}
    far = [k for k in kinds if k in ontology.classes and k not in own]
    others = sorted(name for kind in far for name in ontology.concrete(kind) if not ontology.is_a(name, claim.class_))
    return replace(item, claim=replace(claim, class_=choose.choice(others)), corrupted="class")


def _hash(text: str) -> str:
    return sha256(text.encode()).hexdigest()


# -------------------------------------------------------------------------------------------------------- on paper

CONTEXT = 400
"""Characters before and after the evidence that a judge sees."""


def sheet(items: Iterable[Item], ontology: Ontology) -> Iterator[str]:
    """What the judge reads: the words with what stands around them, and what was made of them."""
    for number, item in enumerate(items, 1):
        claim, text = item.claim, item.article.text
        span = claim.spans[0]
        before, after = text[max(0, span.start - CONTEXT) : span.start], text[span.end : span.end + CONTEXT]
        yield f"## {number}"
        yield f"…{before}>>>{text[span.start : span.end]}<<<{after}…".replace("\n", " ")
        yield f"class: {claim.class_} ({ontology.classes[claim.class_].definition})"
        yield from (f"{role}: {', '.join(m.name for m in some)}" for role, some in claim.roles.items())
        said = claim.attributed_to.name if claim.attributed_to else claim.attribution
        yield f"read as: {claim.prospect or claim.realis}, {claim.polarity}, voice: {said}"
        yield ""


def key(items: Iterable[Item]) -> Iterator[tuple[object, ...]]:
    for number, item in enumerate(items, 1):
        span = item.claim.spans[0]
        yield number, item.article.given_id, span.start, span.end, item.claim.class_, item.corrupted, "", "", ""


def draw(folder: Path, shared: Path, out: Path, leave_out: Iterable[Path]) -> None:
    known = gold_names(shared)
    known |= {row["document"] for path in JUDGEMENTS.glob("*.csv") for row in rows_of(path)}
    for path in leave_out:
        known |= {name.removesuffix(".txt") for name in path.read_text("utf-8").split()}
    ontology, choose = load_ontology(), random.Random(DRAWN)
    items = with_wrong_ones(drawn(texts(folder, known)), ontology, choose)
    out.mkdir(parents=True, exist_ok=True)
    (out / "items.md").write_text("\n".join(sheet(items, ontology)), "utf-8")
    with (out / "key.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([COLUMNS, *key(items)])


def interval(right: int, of: int) -> tuple[float, float]:
    """Wilson's interval of a share."""
    middle, half = (right + Z**2 / 2) / (of + Z**2), Z / (of + Z**2) * sqrt(right * (of - right) / of + Z**2 / 4)
    return middle - half, middle + half


def rows_of(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(path.read_text("utf-8").splitlines()))


def count(path: Path) -> Iterator[str]:
    """The figures of a judged sample."""
    rows = rows_of(path)
    true, false = ([row for row in rows if bool(row["corrupted"]) is made] for made in (False, True))
    caught = sum("0" in (row["class_right"], row["who_right"]) for row in false)
    believed = "the judge is believed" if len(false) - caught <= MOST_MISSED else "the judging is void"
    yield f"{caught} of {len(false)} corrupted items caught: {believed}"
    for name, columns in (
        ("class", ["class_right"]),
        ("class and who", ["class_right", "who_right"]),
        ("class, who and reading", ["class_right", "who_right", "reading_right"]),
    ):
        right = sum(all(row[column] == "1" for column in columns) for row in true)
        low, high = interval(right, len(true))
        yield f"{name} right: {right} of {len(true)} ({low:.2f} to {high:.2f})"


def main() -> None:
    match sys.argv[1:]:
        case ["draw", folder, shared, out, *leave_out]:
            draw(Path(folder), Path(shared), Path(out), map(Path, leave_out))
        case ["count", *rest]:
            for path in map(Path, rest or sorted(map(str, JUDGEMENTS.glob("*.csv")))):
                print(f"{path.name}: " + "\n  ".join(count(path)))
        case _:
            sys.exit(__doc__)


if __name__ == "__main__":
    main()
