"""Jekyll's `{% include name.html … %}`: its name without folders and ending says what it is for."""

from __future__ import annotations

import posixpath

from beilin.migrating.bodies.shortcodes.call import Instead, Outcome
from beilin.migrating.bodies.shortcodes.known.alerts import ALERTS, alert, kind_of
from beilin.migrating.bodies.shortcodes.known.embeds import EMBEDS
from beilin.migrating.bodies.shortcodes.known.media import MEDIA, picture, player
from beilin.migrating.bodies.shortcodes.known.text import TEXT
from beilin.migrating.bodies.shortcodes.known.variables import value_of
from beilin.migrating.bodies.shortcodes.scope import Use

# Includes that show nothing of the article.
_SILENT = {
    "toc",
    "base_path",
    "links",
    "mathjax",
    "analytics",
    "google-analytics",
    "comments",
    "disqus",
    "setup",
    "ads",
    "share",
    "head",
}
_KNOWN = {**TEXT, **MEDIA, **EMBEDS, **ALERTS}


def include(use: Use) -> Outcome | None:
    """An include of the site or its theme that is named for what it shows."""
    name = posixpath.splitext(posixpath.basename(use.get(0)))[0].casefold()
    named = {key: _value(value, use) for key, value in use.named.items()}
    inner = use.changed(name=name, args=use.args[1:], named=named)
    if name in _SILENT and not named:
        return Instead("")
    if name == "video" and named.get("provider") in EMBEDS:
        return EMBEDS[named["provider"]](inner.changed(name=named["provider"]))
    if name in ("responsive-embed", "embed", "iframe") and inner.get("url", "src"):
        return MEDIA["iframe"](inner)
    if name in ("video", "audio"):
        return player(name, inner.get("src", "url", "path", "file", "id"), inner.get("title", "caption"))
    if inner.get("content", "text", "body") and (kind := kind_of(inner.get("type", "style", "class")) or kind_of(name)):
        title = inner.get("title")
        return Instead("", "\n".join([alert(kind, title).before, f"> {inner.get('content', 'text', 'body')}"]))
    if address := inner.get("image_path", "image", "img", "src", "path", "file"):
        return picture(
            address, inner.get("alt"), inner.get("caption", "description", "title"), inner.get("link", "href", "url")
        )
    maker = _KNOWN.get(name)
    return maker(inner) if maker else None


def comment(use: Use) -> Outcome | None:
    """What was never published."""
    return Instead("", note="unpublished-comment") if use.closing else None


def _value(value: str, use: Use) -> str:
    """The value, or what it names."""
    if value.startswith(("site.", "page.")):
        return value_of(value, use) or value
    return value
