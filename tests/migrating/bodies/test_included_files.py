"""Tags that show a file of the old site: notebooks, code, snippets."""

from __future__ import annotations

import base64
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from beilin.migrating.bodies.passes import undo
from beilin.migrating.bodies.table import convert_body
from beilin.migrating.model import Converted
from beilin.migrating.survey import survey
from tests.migrating.bodies.little_context import context

PIXEL = base64.b64encode(b"\x89PNG").decode()
NOTEBOOK = {
    "cells": [
        {"cell_type": "markdown", "source": ["# 題"]},
        {"cell_type": "markdown", "source": ["一段 $x$\n", "二行"]},
        {
            "cell_type": "code",
            "source": "print('`')",
            "outputs": [
                {"output_type": "stream", "text": ["\x1b[31m紅\x1b[0m\n"]},
                {"output_type": "display_data", "data": {"text/plain": "<Figure>", "image/png": PIXEL}},
                {
                    "output_type": "execute_result",
                    "data": {"text/html": "<style>a</style>\n\n<table><tr><td>1</td></tr></table>"},
                },
            ],
        },
    ],
    "metadata": {"language_info": {"name": "python"}},
    "nbformat": 4,
}
OLD_NOTEBOOK = {
    "worksheets": [
        {
            "cells": [
                {"cell_type": "heading", "level": 2, "source": ["節"]},
                {
                    "cell_type": "code",
                    "input": ["1"],
                    "language": "python",
                    "outputs": [{"output_type": "pyout", "text": ["1"]}],
                },
            ]
        }
    ],
    "nbformat": 3,
}


def converted(folder: Path, files: dict[str, Any], body: str, rule: str) -> Converted:
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(content if isinstance(content, str) else json.dumps(content), "utf-8")
    result = convert_body(body, 1, replace(context(), folder=survey(folder)), {rule})
    assert undo(result) == body
    return result


def test_a_notebook_becomes_its_texts_its_code_and_what_that_gave(tmp_path: Path) -> None:
    result = converted(
        tmp_path,
        {"content/notebooks/海 1.ipynb": NOTEBOOK},
        '前\n\n{% notebook "海 1.ipynb" cells[1:] %}\n',
        "pelican-liquid",
    )
    assert result.text == (
        "前\n\n一段 $x$\n二行\n\n```python\nprint('`')\n```\n\n```text\n紅\n```\n\n"
        "![](/images/notebooks/海-1-1.png)\n\n<table><tr><td>1</td></tr></table>\n"
    )
    assert [(file.place, file.data) for file in result.files] == [("content/images/notebooks/海-1-1.png", b"\x89PNG")]
    assert not result.notes


def test_a_notebook_in_the_old_format_is_read(tmp_path: Path) -> None:
    result = converted(
        tmp_path, {"content/notebooks/a.ipynb": OLD_NOTEBOOK}, "{% notebook a.ipynb %}\n", "pelican-liquid"
    )
    assert result.text == "## 節\n\n```python\n1\n```\n\n```text\n1\n```\n"


@pytest.mark.parametrize("content", ["{", "[]", '{"cells": 1}', '{"worksheets": 3}'])
def test_a_notebook_that_cannot_be_read_leaves_its_tag(tmp_path: Path, content: str) -> None:
    body = "{% notebook a.ipynb %}\n"
    assert converted(tmp_path, {"content/notebooks/a.ipynb": content}, body, "pelican-liquid").text in (body, "\n")


def test_code_of_a_file_is_shown_with_its_name(tmp_path: Path) -> None:
    files = {"content/downloads/code/a.py": "1\n2\n3\n"}
    result = converted(tmp_path, files, "{% include_code a.py lang:python lines:1-2 例 %}\n", "pelican-liquid")
    assert result.text == "例 ([a.py](content/downloads/code/a.py))\n\n```python\n1\n2\n```\n"
    assert (
        converted(tmp_path, files, "{% include_code b.py %}\n", "hexo-tags").text
        == "```\n{% include_code b.py %}\n```\n"
    )


def test_code_of_octopress_lies_in_its_source_folder(tmp_path: Path) -> None:
    files = {"source/downloads/code/a.rb": "1\n"}
    result = converted(tmp_path, files, "{% include_code a.rb %}\n", "jekyll-liquid")
    assert result.text == "[a.rb](source/downloads/code/a.rb)\n\n```rb\n1\n```\n"


def test_a_snippet_is_included_as_it_is(tmp_path: Path) -> None:
    result = converted(tmp_path, {"includes/a.md": "甲\n\n乙\n"}, '  --8<-- "a.md"\n', "mkdocs-blocks")
    assert result.text == "  甲\n\n  乙\n"


def test_no_file_outside_of_the_old_site_is_included(tmp_path: Path) -> None:
    (tmp_path / "secret.md").write_text("秘", "utf-8")
    (tmp_path / "site").mkdir()
    for path in ("../secret.md", "/etc/hostname", str(tmp_path / "secret.md")):
        result = converted(tmp_path / "site", {"a.md": ""}, f'--8<-- "{path}"\n', "mkdocs-blocks")
        assert "秘" not in result.text
        assert [note.kind for note in result.notes] == ["unknown-shortcode"]


def test_an_included_text_has_no_front_matter(tmp_path: Path) -> None:
    files = {
        "content/parts/a.md": "---\ntitle: 甲\n---\n一段 {{< kbd A >}}\n",
        "content/b.py": "1\n",
    }
    body = '{{% include "/parts/a.md" %}}\n\n{{< readfile file="b.py" >}}\n\n{{< include "gone.md" >}}\n'
    result = converted(tmp_path, files, body, "hugo-shortcodes")
    assert result.text == '一段 <kbd>A</kbd>\n\n```py\n1\n```\n\n```\n{{< include "gone.md" >}}\n```\n'


def test_a_file_that_includes_itself_comes_to_an_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = {"content/c.md": "石{{< include c.md >}}" * 9}
    body = "{{< include c.md >}}\n"
    whole = converted(tmp_path, files, body, "hugo-shortcodes").text
    assert whole.count("石") == 9 + 9 * 9 + 9 * 9 * 9  # as deep as includes may be
    monkeypatch.setattr(
        "beilin.migrating.bodies.shortcodes.known.files.MAX_BYTES", 10 * len(files["content/c.md"].encode())
    )
    assert converted(tmp_path, files, body, "hugo-shortcodes").text.count("石") == 9 * 10
