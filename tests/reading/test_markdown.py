"""One Markdown text has one rendering: CommonMark, its extensions, and the rules of Chinese text."""

from __future__ import annotations

import json
import subprocess
import sys
import tarfile
from importlib.metadata import version
from pathlib import Path

import pytest
from filelock import FileLock
from markdown_it import MarkdownIt

from beilin.reading.markdown import MAX_DEPTH, parser, render_markdown
from tests.conftest import Require
from tests.golden import check_cases

CASES = Path(__file__).parent / "cases"
SPECIFICATION = "tests/test_cmark_spec/commonmark.json"

# The examples of CommonMark 0.31 that an extension changes.
HIGHLIGHTED = {142, 143}  # code in a known language has spans in it
AUTOLINKED = {602, 608, 611}  # bare addresses are links
WIKI_LINKED = {548, 590}  # two brackets are a link by name
SHOWN_AS_WRITTEN = {163, 171, 173}  # a tag that articles cannot have begins no block of HTML


def render(text: str) -> str:
    """The body's HTML, with the target of each reference in place of its mark."""
    rendered, problems = render_markdown(text, file="content/articles/x.md")
    assert not problems
    pieces = rendered.body.html.split("\0")
    pieces[1::2] = [f"→{rendered.body.references[int(number)].target}" for number in pieces[1::2]]
    return "".join(pieces)


@pytest.mark.parametrize("name", ["addresses", "chinese", "emphasis", "extensions", "wiki-links", "parts", "formulas"])
def test_golden_cases(name: str, regenerate: bool) -> None:
    check_cases(CASES / f"{name}.txt", render, regenerate=regenerate)


@pytest.fixture(scope="module")
def specification(package_download: Path) -> list[dict[str, str]]:
    """All examples of CommonMark's specification, from the source distribution of the installed markdown-it-py."""
    name = f"markdown_it_py-{version('markdown-it-py')}"
    with tarfile.open(package_download / f"{name}.tar.gz") as archive:
        file = archive.extractfile(f"{name}/{SPECIFICATION}")
        assert file
        examples: list[dict[str, str]] = json.load(file)
    return examples


@pytest.fixture(scope="module")
def package_download(pytestconfig: pytest.Config, require: Require) -> Path:
    """A folder with markdown-it-py's source distribution, kept between runs."""
    assert pytestconfig.cache
    folder = Path(pytestconfig.cache.mkdir("source-distributions"))
    wanted = f"markdown-it-py=={version('markdown-it-py')}"
    with FileLock(folder / "lock"):
        if not (folder / f"markdown_it_py-{version('markdown-it-py')}.tar.gz").exists():
            command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--no-binary", ":all:"]
            done = subprocess.run([*command, "--dest", str(folder), wanted], capture_output=True, check=False)
            require(done.returncode == 0, f"{wanted} cannot be downloaded")
    return folder


def test_commonmark_specification(specification: list[dict[str, str]]) -> None:
    md = parser()
    md.options["xhtmlOut"] = True  # as the specification writes its examples
    try:
        changed = {
            int(example["example"])
            for example in specification
            if _normal(md.render(example["markdown"])) != _normal(example["html"])
        }
    finally:
        md.options["xhtmlOut"] = False
    assert len(specification) == 652
    assert changed == HIGHLIGHTED | AUTOLINKED | WIKI_LINKED | SHOWN_AS_WRITTEN


def _normal(html: str) -> str:
    """White space inside an empty quote has no effect; the specification's own comparison ignores it too.

    Code that scrolls can be focused, which is no matter of the specification.
    """
    return html.replace('<pre tabindex="0">', "<pre>").replace(
        "<blockquote></blockquote>", "<blockquote>\n</blockquote>"
    )


@pytest.mark.parametrize("marker", ["> ", "- ", "1. "])
def test_text_nested_too_deeply_is_an_error_instead_of_lost(marker: str) -> None:
    if marker == "> ":
        text = marker * (MAX_DEPTH + 5) + "lost"
    else:
        text = "".join(" " * (len(marker) * depth) + marker + "x\n" for depth in range(MAX_DEPTH + 5))
    _, problems = render_markdown(text, file="x.md", first_line=3)
    assert [problem.severity for problem in problems] == ["error"]
    assert problems[0].line is not None
    assert problems[0].line >= 3


@pytest.mark.parametrize("marker", ["> ", "- "])
def test_text_nested_as_deeply_as_allowed_is_kept(marker: str) -> None:
    depth = MAX_DEPTH // 2 - 4
    text = (
        marker * depth + "kept"
        if marker == "> "
        else "".join("  " * n + "- x\n" for n in range(depth)) + "  " * depth + "kept"
    )
    rendered, problems = render_markdown(text, file="x.md")
    assert not problems
    assert "kept" in rendered.body.html


@pytest.mark.parametrize(
    "text",
    [
        "://" * 20_000,
        "http://" * 9_000,
        "http://a.b " * 3_000,
        "http://a.b/*" * 3_000,
        ("http://a.b/" * 150 + " ") * 20,
        "www.a.b/\\_" * 3_000,
        '"' * 20_000,
        "*a_ " * 10_000,
        pytest.param("[" * 20_000, marks=pytest.mark.slow),
    ],
)
def test_hostile_text_is_read_in_linear_steps(text: str) -> None:
    """The extensions make calls in proportion to the length of the text, on top of those of markdown-it-py."""
    calls = _calls(lambda: render_markdown(text, file="x.md"))
    plain = _calls(lambda: MarkdownIt("commonmark").render(text))
    assert calls < 40 * plain + 20 * len(text)


def _calls(action: object) -> int:
    import cProfile
    import pstats

    profile = cProfile.Profile()
    profile.runcall(action)  # type: ignore[arg-type]
    return int(pstats.Stats(profile).total_calls)  # type: ignore[attr-defined]


def test_a_reference_has_the_line_of_its_address() -> None:
    """Behind code over two lines and equal addresses; that of a link by reference is where it is defined."""
    text = "一`二\n三`[a](x.md)\n[b](x.md)\n\n[c][r]\n<a\nhref='y.md'>d</a>\n[[e]]\n\n[r]: z.md\n"
    rendered, _ = render_markdown(text, file="x.md")
    lines = [(reference.target, reference.line) for reference in rendered.body.references]
    assert sorted(lines) == [("e", 8), ("x.md", 2), ("x.md", 3), ("y.md", 6), ("z.md", 10)]


def test_references_have_their_lines() -> None:
    rendered, _ = render_markdown("一\n\n[a](x.md)\n續行[b](y.md)\n\n![c](z.png)\n", file="x.md", first_line=10)
    assert [(reference.target, reference.line) for reference in rendered.body.references] == [
        ("x.md", 12),
        ("y.md", 13),
        ("z.png", 15),
    ]
