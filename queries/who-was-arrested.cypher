// title: Arrests
// question: Who was arrested or detained, by whom, where and when?
// parameters:
//   country: {type: country, default: null, at: w, example: Kyrgyzstan, help: the country of those arrested}
//   since: {type: date, default: null, help: "first day; an arrest without a date is left out then"}
//   until: {type: date, default: null, help: "last day; an arrest without a date is left out then"}
// columns:
//   who: who was arrested
//   by_whom: by whom
//   places: where
//   date: when, as EDTF
//   arrested_from: how many people, at least, where an article gives a number
//   why: the arrest
MATCH (s:Arrest)-[:RECIPIENT]->(w:Entity)
WHERE $country IS NULL OR w.country = $country
WITH s, w
WHERE ($since IS NULL OR s.latest >= $since) AND ($until IS NULL OR s.earliest <= $until)
OPTIONAL MATCH (s)-[:ACTOR]->(a:Agent)
OPTIONAL MATCH (s)-[:PLACE]->(p:Place)
RETURN {uri: w.uri, name: w.name} AS who,
       collect(DISTINCT CASE WHEN a IS NULL THEN null ELSE {uri: a.uri, name: a.name} END) AS by_whom,
       collect(DISTINCT CASE WHEN p IS NULL THEN null ELSE {uri: p.uri, name: p.name} END) AS places,
       s.when AS date,
       s.arrestedMin AS arrested_from,
       [s.uri] AS why
ORDER BY date, who.name, who.uri
