// title: Defections
// question: Who left which party or side, and whom did they join?
// parameters:
//   from: {type: entity, default: null, at: l, example: Ak-Jol, help: the party or side that was left}
//   since: {type: date, default: null, help: "first day; a defection without a date is left out then"}
//   until: {type: date, default: null, help: "last day; a defection without a date is left out then"}
// columns:
//   who: who left
//   left_side: the party or side that was left
//   joined_side: the side that was joined, where an article names it
//   date: when, as EDTF
//   certainty: how sure the surest source is
//   articles: how many articles say so
//   why: the defection
MATCH (w:Agent)-[d:DEFECTED_FROM]->(l:Agent)
WHERE ($from IS NULL OR l.uri IN $from)
  AND ($since IS NULL OR d.latest >= $since)
  AND ($until IS NULL OR d.earliest <= $until)
OPTIONAL MATCH (w)-[t:DEFECTED_TO]->(j:Agent)
WHERE t.situation = d.situation
RETURN {uri: w.uri, name: w.name} AS who,
       {uri: l.uri, name: l.name} AS left_side,
       CASE WHEN j IS NULL THEN null ELSE {uri: j.uri, name: j.name} END AS joined_side,
       d.when AS date,
       d.certainty AS certainty,
       d.articles AS articles,
       [d.situation] AS why
ORDER BY l.name, d.earliest, w.name, j.name, w.uri, j.uri, d.situation
