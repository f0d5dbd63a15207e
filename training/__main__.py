"""Make the language model anew: data from open corpora, training, export, measuring, card."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from functools import wraps
from pathlib import Path
from typing import Annotated, Any

import torch
import typer
from tokenizers import Tokenizer

import ingest.nlp.encoder
from training import card, checkpoint, corpora, evaluate, start
from training.checkpoint import Checkpoint
from training.epochs import OfCorpora
from training.examples import Examples
from training.export import export
from training.labels import LabelSets
from training.network import Network, Sizes
from training.settings import Settings
from training.train import Run, log, train

app = typer.Typer(help=__doc__, no_args_is_help=True, pretty_exceptions_enable=False)

RECIPE = Settings()

Data = Annotated[Path, typer.Argument(help="Folder of the corpora.", exists=True, file_okay=False)]
Folder = Annotated[Path, typer.Argument(help="Folder of the run: check-point, log, models.", file_okay=False)]
Model = Annotated[Path, typer.Argument(help="Folder of a model.", file_okay=False)]
Source = Annotated[
    Path | None, typer.Option("--from", help="A model to go on from, or a .jar with an encoder, instead of MiniLM.")
]
Teachers = Annotated[
    list[Path] | None, typer.Option("--teacher", help="Folder of a run whose network is learned from; may be repeated.")
]
Threads = Annotated[int, typer.Option(help="Threads of each worker.")]
Every = Annotated[int, typer.Option(help="Steps between two measurements on what is kept aside.")]


@app.command(name="train")
def train_command(
    data: Data,
    folder: Folder,
    source: Source = None,
    teacher: Teachers = None,
    steps: int = RECIPE.steps,
    batch: int = RECIPE.batch,
    encoder: float = RECIPE.encoder,
    heads: float = RECIPE.heads,
    frozen: int = RECIPE.frozen,
    newswire: float = RECIPE.newswire,
    own: int = RECIPE.own,
    gold: float = RECIPE.gold,
    workers: int = RECIPE.workers,
    seed: int = RECIPE.seed,
    threads: Threads = 1,
    every: Every = 300,
) -> None:
    """Train only. Cut off, it goes on from its last check-point when said again; --steps may then be another."""
    settings = Settings(
        seed=seed,
        steps=steps,
        batch=batch,
        encoder=encoder,
        heads=heads,
        frozen=frozen,
        newswire=newswire,
        own=own,
        gold=gold,
        workers=workers,
    )
    folder.mkdir(parents=True, exist_ok=True)
    texts = corpora.load(data, dev=settings.dev)
    teachers = [checkpoint.read(run / "checkpoint.pt") for run in teacher or ()]
    network, state = _begin(folder, texts, settings, source)
    for taught, where in zip(teachers, teacher or (), strict=True):
        if taught.labels != state.labels:
            raise typer.BadParameter(f"the run in {where} has other labels than the one in {folder}")
    if state.step >= steps:
        return
    vocabulary = _vocabulary(source)
    tokenizer = Tokenizer.from_file(str(vocabulary))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    epochs = OfCorpora(texts, Examples(state.labels, ingest.nlp.encoder.reader(tokenizer)), settings)
    log(folder, settings=asdict(settings), begins=state.step, source=source.name if source else start.NAME)
    measure = Measure(data, folder, state.labels, vocabulary)
    networks = [checkpoint.load_network(taught) for taught in teachers]
    run = Run(folder, settings, epochs, network, state, measure=measure, measure_every=every, threads=threads)
    train(replace(run, teachers=networks))


@app.command(name="run")
@wraps(train_command, assigned=("__annotations__",))
def run_command(data: Path, folder: Path, source: Path | None = None, **recipe: Any) -> None:
    """Everything: train, export into FOLDER/model, measure, write the card. Cut off, it goes on when said again."""
    train_command(data, folder, source, **recipe)
    export_command(folder, folder / "model", source)
    evaluate_command(folder / "model", data, folder)


@app.command(name="export")
def export_command(folder: Folder, model: Model, source: Source = None) -> None:
    """Write the model of a run's last check-point into MODEL."""
    state = checkpoint.read(folder / "checkpoint.pt")
    export(checkpoint.load_network(state), state.labels, _vocabulary(source), model)


@app.command(name="evaluate")
def evaluate_command(
    model: Model,
    data: Data,
    folder: Annotated[Path | None, typer.Option("--run", help="The run that made it: writes the card, too.")] = None,
    aside: Annotated[bool, typer.Option(help="On what is kept aside for choosing, instead of the tests.")] = False,
) -> None:
    """Measure MODEL on texts that training never saw."""
    figures = evaluate.on_aside(model, data) if aside else evaluate.on_tests(model, data)
    typer.echo(json.dumps(figures, indent=1))
    if folder is not None and not aside:
        card.write(model, folder, figures)


@dataclass(frozen=True, slots=True)
class Measure:
    """Measures a network on what is kept aside, as it would ship: exported, int8, raw text in."""

    data: Path
    folder: Path
    labels: LabelSets
    vocabulary: Path

    def __call__(self, network: Network, step: int) -> evaluate.Figures:
        """The figures; the model stays in the folder of the run as `model-STEP`."""
        model = self.folder / f"model-{step}"
        export(network, self.labels, self.vocabulary, model)
        return evaluate.on_aside(model, self.data)


def _vocabulary(source: Path | None) -> Path:
    """The tokenizer's file: a model has its own; the encoders in jars share MiniLM's."""
    return (source if source and source.is_dir() else start.minilm_folder()) / "tokenizer.json"


def _begin(folder: Path, texts: corpora.Corpora, settings: Settings, source: Path | None) -> tuple[Network, Checkpoint]:
    """The network and where the run stands: at its check-point, or at the start."""
    path = folder / "checkpoint.pt"
    if path.exists():
        state = checkpoint.read(path)
        different = checkpoint.changed(state.settings, settings)
        if different:
            raise typer.BadParameter(f"the run in {folder} was begun with another {', '.join(different)}")
        network = Network(state.labels, state.sizes)
        network.load_state_dict(dict(state.weights))
        return network, state
    torch.manual_seed(settings.seed)
    network, labels = _first(texts, settings, source)
    return network, Checkpoint(0, 0, 0, 0, {}, {}, labels, settings, network.sizes)


def _first(texts: corpora.Corpora, settings: Settings, source: Path | None) -> tuple[Network, LabelSets]:
    """The network that a run begins with: a model's weights, or an encoder's under new heads."""
    if source is not None and source.is_dir():
        labels = LabelSets.read(source / "labels.json")
        network = Network(labels, Sizes(dropout=settings.dropout))
        start.from_onnx(network, source)
        return network, labels
    labels = LabelSets.of(sentence for document in texts.treebank for sentence in document)
    tensors = start.minilm() if source is None else start.in_jar(source)
    network = Network(labels, Sizes(dropout=settings.dropout, layers=start.layers(tensors)))
    start.from_bert(network, tensors)
    return network, labels


if __name__ == "__main__":
    app()
