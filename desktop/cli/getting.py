"""Models from the hub in the terminal: searched, fetched with a line of progress."""

from __future__ import annotations

import asyncio
import json
import sys
from dataclasses import asdict
from typing import TYPE_CHECKING

from desktop.cli.exit_codes import ExitCode
from desktop.cli.hidden_line import hidden_line
from desktop.cli.output import say, tell
from desktop.errors import KeyStoreFailed, NoModel
from desktop.models.gguf.fit import Verdict
from desktop.models.hub.catalogue import read_catalogue
from desktop.models.hub.downloads import Downloads
from desktop.models.hub.fetching import Phase

if TYPE_CHECKING:
    import argparse

    from desktop.app import App
    from desktop.models.hub.fetching import Progress, Unfinished
    from desktop.models.hub.origins import Origin

_USUAL = "q4_k_m"
"""What most people choose of a repository's files: small, and hardly less able."""


async def search(app: App, options: argparse.Namespace) -> None:
    """Prints what the hub has."""
    found = await _downloads(app).search(options.text)
    if options.json:
        print(json.dumps([asdict(one) for one in found]))
        return
    for one in found:
        terms = ", asks you to agree to its terms" if one.gated else ""
        tell(f"{one.name}  {one.downloads:,} downloads{terms}")
    if found:
        tell("Fetch one with: parley models get REPO")
    else:
        tell(f"The hub has no GGUF models for {options.text!r}.")


async def get(app: App, options: argparse.Namespace) -> None:
    """Fetches a model, if it fits, and says what it is called here."""
    downloads = _downloads(app)
    origin = await _wanted(downloads, app, options.target)
    tell(f"{origin.file} of {origin.repo}, {origin.size / 1e6:,.1f} MB, commit {origin.commit}")
    fit = await downloads.fit(origin)
    if fit is not None:
        tell(f"{fit}."[0].upper() + f"{fit}."[1:])
        if fit.verdict is Verdict.TOO_BIG and not options.anyway:
            raise NoModel(
                f"{origin.name} is too big for the memory that is free, so it was not fetched. "
                "Choose a smaller one, close other programs, or use --anyway."
            )
    line = _Line()
    try:
        model_id = await downloads.get(origin, line.show)
    except asyncio.CancelledError:
        line.end()
        say(f"Paused: what came is kept. To go on: parley models get {origin.target}")
        raise
    finally:
        line.end()
    tell(f"Added {model_id}. Its SHA-256 is what the hub told: {origin.sha256}")


async def drop(app: App, options: argparse.Namespace) -> None:
    """Deletes what came of a download that was broken off."""
    downloads = _downloads(app)
    left = downloads.unfinished()
    meant = [one for one in left if options.target in _names(app, one)]
    if len(meant) != 1:
        known = ", ".join(one.origin.target for one in left) or "none"
        raise NoModel(
            f"No download of {options.target!r} was broken off; nothing was deleted. "
            f"Broken off are: {known}."
        )
    await downloads.discard(meant[0].origin)
    tell(f"Deleted the {meant[0].done / 1e6:,.1f} MB that had come of {meant[0].origin.file}.")


async def token(app: App, *, remove: bool) -> int:
    """Keeps the person's token for the hub, or forgets it, and returns the exit code."""
    kept = _downloads(app).token
    if remove:
        gone = await kept.forget()
        is_gone = f"Your token for {kept.address} is out of the system's store."
        tell(is_gone if gone else f"Parley kept no token for {kept.address}.")
        return ExitCode.DONE
    question = f"Your token for {kept.address}, made at {kept.page} (it is not shown): "
    try:
        await kept.keep(await hidden_line(question))
    except KeyStoreFailed as error:
        say(f"parley: {error} Which is now: it was not kept.")
        say(f"One that stands as HF_TOKEN in {app.places.env_file} is read from there.")
        return ExitCode.USAGE
    tell(f"Your token for {kept.address} is in the system's own store, and nowhere else.")
    return ExitCode.DONE


def _names(app: App, one: Unfinished) -> set[str]:
    """Returns what a person may call a download by."""
    origin = one.origin
    catalogue = read_catalogue(app.places.resources)
    ids = {
        entry.id for entry in catalogue if (entry.repo, entry.file) == (origin.repo, origin.file)
    }
    return {origin.target, origin.file, one.path.name, *ids}


def _downloads(app: App) -> Downloads:
    return Downloads(app.places, app.library, settings=lambda: app.settings.values)


async def _wanted(downloads: Downloads, app: App, target: str) -> Origin:
    """Returns the file that the person means."""
    for entry in read_catalogue(app.places.resources):
        if entry.id == target:
            return await downloads.wanted(entry)
    owner, _, rest = target.partition("/")
    name, _, file = rest.partition("/")
    if not name:
        raise NoModel(
            f"There is no {target!r} in the catalogue: parley models list --catalogue tells it. "
            "A model on the hub is OWNER/NAME, or OWNER/NAME/FILE."
        )
    return await downloads.find(f"{owner}/{name}", file or await _usual(downloads, owner, name))


async def _usual(downloads: Downloads, owner: str, name: str) -> str:
    files = [one.file for one in (await downloads.offer(f"{owner}/{name}")).files]
    usual = [one for one in files if _USUAL in one.lower()]
    return usual[0] if len(usual) == 1 else files[0] if len(files) == 1 else ""


class _Line:
    """One line of progress that is written over again and again; none where nobody looks."""

    def __init__(self) -> None:
        self._shown = 0

    def show(self, progress: Progress) -> None:
        """Shows how far it is."""
        if sys.stderr is None or not sys.stderr.isatty():
            return
        text = _said(progress)
        print(f"\r{text:<{self._shown}}", end="", file=sys.stderr, flush=True)
        self._shown = len(text)

    def end(self) -> None:
        """Leaves the line as it is."""
        if self._shown:
            self._shown = 0
            say("")


def _said(progress: Progress) -> str:
    part = 100 * progress.done / max(1, progress.origin.size)
    text = f"{progress.phase.value}: {progress.done / 1e6:,.1f} MB, {part:.0f}%"
    if progress.phase is Phase.FETCHING and progress.seconds_left is not None:
        minutes, seconds = divmod(round(progress.seconds_left), 60)
        text += f", {progress.speed / 1e6:.1f} MB/s, {minutes}:{seconds:02} left"
    return text
