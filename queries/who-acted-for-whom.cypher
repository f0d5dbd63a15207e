// title: Representatives
// question: Who acted or spoke for whom, and in what?
// parameters:
//   who: {type: entity, default: null, at: a, example: Robert Blake, help: the representative}
//   principal: {type: entity, default: null, help: on whose behalf}
// columns:
//   representative: who acted or spoke
//   principal: "on whose behalf: whom an article says so of, or the body, else the country, whose post the representative holds"
//   what: "in what; for a post, its tenure"
//   date: when, as EDTF
//   why: the situation
MATCH (s:Situation)-[r:REPRESENTATIVE|ACTOR]->(a:Agent)
WHERE $who IS NULL OR a.uri IN $who
WITH s, a, type(r) AS part
OPTIONAL MATCH (s)-[:ACTOR]->(p:Agent)
WHERE part = 'REPRESENTATIVE'
OPTIONAL MATCH (a)-[:ACTS_FOR]->(f:Agent)
OPTIONAL MATCH (s)-[:ORGANIZATION]->(g:Agent)
WHERE s:Tenure AND s.phase IN ['current', 'acting']
OPTIONAL MATCH (s)-[:POST]->(o:Post)-[:POST_OF]->(h:Agent)
WHERE s:Tenure AND s.phase IN ['current', 'acting'] AND g IS NULL
UNWIND [p, f, g, h] AS b
WITH DISTINCT s, a, b
WHERE b IS NOT NULL AND a.uri <> b.uri AND ($principal IS NULL OR b.uri IN $principal)
RETURN {uri: a.uri, name: a.name} AS representative,
       {uri: b.uri, name: b.name} AS principal,
       {uri: s.uri, name: s.name} AS what,
       s.when AS date,
       [s.uri] AS why
ORDER BY a.name, b.name, s.earliest, s.uri, a.uri, b.uri
