// title: How two are connected
// question: By which shortest chains of events and states are two people, bodies or countries connected?
// parameters:
//   one: {type: entity, example: Vladimir Putin, help: where the chain begins}
//   other: {type: entity, example: Kyrgyz interim government, help: where it ends}
//   chains: {type: integer, default: "20", help: "show so many chains, at most"}
// sparql: SPARQL has no shortest path; its property paths tell that two are connected, not by what or over how many links
// columns:
//   steps: how many links the chain has
//   chain: the names along it
//   why: the situations along it
UNWIND $one AS begins
MATCH (a:Resource {uri: begins})
UNWIND $other AS ends
MATCH (b:Resource {uri: ends})
WITH a, b
WHERE a.uri <> b.uri
MATCH p = allShortestPaths((a)-[:ACTOR|RECIPIENT|REPRESENTATIVE|POST|ORGANIZATION|LEFT_SIDE|JOINED_SIDE|BASE|HOST|PERSON*..8]-(b))
WITH DISTINCT length(p) AS steps,
     reduce(names = '', n IN nodes(p) | names + CASE WHEN names = '' THEN '' ELSE ' – ' END + n.name) AS chain,
     [n IN nodes(p) WHERE n:Situation | n.uri] AS situations,
     reduce(uris = '', n IN nodes(p) | uris + ' ' + n.uri) AS uri
RETURN steps AS steps,
       chain AS chain,
       situations AS why
ORDER BY steps, chain, uri
LIMIT $chains
