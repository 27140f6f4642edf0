"""How an answer may call tools: when a call begins, and what it may hold then."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from desktop.errors import ModelError
from desktop.language import tr
from desktop.models.local.call_form import patterned
from desktop.models.local.grammar.pairs import pairs_rule
from desktop.models.local.grammar.rules import NOTHING, Rules, TooManyRulesError, literal
from desktop.models.local.grammar.schema import ImpossibleError, SchemaGrammar
from desktop.models.local.pair_style import PairForm

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from desktop.models.chat_format import ChatTool, FunctionCall, ToolChoice
    from desktop.models.local.call_form import CallForm

_MOST_CALLS = 8
"""In one answer; a small model would go on and on."""


@dataclass(frozen=True, slots=True)
class Calling:
    """What the model may do with tools in one answer."""

    form: CallForm
    choice: ToolChoice
    tools: Mapping[str, dict[str, Any]] = field(default_factory=dict)
    """The schemas of the arguments of those that there are, by their names."""
    grammar: str = ""
    """What may follow a call's opening, up to the answer's end."""

    def calls(self, text: str) -> list[FunctionCall]:
        """Returns the complete calls in what followed the opening."""
        return self.form.parsed(text, self.tools)


def calling(form: CallForm, tools: Sequence[ChatTool], choice: ToolChoice) -> Calling:
    """Returns how tools may be called in this form.

    Raises:
        ModelError: a tool's schema allows no call of it.
    """
    if choice == "none" or not tools:
        return Calling(form, "none")
    schemas = {tool["function"]["name"]: tool["function"]["parameters"] for tool in tools}
    return Calling(form, choice, schemas, _grammar(form, tools))


def _grammar(form: CallForm, tools: Sequence[ChatTool]) -> str:
    rules = Rules()
    closing = _fixed(form.closing)
    one = rules.either(
        f"{literal(tool['function']['name'])} {_arguments(form, tool, rules)}" for tool in tools
    )
    if form.following is None:
        return rules.text(f"{one} {closing}")
    another = rules.add(f"{_fixed(form.following)} {one}")
    return rules.text(f"{one} {another}{{0,{_MOST_CALLS - 1}}} {closing}")


def _fixed(text: str) -> str:
    """Returns a form's text, with any id and any number where it has one."""
    return patterned(text, literal, " ") or NOTHING


def _arguments(form: CallForm, tool: ChatTool, rules: Rules) -> str:
    """Returns a body for a tool's arguments, which are an object whatever its schema says."""
    schema = {"type": "object", **tool["function"]["parameters"]}
    try:
        if isinstance(form, PairForm):
            return pairs_rule(form, schema, rules)
        return f"{_fixed(form.middle)} {SchemaGrammar(schema, rules).value(schema)}"
    except ImpossibleError:
        why = tr("its schema allows no arguments at all")
    except TooManyRulesError:
        why = tr("the schemas of the tools are too large together")
    raise ModelError(
        tr(
            "The tool {tool!r} cannot be offered to the model: {why}. Nothing was asked. "
            "Whoever made the server can mend this; a request without the tool works.",
            tool=tool["function"]["name"],
            why=why,
        )
    )
