// title: Timeline
// question: In what order did things happen?
// parameters:
//   since: {type: date, default: null, example: 2010-04-15, help: first day}
//   until: {type: date, default: null, example: 2010-04-15, help: last day}
//   who: {type: entity, default: null, help: who takes part}
//   class: {type: class, default: Event, help: the kind of event}
// columns:
//   earliest: the first day that it may have been
//   latest: the last day that it may have been
//   event: what happened
//   articles: how many articles report it
//   why: the event
MATCH (e:Event)
WHERE e.earliest IS NOT NULL
  AND $class IN labels(e)
  AND ($since IS NULL OR e.latest >= $since)
  AND ($until IS NULL OR e.earliest <= $until)
WITH e
WHERE $who IS NULL OR EXISTS {
  MATCH (e)-[:ACTOR|RECIPIENT|REPRESENTATIVE|PERSON]->(a:Entity) WHERE a.uri IN $who
}
RETURN e.earliest AS earliest,
       e.latest AS latest,
       {uri: e.uri, name: e.name} AS event,
       e.articles AS articles,
       [e.uri] AS why
ORDER BY e.earliest, e.latest, e.name, e.uri
