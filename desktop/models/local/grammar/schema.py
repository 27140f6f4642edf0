"""JSON Schema as grammar: what a model may write, so that it is valid or nearly so.

What grammar cannot say (`not`, `if`, items that are unique among endless many, more properties
than are named, most multiples) is left open: whoever gets the value checks it again. Everything
else is never wider than the schema.
"""

from __future__ import annotations

import json
from contextlib import suppress
from functools import cached_property, partial
from math import inf
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from desktop.models.local.grammar.counting import counted
from desktop.models.local.grammar.merging import ANNOTATIONS, fits, merged
from desktop.models.local.grammar.numbers import number_rule
from desktop.models.local.grammar.patterns import UnknownPatternError, pattern_rule
from desktop.models.local.grammar.rules import NOTHING, literal, repeated

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from desktop.models.local.grammar.rules import Rules

Schema = dict[str, Any] | bool

_CHARACTER = (
    r'[^"\\\x00-\x1F\x7F] | "\\" (["\\/bfnrt] | "u00" [2-9a-fA-F] [0-9a-fA-F]'
    r' | "u0" [1-9a-fA-F] [0-9a-fA-F]{2} | "u" [1-9a-cA-CefEF] [0-9a-fA-F]{3})'
)
"""One character of a JSON text: no half of a surrogate pair, and no control character but in a
short escape."""
_FORMATS = {
    "date": r'[0-9]{4} "-" ("0" [1-9] | "1" [0-2]) "-" ("0" [1-9] | "1" [0-9] | "2" [0-8])',
    "time": r'([01] [0-9] | "2" [0-3]) ":" [0-5] [0-9] ":" [0-5] [0-9] "Z"',
    "uuid": r'[0-9a-f]{8} "-" [0-9a-f]{4} "-" [0-9a-f]{4} "-" [0-9a-f]{4} "-" [0-9a-f]{12}',
}
_FORMATS["date-time"] = f'{_FORMATS["date"]} "T" {_FORMATS["time"]}'
_MOST_VISITS = 5000
_DEEPEST = 40
_MOST_CONTAINED = 20
_MOST_PERMUTED = 6
"""Values that may come in any order: of one more, there would be twice as many rules."""


class ImpossibleError(Exception):
    """No value is valid against the schema."""


