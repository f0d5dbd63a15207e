"""How wrong the network is on a batch, layer by layer: beside what the corpora say, and beside what teachers say.

A mean over targets of which none is known is 0. Nothing here waits for the device: which targets are known is not
asked, unknown ones weigh nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import torch
import torch.nn.functional as F  # noqa: N812 (torch's own name for it)
from torch import Tensor

from training.batches import Batch
from training.example import IGNORED
from training.network import Network, Outputs

__all__ = ["Taught", "losses", "soft_losses", "taught", "total"]

_NEVER = -1e4

Taught = Mapping[str, Tensor]
"""What teachers think of a batch, as probabilities by layer: the mean of their own. Relations are those of the
words' heads, and so are roles of the batch's predicates."""


def losses(network: Network, found: Outputs, batch: Batch) -> dict[str, Tensor]:
    """The mean loss of each layer beside the corpora's annotation."""
    made = {
        "tags": _classes(found.tag, batch.tags),
        "words": _classes(found.mor, batch.words),
        "names": _classes(found.ner, batch.names),
        "starts": _yes_no(found.sent, batch.starts),
        "predicates": _yes_no(found.pred, batch.predicates),
        "arcs": _classes(_arcs(found, batch), batch.heads),
        "relations": _classes(_relations(network, found, batch.heads), batch.relations),
    }
    if len(batch.at):
        made["roles"] = _classes(_roles(network, found, batch), batch.roles)
    return made


def _classes(scores: Tensor, targets: Tensor) -> Tensor:
    summed = F.cross_entropy(scores.flatten(0, 1), targets.flatten(), ignore_index=IGNORED, reduction="sum")
    return summed / (targets != IGNORED).sum().clamp(min=1)


def _yes_no(scores: Tensor, targets: Tensor) -> Tensor:
    known = (targets != IGNORED).to(scores.dtype)
    each = F.binary_cross_entropy_with_logits(scores, targets.clamp(min=0).to(scores.dtype), reduction="none")
    return (each * known).sum() / known.sum().clamp(min=1)


def _arcs(found: Outputs, batch: Batch) -> Tensor:
    """Scores [B, W, W] of each word's possible heads, which are the words of its sentence."""
    apart = batch.sentences[:, :, None] != batch.sentences[:, None, :]
    return found.arc.masked_fill(apart, _NEVER)


def _relations(network: Network, found: Outputs, heads: Tensor) -> Tensor:
    """Scores [B, W, relations] of each word's relation to its head; where that is not known, of any."""
    of_heads = found.rh.gather(1, heads.clamp(min=0)[:, :, None].expand_as(found.rh))
    scores = network.relation_scores(found.rd.flatten(0, 1), of_heads.flatten(0, 1))
    return scores.view(*heads.shape, -1)


def _roles(network: Network, found: Outputs, batch: Batch) -> Tensor:
    """Scores [P, W, roles] of the words as arguments of the batch's predicates."""
    text, word = batch.at.unbind(1)
    return network.role_scores(found.sa[text], found.sp[text, word])


def taught(teachers: Sequence[Network], batch: Batch) -> tuple[Batch, Taught]:
    """What the teachers think; and the batch with their heads and predicates where the corpora name none.

    The roles of the batch that comes back are 0 inside of the predicate's sentence, IGNORED elsewhere.
    """
    with torch.no_grad():
        all_ = [_plain(teacher(batch.ids, batch.shapes, batch.present, batch.first)) for teacher in teachers]
        pairs = list(zip(teachers, all_, strict=True))
        arcs = _mean(_arcs(found, batch).softmax(-1) for found in all_)
        predicates = _mean(found.pred.sigmoid() for found in all_)
        full = _completed(batch, arcs, predicates)
        return full, {
            "tags": _mean(found.tag.softmax(-1) for found in all_),
            "words": _mean(found.mor.softmax(-1) for found in all_),
            "names": _mean(found.ner.softmax(-1) for found in all_),
            "starts": _mean(found.sent.sigmoid() for found in all_),
            "predicates": predicates,
            "arcs": arcs,
            "relations": _mean(_relations(teacher, found, full.heads).softmax(-1) for teacher, found in pairs),
            "roles": _mean(_roles(teacher, found, full).softmax(-1) for teacher, found in pairs),
        }


def _completed(batch: Batch, arcs: Tensor, predicates: Tensor) -> Batch:
    unknown = (batch.predicates == IGNORED) & (batch.sentences >= 0)
    at = ((batch.predicates == 1) | unknown & (predicates > 1 / 2)).nonzero()
    text, word = at.unbind(1)
    inside = batch.sentences[text] == batch.sentences[text, word][:, None]
    heads = torch.where(batch.heads == IGNORED, arcs.argmax(-1), batch.heads)
    return replace(batch, heads=heads, at=at, roles=torch.where(inside, 0, IGNORED))


def _plain(found: Outputs) -> Outputs:
    return Outputs(*(scores.float() for scores in found))


def _mean(values: Iterable[Tensor]) -> Tensor:
    return torch.stack(list(values)).mean(0)


def soft_losses(network: Network, found: Outputs, batch: Batch, wanted: Taught) -> dict[str, Tensor]:
    """The mean cross-entropy of each layer beside the teachers' probabilities, over all words of the batch."""
    words = (batch.sentences >= 0).to(found.tag.dtype)
    made = {
        "tags": _soft(found.tag, wanted["tags"], words),
        "words": _soft(found.mor, wanted["words"], words),
        "names": _soft(found.ner, wanted["names"], words),
        "starts": _soft_yes_no(found.sent, wanted["starts"], words),
        "predicates": _soft_yes_no(found.pred, wanted["predicates"], words),
        "arcs": _soft(_arcs(found, batch), wanted["arcs"], words),
        "relations": _soft(_relations(network, found, batch.heads), wanted["relations"], words),
    }
    if len(batch.at):
        inside = (batch.roles != IGNORED).to(words.dtype)
        made["roles"] = _soft(_roles(network, found, batch), wanted["roles"], inside)
    return made


def _soft(scores: Tensor, wanted: Tensor, known: Tensor) -> Tensor:
    each = -(wanted * scores.log_softmax(-1)).sum(-1)
    return (each * known).sum() / known.sum().clamp(min=1)


def _soft_yes_no(scores: Tensor, wanted: Tensor, known: Tensor) -> Tensor:
    each = F.binary_cross_entropy_with_logits(scores, wanted, reduction="none")
    return (each * known).sum() / known.sum().clamp(min=1)


def total(parts: Mapping[str, Tensor], roles: float) -> Tensor:
    """The sum that is minimised; `roles` weighs predicates and roles."""
    weights = {"predicates": roles, "roles": roles}
    return torch.stack([loss * weights.get(layer, 1.0) for layer, loss in parts.items()]).sum()
