"""The old addresses of documents that redirect to them."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from urllib.parse import quote

from beilin.migrating.model import Placed
from beilin.migrating.placing.claims import Claims, claim_redirect, owner_at
from beilin.migrating.placing.documents import Candidate, precedence
from beilin.text.aliases import normalise_alias
from beilin.text.link_targets import is_external, own_prefix

_WITH_MEANING = re.compile("[%?#]")


def with_aliases(
    placed: Mapping[str, Placed], candidates: Sequence[Candidate], outputs: Claims, base_url: str
) -> dict[str, Placed]:
    """The documents with their aliases, by path.

    An address that two documents had goes to the one that is published, else to the first by path. One that no redirect
    can have, or where something else is now, is left out. Where documents were comes before what front matter names.
    """
    aliases: dict[str, list[str]] = {path: [] for path in placed}
    ordered = sorted(candidates, key=precedence)
    for is_of_front_matter in (False, True):
        for candidate in ordered:
            path = candidate.document.path
            wanted = named_addresses(candidate, base_url) if is_of_front_matter else candidate.old
            for address in wanted:
                alias = alias_of(address)
                if alias and not owner_at(alias) and claim_redirect(outputs, alias):
                    aliases[path].append(alias)
    return {path: replace(document, aliases=tuple(aliases[path])) for path, document in placed.items()}


def named_addresses(candidate: Candidate, base_url: str) -> tuple[str, ...]:
    """The former addresses that the front matter names, from the root of the site.

    One that does not begin there is beside the document's own address (Hugo, "URL management", Aliases).
    """
    found = []
    for written in candidate.facts.aliases:
        if is_external(written.strip(), base_url):
            continue
        address = written[own_prefix(written, base_url) if base_url else 0 :].strip()
        if address and not address.startswith("/"):
            beside = posixpath.dirname(candidate.old[0].rstrip("/")) if candidate.old else "/"
            address = posixpath.join(beside, address)
        found.append(posixpath.normpath(address) + ("/" if address.endswith("/") and address != "/" else ""))
    return tuple(address for address in found if address.startswith("/") and not address.startswith("//"))


def alias_of(address: str) -> str:
    """The address as an alias; "" if no redirect can have it, or it is the front page."""
    try:
        alias = normalise_alias(written_address(address))
    except ValueError:
        return ""
    return alias if alias.startswith("/") and alias != "/" else ""


def written_address(address: str) -> str:
    """The address as front matter and content/redirects.yaml have it: what has a meaning in URLs is encoded."""
    return _WITH_MEANING.sub(lambda match: quote(match[0], safe=""), address)
