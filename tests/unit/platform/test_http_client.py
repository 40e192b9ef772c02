"""The way out: only to the open internet, whatever a tenant writes and a name server answers."""

from collections.abc import Sequence

import httpcore
import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from quittance.platform.http_client import (
    OutsideAddressRefused,
    OutsideUnreachable,
    call,
    check_url,
    guarded_client,
    is_public,
)

INWARD = (
    "127.0.0.1",
    "127.8.8.8",
    "0.0.0.0",  # noqa: S104  an address to refuse, not to listen on
    "10.0.0.5",
    "172.16.3.4",
    "172.31.255.255",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "100.127.255.255",
    "192.0.0.1",
    "192.0.2.7",
    "198.18.0.1",
    "198.51.100.1",
    "203.0.113.9",
    "224.0.0.251",
    "239.255.255.250",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::127.0.0.1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "64:ff9b::7f00:1",
    "64:ff9b::a00:1",
    "64:ff9b:1::1",
    "2002:7f00:1::",
    "2001:0:1::1",
    "2001:db8::1",
    "fc00::1",
    "fd12:3456::1",
    "fe80::1",
    "fe80::1%eth0",
    "fec0::1",
    "ff02::1",
    "5f00::1",
    "not an address",
    "",
)
OUTWARD = ("8.8.8.8", "93.184.215.14", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808")

REFUSED_FORMS = (
    "",
    "example.com",
    "//example.com/hook",
    "https://",
    "https:example.com",
    "http://example.com/hook",
    "ftp://example.com/",
    "file:///etc/passwd",
    "gopher://example.com/",
    "https://user:pass@example.com/",
    "https://example.com@evil.example/",
    "https://example.com\\@evil.example/",
    "https://example.com:22/",
    "https://example.com:80/",
    "https://example.com:99999/",
    "https://localhost/",
    "https://localhost./",
    "https://intranet/",
    "https://127.0.0.1/",
    "https://127.1/",
    "https://2130706433/",
    "https://0x7f000001/",
    "https://0x7f.1/",
    "https://0177.0.0.1/",
    "https://127.0.0.1./",
    "https://１２７.0.0.1/",
    "https://127。0。0。1/",
    "https://%31%32%37.0.0.1/",
    "https://8.8.8.8/",
    "https://[::1]/",
    "https://[::ffff:127.0.0.1]/",
    "https://[fe80::1%25eth0]/",
    "https://exa mple.com/",
    "https://x..example.com/",
    "https://xn--a.example/",
    "https://\u202eexample.com/",
    "https://exam\nple.com/",
    "https://example.com/\x00",
    "https://" + "a" * 64 + ".example/",
    "https://example.com/" + "a" * 500,
)


class Names:
    """A name server whose answers change at each question."""

    def __init__(self, *answers: Sequence[str]) -> None:
        self.answers = list(answers)
        self.asked: list[str] = []

    async def __call__(self, host: str, port: int) -> Sequence[str]:
        self.asked.append(host)
        return self.answers.pop(0)


class Wire(httpcore.AsyncMockBackend):
    """A network that answers every connection with the same bytes and remembers where they went."""

    def __init__(self, answer: bytes = b"", dead: Sequence[str] = ()) -> None:
        super().__init__([answer] if answer else [])
        self.dead = dead
        self.reached: list[tuple[str, int]] = []

    async def connect_tcp(self, host, port, *options, **named):
        self.reached.append((host, port))
        if host in self.dead:
            raise httpcore.ConnectError("refused")
        return await super().connect_tcp(host, port, *options, **named)


NO_CONTENT = b"HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n"


@pytest.mark.parametrize("address", INWARD)
def test_an_inward_address_is_never_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", OUTWARD)
def test_an_address_of_the_open_internet_is_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("url", REFUSED_FORMS)
def test_a_doubtful_address_is_not_even_saved(url: str) -> None:
    with pytest.raises(OutsideAddressRefused):
        check_url(url)


@pytest.mark.parametrize(
    "url",
    [
        "https://example.com/hook?team=a%20b",
        "https://EXAMPLE.com./",
        "https://example.com:443/",
        "https://hooks.example.com:8443/x",
        "https://créances.example/é",
        "https://_erp.example.com/",
    ],
)
def test_a_public_https_address_is_saved(url: str) -> None:
    assert check_url(url).scheme == "https"


@given(st.text(max_size=80))
def test_no_text_breaks_the_check(text: str) -> None:
    for url in (text, f"https://{text}/", f"https://example.com:{text}"):
        try:
            checked = check_url(url)
        except OutsideAddressRefused:
            continue
        assert checked.scheme == "https"
        assert checked.port in {None, 8443}


def test_the_operator_may_list_hosts_of_the_own_network() -> None:
    listed = ("ERP.lan", "127.0.0.1", "::1")
    for url in ("http://erp.lan:8069/hook", "http://127.0.0.1:5000/", "https://[::1]:9000/"):
        assert str(check_url(url, listed)) == url
    for url in ("http://other.lan/", "http://127.0.0.2/", "ftp://erp.lan/", "http://a:b@erp.lan/"):
        with pytest.raises(OutsideAddressRefused):
            check_url(url, listed)


async def test_a_public_name_is_called_at_the_address_that_was_judged() -> None:
    names, wire = Names(["93.184.215.14"]), Wire(NO_CONTENT)
    async with guarded_client((), resolve=names, connect=wire) as client:
        answer = await call(client, "POST", "https://example.com/hook", content=b"{}")

    assert answer.status == 204
    assert names.asked == ["example.com"]
    assert wire.reached == [("93.184.215.14", 443)]


@pytest.mark.parametrize("address", INWARD)
async def test_a_name_that_leads_inside_is_refused_before_a_byte_leaves(address: str) -> None:
    wire = Wire(NO_CONTENT)
    names = Names(["93.184.215.14", address])  # one bad address among good ones is enough
    async with guarded_client((), resolve=names, connect=wire) as client:
        with pytest.raises(OutsideAddressRefused):
            await call(client, "POST", "https://example.com/hook", content=b"{}")
    assert wire.reached == []


async def test_a_name_that_moves_inside_between_two_calls_is_refused_the_second_time() -> None:
    names, wire = Names(["93.184.215.14"], ["127.0.0.1"]), Wire(NO_CONTENT)
    async with guarded_client((), resolve=names, connect=wire) as client:
        await call(client, "GET", "https://example.com/")
        with pytest.raises(OutsideAddressRefused):
            await call(client, "GET", "https://example.com/")

    # One question a connection: there is no second look-up for an attacker to answer otherwise.
    assert names.asked == ["example.com", "example.com"]
    assert wire.reached == [("93.184.215.14", 443)]


async def test_the_next_judged_address_is_tried_when_one_is_dead() -> None:
    wire = Wire(NO_CONTENT, dead=["2606:4700::1111"])
    names = Names(["2606:4700::1111", "93.184.215.14"])
    async with guarded_client((), resolve=names, connect=wire) as client:
        assert (await call(client, "GET", "https://example.com/")).status == 204


async def test_a_client_cannot_be_talked_into_an_unchecked_url() -> None:
    wire = Wire(NO_CONTENT)
    async with guarded_client((), resolve=Names(), connect=wire) as client:
        for url in ("http://example.com/", "https://example.com:25/", "https://10.0.0.1/"):
            with pytest.raises(OutsideAddressRefused):
                await client.get(url)
    assert wire.reached == []


async def test_a_redirect_is_an_answer_and_is_not_followed() -> None:
    moved = b"HTTP/1.1 302 Found\r\nLocation: https://10.0.0.1/\r\nContent-Length: 0\r\n\r\n"
    names, wire = Names(["93.184.215.14"]), Wire(moved)
    async with guarded_client((), resolve=names, connect=wire) as client:
        assert (await call(client, "GET", "https://example.com/")).status == 302
    assert len(wire.reached) == 1


async def test_an_endless_answer_is_cut() -> None:
    names = Names(["93.184.215.14"])
    head = b"HTTP/1.1 200 OK\r\nContent-Length: 5000000\r\n\r\n"
    async with guarded_client((), resolve=names, connect=Wire(head + b"x" * 200_000)) as client:
        answer = await call(client, "GET", "https://example.com/")
    assert answer.body == b"x" * 65_536


async def test_what_does_not_speak_http_is_unreachable() -> None:
    async with guarded_client(
        (), resolve=Names(["93.184.215.14"]), connect=Wire(b"SSH-2.0-x\r\n")
    ) as client:
        with pytest.raises(OutsideUnreachable, match="not HTTP"):
            await call(client, "GET", "https://example.com/")


async def test_a_name_that_does_not_resolve_is_unreachable() -> None:
    async def nowhere(host: str, port: int) -> Sequence[str]:
        raise OSError("no such name")

    async with guarded_client((), resolve=nowhere, connect=Wire()) as client:
        with pytest.raises(OutsideUnreachable, match="does not resolve"):
            await call(client, "GET", "https://example.com/")


async def test_the_environment_cannot_put_a_proxy_in_between(monkeypatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:3128")
    wire = Wire(NO_CONTENT)
    async with guarded_client((), resolve=Names(["93.184.215.14"]), connect=wire) as client:
        await call(client, "GET", "https://example.com/")
    assert wire.reached == [("93.184.215.14", 443)]


async def test_the_host_and_the_tls_name_stay_those_of_the_url() -> None:
    names, seen = Names(["93.184.215.14"]), []

    class Stream(httpcore.AsyncMockStream):
        async def start_tls(self, ssl_context, server_hostname=None, timeout=None):
            seen.append(server_hostname)
            return self

        async def write(self, buffer, timeout=None):
            seen.extend(line for line in buffer.split(b"\r\n") if line.startswith(b"Host"))

    class Network(Wire):
        async def connect_tcp(self, host, port, *options, **named):
            return Stream([NO_CONTENT])

    async with guarded_client((), resolve=names, connect=Network()) as client:
        await call(client, "GET", "https://example.com/")
    assert seen == ["example.com", b"Host: example.com"]


async def test_a_cookie_of_one_tenant_is_not_sent_for_another() -> None:
    sent = []

    class Stream(httpcore.AsyncMockStream):
        async def start_tls(self, ssl_context, server_hostname=None, timeout=None):
            return self

        async def write(self, buffer, timeout=None):
            sent.append(buffer)

    class Network(Wire):
        async def connect_tcp(self, host, port, *options, **named):
            return Stream([NO_CONTENT.replace(b"Connection", b"Set-Cookie: a=b\r\nConnection")])

    names = Names(["93.184.215.14"], ["93.184.215.14"])
    async with guarded_client((), resolve=names, connect=Network()) as client:
        await call(client, "GET", "https://example.com/one")
        await call(client, "GET", "https://example.com/two")
    assert b"cookie" not in b"".join(sent).lower()


def test_the_client_keeps_its_patience_short() -> None:
    client = guarded_client(())
    assert client.timeout == httpx.Timeout(15.0, connect=5.0)
    assert not client.follow_redirects
