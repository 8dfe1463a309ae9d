"""Every problem names a file, and a line wherever there is one."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from beilin.config import read_config
from beilin.problems.excerpts import with_excerpts
from beilin.problems.kinds import KINDS
from beilin.problems.problem import Problem
from tests.little_site import article, little_site

PACKAGE = Path(__file__).parents[2] / "beilin"

# Of these a place in a file is not known, or there is none, for the reason given. `refused` concerns what was typed,
# if it has no line.
WITHOUT_LINE = {
    "a file or folder that cannot be opened, or is not what it should be": {
        "unreadable", "vanished", "no-content", "no-site-yaml", "file-name", "broken-symlink", "leads-out",
        "not-a-file", "no-source", "source-too-large", "bad-image", "misplaced-markdown", "withheld",
        "file-too-large", "large-image", "bad-share-font",
    },
    "all the bytes of a file": {"source-damaged", "record-damaged", "bit-rot", "uncommitted-change"},
    "the name or the existence of a whole file": {
        "source-missing",
        "bad-data", "no-authority", "no-sitemap-line", "unnamed-crawlers", "no-slug", "article-gone", "in-the-way", "already-imported",
        "source-changed", "alias-taken", "bad-snapshot",
    },
    "all the bytes of a source": {
        "wrong-encoding", "uncertain-encoding", "nothing-left", "lost-text",
    },
    "a part of a source, which the message names": {"unreadable-item", "not-imported", "unsafe-archive", "empty"},
    "files that refer to each other": {"asset-circle"},
    "a template of which the parser gives no line": {"template-syntax"},
    "what is missing from a whole template": {"unmarked-text"},
    "a picture of a title": {"no-glyph"},
    "the SQLite of this Python": {"old-sqlite"},
    "the output folder, the state and the process": {
        "bad-output", "not-ours", "foreign-files", "exposed-files", "not-written", "never-quiet", "internal", "refused", "cut-off",
        "system-error", "case-twins",
    },
}  # fmt: skip
# A setting that is given on the command line and not in a file.
WITHOUT_FILE = {"beilin/config/__init__.py"}


class Call(ast.NodeVisitor):
    """The calls that make a problem, each as (place in the code, code of the problem or "", has a file, has a line)."""

    def __init__(self, path: Path) -> None:
        self.path = path.relative_to(PACKAGE.parent).as_posix()
        self.found: list[tuple[str, str, bool, bool]] = []

    def visit_Call(self, node: ast.Call) -> None:
        if isinstance(node.func, ast.Name) and node.func.id == "Problem" and node.args:
            code = node.args[0].value if isinstance(node.args[0], ast.Constant) else ""
            names = {keyword.arg for keyword in node.keywords}
            file = node.args[2] if len(node.args) > 2 else None
            has_file = "file" in names or (file is not None and not (isinstance(file, ast.Constant) and not file.value))
            has_line = len(node.args) > 3 or "line" in names
            self.found.append((f"{self.path}:{node.lineno}", str(code), has_file, has_line))
        self.generic_visit(node)


def calls() -> Iterator[tuple[str, str, bool, bool]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        visitor = Call(path)
        visitor.visit(ast.parse(path.read_text("utf-8")))
        yield from visitor.found


def test_every_problem_is_made_with_a_file() -> None:
    assert not [place for place, _, has_file, _ in calls() if not has_file and place.split(":")[0] not in WITHOUT_FILE]


def test_every_problem_is_made_with_a_line_or_has_none() -> None:
    """Kinds with a key of the front matter get their line from that key."""
    allowed = set().union(*WITHOUT_LINE.values()) | {code for code, kind in KINDS.items() if kind.key}
    without = {
        (place, code)
        for place, code, has_file, has_line in calls()
        if code and not has_line and (has_file or place.split(":")[0] not in WITHOUT_FILE)
    }
    assert not [(place, code) for place, code in without if code not in allowed]
    assert (
        not allowed
        - {code for _, code in without}
        - {code for code, kind in KINDS.items() if kind.key}
        - {
            "bad-output",
            "system-error",  # whose codes are chosen with the message
        }
    )


@pytest.mark.parametrize(
    ("files", "place"),
    [
        ({"site.yaml": "title: t\nbase_url: https://example.org/\ntheme: nobody\n"}, "site.yaml:3:1"),
        ({"themes/bare/theme.yaml": "# x\nextends: bare\n"}, "themes/bare/theme.yaml:2:1"),
        ({"themes/bare/theme.yaml": "\nextends: nobody\n"}, "themes/bare/theme.yaml:2:1"),
        ({"themes/bare/templates/home.html": "x\n二\n".encode("big5")}, "themes/bare/templates/home.html:2:1"),
        ({"themes/bare/assets/bare.css": "a {}\n/* 二 */".encode("big5")}, "themes/bare/assets/bare.css:2:4"),
        (
            {"themes/bare/messages/zh-Hant.yaml": "a: b\nc: 二\n".encode("big5")},
            "themes/bare/messages/zh-Hant.yaml:2:4",
        ),
        ({"content/data/a.json": '{"a": 1,\n "b": {"a": 2},\n "a": 3}'}, "content/data/a.json:3:2"),
        ({"content/data/a.json": '["NaN",\n NaN]'}, "content/data/a.json:2:2"),
        ({"content/data/a.json": "[\n" * 60 + "]" * 60}, "content/data/a.json:51:1"),
        ({"content/data/a.json": "[" * 99_999 + "]" * 99_999}, "content/data/a.json:1:51"),
        ({"content/data/a.csv": "a,b\n1\n"}, "content/data/a.csv:2"),
        ({"content/tags.yaml": "\ufeff\ufeffa:\n"}, "content/tags.yaml:1:1"),
        ({"content/tags.yaml": "甲:\n乙：\n  slug: x\n"}, "content/tags.yaml:2:2"),
        ({"site.yaml": "title：t\nbase_url: https://example.org/\n"}, "site.yaml:1:6"),
    ],
)
def test_where_a_file_has_a_line_it_is_named(tmp_path: Path, files: dict[str, str | bytes], place: str) -> None:
    site = little_site(tmp_path, {"content/articles/a.md": article("甲"), **files})
    problem = with_excerpts(site.root, site.build_badly())[0]
    assert problem.location == place, problem


@pytest.mark.parametrize(
    ("line", "column"),
    [
        ("[a](../x/y.md) [b](../x)", 20),
        ("[a](b/../x) [b](../x)", 17),
        ("../xyz [b](../x)", 12),
        ("[a](../x)甲", 5),
        ("甲../x乙", 2),
    ],
)
def test_the_column_is_not_that_of_a_longer_path(tmp_path: Path, line: str, column: int) -> None:
    problem = Problem("broken-link", "the link '../x' leads nowhere", "a.md", 1, source=line)
    assert with_excerpts(tmp_path, [problem])[0].column == column


def test_settings_that_are_a_dangling_link_are_not_called_absent(tmp_path: Path) -> None:
    (tmp_path / "site.yaml").symlink_to("nowhere.yaml")
    (problem,) = read_config(tmp_path)[1]
    assert (problem.code, problem.file) == ("broken-symlink", "site.yaml")


def test_a_foreign_file_is_the_place_of_its_warning(tmp_path: Path) -> None:
    site = little_site(tmp_path, {"content/articles/a.md": article("甲")})
    site.build_well()
    site.write({"site/mine.txt": "x"})
    (problem,) = site.build().problems
    assert problem.file == "site/mine.txt"
