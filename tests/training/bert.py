"""A file such as the exporters of other encoders write: weights of products under numbers, the rest under names."""

from __future__ import annotations

import torch
from onnx import TensorProto, helper, numpy_helper
from torch import Tensor

from training.network import Sizes


class BertLike:
    """weights: of the linear maps [out, in], by BERT's names for them."""

    def __init__(self, sizes: Sizes) -> None:
        width, inner = sizes.width, sizes.inner
        self.weights: dict[str, Tensor] = {}
        self._named = {
            "embeddings.word_embeddings.weight": torch.randn(sizes.vocabulary, width),
            "embeddings.position_embeddings.weight": torch.randn(sizes.positions, width),
            "embeddings.token_type_embeddings.weight": torch.randn(2, width),
            **_norm("embeddings.LayerNorm", width),
        }
        for number in range(sizes.layers):
            layer = f"encoder.layer.{number}"
            for part in (
                "attention.self.query",
                "attention.self.key",
                "attention.self.value",
                "attention.output.dense",
            ):
                self._add(f"{layer}.{part}", width, width)
            self._add(f"{layer}.intermediate.dense", inner, width)
            self._add(f"{layer}.output.dense", width, inner)
            self._named |= _norm(f"{layer}.attention.output.LayerNorm", width) | _norm(
                f"{layer}.output.LayerNorm", width
            )

    def _add(self, name: str, out: int, in_: int) -> None:
        self.weights[name] = torch.randn(out, in_)
        self._named[f"{name}.bias"] = torch.randn(out)

    def onnx(self) -> bytes:
        """The file."""
        stored = [numpy_helper.from_array(value.numpy(), name) for name, value in self._named.items()]
        nodes = []
        for i, (name, weight) in enumerate(self.weights.items()):
            stored.append(numpy_helper.from_array(weight.T.contiguous().numpy(), f"onnx::MatMul_{i}"))
            place = "/" + name.replace(".", "/").replace("layer/", "layer.") + "/MatMul"
            nodes.append(helper.make_node("MatMul", ["x", f"onnx::MatMul_{i}"], [f"y{i}"], name=place))
        x = helper.make_tensor_value_info("x", TensorProto.FLOAT, None)
        y = helper.make_tensor_value_info("y0", TensorProto.FLOAT, None)
        return bytes(helper.make_model(helper.make_graph(nodes, "bert", [x], [y], stored)).SerializeToString())


def _norm(name: str, width: int) -> dict[str, Tensor]:
    return {f"{name}.weight": torch.randn(width), f"{name}.bias": torch.randn(width)}
