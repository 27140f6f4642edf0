"""A bundle put into mcp.json, or another version of it in its place; and taken out again."""

from __future__ import annotations

import asyncio
import shutil
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.errors import KeyStoreFailed
from desktop.language import tr
from desktop.servers.bundles.bundle import default_of, entry_of, unpack
from desktop.servers.bundles.manifest import BundleMark
from desktop.servers.config import add_servers, read_servers
from desktop.servers.entries import replace_server, without_inputs
from desktop.storage.json_file import read_document

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pydantic import SecretStr

    from desktop.servers.admission import Admission
    from desktop.servers.bundles.bundle import Bundle
    from desktop.servers.bundles.manifest import Given
    from desktop.servers.config import ServerSpec
    from desktop.servers.sandbox.bounds import Sandbox
    from desktop.servers.supervisor import Supervisor
    from desktop.storage.places import Places


@dataclass(frozen=True, slots=True)
class Choice:
    """A bundle as the person wants it installed."""

    bundle: Bundle
    name: str
    """The server's, in Parley's list."""
    values: Mapping[str, Given] = field(default_factory=dict)
    secrets: Mapping[str, SecretStr | None] = field(default_factory=dict)
    """What is secret; None is asked for at the first start."""
    sandbox: Sandbox | None = None
    replaces: ServerSpec | None = None
    """What is in the list under this name, from a bundle of the same name."""


def earlier(bundle: Bundle, specs: Iterable[ServerSpec]) -> ServerSpec | None:
    """Returns the server that came from a bundle of the same name; None where there is none."""
    for spec in specs:
        if spec.bundle and spec.bundle.name == bundle.manifest.name:
            return spec
    return None


def change_words(bundle: Bundle, before: ServerSpec | None) -> str:
    """Returns what it means that a bundle comes in the place of another; empty where it does not.

    A bundle's name proves nothing: another one may only call itself so.
    """
    if before is None or before.bundle is None:
        return ""
    if before.bundle.sha256 == bundle.sha256:
        return tr(
            "{name} is this very bundle. Install it again to change its settings.", name=before.name
        )
    told = tr(
        "It replaces {name}, version {version}, by version {version2}, which gets the "
        "settings and keys that you gave to that one.",
        name=before.name,
        version=before.bundle.version,
        version2=bundle.manifest.version,
    )
    signer = signer_of(bundle)
    if signer == before.bundle.signer:
        return told
    was = (
        tr("signed by {signer}", signer=before.bundle.signer)
        if before.bundle.signer
        else tr("not signed")
    )
    now = tr("signed by {signer}", signer=signer) if signer else tr("not signed")
    return tr(
        "{told} Look closely: that one was {was}, and this one is {now}.",
        told=told,
        was=was,
        now=now,
    )


def signer_of(bundle: Bundle) -> str:
    """Returns by whom a bundle was signed, in a word that tells the kinds of proof apart."""
    one = bundle.signature
    if one is None:
        return ""
    return one.name if one.known else tr("{name} (not proven)", name=one.name)


def proposed_values(bundle: Bundle, before: ServerSpec | None) -> dict[str, Given]:
    """Returns what a bundle's settings are at first: what they were, else what it proposes."""
    kept = before.bundle.values if before and before.bundle else {}
    proposals = {
        name: kept.get(name, default_of(option))
        for name, option in bundle.manifest.user_config.items()
    }
    return {name: value for name, value in proposals.items() if value is not None}


def kept_secrets(before: ServerSpec | None) -> dict[str, str]:
    """Returns the inputs that stand for what is secret of a server, by the settings' names."""
    return dict(before.bundle.secrets) if before and before.bundle else {}


def entry_for(choice: Choice, folder: Path, taken: Iterable[str] = ()) -> dict[str, Any]:
    """Returns the entry of mcp.json that a choice comes to.

    Args:
        choice: what is to be installed.
        folder: where the bundle lies, or will.
        taken: inputs that others have, which it must not be given.
    """
    manifest = choice.bundle.manifest
    ids = kept_secrets(choice.replaces)
    for name in choice.secrets:
        ids.setdefault(name, _free(f"{choice.name}.{name}", set(taken)))
    secrets = {name: one for name, one in ids.items() if name in manifest.user_config}
    sandbox = _widened(choice)
    mark = BundleMark(
        sha256=choice.bundle.sha256,
        name=manifest.name,
        version=manifest.version,
        values=dict(choice.values),
        secrets=secrets,
        signer=signer_of(choice.bundle),
    )
    return {
        **entry_of(manifest, folder, choice.values, secrets),
        **({"sandbox": sandbox.entry()} if sandbox else {}),
        "bundle": mark.model_dump(mode="json", exclude_defaults=True),
    }


