"""What a run is made with; everything that changes its result is here."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Settings"]


@dataclass(frozen=True, slots=True)
class Settings:
    """The recipe.

    seed        of all that is drawn by chance
    steps       of each worker
    batch       sub-words in a batch, padding included
    encoder, heads  the highest learning rates of the pretrained part and of the rest
    warmup      share of the steps in which the rates rise; then they fall to zero as a cosine
    newswire    share of GMB that an epoch sees, drawn anew each time
    own         units that `training.own` makes for each epoch
    longest     sentences in an example at most
    masked      share of sub-words that are hidden from the network
    dropout     share of units left out
    frozen      how many of the network's lowest parts stay as they are: 1 the embeddings, 2 the first layer too, ...
    roles       weight of the loss of predicates and roles beside the others
    gold        weight of what the corpora say beside what teachers say, where a run has teachers
    dev         the treebanks' development parts are trained on too, but for what is kept aside
    workers     processes that train side by side, each on its share; their weights are averaged every `sync` steps
    """

    seed: int = 1
    steps: int = 9000
    batch: int = 1536
    encoder: float = 2e-4
    heads: float = 2e-3
    warmup: float = 0.06
    newswire: float = 0.2
    own: int = 1200
    longest: int = 6
    masked: float = 0.02
    dropout: float = 0.1
    frozen: int = 0
    roles: float = 0.5
    gold: float = 0.5
    dev: bool = True
    workers: int = 1
    sync: int = 25
