"""A post of Medium → a document."""

from __future__ import annotations

from lxml import html
from lxml.html import HtmlElement

from beilin.importing.formats.exports.addresses import aliases_of, web_address
from beilin.importing.formats.exports.composing import Aside, Post, compose, note, stated
from beilin.importing.formats.html.markup.convert import convert_element
from beilin.importing.formats.html.markup.fragment import Fragment, Origin
from beilin.importing.formats.html.markup.parsing import parse_html
from beilin.importing.formats.html.page.decoding import decode_page
from beilin.importing.formats.moments import moment_of
from beilin.importing.formats.table import FormatSettings
from beilin.importing.model import Document, Fact, Finding, Item
from beilin.problems.problem import Problem

_HEAD = {"title": "//h1[contains(@class, 'p-name')]", "subtitle": "//section[@data-field='subtitle']"}
_ELLIPSES = ("…", "...")


def document(item: Item, settings: FormatSettings) -> Document | Problem:
    """The post with its facts; the title that stands twice, and the foot of the page, are set aside."""
    decoded = decode_page(item.source, item.data, settings.encoding)
    if isinstance(decoded, Problem):
        return decoded
    root = parse_html(decoded.text)
    body = _first(root, "//section[@data-field='body']")
    if body is None:
        hint = "Import the file itself with --kind html."
        return Problem("unreadable-item", f"{item.place}: the page has no text of a post", item.source, hint=hint)
    address = web_address(_attribute(root, "//a[contains(@class, 'p-canonical')]", "href"))
    own = [key for key in _HEAD if body.xpath(f".//*[contains(@class, 'graf--{key}')]")]
    _prepare(body)
    origin = Origin(base_url=address or "https://medium.com/", page_url=address)
    text = convert_element(body, origin)
    doubts: list[Finding] = list(decoded.doubts)
    if "title" not in own:
        evidence = "the post has no title in its text, so it may be a response to a post of someone else"
        doubts.append(note("response", evidence))
    if item.context.get("draft"):
        doubts.append(note("draft", "it was a draft"))
    head = {key: _text(root, path) for key, path in _HEAD.items()}
    shown = " ".join(block.text for block in text.blocks).strip()
    # Without a title, or a subtitle, of its own, a post gets the beginning of its text as one.
    made = [key for key in head if key not in own and _is_beginning(head[key], shown)]
    asides = [
        *(Aside(convert_element(root.xpath(_HEAD[key])[0], origin), "made of the text", key) for key in made),
        *(Aside(convert_element(foot, origin), "foot of the page", "page furniture") for foot in root.iter("footer")),
    ]
    title, subtitle = ("" if key in made else head[key] for key in ("title", "subtitle"))
    post = Post(text, title, subtitle, _facts(root, item, address), asides, doubts, _repeated(text, title, subtitle))
    return compose(post, decoded.encoding)


def _is_beginning(part: str, text: str) -> bool:
    """Whether the text, or the part of it after the title, begins with the part, which may be truncated."""
    for ellipsis in _ELLIPSES:
        part = part.removesuffix(ellipsis)
    return bool(part) and " ".join(text.split()).find(part.rstrip()) in range(200)


def _facts(root: HtmlElement, item: Item, address: str) -> list[Fact]:
    is_own_domain = not address.split("/")[2].endswith("medium.com") if address else False
    return [
        stated("author", _text(root, "//footer//a[contains(@class, 'p-author')]"), "the foot of the page"),
        stated("date", moment_of(_attribute(root, "//time[contains(@class, 'dt-published')]", "datetime")), "<time>"),
        stated("source_url", address, "canonical link"),
        stated("aliases", aliases_of([address]) if is_own_domain else (), "canonical link"),
        stated("draft", "true" if item.context.get("draft") else "", "the file's name"),
    ]


def _repeated(text: Fragment, title: str, subtitle: str) -> dict[int, Finding]:
    """The title and the subtitle at the beginning of the text, which the head of the page has already."""
    noise: dict[int, Finding] = {}
    for index, block in enumerate(text.blocks):
        shown = " ".join(block.text.split())
        if not shown or index in text.noise:
            continue
        if shown == title and "title" not in (finding.rule for finding in noise.values()):
            noise[index] = Finding(index, "title", "the title again", True)
        elif block.kind == "heading" and shown == subtitle:
            noise[index] = Finding(index, "subtitle", "the subtitle again", True)
        else:
            break
    return noise


def _prepare(body: HtmlElement) -> None:
    """Make the elements of Medium's editor those of HTML."""
    for divider in body.xpath(".//div[contains(@class, 'section-divider')]")[:1]:
        divider.drop_tree()  # the rule above the first section, which Medium does not show
    for script in body.xpath(".//script[starts-with(@src, 'https://gist.github.com/')]"):
        address = script.get("src").removesuffix(".js")
        link = html.Element("a", href=address)
        link.text, link.tail = address, script.tail
        script.getparent().replace(script, link)
    for image in body.xpath(".//a[contains(@class, 'mixtapeImage')][not(normalize-space())]"):
        image.drop_tree()
    for pre in body.xpath(".//pre[@data-code-block-lang]"):
        pre.set("class", f"language-{pre.get('data-code-block-lang')}")
    for pre in body.xpath(".//pre[not(@data-code-block-lang)]"):
        _join_next(pre)


def _join_next(pre: HtmlElement) -> None:
    """Add the code elements that directly follow: the editor makes one of each part between blank lines."""
    if pre.getparent() is None:
        return
    while (following := pre.getnext()) is not None and following.tag == "pre" and not (pre.tail or "").strip():
        if following.get("data-code-block-lang") is not None:
            return
        pre.extend([html.Element("br"), html.Element("br")])
        pre[-1].tail = following.text
        pre.extend(list(following))
        pre.tail = following.tail
        following.getparent().remove(following)


def _first(root: HtmlElement, path: str) -> HtmlElement | None:
    return next(iter(root.xpath(path)), None)


def _text(root: HtmlElement, path: str) -> str:
    found = _first(root, path)
    return " ".join(found.text_content().split()) if found is not None else ""


def _attribute(root: HtmlElement, path: str, name: str) -> str:
    found = _first(root, path)
    return str(found.get(name) or "") if found is not None else ""
