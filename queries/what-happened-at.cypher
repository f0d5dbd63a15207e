// title: What happened at a place
// question: What happened at a place, or at any place within it, and when?
// parameters:
//   place: {type: entity, example: Osh, help: "a building, a town, a region, a country"}
//   since: {type: date, default: null, example: 2010-04-15, help: first day}
//   until: {type: date, default: null, example: 2010-04-15, help: last day}
// columns:
//   event: what happened
//   place: where
//   date: when, as EDTF
//   articles: how many articles report it
//   why: the event
UNWIND $place AS one
MATCH (o:Resource {uri: one})
MATCH (o)<-[:LOCATED_IN*0..4]-(p:Place)
WITH DISTINCT p
MATCH (p)<-[:PLACE|ORIGIN|DESTINATION]-(e:Event)
WHERE ($since IS NULL OR e.latest >= $since) AND ($until IS NULL OR e.earliest <= $until)
RETURN {uri: e.uri, name: e.name} AS event,
       {uri: p.uri, name: p.name} AS place,
       e.when AS date,
       e.articles AS articles,
       [e.uri] AS why
ORDER BY e.earliest, e.name, p.name, p.uri, e.uri
