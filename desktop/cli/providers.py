"""`parley providers`: models over the network, and the keys for them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, assert_never

from desktop.cli.exit_codes import ExitCode
from desktop.cli.hidden_line import hidden_line
from desktop.cli.output import say, tell
from desktop.errors import ConfigError, KeyStoreFailed
from desktop.models.remote.providers import Providers
from desktop.storage.places import Places

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence
    from typing import Literal

    from desktop.models.remote.config import ModelSpec, ProviderSpec


async def run(options: argparse.Namespace) -> int:
    """Does what the action says, and returns the exit code."""
    places = Places.from_environment()
    places.prepare()
    providers = Providers(places)
    action: Literal["list", "add", "remove", "key", "models"] = options.action
    match action:
        case "list":
            _list(providers, as_json=options.json)
        case "add":
            return await _add(providers, options)
        case "remove":
            await providers.remove(options.name)
            tell(f"Removed {options.name} from {providers.path}, and its key from the store.")
        case "key":
            return await _key(providers, options.name, options.key_from_env)
        case "models":
            await _models(providers, options)
        case _:
            assert_never(action)
    return ExitCode.DONE


async def _add(providers: Providers, options: argparse.Namespace) -> int:
    entry: dict[str, Any] = {"preset": options.preset}
    if not options.preset and options.name in providers.presets().presets:
        entry["preset"] = options.name
    if not (entry["preset"] or options.base_url):
        known = ", ".join(providers.presets().presets)
        raise ConfigError(
            f"Parley knows no provider {options.name!r}: say where it answers, with --base-url. "
            f"It knows: {known}."
        )
    entry["baseUrl"] = options.base_url
    entry["headers"] = dict(options.header)
    entry |= {"local": True} if options.local else {}
    entry["insecure"] = options.insecure
    spec = providers.add(options.name, entry, options.region)
    access = providers.access(spec)
    tell(f"Added {spec.name}: {spec.base_url}\nIt is kept in {providers.path}.")
    code = int(ExitCode.DONE)
    if options.key_from_env is not None or access.needs_key:
        try:
            code = await _key(providers, spec.name, options.key_from_env)
        except ConfigError as error:
            say(f"parley: {error} {spec.name} has none yet: parley providers key {spec.name}")
            code = ExitCode.USAGE
    tell(f"Now choose its models: parley providers models {spec.name}")
    return code


async def _key(providers: Providers, name: str, variable: str | None) -> int:
    if variable is not None:
        await providers.use_variable(name, variable)
        kept = providers.provider(name).key_variable
        tell(f"The key of {name} is read from {kept} whenever it is needed, and kept nowhere.")
        return ExitCode.DONE
    access = providers.access(providers.provider(name))
    page = f", found at {access.key_page}" if access.key_page else ""
    key = await hidden_line(f"The key for {access.label}{page} (it is not shown): ")
    try:
        await providers.set_key(name, key)
    except KeyStoreFailed as error:
        say(f"parley: {error} Which is now: it was not kept.")
        return ExitCode.USAGE
    tell(f"The key of {name} is in the system's own store, and nowhere else.")
    return ExitCode.DONE


async def _models(providers: Providers, options: argparse.Namespace) -> None:
    name = options.name
    if options.disable:
        await providers.disable(name, options.disable)
    if options.enable:
        await providers.enable(name, options.enable)
    spec = providers.provider(name)
    changed = bool(options.enable or options.disable)
    models = spec.models if changed else await providers.offered(name)
    enabled = {model.id: model for model in spec.models}
    if options.json:
        print(json.dumps([_model(model, enabled=model.id in enabled) for model in models]))
        return
    for model in models:
        tell(f"{'*' if model.id in enabled else ' '} {_said(model)}")
    if changed:
        tell(f"{len(enabled)} of {name}'s models may answer: those with a star.")
    else:
        tell(f"Those with a star may answer. parley providers models {name} --enable ID ...")


def _list(providers: Providers, *, as_json: bool) -> None:
    found = providers.all()
    for problem in found.problems:
        say(f"parley: {problem}")
    if as_json:
        print(json.dumps([_told(providers, spec) for spec in found.providers]))
        return
    for spec in found.providers:
        told = _told(providers, spec)
        tell(f"{spec.name}  {spec.base_url}, {told['where']}, key: {told['key']}")
        for model in spec.models:
            tell(f"    {_said(model)}")
    others = [name for name in providers.presets().presets if name not in _names(found.providers)]
    tell(f"Parley knows, and you can add: {', '.join(others)}; or any other with --base-url.")


def _names(providers: Sequence[ProviderSpec]) -> set[str]:
    return {spec.name for spec in providers}


def _told(providers: Providers, spec: ProviderSpec) -> dict[str, Any]:
    access = providers.access(spec)
    if spec.key_variable:
        key = f"in {spec.key_variable}"
    else:
        key = "stored" if spec.key_stored else "missing" if access.needs_key else "none"
    return {
        "name": spec.name,
        "address": spec.base_url,
        "where": access.location("").value,
        "key": key,
        "models": [model.id for model in spec.models],
    }


def _said(model: ModelSpec) -> str:
    """Returns a model with what is known of it, in words."""
    facts = []
    if model.context_length:
        facts.append(f"{model.context_length:,} tokens")
    if model.input_price is not None and model.output_price is not None:
        source = f" ({model.prices})" if model.prices else ""
        facts.append(f"${model.input_price:g} in, ${model.output_price:g} out a million{source}")
    facts += [kind for kind in ("image", "audio") if kind in model.modalities]
    return f"{model.id}  {', '.join(facts)}".rstrip()


def _model(model: ModelSpec, *, enabled: bool) -> dict[str, Any]:
    return {
        "id": model.id,
        "enabled": enabled,
        "context_length": model.context_length,
        "input_price": model.input_price,
        "output_price": model.output_price,
        "audio_price": model.audio_price,
        "prices": model.prices,
        "modalities": list(model.modalities),
        "tools": model.tools,
    }
