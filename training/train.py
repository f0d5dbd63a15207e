"""Training: one process, or several side by side whose weights are averaged every few steps.

On shared cores, workers of one thread each wait less than threads of one process do. Between two averages a worker
goes its own way; after one, all are the same again, which is when check-points are written.
"""

from __future__ import annotations

import datetime as dt
import json
import math
import multiprocessing
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, distributed

from training import checkpoint
from training.batches import Batch, Epochs
from training.checkpoint import Checkpoint
from training.losses import losses, soft_losses, taught, total
from training.network import Network, parameters_of_encoder
from training.settings import Settings

__all__ = ["Run", "train"]

SAVE = 180
"""Seconds between check-points, at least."""

TELL = 50
"""Steps between two lines of the log."""

_PATIENCE = dt.timedelta(hours=2)  # that a worker waits for another: one of them measures in between
_MASK, _FIRST_WORD_PIECE = 103, 999
_LEAST = 0.01  # of the highest rate, at the end


@dataclass(slots=True)
class Run:
    """What a run needs: where it writes, its data, and the network that it starts with if there is no check-point.

    measure   is called with the network and the step every `measure_every` steps and says what is logged
    teachers  networks with the same labels, whose opinion of each word is learned beside the corpora's
    """

    folder: Path
    settings: Settings
    epochs: Epochs
    network: Network
    state: Checkpoint
    measure: Callable[[Network, int], dict[str, Any]] | None = None
    measure_every: int = 0
    threads: int = 1
    teachers: Sequence[Network] = ()
    sums: dict[str, list[Tensor]] = field(default_factory=lambda: defaultdict(list))


def train(run: Run) -> Network:
    """Train until the last step; returns the network. A run that was cut off goes on where its check-point is."""
    workers = run.settings.workers
    meeting = run.folder / "meeting"
    meeting.unlink(missing_ok=True)
    others = [
        multiprocessing.get_context("fork").Process(target=_work, args=(run, rank, meeting), daemon=True)
        for rank in range(1, workers)
    ]
    for other in others:
        other.start()
    _work(run, 0, meeting)
    for other in others:
        other.join()
    return run.network


def _work(run: Run, rank: int, meeting: Path) -> None:
    """A worker's share of the run."""
    settings, state = run.settings, run.state
    torch.set_num_threads(run.threads)
    torch.manual_seed((settings.seed * 1_000 + rank) * 1_000_000 + state.step)
    if settings.workers > 1:
        distributed.init_process_group(
            "gloo", f"file://{meeting}", rank=rank, world_size=settings.workers, timeout=_PATIENCE
        )
    worker = _Worker(run, rank)
    for step, (epoch, number, batch) in enumerate(worker.feed(), state.step + 1):
        worker.learn(step, batch)
        if step % settings.sync == 0 or step == settings.steps:
            worker.average()
            worker.report(step, epoch, number)
        if step == settings.steps:
            break
    if settings.workers > 1:
        distributed.destroy_process_group()


