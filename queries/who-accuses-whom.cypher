// title: Accusations and charges
// question: Who accuses or charges whom, and of what?
// parameters:
//   who: {type: entity, default: null, at: a, help: who accuses}
//   whom: {type: entity, default: null, at: b, example: Kurmanbek Bakiyev, help: who is accused}
// columns:
//   who: who accuses
//   whom: who is accused
//   of_what: of what, where an article speaks of it as an event or state
//   words: the clearest sentence that says so
//   date: when, as EDTF
//   articles: how many articles report it
//   why: the accusation, and what it is about
MATCH (a:Agent)-[c:ACCUSED]->(b:Entity)
WITH a, b, c
WHERE ($who IS NULL OR a.uri IN $who) AND ($whom IS NULL OR b.uri IN $whom)
MATCH (s:Resource {uri: c.situation})
OPTIONAL MATCH (s)-[:CONTENT]->(x:Situation)
RETURN {uri: a.uri, name: a.name} AS who,
       {uri: b.uri, name: b.name} AS whom,
       CASE WHEN x IS NULL THEN null ELSE {uri: x.uri, name: x.name} END AS of_what,
       c.quote AS words,
       c.when AS date,
       c.articles AS articles,
       [s.uri, x.uri] AS why
ORDER BY c.earliest, a.name, b.name, a.uri, b.uri, x.uri, s.uri
