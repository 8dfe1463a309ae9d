"""What a link of the old site has become."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from typing import Literal
from urllib.parse import quote, unquote

from beilin.layout import ARTICLES, CONTENT, PAGES
from beilin.migrating.bodies.anchors import anchors_in_file, new_fragment
from beilin.migrating.bodies.context import BodyContext
from beilin.text.link_targets import LinkTarget, readable

# What is not a page. Other endings may be those of hosts without a scheme, or belong to titles (`v1.2`).
_FILE = re.compile(
    r"\.(?:png|jpe?g|jfif|gif|webp|avif|svg|bmp|ico|tiff?|heic|psd|mp[34]|m4[av]|webm|mov|mkv|avi|ogg|ogv|wav|flac|pdf|epub|"
    r"docx?|xlsx?|pptx?|od[tps]|txt|csv|json|ya?ml|toml|xml|js|css|zip|rar|7z|tar|t?gz|bz2|xz|exe|dmg|apk|jar|iso|ipynb|py|"
    r"c|cpp|h|java|go|rs|rb|sh|bat|swf|ttf|woff2?|canvas|base)\Z",
    re.IGNORECASE,
)

State = Literal["kept", "found", "dead", "missing", "remote"]


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a link of an old body becomes.

    - kept: it is not for the site to resolve (a fragment, mailto: …)
    - found: it leads to `target` now
    - dead: the old site has no such page; `target` is as written
    - missing: the old site has no such file; likewise
    - remote: it leads to a different host; likewise
    """

    target: str  # as a URL or path, encoded; not yet escaped for Markdown or HTML
    state: State
    path: str = ""  # of what it leads to, in the old folder
    is_ambiguous: bool = False  # whether a link by name could mean several


def unresolved(written: str, path: str) -> Resolution:
    """The link, whose path leads nowhere, as it was written."""
    return Resolution(written, "missing" if _FILE.search(path) else "dead")


def found_at(path: str, parts: LinkTarget, context: BodyContext, *, from_root: bool) -> Resolution:
    """A link to the document or file at the path, with query and fragment of what was written."""
    place = context.targets.places[path]
    if parts.fragment and place.startswith((ARTICLES, PAGES)) and place.endswith(".md"):
        anchors = anchors_in_file(context.folder.root, path)
        parts = parts._replace(fragment=new_fragment(unquote(parts.fragment), anchors))
    if path == context.document.path and parts.fragment:
        return Resolution(readable(LinkTarget("", "", parts.fragment).tail), "found", path)
    if from_root and not place.startswith((ARTICLES, PAGES)):
        written = encoded_path(place.removeprefix(CONTENT))
    else:
        relative = posixpath.relpath(place, posixpath.dirname(context.placed.place))
        written = encoded_path(relative)
    return Resolution(written + readable(parts.tail), "found", path)


def encoded_path(path: str) -> str:
    """The path as a target of a link: letters of all scripts as they are, everything with a meaning in URLs, Markdown
    or HTML encoded."""
    encoded = "".join(
        character if not character.isascii() and character.isprintable() else quote(character, safe="/~!$'+,;=@:.-_")
        for character in path
    )
    return f"./{encoded}" if ":" in encoded.partition("/")[0] else encoded
