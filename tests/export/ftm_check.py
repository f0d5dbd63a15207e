"""Run by a Python that has followthemoney: says on stdout, a line each, what its library would not take of a file.

It stands alone: it imports nothing of this repository, and is run in an environment of its own (`.venv/ftm`), because
the library brings one under the LGPL with it (python-stdnum).
"""

import json
import sys

from followthemoney import model


def faults(entities):
    schemata = {entity["id"]: model.get(entity["schema"]) for entity in entities}
    if len(schemata) != len(entities):
        yield "an id stands twice"
    for entity in entities:
        schema = schemata[entity["id"]]
        where = f"{entity['schema']} {entity['id']}"
        if schema is None or schema.abstract:
            yield f"{where}: no such schema"
            continue
        proxy = model.get_proxy({**entity, "properties": {}})
        for name, values in entity["properties"].items():
            prop = schema.get(name)
            if prop is None or prop.stub or prop.deprecated:
                yield f"{where}: no property {name}"
                continue
            for value in values:
                proxy.add(name, value, cleaned=False, quiet=True)
                if prop.type.clean(value) is None or len(value) > prop.type.max_length:
                    yield f"{where}: {name} does not take {value!r}"
                if prop.range is not None and not (value in schemata and schemata[value].is_a(prop.range)):
                    yield f"{where}: {name} leads to {value}, which is no {prop.range.name}"
        yield from (f"{where}: {name} is required" for name in schema.required if not proxy.get(name))


if __name__ == "__main__":
    for path in sys.argv[1:]:
        with open(path, encoding="utf-8") as file:  # noqa: PTH123
            sys.stdout.writelines(f"{fault}\n" for fault in faults([json.loads(line) for line in file]))
