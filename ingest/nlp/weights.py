"""The files of the language model that ships with the package: found, checked and opened."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import onnxruntime
from tokenizers import Tokenizer

from kg.errors import ResourceError

__all__ = ["FOLDER", "Labels", "Model", "open_model"]

FOLDER = Path(__file__).resolve().parent / "model"
"""Where the bundled model lies; its README.md says what it is."""

_SUMS = "SHA256SUMS"


@dataclass(frozen=True, slots=True)
class Labels:
    """What the model's classes stand for, each in the order of the model's output.

    tags       Penn Treebank tags
    words      (universal part of speech, features) of a word: ("VERB", "Tense=Past|VerbForm=Fin")
    relations  Universal Dependencies relations
    entities   O, and B-, I-, L-, U- before PERSON, ORG, LOC, NORP
    """

    tags: tuple[str, ...]
    words: tuple[tuple[str, str], ...]
    relations: tuple[str, ...]
    entities: tuple[str, ...]


EXACT = "session.x64quantprecision"
"""Sums of products of 8-bit numbers are exact with it. Without, processors that have no VNNI instructions cut sums off
at 16 bits: 1.8 % of the arcs of the gold articles differed from those of a processor that has them."""


@dataclass(frozen=True, slots=True)
class Model:
    """The opened model: its network, the vocabulary of its sub-words, its labels.

    `relations` are the weights of the relation scores, float32 [relation, dependent + 1, head + 1].
    """

    network: Any
    tokenizer: Tokenizer
    labels: Labels
    relations: npt.NDArray[np.float32]


def open_model(folder: Path) -> Model:
    """The model in `folder`, after its files have passed their SHA-256 sums (0.1 s).

    Raises ResourceError when a file is missing or is not the one that was packed.
    """
    _check(folder)
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return Model(
        network=_network(folder / "int8.onnx"),
        tokenizer=tokenizer,
        labels=_labels(folder / "labels.json"),
        relations=np.load(folder / "Ur.npy", allow_pickle=False),
    )


def _check(folder: Path) -> None:
    for line in _read(folder / _SUMS).decode("ascii", "replace").splitlines():
        expected, name = line.split(maxsplit=1)
        found = hashlib.sha256(_read(folder / name)).hexdigest()
        if found != expected:
            raise ResourceError(
                f"the language model's file {folder / name} is damaged (its SHA-256 begins {found[:12]} "
                f"where {expected[:12]} is expected); install kg again"
            )


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        reason = error.strerror or "cannot be read"
        raise ResourceError(f"the language model's file {path} is missing ({reason}); install kg again") from error


def _network(path: Path) -> onnxruntime.InferenceSession:
    """One thread: articles are the unit of parallel work, and a session without threads survives a fork."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    options.add_session_config_entry(EXACT, "1")
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def _labels(path: Path) -> Labels:
    names = json.loads(path.read_text("utf-8"))
    return Labels(
        tags=tuple(names["XP"]),
        words=tuple((pos, features) for pos, _, features in (name.partition("|") for name in names["MO"])),
        relations=tuple(names["DE"]),
        entities=tuple(names["NE"]),
    )
