// title: Violence at a place
// question: What violence was there at a place, or at any place within it?
// parameters:
//   place: {type: entity, example: Bishkek, help: "a building, a town, a region, a country"}
//   since: {type: date, default: null, help: first day}
//   until: {type: date, default: null, help: last day}
// columns:
//   violence: what happened
//   place: where
//   date: when, as EDTF
//   status: happened, or disputed where somebody denies it
//   articles: how many articles report it
//   why: the event
UNWIND $place AS one
MATCH (o:Resource {uri: one})
MATCH (o)<-[:LOCATED_IN*0..4]-(p:Place)
WITH DISTINCT p
MATCH (p)<-[:PLACE]-(v:Event)
WHERE (v:Violence OR v:Riot)
  AND ($since IS NULL OR v.latest >= $since)
  AND ($until IS NULL OR v.earliest <= $until)
RETURN {uri: v.uri, name: v.name} AS violence,
       {uri: p.uri, name: p.name} AS place,
       v.when AS date,
       v.status AS status,
       v.articles AS articles,
       [v.uri] AS why
ORDER BY v.earliest, v.name, p.name, p.uri, v.uri
