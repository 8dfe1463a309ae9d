from __future__ import annotations

import pytest

from beilin.serving.origins import host_check, is_same_origin

OURS = ["localhost", "localhost:8000", "LOCALHOST:8000", "127.0.0.1", "127.0.0.1:65535", "[::1]", "[::1]:8000"]
FOREIGN = [
    "", "evil.example", "evil.example:8000", "localhost.evil.example", "127.0.0.1.evil.example", "127.0.0.2",
    "0.0.0.0:8000", "192.168.1.5:8000", "::1", "::1:8000", "[::1", "[::1]evil", "[::2]:8000", "[localhost]:8000",
    "localhost:", "localhost:x", "localhost:8000:80", "localhost/", "a@localhost", "localhost@evil.example",
    "localhost, evil.example", " localhost", "localhost#", "localhost.", "127.1", "2130706433", "[127.0.0.1]",
]  # fmt: skip


@pytest.mark.parametrize("bound", ["127.0.0.1", "localhost", "::1", "[::1]"])
def test_on_loopback_only_its_names_are_accepted(bound: str) -> None:
    """A foreign page whose host name resolves to this machine must not read anything; the user at [::1] must."""
    is_ours = host_check(bound)
    assert [host for host in OURS if not is_ours(host)] == []
    assert [host for host in FOREIGN if is_ours(host)] == []


def test_the_bound_host_is_accepted_too() -> None:
    """A server bound to a host on purpose must be reachable there, and under no further name."""
    is_ours = host_check("archive.local")
    assert is_ours("archive.local:8000")
    assert is_ours("127.0.0.1:8000")
    assert not is_ours("evil.example:8000")
    assert not is_ours("192.168.1.5:8000")


@pytest.mark.parametrize("bound", ["0.0.0.0", "::"])
def test_on_all_addresses_any_address_is_accepted_but_no_name(bound: str) -> None:
    """A phone in the same network uses the address; only a name can be rebound by others."""
    is_ours = host_check(bound)
    assert is_ours("192.168.1.5:8000")
    assert is_ours("[fe80::1]:8000")
    assert not is_ours("evil.example:8000")
    assert not is_ours("fe80::1")


@pytest.mark.parametrize(
    ("origin", "fetch_site", "is_allowed"),
    [
        (None, None, True),
        (None, "same-origin", True),
        ("http://127.0.0.1:8000", None, True),
        ("http://127.0.0.1:8000", "same-origin", True),
        (None, "cross-site", False),
        (None, "same-site", False),
        (None, "none", False),
        ("http://evil.example", None, False),
        ("http://127.0.0.1:9000", "same-site", False),
        ("http://127.0.0.1:9000", None, False),
        ("https://127.0.0.1:8000", None, False),
        ("null", None, False),
        ("null", "cross-site", False),
    ],
)
def test_only_our_own_pages_receive_events(origin: str | None, fetch_site: str | None, is_allowed: bool) -> None:
    """Errors contain text of unpublished articles; no other page may read them."""
    assert is_same_origin(host="127.0.0.1:8000", origin=origin, fetch_site=fetch_site) is is_allowed
