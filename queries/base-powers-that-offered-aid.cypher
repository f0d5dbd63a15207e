// title: Powers with a base that offered aid
// question: Which powers operate a military base in a country and also offered it aid?
// parameters:
//   country: {type: country, default: null, at: m, example: Kyrgyzstan, help: the country}
// columns:
//   power: who operates bases and offered aid
//   bases: the bases
//   recipients: to whom aid was offered
//   offers: how many offers and pledges
//   why: the offers, and the operation of the bases
MATCH (p:Agent)-[b:OPERATES]->(m:MilitaryBase), (p)-[o:OFFERED_AID_TO]->(r:Entity)
WHERE ($country IS NULL OR m.country = $country) AND m.country = r.country
RETURN {uri: p.uri, name: p.name} AS power,
       collect(DISTINCT {uri: m.uri, name: m.name}) AS bases,
       collect(DISTINCT {uri: r.uri, name: r.name}) AS recipients,
       count(DISTINCT o.situation) AS offers,
       collect(DISTINCT o.situation) + collect(DISTINCT b.situation) AS why
ORDER BY power.name, power.uri
