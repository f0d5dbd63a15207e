"""A Neo4j of one's own: fetched once (`install`), and run for a project folder (`running`).

Nothing here is needed for the embedded store or for a server that somebody else runs. Only `install` downloads, and
only through the user's own Maven.
"""
