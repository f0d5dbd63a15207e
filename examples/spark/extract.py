"""Extract the claims of a corpus with Spark, into a project folder and into Parquet tables.

    spark-submit extract.py CORPUS PROJECT [TABLES]

CORPUS   a file of JSON Lines (UTF-8), in any file system that Spark reads
PROJECT  a project folder (kg init), in a file system that every worker has. Its claims files and texts are, byte for
         byte, those of `kg ingest CORPUS`; what the same kg has read already is not read again
TABLES   a new folder, where Spark can write, for the tables of docs/tables.md

Says which lines could not be read, and exits with 3 where there are such.
"""

from __future__ import annotations

import json
import re
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from pyspark import StorageLevel
from pyspark.sql import SparkSession, types

from ingest.readers.source import whole_characters
from kg.build import read_into
from kg.cypher import portable
from kg.export.tables import TABLES
from kg.ids import article_id
from kg.project import ArticleEntry, Problem, Project, article_entries, decisions_of, find_project, read_article

ARTICLES_A_TASK = 500
"""About so many articles are read by one task: some minutes of work, lost when its worker is lost."""

TYPES = {
    "string": types.StringType(),
    "long": types.LongType(),
    "double": types.DoubleType(),
    "boolean": types.BooleanType(),
    "date": types.DateType(),
    "string[]": types.ArrayType(types.StringType()),
}

Place = tuple[str, int]
"""The id of an article, and the number of the line that it stands on."""


def main(corpus: str, folder: str, tables: str | None = None) -> int:
    """Run the job; return the exit code."""
    project = find_project(Path(folder))
    spark = SparkSession.builder.appName("kg extract").getOrCreate()
    problems = extract(spark, corpus, project)
    if tables is not None:
        write_tables(spark, project, tables)
    for problem in problems:
        sys.stderr.write(f"kg: {problem.where}: {problem.reason}\n")
    spark.stop()
    return 3 if problems else 0


# ----------------------------------------------------------------------------------------------------- claims


def extract(spark: SparkSession, corpus: str, project: Project) -> list[Problem]:
    """Write claims and texts of the corpus into the project; return what could not be read, in the corpus's order."""
    stem = Path(corpus).stem
    numbered = spark.sparkContext.textFile(corpus).zipWithIndex()
    lines = numbered.filter(lambda pair: pair[0].strip()).map(lambda pair: placed(pair[0], pair[1] + 1, stem))
    tasks = max(spark.sparkContext.defaultParallelism, lines.count() // ARTICLES_A_TASK)
    # all versions of an article come to one task, in the corpus's order: the last one stays, as with kg ingest
    shuffled = lines.repartitionAndSortWithinPartitions(tasks, lambda place: int(place[0], 16))
    found = shuffled.mapPartitions(lambda part: ingested(part, project, corpus)).collect()
    return [Problem(f"{corpus}:{number}", reason) for number, reason in sorted(found)]


def placed(line: str, number: int, stem: str) -> tuple[Place, str]:
    """The line with the id that its article will have, and the one that kg ingest gives to a record without any."""
    try:
        record = json.loads(line.removeprefix("\ufeff"))
        if record.get("id") in (None, ""):
            record["id"] = f"{stem}:{number}"
        told = {name: whole_characters(record[name]).strip() for name in ("url", "publisher") if record.get(name)}
        id_ = article_id(text=whole_characters(record["text"]), given_id=whole_characters(str(record["id"])), **told)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        # kg ingest will say what is wrong with it
        return ("0", number), line
    return (id_, number), json.dumps(record)


def ingested(lines: Iterable[tuple[Place, str]], project: Project, corpus: str) -> Iterator[tuple[int, str]]:
    """Read the articles of a task, with one language model, into the project; yields number and reason of bad lines."""

    def line_of(place: re.Match[str]) -> str:
        return f"{corpus}:{numbers[int(place[1]) - 1]}"

    with tempfile.TemporaryDirectory() as folder:
        records, numbers = Path(folder) / "records.jsonl", []
        with records.open("w", encoding="utf-8", newline="\n") as file:
            for (_, number), line in lines:
                numbers.append(number)
                file.write(line + "\n")
        for result in read_into(project, [records] if numbers else []):
            if isinstance(result, Problem):
                # a reason may name another line of the task's file: in the corpus it has another number
                reason = re.sub(rf"{re.escape(str(records))}:(\d+)", line_of, result.reason)
                yield numbers[int(result.where.rpartition(":")[2]) - 1], reason


# ----------------------------------------------------------------------------------------------------- tables


def write_tables(spark: SparkSession, project: Project, folder: str) -> None:
    """Write the claims that stand as Parquet, a folder a table. Situations have the articles' own keys: no load yet."""
    decisions, _ = decisions_of(project)
    entries = (entry.article.id for entry in article_entries(project) if isinstance(entry, ArticleEntry))
    articles = spark.sparkContext.parallelize([id_ for id_ in entries if id_ not in decisions.retracted])
    rejected = decisions.rejected
    rows = articles.flatMap(lambda id_: table_rows(project, id_, rejected)).persist(StorageLevel.DISK_ONLY)
    for name, table in TABLES.items():
        schema = types.StructType([types.StructField(column.name, TYPES[column.type]) for column in table.columns])
        spark.createDataFrame(of_table(rows, name), schema).write.parquet(f"{folder}/{name}.parquet")
    rows.unpersist()


def table_rows(project: Project, article: str, rejected: frozenset[str]) -> Iterator[tuple[str, Sequence[Any]]]:
    """The rows of an article in every table: the table's name, and a value a column."""
    content = read_article(project, article)
    claims = [claim for claim in content.claims if claim.id not in rejected]
    for name, table in TABLES.items():
        for row in table.rows(content.article, claims):
            found = (row.get(column.name) for column in table.columns)
            yield name, tuple(None if value is None else portable(value) for value in found)


def of_table(rows: Any, name: str) -> Any:
    """The rows of one table, without its name."""
    return rows.filter(lambda row: row[0] == name).map(lambda row: row[1])


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
