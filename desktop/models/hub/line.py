"""The connection to the hub: one for all that is asked of it."""

from __future__ import annotations

import logging
import threading
from functools import cache
from urllib.parse import urlsplit

import httpx2

from desktop.errors import HubUnreachable
from desktop.language import tr

# Below this it logs the headers that the hub sends, and one of them may quote the token.
logging.getLogger("httpcore2").setLevel(logging.INFO)

_TIMEOUT = 10.0
"""Seconds without a byte."""
_LOOPBACK = ("localhost", "127.0.0.1", "::1")
_making = threading.Lock()
"""Two threads that ask first would make two, and leave one open."""


def line() -> httpx2.Client:
    """Returns what asks the hub, the same each time.

    Raises:
        HubUnreachable: what the environment names for connections cannot be used.
    """
    try:
        with _making:
            return _line()
    except (ImportError, OSError, ValueError, httpx2.InvalidURL) as error:
        raise HubUnreachable(
            tr(
                "The hub was not asked: no connection could be prepared ({name}). Look at the "
                "variables HTTPS_PROXY, ALL_PROXY and SSL_CERT_FILE.",
                name=type(error).__name__,
            )
        ) from error


def address_of(endpoint: str) -> str:
    """Returns the scheme, host and port of an address; empty where it has them not."""
    try:
        parts = urlsplit(endpoint)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not host:
        return ""
    named = f"[{host}]" if ":" in host else host
    return f"{parts.scheme}://{named}" + (f":{port}" if port is not None else "")


def check_address(endpoint: str) -> None:
    """Passes if an address can be asked.

    Raises:
        HubUnreachable: it cannot.
    """
    if not address_of(endpoint):
        raise no_address()


def no_address() -> HubUnreachable:
    """Returns what is said of a hub whose address is none."""
    return HubUnreachable(
        tr(
            "The hub was not asked: its address is none that can be asked. Correct it in the "
            "settings, under Network, or in HF_ENDPOINT; it looks like https://huggingface.co."
        )
    )


def is_closed(endpoint: str) -> bool:
    """Returns whether nobody on the way to an address can read what is sent."""
    parts = urlsplit(address_of(endpoint))
    return parts.scheme == "https" or parts.hostname in _LOOPBACK


@cache
def _line() -> httpx2.Client:
    # A hub on this computer is not asked through a proxy elsewhere, which would read the token.
    direct = {f"all://{f'[{host}]' if ':' in host else host}": None for host in _LOOPBACK}
    return httpx2.Client(mounts=direct, follow_redirects=True, timeout=_TIMEOUT)
