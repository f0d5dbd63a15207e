// title: Where somebody went
// question: Where did somebody go or flee, from where, and when?
// parameters:
//   who: {type: entity, default: null, at: p, example: Kurmanbek Bakiyev, help: who went}
// columns:
//   who: who went
//   origin: from where
//   destination: to where
//   date: when, as EDTF
//   status: happened, or disputed where somebody denies it
//   why: the movement or visit
MATCH (m:Event)-[:ACTOR]->(p:Agent)
WHERE m:Movement OR m:Visit
WITH m, p
WHERE $who IS NULL OR p.uri IN $who
OPTIONAL MATCH (m)-[:ORIGIN]->(a:Place)
OPTIONAL MATCH (m)-[:DESTINATION]->(b:Place)
RETURN {uri: p.uri, name: p.name} AS who,
       CASE WHEN a IS NULL THEN null ELSE {uri: a.uri, name: a.name} END AS origin,
       CASE WHEN b IS NULL THEN null ELSE {uri: b.uri, name: b.name} END AS destination,
       m.when AS date,
       m.status AS status,
       [m.uri] AS why
ORDER BY m.earliest, p.name, a.name, b.name, p.uri, a.uri, b.uri, m.uri