class SchemaGrammar:
    """The rules for the values of one schema, which its references point into."""

    def __init__(self, schema: dict[str, Any], rules: Rules) -> None:
        self._root = schema
        self._rules = rules
        self._references: dict[str, str] = {}
        self._visits = 0
        self._depth = 0

    def value(self, schema: Schema) -> str:
        """Returns the name of a rule for the schema's values.

        Raises:
            ImpossibleError: there is none.
        """
        self._visits += 1
        if self._visits > _MOST_VISITS or self._depth > _DEEPEST:
            return self._anything()
        self._depth += 1
        try:
            return self._value(schema)
        finally:
            self._depth -= 1

    def _value(self, schema: Schema) -> str:
        if schema is False:
            raise ImpossibleError
        if not isinstance(schema, dict):
            return self._anything()
        for key, rule in self._combinations:
            if key in schema:
                return rule(schema)
        return self._typed(schema)

    @cached_property
    def _combinations(self) -> tuple[tuple[str, Callable[[dict[str, Any]], str]], ...]:
        """The keywords that say it all or combine, in the order in which they are obeyed."""
        return (
            ("$ref", self._referenced),
            ("allOf", self._all_of),
            ("anyOf", lambda schema: self._any_of(self._alternatives(schema, "anyOf"))),
            ("oneOf", lambda schema: self._any_of(self._alternatives(schema, "oneOf"))),
            ("const", lambda schema: self._one_of(schema, [schema["const"]])),
            ("enum", lambda schema: self._one_of(schema, schema["enum"])),
        )

    def _all_of(self, schema: dict[str, Any]) -> str:
        whole: Schema = _without(schema, "allOf")
        for part in schema["allOf"]:
            whole = merged(whole, self._target(part))
        return self.value(whole)

    def _alternatives(self, schema: dict[str, Any], key: str) -> Iterator[Schema]:
        rest = _without(schema, key)
        return (merged(rest, self._target(part)) for part in schema[key])

    def _typed(self, schema: dict[str, Any]) -> str:
        kind = schema.get("type") or _implied(schema)
        if isinstance(kind, list):
            return self._any_of({**schema, "type": one} for one in kind)
        simple = {"boolean": '"true" | "false"', "null": '"null"'}
        if kind in simple:
            return self._rules.add(simple[kind])
        typed: dict[str, Callable[[dict[str, Any]], str]] = {
            "object": self._object,
            "array": self._array,
            "string": self._string,
            "number": partial(self._number, whole=False),
            "integer": partial(self._number, whole=True),
        }
        return typed[kind](schema) if kind in typed else self._anything()

    def _any_of(self, schemas: Iterable[Schema]) -> str:
        bodies = []
        for schema in schemas:
            try:
                bodies.append(self.value(schema))
            except ImpossibleError:
                continue
        if not bodies:
            raise ImpossibleError
        return self._rules.either(bodies)

    def _one_of(self, schema: dict[str, Any], values: Sequence[object]) -> str:
        fitting = [_json(value) for value in values if fits(value, schema)]
        if not fitting:
            raise ImpossibleError
        return self._rules.either(fitting)

    def _referenced(self, schema: dict[str, Any]) -> str:
        beside = _without(schema, "$ref", *ANNOTATIONS)
        if beside:
            return self.value(merged(beside, self._target(schema)))
        reference = str(schema["$ref"])
        if reference not in self._references:
            self._references[reference] = self._rules.reserved()
            target = self._target(schema)
            self._rules.define(self._references[reference], self.value(target))
        return self._references[reference]

    def resolved(self, schema: Schema) -> Schema:
        """Returns a schema with what it refers to, and with all that is asked for together."""
        found = self._target(schema)
        for _ in range(_DEEPEST):
            if not isinstance(found, dict) or "allOf" not in found:
                break
            whole: Schema = _without(found, "allOf")
            for part in found["allOf"]:
                whole = merged(whole, self._target(part))
            found = self._target(whole)
        return found

    def _target(self, schema: Schema) -> Schema:
        """Returns what a schema refers to in the end; anything at all where that is not here."""
        for _ in range(_DEEPEST):
            if not isinstance(schema, dict) or "$ref" not in schema:
                return schema
            beside = _without(schema, "$ref")
            found = _pointed(self._root, str(schema["$ref"]))
            schema = merged(beside, found) if beside else found
        return True

    def _anything(self, levels: int = 2) -> str:
        text, number = self._string({}), self._number({}, whole=False)
        plain = [text, number, '"true"', '"false"', '"null"']
        if levels == 0:
            return self._rules.either(plain)
        inner = self._anything(levels - 1)
        pair = self._rules.add(f'{text} ":" {self._space} {inner}')
        return self._rules.either(
            [*plain, self._listed("[", inner, "]"), self._listed("{", pair, "}")]
        )

    @property
    def _space(self) -> str:
        return self._rules.add('" "?')

    def _listed(self, start: str, item: str, end: str, least: int = 0, most: float = inf) -> str:
        """Returns a body for items between brackets, with commas between them."""
        if most < max(least, 1):
            if least > most:
                raise ImpossibleError
            return literal(start + end)
        further = self._rules.add(f'"," {self._space} {item}')
        items = f"{item} {repeated(further, max(least - 1, 0), most - 1)}" if most > 1 else item
        if least == 0:
            return f"{literal(start)} {self._rules.either([items, NOTHING])} {literal(end)}"
        return f"{literal(start)} {items} {literal(end)}"

    def _string(self, schema: dict[str, Any]) -> str:
        quote = literal('"')
        return self._rules.add(f"{quote} {self.text(schema)} {quote}")

    def text(self, schema: dict[str, Any], one: str = _CHARACTER) -> str:
        """Returns a body for what stands between the quotes of a schema's texts.

        Args:
            schema: the schema.
            one: a rule for a character, where they are not written as JSON has them.

        Raises:
            ImpossibleError: there is none.
        """
        character = self._rules.add(one)
        least, most = _count(schema, "minLength", 0), _count(schema, "maxLength", inf)
        if least > most:
            raise ImpossibleError
        body = repeated(character, int(least), most) if most else NOTHING
        if schema.get("format") in _FORMATS and most == inf and not least:
            body = _FORMATS[schema["format"]]
        if "pattern" in schema:
            with suppress(UnknownPatternError):
                found = pattern_rule(str(schema["pattern"]), self._rules, least, most)
                if found is None:
                    raise ImpossibleError
                body = self._rules.add(found)
        return body

    def _number(self, schema: dict[str, Any], *, whole: bool) -> str:
        body = number_rule(schema, whole=whole)
        if body is None:
            raise ImpossibleError
        return self._rules.add(body)

    def _array(self, schema: dict[str, Any]) -> str:
        least, most = int(_count(schema, "minItems", 0)), _count(schema, "maxItems", inf)
        items = schema.get("items", True)
        first = schema.get("prefixItems", [])
        if isinstance(items, list):
            first, items = items, schema.get("additionalItems", True)
        wanted = int(_count(schema, "minContains", 1)) if "contains" in schema else 0
        if wanted and not first:
            first = [merged(items, self._target(schema["contains"]))] * min(wanted, _MOST_CONTAINED)
            least = max(least, len(first))
        if first:
            return self._tuple([*first], items, least, most)
        if schema.get("uniqueItems") is True and (values := _listed_values(self.resolved(items))):
            return self._unique(values, least, int(min(most, len(values))))
        try:
            item = self.value(items)
        except ImpossibleError:
            return self._rules.add(self._listed("[", NOTHING, "]", least, 0))
        return self._rules.add(self._listed("[", item, "]", least, most))

    def _unique(self, values: Sequence[object], least: int, most: int) -> str:
        """Returns a rule for arrays in which none of these values comes twice.

        A few may come in any order, more of them only in their own: else the rules are too many.
        """
        if least > most:
            raise ImpossibleError
        rules: dict[tuple[tuple[int, ...], int], str] = {}
        any_order = len(values) <= _MOST_PERMUTED

        def rest(left: tuple[int, ...], count: int) -> str:
            """Returns a rule for what may come after so many of the values."""
            key = left, count
            if key not in rules:
                ways = [NOTHING] if count >= least else []
                for at, one in enumerate(left if count < most else ()):
                    others = left[:at] + left[at + 1 :] if any_order else left[at + 1 :]
                    if count + 1 + len(others) >= least:
                        comma = f'"," {self._space} ' if count else ""
                        ways.append(f"{comma}{_json(values[one])} {rest(others, count + 1)}")
                rules[key] = self._rules.either(ways)
            return rules[key]

        return self._rules.add(f'"[" {rest(tuple(range(len(values))), 0)} "]"')

    def _tuple(self, first: list[Schema], items: Schema, least: int, most: float) -> str:
        places = first[: int(min(most, len(first)))]
        places += [items] * (min(least, 100) - len(places))
        between = f' "," {self._space} '
        inside = between.join(self.value(place) for place in places)
        return self._rules.add(f'"[" {inside} "]"' if inside else '"[]"')

    def _object(self, schema: dict[str, Any]) -> str:
        properties = dict(schema.get("properties", {}))
        required = set(schema.get("required", []))
        further = schema.get("additionalProperties", True)
        for name in schema.get("required", []):
            properties.setdefault(name, further)
        if not properties:
            return self._rules.add(self._free_object(schema, further))
        pairs: list[tuple[str, bool]] = []
        names = self._target(schema.get("propertyNames", True))
        for name, value in properties.items():
            try:
                named = not isinstance(names, dict) or fits(name, names)
                body = f'{_json(name)} ":" {self._space} {self.value(value if named else False)}'
            except ImpossibleError:
                if name in required:
                    raise
                continue
            pairs.append((self._rules.add(body), name in required))
        least, most = _count(schema, "minProperties", 0), _count(schema, "maxProperties", inf)
        inside = counted(pairs, self._rules, self._space, least, most)
        if inside is None:
            raise ImpossibleError
        return self._rules.add(f'"{{" {inside} "}}"')

    def _free_object(self, schema: dict[str, Any], further: Schema) -> str:
        """Returns a body for objects whose names are not known."""
        least, most = int(_count(schema, "minProperties", 0)), _count(schema, "maxProperties", inf)
        kinds = [(name, value) for name, value in schema.get("patternProperties", {}).items()]
        named = self._target(schema.get("propertyNames", True))
        pairs = []
        for pattern, value in kinds or [("", further)]:
            name: Schema = merged(named, {"pattern": pattern} if pattern else True)
            with suppress(ImpossibleError):
                names = self._string(name if isinstance(name, dict) else {})
                pairs.append(f'{names} ":" {self._space} {self.value(value)}')
        if not pairs or named is False:
            if least:
                raise ImpossibleError
            return '"{}"'
        return self._listed("{", self._rules.either(pairs), "}", least, most)


