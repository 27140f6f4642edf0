"""A model of the catalogue among the files of its repository, held to the content that is known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.errors import DownloadFailed, NotOnHub
from desktop.language import tr
from desktop.models.gguf.projectors import can_see, looks_like_projector
from desktop.models.hub.origins import together

if TYPE_CHECKING:
    from collections.abc import Iterable

    from desktop.models.hub.catalogue import Entry, Known
    from desktop.models.hub.client import Offer
    from desktop.models.hub.origins import Origin


def held(entry: Entry, offer: Offer) -> Origin:
    """Returns the files that the catalogue means, and no others.

    Args:
        entry: the model.
        offer: what its repository has.

    Raises:
        NotOnHub: a file is not there.
        DownloadFailed: a file has another content than the catalogue knows.
    """
    first, *others = _meant(entry, entry, offer.files).files
    parts = [one for one in others if not looks_like_projector(one.name)]
    if entry.projector and can_see():
        parts.append(_meant(entry, entry.projector, offer.projectors))
    return together(first, parts)


def _meant(entry: Entry, known: Known, files: Iterable[Origin]) -> Origin:
    """Returns a file by its name, if its content is what the catalogue knows."""
    found = next((one for one in files if one.file == known.file), None)
    if found is None:
        raise NotOnHub(
            tr(
                "{repo} has no {file} any more, so nothing was fetched. What it has instead tells: "
                "parley models get {repo}",
                repo=entry.repo,
                file=known.file,
            )
        )
    told = found.files[0]
    if known.sha256 not in (None, told.sha256):
        raise DownloadFailed(
            tr(
                "{file} of {repo} is not the file any more that Parley knows: its SHA-256 is "
                "{told}, and should be {known}. Its owner has changed it since, so nothing was "
                "fetched. To have the new one, search the hub for {repo}, or: parley models get "
                "{target}",
                file=known.file,
                repo=entry.repo,
                told=told.sha256,
                known=known.sha256,
                target=told.target,
            )
        )
    return found
