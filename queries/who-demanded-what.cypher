// title: Demands
// question: Who demanded what, and of whom?
// parameters:
//   who: {type: entity, default: null, at: a, help: who demands}
//   class: {type: class, default: Demand, example: LeadershipDemand, help: the kind of demand}
// columns:
//   who: who demands
//   demand: the demand
//   of_whom: whom it is directed at
//   content: what is demanded, where an article says more of it
//   date: when, as EDTF
//   why: the demand, and what is demanded
MATCH (a:Agent)<-[:ACTOR]-(s:Event)
WHERE $class IN labels(s)
WITH a, s
WHERE $who IS NULL OR a.uri IN $who
OPTIONAL MATCH (s)-[:RECIPIENT]->(b:Entity)
OPTIONAL MATCH (s)-[:CONTENT]->(x:Situation)
RETURN {uri: a.uri, name: a.name} AS who,
       {uri: s.uri, name: s.name} AS demand,
       CASE WHEN b IS NULL THEN null ELSE {uri: b.uri, name: b.name} END AS of_whom,
       CASE WHEN x IS NULL THEN null ELSE {uri: x.uri, name: x.name} END AS content,
       s.when AS date,
       [s.uri, x.uri] AS why
ORDER BY s.earliest, a.name, b.name, a.uri, b.uri, x.uri, s.uri
