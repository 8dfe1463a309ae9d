"""Links to documents and files of the site by their path or name → links that the rule for links resolves."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from urllib.parse import quote, unquote

from beilin.migrating.bodies.lookup import content_root, path_of_file, paths_named
from beilin.migrating.bodies.resolve import OLD_SITE
from beilin.migrating.bodies.shortcodes.call import Instead, Outcome
from beilin.migrating.bodies.shortcodes.known.media import image_parts, picture
from beilin.migrating.bodies.shortcodes.markup import link
from beilin.migrating.bodies.shortcodes.scope import Maker, Use

_QUOTED = re.compile(r"\"([^\"]*)\"|'([^']*)'|(\S+)")
_DAY = re.compile(r"\d{4}-\d{1,2}-\d{1,2}-")


def to_path(path: str, fragment: str = "") -> str:
    """The target of a link to a path in the old folder."""
    return OLD_SITE + quote(path, safe="/~!$'*+,;=@:.-_") + (f"#{fragment}" if fragment else "")


def find_document(name: str, use: Use) -> str:
    """The document that a path or name means: from the generator's folder of content, from here, or by name alone."""
    context = use.context
    name = unquote(name.strip())
    roots = [content_root(context.document), posixpath.dirname(context.document.path), ""]
    if name.startswith("/"):
        roots.pop(1)
    for root in roots:
        if path := path_of_file(f"{root}/{name.strip('/')}", context):
            return path
    stem = name.strip("/").removesuffix(".md")
    return next(iter(paths_named(stem, context)), "")


def hugo_ref(use: Use) -> Outcome | None:
    """`ref "path#part"`: the address alone, for it stands in a link (Hugo's documentation, "Ref shortcode")."""
    name, _, fragment = use.get("path", "href", 0).partition("#")
    if not name:
        return Instead(f"#{fragment}") if fragment else None
    path = find_document(name, use)
    return Instead(to_path(path or name, fragment))


def post_url(use: Use) -> Outcome | None:
    """Jekyll's `{% post_url 2010-07-21-name %}`, perhaps with a folder."""
    name = use.rest.strip("\"' ").lstrip("/")
    if not name:
        return None
    folder, _, stem = name.rpartition("/")
    places = [f"_posts/{name}", f"{folder}/_posts/{stem}" if folder else "", f"_drafts/{_DAY.sub('', stem)}"]
    path = next(filter(None, (path_of_file(place, use.context) for place in places if place)), "")
    path = path or next(iter(paths_named(stem, use.context)), "")
    return Instead(to_path(path or f"_posts/{name}.md"))


def jekyll_link(use: Use) -> Outcome | None:
    """Jekyll's `{% link path/from/the/root.md %}`."""
    path = use.rest.strip("\"' ").lstrip("/")
    return Instead(to_path(path)) if path and "{" not in path else None


def post_link(use: Use) -> Outcome | None:
    """Hexo's `{% post_link name [title] [escape] %}`; without a title the link shows that of the article."""
    words = ["".join(groups) for groups in _QUOTED.findall(use.rest)]
    if not words:
        return None
    if len(words) > 1 and words[-1] in ("true", "false"):
        words.pop()
    name, _, fragment = words[0].partition("#")
    path = next(_posts(name, use), "")
    title = " ".join(words[1:])
    title = title or use.context.targets.titles.get(path, "")
    return Instead(link(title or name, to_path(path or f"source/_posts/{name}.md", fragment)))


def post_path(use: Use) -> Outcome | None:
    """Hexo's `{% post_path name %}`: the address alone."""
    name = use.get(0)
    return Instead(to_path(next(_posts(name, use), f"source/_posts/{name}.md"))) if name else None


def _posts(name: str, use: Use) -> Iterator[str]:
    name = name.strip("/")
    for folder in ("source/_posts", "source/_drafts", "source"):
        if path := path_of_file(f"{folder}/{name}", use.context):
            yield path
    yield from paths_named(name, use.context)


def _asset(name: str, use: Use) -> str:
    """The target of a file in the folder that belongs to a post (Hexo's documentation, "Asset Folders")."""
    folder = posixpath.splitext(use.context.document.path)[0]
    path = path_of_file(f"{folder}/{name}", use.context)
    if not path and use.context.document.is_bundle:
        path = path_of_file(f"{posixpath.dirname(folder)}/{name}", use.context)
    return to_path(path) if path else name


def asset_path(use: Use) -> Outcome | None:
    """Hexo's `{% asset_path name %}`: the address alone."""
    return Instead(_asset(use.get(0), use)) if use.get(0) else None


def asset_link(use: Use) -> Outcome | None:
    """Hexo's `{% asset_link name [title] [escape] %}`."""
    words = [
        word for word in ("".join(groups) for groups in _QUOTED.findall(use.rest)) if word not in ("true", "false")
    ]
    return Instead(link(" ".join(words[1:]) or words[0], _asset(words[0], use))) if words else None


def asset_image(use: Use) -> Outcome | None:
    """Hexo's `{% asset_img [class] name [width] [height] [title [alt]] %}`."""
    parts = image_parts(use.rest)
    return picture(_asset(parts.address, use), parts.alt, parts.title) if parts else None


def hexo_link(use: Use) -> Outcome | None:
    """Hexo's `{% link text address [external] [title] %}`, or `{% link title, address, image %}` of Volantis."""
    if "," in use.rest and "://" in use.rest:
        parts = [part.strip().strip("'\"") for part in use.rest.split(",")]
        address = next(part for part in [*parts, use.rest] if "/" in part)
        return Instead(link(" — ".join(part for part in parts if part and "/" not in part), address))
    address = next((arg for arg in use.args if re.match(r"(?:https?:/)?/", arg)), "")
    text = " ".join(arg for arg in use.args[: use.args.index(address)]) if address else ""
    return Instead(link(text or address, address)) if address else None


def static_path(use: Use) -> Outcome | None:
    """A file at an address of the site: the address alone."""
    return Instead(use.get("path", "src", "url", 0)) if use.get("path", "src", "url", 0) else None


HUGO_LINKS: dict[str, Maker] = {
    **dict.fromkeys(("ref", "relref", "link-to", "postref", "pageref"), hugo_ref),
    **dict.fromkeys(("static", "absurl", "relurl", "baseurl", "static_ref"), static_path),
}
JEKYLL_LINKS: dict[str, Maker] = {"post_url": post_url, "link": jekyll_link}
HEXO_LINKS: dict[str, Maker] = {
    "post_link": post_link,
    "post_path": post_path,
    "asset_path": asset_path,
    "asset_link": asset_link,
    **dict.fromkeys(("asset_img", "asset_image"), asset_image),
    "link": hexo_link,
}


def nikola_doc(use: Use) -> Outcome | None:
    """Nikola's `doc`: the slug of a post, or `Text <slug>`."""
    written = use.inner().strip() or use.get(0)
    text, _, name = written.rpartition("<")
    name = name.rstrip("> ")
    path = find_document(name, use) if name else ""
    return Instead(link(text.strip() or name, to_path(path or name))) if name else None
