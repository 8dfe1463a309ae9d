"""Templates receive the data files, and a page is rendered again for them only if its template uses them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.built_archive import counts, equals_clean, settle
from tests.conftest import MakeSite
from tests.little_site import LittleSite, article


@pytest.fixture
def site(make_site: MakeSite) -> LittleSite:
    """An archive whose home page shows data, and whose articles do not."""
    site = make_site({
        "content/data/team.yaml": "- name: 硯秋\n",
        "content/data/prices.csv": "model,price\nLLaMA,0\n",
        "content/data/readme.txt": "published as it is",
        "content/articles/a.md": article("甲"),
        "themes/bare/templates/home.html": "{% for one in data.team %}{{ one.name }}{% endfor %}"
        "{% for row in data.prices %}{{ row.model }} {{ row['price'] }}{% endfor %}",
    })  # fmt: skip
    site.build_well()
    settle(site)
    return site


def test_a_template_shows_data(site: LittleSite) -> None:
    assert site.page("index.html") == "硯秋LLaMA 0"


def test_data_files_are_not_published_but_other_files_beside_them_are(site: LittleSite) -> None:
    assert [path for path in site.outputs() if path.startswith("data/")] == ["data/readme.txt"]


@pytest.mark.parametrize(
    "files",
    [
        {"content/data/team.yaml": "- name: 拓工\n"},
        {"content/data/prices.csv": "model,price\nLLaMA,1\n"},
        {"content/data/other.json": "{}"},
    ],
)
def test_changed_data_renders_the_pages_that_name_it(
    site: LittleSite, tmp_path: Path, files: dict[str, str | bytes]
) -> None:
    site.write(files)
    assert counts(site.build_well())[:2] == (0, 1)
    equals_clean(site, tmp_path)
    assert counts(site.build_well()) == (0, 0, 0, 0)


def test_a_deleted_file_is_an_error_of_the_template_that_uses_it(site: LittleSite) -> None:
    (site.root / "content/data/team.yaml").unlink()
    (problem,) = site.build_badly()
    assert problem.file == "themes/bare/templates/home.html"
    assert "team" in problem.message
    site.write({"content/data/team.yml": "- {name: 又}\n"})
    site.build_well()
    assert site.page("index.html").startswith("又")


def test_a_fault_in_data_keeps_the_old_site(site: LittleSite, tmp_path: Path) -> None:
    site.write({"content/data/team.yaml": "- name: [\n"})
    (problem,) = site.build_badly()
    assert problem.location.startswith("content/data/team.yaml:")
    site.write({"content/data/team.yaml": "- name: 好\n"})
    site.build_well()
    equals_clean(site, tmp_path)


def test_a_link_out_of_the_archive_is_refused(site: LittleSite, tmp_path: Path) -> None:
    (tmp_path / "secret.json").write_text('{"key": 1}')
    os.symlink(tmp_path / "secret.json", site.root / "content/data/secret.json")
    (problem,) = site.build_badly()
    assert problem.message == "the symbolic link leads out of the archive"
