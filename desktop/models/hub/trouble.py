"""What is wrong with a connection to the hub, in words."""

from __future__ import annotations

import socket
import ssl
from typing import TYPE_CHECKING

import httpx2

from desktop.language import tr

if TYPE_CHECKING:
    from collections.abc import Iterator


def trouble(error: BaseException) -> str:
    """Returns what is wrong, as a clause; what has no words here is said as the system says it."""
    told = next(filter(None, map(_word, _causes(error))), "")
    return told or str(error) or type(error).__name__


def _causes(error: BaseException) -> Iterator[BaseException]:
    """Gives what is wrong from the innermost cause outwards: the client says it in general."""
    inner = error.__cause__ or error.__context__
    if inner is not None:
        yield from _causes(inner)
    yield error


def _word(error: BaseException) -> str:
    """Returns what one of the errors inside one another says to a person; empty for none."""
    told = ""
    match error:
        case socket.gaierror():
            told = tr("its name is not known here; there may be no network")
        case ConnectionRefusedError():
            told = tr("nothing answers at its address")
        case ssl.SSLCertVerificationError():
            told = tr("its certificate is not to be trusted")
        case ssl.SSLError():
            told = tr("what answers there does not speak https")
        case httpx2.ProxyError():
            told = tr("the proxy did not let it through")
        case httpx2.TimeoutException():
            told = tr("nothing came for too long")
        case httpx2.ReadError() | httpx2.WriteError() | httpx2.RemoteProtocolError():
            told = tr("the connection broke off")
        case httpx2.ProtocolError():  # Its own words quote what was to be sent, the token too.
            told = tr("the token or the address has a sign that cannot be sent")
        case OSError(strerror=str(said)):
            told = said[:1].lower() + said[1:]
    return told
