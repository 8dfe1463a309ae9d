"""What becomes of blocks with a mark: admonitions, folds, tabs and containers."""

from __future__ import annotations

from beilin.migrating.bodies.shortcodes.call import Around, Instead, Outcome
from beilin.migrating.bodies.shortcodes.known.alerts import alert, kind_of
from beilin.migrating.bodies.shortcodes.known.embeds import EMBEDS
from beilin.migrating.bodies.shortcodes.known.text import TEXT, bold
from beilin.migrating.bodies.shortcodes.scope import Maker, Use

_POSITIONS = {"inline", "end", "left", "right"}


def admonition(use: Use) -> Outcome | None:
    """`!!! kind classes "title"`: without a title the kind is the title, and is shown if no alert has that name."""
    words = [word for word in use.args if word not in _POSITIONS]
    kind = next(filter(None, map(kind_of, words)), "")
    title = use.named.get("title")
    if title is None:
        title = "" if kind or not words else words[0].capitalize()
    return alert(kind, title)


def tab(use: Use) -> Outcome | None:
    """`=== "label"`."""
    return Around(bold(use.get("title")), gap=True)


def tab_line(use: Use) -> Outcome | None:
    """`@tab label`."""
    label = use.rest.removeprefix(":active").strip()
    return Around(bold(label)) if label else Instead("")


def container(use: Use) -> Outcome | None:
    """A container by its name. An unknown name is taken for a style: the text and the title remain."""
    title = use.get("title")
    if use.rest == "leaf":
        maker = EMBEDS.get(use.name)
        return maker(use) if maker else None
    if kind := kind_of(use.name):
        return alert(kind, title)
    maker = _CONTAINERS.get(use.name.casefold())
    return maker(use) if maker else (Around(bold(title), gap=True) if title else Around())


def admonition_container(use: Use) -> Outcome | None:
    """`/// admonition | title`."""
    return alert("note", use.get("title"))


def details(use: Use) -> Outcome | None:
    """`::: details title`."""
    return Around(f"<details><summary>{use.get('title') or '…'}</summary>", "</details>", gap=True)


_CONTAINERS: dict[str, Maker] = {
    **dict.fromkeys(("details", "collapse", "collapsible", "spoiler", "fold"), details),
    "admonition": admonition_container,
    **dict.fromkeys(("center", "text-center"), TEXT["center"]),
}
INDENTED: dict[str, Maker] = {"!!!": admonition, "???": admonition, "===": tab}
FENCED: dict[str, Maker] = {"@tab": tab_line}
