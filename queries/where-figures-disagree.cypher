// title: Figures that disagree
// question: On which figures or dates do sources disagree?
// parameters:
//   figure: {type: text, default: null, example: killed, help: "killed, injured, arrested, participants, amount, currency or when"}
// columns:
//   situation: what they report on
//   figure: what disagrees
//   reported: the figures reported (for a date, the days that any report allows)
//   claims: how many claims speak of it
//   why: the situation
MATCH (s:Situation)
WHERE s.conflicts IS NOT NULL
UNWIND s.conflicts AS figure
WITH s, figure
WHERE $figure IS NULL OR figure = $figure
RETURN {uri: s.uri, name: s.name} AS situation,
       figure AS figure,
       CASE figure
         WHEN 'killed' THEN s.killedReported
         WHEN 'injured' THEN s.injuredReported
         WHEN 'arrested' THEN s.arrestedReported
         WHEN 'participants' THEN s.participantsReported
         WHEN 'when' THEN [s.when]
         ELSE s.amountReported
       END AS reported,
       s.claims AS claims,
       [s.uri] AS why
ORDER BY figure, s.earliest, s.name, s.uri
