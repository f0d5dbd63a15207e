"""How the bundled language model is made: data from open corpora, training, measuring, export. Needs `kg[training]`."""
