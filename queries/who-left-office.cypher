// title: Who left office
// question: Who resigned or was removed from which post, and does anybody dispute it?
// parameters:
//   country: {type: country, default: null, at: p, example: Kyrgyzstan, help: the country of the person}
// columns:
//   who: who left
//   post: which post
//   how: resignation or removal
//   date: when, as EDTF
//   status: happened, or disputed where somebody denies it
//   denials: how many claims deny it, of this or of another report of the same
//   why: the resignation or removal, and denials of the same
MATCH (s:Event)-[:ACTOR|RECIPIENT]->(p:Person)
WHERE s:Resignation OR s:Removal
WITH s, p
WHERE ($country IS NULL OR p.country = $country)
  AND ((s:Resignation AND EXISTS { MATCH (s)-[:ACTOR]->(p) }) OR (s:Removal AND EXISTS { MATCH (s)-[:RECIPIENT]->(p) }))
OPTIONAL MATCH (s)-[:POST]->(o:Post)
OPTIONAL MATCH (p)<-[:ACTOR|RECIPIENT]-(d:Situation)
WHERE d.class = s.class AND d.denied > 0
WITH s, p, o, collect(DISTINCT d) AS denying
RETURN {uri: p.uri, name: p.name} AS who,
       CASE WHEN o IS NULL THEN null ELSE {uri: o.uri, name: o.name} END AS post,
       toLower(s.class) AS how,
       s.when AS date,
       s.status AS status,
       reduce(n = 0, x IN denying | n + x.denied) AS denials,
       [s.uri] + [x IN denying | x.uri] AS why
ORDER BY s.earliest, p.name, o.name, p.uri, o.uri, s.uri
