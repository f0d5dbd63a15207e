// title: Military bases
// question: Which powers operate military bases, and where?
// parameters:
//   country: {type: country, default: null, at: b, example: Kyrgyzstan, help: the country that the base lies in}
// columns:
//   power: who operates the base
//   base: the base
//   host: the country on whose soil it lies, where an article says so
//   articles: how many articles say so
//   why: the operation of the base
MATCH (p:Agent)-[o:OPERATES]->(b:MilitaryBase)
WHERE $country IS NULL OR b.country = $country
OPTIONAL MATCH (h:Country)-[t:HOSTS]->(b)
WHERE t.situation = o.situation
RETURN {uri: p.uri, name: p.name} AS power,
       {uri: b.uri, name: b.name} AS base,
       CASE WHEN h IS NULL THEN null ELSE {uri: h.uri, name: h.name} END AS host,
       o.articles AS articles,
       [o.situation] AS why
ORDER BY p.name, b.name, p.uri, b.uri, h.uri, o.situation
