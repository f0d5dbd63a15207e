// title: Members
// question: Who belongs to, or serves in, which party or body?
// parameters:
//   organization: {type: entity, default: null, at: o, example: Kyrgyz interim government, help: the party or body}
// columns:
//   who: the member
//   organization: the party or body
//   posts: the posts held in it, where an article names them
//   why: the memberships and tenures
MATCH (s:State)-[:ORGANIZATION]->(o:Organization), (s)-[:ACTOR]->(p:Agent)
WHERE ($organization IS NULL OR o.uri IN $organization) AND (s.phase IS NULL OR s.phase IN ['current', 'acting'])
OPTIONAL MATCH (s)-[:POST]->(t:Post)
RETURN {uri: p.uri, name: p.name} AS who,
       {uri: o.uri, name: o.name} AS organization,
       collect(DISTINCT CASE WHEN t IS NULL THEN null ELSE {uri: t.uri, name: t.name} END) AS posts,
       collect(DISTINCT s.uri) AS why
ORDER BY organization.name, who.name, organization.uri, who.uri
