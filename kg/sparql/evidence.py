"""The sentences that a row rests on, found in RDF: what `kg.queries.evidence` finds in a store."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import pyoxigraph as ox

from kg.queries.answers import Answer
from kg.queries.evidence import Sentence, situations, supported
from kg.queries.twins import restated
from kg.rdf.vocabulary import PREFIXES
from kg.sparql.values import plain

__all__ = ["supporting"]

_SENTENCES = """
SELECT ?situation ?claim ?quote ?start ?end ?outlet ?published ?title ?url ?speaker ?attribution ?certainty ?polarity
WHERE {
  VALUES ?given_situation { UNDEF }
  BIND (?given_situation AS ?situation)
  ?claim kg:about ?given_situation ; a kg:Claim ; kg:statedIn ?article .
  ?claim oa:exact ?quote ; oa:start ?start ; oa:end ?end .
  ?claim kg:attribution ?attribution ; kg:certainty ?certainty ; kg:polarity ?polarity .
  OPTIONAL { ?article rdfs:label ?title }
  OPTIONAL { ?claim dcterms:publisher ?outlet }
  OPTIONAL { ?claim dcterms:issued ?published }
  OPTIONAL { ?claim schema:url ?url }
  OPTIONAL { ?claim kg:speaker ?speaker }
}
ORDER BY (!BOUND(?published)) ?published (!BOUND(?url)) STR(?url) ?start STR(?claim)
"""
_FILLERS = """
SELECT DISTINCT ?claim ?role ?uri
WHERE {
  VALUES ?given_situation { UNDEF }
  ?claim kg:about ?given_situation ; a kg:Claim .
  ?fills rdf:subject ?claim ; rdf:predicate kg:fills ; rdf:object ?uri ; kg:role ?role .
}
"""


def supporting(dataset: ox.Store, answer: Answer) -> tuple[tuple[Sentence, ...], ...]:
    """For each row of the answer, the sentences that it rests on, the oldest first: as `kg.queries.sentences`."""
    wanted = " ".join(str(ox.NamedNode(uri)) for uri in situations(answer))
    fillers: dict[str, list[dict[str, Any]]] = {}
    for one in _read(dataset, _FILLERS, wanted):
        fillers.setdefault(one.pop("claim"), []).append(one)
    told = _read(dataset, _SENTENCES, wanted)
    return supported(answer, ({**one, "fillers": list(fillers.get(one["claim"], ()))} for one in told))


def _read(dataset: ox.Store, query: str, situations: str) -> Iterator[dict[str, Any]]:
    found = dataset.query(restated(query, {"situation": situations}), prefixes=PREFIXES)
    assert isinstance(found, ox.QuerySolutions)
    names: Sequence[str] = [variable.value for variable in found.variables]
    for one in found:
        yield {name: plain(term) for name, term in zip(names, one, strict=True)}
