// title: How two are connected
// question: By which chain of events and states are two people, bodies or countries connected?
// parameters:
//   one: {type: entity, example: Vladimir Putin, help: where the chain begins}
//   other: {type: entity, example: Kyrgyz interim government, help: where it ends}
// columns:
//   steps: how many links the chain has
//   chain: the names along it
//   why: the situations along it
MATCH (a:Entity), (b:Entity)
WHERE a.uri IN $one AND b.uri IN $other AND a.uri <> b.uri
MATCH p = shortestPath((a)-[:ACTOR|RECIPIENT|REPRESENTATIVE|POST|ORGANIZATION|LEFT_SIDE|JOINED_SIDE|BASE|HOST|PERSON*..8]-(b))
RETURN length(p) AS steps,
       reduce(chain = '', n IN nodes(p) | chain + CASE WHEN chain = '' THEN '' ELSE ' – ' END + n.name) AS chain,
       [n IN nodes(p) WHERE n:Situation | n.uri] AS why
ORDER BY steps, chain, a.uri, b.uri
