"""What the Neo4j Browser is given so that the graph reads well there: a style, saved queries, a guided tour.

All three are made from the ontology and the canned queries. `kg.browser.kit` writes them as files, and
`kg.browser.beside` serves them while a Neo4j server runs.
"""
