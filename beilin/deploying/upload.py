"""An archive → a target that takes files one by one: build in a fresh folder, compare, upload what changed.

An upload is not atomic. It keeps an order in which every page at the target has what it shows at every moment, and what
was interrupted is finished by the next run.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from beilin.building.build import BuildOptions, Reporting
from beilin.deploying.errors import DeployError
from beilin.deploying.fresh_build import fresh_build, read_settings
from beilin.deploying.git import Checkout, read_checkout
from beilin.deploying.github_pages import base_url_error
from beilin.deploying.manifest import DIGEST_LENGTH, Entry, Manifest, decode_manifest, encode_manifest
from beilin.deploying.refusals import refusal
from beilin.deploying.site_files import Changes, SiteFile, files_in_folder
from beilin.deploying.target_changes import changes_at_target, name_key
from beilin.deploying.targets.table import open_target
from beilin.deploying.targets.target import Listing, UploadTarget
from beilin.deploying.upload_order import upload_order
from beilin.problems.problem import Problem


class UnfinishedError(DeployError):
    """A part of the site was uploaded."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A site that is built and compared with what is at a target, but not yet uploaded."""

    folder: Path  # contains exactly `files`
    checkout: Checkout | None
    target: UploadTarget
    base_url: str
    files: dict[str, SiteFile]
    before: Manifest  # what earlier runs left
    changes: Changes
    is_current: bool  # whether nothing is to be done, not even noted
    problems: tuple[Problem, ...] = ()  # warnings


@contextmanager
def prepare_upload(
    root: Path, options: BuildOptions, reporting: Reporting, *, target_name: str, moved: bool = False
) -> Iterator[Upload]:
    """Within the block, the archive at `root` as it would be uploaded to the target.

    What prevents it is found before anything is built, as far as possible. With `moved` the site may replace one that
    had a different base_url. Raises NotBuiltError if the archive has errors, DeployError for anything else.
    """
    target = open_target(target_name, root)
    config = read_settings(root, options)
    if error := base_url_error(config.base_url, None):
        raise error
    checkout = _checkout(root)
    state = read_target(target, config.base_url, moved=moved)
    with fresh_build(root, options, reporting) as built:
        yield compare_site(target, state, built.folder, config.base_url, checkout, built.problems)


@dataclass(frozen=True, slots=True)
class TargetState:
    """What is at a target before an upload."""

    before: Manifest
    listing: Listing


def read_target(target: UploadTarget, base_url: str, *, moved: bool = False) -> TargetState:
    """What is at the target. Raises DeployError if it is not one for the site of that base_url."""
    listing = target.listing()
    before = decode_manifest(target.read_manifest()) if listing.has_manifest else Manifest()
    if not (target.is_shared or listing.has_manifest) and (listing.files or listing.links):
        raise DeployError(
            f"{target.name} holds files that Beilin did not upload", "Deploy to an empty folder, or a new one."
        )
    if before.base_url not in ("", base_url) and not moved:
        raise DeployError(
            f"{target.name} holds the site of {before.base_url}, and this one is for {base_url}",
            "Choose a different target; or, if the site has moved to a new address, add --moved.",
        )
    return TargetState(before, listing)


def compare_site(
    target: UploadTarget,
    state: TargetState,
    folder: Path,
    base_url: str,
    checkout: Checkout | None = None,
    problems: tuple[Problem, ...] = (),
) -> Upload:
    """The site in the folder, compared with what is at the target. Raises DeployError if it must not be uploaded."""
    files = files_in_folder(folder, "sha256")
    key = name_key(ignores_case=target.ignores_case)
    before = state.before
    if error := refusal(files, before, state.listing, key):
        raise error
    changes = changes_at_target(files, before, state.listing, key)
    is_known = before.is_finished and before.base_url == base_url and before.files.keys() == files.keys()
    is_current = not changes and is_known
    return Upload(folder, checkout, target, base_url, files, before, changes, is_current, problems)


def upload(prepared: Upload, reporting: Reporting) -> None:
    """Bring the target to the prepared site. Raises DeployError if nothing was changed, else UnfinishedError."""
    target, changes = prepared.target, prepared.changes
    # Even, because some file systems count in two seconds; and later than that of any earlier run, because it tells
    # uploaded files from those that they replaced.
    now = max(int(time.time()) // 2 * 2, prepared.before.time + 2)
    put = {path: prepared.files[path] for path in (*changes.added, *changes.changed)}
    stamps = target.stamps(prepared.folder, put, now)
    kept = {path: prepared.before.files[path] for path in prepared.files.keys() - put.keys()}
    new = {path: Entry(put[path].blob[:DIGEST_LENGTH], stamp) for path, stamp in stamps.items()}
    with target.held(reporting.say):
        claimed = Manifest(
            base_url=prepared.base_url, time=now, is_finished=False, files={**prepared.before.files, **new}
        )
        target.write_manifest(encode_manifest(claimed))
        try:
            learned = _take_steps(prepared, stamps, reporting)
            new |= {path: Entry(new[path].digest, stamp) for path, stamp in learned.items()}
            # What a run that did not end was uploading may still arrive, so it stays Beilin's for one more run.
            late = {} if prepared.before.is_finished else prepared.before.files
            left = Manifest(base_url=prepared.base_url, time=now, files=dict(sorted({**late, **kept, **new}.items())))
            target.write_manifest(encode_manifest(left))
        except (DeployError, OSError) as error:
            raise UnfinishedError(str(error), getattr(error, "hint", "")) from error


def _take_steps(prepared: Upload, stamps: dict[str, str], reporting: Reporting) -> dict[str, str]:
    """Upload and delete; returns the stamps that turned out different from the expected ones."""
    target, changes = prepared.target, prepared.changes
    learned: dict[str, str] = {}
    done = 0

    def advance(count: int) -> None:
        nonlocal done
        done += count
        reporting.progress("Uploading", done, len(stamps))

    for step in upload_order(changes.added, changes.changed, changes.removed):
        target.check_manifest()
        if step.deletes:
            target.delete(step.paths)
        else:
            learned |= target.put(prepared.folder, {path: stamps[path] for path in step.paths}, advance)
    return learned


def _checkout(root: Path) -> Checkout | None:
    """The state of the repository, if the archive is in one: an upload needs none."""
    try:
        return read_checkout(root)
    except DeployError:
        return None
