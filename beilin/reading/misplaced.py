"""Markdown that is not where Beilin reads it: publishing its source would publish drafts by accident."""

from __future__ import annotations

import re

from beilin.layout import ARTICLES, MARKDOWN_FOLDERS
from beilin.problems.problem import Problem

_ENDING = "md|markdown|mdown|mkdn?|mdwn|mdtxt|mdtext|mmd|mdx|qmd|rmd"
_MARKDOWN = re.compile(
    rf"(?P<stem>[^/]*?)\.(?:{_ENDING})"
    # What systems and people append to a name: `a.md.txt`, `a.md copy`, `a.md (1)`, `a.md_`, `a.md.2`
    r"(?:\.te?xt|\.[0-9]+|[^\w./][^./]*|_[^./]*)?\Z",
    re.IGNORECASE,
)
# Other formats of articles. Elsewhere than beside articles they may be files to download.
_OTHER_FORMAT = re.compile(r"\.(?:ipynb|rst|adoc|asciidoc|org|textile|typ)\Z", re.IGNORECASE)
MAX_HEAD = 65536  # bytes at the start of a file that are searched for front matter
_FRONT_MATTER = re.compile(rb"(?:\xef\xbb\xbf)?---[ \t]*\r?\n(?P<yaml>.*?)^---[ \t]*\r?$", re.DOTALL | re.MULTILINE)
_KEY_OF_ARTICLES = re.compile(rb"^(?:title|draft)[ \t]*:", re.MULTILINE)
_IS_YAML = re.compile(r"\.ya?ml\Z", re.IGNORECASE)  # of which `---` may begin and end a document

_PUBLISH = "list it under `publish` in site.yaml to publish it as it is"


def misplaced_markdown(path: str) -> Problem | None:
    """The warning about a file that is Markdown by its name, but not where Markdown is read; None for others."""
    name = path.rpartition("/")[2]
    in_place = path.startswith(MARKDOWN_FOLDERS)
    match = _MARKDOWN.fullmatch(name)
    if match is None:
        if in_place and _OTHER_FORMAT.search(name):
            message = "this is not Markdown, so it is neither read nor published"
            return _problem(path, message, f"Convert it to Markdown, or {_PUBLISH}.")
        return None
    if in_place:
        message = "Markdown is read from files that end in .md, so this file is neither read nor published"
        return _problem(path, message, f"Rename it to {match['stem']}.md, or remove it.")
    proper = next((folder for folder in MARKDOWN_FOLDERS if path.lower().startswith(folder)), "")
    if proper:
        message = f"Markdown is read from {proper}, in lower case, so this file is neither read nor published"
        return _problem(path, message, f"Rename the folder to {proper}.")
    folders = " and ".join(", ".join(MARKDOWN_FOLDERS).rsplit(", ", 1))
    message = f"Markdown is read from {folders} only, so this file is neither read nor published"
    return _problem(path, message, f"Move it to {ARTICLES}, or {_PUBLISH}.")


def text_of_list(path: str) -> Problem | None:
    """The warning about a Markdown file that has the name of the text of a list in Hugo; None for others."""
    if path.rpartition("/")[2] != "_index.md":
        return None
    message = "in Hugo, this file has the text of a list; Beilin makes lists itself, so the file is not published"
    return _problem(path, message, "Rename it if it is an article, or remove it.")


def begins_like_an_article(path: str, head: bytes) -> bool:
    """Whether the file begins with front matter that has a title or says whether it is a draft.

    `head` are its first bytes, at most MAX_HEAD.
    """
    if _IS_YAML.search(path) or not head.startswith((b"---", b"\xef\xbb\xbf---")):
        return False
    match = _FRONT_MATTER.match(head)
    return match is not None and _KEY_OF_ARTICLES.search(match["yaml"]) is not None


def article_in_disguise(path: str) -> Problem:
    """The warning about a file for which `begins_like_an_article` is true."""
    message = "the file begins like an article, with front matter, but does not end in .md; it is not published"
    hint = f"Rename it, and move it to {ARTICLES} if it is elsewhere; or {_PUBLISH}."
    return _problem(path, message, hint)


def _problem(path: str, message: str, hint: str) -> Problem:
    return Problem("misplaced-markdown", message, path, hint=hint)
