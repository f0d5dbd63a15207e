// title: What has not happened yet
// question: What is only offered, promised, planned, asked for, threatened, conditional or possible?
// parameters:
//   status: {type: text, default: null, example: planned, help: "offered, promised, planned, requested, threatened, conditional or possible"}
//   class: {type: class, default: null, help: the kind of event or state}
// columns:
//   status: offered, promised, planned, requested, threatened, conditional or possible
//   prospect: what may come
//   date: when it is to be, as EDTF
//   articles: how many articles speak of it
//   why: the prospect
MATCH (s:Prospect)
WHERE ($status IS NULL OR s.status = $status) AND ($class IS NULL OR $class IN s.classes)
RETURN s.status AS status,
       {uri: s.uri, name: s.name} AS prospect,
       s.when AS date,
       s.articles AS articles,
       [s.uri] AS why
ORDER BY s.status, s.earliest, s.name, s.uri
