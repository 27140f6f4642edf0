"""A tool's arguments, read from the JSON schema of its input."""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from desktop.language import tr

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any


class Kind(Enum):
    """How an argument is typed in."""

    LINE = tr("a line of text")
    TEXT = tr("text")
    INTEGER = tr("a whole number")
    NUMBER = tr("a number")
    BOOLEAN = tr("yes or no")
    CHOICE = tr("one of several")
    JSON = "JSON"


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument of a tool."""

    name: str
    kind: Kind
    title: str = ""
    description: str = ""
    required: bool = False
    default: object = None
    """What is filled in at first; None where nothing is."""
    choices: tuple[object, ...] = ()
    minimum: float | None = None
    maximum: float | None = None


MOST_ARGUMENTS = 60
"""With more than these there is no form; they are written as JSON."""

MOST_CHOICES = 500
"""With more than these the value is written instead of chosen."""

_DEEPEST = 8
"""So many references are followed; one that leads back to itself ends here."""

_SIMPLE = {"integer": Kind.INTEGER, "number": Kind.NUMBER, "boolean": Kind.BOOLEAN}
_LONG_NAMES = frozenset({"text", "prompt", "content", "body", "message", "code", "document"})
_LONG = 200


def arguments(schema: str) -> tuple[Argument, ...]:
    """Returns the arguments that a schema names, the required ones first.

    A schema that says nothing usable, or names too much for a form, gives no argument, so that the
    tool can still be run.
    """
    whole = _read(schema)
    properties = whole.get("properties")
    if not isinstance(properties, dict) or len(properties) > MOST_ARGUMENTS:
        return ()
    required = whole.get("required")
    needed = set(filter(_is_name, required)) if isinstance(required, list) else set()
    found = [
        _argument(name, _resolved(described, whole, _DEEPEST), required=name in needed)
        for name, described in properties.items()
    ]
    return tuple(sorted(found, key=lambda argument: not argument.required))


def too_many(schema: str) -> int:
    """Returns how many arguments a schema names where they are too many for a form, else 0."""
    properties = _read(schema).get("properties")
    number = len(properties) if isinstance(properties, dict) else 0
    return number if number > MOST_ARGUMENTS else 0


def _read(schema: str) -> dict[str, Any]:
    try:
        whole = json.loads(schema or "{}")
    except (ValueError, RecursionError):
        return {}
    return whole if isinstance(whole, dict) else {}


def _is_name(thing: object) -> bool:
    return isinstance(thing, str)


def _resolved(described: object, whole: Mapping[str, Any], deeper: int) -> dict[str, Any]:
    """Returns a property's schema with references followed and "or null" taken away."""
    if not isinstance(described, dict) or deeper == 0:
        return {}
    reference = described.get("$ref")
    if isinstance(reference, str) and reference.startswith("#/"):
        rest = {key: value for key, value in described.items() if key != "$ref"}
        return {**_resolved(_at(reference, whole), whole, deeper - 1), **rest}
    variants = described.get("anyOf")
    if isinstance(variants, list):
        real = [one for one in variants if isinstance(one, dict) and one.get("type") != "null"]
        if len(real) == 1:
            rest = {key: value for key, value in described.items() if key != "anyOf"}
            return {**_resolved(real[0], whole, deeper - 1), **rest}
    return described


def _at(reference: str, whole: Mapping[str, Any]) -> object:
    """Returns what a reference inside the schema points to."""
    found: object = whole
    for step in reference[2:].split("/"):
        name = step.replace("~1", "/").replace("~0", "~")
        found = found.get(name) if isinstance(found, dict) else None
    return found


def _argument(name: str, described: Mapping[str, Any], *, required: bool) -> Argument:
    choices = described.get("enum")
    return Argument(
        name,
        _kind(name, described),
        title=str(described.get("title", "")),
        description=str(described.get("description", "")),
        required=required,
        default=described.get("default"),
        choices=tuple(choices) if isinstance(choices, list) else (),
        minimum=_number(described.get("minimum")),
        maximum=_number(described.get("maximum")),
    )


def _kind(name: str, described: Mapping[str, Any]) -> Kind:
    sort, choices = described.get("type"), described.get("enum")
    if isinstance(choices, list) and 0 < len(choices) <= MOST_CHOICES:
        return Kind.CHOICE
    if sort == "string":
        long_default = "\n" in str(described.get("default", "")) or (
            len(str(described.get("default", ""))) > _LONG // 4
        )
        roomy = (_number(described.get("maxLength")) or 0) > _LONG
        return Kind.TEXT if name.lower() in _LONG_NAMES or long_default or roomy else Kind.LINE
    return _SIMPLE.get(str(sort), Kind.JSON)


def _number(value: object) -> float | None:
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None
