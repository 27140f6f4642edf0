"""What the hub answers with: repositories, what each has, and the bytes of a file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import httpx2

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.models.hub.origins import Origin


@dataclass(frozen=True, slots=True)
class Repository:
    """A repository with GGUF files, as a search finds it."""

    name: str
    downloads: int
    likes: int
    gated: bool


@dataclass(frozen=True, slots=True)
class Offer:
    """The GGUF files of a repository, as they are in one commit."""

    repo: str
    commit: str
    gated: bool
    files: tuple[Origin, ...]
    """Those that are models; one in parts is one, and one that sees has its projector with it."""
    left_out: tuple[str, ...]
    """The others."""
    projectors: tuple[Origin, ...] = ()
    """Those with which models see."""


@dataclass(frozen=True, slots=True)
class Bytes:
    """The bytes of a file, from a position on."""

    start: int
    pieces: Iterator[bytes]


def start_of(answer: httpx2.Response) -> int:
    """Returns the position of the first byte that comes; -1 where the hub does not say it."""
    if answer.status_code != httpx2.codes.PARTIAL_CONTENT:
        return 0
    place = answer.headers.get("Content-Range", "").removeprefix("bytes ").partition("-")[0]
    return int(place) if place.isdecimal() else -1


def wait_of(answer: httpx2.Response) -> float:
    """Returns the seconds that the hub wants one to wait; 0 where it does not say."""
    told: str = answer.headers.get("Retry-After", "")
    return float(told) if told.isdecimal() else 0.0
