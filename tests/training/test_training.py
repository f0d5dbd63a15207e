"""Training for real, small: a few sentences of our own, a tiny network."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

torch = pytest.importorskip("torch", reason="PyTorch is not installed: pip install 'crisis-kg[training]'")
pytest.importorskip("onnx", reason="onnx is not installed: pip install 'crisis-kg[training]'")

import ingest.nlp  # noqa: E402 (after the skips)
from ingest.nlp.encoder import reader  # noqa: E402
from ingest.nlp.weights import FOLDER, open_model  # noqa: E402
from tests.training.bert import BertLike  # noqa: E402
from tests.training.sentences import write_corpora  # noqa: E402
from training import checkpoint, corpora, start  # noqa: E402
from training.batches import collate  # noqa: E402
from training.checkpoint import Checkpoint  # noqa: E402
from training.epochs import OfCorpora  # noqa: E402
from training.evaluate import role_figures  # noqa: E402
from training.examples import Examples  # noqa: E402
from training.export import export  # noqa: E402
from training.labels import LabelSets  # noqa: E402
from training.losses import losses, soft_losses, taught  # noqa: E402
from training.network import Network, Sizes  # noqa: E402
from training.settings import Settings  # noqa: E402
from training.train import Run, train  # noqa: E402

TINY = Sizes(width=32, inner=64, layers=1, attention=2, arc=32, relation=16, role=16, dropout=0.0)
QUICK = Settings(steps=100, batch=256, encoder=5e-3, heads=5e-3, masked=0.0, newswire=1.0, own=0, sync=10)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "corpora"
    write_corpora(folder)
    return folder


def run_in(folder: Path, data: Path, settings: Settings) -> Run:
    folder.mkdir(exist_ok=True)
    labels = LabelSets.read(FOLDER / "labels.json")
    epochs = OfCorpora(corpora.load(data), Examples(labels, reader(open_model(FOLDER).tokenizer)), settings)
    path = folder / "checkpoint.pt"
    if path.exists():
        state = checkpoint.read(path)
        return Run(folder, settings, epochs, checkpoint.load_network(state), state)
    torch.manual_seed(settings.seed)
    network = Network(labels, TINY)
    return Run(folder, settings, epochs, network, Checkpoint(0, 0, 0, 0, {}, {}, labels, settings, TINY))


def test_losses_fall_and_the_pipeline_reads_the_export(tmp_path: Path, data: Path) -> None:
    run = run_in(tmp_path / "run", data, QUICK)
    network = train(run)
    rows = [json.loads(line) for line in (tmp_path / "run" / "log.jsonl").read_text().splitlines()]
    first, last = (row["loss"] for row in (rows[0], rows[-1]))
    assert all(last[layer] < first[layer] for layer in ("tags", "words", "names", "arcs", "relations", "roles"))
    model = tmp_path / "model"
    export(network, run.state.labels, FOLDER / "tokenizer.json", model)
    doc = ingest.nlp.load(model=model)("Interim leader Rosa Esenova accused Severgaz of raising prices.")
    assert [token.tag_ for token in doc][2:4] == ["NNP", "NNP"]
    assert [token.dep_ for token in doc].count("ROOT") == 1
    assert role_figures(model, data, [data / "ewt" / "en_ewt-ud-test.conllu"]).keys() >= {"predicates", "given"}


def test_an_exported_model_is_a_start(tmp_path: Path) -> None:
    labels = LabelSets.read(FOLDER / "labels.json")
    torch.manual_seed(0)
    network = Network(labels, TINY)
    for value in network.parameters():  # parameters that are equal would be written once
        value.data += 0.1 * torch.randn_like(value)
    export(network, labels, FOLDER / "tokenizer.json", tmp_path)
    again = Network(labels, TINY)
    assert start.from_onnx(again, tmp_path) == []
    for name, value in network.state_dict().items():
        assert torch.allclose(value, again.state_dict()[name], atol=0.05), name


def test_the_shipped_model_is_a_start() -> None:
    network = Network(LabelSets.read(FOLDER / "labels.json"))
    missing = start.from_onnx(network, FOLDER)
    assert all(name.startswith(("us", "pred.", "sp.", "sa.")) for name in missing)


def test_the_same_seed_gives_the_same_network(tmp_path: Path, data: Path) -> None:
    settings = replace(QUICK, steps=10)
    first, second = (train(run_in(tmp_path / name, data, settings)).state_dict() for name in "ab")
    assert all(torch.equal(value, second[name]) for name, value in first.items())


def test_a_run_goes_on_from_its_check_point(tmp_path: Path, data: Path) -> None:
    folder = tmp_path / "run"
    train(run_in(folder, data, replace(QUICK, steps=10)))
    more = run_in(folder, data, replace(QUICK, steps=20))
    assert (more.state.step, checkpoint.changed(more.state.settings, more.settings)) == (10, [])
    train(more)
    assert checkpoint.read(folder / "checkpoint.pt").step == 20
    assert checkpoint.changed(more.state.settings, replace(QUICK, seed=9)) == ["seed"]


def test_a_student_without_gold_learns_what_its_teacher_knows(tmp_path: Path, data: Path) -> None:
    teacher = train(run_in(tmp_path / "teacher", data, QUICK)).eval()
    run = run_in(tmp_path / "student", data, replace(QUICK, seed=2, gold=0.0))
    train(replace(run, teachers=[teacher]))
    rows = [json.loads(line) for line in (tmp_path / "student" / "log.jsonl").read_text().splitlines()]
    assert all(rows[-1]["loss"][layer] < rows[0]["loss"][layer] for layer in ("tags", "names", "arcs", "relations"))
    batch = run.epochs.batches(0)[0]
    scores = run.network.eval()(batch.ids, batch.shapes, batch.present, batch.first)
    untaught = Network(run.state.labels, TINY).eval()
    before = untaught(batch.ids, batch.shapes, batch.present, batch.first)
    learned, unlearned = losses(run.network, scores, batch), losses(untaught, before, batch)
    assert all(learned[layer] < unlearned[layer] / 2 for layer in ("tags", "arcs", "relations"))


def test_the_best_pupil_of_one_teacher_is_the_teacher(data: Path) -> None:
    """No network has a smaller soft loss than the one whose opinion it is."""
    labels = LabelSets.read(FOLDER / "labels.json")
    examples = Examples(labels, reader(open_model(FOLDER).tokenizer))
    batch = collate([examples.example(_ours(data))])
    torch.manual_seed(4)
    teacher, other = Network(labels, TINY).eval(), Network(labels, TINY).eval()
    full, wanted = taught([teacher], batch)
    assert int((full.heads >= 0).sum()) == int((batch.sentences >= 0).sum())
    own, others = (
        soft_losses(network, network(batch.ids, batch.shapes, batch.present, batch.first), full, wanted)
        for network in (teacher, other)
    )
    assert all(own[layer] <= others[layer] for layer in own)


def test_an_encoder_in_a_jar_is_a_start(tmp_path: Path) -> None:
    """Its products have no names of their own in the file: they are known by the place they stand at."""
    bert = BertLike(TINY)
    jar = tmp_path / "encoder.jar"
    with zipfile.ZipFile(jar, "w") as archive:
        archive.writestr("some-encoder.onnx", bert.onnx())
    tensors = start.in_jar(jar)
    network = Network(LabelSets.read(FOLDER / "labels.json"), TINY)
    assert start.layers(tensors) == TINY.layers
    start.from_bert(network, tensors)
    assert torch.equal(network.layers[0].i.weight, bert.weights["encoder.layer.0.intermediate.dense"])
    wanted = torch.cat([bert.weights[f"encoder.layer.0.attention.self.{part}"] for part in ("query", "key", "value")])
    assert torch.equal(network.layers[0].qkv.weight, wanted)


def test_padding_changes_no_score(data: Path) -> None:
    labels = LabelSets.read(FOLDER / "labels.json")
    examples = Examples(labels, reader(open_model(FOLDER).tokenizer))
    short, long = (examples.example(sentences) for sentences in ([_ours(data)[1]], _ours(data)))
    network = Network(labels, TINY).eval()
    alone, beside = collate([short]), collate([short, long])
    scores = [network(batch.ids, batch.shapes, batch.present, batch.first) for batch in (alone, beside)]
    words = len(short.first)
    assert torch.allclose(scores[0].tag[0], scores[1].tag[0, :words], atol=1e-5)
    assert torch.allclose(scores[0].arc[0], scores[1].arc[0, :words, :words], atol=1e-4)


def _ours(data: Path) -> corpora.Document:
    return next(document for document in corpora.load(data).treebank if document[1].predicates)


@pytest.mark.slow
def test_the_command_makes_a_model_and_survives_a_kill(tmp_path: Path, data: Path) -> None:
    """Two workers, the full network, from the shipped weights; killed once on its way."""
    folder = tmp_path / "run"
    command = [sys.executable, "-m", "training", "run", str(data), str(folder), "--from", str(FOLDER)]
    command += ["--steps", "50", "--batch", "128", "--workers", "2", "--own", "8", "--every", "0"]
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "TOKENIZERS_PARALLELISM": "false"}
    cut = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 120
    while not (folder / "log.jsonl").exists() and time.monotonic() < deadline:
        time.sleep(0.1)
    cut.send_signal(signal.SIGKILL)
    cut.wait()
    subprocess.run(command, env=environment, check=True, capture_output=True, timeout=250)
    card = (folder / "model" / "README.md").read_text("utf-8")
    assert "PUD" in card
    assert ingest.nlp.load(model=folder / "model")("Rosa Esenova left Bishkek.")[0].dep_
