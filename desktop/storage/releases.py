"""Where newer releases of Parley are told of; looked at only when a person asks."""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, ValidationError

from desktop import __version__
from desktop.errors import CannotLook
from desktop.language import tr

if TYPE_CHECKING:
    import httpx2

    from desktop.storage.places import Places

SECONDS = 10.0
"""What a look may take in all."""
MOST_BYTES = 1_000_000
_LOOPBACK = ("localhost", "127.0.0.1", "::1")
_VERSION = re.compile(r"v?(\d{1,9}(?:\.\d{1,9}){0,4})(?:[.-]?(dev|a|b|rc)\.?(\d{1,9}))?")
_STAGES = ("dev", "a", "b", "rc", None)
"""What comes before a release, in order, and the release itself."""


def _private(address: str) -> str:
    """Returns an address at which nobody on the way can change the answer.

    Raises:
        ValueError: it is no such address.
    """
    parts = urlsplit(address)
    if not parts.hostname:
        raise ValueError(tr("this is no address"))
    if parts.scheme != "https" and (parts.scheme, parts.hostname in _LOOPBACK) != ("http", True):
        raise ValueError(tr("only https can be trusted"))
    return address


Address = Annotated[str, AfterValidator(_private)]


class Feed(BaseModel):
    """What a packaged Parley knows of its releases: `resources/release.json`."""

    model_config = ConfigDict(frozen=True)

    feed: Address
    """Where the newest release is told, as GitHub tells it."""
    page: Address
    """Where a person finds it."""


class _Told(BaseModel):
    tag_name: str


@dataclass(frozen=True, slots=True)
class Release:
    """The newest release, as seen from this Parley."""

    version: str
    page: str
    newer: bool

    def __str__(self) -> str:
        """Says it in a sentence or two."""
        if self.newer:
            return tr(
                "Parley {version} is there; this is {version2}. Nothing is installed by "
                "itself: you find it at {page}",
                version=self.version,
                version2=__version__,
                page=self.page,
            )
        return tr("This Parley, {version}, is the newest.", version=__version__)


def knows_feed(places: Places) -> bool:
    """Whether this copy of Parley knows a place to look for a newer one."""
    return (places.resources / "release.json").exists()


async def look(places: Places) -> Release:
    """Returns the newest release.

    Raises:
        CannotLook: it cannot be found out; the message says why.
    """
    feed = await asyncio.to_thread(_feed, places)
    try:
        told = _Told.model_validate_json(await _fetch(feed))
        version = told.tag_name.removeprefix("v")
        newer = order(version) > order(__version__)
    except ValueError as error:
        raise _failed(tr("the answer is not one that this Parley understands"), feed) from error
    return Release(version, feed.page, newer)


def order(version: str) -> tuple[tuple[int, ...], int, int]:
    """Returns what versions are compared by: 0.10 comes after 0.9, and 1.0rc1 before 1.0.

    The `packaging` library knows every kind of version, but it does not come along with Parley,
    and Parley's own versions are of this kind.

    Raises:
        ValueError: it is no such version.
    """
    found = _VERSION.fullmatch(version)
    if found is None:
        raise ValueError(tr("{version!r} is no version", version=version))
    numbers = [int(number) for number in found[1].split(".")]
    while numbers and numbers[-1] == 0:
        numbers.pop()
    return tuple(numbers), _STAGES.index(found[2]), int(found[3] or 0)


def _feed(places: Places) -> Feed:
    path = places.resources / "release.json"
    try:
        return Feed.model_validate_json(path.read_bytes())
    except FileNotFoundError as error:
        raise CannotLook(
            tr(
                "This copy of Parley was built from source, and knows no place to look for a "
                "newer one."
            )
        ) from error
    except (OSError, ValidationError) as error:
        raise CannotLook(
            tr(
                "Where to look for a newer Parley stands in {path}, which cannot be used. "
                "Install Parley again to mend it; your data stays.",
                path=path,
            )
        ) from error


async def _fetch(feed: Feed) -> bytes:
    """Returns what the feed says now."""
    # Imported only here: it takes a tenth of a second, and is not wanted every day.
    import httpx2  # noqa: PLC0415

    async def refuse_open_ways(request: httpx2.Request) -> None:
        try:
            _private(str(request.url))
        except ValueError as error:
            raise _failed(
                tr("it was sent on to {url}, and {error}", url=request.url, error=error), feed
            ) from error

    hooks = {"request": [refuse_open_ways]}
    client = httpx2.AsyncClient(follow_redirects=True, max_redirects=3, event_hooks=hooks)
    try:
        async with asyncio.timeout(SECONDS), client:
            return await _read(feed, client)
    except TimeoutError as error:
        raise _failed(
            tr("there was no answer within {seconds:.0f} seconds", seconds=SECONDS), feed
        ) from error
    except httpx2.HTTPStatusError as error:
        answer = f"{error.response.status_code} {error.response.reason_phrase}".strip()
        raise _failed(tr("the answer was {answer}", answer=answer), feed) from error
    except (httpx2.HTTPError, httpx2.InvalidURL, OSError) as error:
        raise _failed(str(error) or type(error).__name__, feed) from error


async def _read(feed: Feed, client: httpx2.AsyncClient) -> bytes:
    # Not a word of who asks, nor of the version: the answer does not depend on it.
    headers = {"User-Agent": "parley", "Accept": "application/json", "Accept-Encoding": "identity"}
    async with client.stream("GET", feed.feed, headers=headers) as response:
        response.raise_for_status()
        answer = bytearray()
        # Raw: nothing that was packed small can unfold to fill the memory.
        async for chunk in response.aiter_raw():
            answer += chunk
            if len(answer) > MOST_BYTES:
                raise _failed(tr("the answer is far too long"), feed)
        return bytes(answer)


def _failed(why: str, feed: Feed) -> CannotLook:
    return CannotLook(
        tr(
            "Whether there is a newer Parley could not be found out: {rstrip}. You can "
            "look yourself, at {page}",
            rstrip=why.rstrip("."),
            page=feed.page,
        )
    )
