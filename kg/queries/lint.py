"""The rules that a canned query must keep, so that it means the same on every store and only speaks of known things."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from kg.errors import QueryError
from kg.ontology import Ontology, load
from kg.queries.beginnings import CONDITIONS
from kg.queries.header import Query
from kg.queries.patterns import Node, Relationship, node_patterns, relationship_patterns, subquery_braces
from kg.queries.tokens import CLAUSES, Token, parts, tokens
from kg.queries.vocabulary import PROPERTIES, Vocabulary, vocabulary

__all__ = ["LONGEST_PATH", "lint", "unknown_names"]

LONGEST_PATH = 8
"""Steps of a variable-length path, at most: longer ones reach half of any news graph, and take seconds."""

_WRITES = ("CREATE", "MERGE", "SET", "DELETE", "DETACH", "REMOVE", "FOREACH", "DROP", "LOAD")
_ELSEWHERE = ("SHORTEST", "CYPHER", "EXPLAIN", "PROFILE", "FILTER", "LET", "FINISH", "USE")
_AGGREGATES = ("COLLECT", "COUNT", "SUM", "MIN", "MAX", "AVG")
_IRIS = ("uri", "situation")
_FUNCTIONS = ("ID", "ELEMENTID", "RAND", "RANDOMUUID", "TIMESTAMP")


def lint(query: Query, ontology: Ontology | None = None) -> Iterator[str]:
    """What is wrong with the query, a sentence each that begins with its file and line; nothing when it is in order."""
    try:
        found = tokens(query.text)
    except QueryError as error:
        yield f"{query.path.name}: {error}"
        return
    words = vocabulary(load() if ontology is None else ontology)
    for rule in _RULES:
        yield from (f"{query.path.name}: {problem}" for problem in rule(query, found, words))


def unknown_names(text: str, ontology: Ontology | None = None) -> Iterator[str]:
    """Labels, relationship types and properties of any query that the graph never has, a sentence each."""
    try:
        found = tokens(text)
    except QueryError:  # a store may understand more than our reader of tokens
        return
    words = vocabulary(load() if ontology is None else ontology)
    for node in node_patterns(found):
        yield from _strange_labels(node, words)
    for step in relationship_patterns(found):
        yield from _strange_types(step, words)
    yield from _strange_properties(found)


def _strange_labels(node: Node, words: Vocabulary) -> Iterator[str]:
    for label in node.labels:
        if label not in words.labels:
            yield f"line {node.line}: unknown label {label!r}{words.nearest_label(label)}"


def _strange_types(step: Relationship, words: Vocabulary) -> Iterator[str]:
    for type_ in step.types:
        if type_ not in words.types:
            yield f"line {step.line}: unknown relationship type {type_!r}{words.nearest_type(type_)}"


def _only_reads(_: Query, found: Sequence[Token], __: Vocabulary) -> Iterator[str]:
    for token, after in zip(found, [*found[1:], None], strict=True):
        if token.is_word(*_WRITES):
            yield f"line {token.line}: {token.text.upper()} writes; a canned query reads"
        if token.is_word("CALL") and (after is None or after.text not in ("{", "(")):
            yield f"line {token.line}: CALL of a procedure: not every store has it"


def _is_portable(_: Query, found: Sequence[Token], __: Vocabulary) -> Iterator[str]:
    for n, token in enumerate(found[:-1]):
        after = found[n + 1]
        if token.is_word(*_ELSEWHERE) and after.text not in (".", ":", ")", ","):
            yield f"line {token.line}: {token.text} is not understood by every store"
        if token.is_word(*_FUNCTIONS) and after.text == "(":
            yield f"line {token.line}: {token.text}() differs between stores; use the property uri"
        if token.is_word("CALL") and after.text == "{":
            yield f"line {token.line}: CALL {{ WITH … }} is outdated; write CALL (x) {{ … }}"


def _node_labels(_: Query, found: Sequence[Token], words: Vocabulary) -> Iterator[str]:
    labelled: set[str] = set()
    for node in node_patterns(found):
        yield from _strange_labels(node, words)
        if node.labels:
            labelled.add(node.variable)
        elif node.variable not in labelled or not node.variable:
            yield f"line {node.line}: the node ({node.variable}) has no label; some stores then drop rows"


def _predicate_labels(_: Query, found: Sequence[Token], words: Vocabulary) -> Iterator[str]:
    """`x:Label` outside patterns and maps."""
    maps = {n for start, end in _maps(found) for n in range(start, end)}
    inside = {n for p in _patterns(found) for n in range(p.start, p.end)}
    for n, token in enumerate(found[:-1]):
        if token.text == ":" and n not in maps | inside and found[n + 1].text not in words.labels:
            yield f"line {token.line}: unknown label {found[n + 1].text!r}{words.nearest_label(found[n + 1].text)}"


def _relationships(_: Query, found: Sequence[Token], words: Vocabulary) -> Iterator[str]:
    for step in relationship_patterns(found):
        yield from _strange_types(step, words)
        if step.repeated and not (step.most is not None and step.most <= LONGEST_PATH):
            yield f"line {step.line}: a path of variable length needs an upper bound, at most {LONGEST_PATH}"
        if step.directed and words.symmetric & set(step.types):
            yield f"line {step.line}: {', '.join(step.types)} has no direction; ask without an arrow"


def _properties(_: Query, found: Sequence[Token], __: Vocabulary) -> Iterator[str]:
    return _strange_properties(found)


def _strange_properties(found: Sequence[Token]) -> Iterator[str]:
    for n, token in enumerate(found[:-1]):
        after = found[n + 2].text if n + 2 < len(found) else ""
        if token.text == "." and found[n + 1].kind == "word" and after != "(" and found[n + 1].text not in PROPERTIES:
            yield f"line {token.line}: no node or relationship has the property {found[n + 1].text!r}"
    for pattern in _patterns(found):
        for key in pattern.keys:
            if key not in PROPERTIES:
                yield f"line {pattern.line}: no node or relationship has the property {key!r}"


def _predicates(_: Query, found: Sequence[Token], __: Vocabulary) -> Iterator[str]:
    """OR, XOR and NOT over two variables right after MATCH."""
    variables = {pattern.variable for pattern in _patterns(found)} - {""}
    for clause, condition in _conditions(found):
        for conjunct in parts(condition, "AND"):
            used = {t.text for t in conjunct if t.kind == "word" and t.text in variables}
            if clause != "WITH" and len(used) > 1 and any(t.is_word("OR", "XOR", "NOT") for t in conjunct):
                names = ", ".join(sorted(used))
                yield f"line {conjunct[0].line}: OR, XOR or NOT over {names}: put WITH … before this WHERE"


def _patterns(found: Sequence[Token]) -> list[Node | Relationship]:
    return [*node_patterns(found), *relationship_patterns(found)]


def _conditions(found: Sequence[Token]) -> Iterator[tuple[str, list[Token]]]:
    """Each WHERE with the clause that it belongs to (MATCH, OPTIONAL or WITH), and its tokens."""
    last: dict[int, str] = {}
    for n, token in enumerate(found):
        if token.is_word("MATCH", "WITH"):
            optional = n > 0 and found[n - 1].is_word("OPTIONAL")
            last[token.depth] = "OPTIONAL" if optional else token.text.upper()
        elif token.is_word("WHERE") and token.depth in last:
            rest = found[n + 1 :]
            stop = next(
                (
                    k
                    for k, t in enumerate(rest)
                    if t.depth < token.depth or (t.depth == token.depth and t.is_word(*CLAUSES))
                ),
                len(rest),
            )
            yield last[token.depth], list(rest[:stop])


def _parameters(query: Query, found: Sequence[Token], __: Vocabulary) -> Iterator[str]:
    used = {token.text[1:] for token in found if token.kind == "parameter"}
    declared = {parameter.name for parameter in query.parameters}
    yield from (f"${name} is not in the header" for name in sorted(used - declared))
    yield from (f"the header's parameter {name!r} is not used" for name in sorted(declared - used))


def _beginnings(query: Query, found: Sequence[Token], __: Vocabulary) -> Iterator[str]:
    """Where a parameter is `at` a node, that is one of the first MATCH, and no row has another than the one named."""
    first = _first_clause(found)
    nodes = {node.variable for node in node_patterns(first)} if first and first[0].is_word("MATCH") else set()
    required = {_written(conjunct) for condition in _required(found) for conjunct in parts(condition, "AND")}
    for parameter in query.parameters:
        if parameter.at is None:
            continue
        condition = CONDITIONS[parameter.type].format(at=parameter.at, name=parameter.name)
        either = _written(tokens(f"${parameter.name} IS NULL OR {condition}"))
        if parameter.at not in nodes:
            yield f"{parameter.name!r} is at {parameter.at}, which is no node of a MATCH in the first line"
        if not required & {either, _written(tokens(condition))}:
            yield f"{parameter.name!r} is at {parameter.at}, but no WHERE asks for {condition}"


def _first_clause(found: Sequence[Token]) -> Sequence[Token]:
    stop = (n for n, token in enumerate(found) if n and token.depth == 0 and token.is_word(*CLAUSES))
    return found[: next(stop, len(found))]


def _required(found: Sequence[Token]) -> Iterator[list[Token]]:
    """The conditions that every row has to meet: of no subquery and of no OPTIONAL MATCH."""
    conditions = (condition for clause, condition in _conditions(found) if clause != "OPTIONAL")
    return (condition for condition in conditions if min(token.depth for token in condition) == 0)


def _written(found: Sequence[Token]) -> str:
    """The tokens as text in one spelling, without brackets around all of them."""
    inside = found[1:-1]
    if found[0].text == "(" and all(token.depth > found[0].depth for token in inside):
        return _written(inside)
    return " ".join(token.text for token in found)


def _columns(query: Query, found: Sequence[Token], __: Vocabulary) -> Iterator[str]:
    returned = _after(found, "RETURN")
    if returned is None:
        yield "returns nothing"
        return
    items = parts([t for t in returned if not t.is_word("DISTINCT")], ",")
    names = [_alias(item) for item in items if item]
    expected = [column.name for column in query.columns]
    if names != expected:
        yield f"returns {', '.join(names)}; the header lists {', '.join(expected)}"


def _alias(item: Sequence[Token]) -> str:
    return item[-1].text.strip("`") if len(item) == 1 or item[-2].is_word("AS") else ""


def _order(_: Query, found: Sequence[Token], __: Vocabulary) -> Iterator[str]:
    """Rows in one order on every store: the last key is an IRI, or the keys are all that rows are grouped by."""
    ordered = _after(found, "ORDER", "BY")
    if ordered is None:
        yield "has no ORDER BY after RETURN, so rows come in any order"
        return
    keys = [[t for t in key if not t.is_word("ASC", "DESC")] for key in parts(ordered, ",")]
    items = parts(_after(found, "RETURN") or [], ",")
    grouped = {_alias(item) for item in items if not any(t.is_word(*_AGGREGATES) for t in item)}
    by_group = len(grouped) < len(items) and grouped <= {key[-1].text for key in keys if len(key) == 1}
    if keys[-1][-1].text not in _IRIS and not by_group:
        yield "ORDER BY does not end in an IRI (x.uri), so rows that tie come in any order"


def _after(found: Sequence[Token], *words: str) -> list[Token] | None:
    """What follows the last occurrence of the words outside brackets, to the next clause."""
    starts = [
        n + len(words)
        for n, token in enumerate(found)
        if token.depth == 0 and all(k < len(found) and found[k].is_word(w) for k, w in enumerate(words, n))
    ]
    if not starts:
        return None
    rest = found[starts[-1] :]
    stop = next((n for n, t in enumerate(rest) if t.depth == 0 and t.is_word(*CLAUSES)), len(rest))
    return list(rest[:stop])


def _maps(found: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """Where braces hold a map, not a subquery."""
    subqueries = subquery_braces(found)
    return ((n, t.end) for n, t in enumerate(found) if t.text == "{" and n not in subqueries)


_RULES: tuple[Callable[[Query, Sequence[Token], Vocabulary], Iterator[str]], ...] = (
    _only_reads,
    _is_portable,
    _node_labels,
    _predicate_labels,
    _relationships,
    _properties,
    _predicates,
    _parameters,
    _beginnings,
    _columns,
    _order,
)
