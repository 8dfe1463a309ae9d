"""Is a bag as it was made? Every file is read and compared with the manifests (RFC 8493, section 3)."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping

from beilin.preserving.bag_info import LISTED_COMPLETELY, read_oxum
from beilin.preserving.names import BAG_INFO, MANIFEST, PAYLOAD, TAG_MANIFEST
from beilin.preserving.opened_bag import DamagedFileError, NotABagError, OpenedBag
from beilin.preserving.present_files import PresentFiles
from beilin.preserving.tag_files import Listed, declaration_of, files_to_fetch, info_of, manifests_of
from beilin.preserving.verification import Finding, Verification, What

SOFTWARE = "bag-software-agent"
OWN_SOFTWARE = "Beilin"

Progress = Callable[[int, int], None]  # (files read, files to read)


def verify(bag: OpenedBag, progress: Progress | None = None) -> Verification:
    """Compare every file of the bag with its manifests. Raises NotABagError if it has none that can be read."""
    result = Verification()
    declaration = declaration_of(bag, result)
    payload = manifests_of(bag, result, declaration.encoding, is_tag=False)
    tags = manifests_of(bag, result, declaration.encoding, is_tag=True)
    if not payload.manifests and not tags.manifests:
        raise NotABagError("no manifest in it can be read", "; ".join(result.notes))
    if not payload.manifests:
        result.add("missing", MANIFEST, "no manifest that can be read lists the files under data/")
    fetched = files_to_fetch(bag, result, declaration.encoding)
    info = info_of(bag, declaration.encoding)
    _check_places(payload, tags, result)
    expected = {**payload.digests(), **tags.digests()}
    present = PresentFiles(bag, expected.keys(), {**payload.literal, **tags.literal})
    _compare(bag, present, expected, fetched, result, progress)
    if declaration.version >= LISTED_COMPLETELY:
        _check_completeness(payload, result)
    _check_unlisted(bag, present, payload, tags, info, result)
    _check_oxum(bag, info, result)
    if TAG_MANIFEST in bag.files and not result.findings:
        result.digest = _digests(bag, TAG_MANIFEST, ["sha256"])["sha256"]
    result.findings = _combined(result.findings)
    return result


def _combined(findings: Iterable[Finding]) -> list[Finding]:
    """The findings in the order of the paths, each once, with all that was said of it."""
    reasons: dict[tuple[str, What], dict[str, None]] = {}
    for what, path, why in findings:
        reasons.setdefault((path, what), {}).update({why: None} if why else {})
    return [Finding(what, path, "; ".join(whys)) for (path, what), whys in sorted(reasons.items())]


def _check_places(payload: Listed, tags: Listed, result: Verification) -> None:
    """A manifest lists only files of the payload, a tag manifest only others; both are read anyway."""
    for listed, is_tag in ((payload, False), (tags, True)):
        for algorithm, manifest in listed.manifests.items():
            name = f"{'tag' if is_tag else ''}manifest-{algorithm}.txt"
            for path in manifest.digests:
                if path.startswith(PAYLOAD) == is_tag:
                    result.add("changed", path, f"{name} must not list it")


def _compare(
    bag: OpenedBag, present: PresentFiles, expected: Mapping[str, Mapping[str, str]], fetched: Mapping[str, str],
    result: Verification, progress: Progress | None,
) -> None:  # fmt: skip
    for number, (path, digests) in enumerate(sorted(expected.items()), 1):
        if path in bag.faults:
            continue  # reported with what is wrong with it
        found = present.find(path)
        if not found:
            result.add("missing", path, f"it is to be fetched from {fetched[path]}" if path in fetched else "")
            continue
        try:
            actual = _digests(bag, found, digests)
        except DamagedFileError as error:
            result.add("changed", found, str(error))
            continue
        result.files += 1
        result.size += bag.files[found]
        if actual != digests:
            wrong = [algorithm for algorithm in digests if actual[algorithm] != digests[algorithm]]
            # Bytes that have only one of several digests show a manifest that was changed.
            partly = f"{' and '.join(wrong)} alone differs" if len(wrong) < len(digests) else ""
            result.add("changed", found, partly)
        if progress:
            progress(number, len(expected))
    if present.respelled:
        count = len(present.respelled)
        result.notes.append(
            f"{count} names differ from the manifest in Unicode normalization alone"
            if count > 1
            else f"the name {present.respelled[0]} differs from the manifest in Unicode normalization alone"
        )


def _digests(bag: OpenedBag, path: str, algorithms: Mapping[str, str] | list[str]) -> dict[str, str]:
    hashes = {name: hashlib.new(name, usedforsecurity=False) for name in algorithms}
    for piece in bag.pieces(path):
        for digest in hashes.values():
            digest.update(piece)
    return {name: digest.hexdigest() for name, digest in hashes.items()}


def _check_completeness(payload: Listed, result: Verification) -> None:
    """From version 1.0 on, each manifest lists each file."""
    everything = {path for manifest in payload.manifests.values() for path in manifest.digests}
    for algorithm, manifest in payload.manifests.items():
        for path in sorted(everything - manifest.digests.keys()):
            result.add("unexpected", path, f"manifest-{algorithm}.txt does not list it")


def _check_unlisted(
    bag: OpenedBag, present: PresentFiles, payload: Listed, tags: Listed, info: Mapping[str, str], result: Verification
) -> None:  # fmt: skip
    """What lies in the bag and is in no manifest."""
    for path, why in bag.faults.items():
        listed = any(path in manifest.digests for part in (payload, tags) for manifest in part.manifests.values())
        result.add("changed" if listed else "unexpected", path, why)
    for path in bag.outside:
        result.add("unexpected", path, "it is beside the bag's folder in the zip file")
    unlisted = bag.files.keys() - present.matched
    if payload.manifests:
        for path in unlisted:
            if path.startswith(PAYLOAD):
                result.add("unexpected", path)
    _check_tag_files(sorted(path for path in unlisted if not path.startswith(PAYLOAD)), tags, info, result)


def _check_tag_files(unlisted: list[str], tags: Listed, info: Mapping[str, str], result: Verification) -> None:
    """Tag files need not be listed (section 2.2.1), but Beilin lists all of its own."""
    if info.get(SOFTWARE, "").startswith(OWN_SOFTWARE):
        if TAG_MANIFEST not in unlisted:  # it cannot list itself
            result.add("missing", TAG_MANIFEST)
            return
        for path in unlisted:
            if path != TAG_MANIFEST:
                result.add("unexpected", path)
    elif tags.manifests:  # without a tag manifest none is listed, and that needs no word
        for path in unlisted:
            if not path.lower().startswith("tagmanifest-"):
                result.notes.append(f"{path} is in no manifest, so nothing is known of its bytes")


def _check_oxum(bag: OpenedBag, info: Mapping[str, str], result: Verification) -> None:
    if not (value := info.get("payload-oxum", "")):
        return
    oxum = read_oxum(value)
    sizes = [size for path, size in bag.files.items() if path.startswith(PAYLOAD)]
    if oxum is None:
        result.add("changed", BAG_INFO, f"Payload-Oxum is not two numbers: {value}")
    elif oxum != (sum(sizes), len(sizes)) and not result.findings:
        result.add(
            "changed", BAG_INFO, f"Payload-Oxum is {value}, but there are {sum(sizes)} bytes in {len(sizes)} files"
        )
