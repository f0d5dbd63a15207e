"""A run's state on disk, written whole or not at all: a run that is cut off goes on from its last check-point."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from training.labels import LabelSets
from training.network import Network, Sizes
from training.settings import Settings

__all__ = ["Checkpoint", "changed", "load_network", "read", "write"]


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """Where a run stands: steps done, the epoch and how many of its batches each worker has had, sub-words seen."""

    step: int
    epoch: int
    batch: int
    seen: int
    weights: Mapping[str, Tensor]
    optimizer: Mapping[str, Any]
    labels: LabelSets
    settings: Settings
    sizes: Sizes


def write(path: Path, state: Checkpoint) -> None:
    """Beside its place first, then moved into it."""
    beside = path.with_suffix(".part")
    plain = {name: getattr(state, name) for name in ("step", "epoch", "batch", "seen", "weights", "optimizer")}
    extra = {"labels": state.labels.plain(), "settings": asdict(state.settings), "sizes": asdict(state.sizes)}
    with beside.open("wb") as file:
        torch.save({**plain, **extra}, file)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)


def read(path: Path) -> Checkpoint:
    """The state that `write` wrote."""
    plain = torch.load(path, map_location="cpu", weights_only=True)
    return Checkpoint(
        **{
            **plain,
            "labels": LabelSets.from_plain(plain["labels"]),
            "settings": Settings(**plain["settings"]),
            "sizes": Sizes(**plain["sizes"]),
        }
    )


def load_network(state: Checkpoint) -> Network:
    """The network of a check-point, ready for use, not for training."""
    network = Network(state.labels, state.sizes)
    network.load_state_dict(dict(state.weights))
    network.eval()
    return network


def changed(before: Settings, now: Settings) -> list[str]:
    """The settings that a run may not change on its way; the number of steps it may."""
    old, new = asdict(replace(before, steps=now.steps)), asdict(now)
    return [name for name in old if old[name] != new[name]]
