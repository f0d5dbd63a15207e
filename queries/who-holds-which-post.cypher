// title: Posts and their holders
// question: Who holds, or held, which post, and as of when is that said?
// parameters:
//   country: {type: country, default: null, at: o, example: Kyrgyzstan, help: the country that the post belongs to}
//   phase: {type: text, default: current, help: "how the post is held: current, former, acting or elect"}
//   since: {type: date, default: null, help: leave out what no article of this day or later says}
// columns:
//   person: who holds the post
//   post: the post
//   phase: current, former, acting or elect, by the newest claim that says so
//   as_of: the day of the newest article that says so
//   certainty: how sure the source of that claim is
//   articles: how many articles speak of it, in whatever phase
//   why: the tenure
MATCH (p:Agent)-[h:HOLDS_POST]->(o:Post)
WHERE ($country IS NULL OR o.country = $country)
  AND h.phase = $phase
  AND ($since IS NULL OR h.asOf >= $since)
RETURN {uri: p.uri, name: p.name} AS person,
       {uri: o.uri, name: o.name} AS post,
       h.phase AS phase,
       h.asOf AS as_of,
       h.certainty AS certainty,
       h.articles AS articles,
       [h.situation] AS why
ORDER BY o.name, p.name, h.situation
