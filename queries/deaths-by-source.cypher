// title: Dead and injured, by source
// question: How many people are said to have died or been hurt, in what, and who says so?
// parameters:
//   since: {type: date, default: null, example: 2010-04-07, help: "first day of what happened; what has no date is left out then"}
//   until: {type: date, default: null, example: 2010-04-07, help: "last day of what happened; what has no date is left out then"}
//   place: {type: entity, default: null, help: the place or a place that contains it}
// columns:
//   what: what happened
//   killed_from: killed, at least
//   killed_to: killed, at most
//   injured_from: injured, at least
//   injured_to: injured, at most
//   source: "who says so: the source, 'unnamed source', or the outlet where it speaks for itself"
//   outlet: where it stands
//   published: when
//   why: the situation
MATCH (c:Claim {polarity: 'affirmed'})-[:ABOUT]->(s:Situation)
WHERE (c.killedMin IS NOT NULL OR c.killedMax IS NOT NULL OR c.injuredMin IS NOT NULL OR c.injuredMax IS NOT NULL)
  AND ($since IS NULL OR s.latest >= $since)
  AND ($until IS NULL OR s.earliest <= $until)
WITH c, s
WHERE $place IS NULL OR EXISTS {
  MATCH (s)-[:PLACE]->(p:Place)-[:LOCATED_IN*0..4]->(o:Place) WHERE o.uri IN $place
}
RETURN {uri: s.uri, name: s.name} AS what,
       c.killedMin AS killed_from,
       c.killedMax AS killed_to,
       c.injuredMin AS injured_from,
       c.injuredMax AS injured_to,
       coalesce(c.speaker, c.outlet) AS source,
       c.outlet AS outlet,
       c.published AS published,
       [s.uri] AS why
ORDER BY c.published, s.name, c.start, c.uri
