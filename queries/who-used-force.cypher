// title: Use of force
// question: Who is said to have used force on whom, by whom is it said, and for what reason?
// parameters:
//   who: {type: entity, default: null, at: a, help: who used force}
//   country: {type: country, default: null, at: a, example: Kyrgyzstan, help: the country of those who used force}
//   class: {type: class, default: Violence, help: the kind of violence}
// columns:
//   who: who used force
//   on_whom: on whom, where an article says so
//   what: what happened
//   date: when, as EDTF
//   according_to: "who says so: the source, 'unnamed source', or the outlet where it speaks for itself"
//   because: the reason that a source gives
//   why: the event, and its reason
MATCH (s:Event)-[:ACTOR]->(a:Agent)
WHERE $class IN labels(s)
WITH s, a
WHERE ($who IS NULL OR a.uri IN $who) AND ($country IS NULL OR a.country = $country)
MATCH (s)<-[:ABOUT]-(c:Claim {polarity: 'affirmed'})-[:FILLS {role: 'actor'}]->(a)
WITH s, a, collect(DISTINCT coalesce(c.speaker, c.outlet)) AS sources
OPTIONAL MATCH (s)-[:RECIPIENT]->(b:Entity)
OPTIONAL MATCH (s)-[:BECAUSE]->(x:Situation)
RETURN {uri: a.uri, name: a.name} AS who,
       CASE WHEN b IS NULL THEN null ELSE {uri: b.uri, name: b.name} END AS on_whom,
       {uri: s.uri, name: s.name} AS what,
       s.when AS date,
       sources AS according_to,
       CASE WHEN x IS NULL THEN null ELSE {uri: x.uri, name: x.name} END AS because,
       [s.uri, x.uri] AS why
ORDER BY s.earliest, a.name, b.name, a.uri, b.uri, x.uri, s.uri
