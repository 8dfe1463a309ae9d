"""The report on a deployment."""

from __future__ import annotations

from collections.abc import Iterator

from beilin import layout
from beilin.deploying.deploy import Deployment
from beilin.deploying.git import Checkout
from beilin.deploying.github_pages import MAX_FILE_BYTES, MAX_SITE_BYTES, format_size
from beilin.deploying.rollback import Rollback
from beilin.deploying.site_files import Changes, SiteFile
from beilin.deploying.upload import Upload
from beilin.problems.controls import printable_path

MAX_LISTED = 40  # paths in one list
_PAGES = (".html", "/index.md")
_INDEX = layout.SEARCH.removeprefix("/")
_IDS = layout.IDS.removeprefix("/")


def describe(deployment: Deployment) -> list[str]:
    """Lines that say what publishing changes, and how the site's size compares to the host's limits."""
    files, target = deployment.files, deployment.target
    where = f"{target.branch} at {target.url}"
    first = f"{where} is now {target.tip[:7]}" if target.tip else f"{where} does not exist yet; it will be created"
    nothing = "nothing to publish: the branch already holds this site"
    return [first, *_changes(deployment.changes, files, nothing), _limits(files)]


def describe_rollback(rollback: Rollback) -> list[str]:
    """Lines that say which state comes back, and what that changes."""
    target, state = rollback.target, rollback.state
    return [
        f"{target.branch} at {target.url} is now {target.tip[:7]}",
        f"before that it was {state.name[:7]}, published on {state.day} ({state.subject})",
        *_file_changes(rollback.changes, rollback.files),
        _limits(rollback.files),
    ]


def describe_upload(prepared: Upload) -> list[str]:
    """Lines that say what an upload changes, and the site's size."""
    files, target = prepared.files, prepared.target
    count = len(prepared.before.files)
    first = (
        f"{target.name} holds {count} files of the site" if count else f"{target.name} holds nothing of the site yet"
    )
    nothing = (
        "nothing to publish: the target already holds this site"
        if prepared.is_current
        else "nothing to upload: only the list of what is there is renewed"
    )
    size = format_size(sum(file.size for file in files.values()))
    return [first, *_changes(prepared.changes, files, nothing), f"site: {len(files)} files, {size}"]


def _changes(changes: Changes, files: dict[str, SiteFile], nothing: str) -> Iterator[str]:
    if changes:
        yield from _file_changes(changes, files)
    else:
        yield nothing
    yield from _redirects(files)
    removed_pages = sum(path.endswith(".html") for path in changes.removed)
    if removed_pages:
        yield (
            f"{removed_pages} page{' is' if removed_pages == 1 else 's are'} removed without a redirect; "
            "an article that replaces a page can list its address in `aliases`"
        )


def _file_changes(changes: Changes, files: dict[str, SiteFile]) -> Iterator[str]:
    # First what is copied as it is: among many pages, a file that nobody meant to publish would not be noticed.
    yield from _list("+", tuple(path for path in changes.added if not path.endswith(_PAGES)), files)
    yield from _list("+", tuple(path for path in changes.added if path.endswith(_PAGES)), files)
    yield from _list("~", changes.changed, files)
    yield from _list("-", changes.removed, {})
    yield from _index_changes(changes)
    added = format_size(sum(files[path].size for path in changes.added))
    changed = format_size(sum(files[path].size for path in changes.changed))
    yield (
        f"{len(changes.added)} added ({added}), {len(changes.changed)} changed ({changed}), "
        f"{len(changes.removed)} removed, {changes.unchanged} unchanged"
    )


def notes(checkout: Checkout) -> list[str]:
    """Lines that the user should read before publishing."""
    lines = []
    if not checkout.branch:
        lines.append(f"note: HEAD is detached at {checkout.commit}; this publishes what is checked out")
    if checkout.changed:
        more = f" and {len(checkout.changed) - 5} more" if checkout.changed[5:] else ""
        names = ", ".join(map(printable_path, checkout.changed[:5]))
        lines.append(f"note: published although not committed: {names}{more}")
    return lines


def _list(sign: str, paths: tuple[str, ...], files: dict[str, SiteFile]) -> Iterator[str]:
    paths = tuple(path for path in paths if not _is_of_index(path))
    for path in paths[:MAX_LISTED]:
        yield f"  {sign} {path}" + (f"  {format_size(files[path].size)}" if path in files else "")
    if len(paths) > MAX_LISTED:
        yield f"  {sign} … and {len(paths) - MAX_LISTED} more"


def _index_changes(changes: Changes) -> Iterator[str]:
    """One line for the files of the search's index: a new article changes up to a thousand of them."""
    counts = [sum(map(_is_of_index, paths)) for paths in (changes.added, changes.changed, changes.removed)]
    if any(counts):
        added, changed, removed = counts
        yield f"  ~ {_INDEX}  the search's index, in files: {added} added, {changed} changed, {removed} removed"


def _is_of_index(path: str) -> bool:
    return path.startswith(_INDEX) and not path.endswith(".html")


def _redirects(files: dict[str, SiteFile]) -> Iterator[str]:
    """The redirects by address. Those of permanent identifiers are counted: each article may have one."""
    everything = sorted((path, file.redirects_to) for path, file in files.items() if file.redirects_to)
    redirects = [redirect for redirect in everything if not redirect[0].startswith(_IDS)]
    if redirects:
        yield f"{len(redirects)} redirect{'' if len(redirects) == 1 else 's'}:"
    for path, target in redirects[:MAX_LISTED]:
        yield f"  /{path.removesuffix('index.html')} → {target}"
    if len(redirects) > MAX_LISTED:
        yield f"  … and {len(redirects) - MAX_LISTED} more"
    if len(everything) > len(redirects):
        yield f"redirects of permanent identifiers: {len(everything) - len(redirects)}"


def _limits(files: dict[str, SiteFile]) -> str:
    total = sum(file.size for file in files.values())
    largest = max(files, key=lambda path: (files[path].size, path))
    return (
        f"site: {len(files)} files, {format_size(total)} of {format_size(MAX_SITE_BYTES)}; "
        f"largest: {largest}, {format_size(files[largest].size)} of {MAX_FILE_BYTES // 1024**2} MiB"
    )
