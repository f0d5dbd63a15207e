// title: Asylum offered, granted and refused
// question: Who offered or granted asylum to whom, and what is denied of it?
// parameters:
//   whom: {type: entity, default: null, at: b, example: Kurmanbek Bakiyev, help: for whom}
// columns:
//   who: who offers, grants, or does not
//   whom: for whom
//   what: the offer or grant
//   status: "happened, disputed, denied, or the kind of prospect"
//   date: when, as EDTF
//   why: the situation
MATCH (b:Entity)<-[:RECIPIENT]-(s:Situation)-[:ACTOR]->(a:Agent)
WHERE s.class = 'AsylumOffer' OR s.class = 'AsylumGrant'
WITH a, b, s
WHERE $whom IS NULL OR b.uri IN $whom
RETURN {uri: a.uri, name: a.name} AS who,
       {uri: b.uri, name: b.name} AS whom,
       {uri: s.uri, name: s.name} AS what,
       s.status AS status,
       s.when AS date,
       [s.uri] AS why
ORDER BY s.earliest, a.name, b.name, s.name, a.uri, b.uri, s.uri
