"""Components of Docusaurus, Starlight, Nextra and others, by name."""

from __future__ import annotations

from beilin.migrating.bodies.shortcodes.call import Around, Instead, Outcome
from beilin.migrating.bodies.shortcodes.known.alerts import alert, kind_of
from beilin.migrating.bodies.shortcodes.known.embeds import EMBEDS
from beilin.migrating.bodies.shortcodes.known.media import MEDIA, picture
from beilin.migrating.bodies.shortcodes.known.text import TEXT, bold
from beilin.migrating.bodies.shortcodes.markup import link
from beilin.migrating.bodies.shortcodes.scope import Maker, Use

_ALERTS = {"Callout", "Admonition", "Aside", "Alert", "Notice", "Box", "Message"}
_WRAPPER_NAMES = """Tabs CodeGroup CardGroup CardGrid Cards Steps Step Columns Column Row Col Grid Fragment FileTree
AccordionGroup Frame Container Layout Center Section Wrapper ImageGallery TabList"""
_WRAPPERS = frozenset(_WRAPPER_NAMES.split())
_SILENT = {"TOCInline", "Head", "TOC", "Comments", "BrowserOnly", "Icon", "TableOfContents"}
_TEXT = {"Badge", "Highlight", "Mark", "Term", "Tooltip", "Kbd", "Sup", "Sub"}


def component(use: Use) -> Outcome | None:
    """A component by its name."""
    name, title = use.name, use.get("title", "label", "summary", "header", "name")
    if name in _ALERTS or kind_of(name):
        kind = kind_of(use.get("type", "kind", "variant", "status", "intent")) or kind_of(name)
        return alert(kind, title) if use.closing else None
    if name in ("TabItem", "Tab", "TabPanel", "CodeBlock") and use.closing:
        label = title or use.get("value")
        return Around(bold(label), gap=True) if label else Around()
    if name in ("Details", "Accordion", "AccordionItem", "Expandable", "Collapse", "Collapsible", "Spoiler"):
        return TEXT["details"](use.changed(named={**use.named, "title": title}, args=()))
    if name in ("Card", "LinkCard", "LinkButton", "Button", "Link", "Anchor"):
        return _card(use, title)
    if name in ("Image", "Img", "Picture", "ThemedImage", "Figure", "Zoom", "Screenshot") and use.get("src", "light"):
        return picture(use.get("src", "light"), use.get("alt"), use.get("caption", "title"))
    if name in _TEXT:
        return Around("", "", is_block=False) if use.closing else Instead(use.get("text", "children", "term"))
    if name in _SILENT and not use.closing:
        return Instead("")
    if name in _WRAPPERS and use.closing:
        return Around(bold(title), gap=True) if title else Around()
    maker = _BY_LOWER_CASE.get(name.casefold())
    return maker(use.changed(name=name.casefold())) if maker else None


def _card(use: Use, title: str) -> Outcome | None:
    address, text = use.get("href", "to", "link", "url"), title or use.get("text")
    head = link(text or address, address) if address else bold(text)
    body = use.inner() or use.get("description")
    if use.closing and not text and address and "\n\n" not in body:
        return Instead(f"[{body}]({address})")
    if use.closing:
        return Around(head, gap=True) if head else Around()
    return Instead(f"{head} {body}".strip()) if head else None


_BY_LOWER_CASE: dict[str, Maker] = {
    name.casefold(): maker for name, maker in {**EMBEDS, **MEDIA}.items() if name.islower()
}
