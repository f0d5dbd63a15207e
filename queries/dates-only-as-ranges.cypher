// title: Dates known only as ranges
// question: Of which events is the date known only as a range of days?
// parameters:
//   days: {type: integer, default: "2", help: "ranges of so many days, or more"}
// columns:
//   event: what happened
//   earliest: the first day that it may have been
//   latest: the last day that it may have been
//   date: the same as EDTF
//   why: the event
MATCH (e:Event)
WHERE e.earliest < e.latest AND e.earliest + duration({days: $days - 1}) <= e.latest
RETURN {uri: e.uri, name: e.name} AS event,
       e.earliest AS earliest,
       e.latest AS latest,
       e.when AS date,
       [e.uri] AS why
ORDER BY e.earliest, e.latest, e.name, e.uri
