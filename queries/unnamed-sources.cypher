// title: Unnamed sources
// question: Which claims rest on sources that the article does not name?
// parameters:
//   outlet: {type: text, default: null, example: Chui Valley Courier, help: the outlet's name as it publishes}
// columns:
//   what: what is claimed
//   certainty: how sure the source is
//   quote: the words
//   outlet: where they stand
//   published: when
//   otherwise: how many claims about it have a named source or the article's own voice
//   why: the situation
MATCH (c:Claim {attribution: 'unnamed'})-[:ABOUT]->(s:Situation)
WHERE $outlet IS NULL OR c.outlet = $outlet
OPTIONAL MATCH (d:Claim)-[:ABOUT]->(s)
WHERE d.attribution <> 'unnamed'
WITH c, s, count(d) AS otherwise
RETURN {uri: s.uri, name: s.name} AS what,
       c.certainty AS certainty,
       c.quote AS quote,
       c.outlet AS outlet,
       c.published AS published,
       otherwise AS otherwise,
       [s.uri] AS why
ORDER BY c.published, c.outlet, c.start, c.uri
