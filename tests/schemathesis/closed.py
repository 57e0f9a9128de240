"""Closes the objects of a description of an API, so that a field that is not described is a fault."""

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


def main():
    document = json.load(sys.stdin)
    schemas = document["components"]["schemas"]
    parts = set(parts_of_others(schemas))
    for name, schema in schemas.items():
        if "properties" in schema and name not in parts:
            schema["unevaluatedProperties"] = False
    json.dump(document, sys.stdout, ensure_ascii=False)


if __name__ == "__main__":
    main()
