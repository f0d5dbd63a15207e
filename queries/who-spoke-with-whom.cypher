// title: Meetings, calls and visits
// question: Who met, telephoned, visited or negotiated with whom, and when?
// parameters:
//   who: {type: entity, default: null, at: a, example: Roza Otunbayeva, help: one of the two}
//   since: {type: date, default: null, help: first day}
//   until: {type: date, default: null, help: last day}
// columns:
//   one: one of the two
//   other: the other
//   what: the meeting, call, visit or talks
//   date: when, as EDTF
//   articles: how many articles report it
//   why: the event
MATCH (a:Agent)-[c:CONFERRED_WITH]-(b:Agent)
WITH a, b, c
WHERE ($who IS NULL OR a.uri IN $who)
  AND ($who IS NOT NULL OR a.uri < b.uri)
  AND ($since IS NULL OR c.latest >= $since)
  AND ($until IS NULL OR c.earliest <= $until)
MATCH (s:Resource {uri: c.situation})
RETURN {uri: a.uri, name: a.name} AS one,
       {uri: b.uri, name: b.name} AS other,
       {uri: s.uri, name: s.name} AS what,
       c.when AS date,
       c.articles AS articles,
       [c.situation] AS why
ORDER BY c.earliest, a.name, b.name, a.uri, b.uri, c.situation
