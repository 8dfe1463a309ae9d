"""Images, video and audio → images and players of the archive's own files, links to those on other hosts."""

from __future__ import annotations

import re
from typing import NamedTuple

from beilin.migrating.bodies.shortcodes.call import Instead, Outcome
from beilin.migrating.bodies.shortcodes.markup import attribute, image, link, plain, target
from beilin.migrating.bodies.shortcodes.scope import Maker, Use

_MARKUP = re.compile(r"[\[`*_<]")
_TAGS = re.compile(r"<[^<>]*>")
_SIZE = re.compile(r"\d+(?:\.\d+)?(?:px|%|em|rem|vw)?|auto")
_ADDRESS = re.compile(r"[^\s'\"]*[/.][^\s'\"]+")
_REMOTE = re.compile(r"(?:https?:)?//", re.IGNORECASE)
_FILE = re.compile(r"/|\.\w{2,5}(?:[?#]\S*)?\Z")
_WORD = re.compile(r"\"[^\"]*\"|'[^']*'|\S+")
_QUOTED = re.compile(r"""(?:"([^"]*)"|'([^']*)'|\[([^\[\]]*)\])""")


def picture(address: str, alt: str = "", caption: str = "", to: str = "") -> Outcome | None:
    """An image with a caption, which is Markdown: below it if a title cannot show it."""
    if not address.strip():
        return None
    caption = " ".join(caption.split())
    if _MARKUP.search(caption):
        shown = image(address, alt or _TAGS.sub("", caption).strip(), to=to)
        return Instead(f"{shown} {caption}", f"{shown}\n\n{caption}")
    shown = image(address, alt or caption, caption, to)
    return Instead(shown, shown)


def figure(use: Use) -> Outcome | None:
    """Hugo's `figure` and the many shortcodes like it: title, caption and attribution are one caption."""
    address = use.get("src", "url", "path", "file", "name", "image", "img", "href", "link", 0)
    inner = use.inner().strip()
    to = use.get("link", "href", "linkto") if use.get("src", "url", "path", "file", "image", "img") else ""
    title, caption = use.get("title"), use.get("caption", "cap", "description", "desc", "text")
    words = [part for part in (title, caption if caption != title else "", inner) if part]
    source, source_link = use.get("attr", "attribution", "credit"), use.get("attrlink", "attrLink")
    if source or source_link:
        words.append(f"[{source or source_link}]({source_link})" if source_link else source)
    if not words and not use.get("src", "url"):
        words = [use.get(2) or use.get(1)] if use.get(1) and not _SIZE.fullmatch(use.get(1)) else []
    return picture(
        address, use.get("alt") or (use.get(1) if not _SIZE.fullmatch(use.get(1)) else ""), " — ".join(words), to
    )


class ImageParts(NamedTuple):
    """The arguments of an image in the way of Octopress."""

    address: str
    title: str
    alt: str


def image_parts(markup: str) -> ImageParts | None:
    """`[class] address [width [height]] [title [alt]]`, the title and the alternative text perhaps in quotes."""
    words = list(_WORD.finditer(markup))
    first = next((word for word in words if _FILE.search(word[0].strip("\"'"))), words[0] if words else None)
    if first is None:
        return None
    rest = markup[first.end() :].strip()
    while (head := rest.split(maxsplit=1)) and _SIZE.fullmatch(head[0].strip("\"'")):
        rest = head[1] if len(head) > 1 else ""
    quoted = ["".join(groups) for groups in _QUOTED.findall(rest)] if rest[:1] in ("'", '"', "[") else []
    if len(quoted) == 1 and (both := re.fullmatch(r"([^\"']+)[\"']([^\"']+)[\"']\s*", quoted[0])):
        quoted = [both[1], both[2]]
    title = (quoted[0] if quoted else rest).strip()
    return ImageParts(first[0].strip("\"'"), title, quoted[1].strip() if len(quoted) > 1 else title)


def octopress_image(use: Use) -> Outcome | None:
    """`{% img … %}` of Octopress, Hexo and Pelican's liquid_tags."""
    parts = image_parts(use.rest)
    return picture(parts.address, parts.alt, parts.title) if parts else None


def thumbnail(use: Use) -> Outcome | None:
    """Nikola's `thumbnail`: the address, or the path below its folder of images, with the caption inside."""
    address = use.get("uri", "src", 0).replace(".thumbnail.", ".")
    return picture(address, use.get("alt", 1), use.inner().strip() or use.get("title"))


def player(name: str, address: str, title: str = "", poster: str = "") -> Outcome | None:
    """A player of a file of the archive, or a link to one on a different host."""
    if not address:
        return None
    shown = f"[{plain(title)}]({target(address)})" if title else link(address, address)
    if _REMOTE.match(address):
        return Instead(shown)
    tag = f"<{name}{attribute('src', address)}{attribute('poster', poster)}{attribute('title', title)}></{name}>"
    return Instead(tag, tag)


def video(use: Use) -> Outcome | None:
    """A video file: `src`, or the first argument that is an address; Octopress puts sizes and a poster after it."""
    files = [arg for arg in use.args if _ADDRESS.fullmatch(arg)]
    poster = next((arg for arg in files[1:] if re.search(r"\.(?:png|jpe?g|gif|webp|avif)$", arg, re.IGNORECASE)), "")
    address = use.get("src", "url", "file", "path", "mp4", "webm", "ogg") or (files[0] if files else use.get(0))
    return player("video", address, use.get("title", "caption", "alt"), use.get("poster", "preview") or poster)


def audio(use: Use) -> Outcome | None:
    """An audio file."""
    title = " — ".join(filter(None, (use.get("name", "title", "caption"), use.get("artist", "author"))))
    return player("audio", use.get("src", "url", "file", "mp3", "path", 0), title)


def aplayer(use: Use) -> Outcome | None:
    """`{% aplayer title author url [picture] %}` of Hexo's plugin."""
    return player("audio", use.get("url", 2), " — ".join(filter(None, (use.get("title", 0), use.get("author", 1)))))


def iframe(use: Use) -> Outcome | None:
    """A frame that shows a different page."""
    address = use.get("src", "url", 0)
    return Instead(link(use.get("title", "name") or address, address)) if address else None


def pdf(use: Use) -> Outcome | None:
    """A document in a frame."""
    address = use.get("src", "url", "file", "path", 0)
    return Instead(link(use.get("title", "name") or address.rsplit("/", 1)[-1], address)) if address else None


_IMAGES = """figure img image imgproc imgcap fig picture photo fancybox lightbox easy-gallery-image image-caption
imgc centerimg figcap img-caption figureCupper zoomable load-photoswipe-figure webp responsive-image responsive-img"""
MEDIA: dict[str, Maker] = {
    **dict.fromkeys(_IMAGES.split(), figure),
    **dict.fromkeys(("video", "mp4", "videojs", "local-video", "html5video", "webm"), video),
    **dict.fromkeys(("audio", "mp3", "podcast"), audio),
    "aplayer": aplayer,
    "dplayer": video,
    "iframe": iframe,
    **dict.fromkeys(("pdf", "embed-pdf", "pdfjs", "pdf-embed"), pdf),
}
