"""The messages of the interface are complete in each language, and every one is used by a template."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from jinja2 import nodes
from opencc import OpenCC

from beilin.importing.classify.noise.boilerplate import BOILERPLATE
from beilin.importing.classify.noise.related_links import RELATED_LINK
from beilin.importing.classify.noise.stamped_flashes import STAMPED_FLASH
from beilin.importing.classify.noise.teaser_tail import FIRST_TEASER, STAMPED_TEASER
from beilin.importing.classify.noise.truncated_teasers import TRUNCATED_TEASER
from beilin.importing.classify.surroundings import SURROUNDINGS
from beilin.importing.formats.feed.article import OTHER_FIELD
from beilin.importing.formats.html.page.selectors import RULE as PAGE_RULE
from beilin.importing.formats.markdown.blocks import SCRIPT
from beilin.importing.formats.markdown.document import UNUSED
from beilin.importing.undo.record_updates import BY_HAND
from beilin.rendering.environment import make_environment
from beilin.rendering.filters import fill
from beilin.rendering.messages import Message
from beilin.rendering.theme import load_theme
from beilin.text.yaml.strict import Mapping, parse_yaml, to_plain
from tests.conftest import MakeSite
from tests.little_site import SETTINGS, LittleSite, article
from tests.theme.conftest import ROOT

# Those that ink has a file for, and must have in full.
LANGUAGES = sorted(path.stem for path in (ROOT / "themes/ink/messages").glob("*.yaml"))
FORMS = {"one", "other"}


def messages(language: str) -> dict[str, Message]:
    """The messages of ink in exactly this language, without fallbacks."""
    node = parse_yaml((ROOT / f"themes/ink/messages/{language}.yaml").read_text("utf-8"))
    assert isinstance(node, Mapping)
    return to_plain(node)  # type: ignore[return-value]


def uses() -> Iterator[tuple[str, set[str]]]:
    """Each use of a message in the templates of ink, with the names of the values it is filled with."""
    theme, problems = load_theme(ROOT, "ink", "en")
    assert theme, problems
    environment = make_environment(theme.templates)
    for name, template in theme.templates.items():
        tree = environment.parse(template.source, name)
        for item in tree.find_all(nodes.Getitem):
            assert not (isinstance(item.node, nodes.Name) and item.node.name == "words"), f"{name}: write words.key"
        filled: dict[int, set[str]] = {}
        for call in tree.find_all(nodes.Filter):
            if call.name == "fill" and call.node:
                for inner in [call.node, *call.node.find_all(nodes.Getattr)]:
                    filled[id(inner)] = {str(argument.key) for argument in call.kwargs}
        for node in tree.find_all(nodes.Getattr):
            if isinstance(node.node, nodes.Name) and node.node.name == "words":
                yield node.attr, filled.get(id(node), set())


def braces(message: Message) -> set[str]:
    """The names in braces in any of the message's texts."""
    return set(re.findall(r"\{(\w+)\}", " ".join(message.values()) if isinstance(message, dict) else message))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_that_a_template_uses_exists_and_none_is_unused(language: str) -> None:
    assert {key for key, _ in uses()} == messages(language).keys()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_is_filled_with_all_of_its_placeholders(language: str) -> None:
    own = messages(language)
    for key, given in uses():
        message = own[key]
        assert braces(message) <= given, key
        if isinstance(message, dict) and message.keys() & FORMS:
            assert "number" in given, key


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_rule_of_the_importer_has_a_name(language: str) -> None:
    rules = {STAMPED_FLASH, STAMPED_TEASER, FIRST_TEASER, BOILERPLATE, RELATED_LINK, TRUNCATED_TEASER, BY_HAND}
    rules |= {"outside the article", SURROUNDINGS, PAGE_RULE, SCRIPT, OTHER_FIELD, UNUSED, "title", "subtitle"}
    names = messages(language)["rules"]
    assert isinstance(names, dict)
    assert names.keys() == rules


