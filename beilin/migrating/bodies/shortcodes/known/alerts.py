"""Notes, hints and warnings → alerts, `> [!note] title`."""

from __future__ import annotations

import re

from beilin.migrating.bodies.shortcodes.call import Around, Outcome
from beilin.migrating.bodies.shortcodes.scope import Maker, Use
from beilin.reading.alerts import KINDS

# Other names, of Bootstrap's colours and of themes, with the alert that looks most like them.
_OTHERS = {
    "tip": "ok good green idea lightbulb seealso",
    "success": "done-all succeed",
    "note": "primary default secondary light notice blue pencil comment fire none simple memo purple modern gray grey",
    "info": "information informational",
    "important": "required star",
    "question": "doubt",
    "warning": "warn exclamation orange yellow triangle-exclamation alert experimental deprecated",
    "caution": "careful",
    "danger": "red stop critical",
    "example": "exercise",
    "quote": "quotation blockquote",
    "abstract": "overview",
    "failure": "failed",
}
_NAMES = {other: kind for kind, others in _OTHERS.items() for other in others.split()}
_CHINESE = {
    **dict.fromkeys(("提示",), "tip"),
    **dict.fromkeys(("注意", "警告"), "warning"),
    **dict.fromkeys(("危險", "危险"), "danger"),
    **dict.fromkeys(("信息", "資訊", "资讯"), "info"),
    **dict.fromkeys(("重要",), "important"),
    **dict.fromkeys(("說明", "说明", "筆記", "笔记", "備註", "备注"), "note"),
}


def kind_of(name: str) -> str:
    """The kind of alert that a name means, or "" if it means none."""
    name = name.strip().casefold()
    return name if name in KINDS else _NAMES.get(name, "") or _CHINESE.get(name, "")


def alert(kind: str, title: str = "") -> Around:
    """The alert. Its title is Markdown."""
    title = " ".join(title.split())
    return Around(f"> [!{kind or 'note'}]" + (f" {title}" if title else ""), prefix="> ")


def by_argument(use: Use) -> Outcome | None:
    """A call whose first argument, or one called `type` or the like, is the kind: `notice tip "Title"`."""
    names = ("type", "style", "color", "level", "context", "status", "class", "kind", "severity", "theme", "variant")
    written = use.get(*names, 0)
    words = [word.removeprefix("alert-").removeprefix("is-") for word in written.split()]
    kind = next(filter(None, map(kind_of, words)), "")
    has_kind = bool(use.get(*names)) or bool(kind)
    title = use.get("title", "heading", "header", "summary", 1 if has_kind and not use.get(*names) else 0)
    if not kind and title == use.get(0) and re.fullmatch(r"[a-z0-9-]+", title):
        title = ""  # the name of an icon
    if not use.closing:
        return _short(kind, title, use.get("text", "content", "body", "message"))
    return alert(kind, title)


def by_name(use: Use) -> Outcome | None:
    """A call whose name is the kind: `tip "Title"`."""
    title = use.get("title", "heading", "header", 0)
    if not use.closing:
        return _short(kind_of(use.name), title, use.get("text", "content"))
    return alert(kind_of(use.name), title)


def _short(kind: str, title: str, text: str) -> Outcome | None:
    """An alert without an inner text; None if it says nothing."""
    if not (title or text):
        return None
    shown = alert(kind, title if text else "")
    return Around(f"{shown.before}\n> {' '.join((text or title).split())}")


def note_tag(use: Use) -> Outcome | None:
    """`{% note primary icon no-icon flat %}` of NexT and Butterfly; words without a meaning there are the title."""
    if not use.closing:
        return _short("note", "", use.rest)
    styles = {"no-icon", "icon", "flat", "simple", "modern", "disabled", "true", "false"}
    words = [word for word in use.rest.replace('"', "").replace("'", "").split() if word not in styles]
    kind = kind_of(words[0]) if words else "note"
    title = [word for word in words[1 if kind else 0 :] if not re.match(r"fa[sbrl]?$|fa-|icon-", word)]
    return alert(kind or "note", " ".join(title))


ARGUMENT_NAMES = "notice admonition alert callout hint-box message aside blockhint notify flash box panel warning-box"
ALERTS: dict[str, Maker] = {
    **dict.fromkeys((*KINDS, "primary", "warn", "notice-tip", "information", "seealso"), by_name),
    **dict.fromkeys(ARGUMENT_NAMES.split(), by_argument),
    "hint": by_argument,
}
del ALERTS["quote"], ALERTS["cite"], ALERTS["example"], ALERTS["summary"], ALERTS["check"], ALERTS["todo"]
