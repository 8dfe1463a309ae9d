"""Shortcodes of images, sound, video, and pages of other sites."""

from __future__ import annotations

import re
from html import escape, unescape

from beilin.importing.formats.exports.addresses import web_address
from beilin.importing.formats.wxr.shortcodes.call import Attachment, Call, PostContext

# How a name leads to a page of the site: where its shortcode has only an id.
SITES = {
    "youtube": "https://www.youtube.com/watch?v={}",
    "youtubeid": "https://www.youtube.com/watch?v={}",
    "vimeo": "https://vimeo.com/{}",
    "dailymotion": "https://www.dailymotion.com/video/{}",
    "tweet": "https://twitter.com/i/web/status/{}",
    "instagram": "https://www.instagram.com/p/{}/",
    "gist": "https://gist.github.com/{}",
    "wpvideo": "https://videopress.com/v/{}",
    "videopress": "https://videopress.com/v/{}",
    "spotify": "",
    "soundcloud": "",
    "bandcamp": "",
    "googlemaps": "",
    "googleapps": "",
    "slideshare": "",
    "scribd": "https://www.scribd.com/document/{}",
    "ted": "https://www.ted.com/talks/{}",
    "archiveorg": "https://archive.org/details/{}",
    "flickr": "",
    "facebook": "",
    "embed": "",
    "embedyt": "",
    "iframe": "",
}
_ID = re.compile(r"[\w/-]{1,80}")
_IMAGE = re.compile(r"<img\b[^<>]*>", re.IGNORECASE)
_ONLY_IMAGE = re.compile(r"\s*((?:<a\b[^<>]*>\s*)?<img\b[^<>]*>(?:\s*</a>)?)", re.IGNORECASE)
_SOUND = ("src", "mp3", "m4a", "ogg", "wav", "wma", "flac", "0")
_MOVING = ("src", "mp4", "m4v", "webm", "ogv", "mov", "wmv", "flv", "0")


def caption(call: Call) -> str | None:
    """[caption], with its text after the image or, before WordPress 3.4, as an attribute."""
    match = _ONLY_IMAGE.match(call.content or "")
    if call.content is None or not match:
        return None
    text = call.attributes.get("caption") or call.content[match.end() :].strip()
    rest = call.content[match.end() :].strip() if call.attributes.get("caption") else ""
    return f"\n\n{_figure(match[1], text)}\n\n{rest}"


def gallery(call: Call, context: PostContext) -> str | None:
    """[gallery] as its images, in order; None if the export has none of them."""
    named = call.first("ids", "include")
    ids = re.findall(r"\d+", named) if named else list(context.own)
    left_out = set(re.findall(r"\d+", call.first("exclude")))
    known = [context.attachments[id] for id in ids if id in context.attachments and id not in left_out]
    if not known or len(known) < len(ids) - len(left_out):
        return None
    return "\n\n" + "\n\n".join(_image(attachment) for attachment in known) + "\n\n"


def sound(call: Call) -> str | None:
    """[audio], also in its old form `[audio http://…|titles=…]`."""
    return _player("audio", call, _SOUND)


def video(call: Call) -> str | None:
    """[video]."""
    return _player("video", call, _MOVING)


def playlist(call: Call, context: PostContext) -> str | None:
    """[playlist] as its files, in order."""
    ids = re.findall(r"\d+", call.first("ids"))
    known = [context.attachments[id].url for id in ids if id in context.attachments]
    if not known or len(known) < len(ids):
        return None
    return "".join(f"\n\n{link(url)}\n\n" for url in known)


def page(call: Call) -> str | None:
    """A page of another site, as a link: [embed], [youtube], [vimeo] and their like."""
    inner = unescape(re.sub(r"<[^<>]*>", "", call.content or "")).strip()
    written = inner or call.first("url", "src", "href", "link", "id", "v", "video", "0", "1")
    written = written.strip("\"'“”″ ")
    if written.startswith("//"):
        written = f"https:{written}"
    if "://" in written:
        address = web_address(re.split(r"\s", written)[0])
    else:
        found = _ID.match(written) if SITES[call.name] else None
        address = SITES[call.name].format(found[0]) if found else ""
    return link(address) if address else None


def link(address: str) -> str:
    """A link that shows its address."""
    return f'<a href="{escape(address)}">{escape(address)}</a>'


def _player(tag: str, call: Call, names: tuple[str, ...]) -> str | None:
    written = call.first(*names) or unescape(re.sub(r"<[^<>]*>", "", call.content or ""))
    address = web_address(written.split("|")[0])
    return f'\n\n<{tag} src="{escape(address)}"></{tag}>\n\n' if address else None


def _image(attachment: Attachment) -> str:
    return _figure(f'<img src="{escape(attachment.url)}" alt="{escape(attachment.alt)}">', attachment.caption)


def _figure(image: str, text: str) -> str:
    return f"<figure>{image}<figcaption>{text}</figcaption></figure>" if text else f"<figure>{image}</figure>"
