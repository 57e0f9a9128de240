"""Makes a description of an API say what a check can hold it to.

The objects of its answers are closed, so that a field that is not described is a fault. One that is
put together of others is closed as a whole: it may have the fields of those that fit. Texts in
addresses are any values: `null` or `true` in an address is a text like another, and no wrong one.
"""

import json
import sys

# What puts a schema together of others that speak of the same value.
PUTS_TOGETHER = ("allOf", "anyOf", "oneOf")

# What keeps a text from being any value.
NARROWS = {"enum", "const", "pattern", "format"}

# What keeps several texts from being any number of them.
COUNTS = {"minItems", "maxItems", "uniqueItems", "pattern"}

# What several texts may be in an address, where one of several is a text like another.
ANY_TEXTS = ["array", "boolean", "null", "number", "string"]


def parts(schema):
    """Returns the schemas that speak of the same value as the one that holds them."""
    return [part for word in PUTS_TOGETHER for part in schema.get(word, [])]


def inner(schema):
    """Returns the schemas of the values inside those that a schema describes."""
    several = [*schema.get("properties", {}).values(), *schema.get("prefixItems", [])]
    several += [schema[word] for word in ("items", "additionalProperties") if word in schema]
    return [value for value in several if isinstance(value, dict)]


class Closing:
    """Closes the objects of a description."""

    def __init__(self, document):
        self.schemas = document.get("components", {}).get("schemas", {})

    def names_fields(self, schema, above=()):
        """Tells whether a schema or one that it is put together of names fields of an object."""
        name = schema.get("$ref", "").rsplit("/", 1)[-1]
        if name and name not in above and self.names_fields(self.schemas[name], (*above, name)):
            return True
        return "properties" in schema or any(self.names_fields(part, above) for part in parts(schema))

    def close(self, schema):
        """Closes what describes whole values, and the values inside them."""
        if self.names_fields(schema):
            schema["unevaluatedProperties"] = False
        self.close_inside(schema)

    def close_inside(self, schema):
        for value in inner(schema):
            self.close(value)
        for part in parts(schema):
            self.close_inside(part)


def answers(document):
    """Returns the schemas of all answers."""
    responses = list(document.get("components", {}).get("responses", {}).values())
    for method in methods(document):
        responses += method.get("responses", {}).values()
    for response in responses:
        for content in response.get("content", {}).values():
            if "schema" in content:
                yield content["schema"]


def methods(document):
    return [method for path in document["paths"].values() for method in path.values()]


def free(schema):
    """Frees the texts of a parameter of an address; tells whether it may be any text."""
    within = [free(part) for part in parts(schema) + inner(schema)]
    if schema.get("type") == "string" and not NARROWS & set(schema):
        del schema["type"]
        return True
    if schema.get("type") == "array" and all(within) and not COUNTS & set(schema):
        schema["type"] = ANY_TEXTS
    return False


def closed(document):
    """Closes the objects of answers and frees the texts of addresses of a description."""
    for method in methods(document):
        for parameter in method.get("parameters", []):
            if parameter.get("in") == "query":
                free(parameter["schema"])
    closing = Closing(document)
    for schema in closing.schemas.values():
        closing.close_inside(schema)
    for schema in answers(document):
        closing.close(schema)
    return document


if __name__ == "__main__":
    json.dump(closed(json.load(sys.stdin)), sys.stdout, ensure_ascii=False)
