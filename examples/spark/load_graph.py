"""Write the graph of an export into Neo4j with the Neo4j Spark Connector.

    spark-submit --jars JARS load_graph.py TABLES NEO4J_URI

TABLES     the folder of `kg export --format parquet`, where Spark can read
NEO4J_URI  a server; with NEO4J_USERNAME and NEO4J_PASSWORD in the environment where it wants an account

Running it twice adds nothing. It removes nothing: a database that holds an older graph is for `kg load`.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path

from pyspark.sql import DataFrame, SparkSession

from kg.stores.neo4j import Address, connect
from kg.stores.schema import NEO4J

BATCH = 5_000
"""Rows a transaction: more gains little, and takes the server's memory."""

NODE = """
MERGE (n:Resource {uri: event.uri})
SET n = event {.*, labels: null}
SET n:$(event.labels)
"""
EDGE = """
MATCH (a:Resource {uri: event.source})
MATCH (b:Resource {uri: event.target})
MERGE (a)-[e:$(event.type)%s]->(b)
SET e = event {.*, source: null, target: null, type: null}
"""
KEYS = {"plain": "", "by-role": " {role: event.role}", "by-situation": " {situation: event.situation}"}
"""File of relationships -> what tells those of one type between the same two nodes apart."""


def main(tables: str, uri: str) -> None:
    """Write all nodes, then all relationships."""
    user, password = os.environ.get("NEO4J_USERNAME", "neo4j"), os.environ.get("NEO4J_PASSWORD")
    store = connect(Address(uri, None, None if password is None else user, password), schema=NEO4J)
    store.ensure_schema()
    options = {"url": uri, "batch.size": str(BATCH), **_account(user, password)}
    spark = SparkSession.builder.appName("kg load graph").getOrCreate()
    for path in _files(spark, f"{tables}/nodes"):
        _write(spark.read.parquet(path), options, NODE)
    for path in _files(spark, f"{tables}/relationships"):
        key = KEYS[Path(path).stem.rstrip("-0123456789")]
        # writers of relationships side by side would lock each other's nodes
        _write(spark.read.parquet(path).coalesce(1), options, EDGE % key)
    spark.stop()
    store.ensure_search()
    store.close()


def _account(user: str, password: str | None) -> Mapping[str, str]:
    if password is None:
        return {"authentication.type": "none"}
    return {
        "authentication.type": "basic",
        "authentication.basic.username": user,
        "authentication.basic.password": password,
    }


def _files(spark: SparkSession, folder: str) -> list[str]:
    """The tables of a folder, one by one: two of one class may give a column two types."""
    found = spark.read.format("binaryFile").option("pathGlobFilter", "*.parquet").load(folder).select("path")
    return sorted(row.path for row in found.collect())


def _write(rows: DataFrame, options: Mapping[str, str], query: str) -> None:
    writer = rows.write.format("org.neo4j.spark.DataSource").mode("Append")
    writer.options(**options).option("query", query).save()


if __name__ == "__main__":
    main(*sys.argv[1:])
