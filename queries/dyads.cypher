// title: Who did what to whom, by country
// question: How often did actors of one country do what to those of another, by PLOVER's four quarters?
// parameters:
//   source: {type: country, default: null, at: a, example: Russia, help: the country of those who act}
//   target: {type: country, default: null, at: b, help: the country of those at the other end}
//   since: {type: date, default: null, help: "first day; an event without a date is left out then"}
//   until: {type: date, default: null, help: "last day; an event without a date is left out then"}
// columns:
//   source: ISO 3166-1 alpha-3 of those who act
//   target: of those at the other end
//   quad: "1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict"
//   types: the PLOVER types
//   events: how many events
//   first: the first day of any of them
//   last: the last day of any of them
//   why: the events
MATCH (a:Agent)<-[:ACTOR]-(e:Event)-[:RECIPIENT]->(b:Entity)
WHERE a.country IS NOT NULL AND b.country IS NOT NULL AND e.quad IS NOT NULL
WITH a, b, e
WHERE ($source IS NULL OR a.country = $source)
  AND ($target IS NULL OR b.country = $target)
  AND ($since IS NULL OR e.latest >= $since)
  AND ($until IS NULL OR e.earliest <= $until)
RETURN a.country AS source,
       b.country AS target,
       e.quad AS quad,
       collect(DISTINCT e.plover) AS types,
       count(DISTINCT e) AS events,
       min(e.earliest) AS first,
       max(e.latest) AS last,
       collect(DISTINCT e.uri) AS why
ORDER BY source, target, quad
