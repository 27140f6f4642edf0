"""Two JSON Schemas as the one that asks for both."""

from __future__ import annotations

import json
import re
from fractions import Fraction
from itertools import product
from math import floor, lcm
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
_PLAIN = ANNOTATIONS | {"type"}
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
    one, other = _tuples(one, other)
    whole = {**one, **other}
    for key in one.keys() & other.keys():
        both = _both(key, one[key], other[key])
        if both is None:
            return False
        whole[key] = both
    return whole


def _closed(schema: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    """Returns a schema that says of what the other names what it says of all it does not name."""
    kinds, named = schema.get("patternProperties", {}), schema.get("properties", {})
    closed = dict(schema)
    further = {
        name: said
        for name in other.get("properties", {})
        if (said := _said_of(name, schema)) is not True and name not in named
    }
    if further:
        closed["properties"] = {**further, **named}
    patterns = other.get("patternProperties", {}).keys() - kinds.keys()
    if patterns and "additionalProperties" in schema:
        closed["patternProperties"] = {
            **dict.fromkeys(sorted(patterns), schema["additionalProperties"]),
            **kinds,
        }
    return closed


def _said_of(name: str, schema: dict[str, Any]) -> Schema:
    """Returns what a schema says of a property that it does not name."""
    said: Schema = True
    kinds = schema.get("patternProperties", {})
    matching = [value for pattern, value in kinds.items() if _matches(pattern, name)]
    for value in matching or [schema.get("additionalProperties", True)]:
        said = merged(said, value)
    return said


def _matches(pattern: str, name: str) -> bool:
    try:
        return re.search(pattern, name) is not None
    except (re.error, OverflowError, RecursionError):
        return False


def _tuples(one: dict[str, Any], other: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Returns both with a schema for every place of an array for which one of them has its own."""
    one, other = _with_prefix(one), _with_prefix(other)
    places = max(len(schema.get("prefixItems", ())) for schema in (one, other))
    if not places:
        return one, other
    return _filled(one, places), _filled(other, places)


def _with_prefix(schema: dict[str, Any]) -> dict[str, Any]:
    """Returns a schema whose places are called as they have been since 2020."""
    if not isinstance(schema.get("items"), list):
        return schema
    rest = {key: item for key, item in schema.items() if key != "additionalItems"}
    further = schema.get("additionalItems", True)
    return {**rest, "prefixItems": schema["items"], "items": further}


def _filled(schema: dict[str, Any], places: int) -> dict[str, Any]:
    first = schema.get("prefixItems", [])
    further = [schema.get("items", True)] * (places - len(first))
    return {**schema, "prefixItems": [*first, *further]}


def _both(key: str, one: Any, other: Any) -> Any:
    """Returns what two values of a keyword ask together; None where nothing satisfies them."""
    if _same(one, other):
        return one
    if key in ("properties", "patternProperties"):
        return {
            name: merged(one.get(name, True), other.get(name, True)) for name in {**one, **other}
        }
    if key in ("items", "additionalProperties", "propertyNames"):
        return merged(one, other)
    if key in _HIGHER:
        return max(one, other)
    if key in _LOWER:
        return min(one, other)
    return _listed(key, one, other)


def _listed(key: str, one: Any, other: Any) -> Any:
    together: dict[str, Callable[[], Any]] = {
        "prefixItems": lambda: [merged(*pair) for pair in zip(one, other, strict=True)],
        "required": lambda: list(dict.fromkeys([*one, *other])),
        "allOf": lambda: [*one, *other],
        "anyOf": lambda: [merged(*pair) for pair in product(one, other)][:_MOST_PAIRS],
        "oneOf": lambda: [merged(*pair) for pair in product(one, other)][:_MOST_PAIRS],
        "enum": lambda: [value for value in one if any(_same(value, it) for it in other)] or None,
        "type": lambda: _types(one, other),
        "const": lambda: None,
        "multipleOf": lambda: _common_multiple(one, other),
        "pattern": lambda: None,  # perhaps there is a text, but no way here to find it
    }
    return together[key]() if key in together else other


def _common_multiple(one: float, other: float) -> float:
    """Returns the number whose multiples are those of both."""
    first, second = Fraction(str(one)), Fraction(str(other))
    both = lcm(first.numerator * second.denominator, second.numerator * first.denominator)
    common = Fraction(both, first.denominator * second.denominator)
    return int(common) if common.denominator == 1 else float(common)


def _same(one: Any, other: Any) -> bool:
    """Returns whether two values are one in JSON, where true is not 1."""
    return one == other and json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)


def _types(one: Any, other: Any) -> Any:
    ones = one if isinstance(one, list) else [one]
    others = other if isinstance(other, list) else [other]
    both = [kind for kind in ones if kind in others]
    if "integer" in ones + others and "number" in ones + others and "integer" not in both:
        both.append("integer")
    return both[0] if len(both) == 1 else both or None


def fits(value: Any, schema: dict[str, Any]) -> bool:
    """Returns whether a value keeps to its schema, of whose `enum` or `const` it is one."""
    kinds = schema.get("type", _TYPES)
    if not any(_is(value, kind) for kind in ([kinds] if isinstance(kinds, str) else kinds)):
        return False
    if schema.keys() <= _PLAIN | {"const"} or schema.keys() <= _PLAIN | {"enum"}:
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
