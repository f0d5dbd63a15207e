"""The network: a small BERT whose input also knows capitals and digits, and a head for each layer of annotation."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

import torch
import torch.nn.functional as F  # noqa: N812 (torch's own name for it)
from torch import Tensor, nn

from training.labels import LabelSets

__all__ = ["Network", "Outputs", "Sizes"]

SLOPE = 0.1
"""Of the leaky units before the biaffine scores."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """How big the parts are; the encoder's are those of all-MiniLM-L6-v2."""

    vocabulary: int = 30522
    shapes: int = 12
    positions: int = 512
    width: int = 384
    inner: int = 1536
    layers: int = 6
    attention: int = 12
    arc: int = 256
    relation: int = 96
    role: int = 96
    dropout: float = 0.1


class Outputs(NamedTuple):
    """What the network says of W words, B texts: in the order and by the names of the exported file's outputs.

    tag, mor, ner  [B, W, labels]; sent, pred [B, W]; arc [B, W dependent, W head]; rh, rd, sp, sa [B, W, width].
    """

    tag: Tensor
    mor: Tensor
    ner: Tensor
    sent: Tensor
    arc: Tensor
    rh: Tensor
    rd: Tensor
    pred: Tensor
    sp: Tensor
    sa: Tensor


class Layer(nn.Module):
    """One layer of the encoder: attention, then two linear maps, each added to what goes in."""

    def __init__(self, sizes: Sizes) -> None:
        super().__init__()
        self.heads, self.dropout = sizes.attention, sizes.dropout
        self.qkv = nn.Linear(sizes.width, 3 * sizes.width)
        self.o = nn.Linear(sizes.width, sizes.width)
        self.ln1 = nn.LayerNorm(sizes.width, eps=1e-12)
        self.i = nn.Linear(sizes.width, sizes.inner)
        self.f = nn.Linear(sizes.inner, sizes.width)
        self.ln2 = nn.LayerNorm(sizes.width, eps=1e-12)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """`mask` [B, 1, 1, T] is added to the attention scores."""
        batch, length, width = x.shape
        shape = (batch, length, self.heads, width // self.heads)
        query, key, value = (part.view(shape).transpose(1, 2) for part in self.qkv(x).chunk(3, -1))
        weights = torch.softmax(query @ key.transpose(2, 3) / math.sqrt(shape[3]) + mask, -1)
        seen = (weights @ value).transpose(1, 2).reshape(batch, length, width)
        x = self.ln1(x + self._drop(self.o(seen)))
        return self.ln2(x + self._drop(self.f(F.gelu(self.i(x)))))

    def _drop(self, x: Tensor) -> Tensor:
        return F.dropout(x, self.dropout, self.training)


class Network(nn.Module):
    """The whole: sub-words in, scores of words out."""

    def __init__(self, labels: LabelSets, sizes: Sizes | None = None) -> None:
        super().__init__()
        sizes = sizes or Sizes()
        self.sizes = sizes
        self.w = nn.Embedding(sizes.vocabulary, sizes.width)
        self.pos = nn.Embedding(sizes.positions, sizes.width)
        self.shape = nn.Embedding(sizes.shapes, sizes.width)
        self.typ = nn.Parameter(torch.zeros(sizes.width))
        self.ln = nn.LayerNorm(sizes.width, eps=1e-12)
        self.layers = nn.ModuleList(Layer(sizes) for _ in range(sizes.layers))
        self.tag = nn.Linear(sizes.width, len(labels.tags))
        self.mor = nn.Linear(sizes.width, len(labels.words))
        self.ner = nn.Linear(sizes.width, len(labels.entities))
        self.sent = nn.Linear(sizes.width, 1)
        self.pred = nn.Linear(sizes.width, 1)
        self.ah, self.ad = nn.Linear(sizes.width, sizes.arc), nn.Linear(sizes.width, sizes.arc)
        self.rh, self.rd = nn.Linear(sizes.width, sizes.relation), nn.Linear(sizes.width, sizes.relation)
        self.sp, self.sa = nn.Linear(sizes.width, sizes.role), nn.Linear(sizes.width, sizes.role)
        self.ua = nn.Linear(sizes.arc, sizes.arc)
        self.ur = nn.Parameter(torch.zeros(len(labels.relations), sizes.relation + 1, sizes.relation + 1))
        self.us = nn.Parameter(torch.zeros(len(labels.roles), sizes.role + 1, sizes.role + 1))
        self._initialize()

    def _initialize(self) -> None:
        nn.init.zeros_(self.shape.weight)
        for head in (self.ah, self.ad, self.rh, self.rd, self.sp, self.sa):
            nn.init.orthogonal_(head.weight)
            nn.init.zeros_(head.bias)
        for product in (self.ur, self.us):
            nn.init.normal_(product, std=0.02)
        nn.init.normal_(self.ua.weight, std=0.02)
        nn.init.zeros_(self.ua.bias)

    def lowest(self, parts: int) -> Iterator[nn.Parameter]:
        """The parameters of the lowest parts: the first is the embeddings, the second the first layer, and so on."""
        if parts:
            for embedding in (self.w, self.pos, self.shape, self.ln):
                yield from embedding.parameters()
            yield self.typ
        for layer in self.layers[: max(0, parts - 1)]:
            yield from layer.parameters()

    def forward(self, ids: Tensor, shape: Tensor, am: Tensor, first: Tensor) -> Outputs:
        """ids, shape [B, T] int64; am [B, T] bool, true where there is text; first [B, W] int64."""
        x = (
            self.w(ids)
            + self.pos(torch.arange(ids.shape[1], device=ids.device)[None, :])
            + self.typ
            + self.shape(shape)
        )
        x = F.dropout(self.ln(x), self.sizes.dropout, self.training)
        mask = (1.0 - am.to(x.dtype))[:, None, None, :] * -1e4
        for layer in self.layers:
            x = layer(x, mask)
        x = x.gather(1, first[:, :, None].expand(-1, -1, x.shape[2]))
        return self._heads(F.dropout(x, self.sizes.dropout, self.training))

    def _heads(self, x: Tensor) -> Outputs:
        arcs = self.ua(self._unit(self.ad, x)) @ self._unit(self.ah, x).transpose(1, 2)
        return Outputs(
            tag=self.tag(x),
            mor=self.mor(x),
            ner=self.ner(x),
            sent=self.sent(x).squeeze(-1),
            arc=arcs,
            rh=self._unit(self.rh, x),
            rd=self._unit(self.rd, x),
            pred=self.pred(x).squeeze(-1),
            sp=self._unit(self.sp, x),
            sa=self._unit(self.sa, x),
        )

    def _unit(self, linear: nn.Module, x: Tensor) -> Tensor:
        return F.dropout(F.leaky_relu(linear(x), SLOPE), self.sizes.dropout, self.training)

    def relation_scores(self, dependents: Tensor, heads: Tensor) -> Tensor:
        """Scores [N, relations] of N pairs of vectors `rd`, `rh`."""
        return _biaffine(self.ur, dependents, heads)

    def role_scores(self, arguments: Tensor, predicates: Tensor) -> Tensor:
        """Scores [P, W, roles] of the W words `sa` [P, W, width] as arguments of P predicates `sp` [P, width]."""
        left = torch.cat([predicates, torch.ones_like(predicates[:, :1])], 1)
        by_role = torch.einsum("pj,rij->pri", left, self.us)
        right = torch.cat([arguments, torch.ones_like(arguments[..., :1])], -1)
        return right @ by_role.transpose(1, 2)


def _biaffine(weights: Tensor, left: Tensor, right: Tensor) -> Tensor:
    """The product left · weights[r] · right for each pair and each r, a 1 put behind both vectors."""
    left = torch.cat([left, torch.ones_like(left[:, :1])], 1)
    right = torch.cat([right, torch.ones_like(right[:, :1])], 1)
    relations, size, _ = weights.shape
    across = (right @ weights.permute(2, 0, 1).reshape(size, relations * size)).view(-1, relations, size)
    return torch.bmm(across, left[:, :, None]).squeeze(-1)


def parameters_of_encoder(network: Network) -> Mapping[str, nn.Parameter]:
    """The parameters that come from the pretrained encoder; the rest are learned anew."""
    own = ("w.", "pos.", "typ", "ln.", "layers.")
    return {name: value for name, value in network.named_parameters() if name.startswith(own)}
