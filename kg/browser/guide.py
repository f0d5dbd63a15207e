"""The guided tour of the graph for the Browser: slides, each with Cypher that a click puts in the editor."""

from __future__ import annotations

import html
from collections.abc import Iterable
from dataclasses import dataclass

__all__ = ["SLIDES", "Slide", "guide"]


@dataclass(frozen=True, slots=True)
class Slide:
    """One slide: its title, its paragraphs (plain text), and queries that run as they stand."""

    title: str
    paragraphs: tuple[str, ...]
    queries: tuple[str, ...]


SLIDES = (
    Slide(
        "What is in this graph",
        (
            "News articles make claims. A claim is about a situation (an attack, an offer, who holds a post), and "
            "people, groups, organizations and places take part in situations. Click a query to put it in the editor, "
            "then run it with Ctrl+Enter.",
            "Blue: people. Light blue: groups. Green: organizations. Yellow: countries and places. Mauve: posts. "
            "Orange: events, and dark orange: violence. Grey: states, such as who holds a post. White: what is only "
            "offered, planned or demanded (orange rim) or denied (black rim). Small and pale: claims; black: articles.",
        ),
        (
            "MATCH p = (:Article)<-[:STATED_IN]-(:Claim)-[:ABOUT]->(:Situation)-[:ACTOR]->(:Agent)\nRETURN p LIMIT 12",
            "MATCH (s:Situation)\nRETURN s.status AS status, count(*) AS situations ORDER BY situations DESC",
        ),
    ),
    Slide(
        "Who defected",
        (
            "An edge that reads as a sentence, such as DEFECTED_FROM, stands for an event that happened or a state "
            "that holds. Click one: it shows the sentence it rests on (quote), the outlet, the day of the article "
            "(published) and the day of the event (when).",
            "The second query tells both ends of the same step: which side was left and which was joined.",
        ),
        (
            "MATCH p = (:Agent)-[:DEFECTED_FROM]->(:Agent)\nRETURN p",
            "MATCH p = (:Agent)<-[:LEFT_SIDE]-(:Defection)-[:ACTOR]->(:Agent)\n"
            "RETURN p\n"
            "UNION\n"
            "MATCH p = (:Defection)-[:JOINED_SIDE]->(:Agent)\n"
            "RETURN p",
        ),
    ),
    Slide(
        "The evidence of an edge",
        (
            "Behind every edge stand claims, and behind every claim a sentence of an article. The first query lists "
            "the sentences behind the defections, with the voice that speaks: speaker is a named source; where there "
            "is none, the outlet speaks for itself.",
            "The second draws the same: which claims of which articles support it, and whom they name.",
        ),
        (
            "MATCH (who)-[d:DEFECTED_FROM]->(side), (c:Claim)-[:ABOUT]->(s:Defection)\n"
            "WHERE s.uri = d.situation\n"
            "RETURN DISTINCT s.name AS defection, c.quote AS sentence, coalesce(c.speaker, c.outlet) AS voice,\n"
            "       c.published AS published, c.certainty AS certainty\n"
            "ORDER BY defection, published",
            "MATCH p = (:Article)<-[:STATED_IN]-(c:Claim)-[:ABOUT]->(:Defection)-[:ACTOR]->(:Agent)\nRETURN p LIMIT 12",
        ),
    ),
    Slide(
        "Who offered aid",
        (
            "An offer that was made is an event, even when nothing was delivered: OFFERED_AID_TO says that it was "
            "made. Compare GAVE_AID_TO, which says that it was.",
            "Sums stay as reported: amountMin and amountMax are the lowest and the highest, and nothing is picked.",
        ),
        (
            "MATCH p = (:Agent)-[:OFFERED_AID_TO]->(:Entity)\nRETURN p",
            "MATCH (s:AidOffer)-[:ACTOR]->(donor:Agent)\n"
            "RETURN s.when AS day, donor.name AS donor, s.name AS offer, s.amountReported AS reported,\n"
            "       s.sources AS sources\n"
            "ORDER BY s.earliest, donor",
        ),
    ),
    Slide(
        "What is denied, and what has not happened",
        (
            "Counting (:Attack) counts attacks that somebody affirms. What is only denied is a :Denied situation, "
            "what is planned, offered, demanded or threatened a :Prospect; both keep their kind in the property class.",
            "A situation that some affirm and others deny has the status disputed.",
        ),
        (
            "MATCH p = (:Claim {polarity: 'negated'})-[:ABOUT]->(:Situation)-[:ACTOR]->(:Entity)\nRETURN p",
            "MATCH (s:Prospect)\nRETURN s.status AS status, s.class AS class, s.name AS name\n"
            "ORDER BY status, class, name",
        ),
    ),
    Slide(
        "Figures that disagree",
        (
            "Sources count differently. A situation keeps the lowest and the highest figure and every report of it; "
            "conflicts names what disagrees. No figure is chosen for you.",
        ),
        (
            "MATCH (s:Situation)\nWHERE s.conflicts IS NOT NULL\n"
            "RETURN s.name AS situation, s.conflicts AS disagree, s.killedReported AS killed,\n"
            "       s.injuredReported AS injured, s.amountReported AS amount",
            "MATCH p = (:Article)<-[:STATED_IN]-(:Claim)-[:ABOUT]->(s:Situation)\n"
            "WHERE s.conflicts IS NOT NULL\nRETURN p",
        ),
    ),
    Slide(
        "Your own questions",
        (
            "Start from a name, look at what is around it, and narrow down. Names have aliases in other spellings.",
            "To find which kinds of situations, parts and edges there are, look at the database's overview at the "
            "left, at the page Ontology of the documentation, or at the counts of the last query. The saved queries "
            "of favourites.zip (drop the file on this page) are forty questions to copy from.",
        ),
        (
            "MATCH (n:Entity)\nWHERE toLower(n.name) CONTAINS 'bakiyev'\nRETURN n",
            "MATCH p = (:Person {name: 'Roza Otunbayeva'})<-[:ACTOR]-(:Event)-[:RECIPIENT]->(:Entity)\nRETURN p",
            "MATCH (a:Agent)-[e]->(b:Entity)\nWHERE e.derived\n"
            "RETURN type(e) AS edge, count(*) AS times ORDER BY times DESC, edge LIMIT 20",
        ),
    ),
)
"""The tour. Every query draws or lists something on the demo's graph; a test runs them."""


def guide(slides: Iterable[Slide]) -> str:
    """The text of guide.html, which the Browser shows on `:play URL`."""
    inner = "\n".join(map(_slide, slides))
    return f'<article class="guide">\n<carousel class="deck container-fluid">\n{inner}\n</carousel>\n</article>\n'


def _slide(slide: Slide) -> str:
    paragraphs = (f"<p>{html.escape(text)}</p>" for text in slide.paragraphs)
    body = "\n".join([f"<h3>{html.escape(slide.title)}</h3>", *paragraphs, *map(_runnable, slide.queries)])
    return f'<slide class="row-fluid">\n<div class="col-sm-12">\n{body}\n</div>\n</slide>'


def _runnable(query: str) -> str:
    return (
        '<pre mode="cypher" class="highlight pre-scrollable code runnable" data-lang="cypher" lang="cypher">'
        f"{html.escape(query, quote=False)}</pre>"
    )
