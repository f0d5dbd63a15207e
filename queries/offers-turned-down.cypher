// title: Offers and demands turned down
// question: Which offers or demands were turned down, by whom?
// parameters:
//   who: {type: entity, default: null, at: w, example: Kurmanbek Bakiyev, help: who turned them down}
// columns:
//   who: who turned it down
//   refused: the offer or demand
//   made_by: who had made it
//   date: when it was turned down, as EDTF
//   why: the refusal, and what was refused
MATCH (w:Agent)<-[:ACTOR]-(r:Refusal)-[:REFUSES]->(o:Situation)
WHERE $who IS NULL OR w.uri IN $who
OPTIONAL MATCH (o)-[:ACTOR]->(f:Agent)
RETURN {uri: w.uri, name: w.name} AS who,
       {uri: o.uri, name: o.name} AS refused,
       CASE WHEN f IS NULL THEN null ELSE {uri: f.uri, name: f.name} END AS made_by,
       r.when AS date,
       [r.uri, o.uri] AS why
ORDER BY r.earliest, w.name, w.uri, f.uri, o.uri, r.uri
