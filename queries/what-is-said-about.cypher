// title: The words themselves
// question: What exactly do articles say about somebody's part in a kind of event or state?
// parameters:
//   who: {type: entity, at: x, example: Russia, help: who takes part}
//   class: {type: class, default: Situation, example: AidPledge, help: the kind of event or state}
// columns:
//   outlet: where it stands
//   published: when
//   source: "whose words, where they are not the outlet's own: a name, or 'unnamed source'"
//   quote: the words
//   start: where they begin in the article's text, in characters from 0
//   end: where they end
//   url: the article
//   why: the situation that they speak of
MATCH (x:Entity)<-[:FILLS]-(c:Claim)-[:ABOUT]->(s:Situation)
WHERE x.uri IN $who
WITH DISTINCT c, s
WHERE $class IN labels(s) OR $class IN coalesce(s.classes, [])
RETURN c.outlet AS outlet,
       c.published AS published,
       c.speaker AS source,
       c.quote AS quote,
       c.start AS `start`,
       c.end AS `end`,
       c.url AS url,
       [s.uri] AS why
ORDER BY c.published, c.url, c.start, c.uri