async def install(choice: Choice, places: Places, admission: Admission) -> ServerSpec:
    """Unpacks a bundle, writes its entry, and returns its server; nothing is run.

    Raises:
        BundleRefused: the file is another one now, or cannot be unpacked.
        ConfigError: the name is taken, or mcp.json cannot be written; nothing was changed there.
    """
    others = [one for one in read_servers(places.config_file).servers if one.name != choice.name]
    known = read_document(places.config_file).get("inputs", [])
    taken = {one.id for spec in others for one in spec.inputs}
    taken |= {str(one.get("id")) for one in known if isinstance(one, dict)}
    entry = entry_for(choice, places.bundles / choice.bundle.sha256, taken)
    ids: dict[str, str] = entry["bundle"].get("secrets", {})
    options = choice.bundle.manifest.user_config
    inputs = [
        {"id": one, "type": "promptString", "description": options[name].title, "password": True}
        for name, one in ids.items()
        if one not in taken
    ]
    there = (places.bundles / choice.bundle.sha256).exists()
    await asyncio.to_thread(unpack, choice.bundle, places.bundles)
    try:
        if choice.replaces:
            spec = replace_server(places.config_file, choice.name, entry, inputs)
        else:
            [spec] = add_servers(places.config_file, {choice.name: entry}, inputs)
    except BaseException:
        if not there:
            await asyncio.to_thread(_delete, choice.bundle.sha256, places)
        raise
    for name, value in choice.secrets.items():
        with suppress(KeyStoreFailed):  # There is nothing in it to forget.
            await admission.keep_input(ids[name], value)
    await _forget_folder(choice.replaces, [spec, *others], places)
    return spec


async def forget_bundle(
    spec: ServerSpec, others: Iterable[ServerSpec], places: Places, admission: Admission
) -> None:
    """Deletes what a bundle's server, which is no longer in the list, had: its files and keys."""
    if spec.bundle is None:
        return
    for one in spec.bundle.secrets.values():
        with suppress(KeyStoreFailed):  # Nobody is asked for it, or given it, any more.
            await admission.keep_input(one, None)
    without_inputs(places.config_file, spec.bundle.secrets.values())
    await _forget_folder(spec, others, places)


async def _forget_folder(
    spec: ServerSpec | None, others: Iterable[ServerSpec], places: Places
) -> None:
    if spec is None or spec.bundle is None:
        return
    if all(one.bundle is None or one.bundle.sha256 != spec.bundle.sha256 for one in others):
        await asyncio.to_thread(_delete, spec.bundle.sha256, places)


def _delete(sha256: str, places: Places) -> None:
    shutil.rmtree(places.bundles / sha256, ignore_errors=True)


def _widened(choice: Choice) -> Sandbox | None:
    """Returns the sandbox with the folders and files that the person named in the settings."""
    if choice.sandbox is None:
        return None
    named: list[str] = []
    for name, option in choice.bundle.manifest.user_config.items():
        value = choice.values.get(name)
        if option.type in ("directory", "file") and value is not None:
            named += value if isinstance(value, list) else [str(value)]
    seen = (*choice.sandbox.allow_read, *choice.sandbox.allow_write)
    paths = [Path(one).expanduser() for one in dict.fromkeys(named)]
    more = [str(one) for one in paths if not any(one.is_relative_to(have) for have in seen)]
    return choice.sandbox.model_copy(update={"allow_read": (*choice.sandbox.allow_read, *more)})


def _free(name: str, taken: set[str]) -> str:
    number, free = 1, name
    while free in taken:
        number += 1
        free = f"{name}-{number}"
    return free


async def put_in(choice: Choice, supervisor: Supervisor, places: Places) -> None:
    """Installs a bundle while servers run; the one that it replaces is stopped, none is started.

    Raises:
        ConfigError: it is refused, or mcp.json cannot be written.
    """
    if choice.replaces:
        await supervisor.stop(choice.name)  # Before: its files go when the other ones are there.
    async with supervisor.rereading.turn:
        supervisor.take_in(await install(choice, places, supervisor.admission))
