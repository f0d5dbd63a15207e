// title: Denials
// question: What is denied, by whom, and does anybody affirm it?
// parameters:
//   by: {type: entity, default: null, example: Kurmanbek Bakiyev, help: "who denies it; left out, the articles' own denials count too"}
// columns:
//   what: what is denied
//   denied_by: "who denies it: the source, 'unnamed source', or the outlet where it speaks for itself"
//   quote: the words
//   published: when
//   affirmed: how many claims affirm it
//   why: the situation
CALL () {
  WITH 1 AS anybody
  WHERE $by IS NULL
  MATCH (c:Claim {polarity: 'negated'})
  OPTIONAL MATCH (c)-[:ATTRIBUTED_TO]->(p:Entity)
  RETURN c, p
  UNION
  UNWIND $by AS one
  MATCH (p:Resource {uri: one})
  MATCH (p)<-[:ATTRIBUTED_TO]-(c:Claim {polarity: 'negated'})
  RETURN c, p
}
MATCH (c)-[:ABOUT]->(s:Situation)
RETURN {uri: s.uri, name: s.name} AS what,
       coalesce(p.name, c.speaker, c.outlet) AS denied_by,
       c.quote AS quote,
       c.published AS published,
       s.claims AS affirmed,
       [s.uri] AS why
ORDER BY c.published, s.name, c.start, c.uri
