"""The one way out to addresses that tenants give: public hosts only, judged where they resolve.

A name that looks harmless may lead inside (169.254.169.254, a router, our own database), and may
be pointed elsewhere between two look-ups. So the host is resolved here, every address is judged,
and the connection goes to a judged address; `Host` and the TLS name stay those of the URL.
"""

from __future__ import annotations

import asyncio
import ipaddress
import re
import socket
from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import Any, ClassVar

import httpcore
import httpx

from quittance.platform.errors import AppError, Kind

CONNECT_S = 5.0
TOTAL_S = 15.0
MOST_BYTES = 64 * 1024
URL_CHARACTERS = 500
PORTS = frozenset({443, 8443})

# Dotted names whose last label starts with a letter: `127.1`, `2130706433` and `0x7f.1`, which
# resolvers read as addresses, are none.
_NAME = re.compile(r"(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])")
_UNICAST = ipaddress.ip_network("2000::/3")
_SIX_TO_FOUR = ipaddress.ip_network("2002::/16")
_NAT64 = ipaddress.ip_network("64:ff9b::/96")

Resolve = Callable[[str, int], Awaitable[Sequence[str]]]


class OutsideAddressRefused(AppError):
    """The address is malformed, or leads where tenants may not send us."""

    code: ClassVar[str] = "outside_address_refused"
    kind: ClassVar[Kind] = Kind.INVALID


class OutsideUnreachable(Exception):
    """Nobody answered in time, or not in HTTP; the text says which, without any address."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the other side said; the body is cut at the size asked for, as it came over the wire."""

    status: int
    headers: Mapping[str, str]
    body: bytes


def check_url(url: str, lan_hosts: Collection[str] = ()) -> httpx.URL:
    """The URL as it will be called; raises `OutsideAddressRefused` if its form is not allowed.

    `https`, a full host name, port 443 or 8443, no user-info. Hosts that the operator listed may
    also be bare addresses, use `http` and any port.
    """
    try:
        parsed = httpx.URL(url)
        _ = parsed.host  # reads international names back, and raises at malformed ones
        host = parsed.raw_host.decode("ascii").lower().removesuffix(".")
    except (httpx.InvalidURL, ValueError) as error:
        raise OutsideAddressRefused("This is not a web address.") from error
    if len(url) > URL_CHARACTERS:
        raise OutsideAddressRefused(f"An address has at most {URL_CHARACTERS} characters.")
    if parsed.userinfo:
        raise OutsideAddressRefused("An address may not hold a user name or a password.")
    if parsed.scheme in {"http", "https"} and is_listed(host, lan_hosts):
        return parsed
    if parsed.scheme != "https":
        raise OutsideAddressRefused("The address must start with https://.")
    if parsed.port not in {None, *PORTS}:
        raise OutsideAddressRefused("The address may only use the ports 443 and 8443.")
    if len(host) > 253 or not _NAME.fullmatch(host):
        raise OutsideAddressRefused("The address must name a public host, such as example.com.")
    return parsed


def is_listed(host: str, lan_hosts: Collection[str]) -> bool:
    """Whether the operator lets tenants reach this host, wherever it is."""
    return host.lower().removesuffix(".") in {one.lower().removesuffix(".") for one in lan_hosts}


def is_public(address: str) -> bool:
    """Whether the address belongs to the open internet, and to one machine there."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.ipv4_mapped is not None:
            return is_public(str(ip.ipv4_mapped))
        if ip in _NAT64:
            return is_public(str(ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)))
        if ip not in _UNICAST or ip in _SIX_TO_FOUR:
            return False
    # Python calls multicast global.
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


async def resolve_by_system(host: str, port: int) -> Sequence[str]:
    """Every address the machine's resolver gives for the host."""
    loop = asyncio.get_running_loop()
    found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(one[4][0]) for one in found))


