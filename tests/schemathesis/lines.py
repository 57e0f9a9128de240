"""Bodies and answers of many lines, which are described by the shape of one line.

What is made after the shape is sent as the only line, and the only line of its answer is checked.
"""

import json

import schemathesis

MEDIA = ("application/jsonl", "application/x-ndjson")


@schemathesis.serializer(*MEDIA)
def sent(_context, value):
    return {"data": (json.dumps(value, ensure_ascii=False) + "\n").encode()}


@schemathesis.deserializer(*MEDIA)
def answered(_context, response):
    return json.loads(response.content.decode().splitlines()[0])
