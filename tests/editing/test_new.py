"""A new article is valid from its first line, and takes no other article's address or file."""

from __future__ import annotations

import re
import sys

import pytest

from tests.conftest import MakeSite
from tests.editing.trees import run, sources
from tests.little_site import article

TAGS = "open source:\n  synonyms: [開源]\n'C#':\n  slug: c-sharp\n"


def test_it_is_a_draft_that_builds_and_its_path_is_printed(make_site: MakeSite) -> None:
    site = make_site({"content/tags.yaml": TAGS})
    options = ["--tag", "開源", "--tag", "c#", "--tag", "Open-Source", "--language", "en"]
    code, _, out = run(site.root, ["new", '開源: "第二年"', *options])
    path = site.root / "content/articles/開源-第二年.md"
    assert (code, out.decode().strip()) == (0, str(path))
    front = path.read_text("utf-8").splitlines()
    assert front[0] == front[-2] == "---"
    assert front[1] == 'title: "開源: \\"第二年\\""'
    assert re.fullmatch("id: [0-9a-z]{8}", front[2])
    assert front[4:7] == ["language: en", "tags: [open source, C#]", "draft: true"]
    site.build_well()


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["……"], 2, "no letter or digit"),
        (["甲\x1b乙"], 2, "the title contains the character U+001B (control character)"),
        (["甲", "--lang", "中文"], 2, "is not a language tag"),
        (["甲", "--tag", "open sorce"], 1, "Did you mean 'open source'?"),
        (["There"], 1, "content/articles/there.md: error: the file already exists"),
        (["Taken"], 1, "the address /articles/taken/ is taken by content/articles/x.md"),
        (["Before"], 1, "the address /articles/before/ redirects to content/articles/x.md"),
    ],
)
def test_refusals_write_nothing(make_site: MakeSite, arguments: list[str], code: int, words: str) -> None:
    files: dict[str, str | bytes] = {
        "content/tags.yaml": TAGS,
        "content/articles/there.md": article("在"),
        "content/articles/x.md": article("x", slug="taken", aliases="[before]"),
    }
    site = make_site(files)
    before = sources(site.root)
    found, said, _ = run(site.root, ["new", *arguments])
    assert (found, words in said) == (code, True), said
    assert sources(site.root) == before


def test_edit_opens_the_editor(make_site: MakeSite, monkeypatch: pytest.MonkeyPatch) -> None:
    site = make_site()
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.delenv("EDITOR", raising=False)
    code, said, _ = run(site.root, ["new", "甲", "--edit"])
    assert (code, "set VISUAL or EDITOR" in said) == (2, True)
    assert not (site.root / "content/articles").exists()
    program = "import sys; open(sys.argv[1], 'a', encoding='utf-8').write('編輯過。')"
    monkeypatch.setenv("EDITOR", f'{sys.executable} -c "{program}"')
    assert run(site.root, ["new", "甲", "--edit"])[0] == 0
    assert (site.root / "content/articles/甲.md").read_text("utf-8").endswith("---\n\n編輯過。")
