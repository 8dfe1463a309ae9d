"""How a site differs from what is at a target, from the target's list and manifest alone: nothing is downloaded."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping

from beilin.deploying.manifest import DIGEST_LENGTH, Manifest
from beilin.deploying.site_files import Changes, SiteFile
from beilin.deploying.targets.target import Listing


def changes_at_target(
    files: Mapping[str, SiteFile], before: Manifest, listing: Listing, key: Callable[[str], str]
) -> Changes:
    """What an upload changes. `key` is what paths of one file have in common.

    A file is unchanged if its digest is the one that was uploaded, and its stamp is as it was then. What Beilin did not
    upload is never removed.
    """
    there = {key(path): stamp for path, stamp in listing.files.items()}
    added, changed = [], []
    for path, file in files.items():
        entry = before.files.get(path)
        stamp = there.get(key(path))
        if stamp is None:
            added.append(path)
        elif entry is None or entry.digest != file.blob[:DIGEST_LENGTH] or entry.stamp != stamp:
            changed.append(path)
    kept = {key(path) for path in files}
    removed = [path for path in before.files if key(path) not in kept and key(path) in there]
    unchanged = len(files) - len(added) - len(changed)
    return Changes(tuple(sorted(added)), tuple(sorted(changed)), tuple(sorted(removed)), unchanged)


def name_key(*, ignores_case: bool) -> Callable[[str], str]:
    """What two paths have in common that are one file at the target. Such systems take NFC and NFD for one as well."""
    return (lambda path: unicodedata.normalize("NFC", path).casefold()) if ignores_case else str
