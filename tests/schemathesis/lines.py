"""Bodies and answers of many lines, which are described by the shape of one line.

What is made after the shape is sent as the only line, and the only line of its answer is checked. A
line that is wrong is refused in its own answer, since it refuses no other.
"""

import json

import schemathesis
from schemathesis.core.parameters import ParameterLocation

MEDIA = ("application/jsonl", "application/x-ndjson")


@schemathesis.serializer(*MEDIA)
def sent(_context, value):
    return (json.dumps(value, ensure_ascii=False) + "\n").encode()


@schemathesis.deserializer(*MEDIA)
def answered(_context, response):
    return json.loads(response.content.decode().splitlines()[0])


@schemathesis.check
def wrong_line_is_refused(_context, response, case):
    is_wrong = case.meta is not None and case.meta.is_negative_at(ParameterLocation.BODY)
    if is_wrong and case.media_type in MEDIA and response.status_code == 200:
        line = answered(None, response)
        assert line.get("problem", {}).get("status") == 422, f"a wrong line is taken: {line}"
