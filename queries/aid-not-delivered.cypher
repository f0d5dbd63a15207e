// title: Aid offered and not delivered
// question: Which aid was offered or pledged, without a report that any was delivered?
// parameters:
//   country: {type: country, default: null, example: Kyrgyzstan, help: the country that the aid is for}
// columns:
//   power: who offered
//   recipient: whom the aid is for
//   offer: the offer or pledge
//   date: when it was made, as EDTF
//   why: the offer or pledge
MATCH (p:Agent)<-[:ACTOR]-(o:AidOffer)-[:RECIPIENT]->(r:Entity)
WHERE $country IS NULL OR r.country = $country
WITH p, o, r
WHERE NOT EXISTS { MATCH (t:AidTransfer)-[:REALIZES]->(o) }
  AND NOT EXISTS { MATCH (p)<-[:ACTOR]-(t:AidTransfer)-[:RECIPIENT]->(r) }
RETURN {uri: p.uri, name: p.name} AS power,
       {uri: r.uri, name: r.name} AS recipient,
       {uri: o.uri, name: o.name} AS offer,
       o.when AS date,
       [o.uri] AS why
ORDER BY p.name, o.earliest, r.name, p.uri, r.uri, o.uri