def test_simplified_chinese_is_simplified() -> None:
    convert = OpenCC("t2s").convert
    texts = [text for key, message in messages("zh-Hans").items() if key != "scripts"  # named in themselves
             for text in (message.values() if isinstance(message, dict) else [message])]  # fmt: skip
    assert [convert(text) for text in texts] == texts


def test_numbers_select_their_text_and_have_thousands_separators() -> None:
    forms = {"1": "sole", "one": "{number} page", "other": "{number} pages"}
    assert [fill(forms, number=number) for number in (0, 1, 2, 12345)] == ["0 pages", "sole", "2 pages", "12,345 pages"]
    assert fill({"one": "{number} page", "other": "{number} pages"}, number=1) == "1 page"
    assert fill("{a}與{b}", a="<甲>", b="{a}") == "<甲>與{a}"
    with pytest.raises(KeyError):
        fill("{missing}", number=1)


def site_in(make_site: MakeSite, language: str, files: dict[str, str | bytes] | None = None) -> LittleSite:
    """An archive of one article, in the language."""
    settings = SETTINGS.replace("language: zh-Hant", f"language: {language}")
    theme = "child" if files else "ink"
    return make_site({
        "site.yaml": settings.replace("theme: bare", f"theme: {theme}"),
        "content/articles/one.md": article("一篇", "正文。\n", date="2024-01-02", language=language),
        **(files or {}),
    }, name=language)  # fmt: skip


@pytest.mark.parametrize(
    ("language", "home", "day", "count"),
    [
        ("zh-TW", "首頁", "2024年1月2日", "1篇文章"),
        ("zh-Hans", "首页", "2024年1月2日", "1篇文章"),
        ("en", "Home", "January 2, 2024", "1 article"),
        ("en-GB", "Home", "2 January 2024", "1 article"),
        ("fr", "Home", "2024-01-02", "1 article"),
    ],
)
def test_the_settings_select_the_language(make_site: MakeSite, language: str, home: str, day: str, count: str) -> None:
    site = site_in(make_site, language)
    site.build_well()
    page = site.page("articles/one/index.html")
    assert f">{home}</a>" in page
    assert f">{day}</time>" in page
    assert f'<html lang="{language}"' in page
    assert "<article>" in page
    assert f">{count}</a>" in site.page("index.html")


def test_a_child_changes_one_message_and_the_pages_that_use_it(make_site: MakeSite) -> None:
    site = site_in(make_site, "zh-HK", {
        "themes/child/theme.yaml": "extends: ink\n",
        "themes/child/messages/zh-Hant.yaml": "home: 封面\n",
        "themes/child/messages/en.yaml": "years: YEARS\n",
    })  # fmt: skip
    site.build_well()
    before = site.page("articles/one/index.html")
    assert ">封面</a>" in before
    assert ">YEARS<" not in site.page("years/index.html")  # a nearer language comes before a nearer theme
    site.write({"themes/child/messages/zh-HK.yaml": "home: 扉頁\n"})
    assert site.build_well().rendered > 0
    assert site.page("articles/one/index.html") == before.replace("封面", "扉頁")


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("home: [a]\n", "themes/child/messages/en.yaml:1:7", "home"),
        ("ok: a\nitems: b\n", "themes/child/messages/en.yaml:2:1", "cannot be called 'items'"),
        ("just words\n", "themes/child/messages/en.yaml:1:1", "expected a mapping"),
        ("home: a\nhome: b\n", "themes/child/messages/en.yaml:2:1", "home"),
    ],
)
def test_faults_of_message_files_have_a_position(make_site: MakeSite, text: str, place: str, words: str) -> None:
    files: dict[str, str | bytes] = {
        "themes/child/theme.yaml": "extends: ink\n", "themes/child/messages/en.yaml": text,
    }  # fmt: skip
    (problem,) = site_in(make_site, "en", files).build_badly()
    assert problem.location == place
    assert words in problem.message
