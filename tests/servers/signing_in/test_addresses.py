"""Where a server may send Parley: a table of the addresses that others were led to."""

from __future__ import annotations

import ipaddress

import pytest

from desktop.errors import SignInFailed
from desktop.servers.signing_in.addresses import Guard, WebOrigin, is_public

pytestmark = pytest.mark.anyio

FAR = "https://far.example/mcp"
HERE = "http://127.0.0.1:8000/mcp"

INSIDE = (
    "127.0.0.1",
    "0.0.0.0",
    "10.0.0.1",
    "172.16.0.1",
    "192.168.1.1",
    "100.64.0.1",
    "169.254.169.254",
    "198.18.0.1",
    "224.0.0.1",
    "255.255.255.255",
    "240.0.0.1",
    "192.0.0.8",
    "::1",
    "::",
    "fe80::1",
    "fc00::1",
    "ff02::1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "64:ff9b::7f00:1",
    "64:ff9b::a00:1",
    "2002:7f00:1::1",
    "2002:a00:1::1",
    "2001:0:7f00:1::1",
    "2001:db8::1",
)

ODDLY_WRITTEN = ("0x7f000001", "017700000001", "2130706433", "127.1", "0", "localhost.")


async def resolved(host: str, port: int) -> list[str]:
    """Looks names up as a resolver does that was told what to say."""
    del port
    known = {
        "login.example": ["93.184.215.14"],
        "rebinds.example": ["93.184.215.14", "10.0.0.1"],
        "inside.example": ["192.168.1.1"],
        "localhost": ["127.0.0.1"],
    }
    if host in known:
        return known[host]
    if host in ODDLY_WRITTEN:  # As the C library reads them.
        return ["127.0.0.1"]
    raise OSError("unknown")


def guard(url: str = FAR, *trusted: str) -> Guard:
    return Guard("far", url, trusted, resolve=resolved)


@pytest.mark.parametrize("address", INSIDE)
def test_an_address_inside_is_not_public(address: str) -> None:
    assert not is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", ["8.8.8.8", "2606:4700::1111", "64:ff9b::808:808"])
def test_an_address_outside_is(address: str) -> None:
    assert is_public(ipaddress.ip_address(address))


async def test_a_public_name_is_reached_at_the_address_that_was_checked() -> None:
    assert await guard().checked("https://login.example/token") == "93.184.215.14"


@pytest.mark.parametrize("address", INSIDE)
async def test_an_address_inside_is_refused_however_it_is_written(address: str) -> None:
    host = f"[{address}]" if ":" in address else address
    with pytest.raises(SignInFailed, match="Nothing was sent there"):
        await guard().checked(f"https://{host}/x")


@pytest.mark.parametrize(
    "url",
    [
        "http://login.example/token",
        "https://rebinds.example/",
        "https://inside.example/",
        "https://nowhere.example/",
        "ftp://login.example/",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "https:///x",
        "https://login.example:99999/",
        "http://localhost/",
        *(f"https://{host}/" for host in ODDLY_WRITTEN),
    ],
)
async def test_what_a_server_elsewhere_may_not_name(url: str) -> None:
    with pytest.raises(SignInFailed, match="somewhere to sign in that it does not go to"):
        await guard().checked(url)


async def test_this_computer_may_be_named_by_a_server_of_this_computer_alone() -> None:
    assert await guard(HERE).checked("http://localhost:9000/token") is None
    with pytest.raises(SignInFailed):
        await guard(HERE).checked("https://192.168.1.1/token")


async def test_the_servers_own_origin_may_be_private_since_the_person_typed_it() -> None:
    near = guard("https://192.168.1.1/mcp")

    assert await near.checked("https://192.168.1.1/token") is None
    with pytest.raises(SignInFailed):
        await near.checked("https://192.168.1.1:8443/token")


async def test_a_host_that_the_person_named_may_be_private_but_not_in_the_clear() -> None:
    trusting = guard(FAR, "inside.example")

    assert await trusting.checked("https://inside.example/token") is None
    with pytest.raises(SignInFailed, match="https"):
        await trusting.checked("http://inside.example/token")


async def test_behind_a_proxy_names_are_looked_up_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("https_proxy", "http://proxy.example:3128")

    assert await guard().checked("https://nowhere.example/") is None
    with pytest.raises(SignInFailed):
        await guard().checked("https://10.0.0.1/")


def test_what_is_said_in_the_clear_is_safe_on_this_computer_alone() -> None:
    assert WebOrigin.of("http://localhost:1/").is_private_talk
    assert WebOrigin.of("http://[::1]:1/").is_private_talk
    assert not WebOrigin.of("http://192.168.1.1/").is_private_talk
