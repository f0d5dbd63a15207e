// title: What an article says
// question: What does an article claim, in its own voice and in others', and which rule found it?
// parameters:
//   article: {type: text, example: courier-0416, help: "the article's URL, title, or the id that the input gave"}
// columns:
//   what: the situation
//   source: "whose words, where they are not the article's own: a name, or 'unnamed source'"
//   polarity: affirmed or negated
//   certainty: how sure the source is
//   quote: the words
//   start: where they begin in the article's text, in characters from 0
//   rule: what found the claim
//   why: the situation
MATCH (a:Article)<-[:STATED_IN]-(c:Claim)-[:ABOUT]->(s:Situation)
WHERE a.url = $article OR a.title = $article OR a.givenId = $article OR a.uri = $article
RETURN {uri: s.uri, name: s.name} AS what,
       c.speaker AS source,
       c.polarity AS polarity,
       c.certainty AS certainty,
       c.quote AS quote,
       c.start AS `start`,
       c.rule AS rule,
       [s.uri] AS why
ORDER BY c.start, s.name, c.uri
