"""Calls of tools whose values are written one by one, as grammar."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desktop.models.local.grammar.patterns import others
from desktop.models.local.grammar.rules import NOTHING, characters, literal
from desktop.models.local.grammar.schema import ImpossibleError, SchemaGrammar
from desktop.models.local.pair_style import is_text

if TYPE_CHECKING:
    from desktop.models.local.grammar.rules import Rules
    from desktop.models.local.pair_style import PairForm

_CONTROL = [(0, 8), (11, 31), (127, 159)]
_BOUND = ("minLength", "maxLength", "pattern", "format")
_PYTHON = r"""([^'\\\x00-\x1F] | "\\" ['"\\nrt])*"""


def pairs_rule(form: PairForm, schema: dict[str, Any], rules: Rules) -> str:
    """Returns a rule for what follows a tool's name, up to the end of its last value.

    Args:
        form: how the model writes it.
        schema: of the arguments, which are an object.
        rules: where the rules are added.

    Raises:
        ImpossibleError: no arguments are valid.
    """
    values = SchemaGrammar(schema, rules)
    whole = values.resolved(schema)
    if whole is False:
        raise ImpossibleError
    named = dict(whole.get("properties", {})) if isinstance(whole, dict) else {}
    required = whole.get("required", []) if isinstance(whole, dict) else []
    further = whole.get("additionalProperties", True) if isinstance(whole, dict) else True
    for name in required:
        named.setdefault(name, further)
    pairs = []
    for name, value in named.items():
        try:
            pairs.append(
                (_pair(form, name, values.resolved(value), values, rules), name in required)
            )
        except ImpossibleError:
            if name in required:
                raise
    return _joined(form, pairs, rules)


def _joined(form: PairForm, pairs: list[tuple[str, bool]], rules: Rules) -> str:
    """Returns a rule for pairs in their order, those that are not required perhaps left out."""
    middle, further = literal(form.middle), literal(form.further)
    begin, tail = literal(form.empty), literal(form.last)
    for pair, required in reversed(pairs):
        begun = rules.add(f"{middle} {pair} {tail}")
        joined = rules.add(f"{further} {pair} {tail}")
        begin = begun if required else rules.either([begun, begin])
        tail = joined if required else rules.either([joined, tail])
    return begin


def _pair(form: PairForm, name: str, schema: Any, values: SchemaGrammar, rules: Rules) -> str:
    if not is_text(schema):
        return rules.add(f"{literal(name + form.to_other)} {values.value(schema)}")
    if form.pythonic:
        ways = [values.value(schema)]
        if form.quote == "'" and not {"enum", "const", *_BOUND} & schema.keys():
            ways.append(rules.add(f'"\'" {_PYTHON} "\'"'))
        return rules.add(f"{literal(name + form.to_other)} {rules.either(ways)}")
    text = _text(form, schema, values, rules)
    return rules.add(f"{literal(name + form.to_text)} {text} {literal(form.quote)}")


def _text(form: PairForm, schema: dict[str, Any], values: SchemaGrammar, rules: Rules) -> str:
    """Returns a rule for a text that is not escaped."""
    told = [schema["const"]] if "const" in schema else schema.get("enum")
    if told is not None:
        return rules.either(literal(str(value)) for value in told)
    if set(_BOUND) & schema.keys():
        # A quote or a backslash is one character here, and none of an escape.
        barred = [*_CONTROL, (9, 10), (ord(form.stop[0]), ord(form.stop[0]))]
        return rules.add(values.text(schema, characters(others(barred))))
    return text_without(form.stop, rules)


def text_without(stop: str, rules: Rules) -> str:
    """Returns a rule for all texts in which another does not come."""
    alphabet = sorted(set(stop))
    states = [rules.reserved() for _ in stop]
    rest = characters(others([*_CONTROL, *((ord(one), ord(one)) for one in alphabet)]))
    for state, name in enumerate(states):
        ways = [NOTHING, f"{rest} {states[0]}"]
        for one in alphabet:
            met = _met(stop, stop[:state] + one)
            if met < len(stop):
                ways.append(f"{literal(one)} {states[met]}")
        rules.define(name, " | ".join(ways))
    return states[0]


def _met(stop: str, text: str) -> int:
    """Returns how much of the beginning of one text is the end of the other."""
    return next(size for size in range(len(text), -1, -1) if text.endswith(stop[:size]))
