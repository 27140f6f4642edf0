"""How a model's own chat template writes the calls of tools, and how Parley does where it cannot.

A template is asked, not read: it renders calls with known names and arguments, and what stands
around them is the form in which the model was trained to write its own.
"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import TYPE_CHECKING, Protocol

from desktop.models.local.call_form import ID, OURS, CallForm
from desktop.models.local.pair_style import LFM2, PairForm, pair_form
from desktop.models.local.templating import TEMPLATE_FAILURES
from desktop.models.local.turns import Turn, call, call_id, spoken, with_text_arguments

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from desktop.models.chat_format import ChatTool


@dataclass(frozen=True, slots=True)
class ToolStyle:
    """What a template does for tools."""

    lists: bool
    """Whether it tells the model of the tools that there are."""
    loops: bool
    """Whether it writes calls and results of earlier turns."""
    text_arguments: bool
    """Whether it takes a call's arguments as a JSON text, and not as an object."""
    form: CallForm


BY_OURSELVES = ToolStyle(lists=False, loops=False, text_arguments=False, form=OURS)


class Render(Protocol):
    """A template; one that fails raises one of `TEMPLATE_FAILURES`."""

    def __call__(self, turns: list[Turn], tools: Sequence[ChatTool] = ()) -> str:
        """Returns the conversation as text, and the head of the assistant's turn after it."""


def listing(tools: Sequence[ChatTool]) -> str:
    """Returns what a model must be told of tools, and of how to call them."""
    tools_in_json = "\n".join(json.dumps(tool, ensure_ascii=False) for tool in tools)
    return (
        "You can call tools. These are the tools, with the JSON Schema of their arguments:\n"
        f"<tools>\n{tools_in_json}\n</tools>\n"
        "To call one, write its name and its arguments like this, and nothing else:\n"
        f"{OURS.opening}NAME{OURS.middle}{{...}}{OURS.closing}"
    )


_LISTED: ChatTool = {
    "type": "function",
    "function": {
        "name": "parley_listed",
        "description": "Nothing.",
        "parameters": {"type": "object", "properties": {"word": {"type": "string"}}},
    },
}
_QUESTION, _RESULTS = "A question of Parley.", ("First result.", "Second result.")
_CALLS = (("parley_probe", {"item": "alpha", "word": 1}), ("parley_check", {"item": "omega"}))
"""The names of the values are in order of the alphabet, in which some templates put them."""


def learned(render: Render, ends: Iterable[str], control: Iterable[str]) -> ToolStyle:
    """Returns a template's own style, or ours where it has none that can be learned.

    Args:
        render: the template.
        ends: the texts of the tokens that end a turn.
        control: the texts of all control tokens.
    """
    if not _lists(render):
        return BY_OURSELVES
    shown = False
    for text_arguments in (False, True):
        with suppress(*TEMPLATE_FAILURES):
            once = _probed(render, 1, text_arguments=text_arguments)
            form = _form(render, once, ends)
            if form is None and str(_CALLS[0][1]) not in once:
                form = _pair_form(render, once, ends)
            if form and _RESULTS[0] in once:
                form = _with_following(render, form, ends, text_arguments=text_arguments)
                return ToolStyle(True, True, text_arguments, form)  # noqa: FBT003
            shown = shown or _CALLS[0][0] in once
            if "alpha" in once and str(_CALLS[0][1]) not in once:
                break  # it has a form of its own for objects, which is not JSON
    # A template that lists tools has also told the model of its own form, or the model was
    # trained on it. Where that form is not known here, it must be told ours instead.
    if not shown and LFM2.triggers[0] in control:
        return replace(BY_OURSELVES, lists=True, form=LFM2)
    return replace(BY_OURSELVES, lists=not shown and not any("tool" in token for token in control))


def _lists(render: Render) -> bool:
    asked = [spoken("user", _QUESTION)]
    with suppress(*TEMPLATE_FAILURES):
        return _LISTED["function"]["name"] in render(asked, [_LISTED])
    return False


