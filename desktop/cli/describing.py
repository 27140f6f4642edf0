"""What is known of a model, and models that answer together, in the terminal."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from desktop.cli.output import tell
from desktop.models.context import Location
from desktop.models.description import described, facts
from desktop.models.strategies.config import parsed
from desktop.models.suited import fit_here

if TYPE_CHECKING:
    import argparse

    from desktop.models.library import Library


def show(library: Library, model_id: str, *, as_json: bool) -> None:
    """Prints all that is known of a model, and where each thing comes from.

    Raises:
        NoModel: there is none of that id.
    """
    known = library.model(model_id).context.id
    context = next(one for one in library.contexts() if one.id == known)
    if as_json:
        print(json.dumps(described(context)))
        return
    for fact in facts(context):
        source = f"  ({fact.source})" if fact.source else ""
        tell(f"{fact.label:<24} {fact.value}{source}")
    if (fit := fit_here(context)) is not None:
        tell(f"{'On this computer':<24} {fit}")
    if context.note:
        tell(context.note)


async def combine(library: Library, options: argparse.Namespace) -> None:
    """Lets models answer together under a name of its own.

    Raises:
        ConfigError: that is no strategy, its name is taken, or one of its models is not here.
    """
    entry: dict[str, Any] = {
        "draft": options.draft,
        "refine": options.refine,
        "compare": tuple(one for one in options.compare.split(",") if one),
        "pick": options.pick,
        "first": options.first,
        "fallBack": options.fall_back,
        "ranked": options.ranked,
    }
    spec = parsed(options.name, {name: value for name, value in entry.items() if value})
    await library.combine(spec)
    model = library.model(spec.name).context
    tell(f"{spec.name} is in the list of models. {model.about}")
    if model.location is Location.REMOTE:
        tell(f"What is asked of it may be sent to {model.host}. You are asked about that each time")
        tell("that you are asked about a model over the network.")
    if not model.ranked:
        tell("It answers where a request names it, or you choose it.")
