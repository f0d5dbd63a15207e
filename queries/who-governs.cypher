// title: Governments
// question: Who governs, or claims to govern, a country, and who leads it?
// parameters:
//   country: {type: country, default: null, example: Kyrgyzstan, help: the country}
// columns:
//   government: who governs, or claims to
//   kind: the kind of body
//   country: what it governs
//   leaders: who is said to hold a post in it now
//   why: "the tenures of its people, its formation, its recognition, or what is said against that"
MATCH (g:Government)-[:GOVERNS]->(c:Country)
WHERE $country IS NULL OR c.country = $country
MATCH (s:Situation)-[:RECIPIENT|ORGANIZATION]->(g)
WHERE s:Formation OR s.class = 'Recognition' OR (s:Tenure AND s.phase IN ['current', 'acting'])
OPTIONAL MATCH (s)-[:ACTOR]->(p:Person)
WHERE s:Tenure
RETURN {uri: g.uri, name: g.name} AS government,
       g.type AS kind,
       {uri: c.uri, name: c.name} AS country,
       collect(DISTINCT CASE WHEN p IS NULL THEN null ELSE {uri: p.uri, name: p.name} END) AS leaders,
       collect(DISTINCT s.uri) AS why
ORDER BY country.name, government.name, government.uri