class _Worker:
    def __init__(self, run: Run, rank: int) -> None:
        self.run, self.rank = run, rank
        self.device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        self.network = run.network.to(self.device).train()
        self.teachers = [teacher.to(self.device).eval() for teacher in run.teachers]
        self.optimizer = _optimizer(self.network, run.settings)
        if run.state.optimizer:
            self.optimizer.load_state_dict(dict(run.state.optimizer))
        self.seen = run.state.seen
        self.began = self.saved = time.monotonic()
        self.told = run.state.step

    def feed(self) -> Iterator[tuple[int, int, Batch]]:
        """The worker's batches without end: (epoch, how many of it each worker has had then, batch)."""
        workers = self.run.settings.workers
        epoch, skip = self.run.state.epoch, self.run.state.batch
        while True:
            batches = self.run.epochs.batches(epoch)
            for number in range(skip, len(batches) // workers):
                yield epoch, number + 1, batches[number * workers + self.rank]
            epoch, skip = epoch + 1, 0

    def learn(self, step: int, batch: Batch) -> None:
        """One step."""
        settings = self.run.settings
        share = _rate(step, settings)
        for group in self.optimizer.param_groups:
            group["lr"] = group["highest"] * share
        self.seen += int(batch.present.sum()) * settings.workers
        parts = self._parts(batch.to(self.device))
        self.optimizer.zero_grad(set_to_none=True)
        total(parts, settings.roles).backward()
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), 1.0)
        self.optimizer.step()
        for layer, loss in parts.items():
            self.run.sums[layer].append(loss.detach())

    def _parts(self, batch: Batch) -> Mapping[str, Tensor]:
        """The losses of each layer; with teachers, theirs and `settings.gold` of the corpora's."""
        settings = self.run.settings
        with self._precision():
            found = self.network(masked(batch.ids, settings.masked), batch.shapes, batch.present, batch.first)
        found = type(found)(*(scores.float() for scores in found))
        parts = losses(self.network, found, batch)
        if not self.teachers:
            return parts
        with self._precision():
            full, wanted = taught(self.teachers, batch)
        soft = soft_losses(self.network, found, full, wanted)
        return {layer: loss + settings.gold * parts[layer] if layer in parts else loss for layer, loss in soft.items()}

    def _precision(self) -> AbstractContextManager[object]:
        return nullcontext() if self.device.type == "cpu" else torch.autocast("cuda", torch.bfloat16)

    def average(self) -> None:
        """Make all workers the same: weights, and what the optimizer remembers of the gradients."""
        workers = self.run.settings.workers
        if workers == 1:
            return
        with torch.no_grad():
            together = list(self._remembered())
            flat = torch.cat([tensor.reshape(-1) for tensor in together])
            distributed.all_reduce(flat)
            flat /= workers
            at = 0
            for tensor in together:
                tensor.copy_(flat[at : at + tensor.numel()].view_as(tensor))
                at += tensor.numel()

    def _remembered(self) -> Iterator[Tensor]:
        for parameter in self.network.parameters():
            if not parameter.requires_grad:
                continue
            yield parameter
            state = self.optimizer.state.get(parameter, {})
            yield from (state[name] for name in ("exp_avg", "exp_avg_sq") if name in state)

    def report(self, step: int, epoch: int, number: int) -> None:
        """Check-point and log, which the first worker writes; the numbers of sub-words are those of all."""
        if self.rank:
            return
        last = step == self.run.settings.steps
        if step - self.told >= TELL or last:
            self.told = step
            means = {layer: round(float(torch.stack(each).mean()), 4) for layer, each in self.run.sums.items()}
            self.run.sums.clear()
            seconds = round(time.monotonic() - self.began)
            rate = round((self.seen - self.run.state.seen) / max(1, seconds))
            log(self.run.folder, step=step, epoch=epoch, seen=self.seen, seconds=seconds, rate=rate, loss=means)
        if time.monotonic() - self.saved > SAVE or last:
            self.saved = time.monotonic()
            checkpoint.write(self.run.folder / "checkpoint.pt", self._state(step, epoch, number))
        every = self.run.measure_every
        if self.run.measure and every and (step % every < self.run.settings.sync or last):
            log(self.run.folder, step=step, measured=self.run.measure(self.network, step))
            self.network.train()

    def _state(self, step: int, epoch: int, number: int) -> Checkpoint:
        return Checkpoint(
            step=step,
            epoch=epoch,
            batch=number,
            seen=self.seen,
            weights={name: value.cpu() for name, value in self.network.state_dict().items()},
            optimizer=self.optimizer.state_dict(),
            labels=self.run.state.labels,
            settings=self.run.settings,
            sizes=self.network.sizes,
        )


def masked(ids: Tensor, share: float) -> Tensor:
    """The sub-words [B, T] with a share of them hidden, drawn by chance; specials are never hidden."""
    hidden = (torch.rand_like(ids, dtype=torch.float32) < share) & (ids >= _FIRST_WORD_PIECE)
    return ids.masked_fill(hidden, _MASK)


def _optimizer(network: Network, settings: Settings) -> torch.optim.Optimizer:
    for parameter in network.lowest(settings.frozen):
        parameter.requires_grad_(requires_grad=False)
    encoder = set(parameters_of_encoder(network))
    groups = [
        {
            "params": [p for n, p in network.named_parameters() if (n in encoder) == is_encoder and p.requires_grad],
            "lr": rate,
            "highest": rate,
        }
        for is_encoder, rate in ((True, settings.encoder), (False, settings.heads))
    ]
    return torch.optim.AdamW(groups, betas=(0.9, 0.98), weight_decay=0.01, fused=True)


def _rate(step: int, settings: Settings) -> float:
    """The share of the highest rate: up in a line, down as half a cosine."""
    done = step / settings.steps
    if done < settings.warmup:
        return done / settings.warmup
    falling = (done - settings.warmup) / (1 - settings.warmup)
    return max(_LEAST, 0.5 + 0.5 * math.cos(math.pi * min(1.0, falling)))


def log(folder: Path, **row: object) -> None:
    """A line of JSON at the end of the run's log."""
    with (folder / "log.jsonl").open("a", encoding="utf-8") as file:
        file.write(json.dumps({"at": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"), **row}) + "\n")
