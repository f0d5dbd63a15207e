// title: Aid offered and not delivered
// question: Which aid was offered or pledged, without a report that any was delivered?
// parameters:
//   country: {type: country, default: null, at: r, example: Kyrgyzstan, help: the country that the aid is for}
// columns:
//   power: "who offered; for an office-holder, the state"
//   recipient: whom the aid is for
//   offer: the offer or pledge
//   date: when it was made, as EDTF
//   why: the offer or pledge
MATCH (r:Entity)<-[:RECIPIENT]-(o:AidOffer)-[:ACTOR]->(a:Agent)
WHERE $country IS NULL OR r.country = $country
OPTIONAL MATCH (c:Entity {country: a.country})
WHERE c:Country AND EXISTS { MATCH (a)-[:HOLDS_POST]->(t:Post) }
WITH a, o, r, CASE WHEN a:Person AND c IS NOT NULL THEN c ELSE a END AS p
WHERE NOT EXISTS { MATCH (a)<-[:REPRESENTATIVE]-(o)-[:ACTOR]->(x:Agent) WHERE x.uri <> a.uri }
  AND NOT EXISTS { MATCH (o)<-[:REALIZES]-(t:AidTransfer) }
  AND NOT EXISTS { MATCH (r)<-[:RECIPIENT]-(t:AidTransfer)-[:ACTOR]->(x:Agent) WHERE x.uri IN [a.uri, p.uri] }
WITH DISTINCT p, o, r
RETURN {uri: p.uri, name: p.name} AS power,
       {uri: r.uri, name: r.name} AS recipient,
       {uri: o.uri, name: o.name} AS offer,
       o.when AS date,
       [o.uri] AS why
ORDER BY p.name, o.earliest, r.name, p.uri, r.uri, o.uri
