"""What GitHub Pages requires of a site: its address, its size, its CNAME file."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from beilin.deploying.errors import DeployError

# https://docs.github.com/pages/getting-started-with-github-pages/github-pages-limits and, for a file in a repository,
# https://docs.github.com/repositories/working-with-files/managing-large-files/about-large-files-on-github
MAX_SITE_BYTES = 1_000_000_000
MAX_FILE_BYTES = 100 * 1024 * 1024
_GITHUB = re.compile(r"(?:git@github\.com:|(?:https|ssh|git)://(?:[^@/]+@)?github\.com(?::\d+)?/)([^/]+)/([^/]+?)/?$")
_RESERVED = re.compile(r"(?:.+\.)?(?:example(?:\.(?:com|net|org))?|test|invalid|localhost)")  # RFC 2606 and 6761
_NOT_A_DOMAIN = re.compile(r".*[^a-z0-9.-].*|[^.]*")


@dataclass(frozen=True, slots=True)
class GitHubRepository:
    """A repository on GitHub."""

    owner: str
    name: str

    @property
    def pages_url(self) -> str:
        """The address at which GitHub Pages publishes it without a custom domain."""
        host = f"{self.owner.lower()}.github.io"
        return f"https://{host}/" if self.name.lower() == host else f"https://{host}/{self.name}/"


def github_repository(url: str) -> GitHubRepository | None:
    """The repository that a remote's URL names; None if it is not on GitHub."""
    match = _GITHUB.match(url)
    return GitHubRepository(match[1], match[2].removesuffix(".git")) if match else None


def base_url_error(base_url: str, repository: GitHubRepository | None) -> DeployError | None:
    """Why a site built for `base_url` would be broken at the address where it is published; None if it would not be."""
    parts = urlsplit(base_url)
    host = (parts.hostname or "").lower()
    proposal = repository.pages_url if repository else "https://you.github.io/archive/"
    hint = f"Set base_url in site.yaml, or use --base-url {proposal}"
    if _RESERVED.fullmatch(host):
        return DeployError(f"base_url is {base_url}, which is only an example", hint)
    if not repository or not host.endswith(".github.io"):
        return None
    if base_url.lower().partition("//")[2] != repository.pages_url.lower().partition("//")[2]:
        message = (
            f"base_url is {base_url}, but GitHub Pages publishes {repository.owner}/{repository.name} at {proposal}"
        )
        return DeployError(message, hint)
    return None


def custom_domain(base_url: str) -> str:
    """The domain for a CNAME file; "" if the site has no custom domain.

    Publishing a branch without the file removes the domain from the repository's settings; a workflow does not need it
    (https://docs.github.com/pages/configuring-a-custom-domain-for-your-github-pages-site). A site below a path belongs
    to a project, and its domain to the account's site.
    """
    parts = urlsplit(base_url)
    host = (parts.hostname or "").lower()
    if parts.path != "/" or parts.port or host.endswith(".github.io") or _NOT_A_DOMAIN.fullmatch(host):
        return ""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return host
    return ""


def size_errors(sizes: Mapping[str, int]) -> list[str]:
    """What exceeds the limits, given the size in bytes of each file."""
    errors = [
        f"{path} has {format_size(size)}, more than GitHub's limit of {format_size(MAX_FILE_BYTES)} for a file"
        for path, size in sorted(sizes.items())
        if size > MAX_FILE_BYTES
    ]
    if (total := sum(sizes.values())) > MAX_SITE_BYTES:
        limit = format_size(MAX_SITE_BYTES)
        errors.append(f"the site has {format_size(total)}, more than the limit of GitHub Pages, {limit}")
    return errors


def format_size(size: int) -> str:
    """`512 bytes`, `3.4 kB`, `12 MB`: in decimal units, rounded down, so that no size seems to exceed a limit."""
    if size < 1000:
        return f"{size} byte{'' if size == 1 else 's'}"
    number, unit = float(size), ""
    for unit in ("kB", "MB", "GB"):  # noqa: B007
        number /= 1000
        if number < 1000:
            break
    return f"{int(number * 10) / 10:g} {unit}" if number < 100 else f"{int(number)} {unit}"
