"""What is said of a deployment."""

from __future__ import annotations

from collections.abc import Iterator

from beilin.deploying.deploy import Deployment
from beilin.deploying.files import SiteFile
from beilin.deploying.pages_host import MAX_BYTES_A_FILE, MAX_BYTES_A_SITE, in_bytes

MAX_NAMED = 40  # of one kind


def describe(deployment: Deployment) -> list[str]:
    """What publishing changes, and how the site stands to the host's limits, as lines."""
    changes, files, target = deployment.changes, deployment.files, deployment.target
    where = f"{target.branch} at {target.url}"
    lines = [f"{where} is now {target.tip[:7]}" if target.tip else f"{where} is not there yet; it will be made"]
    lines += _list("+", changes.added, files)
    lines += _list("~", changes.changed, files)
    lines += _list("-", changes.removed, {})
    if changes:
        added = sum(files[path].size for path in changes.added)
        changed = sum(files[path].size for path in changes.changed)
        lines.append(
            f"{len(changes.added)} added ({in_bytes(added)}), {len(changes.changed)} changed ({in_bytes(changed)}), "
            f"{len(changes.removed)} removed, {changes.unchanged} as they are"
        )
    else:
        lines.append("nothing to publish: the branch holds this very site")
    lines += _redirects(files)
    gone = sum(path.endswith(".html") for path in changes.removed)
    if gone:
        lines.append(
            f"{gone} page{' is' if gone == 1 else 's are'} gone without a redirect; "
            "an article that takes a page's place can name its address in `aliases`"
        )
    lines.append(_limits(files))
    return lines


def notes(deployment: Deployment) -> list[str]:
    """What an editor should know before publishing."""
    source, found = deployment.source, []
    if not source.branch:
        found.append(f"note: HEAD is detached at {source.commit}; this publishes what is checked out")
    if source.changed:
        named = ", ".join(source.changed[:5]) + (f" and {len(source.changed) - 5} more" if source.changed[5:] else "")
        found.append(f"note: not committed, and published all the same: {named}")
    return found


def _list(sign: str, paths: tuple[str, ...], files: dict[str, SiteFile]) -> Iterator[str]:
    for path in paths[:MAX_NAMED]:
        yield f"  {sign} {path}" + (f"  {in_bytes(files[path].size)}" if path in files else "")
    if len(paths) > MAX_NAMED:
        yield f"  {sign} … and {len(paths) - MAX_NAMED} more"


def _redirects(files: dict[str, SiteFile]) -> Iterator[str]:
    redirects = sorted((path, file.leads_to) for path, file in files.items() if file.leads_to)
    if redirects:
        yield f"{len(redirects)} redirect{'' if len(redirects) == 1 else 's'}:"
    for path, leads_to in redirects[:MAX_NAMED]:
        yield f"  /{path.removesuffix('index.html')} → {leads_to}"
    if len(redirects) > MAX_NAMED:
        yield f"  … and {len(redirects) - MAX_NAMED} more"


def _limits(files: dict[str, SiteFile]) -> str:
    whole = sum(file.size for file in files.values())
    largest = max(files, key=lambda path: (files[path].size, path))
    return (
        f"site: {len(files)} files, {in_bytes(whole)} of {in_bytes(MAX_BYTES_A_SITE)}; "
        f"largest: {largest}, {in_bytes(files[largest].size)} of {MAX_BYTES_A_FILE // 1024**2} MiB"
    )
