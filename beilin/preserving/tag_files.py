"""The tag files of a bag, read as far as they can be: what is wrong with one is a finding."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from beilin.preserving.bag_info import Declaration, decode_tags, read_declaration, read_info
from beilin.preserving.manifests import Manifest, known_algorithm, read_fetch, read_manifest
from beilin.preserving.names import BAG_INFO, DECLARATION, FETCH, MANIFEST_NAME
from beilin.preserving.opened_bag import DamagedFileError, OpenedBag
from beilin.preserving.verification import Verification

MAX_TAG_FILE = 1 << 28  # bytes


@dataclass(frozen=True, slots=True)
class Listed:
    """What the manifests of one kind list."""

    manifests: Mapping[str, Manifest]  # by algorithm
    literal: Mapping[str, str]

    def digests(self) -> dict[str, dict[str, str]]:
        """The digests by path, then by algorithm."""
        found: dict[str, dict[str, str]] = {}
        for algorithm, manifest in self.manifests.items():
            for path, digest in manifest.digests.items():
                found.setdefault(path, {})[algorithm] = digest
        return found


def declaration_of(bag: OpenedBag, result: Verification) -> Declaration:
    """What bagit.txt says; the defaults if it says nothing."""
    if DECLARATION not in bag.files:
        if DECLARATION not in bag.faults:
            result.add("missing", DECLARATION)
        return Declaration()
    try:
        declaration = read_declaration(bag.read(DECLARATION, MAX_TAG_FILE))
    except DamagedFileError as error:
        result.add("changed", DECLARATION, str(error))
        return Declaration()
    for fault in declaration.faults:
        result.add("changed", DECLARATION, fault)
    return declaration


def _text(bag: OpenedBag, path: str, encoding: str, result: Verification | None) -> str:
    """The text of a tag file; "" with a finding if it cannot be read."""
    try:
        return decode_tags(bag.read(path, MAX_TAG_FILE), encoding)
    except DamagedFileError as error:
        why = str(error)
    except ValueError:
        why = f"it is not in the encoding {encoding}"
    if result:
        result.add("changed", path, why)
    return ""


def manifests_of(bag: OpenedBag, result: Verification, encoding: str, *, is_tag: bool) -> Listed:
    """What the manifests list, or the tag manifests."""
    manifests: dict[str, Manifest] = {}
    literal: dict[str, str] = {}
    for path in sorted(bag.files):
        match = MANIFEST_NAME.fullmatch(path)
        if not match or bool(match["tag"]) != is_tag:
            continue
        algorithm = known_algorithm(match["algorithm"])
        if not algorithm:
            result.notes.append(f"{path} is not read, because the algorithm {match['algorithm']} is not known")
            continue
        manifest = read_manifest(_text(bag, path, encoding, result), algorithm)
        for fault in manifest.faults:
            result.add("changed", path, fault)
        if is_tag:  # it is in no list, so it is counted here
            result.files += 1
            result.size += bag.files[path]
        manifests[algorithm] = manifest
        literal.update(manifest.literal)
    return Listed(manifests, literal)


def files_to_fetch(bag: OpenedBag, result: Verification, encoding: str) -> dict[str, str]:
    """The URLs of files that are not in the bag yet, by path."""
    if FETCH not in bag.files:
        return {}
    urls, faults = read_fetch(_text(bag, FETCH, encoding, result))
    for fault in faults:
        result.add("changed", FETCH, fault)
    return urls


def info_of(bag: OpenedBag, encoding: str) -> dict[str, str]:
    """What bag-info.txt says, by label in lower case."""
    return read_info(_text(bag, BAG_INFO, encoding, None)) if BAG_INFO in bag.files else {}
