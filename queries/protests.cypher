// title: Protests, rallies and riots
// question: Who protested, rallied, rioted or went on strike, where and when, and with how many people?
// parameters:
//   place: {type: entity, default: null, example: Kyrgyzstan, help: the place or a place that contains it}
//   since: {type: date, default: null, help: "first day; an event without a date is left out then"}
//   until: {type: date, default: null, help: "last day; an event without a date is left out then"}
// columns:
//   event: what happened
//   who: who took part
//   places: where
//   date: when, as EDTF
//   people_from: how many people, at least, where an article gives a number
//   why: the event
CALL () {
  WITH 1 AS anywhere
  WHERE $place IS NULL
  MATCH (e:Event)
  RETURN e
  UNION
  UNWIND $place AS one
  MATCH (o:Resource {uri: one})
  MATCH (o)<-[:LOCATED_IN*0..4]-(q:Place)<-[:PLACE]-(e:Event)
  RETURN e
}
WITH e
WHERE e.plover = 'PROTEST'
  AND ($since IS NULL OR e.latest >= $since)
  AND ($until IS NULL OR e.earliest <= $until)
OPTIONAL MATCH (e)-[:ACTOR]->(a:Agent)
OPTIONAL MATCH (e)-[:PLACE]->(p:Place)
RETURN {uri: e.uri, name: e.name} AS event,
       collect(DISTINCT CASE WHEN a IS NULL THEN null ELSE {uri: a.uri, name: a.name} END) AS who,
       collect(DISTINCT CASE WHEN p IS NULL THEN null ELSE {uri: p.uri, name: p.name} END) AS places,
       e.when AS date,
       e.participantsMin AS people_from,
       [e.uri] AS why
ORDER BY date, event.name, event.uri
