// title: Representatives
// question: Who acted or spoke for whom, and in what?
// parameters:
//   who: {type: entity, default: null, example: Robert Blake, help: the representative}
//   principal: {type: entity, default: null, help: on whose behalf}
// columns:
//   representative: who acted or spoke
//   principal: on whose behalf
//   what: in what
//   date: when, as EDTF
//   why: the situation
MATCH (a:Agent)<-[:REPRESENTATIVE]-(s:Situation)-[:ACTOR]->(b:Agent)
WHERE ($who IS NULL OR a.uri IN $who) AND ($principal IS NULL OR b.uri IN $principal) AND a.uri <> b.uri
RETURN {uri: a.uri, name: a.name} AS representative,
       {uri: b.uri, name: b.name} AS principal,
       {uri: s.uri, name: s.name} AS what,
       s.when AS date,
       [s.uri] AS why
ORDER BY a.name, b.name, s.earliest, s.uri, a.uri, b.uri
