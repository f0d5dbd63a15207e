// title: Demands of defectors
// question: What did those who left a party or side demand, and of whom?
// parameters:
//   from: {type: entity, default: null, at: l, example: Ak-Jol, help: the party or side that they left}
// columns:
//   who: who left and demanded
//   left_side: the party or side that they left
//   demand: the demand
//   of_whom: whom it is directed at
//   content: what is demanded, where an article says more of it
//   why: the demand, the defection and what is demanded
MATCH (w:Agent)-[d:DEFECTED_FROM]->(l:Agent), (s:Demand)-[:ACTOR]->(w)
WHERE $from IS NULL OR l.uri IN $from
OPTIONAL MATCH (s)-[:RECIPIENT]->(r:Entity)
OPTIONAL MATCH (s)-[:CONTENT]->(x:Situation)
RETURN {uri: w.uri, name: w.name} AS who,
       {uri: l.uri, name: l.name} AS left_side,
       {uri: s.uri, name: s.name} AS demand,
       CASE WHEN r IS NULL THEN null ELSE {uri: r.uri, name: r.name} END AS of_whom,
       CASE WHEN x IS NULL THEN null ELSE {uri: x.uri, name: x.name} END AS content,
       [s.uri, d.situation, x.uri] AS why
ORDER BY w.name, s.earliest, w.uri, r.uri, x.uri, d.situation, s.uri
