// title: Reported by several outlets
// question: What do several outlets report, each for itself or by its own sources?
// parameters:
//   outlets: {type: integer, default: "2", help: "so many outlets, or more"}
//   class: {type: class, default: Situation, example: Event, help: the kind of event or state}
// columns:
//   what: what they report
//   outlets: "how many outlets; a reprint counts for the outlet that it was taken from"
//   names: which
//   claims: how many claims affirm it
//   why: the situation
MATCH (s:Situation)
WHERE $class IN labels(s) AND s.sources >= $outlets
MATCH (s)<-[:ABOUT]-(c:Claim {polarity: 'affirmed'})-[:STATED_IN]->(a:Article)-[:REPRINT_OF*0..8]->(o:Article)
WITH s, o
WHERE o.outlet IS NOT NULL AND NOT EXISTS { MATCH (o)-[:REPRINT_OF]->(p:Article) }
WITH s, collect(DISTINCT o.outlet) AS names
WHERE size(names) >= $outlets
RETURN {uri: s.uri, name: s.name} AS what,
       size(names) AS outlets,
       names AS names,
       s.claims AS claims,
       [s.uri] AS why
ORDER BY size(names) DESC, s.earliest, s.name, s.uri
