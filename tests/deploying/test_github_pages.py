"""What GitHub Pages requires of a site."""

from __future__ import annotations

import pytest

from beilin.deploying.github_pages import (
    MAX_FILE_BYTES,
    MAX_SITE_BYTES,
    GitHubRepository,
    base_url_error,
    custom_domain,
    format_size,
    github_repository,
    size_errors,
)


@pytest.mark.parametrize(
    "url",
    [
        "git@github.com:Me/archive.git",
        "https://github.com/Me/archive",
        "https://github.com/Me/archive.git/",
        "https://x-access-token:secret@github.com/Me/archive.git",
        "ssh://git@github.com:22/Me/archive.git",
    ],
)
def test_a_repository_is_recognised_by_any_of_its_urls(url: str) -> None:
    assert github_repository(url) == GitHubRepository("Me", "archive")


@pytest.mark.parametrize("url", ["https://codeberg.org/me/archive", "/srv/git/archive.git", "git@github.com.evil:a/b"])
def test_other_hosts_are_not_github(url: str) -> None:
    assert github_repository(url) is None


@pytest.mark.parametrize(
    ("repository", "base_url", "error"),
    [
        (GitHubRepository("Me", "archive"), "https://me.github.io/archive/", ""),
        (
            GitHubRepository("Me", "archive"),
            "https://me.github.io/",
            "publishes Me/archive at https://me.github.io/archive/",
        ),
        (GitHubRepository("Me", "archive"), "https://you.github.io/archive/", "publishes Me/archive at"),
        (GitHubRepository("Me", "archive"), "https://beilin.tw/", ""),
        (GitHubRepository("Me", "Me.github.io"), "https://me.github.io/", ""),
        (GitHubRepository("Me", "me.github.io"), "https://me.github.io/archive/", "publishes Me/me.github.io at"),
        (None, "https://me.github.io/whatever/", ""),
        (None, "https://www.example.com/", "only an example"),
        (None, "http://localhost:8000/", "only an example"),
        (None, "https://example.tw/", ""),
    ],
)
def test_a_site_for_a_different_address_would_be_broken(
    repository: GitHubRepository | None, base_url: str, error: str
) -> None:
    result = base_url_error(base_url, repository)
    assert (error in str(result)) if error else result is None


@pytest.mark.parametrize(
    ("base_url", "domain"),
    [
        ("https://beilin.tw/", "beilin.tw"),
        ("https://www.Beilin.tw/", "www.beilin.tw"),
        ("https://xn--fiqs8s.tw/", "xn--fiqs8s.tw"),
        ("https://beilin.tw/archive/", ""),  # a project below the account's domain
        ("https://me.github.io/", ""),
        ("https://beilin.tw:8443/", ""),
        ("https://192.0.2.1/", ""),
        ("https://[2001:db8::1]/", ""),
        ("https://intranet/", ""),
    ],
)
def test_only_a_site_at_the_root_has_a_custom_domain(base_url: str, domain: str) -> None:
    assert custom_domain(base_url) == domain


def test_a_limit_may_be_reached_but_not_exceeded() -> None:
    assert size_errors({"a": MAX_FILE_BYTES}) == []
    assert size_errors({"a": MAX_FILE_BYTES + 1}) == ["a has 104 MB, more than GitHub's limit of 104 MB for a file"]
    half = {f"{n}": MAX_SITE_BYTES // 10 for n in range(10)}
    assert size_errors(half) == []
    assert len(size_errors({**half, "one more": 1})) == 1


@pytest.mark.parametrize(
    ("size", "text"),
    [(0, "0 bytes"), (1, "1 byte"), (999, "999 bytes"), (1000, "1 kB"), (12_345, "12.3 kB"), (999_999, "999 kB"),
     (104_857_600, "104 MB"), (1_000_000_000, "1 GB"), (2_500_000_000_000, "2500 GB")],
)  # fmt: skip
def test_sizes_have_three_digits(size: int, text: str) -> None:
    assert format_size(size) == text
