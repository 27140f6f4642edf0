"""What is wrong with a connection to the hub, as a person reads it."""

from __future__ import annotations

import errno
import os
import socket
import ssl

import httpx2
import pytest

from desktop.models.hub.trouble import trouble


def below(cause: Exception) -> Exception:
    """Returns what the client makes of a cause."""
    made = httpx2.ConnectError(str(cause))
    made.__cause__ = cause
    return made


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (below(socket.gaierror(-2, "Name or service not known")), "its name is not known here"),
        (below(ConnectionRefusedError(111, "Connection refused")), "nothing answers at its"),
        (below(ssl.SSLCertVerificationError(1, "failed")), "its certificate is not to be trusted"),
        (below(ssl.SSLError(1, "wrong version")), "what answers there does not speak https"),
        (below(OSError(errno.ENETUNREACH, os.strerror(errno.ENETUNREACH))), "network is unreach"),
        (httpx2.ProxyError("407"), "the proxy did not let it through"),
        (httpx2.ReadTimeout("timed out"), "nothing came for too long"),
        (httpx2.ReadError(""), "the connection broke off"),
        (httpx2.LocalProtocolError("b'Bearer hf_x '"), "the token or the address has a sign"),
        (httpx2.TooManyRedirects("Too many"), "Too many"),
        (httpx2.TooManyRedirects(""), "TooManyRedirects"),
    ],
)
def test_every_cause_is_said_in_words_and_none_by_its_number(error: Exception, said: str) -> None:
    assert trouble(error).startswith(said)
    assert "Errno" not in trouble(error)
