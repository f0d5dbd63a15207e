// title: What somebody did
// question: What did somebody do, to whom, where and when?
// parameters:
//   who: {type: entity, at: a, example: Roza Otunbayeva, help: who did it}
//   class: {type: class, default: Event, help: the kind of event}
// columns:
//   what: what they did
//   to_whom: to or with whom
//   places: where
//   date: when, as EDTF
//   status: happened, or disputed where somebody denies it
//   articles: how many articles report it
//   why: the event
MATCH (e:Event)-[:ACTOR]->(a:Entity)
WHERE a.uri IN $who
WITH DISTINCT e
WHERE $class IN labels(e)
OPTIONAL MATCH (e)-[:RECIPIENT]->(b:Entity)
OPTIONAL MATCH (e)-[:PLACE]->(p:Place)
RETURN {uri: e.uri, name: e.name} AS what,
       collect(DISTINCT CASE WHEN b IS NULL THEN null ELSE {uri: b.uri, name: b.name} END) AS to_whom,
       collect(DISTINCT CASE WHEN p IS NULL THEN null ELSE {uri: p.uri, name: p.name} END) AS places,
       e.when AS date,
       e.status AS status,
       e.articles AS articles,
       collect(DISTINCT e.uri) AS why
ORDER BY date, what.name, what.uri