def _listed_values(schema: Schema) -> list[object]:
    """Returns the values that a schema lists, each once and each valid; none where it does not."""
    if not isinstance(schema, dict) or "enum" not in schema:
        return []
    fitting = [value for value in schema["enum"] if fits(value, schema)]
    return list({json.dumps(value, sort_keys=True): value for value in fitting}.values())


def _implied(schema: dict[str, Any]) -> str | None:
    """Returns the type of which a schema speaks, where it does not name one."""
    for key, kind in (
        ("properties", "object"), ("required", "object"), ("additionalProperties", "object"),
        ("items", "array"), ("prefixItems", "array"), ("minItems", "array"),
        ("pattern", "string"), ("minLength", "string"), ("maxLength", "string"),
        ("minimum", "number"), ("maximum", "number"), ("multipleOf", "number"),
        ("exclusiveMinimum", "number"), ("exclusiveMaximum", "number"),
    ):  # fmt: skip
        if key in schema:
            return kind
    return None


def _pointed(root: dict[str, Any], reference: str) -> Schema:
    """Returns what a JSON pointer leads to; True, which is any value, where it leads nowhere."""
    if not reference.startswith("#"):
        return True
    place: Any = root
    for part in filter(None, unquote(reference[1:]).split("/")):
        key = part.replace("~1", "/").replace("~0", "~")
        if isinstance(place, list) and key.isdecimal() and int(key) < len(place):
            place = place[int(key)]
        elif isinstance(place, dict) and key in place:
            place = place[key]
        else:
            return True
    return place if isinstance(place, dict | bool) else True


def _json(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ": "))
    return literal(text)


def _without(schema: dict[str, Any], *keys: str) -> dict[str, Any]:
    return {key: item for key, item in schema.items() if key not in keys}


def _count(schema: dict[str, Any], key: str, default: float) -> float:
    value = schema.get(key, default)
    return value if isinstance(value, int | float) and value >= 0 else default
