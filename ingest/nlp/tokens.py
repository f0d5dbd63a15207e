"""What news pages need beyond spaCy's own English tokenizer rules."""

from __future__ import annotations

from typing import Any

from spacy.language import Language
from spacy.util import compile_infix_regex, compile_suffix_regex

__all__ = ["adapt"]

_INFIXES = (
    r"(?<=[a-z])\((?=[A-Z])",  # a heading glued to an agency: "Capital Calm(Agency)"
    r"(?<=[A-Za-z])(?:—|–|--)(?=[A-Za-z\"“‘])",
    r"(?<=[a-z])[”\"](?=[A-Z])",
    r"(?<=\b(?:mid|end|pre))[-–](?=\d)",  # "mid-2008"
    r"(?<=\d)[-–](?=[A-Za-z])",  # "57-year-old", "90-day": treebanks part them
)
_SUFFIXES = (r"(?<=[A-Z]{2})-", r"\.-")  # a dateline glued to its dash: "OSH- ", "OSH.- "


def adapt(nlp: Language) -> None:
    """Teach the pipeline's tokenizer the marks of headings and datelines."""
    tokenizer: Any = nlp.tokenizer
    defaults = nlp.Defaults
    tokenizer.infix_finditer = compile_infix_regex([*(defaults.infixes or ()), *_INFIXES]).finditer
    tokenizer.suffix_search = compile_suffix_regex([*(defaults.suffixes or ()), *_SUFFIXES]).search
