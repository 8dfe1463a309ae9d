"""Is a bag as it was made? Every file is read and compared with the manifests (RFC 8493, section 3)."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from beilin.preserving.manifests import Manifest, known_algorithm, read_fetch, read_manifest
from beilin.preserving.names import (
    BAG_INFO,
    DECLARATION,
    FETCH,
    MANIFEST,
    MANIFEST_NAME,
    PAYLOAD,
    TAG_MANIFEST,
    normalised,
)
from beilin.preserving.opened_bag import DamagedFileError, NotABagError, OpenedBag
from beilin.preserving.tags import (
    LISTED_COMPLETELY,
    Declaration,
    decode_tags,
    read_declaration,
    read_info,
    read_oxum,
)

MAX_TAG_FILE = 1 << 28  # bytes of a tag file that lists files
SOFTWARE = "bag-software-agent"
OWN_SOFTWARE = "Beilin"

What = Literal["changed", "missing", "unexpected"]
Progress = Callable[[int, int], None]  # (files read, files to read)


class Finding(NamedTuple):
    """A file of a bag that is not as it was made."""

    what: What
    path: str
    why: str = ""


@dataclass(slots=True)
class Verification:
    """What a verification found."""

    findings: list[Finding] = field(default_factory=list)  # in the order of the paths
    notes: list[str] = field(default_factory=list)  # what is allowed, and may surprise
    files: int = 0  # that were read
    size: int = 0  # bytes of them
    digest: str = ""  # SHA-256 of the tag manifest, which fixes the whole bag

    def add(self, what: What, path: str, why: str = "") -> None:
        """Note a finding."""
        self.findings.append(Finding(what, path, why))


@dataclass(frozen=True, slots=True)
class _Listed:
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


def verify(bag: OpenedBag, progress: Progress | None = None) -> Verification:
    """Compare every file of the bag with its manifests. Raises NotABagError if it has none that can be read."""
    result = Verification()
    declaration = _declaration(bag, result)
    payload = _manifests(bag, result, declaration.encoding, is_tag=False)
    tags = _manifests(bag, result, declaration.encoding, is_tag=True)
    if not payload.manifests and not tags.manifests:
        raise NotABagError("no manifest in it can be read", "; ".join(result.notes))
    if not payload.manifests:
        result.add("missing", MANIFEST, "no manifest that can be read lists the files under data/")
    fetched = _to_fetch(bag, result, declaration.encoding)
    info = _info(bag, declaration.encoding)
    _check_places(payload, tags, result)
    present = _Present(bag, {**payload.literal, **tags.literal})
    _compare(bag, present, {**payload.digests(), **tags.digests()}, fetched, result, progress)
    if declaration.version >= LISTED_COMPLETELY:
        _check_completeness(payload, result)
    _check_unlisted(bag, present, payload, tags, info, result)
    _check_oxum(bag, info, result)
    if TAG_MANIFEST in bag.files and not result.findings:
        result.digest = _digests(bag, TAG_MANIFEST, ["sha256"])["sha256"]
    result.findings = sorted({finding[:2]: finding for finding in result.findings}.values(), key=lambda one: one.path)
    return result


def _declaration(bag: OpenedBag, result: Verification) -> Declaration:
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


def _manifests(bag: OpenedBag, result: Verification, encoding: str, *, is_tag: bool) -> _Listed:
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
        manifests[algorithm] = manifest
        literal.update(manifest.literal)
    return _Listed(manifests, literal)


def _to_fetch(bag: OpenedBag, result: Verification, encoding: str) -> dict[str, str]:
    if FETCH not in bag.files:
        return {}
    urls, faults = read_fetch(_text(bag, FETCH, encoding, result))
    for fault in faults:
        result.add("changed", FETCH, fault)
    return urls


def _info(bag: OpenedBag, encoding: str) -> dict[str, str]:
    return read_info(_text(bag, BAG_INFO, encoding, None)) if BAG_INFO in bag.files else {}


def _check_places(payload: _Listed, tags: _Listed, result: Verification) -> None:
    """A manifest lists only files of the payload, a tag manifest only others; both are read anyway."""
    for listed, is_tag in ((payload, False), (tags, True)):
        for algorithm, manifest in listed.manifests.items():
            name = f"{'tag' if is_tag else ''}manifest-{algorithm}.txt"
            for path in manifest.digests:
                if path.startswith(PAYLOAD) == is_tag:
                    result.add("changed", path, f"{name} must not list it")


class _Present:
    """The files that are there, found by the names that manifests have for them."""

    def __init__(self, bag: OpenedBag, literal: Mapping[str, str]) -> None:
        self._bag, self._literal = bag, literal
        self.matched: set[str] = set()
        self.respelled: list[str] = []
        self._spellings: dict[str, list[str]] | None = None

    def find(self, path: str) -> str:
        """The path at which the file is; "" if it is not there."""
        files = self._bag.files
        literal = self._literal.get(path, "")
        # The package bagit writes % as it is, although RFC 8493 encodes it.
        found = path if path in files else literal if literal in files else self._respelled(path)
        if found:
            self.matched.add(found)
        return found

    def _respelled(self, path: str) -> str:
        """The one file whose name differs in Unicode normalization alone (section 5.2.3)."""
        if self._spellings is None:
            self._spellings = {}
            for name in self._bag.files:
                self._spellings.setdefault(normalised(name), []).append(name)
        names = self._spellings.get(normalised(path), [])
        if len(names) != 1:
            return ""
        self.respelled.append(path)
        return names[0]


def _compare(
    bag: OpenedBag, present: _Present, expected: Mapping[str, Mapping[str, str]], fetched: Mapping[str, str],
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


def _check_completeness(payload: _Listed, result: Verification) -> None:
    """From version 1.0 on, each manifest lists each file."""
    everything = {path for manifest in payload.manifests.values() for path in manifest.digests}
    for algorithm, manifest in payload.manifests.items():
        for path in sorted(everything - manifest.digests.keys()):
            result.add("unexpected", path, f"manifest-{algorithm}.txt does not list it")


def _check_unlisted(
    bag: OpenedBag, present: _Present, payload: _Listed, tags: _Listed, info: Mapping[str, str], result: Verification
) -> None:  # fmt: skip
    """What lies in the bag and is in no manifest."""
    for path, why in bag.faults.items():
        listed = any(path in manifest.digests for part in (payload, tags) for manifest in part.manifests.values())
        result.add("changed" if listed else "unexpected", path, why)
    for path in bag.outside:
        result.add("unexpected", path, "it is beside the bag's folder in the zip file")
    is_own = info.get(SOFTWARE, "").startswith(OWN_SOFTWARE)
    unlisted = []
    for path in bag.files.keys() - present.matched:
        if path.startswith(PAYLOAD):
            if payload.manifests:
                result.add("unexpected", path)
        elif not path.lower().startswith("tagmanifest-"):
            unlisted.append(path)
    # Tag files need not be listed (section 2.2.1), but Beilin lists all of its own.
    for path in _unlisted_tags(unlisted, is_own=is_own, has_tag_manifest=bool(tags.manifests)):
        if is_own:
            result.add("unexpected", path)
        else:
            result.notes.append(f"{path} is in no manifest, so nothing is known of its bytes")


def _unlisted_tags(paths: list[str], *, is_own: bool, has_tag_manifest: bool) -> Iterator[str]:
    for path in sorted(paths):
        # Without a tag manifest no tag file is listed, and that needs no word.
        if is_own or has_tag_manifest:
            yield path


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
