"""Two JSON Schemas as the one that asks for both."""

from __future__ import annotations

from itertools import product
from math import floor
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

Schema = dict[str, Any] | bool

_HIGHER = ("minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties")
_LOWER = ("maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties")
_TYPES = ("object", "array", "string", "number", "integer", "boolean", "null")
ANNOTATIONS = frozenset(
    ("title", "description", "default", "examples", "$comment", "deprecated", "format")
)
_PLAIN = ANNOTATIONS | {"type", "enum", "const"}
_MOST_PAIRS = 64


def merged(one: Schema, other: Schema) -> Schema:
    """Returns a schema for the values that are valid against both, as far as it can be said."""
    if one is False or other is False:
        return False
    if not isinstance(one, dict):
        return other
    if not isinstance(other, dict):
        return one
    one, other = _closed(one, other), _closed(other, one)
    whole = {**one, **other}
    for key in one.keys() & other.keys():
        both = _both(key, one[key], other[key])
        if both is None:
            return False
        whole[key] = both
    return whole


def _closed(schema: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    """Returns a schema that says of the other's properties what it says of all it does not name."""
    if "additionalProperties" not in schema or "properties" not in other:
        return schema
    further = dict.fromkeys(other["properties"], schema["additionalProperties"])
    return {**schema, "properties": {**further, **schema.get("properties", {})}}


def _both(key: str, one: Any, other: Any) -> Any:
    """Returns what two values of a keyword ask together; None where nothing satisfies them."""
    if one == other:
        return one
    if key == "properties":
        return {
            name: merged(one.get(name, True), other.get(name, True)) for name in {**one, **other}
        }
    if key in ("items", "additionalProperties") and not isinstance(one, list):
        return merged(one, other)
    if key in _HIGHER:
        return max(one, other)
    if key in _LOWER:
        return min(one, other)
    return _listed(key, one, other)


def _listed(key: str, one: Any, other: Any) -> Any:
    together: dict[str, Callable[[], Any]] = {
        "required": lambda: list(dict.fromkeys([*one, *other])),
        "allOf": lambda: [*one, *other],
        "anyOf": lambda: [merged(*pair) for pair in product(one, other)][:_MOST_PAIRS],
        "enum": lambda: [value for value in one if value in other] or None,
        "type": lambda: _types(one, other),
        "const": lambda: None,
        "pattern": lambda: None,  # perhaps there is a text, but no way here to find it
    }
    return together[key]() if key in together else other


def _types(one: Any, other: Any) -> Any:
    ones = one if isinstance(one, list) else [one]
    others = other if isinstance(other, list) else [other]
    both = [kind for kind in ones if kind in others]
    if "integer" in ones + others and "number" in ones + others and "integer" not in both:
        both.append("integer")
    return both[0] if len(both) == 1 else both or None


def fits(value: Any, schema: dict[str, Any]) -> bool:
    """Returns whether a value of `enum` or `const` keeps to all else that its schema says."""
    kinds = schema.get("type", _TYPES)
    if not any(_is(value, kind) for kind in ([kinds] if isinstance(kinds, str) else kinds)):
        return False
    if schema.keys() <= _PLAIN:
        return True
    # It takes a tenth of a second to import, and hardly any schema comes here.
    from jsonschema import Draft202012Validator  # noqa: PLC0415

    return bool(Draft202012Validator(schema).is_valid(value))


def _is(value: Any, kind: str) -> bool:
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return {
        "object": isinstance(value, dict),
        "array": isinstance(value, list),
        "string": isinstance(value, str),
        "number": number,
        "integer": number and value == floor(value),
        "boolean": isinstance(value, bool),
        "null": value is None,
    }.get(kind, False)
