// title: Offers of aid
// question: Which powers offered or pledged aid, to whom, and how much?
// parameters:
//   country: {type: country, default: null, example: Kyrgyzstan, help: the country that the aid is for}
//   power: {type: entity, default: null, help: who offers}
//   since: {type: date, default: null, help: "first day; an offer without a date is left out then"}
//   until: {type: date, default: null, help: "last day; an offer without a date is left out then"}
// columns:
//   power: the state or international organisation that offers
//   recipient: whom the aid is for
//   amount_from: the lowest sum reported
//   amount_to: the highest sum reported
//   currency: of the sums, ISO 4217
//   date: when, as EDTF
//   articles: how many articles say so
//   part_of: "the larger offer that it is part of: do not add both up"
//   why: the offer or pledge
MATCH (p:Agent)-[o:OFFERED_AID_TO]->(r:Entity), (s:AidOffer)
WHERE s.uri = o.situation
  AND (p:Country OR p:InternationalOrganization OR p:Government)
  AND ($power IS NULL OR p.uri IN $power)
  AND ($country IS NULL OR r.country = $country)
  AND ($since IS NULL OR o.latest >= $since)
  AND ($until IS NULL OR o.earliest <= $until)
OPTIONAL MATCH (s)-[:PART_OF]->(w:AidOffer)
RETURN {uri: p.uri, name: p.name} AS power,
       {uri: r.uri, name: r.name} AS recipient,
       o.amountMin AS amount_from,
       o.amountMax AS amount_to,
       o.currency AS currency,
       o.when AS date,
       o.articles AS articles,
       CASE WHEN w IS NULL THEN null ELSE {uri: w.uri, name: w.name} END AS part_of,
       [o.situation] AS why
ORDER BY p.name, o.earliest, o.amountMax DESC, r.name, p.uri, r.uri, w.uri, o.situation
