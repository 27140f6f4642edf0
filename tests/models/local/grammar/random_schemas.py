"""JSON Schemas by chance, of all that servers ask for, and all of which some value satisfies."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from random import Random

Schema = dict[str, Any]

_WORDS = ("name", "a", "größe", "with space", 'quo"te', "back\\slash", "<|im_end|>", "名", "n1", "")
_PATTERNS = (
    "^[a-z]{2,5}$", "^\\d{4}-\\d{2}$", "[A-F]+", "^(yes|no)?$", "^(?:ab|c[^d])*x$",
    "^\\w+@\\w+\\.de$", "^[^,;]{1,4}$", "^a.b$", '^"[a-z]+"$', "^\\S{3}$",
)  # fmt: skip


def random_schema(random: Random, depth: int = 3) -> Schema:
    """Returns the schema of an object with some properties."""
    names = random.sample(_WORDS, random.randint(0, 4))
    schema: Schema = {"type": "object", "properties": {n: _any(random, depth) for n in names}}
    if random.random() < 0.7:
        schema["required"] = [name for name in names if random.random() < 0.6]
    if random.random() < 0.4:
        schema["additionalProperties"] = random.choice([False, {"type": "integer"}])
    return schema


def _any(random: Random, depth: int) -> Any:
    kinds = [_string, _integer, _number, _choice, _simple]
    if depth > 0:
        kinds += [_array, _object, _union, _both, _set, _containing, _dictionary]
    return random.choice(kinds)(random, depth - 1)


def _string(random: Random, depth: int) -> Schema:
    schema: Schema = {"type": "string"}
    match random.randrange(4):
        case 0:
            schema["minLength"] = random.randint(0, 5)
            schema["maxLength"] = schema["minLength"] + random.randint(0, 9)
        case 1:
            schema["pattern"] = random.choice(_PATTERNS)
        case 2:
            schema["format"] = random.choice(["date", "time", "date-time", "uuid", "uri"])
    return schema


def _integer(random: Random, depth: int) -> Schema:
    return {"type": "integer"} | _range(random, whole=True)


def _number(random: Random, depth: int) -> Schema:
    return {"type": "number"} | _range(random, whole=False)


def _range(random: Random, *, whole: bool) -> Schema:
    low: float = random.choice([0, 1, -5, -123, 7, 99, 1000, -1])
    high: float = low + random.choice([1, 2, 9, 10, 100, 12345])
    if not whole and random.random() < 0.5:
        low, high = low + random.random(), high + random.random()
    schema: Schema = {}
    if random.random() < 0.6:
        schema[random.choice(["minimum", "exclusiveMinimum"])] = low
    if random.random() < 0.6:
        schema["maximum"] = high
    if whole and random.random() < 0.2:
        schema["multipleOf"] = random.choice([1, 2, 3])
        schema["maximum"] = high + 10
    return schema


def _choice(random: Random, depth: int) -> Schema:
    values = [None, True, 3, -1.5, "red", 'a "b"\n\\', "größe", [1, {"a": "b"}], {"x y": [None]}]
    if random.random() < 0.3:
        return {"const": random.choice(values)}
    return {"enum": random.sample(values, random.randint(1, 4))}


def _simple(random: Random, depth: int) -> Any:
    return random.choice(
        [{"type": "boolean"}, {"type": "null"}, {}, True, {"type": ["string", "null"]}]
    )


def _array(random: Random, depth: int) -> Schema:
    schema: Schema = {"type": "array", "items": _any(random, depth)}
    if random.random() < 0.7:
        schema["minItems"] = random.randint(0, 3)
        schema["maxItems"] = schema["minItems"] + random.randint(0, 3)
    elif random.random() < 0.3:
        schema = {"type": "array", "prefixItems": [_any(random, depth), _any(random, depth)]}
        schema["items"] = False
    return schema


def _set(random: Random, depth: int) -> Schema:
    values = random.sample(["a", "b", 3, None, True, 1.5, "größe", [1], {"a": 1}], 7)
    count = random.randint(1, 7)
    schema: Schema = {"type": "array", "uniqueItems": True, "items": {"enum": values[:count]}}
    if random.random() < 0.5:
        schema["minItems"] = random.randint(0, count)
        schema["maxItems"] = schema["minItems"] + random.randint(0, 3)
    return schema


def _containing(random: Random, depth: int) -> Schema:
    items, wanted = random.choice(
        [({"type": "integer"}, {"const": 3}), ({}, {"type": "boolean"}),
         ({"type": ["string", "null"]}, {"enum": ["x", "y", 5]})]
    )  # fmt: skip
    schema: Schema = {"type": "array", "items": items, "contains": wanted}
    if random.random() < 0.5:
        schema["minContains"] = random.randint(0, 2)
        schema["maxItems"] = random.randint(2, 4)
    return schema


def _dictionary(random: Random, depth: int) -> Schema:
    value = _any(random, depth)
    schema: Schema = {"type": "object", "additionalProperties": value}
    match random.randrange(3):
        case 0:
            schema["propertyNames"] = {"pattern": "^[a-z]{1,5}$"}
        case 1:
            schema["patternProperties"] = {"^x-[a-z]{1,4}$": value}
            schema["additionalProperties"] = False
    if random.random() < 0.5:
        schema["maxProperties"] = random.randint(1, 3)
        schema["minProperties"] = 1
    return schema


def _object(random: Random, depth: int) -> Schema:
    return random_schema(random, depth)


def _union(random: Random, depth: int) -> Schema:
    return {"anyOf": [_any(random, depth) for _ in range(random.randint(1, 3))]}


def _both(random: Random, depth: int) -> Schema:
    first, second = random_schema(random, depth), random_schema(random, depth)
    first.pop("additionalProperties", None)
    second.pop("additionalProperties", None)
    return {"allOf": [first, second | {"required": ["extra"]}], "minProperties": 1}
