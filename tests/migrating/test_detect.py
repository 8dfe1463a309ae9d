"""The generator is recognised by its files; otherwise the message says what to type."""

from __future__ import annotations

from pathlib import Path

import pytest

from beilin.migrating.detect import AmbiguousError, UnknownError, detect
from beilin.migrating.survey import survey


def write(root: Path, files: dict[str, str]) -> Path:
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, "utf-8")
    return root


@pytest.mark.parametrize(
    ("files", "name"),
    [
        ({"hugo.toml": ""}, "hugo"),
        ({"config.toml": "baseURL = 'https://example.org/'"}, "hugo"),
        ({"config.yaml": "title: 海", "content/post/a.md": ""}, "hugo"),
        ({"config/_default/hugo.yaml": "title: 海"}, "hugo"),
        ({"_config.yml": "", "package.json": '{"dependencies": {"hexo": "^7.0.0"}}'}, "hexo"),
        ({"_config.yml": "", "source/_posts/a.md": ""}, "hexo"),
        ({"_config.yml": "", "_posts/2020-01-02-a.md": ""}, "jekyll"),
        ({"_config.yml": "", "Gemfile": 'gem "jekyll"', "source/_posts/2020-01-02-a.md": ""}, "jekyll"),
        ({"_config.yml": "remote_theme: a/b", "index.md": ""}, "jekyll"),
        ({"_posts/2020-01-02-a.md": ""}, "jekyll"),
    ],
)
def test_the_signs_of_a_generator(tmp_path: Path, files: dict[str, str], name: str) -> None:
    assert detect(survey(write(tmp_path, files))).name == name


def test_a_folder_without_signs_says_what_to_type(tmp_path: Path) -> None:
    with pytest.raises(UnknownError) as caught:
        detect(survey(write(tmp_path, {"a.md": "海"})))
    assert "--from hugo" in caught.value.hint


def test_a_site_one_folder_below_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnknownError) as caught:
        detect(survey(write(tmp_path, {"blog/hugo.toml": "", "readme.md": ""})))
    assert "blog/" in caught.value.hint


def test_several_sites_below_are_named_and_hidden_folders_are_not(tmp_path: Path) -> None:
    files = {f"{name}/hugo.toml": "" for name in ("a", "b", "c", "d", "e", "f", ".g")}
    with pytest.raises(UnknownError) as caught:
        detect(survey(write(tmp_path, files)))
    assert "a/, b/, c/, d/, e/, …" in caught.value.hint


def test_signs_of_two_generators_are_both_named(tmp_path: Path) -> None:
    with pytest.raises(AmbiguousError) as caught:
        detect(survey(write(tmp_path, {"hugo.toml": "", "_config.yml": "", "_posts/a.md": ""})))
    assert "hugo.toml" in str(caught.value)
    assert "--from hugo or --from jekyll" in caught.value.hint


def test_a_name_that_is_not_a_generator(tmp_path: Path) -> None:
    with pytest.raises(UnknownError) as caught:
        detect(survey(tmp_path), "wordpress")
    assert "hugo" in caught.value.hint
