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

from desktop.models.local.call_form import GRANITE, ID, NUMBER, OURS, CallForm
from desktop.models.local.pair_style import LFM2, PairForm, pair_form
from desktop.models.local.templating import TEMPLATE_FAILURES
from desktop.models.local.turns import Turn, call, call_id, spoken, with_text_arguments

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

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


_OUR_MARKS = frozenset(
    f"<{end}{name}>" for end in ("", "/") for name in ("tool_call", "tool_response", "tools")
)
BY_OURSELVES = ToolStyle(lists=False, loops=False, text_arguments=False, form=OURS)


class Render(Protocol):
    """A template; one that fails raises one of `TEMPLATE_FAILURES`."""

    def __call__(self, turns: list[Turn], tools: Sequence[ChatTool] = ()) -> str:
        """Returns the conversation as text, and the head of the assistant's turn after it."""


def listing(tools: Sequence[ChatTool], form: CallForm = OURS) -> str:
    """Returns what a model must be told of tools, and of how to call them."""
    opening, middle, closing = (
        part.replace(ID, call_id(1)).replace(NUMBER, "0")
        for part in (form.opening, form.middle, form.closing)
    )
    tools_in_json = "\n".join(json.dumps(tool, ensure_ascii=False) for tool in tools)
    return (
        "You can call tools. These are the tools, with the JSON Schema of their arguments:\n"
        f"<tools>\n{tools_in_json}\n</tools>\n"
        "To call one, write its name and its arguments like this, and nothing else:\n"
        f"{opening}NAME{middle}{{...}}{closing}"
    )


_LISTED: ChatTool = {
    "type": "function",
    "function": {
        "name": "parley_listed",
        "description": "Nothing.",
        "parameters": {"type": "object", "properties": {"word": {"type": "string"}}},
    },
}
_QUESTION, _ANSWER = "A question of Parley.", "An answer in words."
_RESULTS = ("First result.", "Second result.")
_CALLS = (("parley_probe", {"item": "alpha", "word": 1}), ("parley_check", {"item": "omega"}))
"""The names of the values are in order of the alphabet, in which some templates put them."""


def learned(render: Render, ends: Iterable[str], control: Collection[str]) -> ToolStyle:
    """Returns a template's own style, or ours where it has none that can be learned.

    Args:
        render: the template.
        ends: the texts of the tokens that end a turn.
        control: the texts of all control tokens.
    """
    listed, shown = _listed(render), False
    for text_arguments in (False, True):
        with suppress(*TEMPLATE_FAILURES):
            once = _probed(render, 1, text_arguments=text_arguments)
            form = _form(render, once, ends, control)
            if form is None and str(_CALLS[0][1]) not in once and listed:
                form = _pair_form(render, once, ends)
            if form and _RESULTS[0] in once and _tells_apart(render, form, ends):
                form = _with_following(render, form, ends, text_arguments=text_arguments)
                return ToolStyle(bool(listed), True, text_arguments, form)  # noqa: FBT003
            shown = shown or _CALLS[0][0] in once
            if "alpha" in once and str(_CALLS[0][1]) not in once:
                break  # it has a form of its own for objects, which is not JSON
    if not listed:
        return BY_OURSELVES
    # A template that lists tools has also told the model of its own form, or the model was
    # trained on it. Where that form is not known here, it must be told ours instead.
    if not shown and (form := _unshown(listed, control)):
        return replace(BY_OURSELVES, lists=True, form=form)
    foreign = any("tool" in token and token not in _OUR_MARKS for token in control)
    return replace(BY_OURSELVES, lists=not (shown or foreign))


def _listed(render: Render) -> str:
    """Returns a conversation where the template lists a tool in it; empty where it does not."""
    with suppress(*TEMPLATE_FAILURES):
        asked = render([spoken("user", _QUESTION)], [_LISTED])
        return asked if _LISTED["function"]["name"] in asked else ""
    return ""


def _unshown(listed: str, control: Collection[str]) -> CallForm | None:
    """Returns the form that is known of a model whose template shows no call."""
    if LFM2.triggers[0] in control:
        return LFM2
    mark = GRANITE.triggers[0]
    return GRANITE if mark in control and mark in listed else None


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


def _tells_apart(render: Render, form: CallForm, ends: Iterable[str]) -> bool:
    """Returns whether no answer of words, and no end of one, begins as a call does."""
    head = ""
    with suppress(*TEMPLATE_FAILURES):
        told = render([spoken("user", _QUESTION), spoken("assistant", _ANSWER)], [_LISTED])
        head = told[_begun(render, told) : told.rfind(_ANSWER)]
    return not any(end and end in form.opening for end in ends) and form.triggers[0] not in head


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


def _form(
    render: Render, once: str, ends: Iterable[str], control: Collection[str]
) -> CallForm | None:
    """Returns the form of a single call, if its arguments are JSON and its end is known."""
    name, arguments = _CALLS[0]
    begun = _begun(render, once)
    at = once.find(name, begun)
    found = _json_place(once, at + len(name), arguments) if at >= 0 else None
    if found is None:
        return None
    start, stop = found
    opening = once[begun:at].rpartition("</think>")[2].lstrip()
    closing = _closing(once[stop:], ends, control)
    if not opening or closing is None:
        return None
    middle = once[at + len(name) : start]
    return CallForm(opening, _any_id(middle), _any_id(closing), None)


def _closing(rest: str, ends: Iterable[str], control: Collection[str]) -> str | None:
    """Returns what follows a call up to the end of the turn, or else with a control token."""
    before, result, _ = rest.partition(_RESULTS[0])
    stops = [place for end in ends if end and (place := before.find(end)) >= 0]
    if stops:
        return before[: min(stops)].rstrip()
    # Some models get the result in the turn in which they have called.
    marks = [(before.find(mark), mark) for mark in control if mark and mark in before]
    if not marks or not result:
        return None
    place, mark = min(marks)
    return before[: place + len(mark)]


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
        middle = _counted(form.middle, _any_id(twice[at + len(second) : last[0]])) if last else None
        if end and middle is not None:
            following = _any_id(twice[end[1] : at])
            if not any(text in following for text in [*_RESULTS, *filter(None, ends)]):
                return replace(form, middle=middle, following=following)
    return form


def _counted(one: str, other: str) -> str | None:
    """Returns what is the same in two calls but for their numbers; None where more is not."""
    pairs = list(zip(one, other, strict=False))
    next_one = {str(digit): str(digit + 1) for digit in range(9)}
    if len(one) != len(other) or any(next_one.get(a, a) != b and a != b for a, b in pairs):
        return None
    return "".join(a if a == b else NUMBER for a, b in pairs)


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