class GuardedNetwork(httpcore.AsyncNetworkBackend):
    """Connects to judged addresses only; each new connection is judged anew."""

    def __init__(
        self,
        lan_hosts: Collection[str],
        resolve: Resolve,
        connect: httpcore.AsyncNetworkBackend | None = None,
    ) -> None:
        self._lan_hosts = lan_hosts
        self._resolve = resolve
        self._network = connect or httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109  httpcore's signature
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """A connection to the first judged address that answers."""
        refused: httpcore.NetworkError | None = None
        for address in await self._judged(host, port):
            try:
                return await self._network.connect_tcp(
                    address, port, timeout, local_address, socket_options
                )
            except httpcore.ConnectError as error:
                refused = error
        raise refused or httpcore.ConnectError("The host has no address.")

    async def _judged(self, host: str, port: int) -> Sequence[str]:
        try:
            async with asyncio.timeout(CONNECT_S):
                addresses = await self._resolve(host, port)
        except TimeoutError as error:
            raise httpcore.ConnectTimeout("The host name did not resolve in time.") from error
        except (OSError, UnicodeError) as error:
            raise httpcore.ConnectError("The host name does not resolve.") from error
        if not is_listed(host, self._lan_hosts) and not all(map(is_public, addresses)):
            raise OutsideAddressRefused("The host leads to an address that is not public.")
        return addresses


class GuardedTransport(httpx.AsyncHTTPTransport):
    """HTTP over the guarded network, with every URL checked before it is called."""

    def __init__(
        self,
        lan_hosts: Collection[str],
        resolve: Resolve,
        connect: httpcore.AsyncNetworkBackend | None = None,
    ) -> None:
        super().__init__(trust_env=False)
        self._lan_hosts = lan_hosts
        self._pool = httpcore.AsyncConnectionPool(
            ssl_context=httpx.create_ssl_context(trust_env=False),
            max_connections=100,
            max_keepalive_connections=20,
            keepalive_expiry=5.0,
            network_backend=GuardedNetwork(lan_hosts, resolve, connect),
        )

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """The answer; raises `OutsideAddressRefused` before a byte has left."""
        check_url(str(request.url), self._lan_hosts)
        return await super().handle_async_request(request)


def guarded_client(
    lan_hosts: Collection[str],
    *,
    resolve: Resolve = resolve_by_system,
    connect: httpcore.AsyncNetworkBackend | None = None,
) -> httpx.AsyncClient:
    """A client to keep for the life of the process: no redirects, proxies or cookies.

    It serves all tenants: a cookie kept for one would be sent for another.
    """
    no_cookies = CookieJar(policy=DefaultCookiePolicy(allowed_domains=[]))
    return httpx.AsyncClient(
        transport=GuardedTransport(frozenset(lan_hosts), resolve, connect),
        timeout=httpx.Timeout(TOTAL_S, connect=CONNECT_S),
        follow_redirects=False,
        cookies=no_cookies,
        trust_env=False,
        headers={"accept-encoding": "identity", "user-agent": "Quittance"},
    )


async def call(
    client: httpx.AsyncClient,
    method: str,
    url: str,
    *,
    headers: Mapping[str, str] | None = None,
    content: bytes | None = None,
    total_s: float = TOTAL_S,
    most_bytes: int = MOST_BYTES,
) -> Answer:
    """The answer within `total_s` seconds, its body cut at `most_bytes`.

    Raises `OutsideAddressRefused` (nothing was sent) or `OutsideUnreachable` (perhaps it was).
    """
    try:
        async with (
            asyncio.timeout(total_s),
            client.stream(method, url, headers=headers, content=content) as response,
        ):
            body = await _beginning(response, most_bytes)
            return Answer(response.status_code, response.headers, body)
    except TimeoutError as error:
        raise OutsideUnreachable(f"No answer within {total_s:g} seconds.") from error
    except httpx.InvalidURL as error:
        raise OutsideAddressRefused("This is not a web address.") from error
    except httpx.RequestError as error:
        raise OutsideUnreachable(_reason(error)) from error


async def _beginning(response: httpx.Response, most_bytes: int) -> bytes:
    """The first bytes, undecoded: a small compressed body may unfold into gigabytes."""
    body = bytearray()
    async for chunk in response.aiter_raw():
        body += chunk
        if len(body) >= most_bytes:
            break
    return bytes(body[:most_bytes])


def _reason(error: httpx.RequestError) -> str:
    match error:
        case httpx.ConnectTimeout():
            return f"No connection within {CONNECT_S:g} seconds."
        case httpx.TimeoutException():
            return "The other side stopped talking."
        case httpx.ConnectError():
            return f"No connection: {str(error) or 'refused'}"[:200]
        case httpx.RemoteProtocolError():
            return "The answer is not HTTP."
        case _:
            return "The connection broke."
