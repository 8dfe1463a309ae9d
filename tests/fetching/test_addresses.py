"""Only hosts on the public internet are asked, and at the address that was checked."""

from __future__ import annotations

import asyncio
import socket
from typing import Any

import httpx
import pytest

from beilin.fetching.addresses import Target, at_address, find_target, is_public

PRIVATE = [
    "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "192.0.0.8", "198.18.0.1", "224.0.0.1",
    "240.0.0.1", "255.255.255.255", "::", "::1", "::127.0.0.1", "fe80::1%eth0", "fc00::1", "fec0::1", "ff02::1", "::ffff:127.0.0.1",
    "::ffff:10.0.0.1", "64:ff9b::10.0.0.1", "64:ff9b::a9fe:a9fe", "2002:7f00:1::", "2001:db8::1",
]  # fmt: skip
PUBLIC = ["93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c", "64:ff9b::93.184.215.14", "::ffff:93.184.215.14"]

pytestmark = pytest.mark.usefixtures("local_hosts")


@pytest.mark.parametrize("address", PRIVATE)
def test_an_address_that_is_not_public_is_known(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", PUBLIC)
def test_a_public_address_is_known(address: str) -> None:
    assert is_public(address)


def _find(url: str, answers: list[str], monkeypatch: pytest.MonkeyPatch) -> Target | None:
    def resolve(_host: str, _port: object, *_rest: Any, **_options: Any) -> list[tuple[Any, ...]]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (answer, 0)) for answer in answers]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    monkeypatch.setattr("urllib.request.getproxies", dict)
    return asyncio.run(find_target(httpx.URL(url)))


@pytest.mark.parametrize("answers", [["127.0.0.1"], ["93.184.215.14", "10.0.0.1"], ["::ffff:10.0.0.1"]])
def test_a_name_with_a_private_address_is_not_asked(answers: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    assert _find("https://rebinding.example/a.png", answers, monkeypatch) is None


def test_the_request_goes_to_the_address_that_was_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    target = _find("https://圖.example:8443/a.png?b", ["93.184.215.14"], monkeypatch)
    assert target
    assert str(target.url) == "https://93.184.215.14:8443/a.png?b"
    assert target.headers == {"Host": "xn--lds.example:8443"}
    assert target.extensions == {"sni_hostname": "xn--lds.example"}


def test_an_address_of_ipv6_is_written_in_brackets() -> None:
    target = at_address(httpx.URL("http://a.example/b"), "2606:2800::1")
    assert str(target.url) == "http://[2606:2800::1]/b"
    assert target.headers == {"Host": "a.example"}
