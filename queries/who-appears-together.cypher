// title: Who appears together
// question: Which people, bodies and countries take part in the same events?
// parameters:
//   who: {type: entity, default: null, at: a, example: Roza Otunbayeva, help: one of the two}
//   events: {type: integer, default: "2", help: "so many events, or more"}
// columns:
//   one: one of the two
//   other: the other
//   events: how many events they share
//   why: the events
MATCH (a:Agent)<-[:ACTOR|RECIPIENT|REPRESENTATIVE|PERSON]-(e:Event)-[:ACTOR|RECIPIENT|REPRESENTATIVE|PERSON]->(b:Agent)
WITH a, b, e
WHERE a.uri <> b.uri AND ($who IS NULL OR a.uri IN $who) AND ($who IS NOT NULL OR a.uri < b.uri)
WITH a, b, collect(DISTINCT e.uri) AS shared
WHERE size(shared) >= $events
RETURN {uri: a.uri, name: a.name} AS one,
       {uri: b.uri, name: b.name} AS other,
       size(shared) AS events,
       shared AS why
ORDER BY size(shared) DESC, a.name, b.name, a.uri, b.uri
