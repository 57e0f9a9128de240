"""Makes a description of an API say what a check can hold it to.

Its objects are closed, so that a field that is not described is a fault. Texts in addresses are any
values: `null` or `true` in an address is a text like another, and no wrong one.
"""

import json
import sys


def parts_of_others(value):
    """Returns the names of types that `allOf` puts into others: they cannot be closed themselves."""
    if isinstance(value, dict):
        for part in value.get("allOf", []):
            if "$ref" in part:
                yield part["$ref"].rsplit("/", 1)[-1]
        for inner in value.values():
            yield from parts_of_others(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from parts_of_others(inner)


def free_texts(document):
    """Returns the schemas of the parameters of addresses that may be any text."""
    methods = [method for path in document["paths"].values() for method in path.values()]
    for parameter in (parameter for method in methods for parameter in method.get("parameters", [])):
        if parameter.get("in") == "query":
            schema = parameter["schema"]
            schema = schema.get("items", schema)
            if schema.get("type") == "string" and not {"enum", "pattern", "format"} & set(schema):
                yield schema


def main():
    document = json.load(sys.stdin)
    for schema in free_texts(document):
        del schema["type"]
    schemas = document["components"]["schemas"]
    parts = set(parts_of_others(schemas))
    for name, schema in schemas.items():
        if "properties" in schema and name not in parts:
            schema["unevaluatedProperties"] = False
    json.dump(document, sys.stdout, ensure_ascii=False)


if __name__ == "__main__":
    main()