def _probed(render: Render, number: int, *, text_arguments: bool, without: bool = False) -> str:
    """Returns a conversation of this many calls and their results, perhaps without values."""
    values = ({} if without else arguments for _, arguments in _CALLS)
    named = [(name, given) for (name, _), given in zip(_CALLS, values, strict=True)][:number]
    calls = [call(place, *one) for place, one in enumerate(named, 1)]
    turns: list[Turn] = [
        spoken("user", _QUESTION),
        {"role": "assistant", "content": "", "tool_calls": calls},
    ]
    for place, (name, _) in enumerate(_CALLS[:number], 1):
        result = _RESULTS[place - 1]
        turns.append(
            {"role": "tool", "content": result, "tool_call_id": call_id(place), "name": name}
        )
    return render(with_text_arguments(turns) if text_arguments else turns, [_LISTED])


def _begun(render: Render, once: str) -> int:
    """Returns where the answer begins that calls a tool."""
    asked = render([spoken("user", _QUESTION)], [_LISTED])
    begun = sum(
        1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(once, asked, strict=False))
    )
    if once.rfind("<", 0, begun) > once.rfind(">", 0, begun):
        begun = once.rfind("<", 0, begun)  # the two went apart inside a tag
    return begun


def _pair_form(render: Render, once: str, ends: Iterable[str]) -> CallForm | None:
    """Returns the form of a single call whose values are written one by one."""
    bare = ""
    with suppress(*TEMPLATE_FAILURES):
        bare = _probed(render, 1, text_arguments=False, without=True)
    end = once.find(_RESULTS[0])
    form = pair_form(once[:end], bare, _begun(render, once), _CALLS[0], [*ends, _RESULTS[0]])
    if form is None or any(text in form.closing for text in _RESULTS):
        return None
    return form


def _form(render: Render, once: str, ends: Iterable[str]) -> CallForm | None:
    """Returns the form of a single call, if its arguments are JSON and its end is known."""
    name, arguments = _CALLS[0]
    begun = _begun(render, once)
    at = once.find(name, begun)
    found = _json_place(once, at + len(name), arguments) if at >= 0 else None
    if found is None:
        return None
    start, stop = found
    stops = [place for end in ends if end and (place := once.find(end, stop)) >= 0]
    if not stops:
        return None
    opening = once[begun:at].rpartition("</think>")[2].lstrip()
    closing = once[stop : min(stops)].rstrip()
    if not opening or _RESULTS[0] in closing:
        return None
    middle = once[at + len(name) : start]
    return CallForm(opening, _any_id(middle), _any_id(closing), None)


def _with_following(
    render: Render, form: CallForm, ends: Iterable[str], *, text_arguments: bool
) -> CallForm:
    """Returns the form with what stands between two calls, if the template takes two."""
    (first, first_arguments), (second, second_arguments) = _CALLS
    with suppress(*TEMPLATE_FAILURES):
        twice = _probed(render, 2, text_arguments=text_arguments)
        if isinstance(form, PairForm):
            return _with_following_pairs(twice, form)
        head = twice.find(form.opening + first)
        end = _json_place(twice, head + len(form.opening + first), first_arguments)
        at = twice.find(second, end[1]) if end and head >= 0 else -1
        last = _json_place(twice, at + len(second), second_arguments) if at >= 0 else None
        if end and last and _any_id(twice[at + len(second) : last[0]]) == form.middle:
            following = _any_id(twice[end[1] : at])
            if not any(text in following for text in [*_RESULTS, *filter(None, ends)]):
                return replace(form, following=following)
    return form


def _with_following_pairs(twice: str, form: PairForm) -> PairForm:
    """Returns the form with what stands between two calls, if that is the same for all."""
    (first, arguments), (second, _) = _CALLS
    whole = form.written(first, arguments).removesuffix(form.closing)
    head = twice.find(whole)
    at = twice.find(second, head)
    between = twice[head + len(whole) : at]
    if head < 0 or at < 0 or any(text in between for text in _RESULTS):
        return form
    return replace(form, following=between)


def _any_id(text: str) -> str:
    return text.replace(call_id(1), ID).replace(call_id(2), ID)


def _json_place(text: str, start: int, value: object) -> tuple[int, int] | None:
    """Returns where a value stands in a text as JSON, after a place."""
    decoder = json.JSONDecoder()
    place = text.find("{", start)
    while place >= 0:
        with suppress(ValueError):
            found, end = decoder.raw_decode(text, place)
            if found == value:
                return place, end
        place = text.find("{", place + 1)
    return None
