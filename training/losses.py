"""How wrong the network is on a batch, layer by layer."""

from __future__ import annotations

import torch
import torch.nn.functional as F  # noqa: N812 (torch's own name for it)
from torch import Tensor

from training.batches import Batch
from training.examples import IGNORED
from training.network import Network, Outputs

__all__ = ["losses", "total"]

_NEVER = -1e4


def losses(network: Network, found: Outputs, batch: Batch) -> dict[str, Tensor]:
    """The mean loss of each layer that the batch knows something of."""
    made = {
        "tags": _classes(found.tag, batch.tags),
        "words": _classes(found.mor, batch.words),
        "names": _classes(found.ner, batch.names),
        "starts": _yes_no(found.sent, batch.starts),
        "predicates": _yes_no(found.pred, batch.predicates),
        **_tree(network, found, batch),
    }
    if len(batch.at):
        made["roles"] = _roles(network, found, batch)
    return {layer: loss for layer, loss in made.items() if loss is not None}


def _classes(scores: Tensor, targets: Tensor) -> Tensor | None:
    if not bool((targets != IGNORED).any()):
        return None
    return F.cross_entropy(scores.flatten(0, 1), targets.flatten(), ignore_index=IGNORED)


def _yes_no(scores: Tensor, targets: Tensor) -> Tensor | None:
    known = targets != IGNORED
    if not bool(known.any()):
        return None
    return F.binary_cross_entropy_with_logits(scores[known], targets[known].to(scores.dtype))


def _tree(network: Network, found: Outputs, batch: Batch) -> dict[str, Tensor | None]:
    """Of arcs, among the words of the sentence; of relations, given the right head."""
    known = batch.heads != IGNORED
    if not bool(known.any()):
        return {}
    apart = batch.sentences[:, :, None] != batch.sentences[:, None, :]
    arcs = found.arc.masked_fill(apart, _NEVER)[known]
    heads = batch.heads[known]
    text = known.nonzero()[:, 0]
    relations = network.relation_scores(found.rd[known], found.rh[text, heads])
    return {
        "arcs": F.cross_entropy(arcs, heads),
        "relations": F.cross_entropy(relations, batch.relations[known], ignore_index=IGNORED),
    }


def _roles(network: Network, found: Outputs, batch: Batch) -> Tensor:
    text, word = batch.at.unbind(1)
    scores = network.role_scores(found.sa[text], found.sp[text, word])
    return F.cross_entropy(scores.flatten(0, 1), batch.roles.flatten(), ignore_index=IGNORED)


def total(parts: dict[str, Tensor], roles: float) -> Tensor:
    """The sum that is minimised; `roles` weighs predicates and roles."""
    weights = {"predicates": roles, "roles": roles}
    return torch.stack([loss * weights.get(layer, 1.0) for layer, loss in parts.items()]).sum()
