"""From a trained network to the files that `ingest.nlp` opens: int8 ONNX, labels, products, vocabulary, sums."""

from __future__ import annotations

import hashlib
import logging
import shutil
import tempfile
import warnings
from pathlib import Path

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic, shape_inference

from training.labels import LabelSets
from training.network import Network, Outputs

__all__ = ["OPSET", "export"]

OPSET = 17

_INPUTS = {"ids": {0: "B", 1: "T"}, "shape": {0: "B", 1: "T"}, "am": {0: "B", 1: "T"}, "first": {0: "B", 1: "W"}}


def export(network: Network, labels: LabelSets, vocabulary: Path, folder: Path) -> None:
    """Write the model into `folder`; `vocabulary` is its tokenizer.json. The network's mode is kept."""
    folder.mkdir(parents=True, exist_ok=True)
    training = network.training
    network.eval()
    with tempfile.TemporaryDirectory() as scratch:
        plain, prepared = Path(scratch) / "plain.onnx", Path(scratch) / "prepared.onnx"
        _write(network, plain)
        logging.getLogger().setLevel(logging.ERROR)  # the quantizer advises a step that has been taken
        shape_inference.quant_pre_process(str(plain), str(prepared), skip_symbolic_shape=True)
        quantize_dynamic(str(prepared), str(folder / "int8.onnx"), per_channel=True, weight_type=QuantType.QInt8)
    network.train(training)
    np.save(folder / "Ur.npy", network.ur.detach().cpu().numpy())
    np.save(folder / "Us.npy", network.us.detach().cpu().numpy())
    labels.write(folder / "labels.json")
    if vocabulary.resolve() != (folder / "tokenizer.json").resolve():
        shutil.copyfile(vocabulary, folder / "tokenizer.json")
    _sum(folder)


def _write(network: Network, path: Path) -> None:
    """The network with a batch of two short texts as the example; batch and lengths are left open."""
    device = next(network.parameters()).device
    ids = torch.full((2, 20), 1000, device=device)
    first = torch.arange(1, 15, device=device).repeat(2, 1)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            network,
            (ids, torch.zeros_like(ids), torch.ones_like(ids).bool(), first),
            str(path),
            input_names=list(_INPUTS),
            output_names=list(Outputs._fields),
            dynamic_axes=_INPUTS,
            opset_version=OPSET,
            dynamo=False,
        )


def _sum(folder: Path) -> None:
    names = ("int8.onnx", "Ur.npy", "Us.npy", "labels.json", "tokenizer.json")
    sums = [f"{hashlib.sha256((folder / name).read_bytes()).hexdigest()}  {name}\n" for name in names]
    (folder / "SHA256SUMS").write_text("".join(sums), "ascii")
