"""`parley servers add-bundle`: what a bundle is, its settings asked for, and its entry written."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import SecretStr

from desktop.cli.hidden_line import hidden_line
from desktop.cli.output import say, tell
from desktop.cli.terminal import Terminal, has_terminal
from desktop.cli.trusting import opened_admission
from desktop.errors import ConfigError
from desktop.gateway.screening.hidden import on_one_line
from desktop.servers.bundles import bundle
from desktop.servers.bundles.installing import (
    Choice,
    change_words,
    earlier,
    forget_bundle,
    install,
    kept_secrets,
    proposed_values,
)
from desktop.servers.config import read_servers
from desktop.servers.forms import Unfit
from desktop.servers.sandbox.bounds import Sandbox, missing

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Sequence

    from desktop.servers.bundles.bundle import Bundle
    from desktop.servers.bundles.manifest import Given, Option
    from desktop.servers.config import ServerSpec
    from desktop.storage.places import Places

_TOOLS = 30


async def add_bundle(options: argparse.Namespace, places: Places) -> None:
    """Shows what a bundle is, asks for what it needs, and installs it; nothing is run.

    Raises:
        ConfigError: it is refused, a setting does not fit, or nobody says yes.
    """
    await ask_about(
        Path(options.file), places, options.settings, name=options.name, yes=options.yes
    )


async def ask_about(
    path: Path,
    places: Places,
    settings: Sequence[tuple[str, str]] = (),
    *,
    name: str = "",
    yes: bool = False,
) -> None:
    """Shows what a bundle is, and installs it if the person says so.

    Args:
        path: the file.
        places: where it is installed.
        settings: what was given for its settings.
        name: the server's in the list, if not the bundle's own.
        yes: whether the person has said so already.

    Raises:
        ConfigError: it is refused, a setting does not fit, or nobody says yes.
    """
    found = await asyncio.to_thread(bundle.read, path)
    before = earlier(found, read_servers(places.config_file).servers)
    _show(found, before)
    if not yes and not has_terminal():
        raise ConfigError("Nothing was installed: nobody is here to be asked. Say --yes for it.")
    terminal = None if yes else Terminal()
    values, secrets = await _given(found, before, settings, terminal)
    if terminal and not await terminal.confirmed(f"Install {found.manifest.name}? [y/N] "):
        tell("Nothing was installed.")
        return
    held = before.sandbox if before else None if missing() else Sandbox(network=True)
    called = before.name if before else name or found.manifest.name
    async with opened_admission(places, trust=False) as admission:
        choice = Choice(found, called, values, secrets, held, before)
        spec = await install(choice, places, admission)
    tell(f"Installed {spec.name}: {spec.target}\nIt is asked about before it runs first.")


async def forget(name: str, before: Iterable[ServerSpec], places: Places) -> None:
    """Deletes what the server of a bundle had, which was taken out of the list.

    Args:
        name: the server.
        before: the list as it was.
        places: where its things are.
    """
    specs = list(before)
    for spec in specs:
        if spec.name == name and spec.bundle:
            async with opened_admission(places, trust=False) as admission:
                others = [one for one in specs if one.name != name]
                await forget_bundle(spec, others, places, admission)


def _show(found: Bundle, before: ServerSpec | None) -> None:
    manifest = found.manifest
    lines = [
        ("bundle", f"{manifest.display_name or manifest.name} {manifest.version}"),
        ("author", manifest.author.name),
        ("says", manifest.description),
        ("contents", f"{found.files:,} files, {found.size:,} bytes unpacked"),
        ("sha256", found.sha256),
        ("signature", found.signed_words),
        *(("needs", one) for one in found.needs),
        *(("tool", f"{one.name}: {one.description}") for one in manifest.tools[:_TOOLS]),
    ]
    for title, text in lines:
        say(f"  {title:<10} {on_one_line(text)}")
    say("  What it says of itself is not checked.")
    if change := change_words(found, before):
        say(f"! {on_one_line(change)}")


async def _given(
    found: Bundle,
    before: ServerSpec | None,
    settings: Sequence[tuple[str, str]],
    terminal: Terminal | None,
) -> tuple[dict[str, Given], dict[str, SecretStr | None]]:
    """Returns the values of its settings, and what is secret; what is missing is asked for."""
    options = found.manifest.user_config
    values, kept = proposed_values(found, before), kept_secrets(before)
    for name in dict.fromkeys(name for name, _ in settings):
        option = _named(name, options)
        given = [text for key, text in settings if key == name]
        try:
            value = option.parse("\n".join(given) if option.multiple else given[-1])
        except Unfit as error:
            raise ConfigError(f"{name}: {error} Nothing was installed.") from error
        if value is not None:
            values[name] = value
    secrets: dict[str, SecretStr | None] = {}
    for name, option in options.items():
        if option.sensitive and name not in kept:
            typed = await _secret(option, terminal)
            if typed or option.required:
                secrets[name] = SecretStr(typed) if typed else None
        elif option.required and not option.sensitive and name not in values:
            values[name] = await _asked(name, option, terminal)
    return values, secrets


def _named(name: str, options: dict[str, Option]) -> Option:
    if name not in options:
        known = ", ".join(options) or "none"
        raise ConfigError(f"It has no setting {name!r}. It has: {known}. Nothing was installed.")
    if options[name].sensitive:
        raise ConfigError(
            f"{name} is secret, and other programs can read the command line. Leave it out: it is "
            "asked for. Nothing was installed."
        )
    return options[name]


async def _secret(option: Option, terminal: Terminal | None) -> str:
    if terminal is None:
        return ""  # Its first start asks for it.
    return (await hidden_line(f"{on_one_line(option.title)} (not shown): ")).strip()


async def _asked(name: str, option: Option, terminal: Terminal | None) -> Given:
    if terminal is None:
        raise ConfigError(f"{name} is needed: give it with --set {name}=… Nothing was installed.")
    while True:
        if option.description:
            say(f"  {on_one_line(option.description)}")
        typed = await terminal.typed(f"  {on_one_line(option.title)} ({option.words}): ")
        if typed is None:
            raise ConfigError(f"{name} was not given. Nothing was installed.")
        try:
            value = option.parse(typed)
        except Unfit as error:
            say(f"  {error}")
        else:
            if value is not None:
                return value
