"""Schemas by which a result can be checked, and those by which it cannot."""

from __future__ import annotations

import pytest

from desktop.servers.transport.schemas import bounded

LAUGHS = {
    f"d{n}": {"allOf": [{"$ref": f"#/$defs/d{n + 1}"}, {"$ref": f"#/$defs/d{n + 1}"}]}
    for n in range(30)
} | {"d30": {"type": "object"}}


@pytest.mark.parametrize(
    "schema",
    [
        {"type": "object", "properties": {"a": {"type": "string", "enum": ["x"]}}},
        {"$defs": {"a": {"type": "number"}}, "properties": {"x": {"$ref": "#/$defs/a"}}},
        {"properties": {"pattern": {"type": "string"}, "uniqueItems": {"type": "array"}}},
        {"type": "array", "items": {"type": "object"}, "uniqueItems": False},
        True,
    ],
)
def test_a_plain_schema_is_used(schema: object) -> None:
    assert bounded(schema)


@pytest.mark.parametrize(
    "schema",
    [
        {"$ref": "#"},
        {"properties": {"again": {"$ref": "#/properties/again"}}},
        {"$defs": {"a": {"$ref": "#/$defs/b"}, "b": {"$ref": "#/$defs/a"}}, "$ref": "#/$defs/a"},
        {"$defs": LAUGHS, "$ref": "#/$defs/d0"},
        {"properties": {"a": {"type": "string", "pattern": "(a+)+$"}}},
        {"patternProperties": {"(a+)+$": {}}},
        {"type": "array", "uniqueItems": True},
        {"$ref": "https://example.org/schema.json"},
        {"anyOf": [{"const": number} for number in range(5_000)]},
    ],
)
def test_a_schema_whose_check_may_not_end_is_not_used(schema: object) -> None:
    assert not bounded(schema)
