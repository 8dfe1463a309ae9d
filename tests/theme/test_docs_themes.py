"""docs/themes.md documents everything on which a theme may rely, and nothing that does not exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from jinja2 import nodes

from beilin import model
from beilin.importing.comparison import collation
from beilin.planning import editorial_views, picture_views, views
from beilin.planning.kinds import KINDS
from beilin.planning.page import COMMON_VALUES, Kind
from beilin.planning.view_fields import field_names
from beilin.rendering.environment import make_environment
from beilin.rendering.filters import FILTERS
from beilin.rendering.theme import load_theme
from beilin.text.history import History
from beilin.text.mentions import OutsideLink
from tests.theme.conftest import ROOT

DOCUMENT = (ROOT / "docs/themes.md").read_text("utf-8")
INK = ROOT / "themes/ink"
OWN_TEMPLATES = sorted(path.name for path in (INK / "templates").iterdir())
VALUES = [
    *(
        value
        for module in (views, editorial_views, picture_views, collation)
        for value in vars(module).values()
        if isinstance(value, type) and field_names(value) and value.__module__ == module.__name__
    ),
    model.Heading,
    model.Provenance,
    OutsideLink,
    History,
]


def section(title: str) -> str:
    """The text under the heading, up to the next one of its level or above."""
    match = re.search(rf"^(##+) {re.escape(title)}\n(.*?)(?=^##?#? |\Z)", DOCUMENT, re.MULTILINE | re.DOTALL)
    assert match, f"there is no heading {title!r}"
    if match[1] == "##":
        rest = DOCUMENT[match.start(2) :]
        return rest.split("\n## ", 1)[0]
    return match[2]


def tree(name: str) -> nodes.Template:
    """The template of ink as Jinja reads it."""
    theme, problems = load_theme(ROOT, "ink", "zh-Hant")
    assert theme, problems
    return make_environment(theme.templates).parse(theme.templates[f"ink/{name}"].source, name)


def ancestry(name: str) -> list[str]:
    """The template and all that it extends, nearest first."""
    parents = [node.template for node in tree(name).find_all(nodes.Extends)]
    return [name, *(place for parent in parents if isinstance(parent, nodes.Const) for place in ancestry(parent.value))]


def test_ink_has_a_template_for_each_kind_of_page() -> None:
    assert {kind.template for kind in KINDS if kind.template} <= set(OWN_TEMPLATES)


def test_the_document_has_exactly_the_existing_templates() -> None:
    named = re.findall(r"^### `([a-z0-9-]+\.[a-z]+)`$", DOCUMENT, re.MULTILINE)
    assert sorted(named) == OWN_TEMPLATES


@pytest.mark.parametrize("name", OWN_TEMPLATES)
def test_every_block_is_documented_with_its_template(name: str) -> None:
    text = section(f"`{name}`")
    missing = [block.name for block in tree(name).find_all(nodes.Block) if f"`{block.name}`" not in text]
    assert not missing


@pytest.mark.parametrize("value", VALUES, ids=lambda value: value.__name__)
def test_every_field_is_documented_with_its_value(value: type) -> None:
    text = section(f"`{value.__name__}`")
    fields = field_names(value)
    assert not [name for name in fields if f"`{name}`" not in text]
    for row in re.findall(r"^\| (`.*?) \|", text, re.MULTILINE):
        assert set(re.findall(r"`(\w+)`", row)) <= set(fields), "a field that is not there"


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind.template], ids=lambda kind: kind.name)
def test_every_value_of_a_page_is_documented_with_its_template(kind: Kind) -> None:
    text = "".join(section(f"`{name}`") for name in ancestry(kind.template))
    assert not [name for name in kind.values if f"`{name}`" not in text]


def test_the_values_of_every_page_are_documented() -> None:
    text = section("The templates of ink")
    assert not [name for name in COMMON_VALUES if f"`{name}`" not in text]


def test_every_filter_is_documented() -> None:
    text = section("Filters")
    assert not [name for name in FILTERS if not re.search(rf"`{name}\b", text)]


def test_every_macro_is_documented_with_its_arguments() -> None:
    macros = {
        f"{name}.{macro.name}": macro
        for name, file in (("ui", "macros.html"), ("pictures", "pictures.html"))
        for macro in tree(file).find_all(nodes.Macro)
    }
    for name, macro in macros.items():
        match = re.search(rf"`{name}\(([^)]*)\)`", section("Macros") + section("Pictures"))
        assert match, name
        assert [argument.split("=")[0].strip() for argument in match[1].split(",")] == [a.name for a in macro.args]


def test_every_asset_is_documented_and_every_documented_one_exists() -> None:
    assets = sorted(path.relative_to(INK / "assets").as_posix() for path in (INK / "assets").rglob("*.*"))
    assert sorted(re.findall(r"^\| `(.*?)` \|", section("Assets"), re.MULTILINE)) == assets
    plain = [path.name for path in (ROOT / "themes/plain").rglob("*/*.*")]
    assert plain
    assert not [name for name in plain if f"`{name}`" not in section("The theme plain")]


def test_every_custom_property_is_documented() -> None:
    used = set(re.findall(r"(--[a-z]+)\s*:", (INK / "assets/ink.css").read_text("utf-8"))) - {"--tone"}
    assert used == set(re.findall(r"`(--[a-z]+)`", section("The style sheet")))


def test_the_links_of_the_document_are_valid() -> None:
    headings = re.findall(r"^##+ (.*)$", DOCUMENT, re.MULTILINE)
    ids = {re.sub(r"[^a-z0-9 -]", "", heading.lower()).replace(" ", "-") for heading in headings}
    assert not [target for target in re.findall(r"\]\(#([^)]*)\)", DOCUMENT) if target not in ids]
    assert not [
        place for place in re.findall(r"\]\(([^#)h][^)]*)\)", DOCUMENT) if not Path(ROOT / "docs" / place).exists()
    ]
