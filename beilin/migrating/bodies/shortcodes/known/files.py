"""Code that stands in a file of its own → a block of code, and a link to the file."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Sequence

from beilin.migrating.bodies.lookup import content_root
from beilin.migrating.bodies.shortcodes.call import Instead, Outcome
from beilin.migrating.bodies.shortcodes.known.links import to_path
from beilin.migrating.bodies.shortcodes.markup import code_block, code_span, plain, target
from beilin.migrating.bodies.shortcodes.scope import Use
from beilin.migrating.heads.read import read_head
from beilin.migrating.survey import read_file

MAX_BYTES = 20_000_000  # of all files that a document includes
MAX_INCLUDES = 3  # within each other
_READ = "bytes read"  # a key of `Scope.variables` that no template can name
_LINES = re.compile(r"(?P<first>\d+)-(?P<last>\d+)")


def find_file(use: Use, names: Sequence[str]) -> str:
    """The first of the paths, from the folder of content or the root, at which the old site has a file; "" if none."""
    context = use.context
    for name in names:
        for root in (content_root(context.document), posixpath.dirname(context.document.path), "", "source"):
            path = posixpath.normpath(posixpath.join(root, name.lstrip("/")))
            if path in context.folder.files:
                return path
    return ""


def text_of(use: Use, names: Sequence[str]) -> str | None:
    """The text of that file; None if there is none, or if it is not a text."""
    path = find_file(use, names)
    try:
        if not path:
            return None
        data = read_file(use.context.folder, path)
        variables = use.scope.variables
        # Each file counts for something, so that a file that includes itself often ends soon.
        variables[_READ] = variables.get(_READ, 0) + max(len(data), MAX_BYTES // 500)
        return data.decode("utf-8-sig").replace("\r\n", "\n") if variables[_READ] <= MAX_BYTES else None
    except (OSError, UnicodeError):
        return None


def include_code(use: Use) -> Outcome | None:
    """`{% include_code file [lang:x] [lines:1-9] [title] %}` of Octopress and Pelican; Hexo has the file last."""
    words = [arg for arg in use.args if not arg.startswith(":")]
    name = next((word for word in words if "." in word), words[0] if words else "")
    if not name:
        return None
    raw = use.context.settings.raw
    folder = str(raw.get("CODE_DIR") or raw.get("code_dir") or "downloads/code")
    names = [posixpath.join(folder, name), name, posixpath.join("code", name)]
    code = text_of(use, names)
    if code is None:
        return None
    if part := _LINES.fullmatch(use.get("lines")):
        code = "\n".join(code.split("\n")[int(part["first"]) - 1 : int(part["last"])])
    elif use.get("from", "to"):
        first, last = use.get("from") or "1", use.get("to")
        code = (
            "\n".join(code.split("\n")[int(first) - 1 : int(last) if last.isdigit() else None])
            if first.isdigit()
            else code
        )
    title = " ".join(word for word in words if word != name)
    shown = f"[{plain(posixpath.basename(name))}]({target(to_path(find_file(use, names)))})"
    head = f"{plain(title)} ({shown})" if title else shown
    language = use.get("lang") or posixpath.splitext(name)[1].lstrip(".")
    return Instead(shown, f"{head}\n\n{code_block(code, language)}")


def include_text(use: Use) -> Outcome | None:
    """`include "file.md"`: the text of another file, without its front matter; a file of code as a block."""
    name = use.get("file", "path", "src", "filename", 0) if use.scope.depth < MAX_INCLUDES else ""
    path = find_file(use, [name, f"{name}.md"]) if name else ""
    text = text_of(use, [path]) if path else None
    if text is None:
        return None
    if path.endswith((".md", ".markdown", ".html", ".htm")):
        body = use.converted(read_head(text.encode(), path).body).strip("\n")
        return Instead(body, body) if body else None
    language = use.get("lang", "language", "code") or posixpath.splitext(path)[1].lstrip(".")
    return Instead(code_span(text), code_block(text, language))
