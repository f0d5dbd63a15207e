// title: Offers of aid
// question: Which powers offered or pledged aid, to whom, and how much?
// parameters:
//   country: {type: country, default: null, at: r, example: Kyrgyzstan, help: the country that the aid is for}
//   power: {type: entity, default: null, help: who offers}
//   since: {type: date, default: null, help: "first day; an offer without a date is left out then"}
//   until: {type: date, default: null, help: "last day; an offer without a date is left out then"}
// columns:
//   power: the state, government or international organisation that offers, or the state of the office-holder who does
//   spoken_by: the people who made the offer, where an article names them
//   recipient: whom the aid is for
//   amount_from: the lowest sum reported, where all are in one currency
//   amount_to: the highest
//   currency: of both, ISO 4217
//   reported: "the sums as reported, with their currencies"
//   date: when, as EDTF
//   articles: how many articles say so
//   part_of: "the larger offer that it is part of: do not add both up"
//   why: the offer or pledge
MATCH (a:Agent)-[o:OFFERED_AID_TO]->(r:Entity)
WHERE ($country IS NULL OR r.country = $country)
  AND ($since IS NULL OR o.latest >= $since)
  AND ($until IS NULL OR o.earliest <= $until)
OPTIONAL MATCH (c:Entity {country: a.country})
WHERE c:Country AND EXISTS { MATCH (a)-[:HOLDS_POST]->(t:Post) }
WITH a, o, r, CASE WHEN a:Country OR a:InternationalOrganization OR a:Government THEN a ELSE c END AS p
WHERE p IS NOT NULL AND ($power IS NULL OR p.uri IN $power)
MATCH (s:Resource {uri: o.situation})
OPTIONAL MATCH (s)-[:PART_OF]->(w:AidOffer)
WITH p, r, s, w, collect(DISTINCT CASE WHEN a:Person THEN a END) AS people, max(o.articles) AS reports,
     min(o.amountMin) AS least, max(o.amountMax) AS most, min(o.currency) AS currency,
     count(DISTINCT o.currency) = 1 AND count(o.currency) = count(o.amountReported) AS comparable,
     collect(o.amountReported) AS lists
WITH p, r, s, w, people, reports, lists, CASE WHEN comparable THEN least END AS low,
     CASE WHEN comparable THEN most END AS high, CASE WHEN comparable THEN currency END AS money
RETURN {uri: p.uri, name: p.name} AS power,
       [x IN people | {uri: x.uri, name: x.name}] AS spoken_by,
       {uri: r.uri, name: r.name} AS recipient,
       low AS amount_from,
       high AS amount_to,
       money AS currency,
       reduce(sums = [], x IN lists | sums + x) AS reported,
       s.when AS date,
       reports AS articles,
       CASE WHEN w IS NULL THEN null ELSE {uri: w.uri, name: w.name} END AS part_of,
       [s.uri] AS why
ORDER BY p.name, s.earliest, high DESC, r.name, p.uri, r.uri, w.uri, s.uri
