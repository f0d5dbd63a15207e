"""The command: python -m training run CORPORA FOLDER, and its parts."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated, Optional

import torch
import typer
from tokenizers import Tokenizer

import ingest.nlp.encoder
from training import checkpoint, corpora, evaluate, start
from training.batches import Epochs
from training.checkpoint import Checkpoint
from training.examples import Examples
from training.export import export
from training.labels import LabelSets
from training.network import Network, Sizes
from training.settings import Settings
from training.train import Run, log, train

app = typer.Typer(help=__doc__, no_args_is_help=True, pretty_exceptions_enable=False)

RECIPE = Settings()

Corpora = Annotated[Path, typer.Argument(help="Folder of the corpora.", exists=True, file_okay=False)]
Folder = Annotated[Path, typer.Argument(help="Folder of the run: check-point, log, model.", file_okay=False)]


@app.callback()
def main() -> None:
    """Make the language model anew."""


@app.command(name="train")
def train_command(
    data: Corpora,
    folder: Folder,
    *,
    from_: Annotated[Optional[Path], typer.Option("--from", help="An exported model to go on from.")] = None,  # noqa: UP045
    steps: int = RECIPE.steps,
    batch: int = RECIPE.batch,
    encoder: float = RECIPE.encoder,
    heads: float = RECIPE.heads,
    workers: int = RECIPE.workers,
    threads: int = 1,
    seed: int = RECIPE.seed,
    frozen: int = RECIPE.frozen,
    newswire: float = RECIPE.newswire,
    own: int = RECIPE.own,
    every: Annotated[int, typer.Option(help="Steps between two measurements on what is kept aside.")] = 300,
) -> None:
    """Train. The same command again goes on from the last check-point."""
    settings = Settings(
        seed=seed, steps=steps, batch=batch, encoder=encoder, heads=heads, workers=workers, frozen=frozen, newswire=newswire, own=own
    )
    folder.mkdir(parents=True, exist_ok=True)
    texts = corpora.load(data, dev=settings.dev)
    network, state, vocabulary = begin(folder, texts, settings, from_)
    tokenizer = Tokenizer.from_file(str(vocabulary))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    epochs = Epochs(texts, Examples(state.labels, ingest.nlp.encoder.reader(tokenizer)), settings)
    log(folder, settings=asdict(settings), begins=state.step, source=str(from_ or start.PACKAGE))
    measure = Measure(data, folder, state.labels, vocabulary)
    train(Run(folder, settings, epochs, network, state, measure=measure, measure_every=every, threads=threads))


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


def begin(
    folder: Path, texts: corpora.Corpora, settings: Settings, source: Path | None
) -> tuple[Network, Checkpoint, Path]:
    """The network and where the run stands: at its check-point, or at the start."""
    vocabulary = (source or start.minilm_folder()) / "tokenizer.json"
    path = folder / "checkpoint.pt"
    if path.exists():
        state = checkpoint.read(path)
        different = checkpoint.changed(state.settings, settings)
        if different:
            raise typer.BadParameter(f"the run in {folder} was begun with another {', '.join(different)}")
        network = Network(state.labels, state.sizes)
        network.load_state_dict(dict(state.weights))
        return network, state, vocabulary
    torch.manual_seed(settings.seed)
    sentences = [sentence for document in texts.treebank for sentence in document]
    labels = LabelSets.of(sentences) if source is None else LabelSets.read(source / "labels.json")
    network = Network(labels, Sizes(dropout=settings.dropout))
    if source is None:
        start.from_minilm(network, vocabulary.parent)
    else:
        start.from_onnx(network, source)
    return network, Checkpoint(0, 0, 0, 0, {}, {}, labels, settings, network.sizes), vocabulary


if __name__ == "__main__":
    app()
