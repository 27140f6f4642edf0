"""What a server asks the person itself, filled in at the terminal or from the command line."""

from __future__ import annotations

import json
import os
import sys
import webbrowser
from typing import TYPE_CHECKING

from desktop.cli.output import say
from desktop.gateway.screening.hidden import on_one_line
from desktop.servers.elicitation import TIMEOUT, Reply
from desktop.servers.forms import FieldKind, Unfit, checked
from desktop.storage.aside import aside

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desktop.cli.terminal import Terminal
    from desktop.servers.elicitation import Elicitation
    from desktop.servers.forms import FormField, Value

LEFT_OUT = "-"
"""What is typed to leave out a field that has a default."""

ANSWERS = "--answers"


def answered(question: Elicitation, answers: Mapping[str, object]) -> Reply:
    """Returns what the command line says to a form; an address is never opened by it."""
    if question.address:
        return Reply("cancel", by=ANSWERS, why="An address is opened only by a person.")
    names = {field.name for field in question.fields}
    given = {name: value for name, value in answers.items() if name in names}
    defaults = {field.name: field.default for field in question.fields if field.default is not None}
    try:
        return Reply("accept", checked(question.fields, {**defaults, **given}), by=ANSWERS)
    except Unfit as error:
        say(f"parley: {question.server} asked for a form that --answers does not fit. {error}")
        return Reply("cancel", by=ANSWERS, why=str(error))


async def fill_in(question: Elicitation, terminal: Terminal) -> Reply:
    """Asks the person at the terminal; an empty line at the first question cancels.

    Raises:
        TimeoutError: nothing was typed for long.
    """
    _show(question)
    verb = "Open it" if question.address else "Fill it in"
    typed = await terminal.typed(f"{verb}? [y = yes, n = decline, Enter = cancel] ", TIMEOUT)
    match (typed or "").strip().lower():
        case "y" | "yes":
            pass
        case "n" | "no":
            return Reply("decline")
        case _:
            return Reply("cancel")
    if question.address:
        await _visit(question.address)
        return Reply("accept")
    values: dict[str, Value] = {}
    for field in question.fields:
        value = await _entered(field, terminal)
        if isinstance(value, Reply):
            return value
        if value is not None:
            values[field.name] = value
    say(f"  {json.dumps(values, ensure_ascii=False)}")
    if await terminal.confirmed(f"Send this to {on_one_line(question.server)}? [y/N] ", TIMEOUT):
        return Reply("accept", values)
    return Reply("decline")


def _show(question: Elicitation) -> None:
    where = f", in your call of {on_one_line(question.tool)}" if question.tool else ""
    say(f"\n{on_one_line(question.server)} asks you something{where}:\n\n{question.message}\n")
    if question.address:
        say(f"  address  {on_one_line(question.address)}\n  host     {on_one_line(question.host)}")
    for line in question.noticed:
        say(f"! {line}")


async def _entered(field: FormField, terminal: Terminal) -> Value | Reply | None:
    """Returns what was typed into a field, asking until it fits."""
    if field.description:
        say(f"  {on_one_line(field.description)}")
    for choice in field.choices:
        title = "" if choice.title == choice.value else f"  {on_one_line(choice.title)}"
        say(f"    {on_one_line(choice.value)}{title}")
    needed = "" if field.required else ", may stay empty"
    kind = f"{field.kind.value}{', commas between' if field.kind is FieldKind.CHOICES else ''}"
    default = "" if field.default is None else f" [{_typed(field.default)}; {LEFT_OUT} for none]"
    while True:
        asked = f"  {on_one_line(field.title)} ({kind}{needed}){default}: "
        line = await terminal.typed(asked, TIMEOUT)
        if line is None:
            return Reply("cancel")
        if field.default is not None and not line.strip():
            return field.default
        try:
            return field.parse("" if line.strip() == LEFT_OUT else line)
        except Unfit as error:
            say(f"  {error}")


def _typed(value: Value) -> str:
    match value:
        case bool():
            return "yes" if value else "no"
        case list():
            return on_one_line(", ".join(value))
        case _:
            return on_one_line(str(value))


async def _visit(address: str) -> None:
    """Opens an address in the person's browser, or says that they must do it themself."""
    graphical = sys.platform in ("darwin", "win32") or any(
        os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY")
    )
    if not graphical or not await aside(lambda: webbrowser.open(address)):
        say(f"There is no browser here. Open this yourself:\n  {on_one_line(address)}")
