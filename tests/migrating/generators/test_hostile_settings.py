"""Whatever stands in an old configuration or in the names of files, no traceback comes of it."""

from __future__ import annotations

import json
import tempfile
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from beilin.migrating.detect import detect
from beilin.migrating.facts.facts import facts_of
from beilin.migrating.heads.read import read_head
from beilin.migrating.model import OldTerm
from beilin.migrating.survey import read_file, survey

# Of each generator the file of its settings, the keys that matter, and a text.
SITES: dict[str, tuple[str, list[str], str]] = {
    "hugo": (
        "hugo.json",
        [
            "baseURL", "title", "languageCode", "defaultContentLanguage", "languages", "languages.en", "languages.en.contentDir",
            "permalinks", "permalinks.post", "permalinks.page", "permalinks.term", "taxonomies", "taxonomies.tag", "outputs",
            "outputs.home", "outputFormats", "outputFormats.RSS", "params", "params.mainSections", "params.author", "menu",
            "menu.main", "menus", "contentDir", "staticDir", "publishDir", "uglyURLs", "disableKinds", "disableLanguages",
            "ignoreFiles", "module", "module.mounts", "theme", "frontmatter", "frontmatter.date", "timeZone",
        ],
        "content/post/2019/Sea.en.md",
    ),
    "hexo": (
        "_config.json",
        [
            "title", "url", "root", "language", "timezone", "permalink", "permalink_defaults", "new_post_name", "source_dir",
            "skip_render", "include", "exclude", "category_map", "tag_map", "default_category", "filename_case", "feed",
            "feed.type", "feed.path", "marked", "theme", "theme_config", "theme_config.menu", "tag_dir", "category_dir",
        ],
        "source/_posts/2019/Sea.md",
    ),
    "jekyll": (
        "_config.yml",
        [
            "title", "url", "baseurl", "lang", "timezone", "permalink", "collections", "collections.wiki", "collections_dir",
            "collections.wiki.output", "collections.wiki.permalink", "defaults", "plugins", "gems", "exclude", "include", "feed",
            "feed.path", "jekyll-archives", "jekyll-archives.enabled", "jekyll-archives.permalinks", "autopages", "source",
            "autopages.tags", "navigation", "nav", "author", "kramdown", "commonmark", "theme",
        ],
        "_posts/2019-01-02-Sea.md",
    ),
}  # fmt: skip
VALUES = st.recursive(
    st.sampled_from(["", "/", ":title", "/:year/:slug[9:", ":sections[last:99999999999999999999]", "../..", "**/**/*{a,b", "[",
                     "(a+)+$", "9" * 5000, "\x00", "海", "https://[", "//", "true", "-", "2", ":", "en", "content", "."])
    | st.none() | st.booleans() | st.integers(-5, 10**20) | st.floats(allow_nan=False, allow_infinity=False),
    lambda below: st.lists(below, max_size=3)
    | st.dictionaries(st.sampled_from(["main", "name", "url", "weight", "en", "tags", "target", "source", "a", "海"]), below),
    max_leaves=6,
)  # fmt: skip
ENTRIES = st.lists(
    st.fixed_dictionaries({}, optional=dict.fromkeys(("name", "url", "weight", "scope", "values"), VALUES))
)
HEADS = st.dictionaries(
    st.sampled_from(
        ["title", "date", "slug", "url", "permalink", "tags", "categories", "aliases", "redirect_from", "lang"]
    ),
    VALUES,
    max_size=4,
)


def with_value(config: dict[str, Any], key: str, value: Any) -> None:
    """Set the value below the keys, which are joined by full stops."""
    *above, last = key.split(".")
    for name in above:
        if not isinstance(config.get(name), dict):
            config[name] = {}
        config = config[name]
    config[last] = value


@pytest.mark.parametrize("name", SITES)
@settings(max_examples=12)
@given(data=st.data())
def test_no_configuration_breaks_a_migration(name: str, data: st.DataObject) -> None:
    path, keys, text = SITES[name]
    config: dict[str, Any] = {"title": "海"}
    for key in data.draw(st.lists(st.sampled_from(keys), max_size=6, unique=True)):
        with_value(config, key, data.draw(VALUES | ENTRIES))
    head = json.dumps(data.draw(HEADS))
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for file, written in {
            path: json.dumps(config),
            text: f"---\n{head}\n---\nText\n",
            "_wiki/a.md": "---\n---\nText\n",
        }.items():
            (root / file).parent.mkdir(parents=True, exist_ok=True)
            (root / file).write_text(written, "utf-8")
        old = survey(root)
        generator = detect(old, name)
        old_settings = generator.read_settings(old)
        sources = generator.list_sources(old, old_settings)
        for document in sources.documents:
            facts = facts_of(read_head(read_file(old, document.path), document.path), document, old_settings, name)
            addresses = generator.addresses_of(old_settings, document, facts)
            for term in (*facts.terms, OldTerm("tags", ()), OldTerm("archives", ()), OldTerm("categories", ("a", "/"))):
                addresses += generator.term_addresses(old_settings, term)
            assert all(address.startswith("/") for address in addresses)


@pytest.mark.parametrize(
    "text",
    [
        "params: &a {b: *a}\n",
        "a: &a [x, x, x, x, x, x, x, x, x]\n"
        + "".join(f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]\n" for before, name in pairwise("abcdefghij")),
        "params: " + "{a: " * 400 + "1" + "}" * 400 + "\n",
        "params: " + "[" * 5000 + "\n",
        "- a list\n",
        "params: !!python/object/apply:os.system [false]\n",
    ],
    ids=["recursive", "bomb", "deep", "deeper", "list", "tag"],
)
@pytest.mark.parametrize("name", ["hugo", "hexo", "jekyll"])
def test_a_configuration_cannot_take_all_memory(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / {"hugo": "hugo.yaml"}.get(name, "_config.yml")).write_text(text, "utf-8")
    old = survey(tmp_path)
    assert detect(old, name).read_settings(old).title == ""
