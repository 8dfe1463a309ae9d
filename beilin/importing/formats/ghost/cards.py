"""Cards of Ghost's editors → HTML. Their fields have the same names in Mobiledoc and in Lexical."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from html import escape

from markdown_it import MarkdownIt

from beilin.importing.formats.exports.addresses import web_address

Card = Mapping[str, object]
_NESTED = re.compile(r"^(?:[ \t]*>){50}|^[ \t]{200}", re.MULTILINE)
_FRAME = re.compile(r"<iframe\b[^<>]*?\bsrc=[\"']([^\"']+)[\"']", re.IGNORECASE)
_ELEMENTS_WITH_WORDS = re.compile(r"<blockquote\b", re.IGNORECASE)


def write_card(name: str, card: Card) -> str | None:
    """The HTML of a card; None if the name is not known. `extended-` and `card-` before a name have no meaning."""
    writer = _WRITERS.get(name.removeprefix("extended-").removeprefix("card-"))
    return writer(card) if writer else None


def write_unknown_card(card: Card) -> str:
    """The texts in the fields of a card that is not known: what has several words, or is not ASCII."""
    texts = (value for key, value in card.items() if key != "type" and isinstance(value, str))
    return "".join(_paragraph(text) for text in texts if len(text.split()) > 1 or not text.isascii())


def text_of(card: Card, *names: str) -> str:
    """The first of the fields that has a text; "" if none has."""
    return next((value.strip() for name in names if isinstance(value := card.get(name), str) and value.strip()), "")


def _image(card: Card) -> str:
    source = text_of(card, "src")
    if not source:
        return ""
    image = f'<img src="{escape(source)}" alt="{escape(text_of(card, "alt"))}">'
    link = text_of(card, "href")
    return _figure(f'<a href="{escape(link)}">{image}</a>' if link else image, card)


def _gallery(card: Card) -> str:
    images = card.get("images")
    figures = [_image(image) for image in images if isinstance(image, Mapping)] if isinstance(images, list) else []
    return "".join(figures) + _paragraph(text_of(card, "caption"))


def _code(card: Card) -> str:
    language = text_of(card, "language").split(" ")[0]
    name = f' class="language-{escape(language)}"' if language else ""
    code = str(card.get("code") or "")
    return f"<pre><code{name}>{escape(code, quote=False)}</code></pre>" + _paragraph(text_of(card, "caption"))


def _html(card: Card) -> str:
    return str(card.get("html") or "")


def _markdown(card: Card) -> str:
    """Markdown as Ghost reads it, with HTML in it. What is nested so deeply that a parser would drop it stays text."""
    written = str(card.get("markdown") or "")
    if _NESTED.search(written):
        return f"<pre>{escape(written, quote=False)}</pre>"
    return str(_PARSER.render(written))


def _embed(card: Card) -> str:
    html = text_of(card, "html")
    caption = _paragraph(text_of(card, "caption"))
    if _ELEMENTS_WITH_WORDS.search(html):  # a post of a social network, quoted
        return html + caption
    frame = _FRAME.search(html)
    address = web_address(text_of(card, "url")) or (web_address(frame[1], "https:") if frame else "")
    return _link(address, address) + caption if address else html + caption


def _bookmark(card: Card) -> str:
    stored = card.get("metadata")
    page: Card = stored if isinstance(stored, Mapping) else {}
    address = web_address(text_of(card, "url") or text_of(page, "url"))
    title = text_of(page, "title") or text_of(card, "title") or address
    origin = " · ".join(filter(None, (text_of(page, "author"), text_of(page, "publisher"))))
    shown = _link(address, escape(title)) if address else _paragraph(escape(title))
    shown += _paragraph(escape(text_of(page, "description")))
    return shown + _hidden(escape(origin)) + _paragraph(text_of(card, "caption"))


def _callout(card: Card) -> str:
    return f"<blockquote><p>{escape(text_of(card, 'calloutEmoji'))} {text_of(card, 'calloutText')}</p></blockquote>"


def _toggle(card: Card) -> str:
    return f"<details><summary>{text_of(card, 'heading')}</summary>{text_of(card, 'content')}</details>"


def _button(card: Card) -> str:
    return _link(text_of(card, "buttonUrl"), escape(text_of(card, "buttonText")))


def _header(card: Card) -> str:
    heading = text_of(card, "header")
    shown = f"<h2>{heading}</h2>" if heading else ""
    picture = _image({"src": text_of(card, "backgroundImageSrc")})
    return picture + shown + _paragraph(text_of(card, "subheader")) + _button(card)


def _product(card: Card) -> str:
    shown = _image({"src": text_of(card, "productImageSrc")})
    shown += _paragraph(f"<strong>{text_of(card, 'productTitle')}</strong>" if text_of(card, "productTitle") else "")
    shown += text_of(card, "productDescription")
    return shown + _link(text_of(card, "productUrl"), escape(text_of(card, "productButton")))


def _file(card: Card) -> str:
    """A video, a recording, or another file, as a link."""
    address = text_of(card, "src", "fileSrc")
    title = text_of(card, "title", "fileTitle", "fileName") or address
    return _link(address, escape(title)) + _paragraph(text_of(card, "caption", "fileCaption"))


def _call_to_action(card: Card) -> str:
    shown = _image({"src": text_of(card, "imageUrl")}) + _paragraph(text_of(card, "textValue", "html")) + _button(card)
    return shown + _paragraph(text_of(card, "sponsorLabel"))


def _only_in_mail(card: Card) -> str:
    return _hidden(text_of(card, "html"))


def _sign_up(card: Card) -> str:
    """A form to subscribe, which is the site's."""
    return "".join(_hidden(text_of(card, name)) for name in ("header", "subheader", "buttonText", "disclaimer"))


def _figure(content: str, card: Card) -> str:
    caption = text_of(card, "caption")
    return f"<figure>{content}{f'<figcaption>{caption}</figcaption>' if caption else ''}</figure>"


def _paragraph(html: str) -> str:
    return f"<p>{html}</p>" if html else ""


def _hidden(html: str) -> str:
    """Words that are not part of the text: the importer sets them aside."""
    return f"<div hidden>{html}</div>" if html else ""


def _link(address: str, html: str) -> str:
    return f'<p><a href="{escape(address)}">{html}</a></p>' if address and html else _paragraph(html)


_PARSER = MarkdownIt("commonmark", {"html": True, "maxNesting": 100}).enable(["table", "strikethrough"])
_WRITERS: Mapping[str, Callable[[Card], str]] = {
    "image": _image,
    "gallery": _gallery,
    "code": _code,
    "codeblock": _code,
    "html": _html,
    "markdown": _markdown,
    "embed": _embed,
    "bookmark": _bookmark,
    "callout": _callout,
    "toggle": _toggle,
    "button": _button,
    "header": _header,
    "product": _product,
    "video": _file,
    "audio": _file,
    "file": _file,
    "call-to-action": _call_to_action,
    "email": _only_in_mail,
    "email-cta": _only_in_mail,
    "signup": _sign_up,
    "hr": lambda _: "<hr>",
    "horizontalrule": lambda _: "<hr>",
    "paywall": lambda _: "",
}
