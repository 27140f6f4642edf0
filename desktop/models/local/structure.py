"""Answers in JSON by a model of this computer: what it is told, and all that it may write."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from desktop.errors import ModelError
from desktop.language import tr
from desktop.models.local.grammar.rules import Rules, TooManyRulesError, literal
from desktop.models.local.grammar.schema import ImpossibleError, SchemaGrammar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.models.chat_format import ChatMessage
    from desktop.models.local.calling import Calling


def told(messages: Sequence[ChatMessage], schema: dict[str, Any]) -> list[ChatMessage]:
    """Returns a conversation whose system prompt asks for the form too."""
    asked = (
        "Answer with JSON that is valid against this JSON Schema, and with nothing else:\n"
        f"{json.dumps(schema, ensure_ascii=False)}"
    )
    first = messages[0] if messages else None
    if first is not None and first["role"] == "system":
        return [{"role": "system", "content": f"{first['content']}\n\n{asked}"}, *messages[1:]]
    return [{"role": "system", "content": asked}, *messages]


def answer_grammar(schema: dict[str, Any], calling: Calling | None) -> str:
    """Returns the grammar of an answer: a value of the schema, or the opening of a call.

    Args:
        schema: of the answer.
        calling: what may be done with tools; None where nothing may.

    Raises:
        ModelError: the schema allows no answer, or cannot be enforced.
    """
    rules = Rules()
    try:
        bodies = [SchemaGrammar(schema, rules).value(schema)]
    except ImpossibleError:
        why = tr("its schema allows no value at all")
    except TooManyRulesError:
        why = tr("its schema is too large")
    else:
        if calling is not None and calling.choice == "auto":
            bodies.append(literal(calling.form.opening))
        return rules.text(" | ".join(bodies))
    raise ModelError(
        tr(
            "The form of the answer that is asked for cannot be enforced: {why}. Nothing was "
            "answered. Whoever made the program that asks can mend this.",
            why=why,
        )
    )
