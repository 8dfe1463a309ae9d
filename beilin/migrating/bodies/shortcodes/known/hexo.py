"""Tags of Hexo and its themes, whose text is everything after the name."""

from __future__ import annotations

import re
from dataclasses import replace

from beilin.migrating.bodies.shortcodes.call import Around, Instead, Outcome
from beilin.migrating.bodies.shortcodes.known.alerts import by_argument, note_tag
from beilin.migrating.bodies.shortcodes.known.code import fenced, hexo_codeblock
from beilin.migrating.bodies.shortcodes.known.embeds import EMBEDS
from beilin.migrating.bodies.shortcodes.known.links import HEXO_LINKS
from beilin.migrating.bodies.shortcodes.known.media import octopress_image, picture, player
from beilin.migrating.bodies.shortcodes.known.text import (
    bold,
    plain_quote,
)
from beilin.migrating.bodies.shortcodes.known.words import in_line, is_style
from beilin.migrating.bodies.shortcodes.markup import link
from beilin.migrating.bodies.shortcodes.scope import Maker, Use

_CLASSES = re.compile(r"[a-z]+(?:[ :-]+[a-z#0-9.]+)*", re.IGNORECASE)


def text_in_line(before: str, after: str) -> Maker:
    """`{% u text %}`, `{% span style, text %}`."""

    def make(use: Use) -> Outcome | None:
        if use.closing:
            return Around(before, after, is_block=False)
        style, comma, text = use.rest.partition(",")
        text = text.strip() if comma and _CLASSES.fullmatch(style.strip()) else use.rest
        return Instead(f"{before}{text}{after}") if text else None

    return make


def mermaid(use: Use) -> Outcome | None:
    """A diagram, whose first line NexT has after the name."""
    made = fenced(use, "mermaid")
    return replace(made, before=f"{made.before}\n{use.rest}") if made and use.rest else made


def folding(use: Use) -> Outcome | None:
    """`{% folding colour open, title %}`."""
    _, comma, title = use.rest.partition(",")
    return hidden(use.changed(rest=title if comma else use.rest))


def tab(use: Use) -> Outcome | None:
    """`<!-- tab label@icon -->`; without a label it has the name of the tabs and its number."""
    label = use.rest.partition("@")[0].strip()
    return Around(bold(label), gap=True) if label else Around()


def timeline(use: Use) -> Outcome | None:
    """`{% timeline title, colour %}`."""
    label = use.rest.rpartition(",")[0] or use.rest
    words = [word for word in label.split() if not is_style(word)]
    return Around(bold(" ".join(words)), gap=True) if words else Around()


def inline_image(use: Use) -> Outcome | None:
    """`{% inlineImg address height %}`; `{% image address, alt=text %}` of Volantis."""
    parts = [part.strip() for part in use.rest.split(",")]
    words = dict(part.split("=", 1) for part in parts[1:] if "=" in part)
    address = (parts[0].split() or [""])[0].strip("'\"")
    text = words.get("alt", "") or next((part for part in parts[1:] if "=" not in part), "")
    return picture(address, text, text if use.name == "image" else "")


def dplayer(use: Use) -> Outcome | None:
    """`{% dplayer "url=…" "pic=…" %}`."""
    values = dict(arg.split("=", 1) for arg in use.args if "=" in arg) | dict(use.named)
    return player("video", values.get("url", ""), "", values.get("pic", ""))


def hexo_button(use: Use) -> Outcome | None:
    """`{% button url, text, icon, title %}` of NexT, `{% btn 'url',text,icon %}` of Butterfly."""
    parts = [part.strip().strip("'\"") for part in use.rest.split(",")]
    if len(parts) < 2 or not parts[0]:
        parts = [*use.args, ""]
    return Instead(link(parts[1] or parts[0], parts[0])) if parts[0] else None


def hexo_label(use: Use) -> Outcome | None:
    """`{% label primary@text %}` of NexT, `{% label text colour %}` of Butterfly."""
    if "@" in use.rest:
        return Instead(f"<mark>{use.rest.partition('@')[2].strip()}</mark>")
    words = use.rest.split()
    while len(words) > 1 and is_style(words[-1]):
        words.pop()
    return Instead(f"<mark>{' '.join(words)}</mark>") if words else None


def checkbox(use: Use) -> Outcome | None:
    """`{% checkbox [style], [checked], text %}` and `{% radio … %}` of Butterfly and Volantis."""
    parts = [part.strip() for part in use.rest.split(",")]
    mark = "☑" if "checked" in " ".join(parts[:-1]).split() else "☐"
    return Instead(f"{mark} {parts[-1]}") if parts[-1] else None


def hidden(use: Use) -> Outcome | None:
    """`{% hideInline text, label %}`, `{% hideBlock label %}`, `{% hideToggle label %}` of Butterfly."""
    label = use.rest.split(",")[0].strip().strip("'\"")
    if use.closing:
        return Around(f"<details><summary>{label or '…'}</summary>", "</details>", gap=True)
    return Instead(label) if label else None


HEXO: dict[str, Maker] = {
    **HEXO_LINKS,
    "note": note_tag,
    "subnote": note_tag,
    "tip": by_argument,
    **dict.fromkeys(("codeblock", "code"), hexo_codeblock),
    "mermaid": mermaid,
    "img": octopress_image,
    **dict.fromkeys(("image", "inlineImg", "inlineimg", "fullimage", "fi", "lazyimage", "li"), inline_image),
    **dict.fromkeys(("pullquote", "centerquote", "cq"), plain_quote),
    **dict.fromkeys(("button", "btn", "cell", "ghbtn"), hexo_button),
    "label": hexo_label,
    **dict.fromkeys(("checkbox", "radio"), checkbox),
    **dict.fromkeys(("hideToggle", "hideBlock", "hideInline", "hideblock", "hidetoggle", "hideinline"), hidden),
    **dict.fromkeys(("folding", "fold"), folding),
    "u": text_in_line("<u>", "</u>"),
    **dict.fromkeys(("emp", "wavy", "underline"), text_in_line("<u>", "</u>")),
    "del": text_in_line("<del>", "</del>"),
    "kbd": text_in_line("<kbd>", "</kbd>"),
    **dict.fromkeys(("span", "p", "psw", "blur", "color"), text_in_line("", "")),
    "mark": text_in_line("<mark>", "</mark>"),
    **dict.fromkeys(("tab", "timenode", "node", "panel"), tab),
    "timeline": timeline,
    "dplayer": dplayer,
    "ghcard": EMBEDS["github"],
    "sup": in_line("<sup>", "</sup>"),
}
