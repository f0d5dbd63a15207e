"""Canned questions: one Cypher file each, asked by name, with every row led back to the sentences it rests on."""

from kg.queries.answers import Answer, ask
from kg.queries.catalogue import all_queries, find_query
from kg.queries.cookbook import cookbook
from kg.queries.evidence import Sentence, sentences
from kg.queries.header import Column, Parameter, Query, parse_query
from kg.queries.lint import lint, unknown_names
from kg.queries.render import FORMS, render, render_why

__all__ = [
    "FORMS",
    "Answer",
    "Column",
    "Parameter",
    "Query",
    "Sentence",
    "all_queries",
    "ask",
    "cookbook",
    "find_query",
    "lint",
    "parse_query",
    "render",
    "render_why",
    "sentences",
    "unknown_names",
]
