"""Shows that a field which a description does not name is found, wherever it stands."""

import unittest

import jsonschema_rs

from closed import closed


def described(schema, **schemas):
    """Returns what checks an answer of a shape, after the description was closed."""
    content = {"application/json": {"schema": schema}}
    get = {"responses": {"200": {"content": content}}}
    document = closed({"paths": {"/": {"get": get}}, "components": {"schemas": schemas}})
    schema = document["paths"]["/"]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    return jsonschema_rs.Draft202012Validator({**schema, "components": document["components"]})


def named(name):
    return {"$ref": f"#/components/schemas/{name}"}


def fields(*names):
    return {"type": "object", "properties": {name: {"type": "integer"} for name in names}}


NULL = {"type": "null"}
UNIT = {"Unit": fields("a")}
BOTH = {"A": fields("a"), "B": fields("b")}

# A shape with the shapes that it names, what it takes, and what it does not.
CASES = {
    "an object": (named("Unit"), UNIT, [{"a": 1}, {}], [{"a": 1, "x": 1}]),
    "in a field": (
        {"type": "object", "properties": {"unit": named("Unit")}},
        UNIT,
        [{"unit": {"a": 1}}],
        [{"unit": {"x": 1}}, {"x": 1}],
    ),
    "in a field of a named one": (
        named("Outer"),
        UNIT | {"Outer": {"type": "object", "properties": {"unit": named("Unit")}}},
        [{"unit": {"a": 1}}],
        [{"unit": {"a": 1, "x": 1}}],
    ),
    "without a name": (
        {"type": "array", "items": {"type": "object", "properties": {"one": fields("a")}}},
        {},
        [[{"one": {"a": 1}}]],
        [[{"one": {"x": 1}}], [{"x": 1}]],
    ),
    "or nothing": ({"anyOf": [named("Unit"), NULL]}, UNIT, [{"a": 1}, None], [{"x": 1}, {"a": 1, "x": 1}]),
    "or nothing, in a field": (
        {"type": "object", "properties": {"unit": {"anyOf": [named("Unit"), NULL]}}},
        UNIT,
        [{"unit": None}, {"unit": {"a": 1}}],
        [{"unit": {"a": 1, "x": 1}}],
    ),
    "all of two": ({"allOf": [named("A"), named("B")]}, BOTH, [{"a": 1, "b": 1}], [{"a": 1, "b": 1, "x": 1}]),
    "fields beside one of two": (
        {**fields("c"), "oneOf": [{**fields("a"), "required": ["a"]}, {**fields("b"), "required": ["b"]}]},
        {},
        [{"c": 1, "a": 1}, {"c": 1, "b": 1}],
        [{"c": 1, "a": 1, "x": 1}, {"c": 1}],
    ),
    "only the fields of what fits": (
        {
            "oneOf": [
                {"type": "object", "properties": {"is": {"const": "a"}, "a": {}}, "required": ["is"]},
                {"type": "object", "properties": {"is": {"const": "b"}, "b": {}}, "required": ["is"]},
            ]
        },
        {},
        [{"is": "a", "a": 1}, {"is": "b", "b": 1}],
        [{"is": "a", "b": 1}],
    ),
    "inside one of two": (
        {"oneOf": [{"type": "object", "properties": {"unit": named("Unit")}}, NULL]},
        UNIT,
        [{"unit": {"a": 1}}],
        [{"unit": {"x": 1}}],
    ),
    "of itself": (
        named("Tree"),
        {"Tree": {"type": "object", "properties": {"children": {"type": "array", "items": named("Tree")}}}},
        [{"children": [{"children": []}]}],
        [{"children": [{"x": 1}]}],
    ),
    "any names": (
        {"type": "object", "additionalProperties": named("Unit")},
        UNIT,
        [{"anything": {"a": 1}}],
        [{"anything": {"x": 1}}],
    ),
}


class Answers(unittest.TestCase):
    def test_a_field_beside_is_found_wherever_it_stands(self):
        for case, (schema, schemas, good, bad) in CASES.items():
            checks = described(schema, **schemas)
            for answer in good:
                with self.subTest(case, answer=answer):
                    self.assertTrue(checks.is_valid(answer))
            for answer in bad:
                with self.subTest(case, answer=answer):
                    self.assertFalse(checks.is_valid(answer))


class Addresses(unittest.TestCase):
    def test_a_text_of_an_address_is_any_value_unless_it_is_narrowed(self):
        texts = {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}
        narrow = {"anyOf": [{"type": "integer"}, {"type": "string", "const": "none"}]}
        several = {"type": "array", "items": {"type": "string", "enum": ["a"]}}
        parameters = [{"in": "query", "schema": schema} for schema in (texts, narrow, several)]
        closed({"paths": {"/": {"get": {"parameters": parameters, "responses": {}}}}})
        any_texts = ["array", "boolean", "null", "number", "string"]
        self.assertEqual(texts, {"anyOf": [{}, {"type": any_texts, "items": {}}]})
        self.assertEqual(several, {"type": "array", "items": {"type": "string", "enum": ["a"]}})
        self.assertEqual(narrow, {"anyOf": [{"type": "integer"}, {"type": "string", "const": "none"}]})


if __name__ == "__main__":
    unittest.main()
