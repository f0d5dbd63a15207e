"""The data dictionary of tables: a Data Package of Frictionless (https://datapackage.org), from the list of columns."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Literal

from kg.export.sheets import Type
from kg.export.table import COLUMNS
from kg.export.tables import TABLES, Column, Table
from kg.ontology import Ontology, load

__all__ = ["PACKAGE", "package", "table_schema", "write_package"]

PACKAGE = "datapackage.json"
"""The file that describes the others of its folder."""

Form = Literal["csv", "parquet"]

_TYPES: Mapping[Type, str] = {
    "string": "string",
    "long": "integer",
    "double": "number",
    "boolean": "boolean",
    "date": "date",
    "string[]": "array",
}
_MEDIA = {"csv": "text/csv", "parquet": "application/vnd.apache.parquet"}
_INERT = "In CSV, an apostrophe stands before a text that a spreadsheet would take for a formula."


def write_package(folder: Path, *, form: Form) -> None:
    """Write the dictionary of the folder's tables beside them."""
    text = json.dumps(package(form=form), ensure_ascii=False, indent=2)
    (folder / PACKAGE).write_text(text + "\n", encoding="utf-8", newline="\n")


def package(*, form: Form) -> dict[str, Any]:
    """The Data Package of TABLES, in files of that form."""
    ontology = load()
    return {
        "profile": "data-package" if form == "parquet" else "tabular-data-package",
        "name": "crisis-claims",
        "title": "Claims of news articles about political crises",
        "description": f"What each table holds, column by column. {_INERT}",
        "resources": [_resource(name, table, form, ontology) for name, table in TABLES.items()],
    }


def table_schema() -> dict[str, Any]:
    """The Table Schema of the one table that `kg export --format csv` writes."""
    ontology = load()
    known = {c.name: c for name in ("spans", "articles", "claims") for c in TABLES[name].columns}
    roles = {
        name: Column(name, "string", f"{role.definition}; several are parted by '; '")
        for name, role in ontology.roles.items()
    }
    columns = [{**roles, **known}[name] for name in COLUMNS]
    return {"description": _INERT, **_schema(columns, ("claim",), ontology)}


def _resource(name: str, table: Table, form: Form, ontology: Ontology) -> dict[str, Any]:
    schema = _schema(table.columns, table.key, ontology)
    if table.refers is not None:
        column, other = table.refers
        schema["foreignKeys"] = [{"fields": [column], "reference": {"resource": other, "fields": [column]}}]
    return {
        "name": name,
        "path": f"{name}.{form}",
        "profile": "tabular-data-resource" if form == "csv" else "data-resource",
        "format": form,
        "mediatype": _MEDIA[form],
        **({"encoding": "utf-8", "dialect": {"delimiter": ",", "lineTerminator": "\r\n"}} if form == "csv" else {}),
        "description": f"A row is {table.row}.",
        "schema": schema,
    }


def _schema(columns: Iterable[Column], key: Iterable[str], ontology: Ontology) -> dict[str, Any]:
    held = list(key)
    fields = [_field(column, ontology, required=column.required or column.name in held) for column in columns]
    return {"fields": fields, "missingValues": [""], "primaryKey": held}


def _field(column: Column, ontology: Ontology, *, required: bool) -> dict[str, Any]:
    constraints: dict[str, Any] = {"required": True} if required else {}
    if column.values is not None:
        constraints["enum"] = list(ontology.schemes.get(column.values) or ontology.concrete(column.values))
    if column.name == "confidence":
        constraints |= {"minimum": 0, "maximum": 1}
    field = {"name": column.name, "type": _TYPES[column.type], "description": column.meaning}
    return {**field, **({"constraints": constraints} if constraints else {})}
