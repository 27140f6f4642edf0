"""`parley models`: the models that can answer."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, assert_never

from desktop.cli.output import tell
from desktop.cli.session import Session

if TYPE_CHECKING:
    import argparse
    from typing import Literal

    from desktop.models.context import ModelContext
    from desktop.models.library import Library


async def run(options: argparse.Namespace) -> int:
    """Lists, adds or removes models, and returns the exit code."""
    action: Literal["list", "add", "remove"] = options.action
    async with Session(quiet=True) as session:
        library = session.app.library
        match action:
            case "list":
                _list(library, as_json=options.json)
            case "add":
                tell(f"Added {await library.add(Path(options.path))}. The file stays where it is.")
            case "remove":
                await library.remove(options.id)
                tell(f"Removed {options.id} from the list. Its file was left where it is.")
            case _:
                assert_never(action)
    return 0


def _list(library: Library, *, as_json: bool) -> None:
    contexts = [candidate.context for candidate in library.candidates()]
    if as_json:
        print(json.dumps([_told(context) for context in contexts]))
        return
    for context in contexts:
        tell(f"{context.id}  {context.name}, {_where(context)}")
        if context.ready:
            tell(f"    It cannot be asked now: {context.ready}.")
        if context.note:
            tell(f"    {context.note}")


def _where(context: ModelContext) -> str:
    """Returns where a model is: a file and its size, or a host and its prices."""
    if context.path is not None:
        return f"{context.size / 1e6:.1f} MB, {context.path}"
    place = f"{context.location.value}: {context.host}"
    if context.price is None or context.input_price is None or context.output_price is None:
        return place
    return f"{place}, ${context.input_price:g} in, ${context.output_price:g} out a million tokens"


def _told(context: ModelContext) -> dict[str, Any]:
    return {
        "id": context.id,
        "name": context.name,
        "path": str(context.path or ""),
        "size": context.size,
        "parameters": context.parameters,
        "context_length": context.context_length,
        "host": context.host,
        "ready": context.ready,
        "note": context.note,
    }
