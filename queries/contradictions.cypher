// title: Contradictions
// question: What do some claims affirm and others deny?
// columns:
//   what: what is disputed
//   affirm: "who affirms it: the source, 'unnamed source', or the outlet where it speaks for itself"
//   deny: who denies it, named likewise
//   why: the situation
MATCH (s:Situation)
WHERE s.claims > 0 AND s.denied > 0
MATCH (c:Claim {polarity: 'affirmed'})-[:ABOUT]->(s)<-[:ABOUT]-(d:Claim {polarity: 'negated'})
RETURN {uri: s.uri, name: s.name} AS what,
       collect(DISTINCT coalesce(c.speaker, c.outlet)) AS affirm,
       collect(DISTINCT coalesce(d.speaker, d.outlet)) AS deny,
       collect(DISTINCT s.uri) AS why
ORDER BY what.name, what.uri
