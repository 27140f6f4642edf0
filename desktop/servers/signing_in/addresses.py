"""Where a server may send Parley: to public addresses, over https, and to its own origin."""

from __future__ import annotations

import asyncio
import ipaddress
import socket
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

from desktop.errors import SignInFailed
from desktop.language import tr

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from ipaddress import IPv4Address, IPv6Address

    Resolve = Callable[[str, int], Awaitable[list[str]]]

_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_INSIDE_TOO = tuple(map(ipaddress.ip_network, ("192.0.0.0/24", "64:ff9b:1::/48")))
"""What Python before 3.12.4 takes for public."""

_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class WebOrigin:
    """The scheme, host and port of an address."""

    scheme: str
    host: str
    port: int

    @classmethod
    def of(cls, url: str) -> WebOrigin:
        """Returns the origin of an address.

        Raises:
            ValueError: it is not the address of something on the web.
        """
        parts = urlsplit(url)
        scheme, host = parts.scheme.lower(), (parts.hostname or "").rstrip(".")
        if scheme not in _PORTS or not host:
            raise ValueError(tr("{url!r} is not an address on the web", url=url))
        return cls(scheme, host, parts.port or _PORTS[scheme])

    @property
    def is_loopback(self) -> bool:
        """Whether it is this computer, by what it says."""
        if self.host == "localhost" or self.host.endswith(".localhost"):
            return True
        address = _literal(self.host)
        return address is not None and _unwrapped(address).is_loopback

    @property
    def is_private_talk(self) -> bool:
        """Whether nobody between can read what is said there."""
        return self.scheme == "https" or self.is_loopback


class Guard:
    """Checks the addresses that one server names before anything is sent there.

    A server that is reached over the network could else have Parley ask what only this computer
    can reach: a router, a cloud's metadata service, another program's port.
    """

    def __init__(
        self,
        server: str,
        url: str,
        trusted: tuple[str, ...] = (),
        *,
        proxied: bool = False,
        resolve: Resolve | None = None,
    ) -> None:
        """Takes the server's own address, which the person typed.

        Args:
            server: its name, for errors.
            url: its address.
            trusted: hosts that the person has named, which may be private.
            proxied: whether its entry names a proxy, which then looks names up.
            resolve: looks the addresses of a host up.
        """
        self._server = server
        self._own = WebOrigin.of(url)
        self._trusted = trusted
        self._proxied = proxied
        self._resolve = resolve or _resolved

    async def checked(self, url: str) -> str | None:
        """Returns the address to connect to; None where the name itself is to be used.

        Raises:
            SignInFailed: nothing may be sent there.
        """
        try:
            origin = WebOrigin.of(url)
        except ValueError as error:
            raise self._refusal(str(error)) from None
        if not origin.is_private_talk:
            raise self._refusal(tr("{host} is not reached over https", host=origin.host))
        if origin == self._own or (origin.host in self._trusted and origin.scheme == "https"):
            return None
        if origin.is_loopback and self._own.is_loopback:
            return None
        literal = _literal(origin.host)
        if literal is None and not origin.is_loopback and self._is_proxied(origin):
            return None
        addresses = [str(literal)] if literal else await self._looked_up(origin)
        for one in addresses:
            if not is_public(ipaddress.ip_address(one.partition("%")[0])):
                raise self._refusal(
                    tr(
                        "{host} is not on the public network ({one}). If you know it, write "
                        "the host into oauth.trustedHosts of the server's entry",
                        host=origin.host,
                        one=one,
                    )
                )
        return addresses[0]

    async def _looked_up(self, origin: WebOrigin) -> list[str]:
        try:
            found = await self._resolve(origin.host, origin.port)
        except OSError:
            found = []
        if not found:
            raise self._refusal(tr("the name {host} is not known here", host=origin.host))
        return found

    def _is_proxied(self, origin: WebOrigin) -> bool:
        if self._proxied:
            return True
        proxies = getproxies()
        named = proxies.get(origin.scheme) or proxies.get("all")
        return bool(named) and not proxy_bypass(origin.host)

    def _refusal(self, why: str) -> SignInFailed:
        return SignInFailed(
            tr(
                "{server} sends Parley somewhere to sign in that it does not go to: {why}. "
                "Nothing was sent there.",
                server=self._server,
                why=why,
            )
        )


def is_public(address: IPv4Address | IPv6Address) -> bool:
    """Returns whether an address, and one that is wrapped in it, is on the public network."""
    inner = _unwrapped(address)
    if inner.version == 6 and inner.teredo:
        return False
    if any(inner in inside for inside in _INSIDE_TOO):
        return False
    return (
        inner.is_global and not inner.is_multicast and (inner is address or not _is_6to4(address))
    )


def _is_6to4(address: IPv4Address | IPv6Address) -> bool:
    return address.version == 6 and address.sixtofour is not None and not address.is_global


def _unwrapped(address: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    """Returns the address of version 4 that stands in one of version 6, or the address itself."""
    if address.version == 4:
        return address
    if address in _NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or address


def _literal(host: str) -> IPv4Address | IPv6Address | None:
    try:
        return ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return None


async def _resolved(host: str, port: int) -> list[str]:
    found = await asyncio.get_running_loop().getaddrinfo(
        host, port, type=socket.SOCK_STREAM, flags=socket.AI_ADDRCONFIG
    )
    return list(dict.fromkeys(str(one[4][0]) for one in found))
