"""How manifests write paths, and what they accept (RFC 8493, sections 2.1.3 and 5.1)."""

from __future__ import annotations

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beilin.preserving.manifests import known_algorithm, manifest_text, read_fetch, read_manifest
from beilin.preserving.names import decode_path, encode_path, is_unsafe

DIGEST = sha256(b"").hexdigest()
NAMES = st.text(st.sampled_from("ab甲 %0AaDd25\n\r"), min_size=1).map(lambda name: f"data/x{name}x")


@given(st.dictionaries(NAMES, st.just(DIGEST), max_size=5))
def test_any_path_survives_a_manifest(digests: dict[str, str]) -> None:
    manifest = read_manifest(manifest_text(digests.items()).decode(), "sha256")
    assert (manifest.digests, manifest.faults) == (digests, [])


def test_only_three_characters_are_encoded() -> None:
    assert encode_path("100%\r\n甲 %41") == "100%25%0D%0A甲 %2541"
    assert decode_path("%41%0a%0D%25%2e") == "%41\n\r%%2e"


@pytest.mark.parametrize(
    "line", [f"{DIGEST}  data/a", f"{DIGEST.upper()} data/a", f"{DIGEST} *data/a", f"{DIGEST}\t./data/a"]
)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "", "\n\n"])
def test_the_lines_of_other_programs_are_read(line: str, end: str) -> None:
    assert read_manifest(line + end, "sha256").digests == {"data/a": DIGEST}


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (f"{DIGEST}  data/../../etc/passwd\n", "line 1 names a file outside the bag: data/../../etc/passwd"),
        (f"\n{DIGEST}  /etc/passwd\n", "line 2 names a file outside the bag: /etc/passwd"),
        (f"{DIGEST}  C:\\data\n", "line 1 names a file outside the bag: C:\\data"),
        ("abc  data/a\n", "line 1 is not a digest and a path: abc  data/a"),
        (f"{DIGEST}\n", f"line 1 is not a digest and a path: {DIGEST[:60]}…"),
        (f"{DIGEST}  data/a\n{'0' * 64}  data/a\n", "line 2 has a second digest for data/a"),
    ],
)
def test_a_line_that_cannot_be_followed_is_named(text: str, fault: str) -> None:
    assert read_manifest(text, "sha256").faults == [fault]


@pytest.mark.parametrize(
    "path", ["../a", "data/../../a", "/a", "~/a", "data\\..\\..\\a", "\\\\host\\a", "c:a", "data/\0"]
)
def test_a_path_out_of_the_bag_is_unsafe(path: str) -> None:
    assert is_unsafe(path)


@pytest.mark.parametrize("path", ["data/a", "data/..a", "data/a..", "data/...", "data/a:b", "data/~a"])
def test_other_paths_are_safe(path: str) -> None:
    assert not is_unsafe(path)


def test_algorithms_are_known_by_any_spelling() -> None:
    assert [known_algorithm(name) for name in ("sha512", "SHA-256", "md5", "sha3-256", "crc32", "shake_128")] == [
        "sha512", "sha256", "md5", "sha3_256", "", "",
    ]  # fmt: skip


def test_files_to_fetch_are_read() -> None:
    text = "https://example.org/a 3 data/a\nhttps://example.org/b - data/b%0A\nftp://x 1 ../b\nnothing\n"
    urls, faults = read_fetch(text)
    assert urls == {"data/a": "https://example.org/a", "data/b\n": "https://example.org/b"}
    assert [fault.split(" is ")[0] for fault in faults] == ["line 3", "line 4"]
