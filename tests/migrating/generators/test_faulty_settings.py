"""Settings are not trusted: whatever they say, they are read without an error, soon, and without being executed."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beilin.migrating.generators.eleventy.permalinks import expand
from beilin.migrating.generators.hexo.names import read_post_name
from beilin.migrating.generators.old_globs import glob_matcher, ignore_matcher
from beilin.migrating.generators.python_config import read_assignments
from beilin.migrating.generators.safe_patterns import named_groups
from beilin.migrating.generators.script_config import text_of_key
from beilin.migrating.generators.table import GENERATORS
from beilin.migrating.model import Facts, OldTerm
from beilin.migrating.survey import survey

# Of each generator: its configuration, and the path of a document.
FILES = {
    "pelican": ("pelicanconf.py", "content/a.md"),
    "zola": ("zola.toml", "content/a.md"),
    "mkdocs": ("mkdocs.yml", "docs/a.md"),
    "obsidian": (".obsidian/app.json", "a.md"),
    "nikola": ("conf.py", "posts/a.md"),
    "astro": ("astro.config.mjs", "src/pages/a.md"),
    "eleventy": ("eleventy.config.js", "a.md"),
}
NAMES = [
    *("PATH", "ARTICLE_PATHS", "STATIC_PATHS", "ARTICLE_URL", "MENUITEMS", "SITEURL", "EXTRA_PATH_METADATA", "TAG_URL"),
    *("FILENAME_METADATA", "POSTS", "PAGES", "TRANSLATIONS", "DEFAULT_LANG", "NAVIGATION_LINKS", "FILES_FOLDERS"),
    *("TAG_PATH", "BLOG_TITLE"),
]
TEXTS = {
    "pelican": ["\n".join(f"{name} = {value}" for name in NAMES) for value in ("5", "[1, [2]]", "{1: {2: 3}}", "None")],
    "nikola": ["\n".join(f"{name} = {value}" for name in NAMES) for value in ("5", "[1, [2]]", "{1: {2: 3}}", "None")],
    "zola": ["languages = 3\ntaxonomies = [1, {}]\nextra = 1\nslugify = 2\nfeed_filenames = 3\ngenerate_feeds = 'x'"],
    "mkdocs": [
        "plugins: 5\nnav: {a: b}\ntheme: []\nexclude_docs: [a]",
        "plugins: [i18n: {languages: [1, {locale: [x]}]}, blog: 3, redirects: {redirect_maps: [1]}]\nnav: [[[]], 1]",
        "docs_dir: ../..",
    ],
    "obsidian": ["[]", '{"strictLineBreaks": {}}'],
    "astro": ["site: 5, base: [], srcDir: '../..'", "export const collections = {{{"],
    "eleventy": ["addPassthroughCopy({", "dir: { input: '../../..' }", "addPassthroughCopy('[z-a]')"],
}
CASES = [
    (name, text) for name, texts in TEXTS.items() for text in [*texts, "", "\0\x1b(", "'" * 99, "[" * 999, "\ud7ff"]
]


@pytest.mark.parametrize(("name", "text"), CASES)
def test_settings_of_any_kind_are_read(name: str, text: str, tmp_path: Path) -> None:
    generator = next(entry for entry in GENERATORS if entry.name == name)
    for path, content in zip(FILES[name], (text, "Text"), strict=True):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(content, "utf-8")
    folder = survey(tmp_path)

    generator.signs(folder)
    settings = generator.read_settings(folder)
    sources = generator.list_sources(folder, settings)
    for document in sources.documents:
        addresses = generator.addresses_of(settings, document, Facts("A", "file name"))
        assert all(address.startswith("/") and ".." not in address.split("/") for address in addresses)
    for term in (OldTerm("tags", ("a",)), OldTerm("tags", ()), OldTerm("categories", ("a", "b")), OldTerm("x", ())):
        generator.term_addresses(settings, term)


def test_a_module_is_not_executed(tmp_path: Path) -> None:
    mark = tmp_path / "mark"
    names = read_assignments(
        f"A = open({str(mark)!r}, 'w')\nB = __import__('os').system('touch {mark}')\nC = 1 if A else 2"
    )
    assert (names, mark.exists()) == ({}, False)


def test_values_that_would_take_all_memory_are_left_out() -> None:
    doubled = (
        "A = 'x' * 10**9\nB = [1]\n"
        + "B = B + B\n" * 40
        + "C = ['x']\n"
        + "C = [C, C]\n" * 60
        + "D = f'{C}'\nE = '%s' % C"
    )
    names = read_assignments(doubled)
    assert not {"A", "B", "D", "E"} & names.keys()


@given(st.text("ABab =+%'\"[](){},:\n\\#0.1{}", max_size=60))
def test_any_text_is_read_as_a_module(text: str) -> None:
    read_assignments(text)


@pytest.mark.parametrize("text", ["(?P<a>a+)+b", "(?P<a>(a|a)*)b", "(?P<a>.*.*.*.*.*.*)b", "(", "(?P<a>a{9999999999})"])
def test_patterns_that_could_take_long_are_not_tried(text: str) -> None:
    begin = time.process_time()
    assert named_groups(text, "a" * 255) == {}
    assert time.process_time() - begin < 1


@pytest.mark.parametrize("piece", ['title: "\\"', "title: `", "/*", "'", "title:", '"\\', "title : a = "])
def test_a_program_is_read_in_linear_time(piece: str) -> None:
    begin = time.process_time()
    text_of_key(piece * 20_000, "title", "name")
    assert time.process_time() - begin < 1


@pytest.mark.parametrize("piece", ["{{ ", "{{", " ", "a | b: ", "('", "{{ a | b: '"])
def test_a_permalink_is_read_in_linear_time(piece: str) -> None:
    begin = time.process_time()
    expand("{{ a" + piece * 5000 + "x }}", {"a": "a"})
    assert time.process_time() - begin < 1


@pytest.mark.parametrize("glob", ["*a" * 20 + "b", "**/" * 20 + "b"])
def test_globs_that_could_take_long_match_nothing(glob: str) -> None:
    assert not glob_matcher([glob])("a" * 255)
    assert not ignore_matcher(glob)("a/" * 100)


def test_names_of_posts_that_could_take_long_are_not_tried() -> None:
    name = "-".join("a" * 100)
    assert read_post_name({"new_post_name": "-".join(f":x{number}" for number in range(20)) + "!"}, name).slug == name
