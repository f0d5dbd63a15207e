"""News of a political crisis as a graph that answers questions, every answer with the sentence that supports it."""

__version__ = "0.1.0"
