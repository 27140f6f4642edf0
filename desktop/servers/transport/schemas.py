"""Whether a result can be checked by its server's own schema without holding everything up."""

from __future__ import annotations

from itertools import islice
from typing import Any

MOST_STEPS = 2_000
"""Parts of a schema, each counted as often as it is referred to."""

DEEPEST = 64

MOST_FAULTS = 50
LONGEST_FAULT = 300
"""So much is said of arguments that break a schema."""

_COSTLY = frozenset({"pattern", "patternProperties", "uniqueItems", "$dynamicRef", "$recursiveRef"})
"""Words whose check may take for ever, or goes where nobody can follow beforehand."""


def bounded(schema: object) -> bool:
    """Whether checking by a schema has an end in sight.

    The schema is the server's, and so is the result: a pattern that takes for ever to match, or a
    reference to itself, would hold up the window without end.
    """
    return _Walk(schema).ends(schema, DEEPEST)


def faults(schema: object, value: dict[str, Any]) -> dict[str, str]:
    """Returns what in some arguments breaks a schema, by the argument; "" stands for the whole.

    Where checking has no end in sight, or the schema is none, nothing is said: the server checks.
    """
    if not isinstance(schema, dict) or not bounded(schema):
        return {}
    # Only where a person runs a tool: it takes a while to import.
    from jsonschema.exceptions import SchemaError  # noqa: PLC0415
    from jsonschema.validators import Draft202012Validator, validator_for  # noqa: PLC0415
    from referencing.exceptions import Unresolvable  # noqa: PLC0415

    kind = validator_for(schema, default=Draft202012Validator)
    found: dict[str, str] = {}
    try:
        kind.check_schema(schema)
        for error in islice(kind(schema).iter_errors(value), MOST_FAULTS):
            path = [str(step) for step in error.absolute_path]
            inside = f"In {'/'.join(path[1:])}: " if path[1:] else ""
            found.setdefault(path[0] if path else "", f"{inside}{error.message[:LONGEST_FAULT]}.")
    except (SchemaError, Unresolvable):
        return {}
    return found


class _Walk:
    def __init__(self, whole: object) -> None:
        self._whole = whole
        self._left = MOST_STEPS

    def ends(self, part: object, deeper: int) -> bool:
        """Whether what is below a part, through its references too, comes to an end."""
        self._left -= 1
        if self._left < 0 or deeper == 0:
            return False
        if isinstance(part, list):
            return all(self.ends(below, deeper - 1) for below in part)
        if not isinstance(part, dict):
            return True
        reference = part.get("$ref")
        if isinstance(reference, str):
            target = self._at(reference)
            if target is None or not self.ends(target, deeper - 1):
                return False
        # A property that is named like one of these words has a schema as its value, or none.
        costly = any(not isinstance(part[word], dict | bool) for word in _COSTLY & part.keys())
        costly |= "patternProperties" in part or part.get("uniqueItems") is True
        return not costly and all(self.ends(below, deeper - 1) for below in part.values())

    def _at(self, reference: str) -> dict[str, Any] | None:
        """Returns what a reference inside the schema points to."""
        if not reference.startswith("#/"):
            return None
        found = self._whole
        for step in reference[2:].split("/"):
            name = step.replace("~1", "/").replace("~0", "~")
            found = found.get(name) if isinstance(found, dict) else None
        return found if isinstance(found, dict) else None
