// title: What may come, and on what condition
// question: What has somebody said that they or others may, should or will do, and on what condition?
// parameters:
//   speaker: {type: entity, default: null, at: p, example: Kurmanbek Bakiyev, help: whose words}
// columns:
//   speaker: who says so
//   prospect: what may come
//   status: offered, promised, planned, requested, threatened, conditional or possible
//   certainty: how sure the speaker is
//   condition: what would have to happen first, where the speaker names it
//   why: the prospect, and its condition
MATCH (c:Claim {polarity: 'affirmed'})-[:ATTRIBUTED_TO]->(p:Agent), (c)-[:ABOUT]->(s:Prospect)
WHERE $speaker IS NULL OR p.uri IN $speaker
OPTIONAL MATCH (s)-[:CONDITIONAL_ON]->(x:Situation)
RETURN {uri: p.uri, name: p.name} AS speaker,
       {uri: s.uri, name: s.name} AS prospect,
       s.status AS status,
       c.certainty AS certainty,
       CASE WHEN x IS NULL THEN null ELSE {uri: x.uri, name: x.name} END AS condition,
       [s.uri, x.uri] AS why
ORDER BY p.name, s.name, c.certainty, p.uri, x.uri, s.uri
