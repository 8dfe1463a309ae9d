"""What GitHub Pages asks of a site: its address, its limits, its CNAME file."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from beilin.deploying.refusal import DeployError

# https://docs.github.com/pages/getting-started-with-github-pages/github-pages-limits and, of a file in a repository,
# https://docs.github.com/repositories/working-with-files/managing-large-files/about-large-files-on-github
MAX_BYTES_A_SITE = 1_000_000_000
MAX_BYTES_A_FILE = 100 * 1024 * 1024
_GITHUB = re.compile(r"(?:git@github\.com:|(?:https|ssh|git)://(?:[^@/]+@)?github\.com(?::\d+)?/)([^/]+)/([^/]+?)/?$")
_RESERVED = re.compile(r"(?:.+\.)?(?:example(?:\.(?:com|net|org))?|test|invalid|localhost)")  # RFC 2606 and 6761
_NO_DOMAIN = re.compile(r".*[^a-z0-9.-].*|[^.]*")


@dataclass(frozen=True, slots=True)
class GitHubRepository:
    """A repository on GitHub."""

    owner: str
    name: str

    @property
    def pages_url(self) -> str:
        """Where GitHub Pages publishes it without a custom domain."""
        host = f"{self.owner.lower()}.github.io"
        return f"https://{host}/" if self.name.lower() == host else f"https://{host}/{self.name}/"


def github_repository(url: str) -> GitHubRepository | None:
    """The repository that a remote's URL names; None where it is not GitHub's."""
    match = _GITHUB.match(url)
    return GitHubRepository(match[1], match[2].removesuffix(".git")) if match else None


def fault_of_base_url(base_url: str, repository: GitHubRepository | None) -> DeployError | None:
    """Why a site built for `base_url` would be broken where it is published, if so."""
    parts = urlsplit(base_url)
    host = (parts.hostname or "").lower()
    proposal = repository.pages_url if repository else "https://you.github.io/archive/"
    hint = f"Write it into site.yaml, or give it: --base-url {proposal}"
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
    """The domain for a CNAME file, "" where the site has none of its own.

    A branch without the file loses the domain that the settings gave it, while a workflow needs none
    (https://docs.github.com/pages/configuring-a-custom-domain-for-your-github-pages-site). A site below a path is a
    project's, whose domain belongs to the account's own site.
    """
    parts = urlsplit(base_url)
    host = (parts.hostname or "").lower()
    if parts.path != "/" or parts.port or host.endswith(".github.io") or _NO_DOMAIN.fullmatch(host):
        return ""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return host
    return ""


def faults_of_size(sizes: Mapping[str, int]) -> list[str]:
    """What goes beyond the limits, given the size in bytes of each file."""
    faults = [
        f"{path} has {in_bytes(size)}, more than the {in_bytes(MAX_BYTES_A_FILE)} that GitHub takes in a file"
        for path, size in sorted(sizes.items())
        if size > MAX_BYTES_A_FILE
    ]
    if (whole := sum(sizes.values())) > MAX_BYTES_A_SITE:
        limit = in_bytes(MAX_BYTES_A_SITE)
        faults.append(f"the site has {in_bytes(whole)}, more than the {limit} that GitHub Pages publishes")
    return faults


def in_bytes(size: int) -> str:
    """`512 bytes`, `3.4 kB`, `12 MB`: decimal units, rounded down, so that no limit seems reached that is not."""
    if size < 1000:
        return f"{size} byte{'' if size == 1 else 's'}"
    number, unit = float(size), ""
    for unit in ("kB", "MB", "GB"):  # noqa: B007
        number /= 1000
        if number < 1000:
            break
    return f"{int(number * 10) / 10:g} {unit}" if number < 100 else f"{int(number)} {unit}"
