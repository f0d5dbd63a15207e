// title: What led up to it
// question: What came before an event, was its reason, or is refused by it, as the articles tell it?
// parameters:
//   class: {type: class, default: Movement, example: Refusal, help: the kind of event}
//   who: {type: entity, default: null, help: who takes part in it}
// columns:
//   what: the event
//   earlier: what came before it, was its reason, or is refused by it
//   earlier_date: when that was, as EDTF
//   why: both
MATCH (e:Event)-[:AFTER|BECAUSE|REFUSES*1..4]->(x:Situation)
WHERE $class IN labels(e)
WITH e, x
WHERE $who IS NULL OR EXISTS { MATCH (e)-[:ACTOR|RECIPIENT]->(a:Entity) WHERE a.uri IN $who }
RETURN DISTINCT {uri: e.uri, name: e.name} AS what,
       {uri: x.uri, name: x.name} AS earlier,
       x.when AS earlier_date,
       [e.uri, x.uri] AS why
ORDER BY what.name, earlier_date, what.uri, earlier.uri
