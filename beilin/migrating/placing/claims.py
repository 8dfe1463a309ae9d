"""Paths of which each may be claimed once: of files in the archive, and of files in the built site."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache

from beilin.planning.addresses import output_path
from beilin.planning.clashes import folders_of
from beilin.planning.ownership import owned_addresses, owner_of
from beilin.text.slugs import collision_key


@dataclass(slots=True)
class Claims:
    """Paths by collision key: those that some file system takes for one are one."""

    exact: set[str] = field(default_factory=set)  # as they are
    files: set[str] = field(default_factory=set)
    folders: set[str] = field(default_factory=set)


def claims_of(paths: Iterable[str]) -> Claims:
    """The claims of the paths."""
    claims = Claims()
    for path in paths:
        _add(claims, path)
    return claims


def is_free(claims: Claims, path: str) -> bool:
    """Whether nothing is at the path, no file is where it needs a folder, and no folder where it is."""
    key = collision_key(path)
    return key not in claims.files and key not in claims.folders and claims.files.isdisjoint(folders_of(key))


def claim(claims: Claims, path: str) -> bool:
    """Claim the path. False if it is not free."""
    if not is_free(claims, path):
        return False
    _add(claims, path)
    return True


def claim_address(outputs: Claims, address: str) -> bool:
    """Claim the address for a page. False if it is not free, or Beilin has a page of its own there."""
    return not owner_at(address) and claim(outputs, output_path(address))


def claim_redirect(outputs: Claims, address: str) -> bool:
    """Claim the address for a redirect, which may differ from other addresses in case alone (`planning/clashes.py`)."""
    path = output_path(address)
    key = collision_key(path)
    if path in outputs.exact or key in outputs.folders or not outputs.files.isdisjoint(folders_of(key)):
        return False
    _add(outputs, path)
    return True


def owner_at(address: str) -> str:
    """What Beilin itself has at the address, in words; "" if it is free."""
    if collision_key(address).split("/")[1] not in _owned_roots():
        return ""
    return owner_of(address) or ""


@cache
def _owned_roots() -> frozenset[str]:
    """The first segments of all addresses that Beilin owns; most addresses begin differently."""
    return frozenset(collision_key(pattern).split("/")[1] for pattern in owned_addresses())


def _add(claims: Claims, path: str) -> None:
    key = collision_key(path)
    claims.exact.add(path)
    claims.files.add(key)
    claims.folders.update(folders_of(key))
