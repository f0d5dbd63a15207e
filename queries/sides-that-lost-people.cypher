// title: Sides that lost people
// question: Which sides lost people, and to whom did they go?
// columns:
//   left_side: the side that was left
//   joined_side: where they went, where an article names it
//   who: who went
//   defections: how many defections
//   why: the defections
MATCH (w:Agent)-[d:DEFECTED_FROM]->(l:Agent)
OPTIONAL MATCH (w)-[t:DEFECTED_TO]->(j:Agent)
WHERE t.situation = d.situation
RETURN {uri: l.uri, name: l.name} AS left_side,
       CASE WHEN j IS NULL THEN null ELSE {uri: j.uri, name: j.name} END AS joined_side,
       collect(DISTINCT {uri: w.uri, name: w.name}) AS who,
       count(DISTINCT d.situation) AS defections,
       collect(DISTINCT d.situation) AS why
ORDER BY left_side.name, joined_side.name, left_side.uri, joined_side.uri
